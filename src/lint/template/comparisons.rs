//! Comparisons of values that can never compare: a number with a text in quotes, an amount of money with a number.
//!
//! Told only where the kinds of both sides are certain. An empty text is how authors ask whether there is anything, and is
//! never told.

use super::names::{Meaning, Names};
use super::place::Place;
use super::scope::Scope;
use super::teller::Teller;
use super::types;
use crate::helpdesk::Kind;
use crate::knowledge::Severity;
use crate::syntax::{Comparison, Condition, Expression, Operator, Value};
use crate::text::{Edit, Span};

const UNFIT: &str = "template/comparison-type";

/// What one side of a comparison is, as far as it is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Number,
    /// A number or `true` that a help desk may send as text.
    MaybeText(Kind),
    Boolean,
    /// With its currency sign: a text with digits in it.
    Amount,
    List,
    Text,
    /// A text that is written out.
    Written,
    Unknown,
}

/// Looks at every comparison of a condition.
pub(super) fn look(place: &Place, teller: &mut Teller, condition: &Condition, scope: &Scope, names: &Names) {
    let comparisons = std::iter::once(&condition.first).chain(condition.rest.iter().map(|(_, one)| one));
    for Comparison { left, right } in comparisons {
        let Some((operator, right)) = right else { continue };
        one(place, teller, left, *operator, right, scope, names);
    }
}

/// Looks at what `case` compares with a value of `when`.
pub(super) fn look_at_when(
    place: &Place,
    teller: &mut Teller,
    subject: &Expression,
    value: &Expression,
    scope: &Scope,
    names: &Names,
) {
    let sides = (is(subject, scope, names), is(value, scope, names));
    if let Some(trouble) = equals(sides, subject, value).filter(|_| !is_empty_text(value)) {
        let (subject, written) = (subject.span.of(place.source), value.span.of(place.source));
        let message = format!("{}, so this passage is never sent", trouble.words(subject, written));
        if let Some(mut told) = teller.tell(place, UNFIT, Severity::Error, value.span, message) {
            trouble.unquote(&mut told, value);
        }
    }
}

fn one(
    place: &Place,
    teller: &mut Teller,
    left: &Expression,
    operator: Operator,
    right: &Expression,
    scope: &Scope,
    names: &Names,
) {
    if is_empty_text(left) || is_empty_text(right) {
        return;
    }
    let sides = (is(left, scope, names), is(right, scope, names));
    let span = left.span.cover(right.span);
    let (one, other) = (left.span.of(place.source), right.span.of(place.source));
    let (trouble, so) = match operator {
        Operator::Equal => (equals(sides, left, right), "so this never holds"),
        Operator::NotEqual => (equals(sides, left, right), "so this always holds"),
        Operator::Contains => (contains(sides.0), "so this never holds"),
        _ => (ordered(sides, left, right), ""),
    };
    let Some(trouble) = trouble else { return };
    let message = match so {
        "" => trouble.words(one, other),
        so => format!("{}, {so}", trouble.words(one, other)),
    };
    let Some(mut told) = teller.tell(place, UNFIT, Severity::Error, span, message) else { return };
    if trouble.what == What::ListAndValue && operator == Operator::Equal && sides.0 == Is::List {
        let between = Span::new(left.span.end, right.span.start);
        told.fix("Ask whether it is in the list", vec![Edit::replace(between, " contains ")]);
    }
    trouble.unquote(&mut told, left);
    trouble.unquote(&mut told, right);
}

/// What keeps two sides from comparing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// The kinds are told apart by the quotation marks alone.
    Quotes(Kind),
    /// One is a text, the other a number or true and false.
    Text(Kind),
    /// One is an amount with its sign, the other a number.
    AmountAndNumber,
    /// One is an amount, the other a text without a digit.
    AmountAndWord,
    /// One is a list.
    ListAndValue,
    /// True or false against a number.
    BooleanAndNumber,
    /// Asked which is larger, of something that has no size.
    NoOrder(Kind),
    /// Asked which is larger, of a text and a number.
    TextAndNumber,
    /// Asked what a number or true and false contains.
    ContainsNothing(Kind),
}

struct Trouble {
    what: What,
    /// Whether the left side is the one that the words begin with.
    left_first: bool,
    /// Whether an order was asked for.
    ordered: bool,
}

impl Trouble {
    fn new(what: What, left_first: bool) -> Self {
        Self { what, left_first, ordered: false }
    }

    fn words(&self, left: &str, right: &str) -> String {
        let (one, other) = if self.left_first { (left, right) } else { (right, left) };
        let end = if self.ordered { "help desks print an error there" } else { "the two are never the same" };
        match self.what {
            What::Quotes(kind) => {
                format!("`{one}` is {}, and in quotation marks `{other}` is text: {end}", types::with_article(kind))
            }
            What::Text(kind) => format!("`{one}` is {} and `{other}` is text: {end}", types::with_article(kind)),
            What::AmountAndNumber => {
                format!("`{one}` is an amount with its currency sign and `{other}` is a number: {end}")
            }
            What::AmountAndWord => format!("`{one}` is an amount and `{other}` is none: {end}"),
            What::ListAndValue => format!("`{one}` is a list and `{other}` is a single value: {end}"),
            What::BooleanAndNumber => format!("`{one}` is true or false and `{other}` is a number: {end}"),
            What::NoOrder(kind) => {
                format!("`{one}` is {} and has no size to compare, so this never holds", types::with_article(kind))
            }
            What::TextAndNumber => format!("`{one}` is text and `{other}` is a number: {end}"),
            What::ContainsNothing(kind) => format!("`{one}` is {} and contains nothing", types::with_article(kind)),
        }
    }

    /// Offers to take the quotation marks away where `value` is what stands in them.
    fn unquote(&self, told: &mut super::teller::Told, value: &Expression) {
        let (What::Quotes(_), Value::Text(text)) = (self.what, &value.value) else { return };
        told.fix("Take the quotation marks away", vec![Edit::replace(value.span, text.trim())]);
    }
}

/// Why two sides are never the same.
fn equals((left, right): (Is, Is), one: &Expression, other: &Expression) -> Option<Trouble> {
    let of = |left: Is, right: Is, written: &Expression| {
        let text = match &written.value {
            Value::Text(text) => Some(text.trim()),
            _ => None,
        };
        let says = |kind: Kind| text.is_some_and(|text| is_of(text, kind));
        Some(match (left, right) {
            (Is::Number, Is::Written) if says(Kind::Number) => What::Quotes(Kind::Number),
            (Is::Boolean, Is::Written) if says(Kind::Boolean) => What::Quotes(Kind::Boolean),
            (Is::MaybeText(kind), Is::Written) if says(kind) => return None,
            (Is::Number | Is::MaybeText(Kind::Number), Is::Written) => What::Text(Kind::Number),
            (Is::Boolean | Is::MaybeText(_), Is::Written) => What::Text(Kind::Boolean),
            (Is::Amount, Is::Number) => What::AmountAndNumber,
            (Is::Amount, Is::Written) if !text.is_some_and(|text| text.contains(|c: char| c.is_ascii_digit())) => {
                What::AmountAndWord
            }
            (Is::List, Is::Number | Is::Boolean | Is::Written | Is::Amount) => What::ListAndValue,
            (Is::Boolean, Is::Number) => What::BooleanAndNumber,
            _ => return None,
        })
    };
    let straight = of(left, right, other).map(|what| Trouble::new(what, true));
    straight.or_else(|| of(right, left, one).map(|what| Trouble::new(what, false)))
}

/// Why something contains nothing.
fn contains(left: Is) -> Option<Trouble> {
    let kind = match left {
        Is::Number => Kind::Number,
        Is::Boolean => Kind::Boolean,
        _ => return None,
    };
    Some(Trouble::new(What::ContainsNothing(kind), true))
}

/// Why one side is neither larger nor smaller than the other.
fn ordered((left, right): (Is, Is), one: &Expression, other: &Expression) -> Option<Trouble> {
    let of = |left: Is, right: Is, written: &Expression| {
        let numeric = matches!(&written.value, Value::Text(text) if is_of(text.trim(), Kind::Number));
        Some(match (left, right) {
            (Is::List, _) => What::NoOrder(Kind::List),
            (Is::Boolean, _) => What::NoOrder(Kind::Boolean),
            (Is::Number | Is::MaybeText(Kind::Number), Is::Written) if numeric => What::Quotes(Kind::Number),
            (Is::Number | Is::MaybeText(Kind::Number), Is::Written) => What::Text(Kind::Number),
            (Is::Amount, Is::Number) => What::AmountAndNumber,
            (Is::Text, Is::Number) => What::TextAndNumber,
            _ => return None,
        })
    };
    let straight = of(left, right, other).map(|what| Trouble { ordered: true, ..Trouble::new(what, true) });
    straight.or_else(|| of(right, left, one).map(|what| Trouble { ordered: true, ..Trouble::new(what, false) }))
}

/// Whether a text reads like a value of a kind.
fn is_of(text: &str, kind: Kind) -> bool {
    match kind {
        Kind::Number => {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
                && text.parse::<f64>().is_ok()
        }
        Kind::Boolean => matches!(text, "true" | "false"),
        _ => false,
    }
}

fn is_empty_text(value: &Expression) -> bool {
    matches!(&value.value, Value::Text(text) if text.trim().is_empty())
}

fn is(value: &Expression, scope: &Scope, names: &Names) -> Is {
    match &value.value {
        Value::Text(_) => return Is::Written,
        Value::Number(_) => return Is::Number,
        Value::Boolean(_) => return Is::Boolean,
        Value::Nil | Value::Empty | Value::Blank | Value::Broken => return Is::Unknown,
        _ => {}
    }
    let flow = types::flow(value, scope, names);
    match flow.kind {
        Kind::Number | Kind::Boolean if may_be_text(value, scope, names) => Is::MaybeText(flow.kind),
        Kind::Number => Is::Number,
        Kind::Boolean => Is::Boolean,
        Kind::Money => Is::Amount,
        Kind::List => Is::List,
        Kind::String | Kind::Url if flow.only_text => Is::Text,
        _ => Is::Unknown,
    }
}

/// Whether a number or true and false is the help desk's own, which may send it as text; a workspace that declares a variable
/// says what it is, and a count is made here.
fn may_be_text(value: &Expression, scope: &Scope, names: &Names) -> bool {
    let Value::Path(path) = &value.value else { return false };
    if scope.is_own(path) {
        return false;
    }
    match names.meaning(path) {
        Meaning::Variable(variable, kind) => !variable.own && kind == variable.kind,
        _ => true,
    }
}
