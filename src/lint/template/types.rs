//! Filters that do not fit the value before them.

use super::names::{Meaning, Names};
use super::place::Place;
use super::scope::Scope;
use super::teller::Teller;
use crate::helpdesk::{FilterFacts, Gives, Kind, Parameter, Takes, filter_facts};
use crate::knowledge::Severity;
use crate::syntax::{Argument, Expression, Filter, Path, Value};
use crate::text::{Edit, Span};

const UNFIT: &str = "template/filter-type";
const UNFIT_ARGUMENT: &str = "template/filter-argument";

/// What kind of value something has, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) kind: Kind,
    /// Whether a text is no more than that: a name or an address, and not a number or a date that was written as text.
    pub(super) only_text: bool,
}

const ANY: Flow = Flow { kind: Kind::Any, only_text: false };

/// The kind of a value as it is written.
pub(super) fn flow(expression: &Expression, scope: &Scope, names: &Names) -> Flow {
    let kind = match &expression.value {
        Value::Path(path) => return of_path(path, scope, names),
        Value::Number(_) => Kind::Number,
        Value::Boolean(_) => Kind::Boolean,
        Value::Range(..) => Kind::List,
        Value::Text(text)
            if !text.chars().any(|letter| letter.is_ascii_digit()) && text != "now" && text != "today" =>
        {
            return Flow { kind: Kind::String, only_text: false };
        }
        _ => Kind::Any,
    };
    Flow { kind, only_text: false }
}

fn of_path(path: &Path, scope: &Scope, names: &Names) -> Flow {
    if scope.is_own(path) {
        let local = scope.local(&path.root.text).filter(|_| path.segments.is_empty());
        return local.map_or(ANY, |local| Flow { kind: local.kind, only_text: false });
    }
    match names.meaning(path) {
        Meaning::Variable(variable, kind) => Flow { kind, only_text: !variable.own && kind == Kind::String },
        Meaning::Spelled(found) => {
            let variable = found.canonical.and_then(|canonical| names.vocabulary.variable(&canonical));
            variable.map_or(ANY, |variable| Flow { kind: variable.kind, only_text: false })
        }
        _ => ANY,
    }
}

/// Follows a value through filters, and tells of those that do not fit.
pub(super) fn through(
    place: &Place,
    teller: &mut Teller,
    value: &Expression,
    filters: &[Filter],
    scope: &Scope,
    names: &Names,
) -> Flow {
    let mut flow = flow(value, scope, names);
    for (number, filter) in filters.iter().enumerate() {
        let Some(facts) = filter_facts(&filter.name.text) else { return ANY };
        if is_misfit(facts, flow) {
            let before = number.checked_sub(1).and_then(|before| filters.get(before));
            let end = before.map_or(value.span.end, |before| before.span.end);
            tell(place, teller, Span::new(value.span.start, end), filter, facts, flow.kind);
            // One misfit is enough: what comes out of it is anyone's guess.
            return ANY;
        }
        arguments(place, teller, filter, facts, scope, names);
        flow = after(facts, flow, filter, scope, names);
    }
    flow
}

/// Whether a filter makes no sense of a value for sure.
pub(super) fn is_misfit(facts: &FilterFacts, flow: Flow) -> bool {
    let kind = flow.kind;
    match facts.takes {
        takes if takes.fits(kind) => false,
        Takes::Number | Takes::Date if kind == Kind::String => flow.only_text,
        // A letter count of anything that is written out is a count.
        Takes::ListOrText => matches!(kind, Kind::Number | Kind::Boolean),
        _ => true,
    }
}

fn after(facts: &FilterFacts, flow: Flow, filter: &Filter, scope: &Scope, names: &Names) -> Flow {
    match facts.gives {
        Gives::Kind(kind) => Flow { kind, only_text: false },
        Gives::Same => flow,
        Gives::Element => ANY,
        Gives::Either => {
            let other = filter.arguments.first().map_or(ANY, |argument| self::flow(&argument.value, scope, names));
            if other.kind == flow.kind { flow } else { ANY }
        }
    }
}

fn tell(place: &Place, teller: &mut Teller, before: Span, filter: &Filter, facts: &FilterFacts, kind: Kind) {
    let value = before.of(place.source);
    let name = facts.name;
    let message = match (facts.takes, kind) {
        (Takes::Number, Kind::Money) => {
            format!("`{name}` needs a number; `{value}` is an amount with its currency sign, which counts as 0")
        }
        (Takes::Text, Kind::List) => {
            format!("`{value}` is a list, and `{name}` would run its values together; join them first")
        }
        (takes, kind) => format!("`{name}` needs {}; `{value}` is {}", takes.as_str(), with_article(kind)),
    };
    let Some(mut told) = teller.tell(place, UNFIT, Severity::Error, filter.name.span, message) else { return };
    if facts.takes == Takes::Text && kind == Kind::List {
        if let Some(comma) = place.quoted(", ") {
            told.fix("Join the values with commas first", vec![Edit::insert(before.end, format!(" | join: {comma}"))]);
        }
    } else {
        let bar = Span::new(before.end, filter.span.end);
        told.fix(format!("Take `{name}` away"), vec![Edit::delete(bar)]);
    }
}

pub(super) fn with_article(kind: Kind) -> String {
    match kind {
        Kind::String => "text".to_owned(),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Money => "an amount of money".to_owned(),
        Kind::Any => "any value".to_owned(),
        kind => format!("a {}", kind.as_str()),
    }
}

/// Values after the colon that cannot be what the filter needs.
fn arguments(place: &Place, teller: &mut Teller, filter: &Filter, facts: &FilterFacts, scope: &Scope, names: &Names) {
    let placed = filter.arguments.iter().filter(|argument| argument.name.is_none());
    let parameters = facts.parameters.iter().filter(|parameter| !parameter.named);
    for (argument, parameter) in placed.zip(parameters) {
        if let Some(kind) = unfit(argument, parameter, scope, names) {
            let (name, needs) = (facts.name, parameter.takes.as_str());
            let written = argument.value.span.of(place.source);
            let message = format!("after `{name}:` comes {needs}; `{written}` is {}", with_article(kind));
            teller.tell(place, UNFIT_ARGUMENT, Severity::Error, argument.value.span, message);
        }
    }
}

/// The kind of an argument that cannot be what the parameter takes.
fn unfit(argument: &Argument, parameter: &Parameter, scope: &Scope, names: &Names) -> Option<Kind> {
    let kind = flow(&argument.value, scope, names).kind;
    let wrong = match (parameter.takes, &argument.value.value) {
        (Takes::Number, Value::Text(text)) => text.trim().parse::<f64>().is_err(),
        (Takes::Number, _) => matches!(kind, Kind::List | Kind::Boolean | Kind::Money | Kind::Url | Kind::Date),
        (Takes::List, Value::Text(_) | Value::Number(_)) => true,
        (Takes::Text, _) => kind == Kind::List,
        _ => false,
    };
    wrong.then_some(match &argument.value.value {
        Value::Text(_) => Kind::String,
        _ => kind,
    })
}
