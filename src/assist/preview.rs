//! A macro as its reader sees it: the message with sample data or the reader's own, with every condition to switch, every name
//! to fill in, and the findings where they stand in the message.

mod page;

pub use page::preview_page;

use std::collections::{HashMap, HashSet};

use super::names::{Names, Symbol};
use crate::lint::{Finding, Subject};
use crate::message::render::{
    Around, Asked, Choices, Chosen, MOST_CHOSEN_ROUNDS, Mark, Object, Printed, RenderError, Rendered, Trace, Value,
    questions, render_chosen,
};
use crate::syntax::Macro;
use crate::text::Span;

/// The most findings that are shown where they stand: no reader looks at more.
const MOST_MARKED: usize = 500;

/// The most marks of one message: a loop repeats those inside.
const MOST_MARKS: usize = 5_000;

/// A macro filled in.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The message, or why there is none.
    pub message: Result<Message, RenderError>,
    /// What the macro asks of the data, in source order; then what the snippets ask that it renders.
    pub questions: Vec<Switch>,
    /// The names that it reads, in source order, each once.
    pub names: Vec<Field>,
}

/// A message with what is shown in it.
#[derive(Clone, Debug)]
pub struct Message {
    /// Subject and body.
    pub rendered: Rendered,
    /// Where findings stand in the body: each mark has the number of its finding.
    pub marks: Vec<Mark>,
}

/// A question of the macro, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Its words, by which it is answered: `order.gift`, `item in order.items`.
    pub text: String,
    /// Where it is asked, in bytes of the macro; nowhere where a snippet asks it.
    pub spans: Vec<Span>,
    /// The snippet that asks it, by its label.
    pub label: Option<String>,
    /// Whether it asks how often a loop goes round.
    pub loops: bool,
    /// The answer; `None` where nothing asked for it on the way to this message.
    pub state: Option<Chosen>,
    /// Whether the reader gave the answer.
    pub chosen: bool,
    /// Whether the macro itself settles it.
    pub fixed: bool,
}

/// A name with its value.
#[derive(Clone, Debug)]
pub struct Field {
    /// With its dots.
    pub name: String,
    /// Nothing, where the data have no such name.
    pub value: Value,
    /// Where it is first read, in bytes of the macro; `None` where a snippet reads it.
    pub span: Option<Span>,
}

/// The preview of the subject, whose findings are `findings`.
pub fn preview(subject: &Subject, around: &Around<'_>, choices: &Choices, findings: &[Finding]) -> Preview {
    let (message, asked) = match render_chosen(subject.source, subject.parsed, around, choices.clone()) {
        Ok((rendered, Trace { asked, printed })) => {
            let marks = marks(findings, &printed);
            (Ok(Message { rendered, marks }), asked)
        }
        Err(error) => (Err(error), Vec::new()),
    };
    Preview { message, questions: switches(subject, choices, asked), names: fields(subject, around.data) }
}

fn switches(subject: &Subject, choices: &Choices, asked: Vec<Asked>) -> Vec<Switch> {
    let mut out: Vec<Switch> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for question in questions(subject.source, subject.parsed) {
        let at = *known.entry(question.text.clone()).or_insert(out.len());
        match out.get_mut(at) {
            Some(switch) => switch.spans.push(question.span),
            None => out.push(Switch {
                chosen: choices.answers(&question.text),
                text: question.text,
                spans: vec![question.span],
                label: None,
                loops: question.loops,
                state: None,
                fixed: false,
            }),
        }
    }
    for Asked { question, label, state, fixed } in asked {
        if let Some(switch) = known.get(&question.text).and_then(|at| out.get_mut(*at)) {
            switch.state = Some(state);
            switch.fixed = fixed;
            continue;
        }
        out.push(Switch {
            chosen: choices.answers(&question.text),
            text: question.text,
            spans: if label.is_none() { vec![question.span] } else { Vec::new() },
            label,
            loops: question.loops,
            state: Some(state),
            fixed,
        });
    }
    out
}

/// The names that the macro reads, then those of the snippets that it renders, which see the same data.
fn fields(subject: &Subject, data: &Object) -> Vec<Field> {
    let mut out = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (name, span) in read_names(subject.source, subject.parsed) {
        if seen.insert(name.clone()) {
            out.push(Field { value: value_of(data, &name), name, span: Some(span) });
        }
    }
    let mut rendered: HashSet<String> = HashSet::new();
    let mut next: Vec<String> = super::rendered(subject.parsed).map(|id| id.text.clone()).collect();
    while let Some(id) = next.pop() {
        let Some(snippet) = subject.snippets.get(&id).filter(|_| rendered.insert(id)) else { continue };
        next.extend(super::rendered(&snippet.parsed).map(|id| id.text.clone()));
        // A name without a dot is a parameter.
        let names = read_names(&snippet.source, &snippet.parsed);
        for (name, _) in names.filter(|(name, _)| name.contains('.')) {
            if seen.insert(name.clone()) {
                out.push(Field { value: value_of(data, &name), name, span: None });
            }
        }
    }
    out
}

fn read_names(source: &str, parsed: &Macro) -> impl Iterator<Item = (String, Span)> + use<> {
    let Names { symbols, occurrences } = Names::read(source, parsed);
    occurrences.into_iter().filter_map(move |occurrence| match symbols.get(occurrence.symbol)? {
        Symbol::Variable(name) => Some((name.clone(), occurrence.span)),
        _ => None,
    })
}

fn value_of(data: &Object, dotted: &str) -> Value {
    let mut parts = dotted.split('.');
    let first = parts.next().and_then(|name| data.get(name)).cloned();
    let found = parts.try_fold(first.unwrap_or_default(), |value, name| match &value {
        Value::Object(object) => object.get(name).cloned(),
        _ => None,
    });
    found.unwrap_or_default()
}

/// Where findings stand in a message.
fn marks(findings: &[Finding], printed: &[Printed]) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for (number, finding) in findings.iter().enumerate().take(MOST_MARKED) {
        let first = out.len();
        for piece in printed.iter().filter(|piece| piece.from.overlaps(finding.span)) {
            let span = part(piece, finding.span);
            match out.get_mut(first..).and_then(<[Mark]>::last_mut) {
                Some(last) if last.span.end == span.start => last.span.end = span.end,
                _ => out.push(Mark { span, number }),
            }
        }
        out.truncate(MOST_MARKS);
    }
    out.retain(|mark| !mark.span.is_empty());
    out
}

/// The part of a piece of the message that comes from `span`: all of it where a placeholder became it.
fn part(piece: &Printed, span: Span) -> Span {
    if !piece.verbatim {
        return piece.at;
    }
    let start = span.start.clamp(piece.from.start, piece.from.end) - piece.from.start;
    let end = span.end.clamp(piece.from.start, piece.from.end) - piece.from.start;
    Span::new(piece.at.start + start, piece.at.start + end)
}

/// An answer to a question as people and programs write it: yes or no, or a number of rounds up to
/// [`MOST_CHOSEN_ROUNDS`].
pub fn chosen(answer: &Value) -> Option<Chosen> {
    match answer {
        Value::Boolean(holds) => Some(Chosen::Holds(*holds)),
        Value::Integer(rounds) => {
            let rounds = usize::try_from(*rounds).ok().filter(|rounds| *rounds <= MOST_CHOSEN_ROUNDS)?;
            Some(Chosen::Rounds(rounds))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::marked::{Few, with_subject};
    use super::*;
    use crate::lint::{self, Fixes};
    use crate::message::render::to_html_marked;
    use crate::workspace::{Config, sample_data};

    const SNIPPETS: Few = Few(&[("bye", "{% if agent.away %}Bye {{ who }}.{% endif %}")]);

    fn check(source: &str, choose: &[(&str, Chosen)], expected: Expect) {
        let mut choices = Choices::default();
        choose.iter().for_each(|(question, chosen)| choices.choose(question, *chosen));
        let data = sample_data(&Config::default());
        let around = Around { data: &data, snippets: &SNIPPETS, slots: &[], now: 0 };
        let shown = with_subject(source, &SNIPPETS, |subject| {
            let findings = lint::check(subject, Fixes::None);
            let Preview { message, questions, names } = preview(subject, &around, &choices, &findings);
            let mut out = match message {
                Ok(message) => to_html_marked(&message.rendered, false, &message.marks),
                Err(error) => format!("{}\n", error.message),
            };
            for switch in questions {
                let places: Vec<&str> = switch.spans.iter().map(|span| span.of(source)).collect();
                let (state, chosen, fixed) = (switch.state, switch.chosen, switch.fixed);
                out.push_str(&format!("{}: {state:?} {chosen} {fixed} {places:?} {:?}\n", switch.text, switch.label));
            }
            for field in names {
                out.push_str(&format!("{} = {}\n", field.name, serde_json::to_string(&field.value).unwrap()));
            }
            out
        });
        expected.assert_eq(&shown);
    }

    const SOURCE: &str = "Hi {{ customer.first_name }},\n\n{% if order.gift %}Please calm down.{% endif %} {% for i in order.items %}{{ i }} {% endfor %}\n{% if order.gift and ticket.x.y %}More.{% endif %}{% render 'bye', who: 'Sam' %}";

    #[test]
    fn the_message_with_its_switches_names_and_findings() {
        check(
            SOURCE,
            &[],
            expect![[r#"
            <p>Hi <mark data-finding="0">Priya</mark>,</p>
            <p>Blue mug Tea towel</p>
            order.gift: Some(Holds(false)) false false ["order.gift"] None
            i in order.items: Some(Rounds(2)) false false ["i in order.items"] None
            order.gift and ticket.x.y: Some(Holds(false)) false false ["order.gift and ticket.x.y"] None
            agent.away: Some(Holds(false)) false false [] Some("bye")
            customer.first_name = "Priya"
            order.gift = null
            order.items = ["Blue mug","Tea towel"]
            ticket.x.y = null
            agent.away = null
        "#]],
        );
    }

    #[test]
    fn a_switch_brings_a_branch_with_its_findings() {
        check(
            SOURCE,
            &[("order.gift", Chosen::Holds(true)), ("agent.away", Chosen::Holds(true))],
            expect![[r#"
            <p>Hi <mark data-finding="0">Priya</mark>,</p>
            <p><mark data-finding="2">Please calm down</mark>. Blue mug Tea towel<br />
            Bye Sam.</p>
            order.gift: Some(Holds(true)) true false ["order.gift"] None
            i in order.items: Some(Rounds(2)) false false ["i in order.items"] None
            order.gift and ticket.x.y: Some(Holds(false)) false false ["order.gift and ticket.x.y"] None
            agent.away: Some(Holds(true)) true false [] Some("bye")
            customer.first_name = "Priya"
            order.gift = null
            order.items = ["Blue mug","Tea towel"]
            ticket.x.y = null
            agent.away = null
        "#]],
        );
    }

    #[test]
    fn what_cannot_be_rendered_is_said_and_the_switches_stay() {
        check(
            "{% if a %}{% render 'x' %}{% endif %}",
            &[("a", Chosen::Holds(true))],
            expect![[r#"
            there is no snippet `x`
            a: None true false ["a"] None
            a = null
        "#]],
        );
        check("", &[], expect![[""]]);
    }

    #[test]
    fn answers() {
        assert_eq!(chosen(&Value::Boolean(false)), Some(Chosen::Holds(false)));
        assert_eq!(chosen(&Value::Integer(2)), Some(Chosen::Rounds(2)));
        assert_eq!(chosen(&Value::Integer(-1)), None);
        assert_eq!(chosen(&Value::Integer(11)), None);
        assert_eq!(chosen(&Value::text("yes")), None);
    }
}
