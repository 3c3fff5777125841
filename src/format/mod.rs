//! How a macro is laid out: the front matter and the inside of delimiters, without one character changed of what a
//! customer would receive.
//!
//! In: a text. Out: edits, as small as can be; none where all is well. What is broken stays as it is, and so do the BOM, the
//! line breaks and the end of the file. Each run reads the result again and compares (`same.rs`): where it would say anything
//! else than before, there are no edits. Knows nothing of rules, files or the protocol.

mod delimiters;
mod front_matter;
mod gaps;
mod read;
mod same;
mod slots;
#[cfg(test)]
mod tests;

use read::Read;

use crate::syntax::{ItemKind, Macro};
use crate::text::{Edit, Span, apply_edits};

/// Formatting would have changed what is sent, so that nothing was changed: a mistake of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsafe {
    /// The first byte of the text that would be read in another way.
    pub at: usize,
}

impl Unsafe {
    /// What to tell.
    pub const WORDS: &'static str =
        "left as it is, because formatting would change what is sent here; the mistake is ours, please report it";
}

/// The edits that format all of `source`, in the order of the text.
pub fn format(source: &str) -> Result<Vec<Edit>, Unsafe> {
    let read = Read::new(source);
    let edits = all(&read);
    compared(&read, edits)
}

/// The edits that format what stands in `range`; a delimiter that reaches into it is formatted whole.
pub fn format_range(source: &str, range: Span) -> Result<Vec<Edit>, Unsafe> {
    let read = Read::new(source);
    let range = widened(&read, range);
    let mut edits = all(&read);
    edits.retain(|edit| range.contains(edit.span));
    compared(&read, edits)
}

/// The edits that format the delimiter that ends at byte `offset`, where one does; `parsed` is the macro of `source`. The
/// work does not grow with the text.
pub fn format_closed(source: &str, parsed: &Macro, offset: usize) -> Result<Vec<Edit>, Unsafe> {
    let at = parsed.items.partition_point(|item| item.span.end < offset);
    let item = parsed.items.get(at).filter(|item| item.span.end == offset && item.kind != ItemKind::Text);
    let Some(span) = item.map(|item| item.span) else { return Ok(Vec::new()) };
    let edits = format(span.of(source)).map_err(|found| Unsafe { at: found.at + span.start })?;
    Ok(edits.into_iter().map(|edit| moved(edit, span.start)).collect())
}

/// `edit` of a text that starts at byte `by` of another.
fn moved(edit: Edit, by: usize) -> Edit {
    Edit { span: Span::new(edit.span.start + by, edit.span.end + by), text: edit.text }
}

fn all(read: &Read<'_>) -> Vec<Edit> {
    let mut edits = front_matter::edits(read.source, &read.parsed);
    edits.extend(body(read));
    edits
}

/// The edits of all that stands below the front matter.
fn body(read: &Read<'_>) -> Vec<Edit> {
    let mut mistakes = read.parsed.mistakes.iter().filter(|mistake| delimiters::is_broken(mistake)).peekable();
    let mut edits = Vec::new();
    for (item, part) in read.items() {
        while mistakes.next_if(|mistake| mistake.span.start < item.span.start).is_some() {}
        let broken = mistakes.peek().is_some_and(|mistake| mistake.span.start < item.span.end);
        if let (Some(part), false) = (part, broken) {
            edits.extend(delimiters::edits(read.source, item, part).unwrap_or_default());
        }
    }
    edits
}

/// `edits`, unless the text after them would say anything else.
fn compared(before: &Read<'_>, edits: Vec<Edit>) -> Result<Vec<Edit>, Unsafe> {
    if edits.is_empty() {
        return Ok(edits);
    }
    let after = apply_edits(before.source, &edits).ok_or(Unsafe { at: 0 })?;
    match same::difference(before, &Read::new(&after)) {
        None => Ok(edits),
        Some(at) => Err(Unsafe { at }),
    }
}

/// `range` with all of the delimiters that reach into it, and whole lines of front matter.
fn widened(read: &Read<'_>, range: Span) -> Span {
    let items = &read.parsed.items;
    let around = |offset: usize| {
        if offset < read.parsed.body.start {
            return line_around(read.source, offset);
        }
        let at = items.partition_point(|item| item.span.end <= offset);
        let item = items.get(at).filter(|item| item.kind != ItemKind::Text && item.span.start < offset);
        item.map_or(Span::at(offset), |item| item.span)
    };
    Span::new(around(range.start).start, around(range.end).end)
}

fn line_around(source: &str, offset: usize) -> Span {
    let (before, after) = source.split_at_checked(offset).unwrap_or((source, ""));
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Span::new(start, offset + after.find(['\n', '\r']).unwrap_or(after.len()))
}
