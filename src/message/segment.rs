//! Sentences inside a run of text: Unicode's rules, mended where they do not know abbreviations.

use std::ops::Range;

use super::bounds;

/// Words whose full stop does not end a sentence though a capital may follow.
const ABBREVIATIONS: [u64; 19] = [
    eight("mr."),
    eight("mrs."),
    eight("ms."),
    eight("dr."),
    eight("prof."),
    eight("st."),
    eight("no."),
    eight("nos."),
    eight("e.g."),
    eight("i.e."),
    eight("eg."),
    eight("ie."),
    eight("vs."),
    eight("approx."),
    eight("ref."),
    eight("tel."),
    eight("ext."),
    eight("inc."),
    eight("ltd."),
];

/// The longest of them, in bytes.
const LONGEST_ABBREVIATION: usize = 7;

/// The bytes of a known word as one number.
const fn eight(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut all, mut at) = (0, bytes.len());
    while at > 0 {
        at -= 1;
        all = all << 8 | bytes[at] as u64;
    }
    all
}

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
    let near = trimmed.bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.');
    let length = near.take(LONGEST_ABBREVIATION + 1).count();
    let Some((before, word)) = trimmed.split_at_checked(trimmed.len() - length) else { return false };
    let begins = || before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let initial = || word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    let small = || word.bytes().rev().fold(0, |all, byte| all << 8 | u64::from(byte.to_ascii_lowercase()));
    length <= LONGEST_ABBREVIATION && (initial() || ABBREVIATIONS.contains(&small())) && begins()
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
