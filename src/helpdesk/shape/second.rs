//! A second form of a text: the words of one in HTML without their markup, which help desks keep beside it and agents rarely see.

use std::collections::HashSet;

use super::super::markup::decoded;

/// Whether the second form has a word that is not in the first. Numbers may count the items of a list, and placeholders are
/// written in another way.
pub(super) fn says_otherwise(first: &str, second: &str) -> bool {
    let written = decoded(first).to_lowercase();
    // A mark may stand within a word.
    let shown = decoded(&without(first, '<', '>')).to_lowercase();
    let known: HashSet<&str> = words(&written).chain(words(&shown)).collect();
    let second = decoded(&without(second, '{', '}')).to_lowercase();
    words(&second).any(|word| !known.contains(word) && !word.chars().all(char::is_numeric))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The text without what stands between two signs.
fn without(text: &str, open: char, close: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(open);
    out.push_str(pieces.next().unwrap_or_default());
    pieces.for_each(|piece| out.push_str(piece.split_once(close).map_or(piece, |(_, shown)| shown)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_count() {
        let check = |first: &str, second: &str, expected: bool| {
            assert_eq!(says_otherwise(first, second), expected, "{first} {second}");
        };
        check("<p>Hi <b>p</b>arcel,</p><p>it&#39;s caf&eacute;</p>", "Hi parcel, it's café", false);
        check("<a href=\"https://x.example/a\">see</a>", "see (https://x.example/a)", false);
        check("<div>Good morning</div>", "Good evening", true);
        check("<ol><li>Hi <attribute key=\"user.name\"/></li></ol>", "1. HI {{user.name|fallback:\"you\"}}", false);
        check("a < b", "", false);
    }
}
