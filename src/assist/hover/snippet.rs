//! Snippets: what one is for, what it is given, and how its message begins.

use super::{Hover, Pointing};
use crate::assist::blocks;
use crate::assist::definition::parameter_in;
use crate::assist::signature_help::parameters_of;
use crate::message::Snippet;
use crate::message::render::{Around, render};
use crate::syntax::{ItemKind, Macro, TagKind};
use crate::text::Span;
use crate::workspace::{sample_data, slot_samples};

/// The most lines of a message that are shown.
const LINES: usize = 6;
/// The longest snippet of which a message is made, in bytes: pointing at a word must cost little.
const LONGEST: usize = 64 * 1024;

/// What the snippet of an id is; `at` is where the macro names it.
pub(super) fn words(pointing: &Pointing, id: &str, at: Span) -> Option<String> {
    let snippet = pointing.subject.snippets.get(id)?;
    let front_matter = &snippet.parsed.front_matter;
    let mut out = match &front_matter.title {
        Some(title) => format!("**{}** (`{id}`)", title.text),
        None => format!("Snippet `{id}`"),
    };
    if let Some(description) = &front_matter.description {
        out.push_str(&format!("\n\n{}", description.text));
    }
    let parameters = parameters_of(&snippet.source, &snippet.parsed, &pointing.subject.settings.vocabulary);
    if !parameters.is_empty() {
        let named: Vec<String> = parameters.iter().map(|name| format!("`{name}`")).collect();
        out.push_str(&format!("\n\nParameters: {}", named.join(", ")));
    }
    if let Some(message) = message(pointing, &snippet, at) {
        out.push_str(&format!("\n\nWith sample values it reads:\n\n{message}"));
    }
    Some(out)
}

/// The first lines of what the tag at `at` prints with samples, as a block of code: what they say is no Markdown of ours.
fn message(pointing: &Pointing, snippet: &Snippet, at: Span) -> Option<String> {
    let subject = &pointing.subject;
    if snippet.source.len() > LONGEST {
        return None;
    }
    let tag = blocks::item_at(subject.parsed, at.start)?.1.span.of(subject.source);
    let (data, slots) = (sample_data(pointing.config), slot_samples(pointing.config));
    let around = Around { data: &data, snippets: subject.snippets, slots: &slots, now: 0 };
    let printed = render(tag, &Macro::parse(tag), &around).ok()?.text;
    let mut lines: Vec<&str> = printed.trim().lines().collect();
    if printed.trim().is_empty() {
        return None;
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines.push("…");
    }
    let fence = if lines.iter().any(|line| line.contains("```")) { "~~~~" } else { "```" };
    Some(format!("{fence}text\n{}\n{fence}", lines.join("\n")))
}

/// The parameter of `render` at byte `offset`: how the snippet reads it first.
pub(super) fn parameter_at(pointing: &Pointing, kind: &ItemKind, offset: usize) -> Option<Hover> {
    let ItemKind::Tag(tag) = kind else { return None };
    let TagKind::Render { id: Some(id), parameters } = &tag.kind else { return None };
    let names = parameters.iter().filter_map(|parameter| parameter.name.as_ref());
    let name = { names }.find(|name| name.span.touches(offset))?;
    let snippet = pointing.subject.snippets.get(&id.text)?;
    let known = parameters_of(&snippet.source, &snippet.parsed, &pointing.subject.settings.vocabulary);
    let (name, id, span) = (&name.text, &id.text, name.span);
    if !known.contains(name) {
        return Some(Hover { span, markdown: format!("The snippet `{id}` does not use `{name}`") });
    }
    let place = parameter_in(&snippet.source, &snippet.parsed, name);
    let used = blocks::item_at(&snippet.parsed, place.start).map(|(_, item)| item.span.of(&snippet.source));
    let used = used.filter(|text| !text.contains(['`', '\n', '\r'])).map(|text| format!(": `{text}`"));
    let markdown = format!("Parameter `{name}` of the snippet `{id}`{}", used.unwrap_or_default());
    Some(Hover { span, markdown })
}
