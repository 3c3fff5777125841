//! A reader who decides in the place of the data: which conditions hold, and how often loops go round. And what a macro asked
//! of the data while it was rendered, and where each part of the message comes from, so that both can be shown.

use std::collections::{HashMap, HashSet};

use super::fault::Fault;
use super::walk::{File, Walk, tag_at};
use crate::syntax::{Block, Expression, ItemKind, Macro, TagKind};
use crate::text::Span;

/// The most rounds of a loop that a reader may ask for: enough to see how a list reads.
pub const MOST_CHOSEN_ROUNDS: usize = 10;

/// The most questions that are told: a loop can ask the same one again and again.
const MOST_ASKED: usize = 1_000;

/// The answer to a question that a macro asks of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Whether a condition holds.
    Holds(bool),
    /// How often a loop goes round.
    Rounds(usize),
}

/// The answers that a reader gives, by question; the data answer all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(HashMap<String, Chosen>);

impl Choices {
    /// Answers the question of these words, wherever it is asked.
    pub fn choose(&mut self, question: &str, chosen: Chosen) {
        self.0.insert(one_line(question), chosen);
    }

    /// Whether a question is answered here.
    pub fn answers(&self, question: &str) -> bool {
        self.0.contains_key(question)
    }

    fn holds(&self, question: &str) -> Option<bool> {
        match self.0.get(question) {
            Some(Chosen::Holds(holds)) => Some(*holds),
            _ => None,
        }
    }

    fn rounds(&self, question: &str) -> Option<usize> {
        match self.0.get(question) {
            Some(Chosen::Rounds(rounds)) => Some((*rounds).min(MOST_CHOSEN_ROUNDS)),
            _ => None,
        }
    }
}

/// A place where a macro asks something of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its words: `order.gift`, `order.status == 'late'`, `item in order.items`.
    pub text: String,
    /// Where, in bytes of its file.
    pub span: Span,
    /// Whether it asks how often a loop goes round.
    pub loops: bool,
}

/// A question that was asked while a macro was rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// The snippet that it stands in, by its label; `None` for the macro itself.
    pub label: Option<String>,
    /// How it was answered.
    pub state: Chosen,
    /// Whether the answer is the same whatever the data are, so that there is nothing to choose.
    pub fixed: bool,
}

/// A stretch of a message and the part of the macro that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Bytes of the message.
    pub at: Span,
    /// Bytes of the macro.
    pub from: Span,
    /// Whether each byte is that of the macro; else it is what a placeholder or a slot became.
    pub verbatim: bool,
}

/// How a message came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// What was asked, each question once, in the order of asking.
    pub asked: Vec<Asked>,
    /// Where the body's own parts come from, in the order of the message. What snippets print is not there.
    pub printed: Vec<Printed>,
}

/// What a rendering that a reader decides keeps beside the message.
#[derive(Debug, Default)]
pub(super) struct Tracing {
    pub(super) choices: Choices,
    pub(super) trace: Trace,
    pub(super) known: HashSet<String>,
}

/// Everything that a macro may ask of the data, in source order.
pub fn questions(source: &str, parsed: &Macro) -> Vec<Question> {
    let mut out: Vec<Question> = Vec::new();
    for block in &parsed.blocks {
        let kind = |item: usize| match &parsed.items.get(item)?.kind {
            ItemKind::Tag(tag) => Some(&tag.kind),
            _ => None,
        };
        let subject = match kind(block.open) {
            Some(TagKind::Case(subject)) => subject.as_ref(),
            _ => None,
        };
        let tags = std::iter::once(block.open).chain(block.arms.iter().copied());
        out.extend(tags.filter_map(|tag| question(source, kind(tag)?, subject)));
    }
    out.sort_by_key(|question| question.span.start);
    out
}

fn question(source: &str, tag: &TagKind, subject: Option<&Expression>) -> Option<Question> {
    match tag {
        TagKind::If(Some(condition)) | TagKind::Unless(Some(condition)) | TagKind::Elsif(Some(condition)) => {
            let text = one_line(condition.span.of(source));
            Some(Question { text, span: condition.span, loops: false })
        }
        TagKind::When(values) => Some(fitting(source, subject?, values)),
        TagKind::For { variable: Some(variable), list: Some(list), .. } => {
            let text = format!("{} in {}", variable.text, one_line(list.span.of(source)));
            Some(Question { text, span: variable.span.cover(list.span), loops: true })
        }
        _ => None,
    }
}

/// What a `when` asks.
fn fitting(source: &str, subject: &Expression, values: &[Expression]) -> Question {
    let subject = one_line(subject.span.of(source));
    let equal: Vec<String> =
        values.iter().map(|value| format!("{subject} == {}", one_line(value.span.of(source)))).collect();
    let spans = values.iter().map(|value| value.span);
    let span = spans.reduce(Span::cover).unwrap_or_default();
    Question { text: equal.join(" or "), span, loops: false }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Walk<'_> {
    /// Whether the condition of a tag holds, which by the data is `by_data`.
    pub(super) fn settled(
        &mut self,
        file: &File<'_>,
        tag: &TagKind,
        fixed: bool,
        by_data: Result<bool, Fault>,
    ) -> Result<bool, Fault> {
        let Some(tracing) = &self.tracing else { return by_data };
        let Some(question) = question(file.source, tag, None) else { return by_data };
        let holds = match tracing.choices.holds(&question.text).filter(|_| !fixed) {
            Some(chosen) => chosen,
            None => by_data?,
        };
        self.note(file, question, Chosen::Holds(holds), fixed);
        Ok(holds)
    }

    /// Whether the reader chose one of the `when` of a `case`, which then rules out those that were not chosen.
    pub(super) fn is_picked(&self, file: &File<'_>, block: &Block, subject: Option<&Expression>) -> bool {
        let (Some(tracing), Some(subject)) = (&self.tracing, subject) else { return false };
        let mut tags = block.arms.iter().filter_map(|arm| tag_at(file, *arm));
        !tracing.choices.0.is_empty()
            && tags.any(|tag| match &tag.kind {
                TagKind::When(values) => {
                    tracing.choices.holds(&fitting(file.source, subject, values).text) == Some(true)
                }
                _ => false,
            })
    }

    /// How often a `when` is sent, which by the data is `by_data`; `picked` says whether the reader chose another one.
    pub(super) fn settled_when(
        &mut self,
        file: &File<'_>,
        (subject, values): (&Expression, &[Expression]),
        picked: bool,
        by_data: usize,
    ) -> usize {
        let fixed = self.is_constant(subject) && values.iter().all(|value| self.is_constant(value));
        let Some(tracing) = self.tracing.as_ref().filter(|_| !fixed) else { return by_data };
        let question = fitting(file.source, subject, values);
        let times = match tracing.choices.holds(&question.text) {
            Some(true) => by_data.max(1),
            Some(false) => 0,
            None if picked => 0,
            None => by_data,
        };
        self.note(file, question, Chosen::Holds(times > 0), false);
        times
    }

    /// How often a loop goes round that by the data goes round `by_data` times; `None` where the data decide.
    pub(super) fn settled_rounds(&mut self, file: &File<'_>, block: &Block, by_data: usize) -> Option<usize> {
        let kind = tag_at(file, block.open).filter(|_| self.tracing.is_some()).map(|tag| &tag.kind)?;
        let question = question(file.source, kind, None)?;
        let fixed = match kind {
            TagKind::For { list: Some(list), .. } => self.is_constant(list),
            _ => true,
        };
        let chosen = self.tracing.as_ref().and_then(|tracing| tracing.choices.rounds(&question.text));
        let chosen = chosen.filter(|_| !fixed);
        self.note(file, question, Chosen::Rounds(chosen.unwrap_or(by_data)), fixed);
        chosen
    }

    fn note(&mut self, file: &File<'_>, question: Question, state: Chosen, fixed: bool) {
        let Some(Tracing { trace, known, .. }) = &mut self.tracing else { return };
        if trace.asked.len() < MOST_ASKED && known.insert(question.text.clone()) {
            trace.asked.push(Asked { question, label: file.label.map(str::to_owned), state, fixed });
        }
    }

    /// What was noted so far comes from the subject line at `span`.
    pub(super) fn in_subject(&mut self, span: Span) {
        let Some(Tracing { trace, .. }) = &mut self.tracing else { return };
        trace.printed.clear();
        trace.asked.iter_mut().filter(|asked| asked.label.is_none()).for_each(|asked| asked.question.span = span);
    }

    /// Notes where the last bytes of the message come from.
    pub(super) fn note_printed(&mut self, file: &File<'_>, before: usize, from: Span, verbatim: bool) {
        let is_own = file.label.is_none() && self.captures == 0;
        let at = Span::new(before, self.out.len());
        if let Some(Tracing { trace, .. }) = self.tracing.as_mut().filter(|_| is_own && !at.is_empty()) {
            trace.printed.push(Printed { at, from, verbatim });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Around, Object, Value, render_chosen};
    use super::*;
    use crate::message::NoSnippets;

    /// The message with these choices, and what was asked with its state, those that cannot be chosen in brackets.
    fn check(source: &str, choose: &[(&str, Chosen)], text: &str, asked: &[&str]) {
        let mut data = Object::default();
        data.set_dotted("order.gift", Value::Boolean(true));
        data.set_dotted("order.status", Value::text("late"));
        data.set_dotted("order.items", Value::List(vec![Value::text("mug"), Value::text("tea")].into()));
        let mut choices = Choices::default();
        choose.iter().for_each(|(question, chosen)| choices.choose(question, *chosen));
        let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
        let (rendered, trace) = render_chosen(source, &Macro::parse(source), &around, choices).unwrap();
        let said = trace.asked.iter().map(|asked| match asked.fixed {
            true => format!("({}: {:?})", asked.question.text, asked.state),
            false => format!("{}: {:?}", asked.question.text, asked.state),
        });
        assert_eq!(
            (rendered.text.as_str(), said.collect::<Vec<_>>()),
            (text, asked.iter().map(|s| (*s).to_owned()).collect())
        );
        for printed in trace.printed.iter().filter(|printed| printed.verbatim) {
            assert_eq!(printed.at.of(&rendered.text), printed.from.of(source));
        }
    }

    use Chosen::{Holds, Rounds};

    #[test]
    fn a_condition_is_the_readers_or_the_datas() {
        let source = "{% if order.gift %}A{% elsif  vip %}B{% else %}C{% endif %}";
        check(source, &[], "A", &["order.gift: Holds(true)"]);
        check(source, &[("order.gift", Holds(false))], "C", &["order.gift: Holds(false)", "vip: Holds(false)"]);
        check(
            source,
            &[("order.gift", Holds(false)), ("vip ", Holds(true))],
            "B",
            &["order.gift: Holds(false)", "vip: Holds(true)"],
        );
        check(
            "{% unless order.gift %}A{% endunless %}",
            &[("order.gift", Holds(false))],
            "A",
            &["order.gift: Holds(false)"],
        );
    }

    #[test]
    fn what_the_macro_settles_itself_cannot_be_chosen() {
        check(
            "{% assign a = 1 %}{% if a == 1 %}A{% endif %}",
            &[("a == 1", Holds(false))],
            "A",
            &["(a == 1: Holds(true))"],
        );
    }

    #[test]
    fn a_when_that_is_chosen_rules_out_the_others() {
        let source = "{% case order.status %}{% when 'late' %}A{% when 'lost', 'gone' %}B{% else %}C{% endcase %}";
        let (late, lost) = ("order.status == 'late'", "order.status == 'lost' or order.status == 'gone'");
        check(source, &[], "A", &["order.status == 'late': Holds(true)", &format!("{lost}: Holds(false)")]);
        check(
            source,
            &[(lost, Holds(true))],
            "B",
            &["order.status == 'late': Holds(false)", &format!("{lost}: Holds(true)")],
        );
        check(
            source,
            &[(late, Holds(false))],
            "C",
            &["order.status == 'late': Holds(false)", &format!("{lost}: Holds(false)")],
        );
    }

    #[test]
    fn loops_go_round_as_often_as_the_reader_wants() {
        let source = "{% for item in order.items %}{{ item }}.{% else %}none{% endfor %}";
        check(source, &[], "mug.tea.", &["item in order.items: Rounds(2)"]);
        check(source, &[("item in order.items", Rounds(3))], "mug.tea.mug.", &["item in order.items: Rounds(3)"]);
        check(source, &[("item in order.items", Rounds(0))], "none", &["item in order.items: Rounds(0)"]);
        check("{% for i in nothing %}x{% endfor %}", &[("i in nothing", Rounds(1))], "x", &["i in nothing: Rounds(1)"]);
    }

    #[test]
    fn all_questions_are_listed() {
        let source = "{% if a or\n b %}{% for x in y %}{% endfor %}{% elsif c %}{% endif %}{% case d %}{% when 1, 2 %}{% endcase %}{% if %}{% endif %}";
        let found: Vec<String> =
            questions(source, &Macro::parse(source)).into_iter().map(|question| question.text).collect();
        assert_eq!(found, ["a or b", "x in y", "c", "d == 1 or d == 2"]);
    }
}
