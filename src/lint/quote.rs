//! What a message quotes of the text that it speaks of.

use crate::text::is_tidy;

/// How much of what matched a message quotes, in characters.
const LONGEST_QUOTE: usize = 70;

/// What matched on one line, cut where it is long.
pub(super) fn quote(text: &str) -> String {
    if text.len() <= LONGEST_QUOTE && is_tidy(text) {
        return text.to_owned();
    }
    if let Some(head) = text.get(..=LONGEST_QUOTE).filter(|head| is_tidy(head)) {
        return [head.get(..LONGEST_QUOTE).unwrap_or_default().trim_end(), "…"].concat();
    }
    let mut line = String::with_capacity(text.len().min(4 * (LONGEST_QUOTE + 1)));
    for word in text.split_whitespace() {
        // No character has more than four bytes.
        if line.len() > 4 * (LONGEST_QUOTE + 1) {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut() {
        let check = |text: &str, expected: &str| assert_eq!(quote(text), expected, "{text:?}");
        let seventy = "a".repeat(LONGEST_QUOTE);
        check(&seventy, &seventy);
        check(&format!("{seventy}b"), &format!("{seventy}…"));
        check(&format!("{seventy} b"), &format!("{seventy}…"));
        check(&format!("{seventy} "), &seventy);
        check(&format!("{} bc", "a".repeat(LONGEST_QUOTE - 1)), &format!("{}…", "a".repeat(LONGEST_QUOTE - 1)));
        check(&format!("é\n{seventy}"), &format!("é {}…", "a".repeat(LONGEST_QUOTE - 2)));
        check("two\n  lines ", "two lines");
    }
}
