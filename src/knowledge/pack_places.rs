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
