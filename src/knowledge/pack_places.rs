//! Where in which file something of a pack stands, when several files are read as one.

use toml::Spanned;
use toml::de::DeValue;

use super::{PackFile, PackMistake};
use crate::text::Span;

/// The files, each behind the one before as in one long text, so that a span says which file it is of.
#[derive(Clone, Debug, Default)]
pub(super) struct Places<'a> {
    /// Each with where it begins.
    files: Vec<(usize, PackFile<'a>)>,
    end: usize,
}

impl<'a> Places<'a> {
    /// Puts a file behind the others; gives where it begins.
    pub(super) fn add(&mut self, file: PackFile<'a>) -> usize {
        let start = self.end;
        self.files.push((start, file));
        self.end = start + file.text.len() + 1;
        start
    }

    /// The file of a span, and the span in that file.
    pub(super) fn place(&self, span: Span) -> Option<(PackFile<'a>, Span)> {
        let index = self.files.partition_point(|(start, _)| *start <= span.start).checked_sub(1)?;
        let (start, file) = self.files.get(index)?;
        Some((*file, Span::new(span.start - start, span.end.saturating_sub(*start).min(file.text.len()))))
    }

    /// What stands at a span.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.place(span).and_then(|(file, span)| file.text.get(span.start..span.end)).unwrap_or_default()
    }

    /// A mistake at a span.
    pub(super) fn mistake(&self, span: impl Into<Span>, message: impl Into<String>) -> PackMistake {
        let (file, span) = self.place(span.into()).map_or_else(Default::default, |(file, span)| (file.name, span));
        PackMistake { file: file.to_owned(), span, message: message.into() }
    }
}

/// Moves every place in `value` by `by`.
pub(super) fn moved<'i>(value: Spanned<DeValue<'i>>, by: usize) -> Spanned<DeValue<'i>> {
    let span = value.span().start + by..value.span().end + by;
    let mut inner = value.into_inner();
    match &mut inner {
        DeValue::Array(items) => items.iter_mut().for_each(|item| move_in_place(item, by)),
        DeValue::Table(table) => table.iter_mut().for_each(|(_, item)| move_in_place(item, by)),
        _ => {}
    }
    Spanned::new(span, inner)
}

fn move_in_place(value: &mut Spanned<DeValue<'_>>, by: usize) {
    let taken = std::mem::replace(value, Spanned::new(0..0, DeValue::Boolean(false)));
    *value = moved(taken, by);
}

/// Where byte `offset` of what a TOML string says stands in the string as it is written, quotes included.
pub(super) fn as_written(written: &str, offset: usize) -> usize {
    let quotes =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| written.starts_with(quotes)).unwrap_or_default();
    let mut at = quotes.len();
    let rest = |at: usize| written.get(at..).unwrap_or_default();
    if quotes.len() == 3 {
        // A line break right behind the quotes is not part of the text.
        at += ["\r\n", "\n"].into_iter().find(|end| rest(at).starts_with(end)).map_or(0, str::len);
    }
    let mut said = 0;
    while said < offset {
        let Some(next) = rest(at).chars().next() else { break };
        let (length, says) =
            if next == '\\' && quotes.starts_with('"') { escape(rest(at)) } else { (next.len_utf8(), next.len_utf8()) };
        at += length;
        said += says;
    }
    at
}

/// The bytes of the escape that `text` begins with, and of what it says.
fn escape(text: &str) -> (usize, usize) {
    let digits = match text.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        // A line goes on: what is blank up to the next word is not part of the text.
        Some(b'\r' | b'\n' | b' ' | b'\t') => {
            let blank = text.get(1..).unwrap_or_default();
            return (text.len() - blank.trim_start().len(), 0);
        }
        _ => return (2, 1),
    };
    let code = text.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
    (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of the first `(` that is said is that of the first that is written.
    fn check(written: &str) {
        let table: toml::Table = toml::from_str(&format!("x = {written}")).unwrap();
        let said = table["x"].as_str().unwrap().find('(').unwrap();
        assert_eq!(as_written(written, said), written.find('(').unwrap(), "{written}");
    }

    #[test]
    fn strings_as_they_are_written() {
        for written in [
            r#""say (""#,
            "'say (\\'",
            r#""\té\"(""#,
            r#""\u00e9\U0001F600\\ (""#,
            "\"\"\"\nfoo (bar\"\"\"",
            "\"\"\"one \\\n   two (three\"\"\"",
            "'''\r\nfoo\n('''",
        ] {
            check(written);
        }
        assert_eq!((as_written("", 3), as_written("\"a", 9), as_written("\"\\", 1)), (0, 2, 3));
    }
}
