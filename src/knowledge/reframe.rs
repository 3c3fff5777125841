//! A reframe: how to say the same without making it worse.

use serde::{Deserialize, Serialize};

/// A template for a rewording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reframe {
    /// The new words; `{name}` is a capture, `{before}` and `{after}` what of the sentence stands around the match.
    pub text: String,
    /// What it takes the place of.
    #[serde(default)]
    pub replaces: Replaces,
    /// Whether the meaning cannot change, so that it may be applied unasked.
    #[serde(default)]
    pub safe: bool,
}

/// What a reframe takes the place of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Replaces {
    /// The whole sentence.
    #[default]
    Sentence,
    /// What matched.
    Match,
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words as they stand.
    Literal(&'a str),
    /// The name of a capture.
    Name(&'a str),
}

/// The parts of a template in order. A brace that names nothing is literal, and so is what stands in `[[ ]]` or `{{ }}`.
pub fn parts(template: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut literal = 0;
    let mut at = 0;
    while let Some(found) = template.get(at..).and_then(|rest| rest.find('{')) {
        let open = at + found;
        let rest = template.get(open + 1..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        let is_name = length > 0 && rest.get(length..).is_some_and(|tail| tail.starts_with('}'));
        at = open + 1;
        if is_name {
            out.push(Part::Literal(template.get(literal..open).unwrap_or_default()));
            out.push(Part::Name(rest.get(..length).unwrap_or_default()));
            at = open + 1 + length + 1;
            literal = at;
        }
    }
    out.push(Part::Literal(template.get(literal..).unwrap_or_default()));
    out.retain(|part| *part != Part::Literal(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_literals() {
        assert_eq!(
            parts("{before} I can {what}, {{ x }} { y"),
            [Part::Name("before"), Part::Literal(" I can "), Part::Name("what"), Part::Literal(", {{ x }} { y"),]
        );
    }
}
