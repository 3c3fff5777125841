//! What a customer receives when a macro is filled in with values: exactly as Liquid 5.4 prints it.
//!
//! In: a macro, data, and where snippets come from. Out: [`Rendered`], or why it could not be rendered to its end. One file
//! a subject: values, numbers, comparisons, filters; the walk over the items with a file for each kind of block. Two things
//! are not Liquid's: slots print a sample in square brackets, and `blank` asks what Rails makes it ask, since help desks run
//! Liquid inside of Rails.

mod branches;
mod budget;
mod choices;
mod compare;
mod constant;
mod evaluate;
mod fault;
mod filters;
mod html;
mod json;
mod layout;
mod loops;
mod marks;
mod number;
mod paths;
mod scope;
mod script;
mod settled;
mod slots;
mod snippets;
#[cfg(test)]
mod tests;
mod value;
mod walk;

pub use choices::{Asked, Choices, Chosen, MOST_CHOSEN_ROUNDS, Printed, Question, Trace, questions};
pub use fault::{RenderError, RenderWarning};
pub use filters::{calendar_date, calendar_days};
pub use html::{escape_html, is_html, to_html, to_html_marked};
pub use marks::Mark;
pub use paths::{PathMessage, Paths, render_paths};
pub use settled::{settled_comparison, settled_filter, settled_rounds, settled_value};
pub use slots::SlotSample;
pub use value::{Object, Value};

use budget::Budget;
use choices::Tracing;
pub(crate) use layout::Layout;
use script::Script;
use walk::{File, Walk};

use super::Snippets;
use crate::syntax::Macro;
use crate::text::Span;

/// What a macro is filled in with.
pub struct Around<'a> {
    /// Variables by their first names. Snippets see them too.
    pub data: &'a Object,
    /// Where snippets come from.
    pub snippets: &'a dyn Snippets,
    /// What the workspace says of slots.
    pub slots: &'a [SlotSample],
    /// Seconds since 1970, for `"now" | date`.
    pub now: i64,
}

/// A stretch of a message that is not the author's own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Bytes of the message.
    pub span: Span,
    /// Whether `capture` made it: the author's text after all, with values in it.
    pub captured: bool,
}

/// A message as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The subject line, where the macro has one.
    pub subject: Option<String>,
    /// The body.
    pub text: String,
    /// Where values and the samples of slots stand in `text`, in order.
    pub filled: Vec<Filled>,
    /// Where Liquid printed an error, in the order of printing; the first of many.
    pub warnings: Vec<RenderWarning>,
}

/// The message that a macro becomes with the given data.
pub fn render(source: &str, parsed: &Macro, around: &Around<'_>) -> Result<Rendered, RenderError> {
    rendered(source, parsed, around, None).map(|(rendered, ..)| rendered)
}

/// The same, where a reader decides over the data; with how the message came about.
pub fn render_chosen(
    source: &str,
    parsed: &Macro,
    around: &Around<'_>,
    choices: Choices,
) -> Result<(Rendered, Trace), RenderError> {
    let mut walk = Walk::new(around, None);
    walk.tracing = Some(Tracing { choices, ..Tracing::default() });
    let rendered = finished(&mut walk, source, parsed)?;
    Ok((rendered, walk.tracing.map(|tracing| tracing.trace).unwrap_or_default()))
}

/// The same, where a script decides in the place of the data; gives the script as it was followed, and the steps taken.
fn rendered(
    source: &str,
    parsed: &Macro,
    around: &Around<'_>,
    script: Option<Script>,
) -> Result<(Rendered, Option<Script>, usize), RenderError> {
    let mut walk = Walk::new(around, script);
    let rendered = finished(&mut walk, source, parsed)?;
    Ok((rendered, walk.script, walk.budget.spent()))
}

/// Subject and body, one after the other.
fn finished(walk: &mut Walk<'_>, source: &str, parsed: &Macro) -> Result<Rendered, RenderError> {
    let subject = match &parsed.front_matter.subject {
        Some(subject) => {
            let mut line = Macro::parse(&subject.text);
            // The slots of the subject are those of the macro.
            line.front_matter = parsed.front_matter.clone();
            let printed = whole(walk, &subject.text, &line).map_err(|error| match error.label {
                None => RenderError { span: subject.span, ..error },
                Some(_) => error,
            })?;
            for warning in walk.warnings.iter_mut().filter(|warning| warning.label.is_none()) {
                warning.span = subject.span;
            }
            walk.in_subject(subject.span);
            Some(printed.trim().to_owned())
        }
        None => None,
    };
    walk.start_over();
    let text = whole(walk, source, parsed)?;
    let (filled, warnings) = (std::mem::take(&mut walk.filled), std::mem::take(&mut walk.warnings));
    Ok(Rendered { subject, text, filled, warnings })
}

fn whole(walk: &mut Walk<'_>, source: &str, parsed: &Macro) -> Result<String, RenderError> {
    let layout = Layout::of(source, parsed);
    walk.file(&File { label: None, source, parsed, layout: &layout })
}
