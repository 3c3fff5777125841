//! How many parts a text message is sent in, and how much still fits into the last of them.

/// The parts of a text message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// How many there are, at least one.
    pub(super) count: usize,
    /// How many characters still fit into the last one.
    pub(super) left: usize,
    /// A character because of which parts are short: one that is not in the alphabet of the GSM standard.
    pub(super) because: Option<char>,
}

/// The characters of the GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1), without the escape.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those that take two places, behind an escape.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// The parts that a text is sent in. Empty texts are one part.
pub(super) fn parts(text: &str) -> Parts {
    let because = text.chars().find(|letter| !ALPHABET.contains(*letter) && !EXTENDED.contains(*letter));
    let width = |letter: char| match because {
        Some(_) => letter.len_utf16(),
        None if EXTENDED.contains(letter) => 2,
        None => 1,
    };
    // A message of several parts gives some of each to what joins them.
    let (alone, joined) = if because.is_some() { (70, 67) } else { (160, 153) };
    let total: usize = text.chars().map(width).sum();
    if total <= alone {
        return Parts { count: 1, left: alone - total, because };
    }
    let (mut count, mut used) = (1, 0);
    for letter in text.chars() {
        let width = width(letter);
        // No character is cut in two.
        if used + width > joined {
            count += 1;
            used = 0;
        }
        used += width;
    }
    Parts { count, left: joined - used, because }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, count: usize, left: usize, because: Option<char>) {
        assert_eq!(parts(text), Parts { count, left, because });
    }

    #[test]
    fn plain_letters_take_one_place_and_some_signs_two() {
        check("", 1, 160, None);
        check(&"a".repeat(160), 1, 0, None);
        check(&"a".repeat(161), 2, 145, None);
        check("€5", 1, 157, None);
        check(&"€".repeat(81), 2, 143, None);
    }

    #[test]
    fn one_other_character_makes_all_parts_short() {
        check("It’s", 1, 66, Some('’'));
        check("😀", 1, 68, Some('😀'));
        check(&"é😀".repeat(24), 2, 62, Some('😀'));
        check(&format!("{}😀", "ß".repeat(70)), 2, 62, Some('😀'));
    }
}
