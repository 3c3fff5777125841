//! Where a macro decides what is sent: `if`, `unless`, `case`, `for`.

use super::bindings::Bindings;
use super::facts::{Constant, Facts, Literal, Question};
use crate::syntax::{Block, Comparison, Condition, Expression, ItemKind, Join, Macro, Operator, TagKind, Value};

/// A choice between arms, one of which is taken on every path through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The file where it stands, as in [`super::Place::file`].
    pub file: u16,
    /// Which block of that file.
    pub block: usize,
    /// What holds where an arm is taken, arm by arm.
    pub arms: Vec<Vec<Literal>>,
    /// Which number of the block's arms each is, counting from its opener as 0: not all can be taken where the macro itself
    /// decides. A loop's are none, one, more.
    pub numbers: Vec<u32>,
    /// What to say where an arm is taken, where the arms are not those of the block's tags.
    pub words: Vec<String>,
    /// Whether other choices settle it: it only tells which value a name has.
    pub derived: bool,
}

impl Choice {
    /// A choice at a block, its arms yet to come.
    pub(super) fn of(file: u16, block: usize) -> Self {
        Self { file, block, arms: Vec::new(), numbers: Vec::new(), words: Vec::new(), derived: false }
    }

    /// One that the block's arms settle.
    pub(super) fn derived(file: u16, block: usize) -> Self {
        Self { derived: true, ..Self::of(file, block) }
    }
}

/// Negations of conditions that came before are remembered for this many arms of a chain: those after it are only known
/// to exclude one another.
const LONGEST_MEMORY: usize = 32;

/// So many of what such negations say are remembered.
const MOST_FAILED: usize = 512;

/// Of a condition that joins more than this, nothing is known.
const MOST_JOINED: usize = 32;

/// What is known of a condition before a customer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It always holds, or never.
    Always(bool),
    /// What follows where it holds, and where it fails; `whole` is the condition itself, where it can be told from others.
    Depends { holds: Vec<Literal>, fails: Vec<Literal>, whole: Option<Literal> },
}

impl Answer {
    /// An answer of which nothing is known.
    pub(super) fn open() -> Self {
        Answer::Depends { holds: Vec::new(), fails: Vec::new(), whole: None }
    }

    pub(super) fn negated(self) -> Self {
        match self {
            Answer::Always(holds) => Answer::Always(!holds),
            Answer::Depends { holds, fails, whole } => {
                Answer::Depends { holds: fails, fails: holds, whole: whole.map(Literal::negated) }
            }
        }
    }
}

/// An arm that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arm {
    /// The tag that begins it, counted from the block's opener as 0; for an arm without one, how many tags there are.
    pub(super) tag: usize,
    /// Its number in [`Choice::numbers`].
    pub(super) number: u32,
    /// What holds there.
    pub(super) literals: Vec<Literal>,
}

/// The arms of a chain of conditions, in order, with one for none of them at the end: those that can be taken.
pub(super) fn arms(answers: &[Answer], facts: &Facts) -> Vec<Arm> {
    let mut out = Vec::new();
    let mut failed: Vec<Literal> = Vec::new();
    for (tag, answer) in answers.iter().enumerate() {
        let arm = |literals| Arm { tag, number: tag as u32, literals };
        match answer {
            Answer::Always(false) => {}
            Answer::Always(true) => {
                out.push(arm(failed));
                return out;
            }
            Answer::Depends { holds, fails, .. } => {
                if !facts.excludes(&failed, holds) {
                    out.push(arm(failed.iter().chain(holds).copied().collect()));
                }
                if out.len() <= LONGEST_MEMORY && failed.len() <= MOST_FAILED {
                    if facts.excludes(&failed, fails) {
                        return out;
                    }
                    let new = fails.iter().filter(|literal| !failed.contains(literal));
                    let new: Vec<Literal> = new.copied().collect();
                    failed.extend(new);
                }
            }
        }
    }
    out.push(Arm { tag: answers.len(), number: answers.len() as u32, literals: failed });
    out
}

/// What is known of the tags of a block, its opener first.
pub(super) fn answers(parsed: &Macro, of: &Block, bindings: &Bindings, facts: &mut Facts) -> Vec<Answer> {
    let kind = |item: usize| match parsed.items.get(item).map(|item| &item.kind) {
        Some(ItemKind::Tag(tag)) => Some(&tag.kind),
        _ => None,
    };
    let subject = match kind(of.open) {
        Some(TagKind::Case(subject)) => subject.as_ref(),
        _ => None,
    };
    let mut answer_of = |tag: usize| match kind(tag) {
        Some(TagKind::If(Some(condition)) | TagKind::Elsif(Some(condition))) => answer(condition, bindings, facts),
        Some(TagKind::Unless(Some(condition))) => answer(condition, bindings, facts).negated(),
        Some(TagKind::Case(_)) => Answer::Always(false),
        Some(TagKind::When(values)) => answer_of_when(values, subject, bindings, facts),
        Some(TagKind::Else) => Answer::Always(true),
        _ => Answer::open(),
    };
    std::iter::once(of.open).chain(of.arms.iter().copied()).map(&mut answer_of).collect()
}

/// What is known of any of the values fitting the subject of a `case`.
pub(super) fn answer_of_when(
    values: &[Expression],
    subject: Option<&Expression>,
    bindings: &Bindings,
    facts: &mut Facts,
) -> Answer {
    match subject.and_then(|subject| any_equal(subject, values)) {
        Some(any) => answer(&any, bindings, facts),
        None => Answer::open(),
    }
}

/// The condition that one of `values` equals the subject of a `case`.
pub(super) fn any_equal(subject: &Expression, values: &[Expression]) -> Option<Condition> {
    let equal =
        |value: &Expression| Comparison { left: subject.clone(), right: Some((Operator::Equal, value.clone())) };
    let mut values = values.iter().map(equal);
    let first = values.next()?;
    Some(Condition { first, rest: values.map(|value| (Join::Or, value)).collect(), span: subject.span })
}

/// What is known of a condition. `and` and `or` are evaluated from the right, as Liquid does.
pub(super) fn answer(condition: &Condition, bindings: &Bindings, facts: &mut Facts) -> Answer {
    if condition.rest.len() > MOST_JOINED {
        return Answer::open();
    }
    if condition.rest.is_empty() {
        return of_comparison(&condition.first, bindings, facts);
    }
    let mut key = String::new();
    let mut answer: Option<Answer> = None;
    let joins = condition.rest.iter().map(|(join, _)| Some(*join)).rev().chain([None]);
    let comparisons = std::iter::once(&condition.first).chain(condition.rest.iter().map(|(_, comparison)| comparison));
    let comparisons: Vec<&Comparison> = comparisons.collect();
    let mut right_of: Option<Join> = None;
    for (comparison, join) in comparisons.into_iter().rev().zip(joins) {
        let own = of_comparison(comparison, bindings, facts);
        let own_key = comparison_key(comparison, bindings);
        answer = Some(match (answer, right_of) {
            (Some(right), Some(join)) => {
                key = format!("{own_key} {join:?} ({key})");
                joined(own, join, right, &key, facts)
            }
            _ => {
                key = own_key;
                own
            }
        });
        right_of = join;
    }
    answer.unwrap_or_else(Answer::open)
}

fn joined(left: Answer, join: Join, right: Answer, key: &str, facts: &mut Facts) -> Answer {
    let decides = join == Join::Or;
    match (left, right) {
        (Answer::Always(one), _) | (_, Answer::Always(one)) if one == decides => Answer::Always(decides),
        (Answer::Always(_), other) | (other, Answer::Always(_)) => other,
        (
            Answer::Depends { holds: mut left_holds, fails: mut left_fails, whole: left_whole },
            Answer::Depends { holds: right_holds, fails: right_fails, whole: right_whole },
        ) => {
            let subject = facts.subject(key.to_owned());
            let whole = facts.literal(subject, Question::Truthy);
            if let (Some(left), Some(right)) = (left_whole, right_whole) {
                facts.join(whole, join == Join::And, [left, right]);
            }
            if join == Join::And {
                left_holds.extend(right_holds);
                left_holds.push(whole);
                Answer::Depends { holds: left_holds, fails: vec![whole.negated()], whole: Some(whole) }
            } else {
                left_fails.extend(right_fails);
                left_fails.push(whole.negated());
                Answer::Depends { holds: vec![whole], fails: left_fails, whole: Some(whole) }
            }
        }
    }
}

fn of_comparison(comparison: &Comparison, bindings: &Bindings, facts: &mut Facts) -> Answer {
    let Comparison { left, right } = comparison;
    let Some((operator, right)) = right else {
        return match bindings.constant(left) {
            Some(constant) => Answer::Always(!matches!(constant, Constant::Nil | Constant::Boolean(false))),
            None => about(left, Question::Truthy, bindings, facts),
        };
    };
    let (one, other) = (bindings.constant(left), bindings.constant(right));
    let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    let answer = match (one, other) {
        (Some(one), Some(other)) if is_equality => Answer::Always(one == other),
        (None, Some(constant)) if is_equality => about(left, Question::Equals(constant), bindings, facts),
        (Some(constant), None) if is_equality => about(right, Question::Equals(constant), bindings, facts),
        _ => {
            // That two values differ is the same question as that they are equal.
            let asked = if is_equality { Operator::Equal } else { *operator };
            let subject = facts.subject(key_of_sides(left, asked, right, bindings));
            plain(facts.literal(subject, Question::Truthy))
        }
    };
    if *operator == Operator::NotEqual { answer.negated() } else { answer }
}

/// What a question about `subject` tells.
fn about(subject: &Expression, question: Question, bindings: &Bindings, facts: &mut Facts) -> Answer {
    let Some(key) = bindings.key(subject) else { return Answer::open() };
    let subject = facts.subject(key);
    let literal = facts.literal(subject, question);
    plain(literal)
}

fn plain(literal: Literal) -> Answer {
    Answer::Depends { holds: vec![literal], fails: vec![literal.negated()], whole: Some(literal) }
}

/// A comparison so that equal keys mean the same. What cannot be told has its place in it, and so equals nothing else.
fn comparison_key(comparison: &Comparison, bindings: &Bindings) -> String {
    match &comparison.right {
        Some((operator, right)) => key_of_sides(&comparison.left, *operator, right, bindings),
        None => key_of_side(&comparison.left, bindings),
    }
}

fn key_of_sides(left: &Expression, operator: Operator, right: &Expression, bindings: &Bindings) -> String {
    format!("{} {operator:?} {}", key_of_side(left, bindings), key_of_side(right, bindings))
}

fn key_of_side(expression: &Expression, bindings: &Bindings) -> String {
    if let Some(constant) = bindings.constant(expression) {
        return format!("{constant:?}");
    }
    match expression.value {
        Value::Blank => "blank".to_owned(),
        Value::Empty => "empty".to_owned(),
        _ => bindings.key(expression).unwrap_or_else(|| format!("{}@{:?}", bindings.scope, expression.span)),
    }
}
