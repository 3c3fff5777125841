//! The files of a split macro: what they are called, and what stands in their front matter.

use std::collections::HashSet;

use crate::syntax::Macro;
use crate::text::{Edit, Span, apply_edits};

/// The longest end of a file's name, in characters.
const LONGEST_NAME: usize = 40;

/// The ends of names of files, each different.
pub(super) fn names(labels: &[String]) -> Vec<String> {
    let mut known: HashSet<String> = HashSet::new();
    let mut out = Vec::new();
    for label in labels {
        let slug = slug(label);
        let numbered = std::iter::once(slug.clone()).chain((2..).map(|number| format!("{slug}-{number}")));
        let mut free = numbered.filter(|name| !known.contains(name));
        let name = free.next().unwrap_or_default();
        known.insert(name.clone());
        out.push(name);
    }
    out
}

/// As many whole words of a label as there is room for.
fn slug(label: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word: String = word.chars().flat_map(char::to_lowercase).take(LONGEST_NAME).collect();
        let dash = usize::from(!out.is_empty());
        length += dash + word.chars().count();
        if length > LONGEST_NAME {
            break;
        }
        out.push_str(if dash == 1 { "-" } else { "" });
        out.push_str(&word);
    }
    if out.is_empty() { "part".to_owned() } else { out }
}

/// The front matter of a part: its title says which one it is; one with a `name` of its own has its own id, and is not on the
/// help desk yet.
pub(super) fn front_matter(source: &str, parsed: &Macro, label: &str, name: Option<&str>) -> String {
    let before = source.get(..parsed.body.start).unwrap_or_default();
    let front_matter = &parsed.front_matter;
    let mut edits = Vec::new();
    let entry = |key: &str| front_matter.entries.iter().find(|entry| entry.key.text == key);
    if let (Some(title), Some(entry)) = (&front_matter.title, entry("title")) {
        edits.push(Edit::replace(entry.value, quoted(&format!("{} – {label}", title.text))));
    }
    if let Some(name) = name {
        if let (Some(id), Some(entry)) = (&front_matter.id, entry("id")) {
            edits.push(Edit::replace(entry.value, quoted(&format!("{}-{name}", id.text))));
        }
        if let Some(entry) = entry("source") {
            let line = before.get(..entry.key.span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let next = before.get(entry.value.end..).and_then(|rest| rest.find('\n'));
            let end = next.map_or(before.len(), |at| entry.value.end + at + 1);
            edits.push(Edit::delete(Span::new(line, end)));
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    apply_edits(before, &edits).unwrap_or_else(|| before.to_owned())
}

/// Text as a value of YAML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
