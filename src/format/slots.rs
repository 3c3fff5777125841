//! What stands between `[[` and `]]`: `[[name: hint]]`, `[[name: one | other]]`.

use super::gaps::Gaps;
use crate::syntax::{Delimited, Slot};
use crate::text::Span;

/// Formats the slot in `part`; `None` where it is left as it is.
pub(super) fn edits(source: &str, slot: &Slot, part: &Delimited, gaps: &mut Gaps<'_>) -> Option<()> {
    let inner = part.inner();
    let words: Vec<Span> = slot.hint.iter().chain(&slot.options).map(|word| word.span).collect();
    let last = words.last().map_or(slot.name.span, |last| *last);
    // Beside the delimiters these would be read as a part of them.
    let clings = |text: &str| text.starts_with(['[', '{']) || text.ends_with([']', '}', '[', '{']);
    if clings(slot.name.span.of(source)) || clings(last.of(source)) {
        return None;
    }
    gaps.nothing(Span::new(inner.start, slot.name.span.start))?;
    let mut end = slot.name.span.end;
    for (number, word) in words.iter().enumerate() {
        let mark = if number == 0 { ':' } else { '|' };
        let at = end + source.get(end..word.start)?.find(mark)?;
        let before = Span::new(end, at);
        if number == 0 {
            gaps.nothing(before)?
        } else {
            gaps.space(before)?
        }
        gaps.space(Span::new(at + 1, word.start))?;
        end = word.end;
    }
    let rest = source.get(end..inner.end)?;
    match rest.find(':').filter(|_| words.is_empty()) {
        // A colon without a hint.
        Some(colon) => {
            gaps.nothing(Span::new(end, end + colon))?;
            gaps.nothing(Span::new(end + colon + 1, inner.end))
        }
        None => gaps.nothing(Span::new(end, inner.end)),
    }
}
