//! What is shown where the mouse rests: what the word there means, and what the findings there say. One file a subject.

mod allowance;
mod filter;
mod finding;
mod front_matter;
mod local;
mod slot;
mod snippet;
mod tag;
#[cfg(test)]
mod tests;
mod variable;

pub(super) use filter::filter;
pub(super) use front_matter::field_words;
pub(super) use tag::tag;
pub(super) use variable::describe;

use crate::helpdesk::Platform;
use crate::lint::{Finding, Subject};
use crate::syntax::{ItemKind, Macro};
use crate::text::Span;
use crate::workspace::Config;

use super::blocks;
use super::names::{Names, Symbol};

/// A text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// What is known around a place that somebody points at.
#[derive(Clone, Copy, Debug)]
pub struct Pointing<'a> {
    /// The macro.
    pub subject: Subject<'a>,
    /// What was found in it.
    pub findings: &'a [Finding],
    /// The help desks that it is exported to; empty where nothing says so.
    pub platforms: &'a [&'static Platform],
    /// What the workspace decides.
    pub config: &'a Config,
}

/// The hover at byte `offset`: what the word and the findings there mean, that of the narrowest place first.
pub fn hover(pointing: &Pointing, offset: usize) -> Option<Hover> {
    let mut parts = finding::at(pointing, offset);
    parts.extend(word(pointing, offset));
    parts.sort_by_key(|part| part.span.len());
    let span = parts.first()?.span;
    let texts: Vec<String> = parts.into_iter().map(|part| part.markdown).collect();
    Some(Hover { span, markdown: texts.join("\n\n---\n\n") })
}

fn word(pointing: &Pointing, offset: usize) -> Option<Hover> {
    let Subject { source, parsed, .. } = pointing.subject;
    if let Some(found) = in_text(pointing, source, parsed, offset) {
        return Some(found);
    }
    if let Some(found) = in_subject_line(pointing, offset) {
        return Some(found);
    }
    let names = Names::read(source, parsed);
    let named = names.at(offset).and_then(|here| {
        let markdown = match names.symbol(here)? {
            Symbol::Assigned(_) | Symbol::LoopVariable(_) => local::words(pointing, &names, here)?,
            Symbol::Variable(dotted) => variable::words(pointing, dotted)?,
            Symbol::Slot(name) => slot::words(pointing, name)?,
            Symbol::Snippet(id) => snippet::words(pointing, id, here.span)?,
        };
        Some(Hover { span: here.span, markdown })
    });
    named.or_else(|| front_matter::at(pointing, offset))
}

/// Tags, filters and allowances: in the body, or in the subject line, which is a small macro of its own.
fn in_text(pointing: &Pointing, source: &str, parsed: &Macro, offset: usize) -> Option<Hover> {
    let mut here = blocks::items_at(parsed, offset);
    here.find_map(|(index, item)| match &item.kind {
        ItemKind::CommentTag(text) => allowance::at(pointing.subject.knowledge, source, *text, offset),
        ItemKind::Comment | ItemKind::Raw(_) => tag::of_pair(source, item, offset),
        kind => filter::at(kind, offset)
            .or_else(|| tag::at(source, parsed, index, offset))
            .or_else(|| snippet::parameter_at(pointing, kind, offset)),
    })
}

fn in_subject_line(pointing: &Pointing, offset: usize) -> Option<Hover> {
    let Subject { source, parsed, .. } = pointing.subject;
    let line = parsed.front_matter.subject.as_ref().filter(|line| line.span.touches(offset))?;
    let text = line.span.of(source);
    let start = line.span.start;
    let found = in_text(pointing, text, &Macro::parse(text), offset - start)?;
    Some(Hover { span: Span::new(found.span.start + start, found.span.end + start), ..found })
}
