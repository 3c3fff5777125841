//! A rewording on trial: what there is to say of the sentence with the new text, against what there is to say of it as it is.

use std::cell::OnceCell;
use std::rc::Rc;

use super::alone::{Alone, Beside};
use super::check::check_stretch;
use super::flow::counts;
use super::reframe::Wording;
use super::{Finding, Subject};
use crate::syntax::Macro;
use crate::text::Span;

/// How much longer than a sentence the text may be that it is tried out in, in bytes.
const FURTHEST_NEIGHBOUR: usize = 2_000;

/// The rewordings of one finding are tried here.
pub(super) struct Trial<'w, 'a> {
    wording: &'w Wording<'a>,
    /// The sentence and its neighbours.
    around: Span,
    /// What there is to say of them as they are.
    findings: OnceCell<Rc<[Finding]>>,
    /// The sentence alone, and what stands beside it, where that is enough.
    alone: OnceCell<Option<(Beside, Alone<'a>)>>,
}

impl<'w, 'a> Trial<'w, 'a> {
    pub(super) fn new(wording: &'w Wording<'a>) -> Self {
        let around = surroundings(wording);
        Self { wording, around, findings: OnceCell::new(), alone: OnceCell::new() }
    }

    /// The rule that speaks against the sentence among its neighbours with the new text: that of the finding where it is there
    /// as often as before, another of the same or a higher severity that is there more often, or a slip.
    pub(super) fn caught(&self, span: Span, text: &str) -> Option<String> {
        self.caught_alone(span, text).unwrap_or_else(|| self.caught_among_neighbours(span, text))
    }

    /// The same, told by the sentence alone; `None` where that is not enough.
    pub(super) fn caught_alone(&self, span: Span, text: &str) -> Option<Option<String>> {
        let wording = self.wording;
        let own = wording.sentence.span;
        let (beside, old) = self.alone.get_or_init(|| self.as_it_is()).as_ref().filter(|_| own.contains(span))?;
        Alone::of(wording, beside, &with(wording, own, span, text))?.caught(wording, old)
    }

    fn as_it_is(&self) -> Option<(Beside, Alone<'a>)> {
        let beside = Beside::of(self.wording, self.around)?;
        let text = self.wording.sentence.span.of(self.wording.subject.source);
        let alone = Alone::of(self.wording, &beside, text)?;
        Some((beside, alone))
    }

    /// The same, told by the sentence and its neighbours.
    pub(super) fn caught_among_neighbours(&self, span: Span, text: &str) -> Option<String> {
        let wording = self.wording;
        let old = self.findings.get_or_init(|| {
            let text = self.around.of(wording.subject.source);
            wording.around.judged(self.around, || findings_in(wording, text))
        });
        let new = findings_in(wording, &with(wording, self.around, span, text));
        let (before, after) = (counts(old.iter()), counts(&new));
        let own = &wording.rule.id;
        let worse = new.iter().find(|finding| {
            let weighs = finding.severity >= wording.severity || finding.rule.starts_with("syntax/");
            finding.rule != *own && weighs && after.get(&*finding.rule) > before.get(&*finding.rule)
        });
        let still = after.get(&**own) >= before.get(&**own);
        worse.map(|finding| finding.rule.clone()).or_else(|| still.then(|| own.clone()))
    }
}

/// The sentence with all that matched, and its neighbours where they stand near, as what is said of it may hang on them.
fn surroundings(wording: &Wording) -> Span {
    let sentence = wording.sentence.span.cover(wording.matched);
    let prose = wording.prose;
    let around = wording.around.before(wording.index).into_iter().chain(wording.around.after(wording.index));
    let here = around.filter_map(|index| prose.sentences.get(index)).filter(|neighbour| neighbour.file == 0);
    let spans = here.map(|neighbour| neighbour.span);
    spans.fold(sentence, |all, neighbour| {
        let wider = all.cover(neighbour);
        if wider.len() <= sentence.len() + FURTHEST_NEIGHBOUR { wider } else { all }
    })
}

/// A stretch of the macro with other text at a place of it.
fn with(wording: &Wording, stretch: Span, span: Span, text: &str) -> String {
    let part = |start, end| Span::new(start, end).of(wording.subject.source);
    [part(stretch.start, span.start), text, part(span.end, stretch.end)].concat()
}

/// What there is to say of a stretch of the macro.
fn findings_in(wording: &Wording, text: &str) -> Vec<Finding> {
    let parsed = sent_alike(wording, text);
    check_stretch(&Subject { source: text, parsed: &parsed, ..*wording.subject })
}

/// A stretch of the macro as a macro of its own, sent for the same and by the same channels.
pub(super) fn sent_alike(wording: &Wording, text: &str) -> Macro {
    let mut parsed = Macro::parse(text).like(wording.subject.parsed);
    let of_macro = &wording.subject.parsed.front_matter;
    parsed.front_matter.intent = of_macro.intent;
    parsed.front_matter.channels.clone_from(&of_macro.channels);
    parsed.front_matter.locale.clone_from(&of_macro.locale);
    parsed
}

#[cfg(test)]
mod tests;
