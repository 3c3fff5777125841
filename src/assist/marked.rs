//! Texts with a cursor, for tests: `$0` is where it stands. And what is known around a text: rules, settings, snippets.

use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::lint::{Settings, Subject};
use crate::message::{Snippet, Snippets};
use crate::syntax::Macro;

/// Snippets by id: each an id and a text.
#[derive(Debug)]
pub(super) struct Few(pub(super) &'static [(&'static str, &'static str)]);

impl Snippets for Few {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let (id, source) = *self.0.iter().find(|(known, _)| *known == id)?;
        let parsed = Macro::parse(source);
        Some(Arc::new(Snippet { id: id.into(), label: id.into(), source: source.into(), parsed }))
    }
}

/// Asks about a text, with the shipped knowledge and the default settings.
pub(super) fn with_subject<T>(source: &str, snippets: &dyn Snippets, ask: impl FnOnce(&Subject) -> T) -> T {
    let (parsed, settings) = (Macro::parse(source), Settings::default());
    ask(&Subject { source, parsed: &parsed, knowledge: Knowledge::shipped(), settings: &settings, snippets })
}

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
