//! Running text in lines of a given width.

use unicode_width::UnicodeWidthStr;

use crate::text::has_byte;

/// `text` with line breaks in place of spaces so that no line is wider than `width` columns, longer words excepted.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let is_plain = |text: &str| !has_byte(text, |byte| !matches!(byte, b' '..=b'~'));
    if !is_plain(text) {
        return wrap_with(text, width, |word| if is_plain(word) { word.len() } else { word.width() });
    }
    let said = text.trim_start_matches(' ');
    if said.len() <= width { said.to_owned() } else { wrap_with(said, width, str::len) }
}

/// The same, where `columns_of` a word are not just those of its characters.
pub(super) fn wrap_with(text: &str, width: usize, columns_of: impl Fn(&str) -> usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut used = 0;
    for word in text.split(' ') {
        let columns = columns_of(word);
        if used > 0 && used + 1 + columns > width {
            out.push('\n');
            used = 0;
        } else if !out.is_empty() {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += columns;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("I can see why that is upsetting.", 12), "I can see\nwhy that is\nupsetting.");
        assert_eq!(wrap("", 12), "");
        assert_eq!(wrap("  It is  late. ", 40), "It is  late. ");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(wrap("大変 申し訳 ございません", 11), "大変 申し訳\nございません");
    }
}
