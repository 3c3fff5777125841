//! The macros that a macro may `render`, as far as the message graph and rendering need to know them.

use std::fmt::Debug;
use std::sync::Arc;

use crate::syntax::Macro;

/// A macro that another one renders.
#[derive(Debug)]
pub struct Snippet {
    /// Its id, as `render` names it.
    pub id: String,
    /// What to call the file it stands in, for people: a path with `/`.
    pub label: String,
    /// Its text.
    pub source: String,
    /// The macro of that text.
    pub parsed: Macro,
}

/// That no macro has an id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The id that was most likely meant.
    pub nearest: Option<String>,
}

/// Where snippets come from. `message` does not know files: who does, implements this.
pub trait Snippets: Debug + Sync {
    /// The snippet of an id; `None` where there is none or it cannot be read.
    fn get(&self, id: &str) -> Option<Arc<Snippet>>;

    /// Says so where it is certain that no macro has an id: all places are known where one could be.
    fn missing(&self, _: &str) -> Option<Missing> {
        None
    }
}

/// No snippets at all: a macro that stands alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSnippets;

impl Snippets for NoSnippets {
    fn get(&self, _: &str) -> Option<Arc<Snippet>> {
        None
    }
}
