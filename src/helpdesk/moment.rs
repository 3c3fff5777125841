//! Dates as moment.js writes them (`datetime_format("MMM Do YY")`), in the form that the filter `date` takes.

/// Tokens of moment.js with what stands for them, longer ones before their beginnings. `Do` (1st, 2nd) has no counterpart: the
/// bare number comes nearest.
const TOKENS: [(&str, &str); 26] = [
    ("YYYY", "%Y"),
    ("YY", "%y"),
    ("MMMM", "%B"),
    ("MMM", "%b"),
    ("MM", "%m"),
    ("M", "%-m"),
    ("DDDD", "%j"),
    ("DD", "%d"),
    ("Do", "%-d"),
    ("D", "%-d"),
    ("dddd", "%A"),
    ("ddd", "%a"),
    ("HH", "%H"),
    ("H", "%-H"),
    ("hh", "%I"),
    ("h", "%-I"),
    ("mm", "%M"),
    ("m", "%-M"),
    ("ss", "%S"),
    ("s", "%-S"),
    ("A", "%p"),
    ("a", "%P"),
    ("LLLL", "%A, %B %-d, %Y %-I:%M %p"),
    ("LLL", "%B %-d, %Y %-I:%M %p"),
    ("LL", "%B %-d, %Y"),
    ("L", "%m/%d/%Y"),
];

/// The filter that does the same as `datetime_format` with these arguments, and what follows them. `None` where there is none.
pub(super) fn call(behind: &str) -> (Option<String>, &str) {
    let read = || {
        let inside = behind.trim_start().strip_prefix('(')?.trim_start();
        let quote = inside.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (format, rest) = inside.get(1..)?.split_once(quote)?;
        let rest = rest.trim_start().strip_prefix(')')?;
        Some((format!("date: {quote}{}{quote}", strftime(format)), rest))
    };
    match read() {
        Some((call, rest)) => (Some(call), rest),
        None => (None, behind),
    }
}

/// A format of moment.js as one of `date`. What stands in square brackets is text.
fn strftime(format: &str) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        if let Some((text, behind)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            out.push_str(&text.replace('%', "%%"));
            rest = behind;
            continue;
        }
        let token = TOKENS.iter().find_map(|(token, written)| Some((rest.strip_prefix(token)?, *written)));
        match token {
            Some((behind, written)) => {
                out.push_str(written);
                rest = behind;
            }
            None => {
                out.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_moment() {
        assert_eq!(strftime("MMM Do YY"), "%b %-d %y");
        assert_eq!(strftime("dddd, D MMMM YYYY [at] HH:mm"), "%A, %-d %B %Y at %H:%M");
        assert_eq!(call("(\"L\") }}"), (Some("date: \"%m/%d/%Y\"".to_owned()), " }}"));
        assert_eq!(call(": 1"), (None, ": 1"));
    }
}
