//! A demand as a small automaton along the edges of a message graph.

use super::{Active, Line};
use crate::knowledge::{Condition, Demand, Flow, NeedPlace, Within};
use crate::lint::Subject;
use crate::message::{MessageGraph, Place};

/// What is known at a node of what was said on the way to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct State {
    /// Something was said for which nothing is demanded.
    dead: bool,
    /// What is needed was said.
    need: bool,
    /// Anything was said.
    said: bool,
    /// Which of the conditions are met.
    met: u8,
    /// How many were counted.
    count: u32,
    /// Of which paragraph that can still go on, or of which file, plus one; [`MIXED`] for more than one file.
    of: u32,
}

const MIXED: u32 = u32::MAX;

/// What becomes, at the next sentence, of a need that is not met yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Later {
    Open,
    Met,
    Failed,
}

/// What a sentence is to a demand.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// It sets the demand off, or counts.
    of: bool,
    needs: bool,
    dead: bool,
    met: u8,
    words: u32,
    file: u16,
    paragraph: u32,
    /// The file where its paragraph begins.
    begins: u16,
    greets: bool,
    signs: bool,
}

/// A demand of a rule, asked of one message graph.
pub(super) struct Automaton<'a> {
    demand: &'a Demand,
    /// By node; `None` where nothing is said.
    marks: Vec<Option<Mark>>,
    /// By paragraph: its last node, where the words of paragraphs are counted.
    ends: Vec<u32>,
    /// All conditions.
    all: u8,
}

impl<'a> Automaton<'a> {
    /// `None` where nothing can break the demand.
    pub(super) fn new(
        subject: &Subject,
        graph: &MessageGraph,
        (lines, all_lines): (&[Line], &Line),
        active: Active<'a>,
        flow: &'a Flow,
    ) -> Option<Self> {
        let approved =
            subject.parsed.front_matter.approval.as_ref().is_some_and(|approval| !approval.text.trim().is_empty());
        if approved && needed(&flow.demand).is_some_and(|needs| needs.approval) {
            return None;
        }
        let rule = active.index;
        let holds = |condition: &Condition, line: &Line| {
            (approved && condition.does.approval) || line.does(&condition.does, rule)
        };
        let anywhere = |condition: &&Condition| !condition.same_sentence;
        let conditions: Vec<&Condition> = flow.only_if.iter().filter(anywhere).take(8).collect();
        // Most demands speak of what is nowhere in the message.
        let is_set_off = set_off(&flow.demand).is_none_or(|of| all_lines.does(of, rule));
        if !is_set_off || !conditions.iter().all(|condition| holds(condition, all_lines)) {
            return None;
        }
        let may_be_excepted = all_lines.is_excepted(rule);
        let is_excepted = |line: &Line| may_be_excepted && line.is_excepted(rule);
        let here = |condition: &&Condition| condition.same_sentence;
        let fits = |line: &Line| {
            !is_excepted(line)
                && !flow.unless.iter().filter(here).any(|condition| holds(condition, line))
                && flow.only_if.iter().filter(here).all(|condition| holds(condition, line))
        };
        let sets_off = |line: &Line| set_off(&flow.demand).is_none_or(|of| line.does(of, rule)) && fits(line);
        if set_off(&flow.demand).is_some() && !lines.iter().any(sets_off) {
            return None;
        }
        // What none of them does is not looked for in each.
        let may_need = needed(&flow.demand).is_some_and(|needs| all_lines.does(needs, rule));
        let may_die = flow.unless.iter().filter(anywhere).any(|condition| holds(condition, all_lines));
        let dies = |line: &Line| flow.unless.iter().filter(anywhere).any(|condition| holds(condition, line));
        let meets = |line: &Line| needed(&flow.demand).is_some_and(|needs| line.does(needs, rule));
        // What every path leads through settles it for all of them.
        let settling = if may_need { settling(&flow.demand, lines, sets_off) } else { &[] };
        let is_settled = settling.iter().any(|line| line.always && meets(line));
        if is_settled || (may_die && lines.iter().any(|line| line.always && dies(line))) {
            return None;
        }
        let mark = |line: &Line, file: u16, block: Place| {
            let met = conditions.iter().enumerate().filter(|(_, condition)| holds(condition, line));
            Mark {
                of: sets_off(line),
                needs: may_need && meets(line),
                dead: may_die && dies(line),
                met: met.fold(0, |met, (number, _)| met | 1 << number),
                words: line.words,
                file,
                paragraph: line.paragraph,
                begins: block.file,
                greets: line.greets,
                signs: line.signs,
            }
        };
        let of_sentence = |number: u32| {
            let (line, sentence) = lines.get(number as usize).zip(graph.prose.sentences.get(number as usize))?;
            Some(mark(line, sentence.file, sentence.block))
        };
        let marks: Vec<Option<Mark>> = graph.nodes.iter().map(|node| of_sentence(node.sentence?)).collect();
        let ends = match flow.demand {
            Demand::AtMostWords { within: Within::Paragraph, .. } => ends(&marks),
            _ => Vec::new(),
        };
        let all = (1_u16 << conditions.len()).wrapping_sub(1) as u8;
        let automaton = Self { demand: &flow.demand, marks, ends, all };
        automaton.may_be_broken().then_some(automaton)
    }

    /// Whether some order of what is said could break the demand: most messages need not be walked for it.
    fn may_be_broken(&self) -> bool {
        let marks = || self.marks.iter().flatten();
        if marks().fold(0, |met, mark| met | mark.met) != self.all {
            return false;
        }
        match self.demand {
            Demand::Needs { place: NeedPlace::Sentence, .. } => {
                marks().any(|mark| mark.of && !mark.needs && mark.file == 0)
            }
            Demand::Needs { .. } => marks().any(|mark| mark.of && !mark.needs),
            Demand::AtMost { count, .. } => marks().filter(|mark| mark.of).count() > *count as usize,
            Demand::AtMostWords { count, within: Within::Sentence } => marks().any(|mark| mark.words > *count),
            Demand::AtMostWords { count, within: Within::Paragraph } => {
                let mut words: Vec<u64> = Vec::new();
                marks().any(|mark| {
                    let paragraph = mark.paragraph as usize;
                    words.resize(words.len().max(paragraph + 1), 0);
                    let all = words.get_mut(paragraph);
                    all.is_some_and(|all| {
                        *all += u64::from(mark.words);
                        *all > u64::from(*count)
                    })
                })
            }
            Demand::AtMostWords { count, .. } => {
                marks().map(|mark| u64::from(mark.words)).sum::<u64>() > u64::from(*count)
            }
            _ => true,
        }
    }

    fn mark(&self, node: usize) -> Option<&Mark> {
        self.marks.get(node)?.as_ref()
    }

    /// Whether a sentence is said at a node.
    pub(super) fn says(&self, node: usize) -> bool {
        self.mark(node).is_some()
    }

    /// The state behind a node.
    pub(super) fn step(&self, node: usize, before: State) -> State {
        let before = self.without_ended(node, before);
        let Some(mark) = self.mark(node).filter(|_| !before.dead) else { return before };
        if mark.dead {
            return State { dead: true, ..State::default() };
        }
        let mut state = State { met: before.met | mark.met, ..before };
        match self.demand {
            Demand::Needs { place: NeedPlace::Message | NeedPlace::Before, .. } => state.need |= mark.needs,
            Demand::Needs { .. } => {}
            Demand::MessageNeeds(_) => {
                state.need |= mark.needs;
                state.said = true;
            }
            Demand::MessageBegins(_) => {
                state.need |= mark.needs && state.count == 0;
                state.count = (state.count + u32::from(!mark.greets)).min(2);
            }
            Demand::MessageEnds(_) => {
                state.need = mark.needs || (state.need && mark.signs);
                state.said = true;
            }
            Demand::NotFirst(_) => state.count = (state.count + u32::from(!mark.greets)).min(2),
            Demand::AtMost { count, .. } if mark.of => {
                let file = u32::from(mark.file) + 1;
                state.of = if state.count == 0 || state.of == file { file } else { MIXED };
                state.count = (state.count + 1).min(count + 2);
            }
            Demand::AtMost { .. } => {}
            Demand::AtMostWords { count, within } => {
                let goes_on = match within {
                    Within::Sentence => false,
                    Within::Paragraph => state.of == mark.paragraph + 1,
                    Within::Message => true,
                };
                let before = if goes_on { state.count } else { 0 };
                state.of = if *within == Within::Paragraph { mark.paragraph + 1 } else { 0 };
                state.count = if before > *count { count + 2 } else { (before + mark.words).min(count + 1) };
                if *within == Within::Sentence {
                    (state.of, state.count) = (0, 0);
                }
            }
        }
        state
    }

    /// Forgets how many words a paragraph had that is over at a node: ways on which others were sent are alike again.
    fn without_ended(&self, node: usize, before: State) -> State {
        let end = before.of.checked_sub(1).and_then(|paragraph| self.ends.get(paragraph as usize));
        match end {
            Some(end) if (*end as usize) < node => State { of: 0, count: 0, ..before },
            _ => before,
        }
    }

    /// Whether the sentence of a node breaks the demand, as far as can be told there. `state` is that behind it.
    pub(super) fn sets_off(&self, node: usize, state: State) -> bool {
        let Some(mark) = self.mark(node).filter(|mark| mark.of && !state.dead) else { return false };
        match self.demand {
            Demand::Needs { place: NeedPlace::Message | NeedPlace::Before, .. } => !state.need,
            // What breaks it is all in the one sentence: a snippet's own is told in the snippet.
            Demand::Needs { place: NeedPlace::Sentence, .. } => !mark.needs && mark.file == 0,
            Demand::Needs { .. } => !mark.needs,
            Demand::AtMost { count, .. } => {
                state.count == count + 1 && (mark.file == 0 || state.of != u32::from(mark.file) + 1)
            }
            Demand::NotFirst(_) => state.count == 1 && !mark.greets,
            Demand::MessageBegins(_) => state.count == 1 && !mark.greets && !state.need,
            Demand::AtMostWords { count, within: Within::Sentence } => mark.words > *count && mark.file == 0,
            Demand::AtMostWords { count, within: Within::Paragraph } => {
                state.count == count + 1 && (mark.file == 0 || mark.begins != mark.file)
            }
            Demand::AtMostWords { count, .. } => state.count == count + 1,
            Demand::MessageNeeds(_) | Demand::MessageEnds(_) => false,
        }
    }

    /// Whether it is told only at the end of the message.
    pub(super) fn is_of_message(&self) -> bool {
        matches!(self.demand, Demand::MessageNeeds(_) | Demand::MessageEnds(_))
    }

    /// Whether what it says is about the last sentence.
    pub(super) fn is_of_end(&self) -> bool {
        matches!(self.demand, Demand::MessageEnds(_))
    }

    /// Whether it is told only behind the sentence that sets it off.
    pub(super) fn looks_ahead(&self) -> bool {
        matches!(self.demand, Demand::Needs { place: NeedPlace::SentenceOrNext | NeedPlace::After, .. })
    }

    /// What becomes of what a sentence still needs at a node that comes behind it.
    pub(super) fn later(&self, node: usize) -> Later {
        let Some(mark) = self.mark(node) else { return Later::Open };
        match self.demand {
            _ if mark.needs => Later::Met,
            Demand::Needs { place: NeedPlace::SentenceOrNext, .. } => Later::Failed,
            _ => Later::Open,
        }
    }

    /// Whether what is told of a node's sentence is told by the next sentence alone.
    pub(super) fn looks_at_next(&self) -> bool {
        matches!(self.demand, Demand::Needs { place: NeedPlace::SentenceOrNext, .. })
    }

    /// The file of a node's sentence.
    pub(super) fn file(&self, node: usize) -> u16 {
        self.mark(node).map_or(0, |mark| mark.file)
    }

    /// Whether the demand is broken by a message that ends in `state`, provided that a sentence set it off where only
    /// sentences do.
    pub(super) fn is_broken(&self, state: State) -> bool {
        let asked = !state.dead && state.met == self.all;
        asked
            && match self.demand {
                Demand::Needs { place: NeedPlace::Message, .. } => !state.need,
                Demand::MessageNeeds(_) | Demand::MessageEnds(_) => state.said && !state.need,
                _ => true,
            }
    }
}

/// The sentences of which each that does what a demand needs, and that every path leads through, meets the demand.
fn settling<'l>(demand: &Demand, lines: &'l [Line], sets_off: impl Fn(&Line) -> bool) -> &'l [Line] {
    let all = match demand {
        Demand::MessageNeeds(_) | Demand::Needs { place: NeedPlace::Message, .. } => Some(lines),
        Demand::Needs { place: NeedPlace::Before, .. } => {
            lines.iter().position(sets_off).and_then(|first| lines.get(..first))
        }
        Demand::Needs { place: NeedPlace::After, .. } => {
            lines.iter().rposition(sets_off).and_then(|last| lines.get(last + 1..))
        }
        _ => None,
    };
    all.unwrap_or_default()
}

/// By paragraph: the last node where a sentence of it is said.
fn ends(marks: &[Option<Mark>]) -> Vec<u32> {
    let mut ends = Vec::new();
    for (node, mark) in (0..).zip(marks) {
        let Some(mark) = mark else { continue };
        let paragraph = mark.paragraph as usize;
        if ends.len() <= paragraph {
            ends.resize(paragraph + 1, 0);
        }
        if let Some(end) = ends.get_mut(paragraph) {
            *end = node;
        }
    }
    ends
}

/// What sets a demand off or is counted; `None` where every sentence is.
fn set_off(demand: &Demand) -> Option<&crate::knowledge::Doings> {
    match demand {
        Demand::Needs { of, .. } | Demand::AtMost { of, .. } | Demand::NotFirst(of) => Some(of),
        _ => None,
    }
}

/// What a demand needs.
fn needed(demand: &Demand) -> Option<&crate::knowledge::Doings> {
    match demand {
        Demand::Needs { needs, .. } => Some(needs),
        Demand::MessageNeeds(needs) | Demand::MessageBegins(needs) | Demand::MessageEnds(needs) => Some(needs),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
