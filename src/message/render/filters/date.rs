//! `date`: a day or a moment in the words of a format. Times without a zone are those of UTC.

use super::super::fault::Fault;
use super::super::value::Value;
use super::strftime::{Time, date, days, strftime};
use super::{Call, Outcome};

/// What is not understood as a date stays as it is.
pub(super) fn apply(call: &Call<'_>) -> Outcome {
    let format = call.text(0);
    if format.is_empty() {
        return Ok(call.input.clone());
    }
    let time = match &call.input {
        Value::Integer(seconds) => i64::try_from(*seconds).ok().filter(|seconds| seconds.abs() < 1 << 40).map(utc),
        Value::Text(text) => read(&text.to_lowercase(), call.now),
        _ => None,
    };
    let Some(time) = time else { return Ok(call.input.clone()) };
    match strftime(time, &format) {
        Some(text) => Ok(Value::text(text)),
        None => Err(Fault::liquid(format!("invalid format: {format}"))),
    }
}

fn utc(seconds: i64) -> Time {
    Time { seconds, nanoseconds: 0, offset: None }
}

/// What could be read of a date so far.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    year: Option<i64>,
    month: Option<u32>,
    day: Option<u32>,
    /// Hour, minute, second.
    clock: Option<(i64, i64, i64)>,
    nanoseconds: u32,
    afternoon: Option<bool>,
    /// Seconds ahead of UTC.
    offset: Option<Option<i32>>,
}

/// A date as people and programs write them, in lower case.
fn read(text: &str, now: i64) -> Option<Time> {
    if matches!(text, "now" | "today") {
        return Some(utc(now));
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|seconds| *seconds < 1 << 40).map(utc);
    }
    let mut found = Read::default();
    // The `t` between a day and a clock is a blank like any other.
    let spaced = between_digits(text);
    let mut numbers = Vec::new();
    for word in spaced.split([' ', ',', '\t', '\n']).filter(|word| !word.is_empty()) {
        take(word, &mut found, &mut numbers);
    }
    place(&numbers, &mut found);
    finish(found, now)
}

/// `2026-02-20t10:00` as `2026-02-20 10:00`.
fn between_digits(text: &str) -> String {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut before = None;
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(character) = rest.next() {
        let joins = character == 't' && digit(before) && digit(rest.peek().copied());
        out.push(if joins { ' ' } else { character });
        before = Some(character);
    }
    out
}

fn take(word: &str, found: &mut Read, numbers: &mut Vec<(i64, usize)>) {
    if let Some(rest) = clock(word, found) {
        if !rest.is_empty() {
            take(rest, found, numbers);
        }
        return;
    }
    match word {
        "am" | "a.m." | "pm" | "p.m." => {
            found.afternoon = Some(word.starts_with('p'));
            if found.clock.is_none() && numbers.last().is_some_and(|(_, digits)| *digits <= 2) {
                found.clock = numbers.pop().map(|(hour, _)| (hour, 0, 0));
            }
        }
        "z" => found.offset = Some(None),
        _ if zone(word).is_some() => found.offset = zone(word).map(Some),
        _ if found.clock.is_some() && word.starts_with(['+', '-']) => found.offset = offset(word).map(Some),
        _ if month(word).is_some() => found.month = month(word),
        _ if dashed(word, found) => {}
        _ => {
            let (year, word) = word.strip_prefix('\'').map_or((false, word), |year| (true, year));
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let (number, ending) = word.split_at_checked(digits).unwrap_or((word, ""));
            if ending == "z" {
                found.offset = Some(None);
            }
            match (number.parse(), ending) {
                (Ok(number), "") if year => found.year = Some(full_year(number, digits)),
                (Ok(number), "" | "st" | "nd" | "rd" | "th" | "." | "z") => numbers.push((number, digits)),
                _ => {}
            }
        }
    }
}

/// `10:30`, `10:30:15.5z`, `3pm`: gives what follows the clock in the same word.
fn clock<'a>(word: &'a str, found: &mut Read) -> Option<&'a str> {
    let (hour, rest) = digits(word, 2)?;
    if let Some(afternoon) = match rest {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    } {
        found.clock = Some((hour, 0, 0));
        found.afternoon = Some(afternoon);
        return Some("");
    }
    let (minute, mut rest) = digits(rest.strip_prefix(':')?, 2)?;
    let mut second = 0;
    if let Some((value, after)) = rest.strip_prefix(':').and_then(|rest| digits(rest, 2)) {
        (second, rest) = (value, after);
        if let Some(fraction) = rest.strip_prefix('.') {
            let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let (fraction, after) = fraction.split_at_checked(length).unwrap_or((fraction, ""));
            let nine: String = fraction.chars().chain(std::iter::repeat('0')).take(9).collect();
            found.nanoseconds = nine.parse().unwrap_or_default();
            rest = after;
        }
    }
    found.clock = Some((hour, minute, second));
    Some(rest)
}

/// At most `most` digits at the start, as a number, and the rest.
fn digits(text: &str, most: usize) -> Option<(i64, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(length)?;
    if length == 0 || length > most {
        return None;
    }
    Some((number.parse().ok()?, rest))
}

fn offset(word: &str) -> Option<i32> {
    let sign = if word.starts_with('-') { -1 } else { 1 };
    let plain: String = word.chars().filter(char::is_ascii_digit).collect();
    let part = |range: std::ops::Range<usize>| plain.get(range).map_or(Some(0), |part| part.parse::<i32>().ok());
    (plain.len() == 2 || plain.len() == 4).then_some(())?;
    Some(sign * (part(0..2)? * 3600 + part(2..4)? * 60))
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?;
    let known = word.trim_end_matches('.').chars().all(char::is_alphabetic);
    let place = MONTHS.iter().position(|month| *month == start).filter(|_| known)?;
    u32::try_from(place + 1).ok()
}

/// Zones whose letters Ruby knows; all others count as that of this clock.
fn zone(word: &str) -> Option<i32> {
    let hours = match word {
        "utc" | "ut" | "gmt" => 0,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => return None,
    };
    Some(hours * 3600)
}

/// `2026-02-20`, `2026/02/20`, `20/2/2026`, `20.02.2026`, `20-feb-2026`, and `2026-051`, the 51st day.
fn dashed(word: &str, found: &mut Read) -> bool {
    let Some(mark) = ['-', '/', '.'].into_iter().find(|mark| word.contains(*mark)) else { return false };
    let parts: Vec<&str> = word.split(mark).collect();
    let number = |part: &str| digits(part, 4).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number);
    let small = |part: &str| number(part).and_then(|number| u32::try_from(number).ok());
    let (year, month, day) = match *parts.as_slice() {
        [year, day] if mark == '-' && year.len() == 4 && day.len() == 3 => {
            let (Some(year), Some(day)) = (number(year), number(day)) else { return false };
            let (year, month, day) = date(days(year, 1, 1) + day - 1);
            (found.year, found.month, found.day) = (Some(year), Some(month), Some(day));
            return true;
        }
        [first, second] if mark == '/' => {
            let (Some(first), Some(second)) = (small(first), small(second)) else { return false };
            (found.month, found.day) = (Some(first), Some(second));
            return true;
        }
        [first, word, last] if month(word).is_some() => (last, month(word), small(first)),
        [first, second, last] if last.len() > 2 || mark == '.' && first.len() <= 2 => {
            (last, small(second), small(first))
        }
        [first, second, last] => (first, small(second), small(last)),
        _ => return false,
    };
    let (Some(number), Some(month), Some(day)) = (number(year), month, day) else { return false };
    (found.year, found.month, found.day) = (Some(full_year(number, year.len())), Some(month), Some(day));
    true
}

/// Two digits are a year of the last or of this century.
fn full_year(year: i64, digits: usize) -> i64 {
    match (digits, year) {
        (1 | 2, 69..) => year + 1900,
        (1 | 2, _) => year + 2000,
        _ => year,
    }
}

/// Numbers that stand alone: beside a month, one of up to two digits is the day and one of more the year.
fn place(numbers: &[(i64, usize)], found: &mut Read) {
    for (number, digits) in numbers {
        if *digits == 6 && found.year.is_some() && found.clock.is_none() {
            found.clock = Some((number / 10_000, number / 100 % 100, number % 100));
        } else if *digits == 1 && found.month.is_none() {
            continue;
        } else if *digits <= 2 && found.day.is_none() {
            found.day = u32::try_from(*number).ok();
        } else if *digits == 8 && found.year.is_none() {
            found.year = Some(number / 10_000);
            found.month = u32::try_from(number / 100 % 100).ok();
            found.day = u32::try_from(number % 100).ok();
        } else if found.year.is_none() {
            found.year = Some(full_year(*number, *digits));
        }
    }
}

/// What is not said is that of today where it is greater than what is said, and the first where it is less.
fn finish(found: Read, now: i64) -> Option<Time> {
    if found.year.is_none() && found.month.is_none() && found.day.is_none() && found.clock.is_none() {
        return None;
    }
    let (this_year, this_month, today) = date(now.div_euclid(86_400));
    let year = found.year.unwrap_or(this_year);
    let month = found.month.unwrap_or(if found.year.is_some() { 1 } else { this_month });
    let day = found.day.unwrap_or(if found.year.is_some() || found.month.is_some() { 1 } else { today });
    let (mut hour, minute, second) = found.clock.unwrap_or_default();
    if let Some(afternoon) = found.afternoon {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    // The 31st of a short month is the 1st of the next.
    let whole = days(year, month, day);
    let late = hour == 24 && (minute, second) != (0, 0);
    let possible = (1..=12).contains(&month) && (1..=31).contains(&day) && hour <= 24 && minute <= 59 && second <= 60;
    if !possible || late || year.abs() > 9999 {
        return None;
    }
    let offset = found.offset.flatten().filter(|offset| *offset != 0);
    let seconds = whole * 86_400 + hour * 3600 + minute * 60 + second - i64::from(offset.unwrap_or_default());
    Some(Time { seconds, nanoseconds: found.nanoseconds, offset })
}
