//! Which snippets the findings of a macro rest on: everything that was asked for while it was judged, with what came of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::message::{Missing, Snippet, Snippets};
use crate::workspace::{Digest, SnippetFiles, lead};

/// Snippets that note what is asked of them.
#[derive(Debug)]
pub(super) struct Noted<'a> {
    snippets: &'a SnippetFiles,
    asked: Mutex<BTreeMap<String, Answers>>,
}

/// What was answered about an id.
#[derive(Debug, Default)]
struct Answers {
    snippet: Option<Option<Arc<Snippet>>>,
    missing: Option<Option<Missing>>,
}

/// An id, what stands for the snippet that it led to, and for the answer whether it is missing.
pub(super) type Asked = (String, Option<Digest>, Option<Digest>);

impl<'a> Noted<'a> {
    /// Answers with `snippets`.
    pub(super) fn new(snippets: &'a SnippetFiles) -> Self {
        Self { snippets, asked: Mutex::default() }
    }

    /// All that was asked for, in the order of the ids.
    pub(super) fn asked(self) -> Vec<Asked> {
        let asked = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        asked
            .into_iter()
            .map(|(id, answers)| {
                (id, answers.snippet.map(|it| of_snippet(&it)), answers.missing.map(|it| of_missing(&it)))
            })
            .collect()
    }

    fn note(&self, id: &str, note: impl FnOnce(&mut Answers)) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match asked.get_mut(id) {
            Some(answers) => note(answers),
            None => note(asked.entry(id.to_owned()).or_default()),
        }
    }
}

impl Snippets for Noted<'_> {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let found = self.snippets.get(id);
        self.note(id, |answers| answers.snippet = Some(found.clone()));
        found
    }

    fn missing(&self, id: &str) -> Option<Missing> {
        let missing = self.snippets.missing(id);
        self.note(id, |answers| answers.missing = Some(missing.clone()));
        missing
    }
}

/// Whether the snippets of this run answer as they did then.
pub(super) fn is_answered_the_same<'i>(
    snippets: &SnippetFiles,
    asked: impl IntoIterator<Item = (&'i str, Option<Digest>, Option<Digest>)>,
) -> bool {
    asked.into_iter().all(|(id, snippet, missing)| {
        snippet.is_none_or(|known| snippets.lead(id) == known)
            && missing.is_none_or(|known| of_missing(&snippets.missing(id)) == known)
    })
}

fn of_snippet(snippet: &Option<Arc<Snippet>>) -> Digest {
    lead(snippet.as_ref().map(|snippet| (snippet.label.as_str(), snippet.source.as_str())))
}

fn of_missing(missing: &Option<Missing>) -> Digest {
    Digest::of(format!("{missing:?}").as_bytes())
}
