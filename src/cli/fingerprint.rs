//! A name for a finding that stays the same while the macro around it changes.
//!
//! It is made of the rule, the words that were matched and a count of equal ones before it in the file: lines may move, the
//! file may be renamed, and the rest of the sentence may be reworded. Baselines and code hosts compare it, so the
//! algorithm must never change.

use std::collections::HashMap;

use crate::lint::Finding;

/// The fingerprints of all findings of one file, in their order.
pub(super) fn fingerprints(source: &str, findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<(&str, String), usize> = HashMap::new();
    let of = |finding: &'_ Finding| normalised(finding.span.of(source));
    let mut all = Vec::with_capacity(findings.len());
    for finding in findings {
        let text = of(finding);
        let occurrence = seen.entry((finding.rule.as_str(), text.clone())).or_default();
        all.push(format!("{:016x}", fnv1a(&format!("{}\0{text}\0{occurrence}", finding.rule))));
        *occurrence += 1;
    }
    all
}

/// Case, white space, line wraps and the shape of quotes make no difference.
fn normalised(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.to_lowercase().replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}

/// FNV-1a, 64 bits: public, tiny, the same on every machine and in every release.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
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
        fingerprints(source, &[finding("tone/calm-command", source, words)]).remove(0)
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published test vectors of FNV-1a.
        assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
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
    fn equal_words_count_on() {
        let source = "Calm down.";
        let twice = [finding("a/b", source, "Calm down"), finding("a/b", source, "Calm down")];
        let [first, second] = fingerprints(source, &twice).try_into().expect("two");
        assert_ne!(first, second);
    }
}
