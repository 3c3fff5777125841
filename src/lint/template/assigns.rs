//! Values that are named and never used.

use super::defined::Defined;
use super::place::Place;
use super::teller::Teller;
use crate::knowledge::Severity;
use crate::syntax::{ItemKind, TagKind};
use crate::text::{Edit, Span};

const UNUSED: &str = "template/unused-assign";

/// Tells every `assign` and `capture` of a name that nothing reads.
pub(super) fn find(place: &Place, defined: &Defined, teller: &mut Teller) {
    let subject = teller.subject.parsed.front_matter.subject.as_ref().map(|subject| subject.text.as_str());
    for (index, item) in place.parsed.items.iter().enumerate() {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        let (name, whole) = match &tag.kind {
            TagKind::Assign { name: Some(name), .. } => (name, Some(item.span)),
            TagKind::Capture(Some(name)) => (name, capture(place, index)),
            _ => continue,
        };
        let in_subject = subject.is_some_and(|subject| subject.contains(&name.text));
        if in_subject || defined.may_be_read(&name.text) {
            continue;
        }
        let message = format!("`{}` is named here and never used; use it, or take the tag away", name.text);
        let told = teller.tell(place, UNUSED, Severity::Error, name.span, message);
        if let (Some(mut told), Some(whole)) = (told, whole) {
            told.fix("Take it away", vec![Edit::delete(with_its_line(place, whole))]);
        }
    }
}

/// From the opening to the closing tag of the capture that begins with item `index`.
fn capture(place: &Place, index: usize) -> Option<Span> {
    let blocks = &place.parsed.blocks;
    let block = blocks.binary_search_by_key(&index, |block| block.open).ok().and_then(|at| blocks.get(at))?;
    let close = place.parsed.items.get(block.close?)?;
    Some(place.parsed.items.get(index)?.span.cover(close.span))
}

/// A part with its line break, where nothing else stands on its lines.
fn with_its_line(place: &Place, span: Span) -> Span {
    let line = place.line(span.start).cover(place.line(span.end));
    if line.of(place.source).trim() != span.of(place.source) {
        return span;
    }
    let rest = place.source.get(line.end..).unwrap_or_default();
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
    Span::new(line.start, line.end + line_break)
}
