//! What stands around a match: the neighbouring sentences, and what the macro is for.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::heard::Heard;
use super::{Finding, Subject};
use crate::knowledge::phrase::Scan;
use crate::knowledge::{InMacros, Near, PhraseUse, Role, Rule};
use crate::message::{After, MessageGraph, Prose};
use crate::text::Span;

/// More sentences than this that may stand next to another are not looked at.
const MOST_NEIGHBOURS: usize = 64;

/// Of so many stretches it is remembered what there is to say.
const MOST_JUDGED: usize = 4;

/// Which sentences a customer may read next to each other.
#[derive(Debug)]
pub(super) struct Around<'a> {
    pub(super) graph: &'a MessageGraph,
    pub(super) heard: &'a Heard<'a>,
    /// What follows each node; most macros are never asked.
    after: OnceCell<After>,
    /// By sentence: its node.
    nodes: OnceCell<Vec<usize>>,
    /// By node: whether any path leads to it; `None` where nothing is decided.
    received: Option<Vec<bool>>,
    /// What there is to say of a stretch by itself: of the last few for which that was asked.
    judged: RefCell<Vec<(Span, Rc<[Finding]>)>>,
}

impl<'a> Around<'a> {
    pub(super) fn new(graph: &'a MessageGraph, heard: &'a Heard<'a>) -> Self {
        let arrivals = (!graph.choices.is_empty()).then(|| graph.arrivals((), &[], |_, state| state));
        let received =
            arrivals.map(|arrivals| (0..graph.nodes.len()).map(|node| !arrivals.numbers_at(node).is_empty()).collect());
        Self { graph, heard, after: OnceCell::new(), nodes: OnceCell::new(), received, judged: RefCell::default() }
    }

    /// What there is to say of a stretch of the text, as `judge` tells it: the findings in one sentence all ask for the same.
    pub(super) fn judged(&self, stretch: Span, judge: impl FnOnce() -> Vec<Finding>) -> Rc<[Finding]> {
        let known = self.judged.borrow().iter().find(|(known, _)| *known == stretch).map(|(_, all)| Rc::clone(all));
        known.unwrap_or_else(|| {
            let all: Rc<[Finding]> = judge().into();
            let mut judged = self.judged.borrow_mut();
            if judged.len() >= MOST_JUDGED {
                judged.remove(0);
            }
            judged.push((stretch, Rc::clone(&all)));
            all
        })
    }

    pub(super) fn prose(&self) -> &'a Prose {
        &self.graph.prose
    }

    /// Whether there is a path on which sentence number `index` is received.
    pub(super) fn is_received(&self, index: usize) -> bool {
        self.received.as_ref().is_none_or(|received| received.get(self.node(index)).copied().unwrap_or_default())
    }

    /// The node of a sentence.
    pub(super) fn node(&self, index: usize) -> usize {
        self.nodes.get_or_init(|| nodes(self.graph)).get(index).copied().unwrap_or_default()
    }

    /// The nodes that follow a node.
    fn behind(&self, node: usize) -> &[u32] {
        self.after.get_or_init(|| self.graph.after()).of(node)
    }

    /// The sentences that a customer may read right before sentence number `index`.
    pub(super) fn before(&self, index: usize) -> Vec<usize> {
        let edges = |node: usize| self.graph.nodes.get(node).map_or(&[][..], |node| &node.before);
        self.next_to(index, |node| edges(node).iter().map(|edge| edge.from).collect())
    }

    /// The sentences that a customer may read right behind sentence number `index`.
    pub(super) fn after(&self, index: usize) -> Vec<usize> {
        self.next_to(index, |node| self.behind(node).to_vec())
    }

    /// Whether the message may end right behind sentence number `index`.
    pub(super) fn may_end(&self, index: usize) -> bool {
        self.ends(self.node(index), &mut Vec::new())
    }

    fn ends(&self, node: usize, seen: &mut Vec<usize>) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            for &next in self.behind(node) {
                let next = next as usize;
                if next == self.graph.end() {
                    return true;
                }
                let joins = self.graph.nodes.get(next).is_some_and(|node| node.sentence.is_none());
                if joins && !seen.contains(&next) && seen.len() < MOST_NEIGHBOURS {
                    seen.push(next);
                    open.push(next);
                }
            }
        }
        false
    }

    /// The nearest sentences in one direction, past nodes that only join paths.
    fn next_to(&self, index: usize, step: impl Fn(usize) -> Vec<u32>) -> Vec<usize> {
        let mut out = Vec::new();
        let mut seen: Vec<u32> = Vec::new();
        let mut open = step(self.node(index));
        while let Some(number) = open.pop() {
            if seen.contains(&number) || seen.len() >= 2 * MOST_NEIGHBOURS || out.len() >= MOST_NEIGHBOURS {
                continue;
            }
            seen.push(number);
            match self.graph.nodes.get(number as usize).map(|node| node.sentence) {
                Some(Some(sentence)) => out.push(sentence as usize),
                Some(None) => open.extend(step(number as usize)),
                None => {}
            }
        }
        out.sort_unstable();
        out
    }
}

/// By sentence: its node.
fn nodes(graph: &MessageGraph) -> Vec<usize> {
    let mut nodes = vec![0; graph.prose.sentences.len()];
    for (number, node) in graph.nodes.iter().enumerate() {
        if let Some(place) = node.sentence.and_then(|sentence| nodes.get_mut(sentence as usize)) {
            *place = number;
        }
    }
    nodes
}

/// Whether a condition on the macro holds.
pub(super) fn in_macro(subject: &Subject, condition: &InMacros) -> bool {
    let front_matter = &subject.parsed.front_matter;
    let intent = front_matter.intent.map_or("general", |(intent, _)| intent.as_str());
    condition.hold(intent, front_matter.channels.iter().map(|(channel, _)| channel.as_str()))
}

/// Reads the sentences around a match for what a rule asks of them. Most sentences are never asked about.
pub(super) struct Neighbours<'a> {
    subject: &'a Subject<'a>,
    pub(super) around: &'a Around<'a>,
    scan: Scan<'a>,
    outside: Option<Outside<'a>>,
    /// Whether it was asked what stands there.
    pub(super) asked_outside: bool,
}

/// What stands before and behind all that is read, in what it was taken from.
#[derive(Clone, Copy)]
struct Outside<'a> {
    heard: &'a Heard<'a>,
    before: Option<usize>,
    after: Option<usize>,
}

/// A sentence that stands beside another: one of those that are read, or one outside.
#[derive(Clone, Copy)]
enum Beside {
    Here(usize),
    Outside(usize),
}

impl<'a> Neighbours<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, around: &'a Around<'a>) -> Self {
        Self { subject, around, scan: around.heard.scan(), outside: None, asked_outside: false }
    }

    /// The same of a message without tags that stands between two sentences of another.
    pub(super) fn between(
        subject: &'a Subject<'a>,
        around: &'a Around<'a>,
        heard: &'a Heard<'a>,
        before: Option<usize>,
        after: Option<usize>,
    ) -> Self {
        Self { outside: Some(Outside { heard, before, after }), ..Self::new(subject, around) }
    }

    fn before(&mut self, index: usize) -> Vec<Beside> {
        let here = self.around.before(index);
        self.or_outside(here, |outside| outside.before)
    }

    fn after(&mut self, index: usize) -> Vec<Beside> {
        let here = self.around.after(index);
        self.or_outside(here, |outside| outside.after)
    }

    fn or_outside(&mut self, here: Vec<usize>, of: fn(Outside) -> Option<usize>) -> Vec<Beside> {
        if !here.is_empty() {
            return here.into_iter().map(Beside::Here).collect();
        }
        self.asked_outside = true;
        self.outside.and_then(of).map(Beside::Outside).into_iter().collect()
    }

    /// Whether the neighbours of sentence number `index` are as a rule, and a case of it, want them. Where more than one
    /// sentence may stand there, it is enough that one of them is.
    pub(super) fn suit(&mut self, rule: usize, case: usize, index: usize) -> bool {
        let Some(entry) = self.subject.knowledge.rules.get(rule) else { return false };
        Near::ALL.into_iter().all(|near| {
            let of_rule = entry.has_near(near).then_some(None);
            let of_case = entry.cases.get(case).is_some_and(|case| case.has_near(near)).then_some(Some(case));
            of_rule.into_iter().chain(of_case).all(|of| self.suits(rule, Role::Near(near, of), near, index))
        })
    }

    fn suits(&mut self, rule: usize, role: Role, near: Near, index: usize) -> bool {
        let asked = PhraseUse { rule, role };
        let beside = match near {
            Near::OnlyAfter | Near::NotAfter => self.before(index),
            Near::OnlyBefore | Near::NotBefore => self.after(index),
        };
        match near {
            Near::OnlyAfter | Near::OnlyBefore => beside.into_iter().any(|beside| self.is_said(asked, beside)),
            Near::NotAfter | Near::NotBefore => {
                beside.is_empty() || beside.into_iter().any(|beside| !self.is_said(asked, beside))
            }
        }
    }

    /// Whether what softens a rule is said in sentence number `index` or in whatever follows it.
    pub(super) fn soften(&mut self, rule: usize, index: usize) -> bool {
        if !self.subject.knowledge.rules.get(rule).is_some_and(Rule::softens) {
            return false;
        }
        if self.softens(rule, index) {
            return true;
        }
        let (asked, after) = (PhraseUse { rule, role: Role::Soften }, self.after(index));
        let goes_on = matches!(after.as_slice(), [Beside::Outside(_)]) || !self.around.may_end(index);
        goes_on && after.into_iter().all(|beside| self.is_said(asked, beside))
    }

    /// Whether what softens a rule is said in sentence number `index`.
    pub(super) fn softens(&mut self, rule: usize, index: usize) -> bool {
        self.says(PhraseUse { rule, role: Role::Soften }, index)
    }

    /// Whether one of the phrases that are there for this is in sentence number `index`.
    pub(super) fn says(&mut self, asked: PhraseUse, index: usize) -> bool {
        self.is_said(asked, Beside::Here(index))
    }

    fn is_said(&mut self, asked: PhraseUse, beside: Beside) -> bool {
        let (heard, index) = match beside {
            Beside::Here(index) => (self.around.heard, index),
            Beside::Outside(index) => match self.outside {
                Some(outside) => (outside.heard, index),
                None => return false,
            },
        };
        let Some(known) = heard.take_in(index, &mut self.scan) else { return false };
        let is_asked = |phrase: u32| self.subject.knowledge.phrase_use(phrase) == Some(asked);
        known.possible().iter().any(|phrase| is_asked(*phrase) && self.scan.occurs(*phrase))
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::{PackFile, load};
    use crate::lint::{Fixes, Settings, Subject, check as lint};
    use crate::syntax::Macro;

    /// The words that a pack of one rule marks in `source`, each with its severity.
    fn check(conditions: &str, of_case: &str, source: &str, expected: &[&str]) {
        let text = format!(
            "[[rule]]\nid = \"tone/x\"\nseverity = \"warning\"\ntitle = \"X\"\nwhy = \"W\"\nmessage = \"M\"\n{conditions}\n\
             [[rule.case]]\nphrases = [\"nay\"]\n{of_case}\n[[rule.case]]\nphrases = [\"never\"]\n"
        );
        let (knowledge, mistakes) = load(&[PackFile { name: "x.toml", text: &text }]);
        assert_eq!(mistakes, []);
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let subject = Subject {
            source,
            parsed: &parsed,
            knowledge: &knowledge,
            settings: &settings,
            snippets: &crate::message::NoSnippets,
        };
        let findings = lint(&subject, Fixes::None);
        let found: Vec<String> =
            findings.iter().map(|f| format!("{} {}", f.severity.as_str(), f.span.of(source))).collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn the_sentence_before_and_behind() {
        check("only_after = [\"sorry\"]", "", "Nay. Sorry. Nay. Nay.", &["warning Nay"]);
        check("not_after = [\"sorry\"]", "", "Nay. Sorry. Nay.", &["warning Nay"]);
        check("only_before = [\"sorry\"]", "", "Nay. Nay.\n\nSorry. Never.", &["warning Nay"]);
        check("not_before = [\"sorry\"]", "", "Nay. {{ x }} Sorry! Never.", &["warning Never"]);
        check("", "not_before = [\"sorry\"]", "Nay. Sorry. Never. Sorry.", &["warning Never"]);
        check("only_after = [\"well\"]", "not_before = [\"sorry\"]", "Well, nay. Well. Nay. Sorry. Nay.", &[]);
    }

    #[test]
    fn what_softens_stands_in_the_same_or_the_next_sentence() {
        check("soften = [\"instead\"]", "", "Instead. Nay. Yes.", &["warning Nay"]);
        check(
            "soften = [\"instead\"]",
            "",
            "Nay. Yes, instead. Never, instead.",
            &["information Nay", "information Never"],
        );
    }

    #[test]
    fn a_hint_is_told_once_a_sentence() {
        let hint = "severity = \"hint\"";
        check("", hint, "Nay and nay. Nay.", &["hint Nay", "hint Nay"]);
        check("", hint, "Never, and nay. Nay and never.", &["warning Never", "hint Nay", "warning never"]);
    }

    #[test]
    fn a_case_has_conditions_of_its_own() {
        check("", "unless = [\"problem\"]", "Nay problem. Never a problem.", &["warning Never"]);
        check("", "question = true", "Nay? Nay. Never.", &["warning Nay", "warning Never"]);
        check("question = false", "question = true", "Nay? Never? Never.", &["warning Never"]);
    }

    #[test]
    fn the_macro() {
        let with = |lines: &str| format!("---\n{lines}\n---\nNay. Never.");
        check("intents = [\"refusal\"]", "", "Nay.", &[]);
        check("intents = [\"refusal\", \"general\"]", "", "Nay.", &["warning Nay"]);
        check("not_intents = [\"general\"]", "", "Nay.", &[]);
        check(
            "intents = [\"hold\"]",
            "not_channels = [\"chat\"]",
            &with("intent: hold"),
            &["warning Nay", "warning Never"],
        );
        check(
            "intents = [\"hold\"]",
            "not_channels = [\"chat\"]",
            &with("intent: hold\nchannels: [chat]"),
            &["warning Never"],
        );
        check("channels = [\"sms\"]", "", &with("channels: [chat, sms]"), &["warning Nay", "warning Never"]);
        check("channels = [\"sms\"]", "", &with("channels: [chat]"), &[]);
    }
}
