//! Branches: which of them can be sent, and what is known inside of each.

use super::conditions::{self, Says, Truth};
use super::facts::{Learnt, Mark};
use super::teller::Teller;
use super::values::Values;
use super::walk::Walk;
use crate::knowledge::Severity;
use crate::syntax::{Condition, Expression, Tag, TagKind, Value};
use crate::text::{Edit, QuickMap, Span};

const ALWAYS: &str = "template/always-true";
const NEVER: &str = "template/never-true";
const UNREACHABLE: &str = "template/unreachable-branch";
const DUPLICATE: &str = "template/duplicate-when";

/// A block that is open.
pub(super) struct Branch<'w> {
    /// Its index among the blocks.
    block: usize,
    /// What was known before it.
    start: Mark,
    /// What is known before its next branch is chosen: nothing that was asked so far held.
    asked: Mark,
    /// What fails where the branch after this one is asked for.
    failing: Learnt,
    /// The condition that always holds, after which nothing is sent.
    settled: Option<Span>,
    /// Whether this branch, or one around it, is never sent: nothing is said of what it decides.
    dead: bool,
    dead_around: bool,
    case: Option<Case>,
    /// What `case` compares, as it is written.
    pub(super) subject: Option<&'w Expression>,
    /// The name that a capture gives.
    pub(super) captures: Option<String>,
}

/// What `case` compares.
struct Case {
    key: Option<String>,
    /// The values so far, as they are written out, with the first place of each.
    seen: QuickMap<String, Span>,
    /// What none of them is; `None` where that cannot be told.
    rest: Option<Values>,
}

/// Opens a block of any kind.
pub(super) fn open(walk: &mut Walk, index: usize) -> bool {
    let blocks = &walk.place.parsed.blocks;
    let Ok(block) = blocks.binary_search_by_key(&index, |block| block.open) else { return false };
    let dead = walk.open.last().is_some_and(|around| around.dead);
    let mark = walk.facts.mark();
    walk.scope.enter();
    walk.open.push(Branch {
        block,
        start: mark,
        asked: mark,
        failing: Learnt::new(),
        settled: None,
        dead,
        dead_around: dead,
        case: None,
        subject: None,
        captures: None,
    });
    true
}

/// Closes the blocks that end before item `index`, and turns to the next branch where the item begins one.
pub(super) fn close_before(walk: &mut Walk, index: usize) {
    let Some(item) = walk.place.parsed.items.get(index) else { return };
    let within = |branch: &Branch<'_>| {
        let blocks = &walk.place.parsed.blocks;
        let own = item.block == Some(branch.block);
        own || blocks.get(branch.block).is_some_and(|block| block.arms.binary_search(&index).is_ok())
    };
    while walk.open.last().is_some_and(|branch| !within(branch)) {
        let Some(branch) = walk.open.pop() else { return };
        walk.facts.back_to(branch.start);
        walk.scope.leave();
        if let Some(name) = branch.captures.as_deref().and_then(|name| walk.scope.defined.names.get(name)) {
            walk.scope.set(name, crate::helpdesk::Kind::Any, None, None);
        }
    }
}

/// `if` or `unless`.
pub(super) fn open_if(walk: &mut Walk, condition: Option<&Condition>, tag: &Tag, index: usize) {
    let turned = matches!(tag.kind, TagKind::Unless(_));
    if open(walk, index) {
        ask(walk, condition, turned, true);
    }
}

/// `elsif`.
pub(super) fn elsif(walk: &mut Walk, condition: Option<&Condition>, tag: &Tag, index: usize) {
    if next(walk, index) && !unreachable(walk, tag) {
        ask(walk, condition, false, false);
    }
}

/// `else`.
pub(super) fn otherwise(walk: &mut Walk, tag: &Tag, index: usize) {
    if !next(walk, index) || unreachable(walk, tag) {
        return;
    }
    let Some(branch) = walk.open.last_mut() else { return };
    if let Some(Case { key: Some(key), rest: Some(rest), .. }) = &branch.case {
        walk.facts.learn(&[(key.clone(), rest.clone())]);
    }
}

/// Turns to the branch of the innermost block that item `index` begins; `false` where it begins none.
fn next(walk: &mut Walk, index: usize) -> bool {
    let Some(branch) = walk.open.last_mut() else { return false };
    let block = walk.place.parsed.blocks.get(branch.block);
    if block.is_none_or(|block| block.arms.binary_search(&index).is_err()) {
        return false;
    }
    walk.facts.back_to(branch.asked);
    let failing = std::mem::take(&mut branch.failing);
    walk.facts.learn(&failing);
    branch.asked = walk.facts.mark();
    branch.dead = branch.dead_around;
    walk.scope.leave();
    walk.scope.enter();
    true
}

/// Tells of a branch that comes after a condition that always holds.
fn unreachable(walk: &mut Walk, tag: &Tag) -> bool {
    let Some(branch) = walk.open.last_mut() else { return false };
    let Some(settled) = branch.settled else { return false };
    branch.dead = true;
    if branch.dead_around {
        return true;
    }
    let message = "this branch is never sent: one of those before it always is".to_owned();
    let told = walk.teller.tell(walk.place, UNREACHABLE, Severity::Error, tag.name.span, message);
    if let Some(mut told) = told {
        told.related(settled, "this always holds here");
    }
    true
}

/// Reads a condition, tells what it decides, and goes on with what holds in its branch.
fn ask(walk: &mut Walk, condition: Option<&Condition>, turned: bool, first: bool) {
    let Some(branch) = walk.open.last_mut() else { return };
    let Some(condition) = condition else { return };
    let (says, truth) = conditions::read(condition, &walk.scope, &mut walk.facts);
    let Says { holding, failing } = says.turned(turned);
    if !branch.dead_around {
        match truth.turned(turned) {
            Truth::Always => {
                branch.settled = Some(condition.span);
                if first {
                    tell_always(walk.teller, walk.place, condition, truth, turned);
                }
            }
            Truth::Never => {
                branch.dead = true;
                tell_never(walk.teller, walk.place, condition, turned, first);
            }
            Truth::Open => {}
        }
    }
    if let Some(branch) = walk.open.last_mut() {
        branch.failing = failing;
    }
    walk.facts.learn(&holding);
}

fn tell_always(teller: &mut Teller, place: &super::place::Place, condition: &Condition, truth: Truth, turned: bool) {
    let text = condition.span.of(place.source);
    let message = match (turned, truth) {
        (true, _) => format!("`{text}` never holds here, so what stands under `unless` is always sent"),
        _ => format!("`{text}` always holds here, so there is nothing to decide"),
    };
    teller.tell(place, ALWAYS, Severity::Error, condition.span, message);
}

fn tell_never(teller: &mut Teller, place: &super::place::Place, condition: &Condition, turned: bool, first: bool) {
    let text = condition.span.of(place.source);
    let (rule, message) = match (turned, first) {
        (true, _) => (NEVER, format!("`{text}` always holds here, so what stands under `unless` is never sent")),
        (false, true) => (NEVER, format!("`{text}` never holds here, so what stands under it is never sent")),
        (false, false) => (
            UNREACHABLE,
            format!("`{text}` never holds here, after what was asked before it, so this branch is never sent"),
        ),
    };
    teller.tell(place, rule, Severity::Error, condition.span, message);
}

/// `case`.
pub(super) fn open_case<'w>(walk: &mut Walk<'w, '_, '_>, subject: Option<&'w Expression>, index: usize) {
    if !open(walk, index) {
        return;
    }
    let key = subject.and_then(|subject| walk.scope.key(subject));
    if let Some(branch) = walk.open.last_mut() {
        branch.subject = subject;
        branch.case = Some(Case { key, seen: QuickMap::default(), rest: Some(Values::all()) });
    }
}

/// `when`: every one that fits is sent, so what comes before says nothing of it.
pub(super) fn when(walk: &mut Walk, values: &[Expression], index: usize) {
    if !next(walk, index) {
        return;
    }
    let place = walk.place;
    let mut any = Some(Values::none());
    for value in values {
        let literal = walk.scope.literal(value);
        any = any.zip(literal.as_ref().and_then(values_of)).map(|(any, more)| any.or(&more));
        let Some(case) = walk.open.last_mut().and_then(|branch| branch.case.as_mut()) else { return };
        let written = match &literal {
            Some(literal) => format!("{literal:?}"),
            None => value.span.of(place.source).to_owned(),
        };
        if let Some(first) = case.seen.get(&written).copied() {
            tell_duplicate(walk, value, values.len(), first);
        } else {
            case.seen.insert(written, value.span);
        }
    }
    let Some(branch) = walk.open.last_mut() else { return };
    let Some(case) = branch.case.as_mut() else { return };
    case.rest = case.rest.as_ref().zip(any.as_ref()).map(|(rest, any)| rest.and(&any.complement()));
    if let (Some(key), Some(any)) = (&case.key, any) {
        walk.facts.learn(&[(key.clone(), any)]);
    }
}

fn values_of(literal: &Value) -> Option<Values> {
    Some(match literal {
        Value::Text(text) => Values::text(text),
        Value::Number(at) => Values::numbers(Some((*at, true)), Some((*at, true))),
        Value::Boolean(value) => Values::boolean(*value),
        Value::Nil => Values::nil(),
        _ => return None,
    })
}

fn tell_duplicate(walk: &mut Walk, value: &Expression, of: usize, first: Span) {
    let text = value.span.of(walk.place.source);
    let message = format!("`{text}` is asked for twice, so both passages are sent; leave one of them");
    let told = walk.teller.tell(walk.place, DUPLICATE, Severity::Error, value.span, message);
    let Some(mut told) = told else { return };
    told.related(first, "asked for here already");
    if of > 1 {
        told.fix(format!("Take `{text}` away here"), without(walk.place.source, value.span).into_iter().collect());
    }
}

/// A value of a list taken away with the comma or `or` before it, or the one behind it.
fn without(source: &str, span: Span) -> Option<Edit> {
    let before = source.get(..span.start)?.trim_end();
    if let Some(rest) = before.strip_suffix(',').or_else(|| before.strip_suffix(" or")) {
        return Some(Edit::delete(Span::new(rest.trim_end().len(), span.end)));
    }
    let after = source.get(span.end..)?;
    let rest = after.trim_start().strip_prefix(',').or_else(|| after.trim_start().strip_prefix("or "))?;
    Some(Edit::delete(Span::new(span.start, source.len() - rest.trim_start().len())))
}
