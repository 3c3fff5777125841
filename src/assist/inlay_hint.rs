//! What a sentence does, written behind it.

use crate::knowledge::Act;
use crate::lint::{self, Subject};
use crate::message::{MessageGraph, NoSnippets};
use crate::text::Span;

/// A label that an editor shows between characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where, in bytes: behind a sentence.
    pub offset: usize,
    /// What it says: `apologise · commit`.
    pub label: String,
}

/// The acts of the sentences that end in `span`, in source order; a sentence that does nothing has no hint.
pub fn act_hints(subject: &Subject, span: Span) -> Vec<Hint> {
    let prose = MessageGraph::read(subject.source, subject.parsed, &NoSnippets).prose;
    let said = lint::acts(subject, &prose).into_iter();
    let here = said.filter(|sentence| span.touches(sentence.span.end) && !sentence.acts.is_empty());
    here.map(|sentence| {
        let acts: Vec<&str> = sentence.acts.iter().map(Act::as_str).collect();
        Hint { offset: sentence.span.end, label: acts.join(" · ") }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::Settings;
    use crate::syntax::Macro;

    #[test]
    fn one_label_behind_each_sentence_that_does_something() {
        let source = "We're sorry about this. The pot is blue. I'll send a new one.";
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let subject = Subject {
            source,
            parsed: &parsed,
            knowledge: Knowledge::shipped(),
            settings: &settings,
            snippets: &crate::message::NoSnippets,
        };
        let hint = |offset, label: &str| Hint { offset, label: label.to_owned() };
        let last = hint(source.len(), "own · commit · owner");
        assert_eq!(act_hints(&subject, Span::new(0, source.len())), [hint(23, "apologise"), last.clone()]);
        assert_eq!(act_hints(&subject, Span::new(30, source.len())), [last], "only those that are asked for");
    }
}
