//! Text that is as it would be with its blanks put in order: most stretches of a line are, and need no copy.

/// Whether a text is of ASCII, on one line, and has single blanks between its words and none around them.
pub fn is_tidy(text: &str) -> bool {
    let mut blank = true;
    for byte in text.bytes() {
        let is_blank = byte == b' ';
        if !matches!(byte, b' '..=b'~') || (blank && is_blank) {
            return false;
        }
        blank = is_blank;
    }
    !blank || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidy_text_is_its_words_joined_by_blanks() {
        for text in ["", "a", "a b", "We can't (yet) do that.", " a", "a ", "a  b", "a\tb", "a\nb", "é", "a\u{b}b", " "]
        {
            let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(is_tidy(text), joined == text && text.is_ascii(), "{text:?}");
        }
    }
}
