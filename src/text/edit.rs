//! Replacing stretches of a text.

use super::Span;

/// Put `text` in the place of the bytes of `span`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What comes in its place; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Replace `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Insert `text` before the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self { span: Span::at(offset), text: text.into() }
    }

    /// Remove `span`.
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Applies edits that all speak of the same `source`. They may come in any order; insertions at one place keep theirs.
///
/// Gives `None`, and changes nothing, where two edits overlap or one does not fit the text.
pub fn apply_edits(source: &str, edits: &[Edit]) -> Option<String> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for edit in ordered {
        if edit.span.start < done {
            return None;
        }
        out.push_str(source.get(done..edit.span.start)?);
        source.get(edit.span.range())?;
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(source.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order() {
        let edits = [Edit::replace(Span::new(4, 7), "two"), Edit::insert(0, ">"), Edit::delete(Span::new(7, 8))];
        assert_eq!(apply_edits("one 2nd.", &edits).as_deref(), Some(">one two"));
    }

    #[test]
    fn overlapping_or_misplaced_edits_are_refused() {
        let overlap = [Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))];
        assert_eq!(apply_edits("abcdef", &overlap), None);
        assert_eq!(apply_edits("é", &[Edit::insert(1, "x")]), None);
        assert_eq!(apply_edits("a", &[Edit::insert(9, "x")]), None);
    }
}
