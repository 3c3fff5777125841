//! The name that a misspelt one was meant to be.

/// The closest of `names` to `word`, where one is close enough to be meant.
pub(super) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE_ENOUGH: f64 = 0.5;
    let word = word.to_lowercase();
    names
        .into_iter()
        .map(|name| (likeness(&word, name), name))
        .filter(|(likeness, _)| *likeness >= CLOSE_ENOUGH)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

/// From 0 to 1. People leave out the family of a rule, so the part after the slash counts alone too.
fn likeness(word: &str, name: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(word, name);
    let tail = |text: &str| text.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    // A shade less, so that the right family wins among equal tails.
    let tails = strsim::normalized_damerau_levenshtein(&tail(word), &tail(name)) - 0.01;
    whole.max(tails)
}

/// " Did you mean `x`?", or nothing.
pub(super) fn hint<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, names).map_or_else(String::new, |name| format!(" Did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["tone/calm-command", "tone/flat-refusal", "meta/unknown-key", "tone/"];

    #[test]
    fn a_slip_of_the_fingers_finds_the_name() {
        assert_eq!(nearest("tone/calm-comand", NAMES), Some("tone/calm-command"));
        assert_eq!(nearest("flat-refusals", NAMES), Some("tone/flat-refusal"));
        assert_eq!(nearest("Tone", NAMES), Some("tone/"));
    }

    #[test]
    fn something_else_altogether_finds_none() {
        assert_eq!(nearest("zzzz", NAMES), None);
        assert_eq!(nearest("", NAMES), None);
    }
}
