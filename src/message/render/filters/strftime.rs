//! A time in the words of a format such as `%d %B %Y`.

/// A moment and the clock it is read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Seconds since 1970 began, in UTC.
    pub(super) seconds: i64,
    pub(super) nanoseconds: u32,
    /// How far the clock is ahead of UTC, in seconds; `None` for UTC itself.
    pub(super) offset: Option<i32>,
}

/// What a calendar and a clock show.
#[derive(Clone, Copy, Debug)]
struct Fields {
    year: i64,
    month: u32,
    day: u32,
    /// From 0 on.
    day_of_year: i64,
    /// From Sunday, 0, on.
    weekday: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The widest that a field may be asked for.
const WIDEST: usize = 1024;

/// Days from 1970 on to a date of the Gregorian calendar.
pub fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from(month);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day counted from 1970.
pub fn date(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year + era * 400 + next, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

impl Time {
    fn fields(self) -> Fields {
        let local = self.seconds + i64::from(self.offset.unwrap_or_default());
        let (day_number, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
        let (year, month, day) = date(day_number);
        Fields {
            year,
            month,
            day,
            day_of_year: day_number - days(year, 1, 1),
            weekday: (day_number + 4).rem_euclid(7),
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        }
    }
}

/// How a field is asked to be written.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    /// `-`: no padding.
    bare: bool,
    /// `0` or `_`.
    padding: Option<char>,
    /// `^`
    upper: bool,
    /// `#`
    swap: bool,
    /// How many `:`.
    colons: usize,
    width: Option<usize>,
}

/// `time` in the words of `format`; what is no directive stays as it stands. `None` where the format ends inside of one.
pub(super) fn strftime(time: Time, format: &str) -> Option<String> {
    let fields = time.fields();
    let mut out = String::new();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let (style, conversion, length) = directive(after)?;
        match field(time, &fields, conversion, style) {
            Some(text) => {
                out.push_str(&text);
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

/// The flags, the conversion, and the bytes of both together.
fn directive(text: &str) -> Option<(Style, char, usize)> {
    let mut style = Style::default();
    for (at, character) in text.char_indices() {
        match character {
            '-' => style.bare = true,
            '0' if style.width.is_none() => style.padding = Some('0'),
            '_' => style.padding = Some(' '),
            '^' => style.upper = true,
            '#' => style.swap = true,
            ':' => style.colons += 1,
            '0'..='9' => {
                let digit = character.to_digit(10).unwrap_or_default() as usize;
                style.width = Some((style.width.unwrap_or_default() * 10 + digit).min(WIDEST));
            }
            _ => return Some((style, character, at + character.len_utf8())),
        }
    }
    None
}

fn field(time: Time, fields: &Fields, conversion: char, style: Style) -> Option<String> {
    let number = |value: i64, width: usize, padding: char| Some(padded_number(value, width, padding, style));
    let word = |text: &str| Some(padded_word(text, style));
    let day =
        |name: &[&'static str], index: i64| usize::try_from(index).ok().and_then(|index| name.get(index).copied());
    let month = day(&MONTHS, i64::from(fields.month) - 1).unwrap_or_default();
    let weekday = day(&DAYS, fields.weekday).unwrap_or_default();
    let twelve = (fields.hour + 11) % 12 + 1;
    let composed = |format: &str| Some(padded_word(&strftime(time, format)?, style));
    if style.colons > 0 && conversion != 'z' {
        return None;
    }
    match conversion {
        'Y' => number(fields.year, if fields.year < 0 { 5 } else { 4 }, '0'),
        'C' => number(fields.year.div_euclid(100), 2, '0'),
        'y' => number(fields.year.rem_euclid(100), 2, '0'),
        'm' => number(fields.month.into(), 2, '0'),
        'B' => word(month),
        'b' | 'h' => word(month.get(..3)?),
        'd' => number(fields.day.into(), 2, '0'),
        'e' => number(fields.day.into(), 2, ' '),
        'j' => number(fields.day_of_year + 1, 3, '0'),
        'H' => number(fields.hour, 2, '0'),
        'k' => number(fields.hour, 2, ' '),
        'I' => number(twelve, 2, '0'),
        'l' => number(twelve, 2, ' '),
        'p' => {
            let text = if fields.hour < 12 { "AM" } else { "PM" };
            word(&if style.swap { text.to_lowercase() } else { text.to_owned() })
        }
        'P' => word(if fields.hour < 12 { "am" } else { "pm" }),
        'M' => number(fields.minute, 2, '0'),
        'S' => number(fields.second, 2, '0'),
        'L' => Some(fraction(time.nanoseconds, style.width.unwrap_or(3))),
        'N' => Some(fraction(time.nanoseconds, style.width.unwrap_or(9))),
        's' => number(time.seconds, 1, '0'),
        'A' => word(weekday),
        'a' => word(weekday.get(..3)?),
        'u' => number(if fields.weekday == 0 { 7 } else { fields.weekday }, 1, '0'),
        'w' => number(fields.weekday, 1, '0'),
        'U' => number((fields.day_of_year + 7 - fields.weekday) / 7, 2, '0'),
        'W' => number((fields.day_of_year + 7 - (fields.weekday + 6) % 7) / 7, 2, '0'),
        'G' => number(iso_week(fields).0, 4, '0'),
        'g' => number(iso_week(fields).0.rem_euclid(100), 2, '0'),
        'V' => number(iso_week(fields).1, 2, '0'),
        'z' => Some(zone(time.offset.unwrap_or_default(), style)),
        'Z' => word(if time.offset.is_none() { "UTC" } else { "" }),
        'c' => composed("%a %b %e %H:%M:%S %Y"),
        'D' | 'x' => composed("%m/%d/%y"),
        'F' => composed("%Y-%m-%d"),
        'T' | 'X' => composed("%H:%M:%S"),
        'R' => composed("%H:%M"),
        'r' => composed("%I:%M:%S %p"),
        'v' => composed("%e-%^b-%Y"),
        'n' => word("\n"),
        't' => word("\t"),
        '%' => word("%"),
        _ => None,
    }
}

fn padded_number(value: i64, width: usize, padding: char, style: Style) -> String {
    if style.bare {
        return value.to_string();
    }
    let width = style.width.unwrap_or(width);
    match style.padding.unwrap_or(padding) {
        '0' => format!("{value:0width$}"),
        _ => format!("{value:width$}"),
    }
}

fn padded_word(text: &str, style: Style) -> String {
    let text =
        if style.upper || (style.swap && !matches!(text, "am" | "pm")) { text.to_uppercase() } else { text.to_owned() };
    let missing = style.width.filter(|_| !style.bare).unwrap_or_default().saturating_sub(text.chars().count());
    let padding = style.padding.unwrap_or(' ');
    std::iter::repeat_n(padding, missing).chain(text.chars()).collect()
}

fn fraction(nanoseconds: u32, digits: usize) -> String {
    let mut text = format!("{nanoseconds:09}");
    let width = digits.max(1);
    while text.len() < width {
        text.push('0');
    }
    text.truncate(width);
    text
}

/// The year and the week of ISO 8601.
fn iso_week(fields: &Fields) -> (i64, i64) {
    let monday = (fields.weekday + 6) % 7;
    let week = (fields.day_of_year - monday + 10) / 7;
    let weeks = |year: i64| {
        let last = (days(year, 12, 31) + 3).rem_euclid(7);
        let first = (days(year, 1, 1) + 3).rem_euclid(7);
        if first == 3 || last == 3 { 53 } else { 52 }
    };
    if week < 1 {
        (fields.year - 1, weeks(fields.year - 1))
    } else if week > weeks(fields.year) {
        (fields.year + 1, 1)
    } else {
        (fields.year, week)
    }
}

fn zone(offset: i32, style: Style) -> String {
    let (hours, minutes, seconds) = (offset.abs() / 3600, offset.abs() / 60 % 60, offset.abs() % 60);
    let sign = if offset < 0 { '-' } else { '+' };
    let rest = match style.colons {
        0 => format!("{minutes:02}"),
        1 => format!(":{minutes:02}"),
        2 => format!(":{minutes:02}:{seconds:02}"),
        _ if seconds > 0 => format!(":{minutes:02}:{seconds:02}"),
        _ if minutes > 0 => format!(":{minutes:02}"),
        _ => String::new(),
    };
    let width = style.width.unwrap_or_default();
    if style.padding == Some(' ') {
        return format!("{:>width$}", format!("{sign}{hours}{rest}"));
    }
    let digits = width.saturating_sub(1 + rest.len()).max(2);
    format!("{sign}{hours:0digits$}{rest}")
}
