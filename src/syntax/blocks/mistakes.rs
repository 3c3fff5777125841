//! Says in plain words what does not pair.

use super::super::{Block, BlockKind, Macro, Mistake};
use super::pairing::Fault;
use super::places::{Places, alone_on_line, indent_before};
use super::{Arm, Event, is_guessed, span_of};
use crate::text::{Edit, Span};

struct Teller<'a> {
    source: &'a str,
    parsed: &'a Macro,
    events: &'a [Event],
    places: Places<'a>,
}

/// Notes a mistake for every fault that the tag's own mistake does not explain already.
pub(super) fn note(source: &str, parsed: &mut Macro, events: &[Event], after: &[Option<usize>], faults: &[Fault]) {
    if faults.is_empty() {
        return;
    }
    let mut found: Vec<Mistake> = {
        let places = Places::new(source, parsed, events, after);
        let teller = Teller { source, parsed, events, places };
        faults.iter().filter_map(|fault| teller.tell(*fault)).collect()
    };
    parsed.mistakes.append(&mut found);
}

impl Teller<'_> {
    fn tell(&self, fault: Fault) -> Option<Mistake> {
        let noted = |event: usize| self.events.get(event).is_some_and(|event| event.noted);
        match fault {
            Fault::Stray { event } | Fault::Outside { event, .. } if noted(event) => None,
            Fault::Unclosed { block, .. } if is_guessed(&self.parsed.blocks, self.events, block) => None,
            Fault::Unclosed { block, until } => self.unclosed(block, until),
            Fault::Crossed { block, first, second } => self.crossed(block, first, second),
            Fault::Stray { event } => Some(self.stray(event)),
            Fault::WrongEnd { event, block } => self.wrong_end(event, block, noted(event)),
            Fault::Vague { event, block } => self.vague(event, block),
            Fault::Outside { event, arm } => Some(self.outside(event, arm)),
            Fault::Twice { event, block } => self.twice(event, block),
            Fault::AfterElse { event, arm, block } => self.after_else(event, arm, block),
        }
    }

    fn span(&self, event: usize) -> Span {
        span_of(self.parsed, self.events, event)
    }

    fn item_span(&self, item: usize) -> Span {
        self.parsed.items.get(item).map_or(Span::default(), |item| item.span)
    }

    fn block(&self, block: usize) -> Option<&Block> {
        self.parsed.blocks.get(block)
    }

    /// The tag's word as written and its place.
    fn word(&self, event: usize) -> (String, Span) {
        let item = self.events.get(event).and_then(|event| self.parsed.items.get(event.item));
        match item.map(|item| &item.kind) {
            Some(super::ItemKind::Tag(tag)) => (super::super::values::shown(&tag.name.text), tag.name.span),
            _ => (String::new(), Span::default()),
        }
    }

    fn unclosed(&self, block: usize, until: Option<usize>) -> Option<Mistake> {
        let Block { kind, open, .. } = *self.block(block)?;
        let (opener, closer) = (kind.opener(), kind.closer());
        let place = self.places.missing_end(block, kind, until);
        let message = format!("`{{% {opener} %}}` opened here is never closed; add `{{% {closer} %}}` {}", place.words);
        let mistake = Mistake::new("syntax/unclosed-block", self.item_span(open), message)
            .related(place.at, format!("Add `{{% {closer} %}}` here"))
            .mend(format!("Add `{{% {closer} %}}` {}", place.words), vec![place.edit]);
        Some(mistake)
    }

    fn crossed(&self, block: usize, first: usize, second: usize) -> Option<Mistake> {
        let Block { kind, open, .. } = *self.block(block)?;
        let (first, second) = (self.span(first), self.span(second));
        let (one, two) = (first.of(self.source), second.of(self.source));
        let message = format!(
            "`{one}` comes too early: the `{{% {} %}}` opened on line {} has to be closed before it",
            kind.opener(),
            self.places.line_number(self.item_span(open).start),
        );
        let edits = vec![Edit::replace(first, two), Edit::replace(second, one)];
        let mistake = Mistake::new("syntax/crossed-blocks", first, message)
            .related(self.item_span(open), format!("`{{% {} %}}` is opened here", kind.opener()))
            .related(second, "It is closed only here");
        Some(mistake.mend(format!("Swap `{one}` and `{two}`"), edits))
    }

    /// The edit that removes a tag, with its line where it stands there alone.
    fn remove(&self, tag: Span) -> Edit {
        if !alone_on_line(self.source, tag) {
            return Edit::delete(tag);
        }
        let start = tag.start - indent_before(self.source, tag.start);
        let rest = self.source.get(tag.end..).unwrap_or_default();
        let after = rest.trim_start_matches([' ', '\t']);
        let line_break = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        Edit::delete(Span::new(start, tag.end + rest.len() - after.len() + line_break))
    }

    fn stray(&self, event: usize) -> Mistake {
        let span = self.span(event);
        let (word, _) = self.word(event);
        let opener = BlockKind::ALL.iter().find(|kind| kind.closer() == word).map(|kind| kind.opener());
        let message = match opener {
            Some(opener) => {
                format!("`{{% {word} %}}` closes nothing: no `{{% {opener} %}}` is open here; remove it")
            }
            None => format!("`{{% {word} %}}` closes nothing; remove it"),
        };
        Mistake::new("syntax/stray-end", span, message)
            .mend(format!("Remove `{{% {word} %}}`"), vec![self.remove(span)])
    }

    fn wrong_end(&self, event: usize, block: usize, noted: bool) -> Option<Mistake> {
        if noted {
            return None;
        }
        let Block { kind, open, .. } = *self.block(block)?;
        let (word, place) = self.word(event);
        let (opener, closer) = (kind.opener(), kind.closer());
        let message = format!("`{word}` cannot close `{{% {opener} %}}`; write `{closer}`");
        let mistake = Mistake::new("syntax/stray-end", self.span(event), message)
            .related(self.item_span(open), format!("`{{% {opener} %}}` is opened here"))
            .mend(format!("Change to `{closer}`"), vec![Edit::replace(place, closer)]);
        Some(mistake)
    }

    fn vague(&self, event: usize, block: usize) -> Option<Mistake> {
        let Block { kind, open, .. } = *self.block(block)?;
        let (word, place) = self.word(event);
        let (opener, closer) = (kind.opener(), kind.closer());
        let message = format!("There is no tag `{word}`; the end of `{{% {opener} %}}` is written `{{% {closer} %}}`");
        // `{% end if %}`: all that stands in the tag goes.
        let inner = self.inner(event);
        let edit = Edit::replace(Span::new(place.start, inner.max(place.end)), closer);
        let mistake = Mistake::new("syntax/unknown-tag", place, message)
            .related(self.item_span(open), format!("`{{% {opener} %}}` is opened here"));
        Some(mistake.mend_if(true, format!("Change to `{closer}`"), vec![edit], word == "end"))
    }

    /// The end of what stands in the tag.
    fn inner(&self, event: usize) -> usize {
        let span = self.span(event);
        let text = span.of(self.source);
        let inside = text.strip_suffix("-%}").or_else(|| text.strip_suffix("%}")).unwrap_or(text);
        span.start + inside.trim_end().len()
    }

    fn outside(&self, event: usize, arm: Arm) -> Mistake {
        let (word, _) = self.word(event);
        let message = match arm {
            Arm::When => {
                format!("`{word}` belongs between `{{% case %}}` and `{{% endcase %}}`; move it there, or remove it")
            }
            _ => format!("`{word}` belongs between `{{% if %}}` and `{{% endif %}}`; move it there, or remove it"),
        };
        Mistake::new("syntax/misplaced-else", self.span(event), message)
    }

    fn else_of(&self, block: usize) -> Option<Span> {
        let last = self.block(block)?.arms.last().copied()?;
        Some(self.item_span(last))
    }

    fn twice(&self, event: usize, block: usize) -> Option<Mistake> {
        let kind = self.block(block)?.kind;
        let message = format!("`{{% {} %}}` has an `else` already; keep one of the two", kind.opener());
        let mut mistake = Mistake::new("syntax/misplaced-else", self.span(event), message);
        if let Some(first) = self.else_of(block) {
            mistake = mistake.related(first, "The first `else` is here");
        }
        Some(mistake)
    }

    fn after_else(&self, event: usize, arm: Arm, block: usize) -> Option<Mistake> {
        let message = format!(
            "`{0}` cannot follow `else`, so it is never reached; move `{{% else %}}` below the last `{0}`",
            arm.word()
        );
        let mut mistake = Mistake::new("syntax/misplaced-else", self.span(event), message);
        if let Some(first) = self.else_of(block) {
            mistake = mistake.related(first, "`else` is here");
        }
        Some(mistake)
    }
}
