//! A `case` of which more than one passage may be sent: Liquid sends each `when` whose value fits, once for every value of
//! it that does, and `else` where none did.

use super::Place;
use super::choice::{Answer, Arm, Choice};
use super::graph::Decision;
use super::layout::Layout;
use super::open::Open;
use super::values::Arrived;
use super::walk::Walk;
use crate::syntax::{Expression, ItemKind, Macro, TagKind};

/// The values of a `when`.
fn values_of(parsed: &Macro, item: usize) -> &[Expression] {
    match parsed.items.get(item).map(|item| &item.kind) {
        Some(ItemKind::Tag(tag)) => match &tag.kind {
            TagKind::When(values) => values,
            _ => &[],
        },
        _ => &[],
    }
}

/// The paths on which a value fitted so far, and those on which none did.
struct Halves {
    matched: Option<Arrived>,
    unmatched: Option<Arrived>,
}

impl Walk<'_> {
    /// Walks such a block, value by value.
    pub(super) fn case_of_several(&mut self, file: u16, source: &str, parsed: &Macro, layout: &Layout, block: usize) {
        let Some(of) = parsed.blocks.get(block) else { return };
        let Some(ItemKind::Tag(tag)) = parsed.items.get(of.open).map(|item| &item.kind) else { return };
        let TagKind::Case(Some(subject)) = &tag.kind else { return };
        let place = Place { file, span: parsed.items.get(of.open).map(|item| item.span).unwrap_or_default() };
        let entry = std::mem::take(&mut self.open);
        let mut halves = Halves { matched: None, unmatched: Some((entry, self.bindings.clone())) };
        let spans = layout.arms(parsed, block);
        for (&arm, &passage) in of.arms.iter().zip(spans.iter().skip(1)) {
            let values = values_of(parsed, arm);
            if values.is_empty() {
                self.otherwise(&mut halves, file, passage);
            }
            for (number, value) in values.iter().enumerate() {
                if number > 0 && !self.may_insert(passage.1 - passage.0, place) {
                    break;
                }
                let words = says(source, subject, value);
                self.one_value(&mut halves, (file, block), (subject, value), words, passage);
            }
        }
        let Halves { matched, unmatched } = halves;
        self.meet(matched.into_iter().chain(unmatched).collect(), file, block);
    }

    /// Walks a passage on the paths on which a value fits.
    fn one_value(
        &mut self,
        halves: &mut Halves,
        (file, block): (u16, usize),
        (subject, value): (&Expression, &Expression),
        words: Vec<String>,
        passage: (usize, usize),
    ) {
        if let Some((_, bindings)) = &halves.unmatched {
            self.bindings = bindings.clone();
        }
        let arms = match self.answer_of_when(std::slice::from_ref(value), Some(subject)) {
            Answer::Always(false) => return,
            Answer::Always(true) => None,
            Answer::Depends { holds, fails, .. } => {
                let arm = |number, literals| Arm { tag: 0, number, literals };
                Some(vec![arm(0, holds), arm(1, fails)])
            }
        };
        for (open, _) in halves.matched.iter_mut().chain(&mut halves.unmatched) {
            self.open = std::mem::take(open);
            self.note_decisions();
            *open = std::mem::take(&mut self.open);
        }
        let choice = arms.map(|arms| {
            let choice = Choice { words, ..Choice::of(file, block) };
            self.note_choice(choice, arms)
        });
        let taking = |walk: &Self, entry: &[Open], arm: u32| match choice {
            Some(choice) => walk.deciding(entry, Decision { choice, arm }),
            None if arm == 0 => entry.to_vec(),
            None => Vec::new(),
        };
        let both: Vec<Arrived> = halves.matched.iter().chain(&halves.unmatched).cloned().collect();
        let taken = both.iter().map(|(open, bindings)| (taking(self, open, 0), bindings.clone())).collect();
        for half in [&mut halves.matched, &mut halves.unmatched] {
            let left = half.take().map(|(open, bindings)| (taking(self, &open, 1), bindings));
            *half = left.filter(|(open, _)| !open.is_empty());
        }
        self.meet(taken, file, block);
        if self.open.is_empty() {
            return;
        }
        self.items(file, passage.0, passage.1);
        let sent = (std::mem::take(&mut self.open), self.bindings.clone());
        let matched = halves.matched.take().into_iter().chain([sent]).collect();
        self.meet(matched, file, block);
        let open = std::mem::take(&mut self.open);
        halves.matched = (!open.is_empty()).then(|| (open, self.bindings.clone()));
    }

    /// Walks `else` on the paths on which no value fitted.
    fn otherwise(&mut self, halves: &mut Halves, file: u16, passage: (usize, usize)) {
        let Some((open, bindings)) = halves.unmatched.take() else { return };
        (self.open, self.bindings) = (open, bindings);
        self.items(file, passage.0, passage.1);
        halves.unmatched = Some((std::mem::take(&mut self.open), self.bindings.clone()));
    }
}

/// That a value fits, and that it does not, in the author's words.
fn says(source: &str, subject: &Expression, value: &Expression) -> Vec<String> {
    let fits = format!("{} == {}", subject.span.of(source), value.span.of(source));
    let fits_not = format!("not {fits}");
    vec![fits, fits_not]
}
