//! The subject line: a small macro of its own inside of a YAML value.

use super::place::{Place, Stands};
use crate::lint::Subject;
use crate::syntax::Macro;

/// A subject line, read.
pub(in crate::lint) struct SubjectLine {
    text: String,
    parsed: Macro,
    quote: char,
    stands: Stands,
}

/// Reads it, where the macro has one with something in it.
pub(in crate::lint) fn read(subject: &Subject) -> Option<SubjectLine> {
    let line = subject.parsed.front_matter.subject.as_ref()?;
    if !line.text.contains(['{', '[', '<', '%', '#', 'X', 'T']) {
        return None;
    }
    let written = line.span.of(subject.source);
    let entry = subject.parsed.front_matter.entries.iter().find(|entry| entry.key.text == "subject");
    let before = subject.source.get(..line.span.start).unwrap_or_default();
    let mark = written.chars().next().filter(|mark| matches!(mark, '"' | '\''));
    let mark = mark.or_else(|| before.chars().next_back().filter(|mark| matches!(mark, '"' | '\'')));
    let stands = match (written.find(&line.text), mark, entry) {
        (Some(at), Some(_), Some(_)) => Stands::From(line.span.start + at),
        // A value without quotes cannot hold the colon that a fix would write.
        (Some(0), None, Some(_)) if written.len() == line.text.len() => Stands::Plain(line.span),
        _ => Stands::Within(line.span),
    };
    let quote = if mark == Some('\'') { '"' } else { '\'' };
    Some(SubjectLine { parsed: Macro::parse(&line.text), text: line.text.clone(), quote, stands })
}

impl SubjectLine {
    pub(in crate::lint) fn place(&self) -> Place<'_> {
        Place { source: &self.text, parsed: &self.parsed, quote: self.quote, is_subject: true, stands: self.stands }
    }
}
