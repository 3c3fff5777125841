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
        Some((format!("date: {quote}{}{quote}", strftime(format)?), rest))
    };
    match read() {
        Some((call, rest)) => (Some(call), rest),
        None => (None, behind),
    }
}

/// A format of moment.js as one of `date`; `None` where a part of it has no counterpart. What stands in square brackets is text.
fn strftime(format: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        if let Some((text, behind)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            out.push_str(&text.replace('%', "%%"));
            rest = behind;
            continue;
        }
        // A letter again and again is one token: `DDD` is not `DD` and `D`.
        let run = rest.len() - rest.trim_start_matches(letter).len();
        let is_ordinal = rest.get(run..).is_some_and(|behind| behind.starts_with('o')) && letter.is_ascii_alphabetic();
        let length = if is_ordinal { run + 1 } else { run };
        let (part, behind) = rest.split_at(length);
        match TOKENS.iter().find(|(token, _)| *token == part) {
            Some((_, written)) => out.push_str(written),
            None if letter.is_ascii_alphabetic() => return None,
            None => out.push_str(&part.replace('%', "%%")),
        }
        rest = behind;
    }
    Some(out)
}

/// The format of moment.js that says the same as one of `date`; `None` where a part of it has no counterpart.
pub(super) fn format(strftime: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = strftime;
    while let Some(letter) = rest.chars().next() {
        if letter != '%' {
            let end = rest.find('%').unwrap_or(rest.len());
            let (text, behind) = rest.split_at(end);
            let has_letters = text.contains(|c: char| c.is_ascii_alphabetic());
            match (has_letters, text.contains(['[', ']'])) {
                (false, false) => out.push_str(text),
                (_, true) => return None,
                // Letters mean something to moment.js, unless they stand in brackets.
                (true, false) => {
                    let words = text.trim();
                    out.push_str(&text.replace(words, &format!("[{words}]")));
                }
            }
            rest = behind;
            continue;
        }
        // `Do` reads as `%-d` and is not written: the bare number is `D`.
        let tokens = TOKENS.iter().filter(|(token, written)| *token != "Do" && written.matches('%').count() == 1);
        let (token, written) = tokens.filter(|(_, written)| rest.starts_with(written)).max_by_key(|(_, w)| w.len())?;
        out.push_str(token);
        rest = rest.get(written.len()..)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_moment() {
        let check =
            |format: &str, expected: Option<&str>| assert_eq!(strftime(format).as_deref(), expected, "{format}");
        check("MMM Do YY", Some("%b %-d %y"));
        check("dddd, D MMMM YYYY [at] HH:mm", Some("%A, %-d %B %Y at %H:%M"));
        check("D. [100% of T] 5%", Some("%-d. 100%% of T 5%%"));
        check("DD/MM[/]YYYYMMDD", Some("%d/%m/%Y%m%d"));
        for unknown in ["LT", "LTS", "l", "DDD, dd Z 5%", "X", "Qo", "at HH", "YYYYY", "Mo"] {
            check(unknown, None);
        }
        assert_eq!(call("(\"L\") }}"), (Some("date: \"%m/%d/%Y\"".to_owned()), " }}"));
        assert_eq!(call(": 1"), (None, ": 1"));
    }

    #[test]
    fn formats_of_date() {
        let check = |strftime: &str, expected: Option<&str>| assert_eq!(format(strftime).as_deref(), expected);
        check("%A, %-d %B %Y at %H:%M", Some("dddd, D MMMM YYYY [at] HH:mm"));
        check("%d/%m/%y", Some("DD/MM/YY"));
        check("%s seconds", None);
        check("%Y [x]", None);
        for (token, _) in TOKENS.iter().filter(|(token, _)| !matches!(*token, "Do" | "L" | "LL" | "LLL" | "LLLL")) {
            assert_eq!(format(&strftime(token).unwrap()).as_deref(), Some(*token));
        }
    }
}
