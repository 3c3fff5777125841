//! Sentences inside a run of text: Unicode's rules, mended where they do not know abbreviations.

use std::ops::Range;

use super::bounds;

/// Words whose full stop does not end a sentence though a capital may follow.
const ABBREVIATIONS: [&str; 19] = [
    "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "no.", "nos.", "e.g.", "i.e.", "eg.", "ie.", "vs.", "approx.", "ref.",
    "tel.", "ext.", "inc.", "ltd.",
];

/// The longest of them, in bytes.
const LONGEST_ABBREVIATION: usize = 7;

/// The sentences of `text` (line breaks already blanks), as byte ranges that cover it.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = bounds::sentences(text);
    let goes_on = |part: &Range<usize>| text.get(part.clone()).is_some_and(ends_in_abbreviation);
    let mut joins = out.first().is_some_and(goes_on);
    out.dedup_by(|part, last| {
        let joined = std::mem::replace(&mut joins, goes_on(part));
        if joined {
            last.end = part.end;
        }
        joined
    });
    out
}

/// Whether a sentence ends in a full stop that does not end it: what follows is a part of it.
pub fn ends_in_abbreviation(part: &str) -> bool {
    let trimmed = part.trim_end_matches(' ');
    if matches!(trimmed.as_bytes().last(), Some(b'!'..=b'-' | b'/'..=b'~')) {
        return false;
    }
    let trimmed = trimmed.trim_end();
    if !trimmed.ends_with('.') {
        return false;
    }
    let bytes = trimmed.as_bytes();
    let near = bytes.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.');
    let length = near.take(LONGEST_ABBREVIATION + 1).count();
    if length > LONGEST_ABBREVIATION {
        return false;
    }
    let word = match trimmed.split_at_checked(trimmed.len() - length) {
        Some((before, word)) if before.is_empty() || before.ends_with([' ', '(']) => word,
        _ => trimmed.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default(),
    };
    let initial = word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    // No other is so short.
    initial || word.len() > 2 && ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn as_a_person_would() {
        check("It is late. We know!  Is 3.5 ok? yes", &["It is late.", "We know!", "Is 3.5 ok?", "yes"]);
        check("Mr. Okafor and Dr. Fischer agree. J. Nair too.", &["Mr. Okafor and Dr. Fischer agree.", "J. Nair too."]);
        check("Use a file, e.g. A photo. Thanks.", &["Use a file, e.g. A photo.", "Thanks."]);
        check("So can I. Really.", &["So can I.", "Really."]);
        check("Sent to \u{3400}. \u{3400} will call.", &["Sent to \u{3400}.", "\u{3400} will call."]);
        check("", &[]);
    }
}
