//! A name for a finding that stays the same while the macro around it changes.
//!
//! It is made of the rule, the words that were matched and a count of equal ones before it in the file: lines may move, the
//! file may be renamed, and the rest of the sentence may be reworded. What is about a macro as a whole has no words: the
//! sentence that it is shown at is only a place. Baselines and code hosts compare it, so the algorithm must never change.

use crate::knowledge::Knowledge;
use crate::lint::Finding;
use crate::text::{QuickMap, fnv1a, fnv1a_on, is_tidy};

/// What tells a finding from others, without the count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark {
    /// The rule.
    pub(super) rule: String,
    /// The words that were matched, in one form; empty for what is about the macro as a whole.
    pub(super) words: String,
}

impl Mark {
    /// Of a finding in `source`.
    pub(super) fn of(source: &str, finding: &Finding, knowledge: &Knowledge) -> Self {
        Self { rule: finding.rule.clone(), words: words(source, finding, knowledge) }
    }

    /// A number for it.
    pub(super) fn hash(&self) -> String {
        hex([&*self.rule, "\0", &self.words].into_iter().fold(fnv1a(""), fnv1a_on))
    }
}

/// The fingerprints of all findings of one file, in their order.
pub(super) fn fingerprints(source: &str, findings: &[Finding], knowledge: &Knowledge) -> Vec<String> {
    let mut seen: QuickMap<u64, usize> = QuickMap::with_capacity_and_hasher(findings.len(), Default::default());
    let mut all = Vec::with_capacity(findings.len());
    for finding in findings {
        let named = [&*finding.rule, "\0", &words(source, finding, knowledge)].into_iter().fold(fnv1a(""), fnv1a_on);
        let occurrence = seen.entry(named).or_default();
        let number = fnv1a_on(named, "\0");
        // Nearly all are the first.
        all.push(hex(if *occurrence == 0 { fnv1a_on(number, "0") } else { fnv1a_on(number, &occurrence.to_string()) }));
        *occurrence += 1;
    }
    all
}

/// The words that were matched, in one form; empty for what is about the macro as a whole.
fn words(source: &str, finding: &Finding, knowledge: &Knowledge) -> String {
    let is_whole = knowledge.rule(&finding.rule).is_some_and(|rule| rule.is_of_the_macro());
    if is_whole { String::new() } else { normalised(finding.span.of(source)) }
}

/// Sixteen digits.
fn hex(number: u64) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |place: u32| DIGITS.get((number >> (4 * place) & 15) as usize).copied().unwrap_or_default();
    (0..16).rev().map(|place| char::from(digit(place))).collect()
}

/// Case, white space, line wraps and the shape of quotes make no difference.
fn normalised(text: &str) -> String {
    if is_tidy(text) {
        return text.to_ascii_lowercase();
    }
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.is_ascii() {
        words.make_ascii_lowercase();
        return words;
    }
    words.to_lowercase().replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Severity;
    use crate::text::Span;

    fn finding(rule: &str, source: &str, words: &str) -> Finding {
        let start = source.find(words).expect("the words are in the source");
        Finding {
            rule: rule.to_owned(),
            severity: Severity::Warning,
            span: Span::new(start, start + words.len()),
            message: String::new(),
            when: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    fn one(source: &str, words: &str) -> String {
        fingerprints(source, &[finding("tone/calm-command", source, words)], Knowledge::shipped()).remove(0)
    }

    #[test]
    fn the_value_never_changes() {
        assert_eq!(one("Please calm down.", "Please calm down"), "9e3d6a525c7b5344");
    }

    #[test]
    fn moving_wrapping_and_rewording_around_it_keep_it() {
        let before = one("Please calm down.", "Please calm down");
        assert_eq!(one("Hi,\n\nso please\n  calm down now.", "please\n  calm down"), before);
        assert_ne!(one("Please relax.", "Please relax"), before);
    }

    #[test]
    fn what_is_about_the_whole_macro_does_not_hang_on_the_sentence_it_is_shown_at() {
        let of = |rule: &str, words: &str| {
            let source = "Your request was received. We look into it.";
            fingerprints(source, &[finding(rule, source, words)], Knowledge::shipped())
        };
        let (first, second) = ("Your request was received.", "We look into it.");
        for rule in ["flow/no-next-step", "flow/acknowledge-first", "library/duplicate"] {
            assert_eq!(of(rule, first), of(rule, second), "{rule}");
        }
        assert_ne!(of("flow/refusal-without-reason", first), of("flow/refusal-without-reason", second));
    }

    #[test]
    fn equal_words_count_on() {
        let source = "Calm down.";
        let twice = [finding("a/b", source, "Calm down"), finding("a/b", source, "Calm down")];
        let [first, second] = fingerprints(source, &twice, Knowledge::shipped()).try_into().expect("two");
        assert_ne!(first, second);
    }
}
