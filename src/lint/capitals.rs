//! Words written in capitals: which are English that is shouted, and which are only written so.
//!
//! A name in capitals (a bank, a product, an acronym nobody listed) looks like a shouted word, so a word counts as
//! shouted where it is known to be English, by the list or by its ending.

use super::english::ENGLISH;

/// Endings that English words of at least six letters have and acronyms have not.
const ENDINGS: [&str; 14] =
    ["able", "ally", "ance", "ation", "ence", "ible", "ing", "less", "ment", "ness", "sion", "tely", "tion", "ully"];

/// Acronyms that could be taken for a name, lower case and sorted.
const ACRONYMS: [&str; 24] = [
    "asap", "faq", "faqs", "gdpr", "hdmi", "html", "http", "https", "iban", "imei", "jpeg", "paypal", "pdf", "pdfs",
    "rsvp", "sepa", "swift", "uefi", "unicef", "url", "usb", "usps", "visa", "wifi",
];

/// Two letters in capitals that are no word.
const SHORT_ACRONYMS: [&str; 16] =
    ["ai", "cd", "eu", "gb", "hr", "id", "ip", "it", "mb", "pc", "pm", "tv", "uk", "un", "vr", "xl"];

/// What is written with a capital wherever it stands.
const CAPITALISED: [&str; 19] = [
    "april",
    "august",
    "december",
    "february",
    "friday",
    "i",
    "january",
    "july",
    "june",
    "march",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// The letters of `word` in lower case, if it is written in capitals throughout.
pub(super) fn lower_case(word: &str) -> Option<String> {
    let shouted = |c: char| c.is_uppercase() || c == '\'' || c == '’';
    if word.is_empty() || !word.starts_with(char::is_uppercase) || !word.chars().all(shouted) {
        return None;
    }
    let straight = |c: char| if c == '’' { '\'' } else { c };
    Some(word.chars().map(straight).flat_map(char::to_lowercase).collect())
}

/// How many letters there are in a word.
pub(super) fn letters(lower: &str) -> usize {
    lower.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a word (lower case) is English.
pub(super) fn is_english(lower: &str) -> bool {
    let known = ENGLISH.binary_search(&lower).is_ok();
    known || (letters(lower) >= 6 && ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}

/// A word that was written in capitals, as it is written in the middle of a sentence: acronyms keep their capitals, and a
/// word that is not known is taken for a name.
pub(super) fn calm(written: &str, lower: &str) -> String {
    let spoken = written.to_lowercase();
    let stem = lower.split('\'').next().unwrap_or_default();
    let short = letters(lower) <= 2;
    let kept = if short { lower != "it" && SHORT_ACRONYMS.contains(&lower) } else { is_acronym(lower) };
    if kept {
        return written.to_owned();
    }
    if CAPITALISED.contains(&stem) || !(short || is_english(lower)) { capitalised(&spoken) } else { spoken }
}

/// Whether it is known as an acronym, or is too short or too poor in vowels for anything else.
pub(super) fn is_acronym(lower: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let unknown = !is_english(lower);
    ACRONYMS.contains(&lower) || (unknown && (letters(lower) <= 3 || !lower.contains(vowel)))
}

/// The word with its first letter as a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn words_are_calmed_and_names_are_kept() {
        let check = |written: &str, expected: &str| {
            let lower = lower_case(written).expect("in capitals");
            assert_eq!(calm(written, &lower), expected);
        };
        check("PLEASE", "please");
        check("DON’T", "don’t");
        check("I'M", "I'm");
        check("MONDAY", "Monday");
        check("PDF", "PDF");
        check("DHL", "DHL");
        check("UK", "UK");
        check("IT", "it");
        check("FERNHILL", "Fernhill");
        check("CANCELLATION", "cancellation");
    }

    #[test]
    fn capitals_throughout_only() {
        assert_eq!(lower_case("ÉTÉ").as_deref(), Some("été"));
        assert_eq!(lower_case("Please"), None);
        assert_eq!(lower_case("PDFs"), None);
        assert_eq!(lower_case("A4"), None);
    }
}
