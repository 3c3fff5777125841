//! Numbers as Liquid computes with them: whole numbers stay whole, and numbers with a point are exact decimals until the
//! result, so that `0.1 | plus: 0.2` is `0.3`.

use super::fault::Fault;
use super::value::Value;

/// The most decimal places that a quotient is computed to: more than a float can hold.
const PLACES: u32 = 40;

/// `digits` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    scale: u32,
}

/// What a value is in arithmetic.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Integer(i128),
    Decimal(Decimal),
    /// Too great or too fine to be exact here.
    Float(f64),
}

/// The operations of filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Plus,
    Minus,
    Times,
    DividedBy,
    Modulo,
}

impl Number {
    /// A value as a number: texts as far as they begin with one, and 0 for all else.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Integer(number) => Number::Integer(*number),
            Value::Float(number) => Number::of_float(*number),
            Value::Text(text) => Number::of_text(text),
            _ => Number::Integer(0),
        }
    }

    fn of_float(number: f64) -> Self {
        // Exact decimals have no zero below zero.
        if number == 0.0 && number.is_sign_negative() {
            return Number::Float(number);
        }
        let text = format!("{number}");
        Decimal::parse(&text).map_or(Number::Float(number), Number::Decimal)
    }

    fn of_text(text: &str) -> Self {
        let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{b}' || c == '\0');
        let unsigned = trimmed.strip_prefix('-').unwrap_or(trimmed);
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match unsigned.split_once('.') {
            Some((whole, part)) if all_digits(whole) && all_digits(part) => match Decimal::parse(trimmed) {
                Some(decimal) => Number::Decimal(decimal),
                None => Number::Float(trimmed.parse().unwrap_or_default()),
            },
            _ => Number::Integer(leading_integer(text)),
        }
    }

    /// As a value, decimals as floats.
    pub(super) fn value(self) -> Value {
        match self {
            Number::Integer(number) => Value::Integer(number),
            Number::Decimal(decimal) => Value::Float(decimal.float()),
            Number::Float(number) => Value::Float(number),
        }
    }

    pub(super) fn float(self) -> f64 {
        match self {
            Number::Integer(number) => number as f64,
            Number::Decimal(decimal) => decimal.float(),
            Number::Float(number) => number,
        }
    }

    fn decimal(self) -> Option<Decimal> {
        match self {
            Number::Integer(digits) => Some(Decimal { digits, scale: 0 }),
            Number::Decimal(decimal) => Some(decimal),
            Number::Float(_) => None,
        }
    }

    /// Without its sign.
    pub(super) fn abs(self) -> Self {
        match self {
            Number::Integer(number) => Number::Integer(number.saturating_abs()),
            Number::Decimal(decimal) => Number::Decimal(Decimal { digits: decimal.digits.saturating_abs(), ..decimal }),
            Number::Float(number) => Number::Float(number.abs()),
        }
    }

    /// Whether it is less than `other`.
    pub(super) fn is_less(self, other: Self) -> bool {
        match (self.decimal(), other.decimal()) {
            (Some(a), Some(b)) => match aligned(a, b) {
                Some((a, b, _)) => a < b,
                None => self.float() < other.float(),
            },
            _ => self.float() < other.float(),
        }
    }

    /// The next whole number down, or up.
    pub(super) fn whole(self, up: bool) -> Result<Value, Fault> {
        match self {
            Number::Integer(number) => Ok(Value::Integer(number)),
            Number::Decimal(decimal) => {
                let unit = power(decimal.scale).unwrap_or(i128::MAX);
                let down = decimal.digits.div_euclid(unit);
                let exact = decimal.digits.rem_euclid(unit) == 0;
                Ok(Value::Integer(if up && !exact { down + 1 } else { down }))
            }
            Number::Float(number) => whole_float(if up { number.ceil() } else { number.floor() }),
        }
    }

    /// Rounded to `places` decimal places, halves away from zero; a negative number of places rounds tens, hundreds …
    pub(super) fn round(self, places: i128) -> Self {
        match self {
            Number::Integer(number) if places >= 0 => Number::Integer(number),
            Number::Integer(number) => Number::Integer(round_to(number, clamped(places.saturating_neg()))),
            Number::Decimal(decimal) => {
                let cut = i128::from(decimal.scale).saturating_sub(places);
                if cut <= 0 {
                    return self;
                }
                match round_to(decimal.digits, clamped(cut)) {
                    0 if decimal.digits < 0 => Number::Float(-0.0),
                    digits => Number::Decimal(Decimal { digits, ..decimal }),
                }
            }
            Number::Float(number) => Number::Float(number.round()),
        }
    }

    /// As a whole number, what follows the point cut off.
    pub(super) fn truncated(self) -> Result<i128, Fault> {
        match self {
            Number::Integer(number) => Ok(number),
            Number::Decimal(decimal) => Ok(decimal.digits / power(decimal.scale).unwrap_or(i128::MAX)),
            Number::Float(number) => match whole_float(number.trunc())? {
                Value::Integer(number) => Ok(number),
                _ => Ok(0),
            },
        }
    }
}

fn clamped(number: i128) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn whole_float(number: f64) -> Result<Value, Fault> {
    if number.is_nan() || number.is_infinite() {
        let name =
            if number.is_nan() { "'NaN' (Not a Number)".to_owned() } else { format!("'{}'", float_text(number)) };
        return Err(Fault::liquid(format!("Computation results in {name}")));
    }
    // Saturating, as `as` is: such numbers are beyond exactness anyway.
    Ok(Value::Integer(number as i128))
}

fn round_to(number: i128, zeros: u32) -> i128 {
    let Some(unit) = power(zeros) else { return 0 };
    let down = number.abs() / unit * unit;
    let up = number.abs() - down >= unit - unit / 2;
    let rounded = if up && unit > 1 { down.saturating_add(unit) } else { down };
    if number < 0 { -rounded } else { rounded }
}

fn power(exponent: u32) -> Option<i128> {
    10i128.checked_pow(exponent)
}

impl Decimal {
    /// From plain digits with at most one point.
    fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let part = part.trim_end_matches('0');
        let digits = format!("{whole}{part}").parse().ok()?;
        let scale = u32::try_from(part.len()).ok()?;
        power(scale)?;
        Some(Self { digits, scale })
    }

    fn float(self) -> f64 {
        // The parser of the standard library rounds exactly; a division of floats would round twice.
        format!("{}e-{}", self.digits, self.scale).parse().unwrap_or_default()
    }
}

/// Both with as many places, and how many.
fn aligned(a: Decimal, b: Decimal) -> Option<(i128, i128, u32)> {
    let scale = a.scale.max(b.scale);
    let raise = |decimal: Decimal| decimal.digits.checked_mul(power(scale - decimal.scale)?);
    Some((raise(a)?, raise(b)?, scale))
}

/// `a` and `b` through an operation, as Ruby's integers and exact decimals do it.
pub(super) fn apply(a: Number, b: Number, operation: Operation) -> Result<Value, Fault> {
    let whole = matches!((a, b), (Number::Integer(_), Number::Integer(_)));
    // Numbers with a point have an infinity; the remainder of a division by nothing is an error for them too.
    let refuses = operation == Operation::Modulo || operation == Operation::DividedBy && whole;
    if refuses && b.float() == 0.0 {
        return Err(Fault::liquid("divided by 0"));
    }
    if let (Number::Integer(a), Number::Integer(b)) = (a, b)
        && let Some(exact) = integers(a, b, operation)
    {
        return Ok(Value::Integer(exact));
    }
    let exact = a.decimal().zip(b.decimal()).and_then(|(a, b)| decimals(a, b, operation));
    Ok(Value::Float(exact.unwrap_or_else(|| floats(a.float(), b.float(), operation))))
}

fn integers(a: i128, b: i128, operation: Operation) -> Option<i128> {
    match operation {
        Operation::Plus => a.checked_add(b),
        Operation::Minus => a.checked_sub(b),
        Operation::Times => a.checked_mul(b),
        Operation::DividedBy => {
            a.checked_div(b).map(|down| if a % b != 0 && (a < 0) != (b < 0) { down - 1 } else { down })
        }
        Operation::Modulo => floored(a, b),
    }
}

/// The remainder with the sign of `b`.
fn floored(a: i128, b: i128) -> Option<i128> {
    let rest = a.checked_rem(b)?;
    Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
}

fn decimals(a: Decimal, b: Decimal, operation: Operation) -> Option<f64> {
    let (x, y, scale) = aligned(a, b)?;
    let exact = |digits: i128, scale: u32| Some(Decimal { digits, scale }.float());
    match operation {
        Operation::Plus => exact(x.checked_add(y)?, scale),
        Operation::Minus => exact(x.checked_sub(y)?, scale),
        Operation::Times => match a.digits.checked_mul(b.digits)? {
            0 if (x < 0) != (y < 0) => Some(-0.0),
            digits => exact(digits, a.scale + b.scale),
        },
        Operation::Modulo => exact(floored(x, y)?, scale),
        Operation::DividedBy if y == 0 => None,
        Operation::DividedBy => quotient(x, y),
    }
}

/// `x / y` by long division, to more places than a float holds.
fn quotient(x: i128, y: i128) -> Option<f64> {
    let (top, bottom) = (x.unsigned_abs(), y.unsigned_abs());
    let mut text = format!("{}{}.", if (x < 0) != (y < 0) { "-" } else { "" }, top / bottom);
    let mut rest = top % bottom;
    for _ in 0..PLACES {
        rest = rest.checked_mul(10)?;
        text.push(char::from(b'0' + u8::try_from(rest / bottom).ok()?));
        rest %= bottom;
    }
    text.parse().ok()
}

fn floats(a: f64, b: f64, operation: Operation) -> f64 {
    match operation {
        Operation::Plus => a + b,
        Operation::Minus => a - b,
        Operation::Times => a * b,
        Operation::DividedBy => a / b,
        Operation::Modulo => a - b * (a / b).floor(),
    }
}

/// The whole number that a text begins with, or 0: Ruby's `to_i`.
pub(super) fn leading_integer(text: &str) -> i128 {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{b}');
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..)),
        Some(b'+') => (false, text.get(1..)),
        _ => (false, Some(text)),
    };
    let mut number: i128 = 0;
    let mut underscore = true;
    for byte in digits.unwrap_or_default().bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number.saturating_mul(10).saturating_add(i128::from(byte - b'0'));
                underscore = false;
            }
            b'_' if !underscore => underscore = true,
            _ => break,
        }
    }
    if negative { -number } else { number }
}

/// The whole number that a value is, for arguments that must be one.
pub(super) fn strict_integer(value: &Value) -> Result<i128, Fault> {
    if let Value::Integer(number) = value {
        return Ok(*number);
    }
    parse_integer(&value.to_text()).ok_or_else(|| Fault::liquid("invalid integer"))
}

/// All of `text` as a whole number as Ruby's `Integer` reads it, with `_` between digits and prefixes such as `0x`.
fn parse_integer(text: &str) -> Option<i128> {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{b}');
    let (negative, unsigned) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let lower = unsigned.to_ascii_lowercase();
    let (radix, digits) = match lower.get(..2) {
        Some("0x") => (16, lower.get(2..)),
        Some("0b") => (2, lower.get(2..)),
        Some("0o") => (8, lower.get(2..)),
        Some("0d") => (10, lower.get(2..)),
        Some(_) if lower.starts_with('0') => (8, lower.get(1..).map(|rest| rest.strip_prefix('_').unwrap_or(rest))),
        _ => (10, Some(lower.as_str())),
    };
    let digits = digits?;
    let odd = digits.starts_with(['_', '-', '+']) || digits.ends_with('_') || digits.contains("__");
    if odd {
        return None;
    }
    let number = i128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some(if negative { -number } else { number })
}

/// A float as Ruby prints it: always with a point, and with an exponent where it is very great or small.
pub(super) fn float_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number < 0.0 { "-Infinity" } else { "Infinity" }.to_owned();
    }
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        let plain = format!("{number}");
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}{point}e{sign}{:02}", exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_in_ruby() {
        let check = |number: f64, expected: &str| assert_eq!(float_text(number), expected);
        check(1.0, "1.0");
        check(-0.0, "-0.0");
        check(0.1, "0.1");
        check(1e15, "1000000000000000.0");
        check(1e16, "1.0e+16");
        check(1.5e300, "1.5e+300");
        check(0.0001, "0.0001");
        check(0.00001, "1.0e-05");
        check(123456789.125, "123456789.125");
    }

    #[test]
    fn texts_as_whole_numbers() {
        assert_eq!(
            ["12abc", " -5", "+7", "1_000", "1__0", "abc", "", "_1"].map(leading_integer),
            [12, -5, 7, 1000, 1, 0, 0, 0]
        );
        let all = ["12", " 12\n", "-0x1A", "010", "1_0", "0b11", "1.0", "", "1__0", "0", "08"].map(parse_integer);
        let expected = [Some(12), Some(12), Some(-26), Some(8), Some(10), Some(3), None, None, None, Some(0), None];
        assert_eq!(all, expected);
    }
}
