//! Filters for numbers.

use super::super::fault::Fault;
use super::super::number::{Number, Operation, apply as operate};
use super::super::value::Value;
use super::{Call, Outcome};

pub(super) fn apply(name: &str, call: &Call<'_>) -> Outcome {
    let input = Number::of(&call.input);
    let operand = call.argument(0).map(Number::of);
    let other = operand.unwrap_or(Number::Integer(0));
    match name {
        "abs" => Ok(input.abs().value()),
        "at_least" => Ok(if input.is_less(other) { other } else { input }.value()),
        "at_most" => Ok(if other.is_less(input) { other } else { input }.value()),
        "ceil" => input.whole(true),
        "floor" => input.whole(false),
        "round" => round(input, operand),
        "plus" => operate(input, other, Operation::Plus),
        "minus" => operate(input, other, Operation::Minus),
        "times" => operate(input, other, Operation::Times),
        "divided_by" => operate(input, other, Operation::DividedBy),
        _ => operate(input, other, Operation::Modulo),
    }
}

/// Without places, with 0 of them, or where tens are rounded, the result is a whole number.
fn round(input: Number, places: Option<Number>) -> Result<Value, Fault> {
    let places = places.map_or(Ok(0), Number::truncated)?;
    let rounded = input.round(places);
    if places <= 0 { Ok(Value::Integer(rounded.truncated()?)) } else { Ok(rounded.value()) }
}
