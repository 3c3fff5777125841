//! The filters of Liquid: which there are, how many arguments each takes, and how each is called.

mod date;
pub(super) mod encode;
mod lists;
mod math;
mod property;
mod replace;
mod strftime;
mod text;

pub use strftime::{date as calendar_date, days as calendar_days};

pub(super) use lists::{end as lists_end, size as lists_size};

use super::budget::Budget;
use super::compare::is_empty;
use super::fault::Fault;
use super::value::Value;

/// What a filter is called with.
pub(super) struct Call<'a> {
    /// What stands before the `|`.
    pub(super) input: Value,
    /// What follows the colon; arguments with names are one object at the end, as Liquid hands them over.
    pub(super) arguments: Vec<Value>,
    /// Whether that object is there.
    pub(super) named: bool,
    /// The seconds since 1970 at which `"now" | date` takes place.
    pub(super) now: i64,
    pub(super) budget: &'a mut Budget,
}

type Outcome = Result<Value, Fault>;

impl Call<'_> {
    fn argument(&self, number: usize) -> Option<&Value> {
        self.arguments.get(number)
    }

    /// An argument as text; empty where it is not there, which [`apply`] rules out for those that must be.
    fn text(&self, number: usize) -> std::sync::Arc<str> {
        self.argument(number).map_or_else(|| "".into(), Value::to_text)
    }
}

/// The least and the most arguments of a filter as Liquid 5.4 takes them, the input not counted. `None` for a name that is
/// no filter.
fn arity(name: &str) -> Option<(usize, usize)> {
    Some(match name {
        "abs"
        | "base64_decode"
        | "base64_encode"
        | "base64_url_safe_decode"
        | "base64_url_safe_encode"
        | "capitalize"
        | "ceil"
        | "downcase"
        | "escape"
        | "escape_once"
        | "first"
        | "floor"
        | "last"
        | "lstrip"
        | "newline_to_br"
        | "reverse"
        | "rstrip"
        | "size"
        | "strip"
        | "strip_html"
        | "strip_newlines"
        | "upcase"
        | "url_decode"
        | "url_encode" => (0, 0),
        "append" | "at_least" | "at_most" | "concat" | "date" | "divided_by" | "map" | "minus" | "modulo" | "plus"
        | "prepend" | "remove" | "remove_first" | "remove_last" | "split" | "times" => (1, 1),
        "compact" | "join" | "round" | "sort" | "sort_natural" | "sum" | "uniq" => (0, 1),
        "default" | "truncate" | "truncatewords" => (0, 2),
        "find" | "find_index" | "has" | "reject" | "replace" | "replace_first" | "slice" | "where" => (1, 2),
        "replace_last" => (2, 2),
        _ => return None,
    })
}

/// Sends a value through a filter. One that does not exist changes nothing.
pub(super) fn apply(name: &str, mut call: Call<'_>) -> Outcome {
    let Some((least, most)) = arity(name) else { return Ok(call.input) };
    let given = call.arguments.len();
    if given < least || given > most {
        return Err(Fault::arguments(given + 1, least + 1, most + 1));
    }
    call.budget.spend(call.input.weight())?;
    let value = match name {
        "abs" | "at_least" | "at_most" | "ceil" | "divided_by" | "floor" | "minus" | "modulo" | "plus" | "round"
        | "times" => math::apply(name, &call),
        "base64_decode"
        | "base64_encode"
        | "base64_url_safe_decode"
        | "base64_url_safe_encode"
        | "escape"
        | "escape_once"
        | "url_decode"
        | "url_encode" => encode::apply(name, &call),
        "date" => date::apply(&call),
        "default" => Ok(default(call)),
        "remove" | "remove_first" | "remove_last" | "replace" | "replace_first" | "replace_last" => {
            replace::apply(name, &mut call)
        }
        "compact" | "concat" | "find" | "find_index" | "first" | "has" | "join" | "last" | "map" | "reject"
        | "reverse" | "size" | "slice" | "sort" | "sort_natural" | "sum" | "uniq" | "where" => {
            lists::apply(name, &mut call)
        }
        _ => text::apply(name, &mut call),
    }?;
    if let Value::Text(text) = &value {
        Budget::fits(text.len())?;
    }
    Ok(value)
}

/// The first argument where the input is nil, false or empty; with `allow_false: true`, false stays.
fn default(mut call: Call<'_>) -> Value {
    let options = if call.named { call.arguments.pop() } else { None };
    let allow_false = match &options {
        Some(Value::Object(options)) => options.get("allow_false").is_some_and(Value::is_true),
        _ => false,
    };
    let missing = if allow_false { matches!(call.input, Value::Nil) } else { !call.input.is_true() };
    if missing || is_empty(&call.input) {
        return call.arguments.into_iter().next().unwrap_or_else(|| Value::text(""));
    }
    call.input
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::FILTERS;

    #[test]
    fn every_filter_of_the_language_is_known() {
        for filter in FILTERS {
            let (_, most) = arity(filter.name).unwrap_or_else(|| panic!("{}", filter.name));
            assert_eq!(most, filter.most + usize::from(!filter.named.is_empty()), "{}", filter.name);
        }
    }
}
