//! The flow of a macro in facts: what holds of each message that it can become.
//!
//! A fact is true where it holds on every path; a count is the largest on a path. What is asked only of messages that refuse,
//! or that have something to acknowledge, is nothing at all where no path does.

use std::collections::BTreeSet;
use std::hash::Hash;

use serde::Serialize;

use super::people::{names_customer, names_writer};
use crate::knowledge::{Act, Acts};
use crate::lint::{Said, Subject};
use crate::message::{MessageGraph, Place, Sentence, Word, WordKind};
use crate::syntax::Intent;

/// A paragraph of so many words is a wall of text.
const WALL: u8 = 90;
/// Counting on a path ends here.
const MOST: u8 = 99;
/// The fewest words of a sentence that states something.
const STATEMENT: usize = 4;
/// What stands between a refusal and the offer behind it.
const TURNS: [&str; 4] = ["but", "however", "yet", "instead"];
/// What makes a step after a refusal a way on, not an order: "Please ask your bank".
const INVITES: [&str; 7] = ["please", "kindly", "request", "suggest", "recommend", "advise", "try"];

const ACKNOWLEDGES: [Act; 3] = [Act::Mirror, Act::Validate, Act::Apologise];
const ACTS_ON_IT: [Act; 3] = [Act::Act, Act::Instruct, Act::Refuse];
const OFFERS: [Act; 2] = [Act::Alternative, Act::Choice];
const SOLVES: [Act; 6] = [Act::Act, Act::Commit, Act::Alternative, Act::Instruct, Act::Choice, Act::Goodwill];
const NEXT_STEPS: [Act; 9] = [
    Act::Act,
    Act::Commit,
    Act::Instruct,
    Act::Alternative,
    Act::Choice,
    Act::AskClarify,
    Act::AskOpen,
    Act::Handoff,
    Act::PathForward,
];

/// Facts about the messages of a macro, under the names by which they are reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FlowFacts {
    /// An acknowledgement stands before the first answer, step or refusal, or in its sentence.
    pub acknowledges_before_action: Option<bool>,
    /// Something is said back, a feeling is named, or somebody is sorry.
    pub has_acknowledgement: bool,
    /// Something is refused.
    pub refuses: bool,
    /// What is refused has an offer beside it.
    pub refusal_has_alternative: Option<bool>,
    /// The offer stands before the refusal, or around it: "While we can't …, what I can do is …".
    pub can_do_before_cannot: Option<bool>,
    /// What is refused has a reason.
    pub refusal_has_reason: Option<bool>,
    /// It says what is done, or what can be done next.
    pub has_next_step: bool,
    /// It names a day, a date, or a number of hours or days.
    pub has_concrete_timeline: bool,
    /// "I" do it, a named person does, or a name stands under it.
    pub has_named_owner: bool,
    /// How many sentences apologise.
    pub apology_count: u8,
    /// Thanks stand before the solution.
    pub appreciation_before_solution: bool,
    /// How many sentences ask something.
    pub questions_count: u8,
    /// A name, a slot or a placeholder makes it this customer's.
    pub has_personalisation: bool,
    /// A paragraph is very long.
    pub wall_of_text: bool,
}

/// What one sentence, or a part of it that has a salutation in front, brings to the facts.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    acts: Acts,
    /// Nothing but a statement.
    states: bool,
    asks: bool,
    named_owner: bool,
    personal: bool,
    /// Its second half takes the first back: "We can't …, but you can …".
    turns: bool,
    /// A step that is asked for kindly.
    invites: bool,
}

impl Part {
    fn does(self, any: &[Act]) -> bool {
        any.iter().any(|act| self.acts.contains(*act))
    }
}

/// The facts of `graph`, which was read from the subject; `said` is what its sentences do.
pub(super) fn flow_facts(subject: &Subject, graph: &MessageGraph, said: &[Said]) -> FlowFacts {
    let mut facts = Facts { graph, parts: vec![Vec::new(); graph.prose.sentences.len()] };
    for said in said.chunk_by(|one, other| one.sentence == other.sentence) {
        let Some(number) = said.first().map(|said| said.sentence) else { continue };
        let sentence = graph.prose.sentences.get(number);
        if let (Some(sentence), Some(parts)) = (sentence, facts.parts.get_mut(number)) {
            *parts = read(subject, graph, sentence, said);
        }
    }
    let refusal = facts.refusals();
    FlowFacts {
        acknowledges_before_action: (has_trouble(subject) && !graph.prose.sentences.is_empty())
            .then(|| facts.order(&ACKNOWLEDGES, &ACTS_ON_IT).iter().all(|order| *order == Order::First)),
        has_acknowledgement: facts.always(|part| part.does(&ACKNOWLEDGES)),
        refuses: facts.always(|part| part.does(&[Act::Refuse])),
        refusal_has_alternative: verdict(refusal.iter().map(|state| state.refused.then_some(state.offered))),
        can_do_before_cannot: verdict(refusal.iter().map(|state| state.refused.then_some(state.offered_first))),
        refusal_has_reason: verdict(refusal.iter().map(|state| state.refused.then_some(state.reasoned))),
        has_next_step: facts.always(|part| part.does(&NEXT_STEPS)),
        has_concrete_timeline: facts.always(|part| part.does(&[Act::Timeline])),
        has_named_owner: facts.always(|part| part.named_owner),
        apology_count: facts.most(|part| part.does(&[Act::Apologise])),
        appreciation_before_solution: facts
            .order(&[Act::Appreciate], &SOLVES)
            .iter()
            .all(|order| *order == Order::First),
        questions_count: facts.most(|part| part.asks),
        has_personalisation: facts.always(|part| part.personal),
        wall_of_text: facts.has_wall(),
    }
}

/// `false` where it is false of some path, `None` where it is asked of none.
fn verdict(paths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    paths.flatten().reduce(|all, one| all && one)
}

/// Whether there is something to acknowledge, as far as the front matter tells.
fn has_trouble(subject: &Subject) -> bool {
    let intent = subject.parsed.front_matter.intent.map(|(intent, _)| intent);
    !matches!(intent, Some(Intent::Closing | Intent::FollowUp | Intent::General))
}

/// The parts of a sentence: a salutation, and what stands behind it.
fn read(subject: &Subject, graph: &MessageGraph, sentence: &Sentence, said: &[Said]) -> Vec<Part> {
    let [salutations @ .., body] = said else { return Vec::new() };
    let words = graph.prose.words(sentence);
    let texts: Vec<&str> = words.iter().map(|word| text(subject, graph, word)).collect();
    let all = |acts: Acts| Part {
        acts,
        states: acts.is_empty() && !sentence.question && words.len() >= STATEMENT,
        asks: asks(subject, graph, sentence),
        turns: words.iter().any(|word| TURNS.contains(&graph.prose.text(word))),
        invites: acts.contains(Act::Instruct) && words.iter().any(|word| INVITES.contains(&graph.prose.text(word))),
        named_owner: acts.contains(Act::Owner) || (acts.contains(Act::SignOff) && names_writer(words, &texts, acts)),
        personal: words.iter().any(|word| matches!(word.kind, WordKind::Placeholder(_) | WordKind::Slot(_)))
            || names_customer(words, &texts, salutations.first().map_or(acts, |salutation| salutation.acts)),
    };
    let salutations = salutations.iter().map(|salutation| Part { acts: salutation.acts, ..Part::default() });
    salutations.chain([all(body.acts)]).collect()
}

/// A word as it is written.
fn text<'a>(subject: &Subject<'a>, graph: &'a MessageGraph, word: &Word) -> &'a str {
    graph.snippet(word.file).map_or(word.span.of(subject.source), |snippet| word.span.of(&snippet.source))
}

/// Whether a sentence asks; the mark may have a signature behind it.
fn asks(subject: &Subject, graph: &MessageGraph, sentence: &Sentence) -> bool {
    let source = graph.snippet(sentence.file).map_or(subject.source, |snippet| &snippet.source);
    let text = sentence.span.of(source);
    let marks = text.match_indices('?').map(|(at, mark)| text.get(at + mark.len()..).unwrap_or_default());
    let mut inside = marks.filter(|rest| rest.starts_with(char::is_whitespace));
    sentence.question || inside.next().is_some()
}

/// Which of two things a path does first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Order {
    Neither,
    /// The first, or both in one sentence.
    First,
    Second,
}

/// What a path has said of a refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Refusal {
    refused: bool,
    offered: bool,
    offered_first: bool,
    reasoned: bool,
    /// The sentence before refuses.
    just_refused: bool,
    /// The sentence before only states something.
    just_stated: bool,
}

struct Facts<'a> {
    graph: &'a MessageGraph,
    /// By sentence.
    parts: Vec<Vec<Part>>,
}

impl Facts<'_> {
    /// The states in which paths come to the end.
    fn ends<S: Copy + Eq + Hash>(&self, start: S, step: impl Fn(S, Part) -> S) -> Vec<S> {
        let parts = |node: usize| {
            let sentence = self.graph.nodes.get(node).and_then(|node| node.sentence);
            sentence.and_then(|sentence| self.parts.get(sentence as usize)).map_or(&[][..], Vec::as_slice)
        };
        let arrivals = self
            .graph
            .arrivals(start, &[], |node, state| parts(node).iter().fold(state, |state, part| step(state, *part)));
        arrivals.at_end().iter().map(|arrival| arrival.state).collect()
    }

    /// Whether every path has a sentence of which `holds` holds.
    fn always(&self, holds: impl Fn(Part) -> bool) -> bool {
        self.ends(false, |state, part| state || holds(part)).iter().all(|state| *state)
    }

    /// The most sentences of a path of which `holds` holds.
    fn most(&self, holds: impl Fn(Part) -> bool) -> u8 {
        let step = |count: u8, part| (count + u8::from(holds(part))).min(MOST);
        self.ends(0, step).into_iter().max().unwrap_or_default()
    }

    fn order(&self, first: &[Act], second: &[Act]) -> Vec<Order> {
        self.ends(Order::Neither, |state, part| match state {
            Order::Neither if part.does(first) => Order::First,
            Order::Neither if part.does(second) => Order::Second,
            _ => state,
        })
    }

    /// A reason is said as one, or is a plain statement beside the refusal: "Orders leave at once." A step after the refusal that is
    /// asked for kindly is a way on, too.
    fn refusals(&self) -> Vec<Refusal> {
        self.ends(Refusal::default(), |before, part| {
            let refuses = part.does(&[Act::Refuse]);
            let way_on = part.invites && (before.refused || refuses);
            let offered = before.offered || part.does(&OFFERS) || way_on;
            let in_time = before.offered || (part.does(&OFFERS) && !(refuses && part.turns));
            let explained = (refuses && before.just_stated) || (part.states && before.just_refused);
            Refusal {
                refused: before.refused || refuses,
                offered,
                offered_first: before.offered_first || (in_time && !before.refused),
                reasoned: before.reasoned || explained || part.does(&[Act::Reason]),
                just_refused: refuses,
                just_stated: part.states,
            }
        })
    }

    /// Whether every path has a paragraph of [`WALL`] words.
    fn has_wall(&self) -> bool {
        let blocks: BTreeSet<Place> = self.graph.prose.sentences.iter().map(|sentence| sentence.block).collect();
        let long: Vec<Place> = blocks.into_iter().filter(|block| self.words_of(*block) >= usize::from(WALL)).collect();
        let arrivals = self.graph.arrivals((None, 0_u8), &[], |node, (block, count): (Option<Place>, u8)| {
            let number = self.graph.nodes.get(node).and_then(|node| node.sentence);
            let Some(sentence) = number.and_then(|number| self.graph.prose.sentences.get(number as usize)) else {
                return (block, count);
            };
            if count >= WALL || !long.contains(&sentence.block) {
                return if count >= WALL { (block, count) } else { (None, 0) };
            }
            let before = if block == Some(sentence.block) { count } else { 0 };
            let words = words(self.graph.prose.words(sentence)).min(usize::from(WALL)) as u8;
            (Some(sentence.block), (before + words).min(WALL))
        });
        let mut ends = arrivals.at_end().iter();
        !long.is_empty() && ends.all(|arrival| arrival.state.1 >= WALL)
    }

    /// All words of a paragraph, whatever the path.
    fn words_of(&self, block: Place) -> usize {
        let sentences = self.graph.prose.sentences.iter().filter(|sentence| sentence.block == block);
        sentences.map(|sentence| words(self.graph.prose.words(sentence))).sum()
    }
}

/// How many of `words` say something, as marks do not.
fn words(words: &[Word]) -> usize {
    words.iter().filter(|word| !matches!(word.kind, WordKind::Comma | WordKind::Break)).count()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::{self, Settings};
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    fn facts(source: &str) -> FlowFacts {
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let knowledge = Knowledge::shipped();
        let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
        let graph = MessageGraph::read(source, &parsed, &NoSnippets);
        flow_facts(&subject, &graph, &lint::acts_of_graph(&subject, &graph))
    }

    /// What holds, and what is counted.
    fn check(source: &str, expected: Expect) {
        let facts = serde_json::to_value(facts(source)).expect("plain data");
        let told: Vec<String> = facts
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| match value {
                serde_json::Value::Bool(true) => Some(name.clone()),
                serde_json::Value::Bool(false) if name.starts_with("refusal") || name.starts_with("can") => {
                    Some(format!("not {name}"))
                }
                serde_json::Value::Number(count) if count.as_u64() > Some(0) => Some(format!("{name} {count}")),
                _ => None,
            })
            .collect();
        expected.assert_eq(&told.join("\n"));
    }

    #[test]
    fn a_good_reply() {
        check(
            "Hi {{ customer.first_name }},\n\nI'm sorry that the mug came broken. I'll send a new one by Friday. Is your \
             address still the same?\n\nKind regards, Sam",
            expect![[r#"
                acknowledges_before_action
                has_acknowledgement
                has_next_step
                has_concrete_timeline
                has_named_owner
                apology_count 1
                questions_count 1
                has_personalisation"#]],
        );
    }

    #[test]
    fn refusals() {
        check(
            "We can't take it back. Thank you for writing.",
            expect![[r#"
                refuses
                not refusal_has_alternative
                not can_do_before_cannot
                not refusal_has_reason
                appreciation_before_solution"#]],
        );
        check(
            "What I can do is send a voucher. We can't take it back, because it was opened.",
            expect![[r#"
                refuses
                refusal_has_alternative
                can_do_before_cannot
                refusal_has_reason
                has_next_step"#]],
        );
        check(
            "While we can't take it back, what I can do is send a voucher.",
            expect![[r#"
                refuses
                refusal_has_alternative
                can_do_before_cannot
                not refusal_has_reason
                has_next_step"#]],
        );
        check(
            "We can't take it back, but you can have a voucher instead. The lid was open.",
            expect![[r#"
                refuses
                refusal_has_alternative
                not can_do_before_cannot
                refusal_has_reason
                has_next_step"#]],
        );
        check(
            "We can't look into your account from here. Please ask your bank for the receipt.",
            expect![[r#"
                refuses
                refusal_has_alternative
                not can_do_before_cannot
                not refusal_has_reason
                has_next_step"#]],
        );
        check(
            "We can't look into your account from here. You must ask your bank for the receipt.",
            expect![[r#"
                refuses
                not refusal_has_alternative
                not can_do_before_cannot
                not refusal_has_reason
                has_next_step"#]],
        );
    }

    #[test]
    fn what_holds_on_some_paths_only_does_not_hold() {
        let told = facts(
            "{% if a %}I'm sorry that it broke.{% endif %} We can't take it back.{% if b %} Would you like a refund or a new one?{% endif %}",
        );
        assert!(told.refuses && !told.has_acknowledgement);
        assert_eq!((told.acknowledges_before_action, told.refusal_has_alternative), (Some(false), Some(false)));
        assert_eq!((told.apology_count, told.questions_count), (1, 1));
        let either = facts(
            "{% if a %}I'm sorry that it broke.{% else %}I understand that the lid broke again.{% endif %} Please keep it.",
        );
        assert!(either.has_acknowledgement);
        assert_eq!(either.acknowledges_before_action, Some(true));
    }

    #[test]
    fn a_paragraph_is_counted_on_each_path() {
        let half = "The kettle is warm and the lid is on. ".repeat(6);
        assert!(facts(&half.repeat(2)).wall_of_text);
        assert!(!facts(&format!("{half}\n\n{half}")).wall_of_text);
        assert!(!facts(&format!("{half}{{% if a %}}{half}{{% endif %}}")).wall_of_text);
        assert!(facts(&format!("{half}{{% if a %}}{half}{{% else %}}{half}{{% endif %}}")).wall_of_text);
    }

    #[test]
    fn who_has_no_trouble_needs_no_acknowledgement() {
        assert_eq!(facts("---\nintent: closing\n---\nPlease keep it.").acknowledges_before_action, None);
        assert_eq!(facts(""), FlowFacts::default());
    }
}
