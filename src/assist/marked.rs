//! Texts with a cursor, for tests: `$0` is where it stands.

/// The text without its mark, and the byte where the mark stood.
pub(super) fn cursor(marked: &str) -> (String, usize) {
    let at = marked.find("$0").unwrap_or_else(|| panic!("no cursor in {marked:?}"));
    (marked.replacen("$0", "", 1), at)
}

/// The text with every place in brackets: `«…»`.
pub(super) fn with_places(source: &str, mut spans: Vec<crate::text::Span>) -> String {
    spans.sort();
    let mut out = source.to_owned();
    for span in spans.into_iter().rev() {
        out.insert(span.end, '»');
        out.insert(span.start, '«');
    }
    out
}
