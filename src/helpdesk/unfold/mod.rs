//! A macro as one help desk can hold it: its names, its fallbacks, its logic, and nothing else of the language.
//!
//! In: a macro, where its snippets come from, and a help desk. Out: [`Unfolded`]: the body in the markup of the macro, with
//! everything that is the help desk's own as holes, and a [`Loss`] for each thing that the help desk cannot say. Snippets are
//! inlined, what the macro settles itself is settled, white-space control and comments are gone. One walk over the items, in
//! time linear in what is sent.

mod blocks;
mod choices;
mod condition;
mod data;
mod fallback;
mod loops;
mod operand;
mod out;
mod print;
mod scope;
mod sheet;
mod snippet;
mod target;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::HashSet;

use super::{Platform, Vocabulary};
use crate::message::Snippets;
use crate::syntax::Macro;
use crate::text::Span;

pub use out::without_spare_lines;
pub use target::{Said, Target};

/// What a macro needs besides its own text.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Where snippets come from.
    pub snippets: &'a dyn Snippets,
    /// The variables of the workspace.
    pub vocabulary: &'a Vocabulary,
    /// Whether a name that nothing else has is a parameter that another macro gives, so that nothing is known of it.
    pub parameters: bool,
    /// Where in a text somebody says that what no source speaks of was tried and works.
    pub tried: Tried,
}

/// Finds in a text the stretches in which what no source speaks of is said to work.
pub type Tried = fn(&str, &Macro) -> Vec<Span>;

/// Nothing was tried.
pub fn nothing_tried(_: &str, _: &Macro) -> Vec<Span> {
    Vec::new()
}

/// A macro as a help desk can hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfolded {
    /// The body, in light Markdown, or HTML where the macro is. Where something is lost, what is sent in its place.
    pub text: String,
    /// Where in `text` the help desk's own placeholders, logic and fill-ins stand, in order, apart from each other.
    pub holes: Vec<Span>,
    /// What the help desk cannot say, in the order of the macro.
    pub losses: Vec<Loss>,
    /// What is said by names that no source confirms.
    pub doubts: Vec<Loss>,
    /// How many bytes more than `text` the longest message takes, where branches were left out of it.
    pub more: usize,
    /// What decides for the longest message, where branches were left out: the tags that open its passages.
    pub longest: Vec<Span>,
    /// Which parts of the macro stand from which byte of `text` on.
    pub trace: Vec<(usize, Span)>,
}

/// Something that a help desk cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Where, in the macro; of what stands in a snippet, the tag that renders it, or the parameter that it is about.
    pub span: Span,
    /// What.
    pub kind: LossKind,
    /// How certain it is.
    pub certainty: Certainty,
    /// Its name: of a variable, a filter, a snippet; the text of a fallback; the words of a condition.
    pub what: String,
    /// The variable that it is said of, by its name in the macro; empty where it is of none.
    pub of: String,
    /// What `text` has in its place.
    pub instead: String,
    /// Where it really stands, if not in the macro itself.
    pub inside: Option<Inside>,
}

/// A place in a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// The id of the snippet.
    pub id: String,
    /// What to call the file.
    pub label: String,
    /// Where in it, in bytes.
    pub span: Span,
    /// Whether it depends on what the macro gives the snippet, so that looking at the snippet alone does not show it.
    pub given: bool,
    /// Whether the snippet itself says that it is for this help desk; `None` where it names none.
    pub is_for: Option<bool>,
}

/// The kinds of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LossKind {
    /// A variable that the help desk does not have.
    Name,
    /// A name that means nothing here, and is not known there.
    UnknownName,
    /// A fallback, where the help desk has none, or none that is a variable.
    Fallback,
    /// A text that the help desk's fallback cannot hold.
    FallbackText,
    /// `if`, `unless` or `case` on what only the help desk knows.
    Logic,
    /// `for` over what only the help desk knows.
    Loop,
    /// A filter.
    Filter,
    /// A value that depends on a branch, or is picked when the message is sent.
    Value,
    /// Text that the help desk would take for a placeholder of its own.
    Raw,
    /// A snippet that is not there, renders itself, or stands too deep.
    Snippet,
    /// A part that cannot be read.
    Broken,
}

/// How certain it is that something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// A source says so.
    Certain,
    /// Only some of the help desk's names are known, and it may have one for this too.
    Incomplete,
    /// It is said, by no source that counts.
    Unverified,
    /// Nobody says whether the help desk can.
    NotKnown,
}

impl Loss {
    /// Whether a source says that it is lost.
    pub fn verified(&self) -> bool {
        self.certainty == Certainty::Certain
    }
}

/// The macro as the help desk can hold it.
pub fn unfold(source: &str, parsed: &Macro, around: &Around<'_>, platform: &'static Platform) -> Unfolded {
    let target = Target::new(platform, around.vocabulary, parsed);
    let mut unfolded = walk::Walk::new(source, parsed, around, &target).run();
    unfolded.losses.sort_by_key(|loss| (loss.span.start, loss.kind));
    let mut known = HashSet::new();
    unfolded.losses.retain(|loss| known.insert((loss.span, loss.kind, loss.what.clone())));
    known.clear();
    unfolded.doubts.retain(|loss| known.insert((loss.span, loss.kind, loss.what.clone())));
    unfolded
}
