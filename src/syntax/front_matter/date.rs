//! Days of the calendar, as authors write them.

/// A day that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    year: u32,
    month: u32,
    day: u32,
}

/// What a text says about a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A day, written `YYYY-MM-DD`.
    Good,
    /// A day in another form that can mean nothing else; here as it should be written.
    OtherForm(String),
    /// `YYYY-MM-DD` or another clear form, and no such day; why, as a part of a sentence.
    NoSuchDay(String),
    /// Two numbers that could each be the month.
    Ambiguous,
    /// No date.
    NotADate,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads `text` as a day.
pub(super) fn read(text: &str) -> Reading {
    // Longer than any date; the author pasted something else.
    if text.len() > 64 {
        return Reading::NotADate;
    }
    let date = without_time(text.trim());
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if is_year(year) => numbers(text, number(year), number(month), number(day)),
        [first, second, year] if is_year(year) => day_first(text, first, second, number(year)),
        [digits] if digits.len() == 8 => compact(text, digits),
        _ => Reading::NotADate,
    }
}

/// YAML's own form of a moment: what follows the day is dropped.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', 't', ' ']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    }
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && number(part).is_some()
}

fn number(part: &str) -> Option<u32> {
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    part.parse().ok()
}

fn numbers(text: &str, year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Reading {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Reading::NotADate };
    match Day::new(year, month, day) {
        Err(why) => Reading::NoSuchDay(why),
        Ok(day) if day.to_string() == text => Reading::Good,
        Ok(day) => Reading::OtherForm(day.to_string()),
    }
}

/// `1 March 2027`, `March 1, 2027`, `31/12/2027`.
fn day_first(text: &str, first: &str, second: &str, year: Option<u32>) -> Reading {
    if let Some(month) = month_of(second) {
        return numbers(text, year, Some(month), number(first.trim_end_matches(char::is_alphabetic)));
    }
    if let Some(month) = month_of(first) {
        return numbers(text, year, Some(month), number(second.trim_end_matches(char::is_alphabetic)));
    }
    match (number(first), number(second)) {
        (Some(day), Some(month)) if day > 12 && month <= 12 => numbers(text, year, Some(month), Some(day)),
        (Some(month), Some(day)) if day > 12 && month <= 12 => numbers(text, year, Some(month), Some(day)),
        (Some(same), Some(other)) if same == other => numbers(text, year, Some(same), Some(other)),
        (Some(_), Some(_)) => Reading::Ambiguous,
        _ => Reading::NotADate,
    }
}

fn compact(text: &str, digits: &str) -> Reading {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(number);
    match numbers(text, part(0, 4), part(4, 6), part(6, 8)) {
        Reading::NoSuchDay(_) => Reading::NotADate,
        reading => reading,
    }
}

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let named = |month: &&str| {
        word.len() >= 3 && (month.starts_with(word.as_str()) || word == "sept" && month.starts_with("sept"))
    };
    MONTHS.iter().zip(1..).find(|(month, _)| named(month)).map(|(_, number)| number)
}

impl Day {
    fn new(year: u32, month: u32, day: u32) -> Result<Self, String> {
        let Some(name) = (month as usize).checked_sub(1).and_then(|index| MONTHS.get(index)) else {
            return Err(format!("there is no month {month}"));
        };
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if day == 0 || day > days {
            let (first, rest) = name.split_at(1);
            return Err(format!("{}{rest} {year} has {days} days", first.to_uppercase()));
        }
        Ok(Self { year, month, day })
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(day: &str) -> Reading {
        Reading::OtherForm(day.to_owned())
    }

    fn no_such(why: &str) -> Reading {
        Reading::NoSuchDay(why.to_owned())
    }

    #[test]
    fn days_are_read_in_the_forms_that_people_use() {
        for (text, reading) in [
            ("2027-03-01", Reading::Good),
            ("2028-02-29", Reading::Good),
            ("2027-3-1", other("2027-03-01")),
            ("2027/03/01", other("2027-03-01")),
            ("2027-03-01T00:00:00Z", other("2027-03-01")),
            ("2027-03-01 10:00:00", other("2027-03-01")),
            ("20270301", other("2027-03-01")),
            ("31/12/2027", other("2027-12-31")),
            ("12/31/2027", other("2027-12-31")),
            ("05.05.2027", other("2027-05-05")),
            ("1 March 2027", other("2027-03-01")),
            ("March 1st, 2027", other("2027-03-01")),
            ("1 Sept 2027", other("2027-09-01")),
            ("01/03/2027", Reading::Ambiguous),
            ("2027-02-30", no_such("February 2027 has 28 days")),
            ("2027-13-01", no_such("there is no month 13")),
            ("2027-00-01", no_such("there is no month 0")),
            ("30 February 2027", no_such("February 2027 has 28 days")),
            ("01/03/27", Reading::NotADate),
            ("next spring", Reading::NotADate),
            ("", Reading::NotADate),
            ("2027-٣-01", Reading::NotADate),
        ] {
            assert_eq!(read(text), reading, "{text}");
        }
    }
}
