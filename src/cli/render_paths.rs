//! The messages that `render` prints: one, or one for each path through the branches.

use crate::message::render::{Around, RenderError, RenderWarning, Rendered, render_paths};
use crate::syntax::Macro;

/// The most messages that are printed: nobody reads more.
const MOST: usize = 200;

/// What is printed.
pub(super) struct Messages {
    pub(super) messages: Vec<Message>,
    /// Whether there are more than these.
    pub(super) more: bool,
    /// Whether they are those of all paths.
    pub(super) all: bool,
}

/// One message, and the conditions under which it is sent.
pub(super) struct Message {
    pub(super) rendered: Rendered,
    /// None of them: always, or the data decided.
    pub(super) when: Vec<String>,
}

impl Messages {
    /// The one that the data give.
    pub(super) fn one(rendered: Rendered) -> Self {
        Self { messages: vec![Message { rendered, when: Vec::new() }], more: false, all: false }
    }

    /// Every error that Liquid prints, each once.
    pub(super) fn warnings(&self) -> Vec<&RenderWarning> {
        let mut out: Vec<&RenderWarning> = Vec::new();
        for warning in self.messages.iter().flat_map(|message| &message.rendered.warnings) {
            if !out.contains(&warning) {
                out.push(warning);
            }
        }
        out
    }
}

/// Those of every path, up to a limit.
pub(super) fn all(source: &str, parsed: &Macro, around: &Around<'_>) -> Result<Messages, RenderError> {
    let paths = render_paths(source, parsed, around, MOST)?;
    let messages =
        paths.messages.into_iter().map(|path| Message { rendered: path.rendered, when: path.when }).collect();
    Ok(Messages { messages, more: paths.more, all: true })
}
