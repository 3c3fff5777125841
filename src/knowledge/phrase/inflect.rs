//! The inflections of an English word: irregular ones from the pack, regular ones by rule.

use std::collections::HashMap;

/// Irregular words with all their other forms.
pub(crate) type Irregular = HashMap<String, Vec<String>>;

/// Every form of `word`, itself first.
pub(super) fn forms(word: &str, irregular: &Irregular) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    if let Some(known) = irregular.get(word) {
        out.extend(known.iter().cloned());
        return out;
    }
    let stem_e = word.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y']));
    let stem_y = word.strip_suffix('y').filter(|stem| ends_in_consonant(stem));
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    out.push(match stem_y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{word}es"),
        None => format!("{word}s"),
    });
    match (stem_y, stem_e) {
        (Some(stem), _) => out.extend([format!("{stem}ied"), format!("{word}ing")]),
        (None, Some(stem)) => out.extend([format!("{word}d"), format!("{stem}ing")]),
        (None, None) if word.ends_with('e') => out.extend([format!("{word}d"), format!("{word}ing")]),
        (None, None) => out.extend([format!("{word}ed"), format!("{word}ing")]),
    }
    if let Some(doubled) = doubled(word) {
        out.extend([format!("{doubled}ed"), format!("{doubled}ing")]);
    }
    out
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.bytes().last().is_some_and(|byte| !is_vowel(byte))
}

/// The word with its last consonant doubled, where English may double it: "stop" gives "stopp".
fn doubled(word: &str) -> Option<String> {
    let &[.., before, vowel, last] = word.as_bytes() else { return None };
    let doubles = last.is_ascii_lowercase() && !is_vowel(last) && !matches!(last, b'w' | b'x' | b'y');
    (doubles && is_vowel(vowel) && !is_vowel(before)).then(|| format!("{word}{}", last as char))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        assert_eq!(forms(word, &Irregular::new()).join(" "), expected);
    }

    #[test]
    fn regular_forms() {
        check("fail", "fail fails failed failing");
        check("promise", "promise promises promised promising");
        check("stop", "stop stops stoped stoping stopped stopping");
        check("apply", "apply applies applied applying");
        check("reach", "reach reaches reached reaching");
        check("delay", "delay delays delayed delaying");
        check("agree", "agree agrees agreed agreeing");
    }

    #[test]
    fn irregular_forms_come_from_the_pack() {
        let irregular = Irregular::from([("go".to_owned(), vec!["went".to_owned(), "gone".to_owned()])]);
        assert_eq!(forms("go", &irregular), ["go", "went", "gone"]);
    }
}
