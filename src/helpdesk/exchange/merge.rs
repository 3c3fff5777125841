//! The help desk's part of a macro file brought up to date: a new file is at hand, and of the old one stays what is the team's.

use super::{Fields, Held};
use crate::syntax::Name;
use crate::text::{Edit, Span, apply_edits};

/// What stands at the start of a line where a person has to choose; as git writes it.
pub(super) const MARK: &str = "<<<<<<< ";

/// The keys of a part of a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// Title, description and subject.
    Name,
    /// How the body is written.
    Format,
    /// Language, tags, actions, and what else the help desk knows.
    Rest,
    /// Of a file that the help desk did not know so far: where it comes from, and of the rest what the file says nothing of.
    Origin,
}

impl Front {
    pub(super) fn keys(self, fields: Fields) -> Vec<&'static str> {
        let all: &[(&str, bool)] = match self {
            Front::Name => &[("title", true), ("description", fields.description), ("subject", fields.subject)],
            Front::Format => &[("format", true)],
            Front::Rest | Front::Origin => {
                &[("locale", fields.locale), ("tags", fields.tags), ("actions", true), ("source", true)]
            }
        };
        all.iter().filter(|(_, counts)| *counts).map(|(key, _)| *key).collect()
    }
}

/// The file `old` with the keys of these parts, and the `body` if one is given, as `new` has them.
pub fn updated(old: &Held<'_>, new: &Held<'_>, fields: Fields, parts: &[Front], body: Option<&str>) -> String {
    let mut edits = Vec::new();
    let stays = |part: Front, key: &str| part == Front::Origin && key != "source" && entry(old, key).is_some();
    let keys = parts.iter().flat_map(|part| part.keys(fields).into_iter().filter(|key| !stays(*part, key)));
    keys.for_each(|key| edits.extend(key_edits(old, new, key)));
    if let Some(body) = body {
        let body = with_line_ends_of(&old.source, body);
        let before = old.source.get(..old.parsed.body.start).unwrap_or_default();
        // The line that ends front matter may be the last one, without an end.
        let opens = !body.is_empty() && !before.is_empty() && !before.ends_with(['\n', '\r']) && old.has_front_matter();
        let border = if opens { line_end(&old.source) } else { "" };
        edits.push(Edit::replace(old.parsed.body, format!("{border}{body}")));
    }
    edited(old, edits)
}

/// The file `old` with what `new` has for the keys of a part in comments above its own, for a person to choose.
pub fn remark(old: &Held<'_>, new: &Held<'_>, fields: Fields, part: Front, desk: &str) -> String {
    let mut edits = Vec::new();
    for key in part.keys(fields) {
        let (here, there) = (entry(old, key), entry(new, key));
        let value = |held: &Held<'_>, span: Option<Span>| span.map(|span| span.of(&held.source).to_owned());
        if value(old, here) == value(new, there) {
            continue;
        }
        let said = value(new, there).unwrap_or_else(|| format!("{key}:"));
        let lines: String = said.lines().map(|line| format!("# {MARK}{desk} has {line}\n")).collect();
        let at = here.map_or(old.parsed.front_matter.yaml.end, |span| span.start);
        edits.push(Edit::insert(at, with_line_ends_of(&old.source, &lines)));
    }
    edited(old, edits)
}

fn edited(old: &Held<'_>, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    apply_edits(&old.source, &edits).unwrap_or_else(|| old.source.to_string())
}

/// From a key to the end of its value.
fn entry(held: &Held<'_>, key: &str) -> Option<Span> {
    let entry = held.parsed.front_matter.entries.iter().find(|entry| entry.key.text == key)?;
    let value = entry.value.of(&held.source);
    let end = entry.value.start + value.trim_end().len();
    Some(Span::new(entry.key.span.start, end.max(entry.key.span.end)))
}

fn key_edits(old: &Held<'_>, new: &Held<'_>, key: &str) -> Vec<Edit> {
    let said = entry(new, key).map(|span| with_line_ends_of(&old.source, span.of(&new.source)));
    match (entry(old, key), said) {
        (Some(here), Some(said)) if here.of(&old.source) == said => Vec::new(),
        (Some(here), Some(said)) if key == "source" => {
            sub_edits(old, new).unwrap_or_else(|| vec![Edit::replace(here, &said)])
        }
        (Some(here), Some(said)) => vec![Edit::replace(here, &said)],
        (Some(here), None) => vec![Edit::delete(whole_lines(&old.source, here))],
        (None, Some(said)) => {
            let before = entry(old, "source").map_or(old.parsed.front_matter.yaml.end, |source| source.start);
            vec![Edit::insert(before, format!("{said}{}", line_end(&old.source)))]
        }
        (None, None) => Vec::new(),
    }
}

/// Edits of what stands below `source`, each by itself, so that comments between them stay; `None` where something is to
/// come or go.
fn sub_edits(old: &Held<'_>, new: &Held<'_>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for key in ["id", "active", "extra"] {
        match (below_source(old, key), below_source(new, key)) {
            (Some(here), Some(there)) => {
                let said = there.of(&new.source);
                if here.of(&old.source) != said {
                    edits.push(Edit::replace(here, said));
                }
            }
            (None, None) => {}
            _ => return None,
        }
    }
    Some(edits)
}

/// The value of a key below `source`.
fn below_source(held: &Held<'_>, key: &str) -> Option<Span> {
    let data = &held.parsed.front_matter.data;
    let is = |name: &Option<Name>, word: &str| name.as_ref().is_some_and(|name| name.text == word);
    let source = data.iter().position(|datum| datum.parent.is_none() && is(&datum.key, "source"))?;
    data.iter().find(|datum| datum.parent == Some(source) && is(&datum.key, key)).map(|datum| datum.value)
}

fn whole_lines(source: &str, span: Span) -> Span {
    let start = source.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = source.get(span.end..).unwrap_or_default();
    let end = rest.find('\n').map_or(source.len(), |at| span.end + at + 1);
    Span::new(start, end)
}

fn line_end(source: &str) -> &'static str {
    if source.contains("\r\n") { "\r\n" } else { "\n" }
}

fn with_line_ends_of(source: &str, text: &str) -> String {
    match line_end(source) {
        "\n" => text.to_owned(),
        end => text.replace("\r\n", "\n").replace('\n', end),
    }
}
