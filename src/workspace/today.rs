//! The day on which reviews are due or not, as `YYYY-MM-DD`.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::message::render::{calendar_date, calendar_days};

const SECONDS_OF_A_DAY: u64 = 86_400;

/// Today, in Greenwich.
pub fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(since.as_secs() / SECONDS_OF_A_DAY).unwrap_or_default();
    written(calendar_date(days))
}

/// A day that a person wrote; `None` where it is none, or is written otherwise.
pub fn day(text: &str) -> Option<String> {
    let numbers: Vec<&str> = text.split('-').collect();
    let [year, month, day] = numbers.as_slice() else { return None };
    let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let is_a_day = (1..=12).contains(&date.1) && (1..=31).contains(&date.2);
    let exists = is_a_day && calendar_date(calendar_days(date.0, date.1, date.2)) == date;
    (exists && written(date) == text).then(|| text.to_owned())
}

fn written((year, month, day): (i64, u32, u32)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_exist_and_are_written_out() {
        assert_eq!(day("2028-02-29").as_deref(), Some("2028-02-29"));
        for wrong in
            ["2027-02-29", "2027-2-1", "27-02-01", "2027-13-01", "2027-00-10", "01/02/2027", "-1-01-01", "", "x"]
        {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        assert_eq!(day(&today()), Some(today()));
    }
}
