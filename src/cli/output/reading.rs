//! How a sentence would read once a fix is applied: people choose by the result, not by the edits.

use super::Checked;
use crate::lint::Fix;
use crate::message::sentences;
use crate::text::{Edit, Span, apply_edits, is_tidy};

/// Bytes on each side of the edits in which the rest of the sentence is looked for.
const NEAR: usize = 400;
/// Characters of the result that are shown.
const LONGEST: usize = 300;

/// The sentences that `fix` changes, as they would read; `None` where it adds or takes away whole lines, which only the
/// fix's own words make clear.
pub(super) fn after(checked: &Checked<'_>, fix: &Fix) -> Option<String> {
    let source: &str = &checked.source;
    let Edit { span, text: changed } = as_one(source, fix)?;
    let before = line_before(source, span.start);
    let after = line_after(source, span.end);
    if changed.trim().is_empty() || changed.starts_with(['\n', '\r']) || changed.ends_with(['\n', '\r']) {
        return None;
    }
    let whole = format!("{before}{changed}{after}");
    let touched = before.len()..before.len() + changed.trim_end().len();
    let near = sentences(&whole).into_iter().filter(|at| at.start < touched.end && touched.start < at.end);
    let mut read = String::with_capacity(whole.len());
    for sentence in near.filter_map(|at| whole.get(at)).map(str::trim) {
        let words =
            if is_tidy(sentence) { sentence } else { &*sentence.split_whitespace().collect::<Vec<_>>().join(" ") };
        if !read.is_empty() && !words.is_empty() {
            read.push(' ');
        }
        read.push_str(words);
    }
    Some(shortened(read))
}

/// A fix as one replacement, from its first edit to its last.
pub(super) fn as_one(source: &str, fix: &Fix) -> Option<Edit> {
    let whole = fix.edits.iter().map(|edit| edit.span).reduce(Span::cover)?;
    let inside = |edit: &Edit| {
        Edit::replace(Span::new(edit.span.start - whole.start, edit.span.end - whole.start), edit.text.as_str())
    };
    let text = apply_edits(whole.of(source), &fix.edits.iter().map(inside).collect::<Vec<_>>())?;
    Some(Edit::replace(whole, text))
}

/// What stands before `offset` on its line.
fn line_before(source: &str, offset: usize) -> &str {
    let from = source.floor_char_boundary(offset.saturating_sub(NEAR));
    let text = source.get(from..offset).unwrap_or_default();
    text.rfind(['\n', '\r']).and_then(|at| text.get(at + 1..)).unwrap_or(text).trim_start_matches('\u{feff}')
}

/// What stands after `offset` on its line.
fn line_after(source: &str, offset: usize) -> &str {
    let to = source.ceil_char_boundary(offset.saturating_add(NEAR).min(source.len()));
    let text = source.get(offset..to).unwrap_or_default();
    text.find(['\n', '\r']).and_then(|at| text.get(..at)).unwrap_or(text)
}

fn shortened(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((byte, _)) => format!("{}…", text.get(..byte).unwrap_or_default().trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    use crate::knowledge::Knowledge;
    use crate::lint::Applicability;
    use crate::text::LineIndex;

    /// Replaces the words `old` by `new`, and shows how it would read.
    fn check(source: &str, old: &str, new: &str, expected: Option<&str>) {
        let start = source.find(old).expect("the old words are in the source");
        let edit = Edit::replace(Span::new(start, start + old.len()), new);
        let fix = Fix { title: String::new(), applicability: Applicability::Suggested, edits: vec![edit] };
        let knowledge = Knowledge::default();
        let checked = Checked {
            path: "x.macro",
            title: None,
            lines: Cow::Owned(LineIndex::new(source)),
            source: source.into(),
            findings: Vec::new(),
            knowledge: &knowledge,
            dumped: None,
        };
        assert_eq!(after(&checked, &fix).as_deref(), expected);
    }

    #[test]
    fn the_sentence_is_shown_with_the_change_in_it() {
        let source = "Hi {{ customer.name }}. We can't refund order {{ order.id }} today. Bye.\nMore.";
        check(source, "can't", "are not able to", Some("We are not able to refund order {{ order.id }} today."));
        check(
            source,
            "We can't refund order {{ order.id }} today.",
            "A refund is closed.",
            Some("A refund is closed."),
        );
    }

    #[test]
    fn wrapped_results_are_shown_on_one_line() {
        check("We\ncan't.\n", "We\ncan't", "We are\nnot able to", Some("We are not able to."));
    }

    #[test]
    fn whole_lines_have_no_reading() {
        check("Calm down.", "Calm down.", "", None);
        check("{% if a %}b", "b", "b\n{% endif %}\n", None);
    }
}
