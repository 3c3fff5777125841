//! Contractions and their long forms, so that a phrase need name one of them only.

/// Words that `'s` after them shortens to "is"; after any other word it is a possessive.
const BEFORE_IS: [&str; 14] =
    ["it", "that", "what", "here", "there", "he", "she", "who", "where", "how", "this", "when", "everything", "why"];

/// Writes the long form of `word` (lower case, straight apostrophe) to `push`, one part at a time: "can't" gives "can" and
/// "not". A word that is no contraction is given as it is.
pub(super) fn expand<'a>(word: &'a str, mut push: impl FnMut(&'a str)) {
    let bytes = word.as_bytes();
    if !bytes.contains(&b'\'') {
        // Those that are written without one end so.
        let may_be = matches!(bytes, [.., b'n' | b'o', b't'] | [.., b'r', b'e']);
        return match may_be.then(|| unmarked(word)).flatten() {
            Some((first, second)) => {
                push(first);
                push(second);
            }
            None => push(word),
        };
    }
    let (stem, ending) = match word.rsplit_once('\'') {
        Some((stem, "t")) => match stem.strip_suffix('n') {
            Some("ca") => ("can", "not"),
            Some("wo") => ("will", "not"),
            Some("sha") => ("shall", "not"),
            Some("ai") => ("is", "not"),
            Some(verb) if !verb.is_empty() => (verb, "not"),
            _ => return push(word),
        },
        Some(("let", "s")) => ("let", "us"),
        Some((stem, "s")) if BEFORE_IS.contains(&stem) => (stem, "is"),
        Some((stem, "m")) => (stem, "am"),
        Some((stem, "re")) => (stem, "are"),
        Some((stem, "ll")) => (stem, "will"),
        Some((stem, "ve")) => (stem, "have"),
        Some((stem, "d")) => (stem, "would"),
        _ => return push(word),
    };
    if stem.is_empty() {
        return push(word);
    }
    push(stem);
    push(ending);
}

/// Contractions that are written as one word, or without their apostrophe, and are no other word then.
fn unmarked(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "cannot" | "cant" => ("can", "not"),
        "dont" => ("do", "not"),
        "didnt" => ("did", "not"),
        "doesnt" => ("does", "not"),
        "isnt" => ("is", "not"),
        "arent" => ("are", "not"),
        "wasnt" => ("was", "not"),
        "havent" => ("have", "not"),
        "hasnt" => ("has", "not"),
        "couldnt" => ("could", "not"),
        "wouldnt" => ("would", "not"),
        "shouldnt" => ("should", "not"),
        "youre" => ("you", "are"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_forms() {
        for (word, expected) in [
            ("can't", "can not"),
            ("won't", "will not"),
            ("cannot", "can not"),
            ("i'm", "i am"),
            ("that's", "that is"),
            ("customer's", "customer's"),
            ("let's", "let us"),
            ("'t", "'t"),
            ("o'clock", "o'clock"),
            ("n't", "n't"),
        ] {
            let mut parts = Vec::new();
            expand(word, |part| parts.push(part));
            assert_eq!(parts.join(" "), expected, "{word}");
        }
    }
}
