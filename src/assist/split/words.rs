//! What the parts of a split macro are called: titles, ids and files.

use std::collections::HashSet;

use super::paths::{Answer, Ways};
use crate::syntax::Macro;
use crate::text::{Edit, Span, apply_edits};

/// The longest label of one answer, in characters.
const LONGEST: usize = 48;

/// The longest end of a file's name, in characters.
const LONGEST_NAME: usize = 40;

/// Text without line breaks, and with single blanks.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What tells each way from the others.
pub(super) fn labels(ways: &Ways) -> Vec<String> {
    ways.answers.iter().map(|answers| answers.iter().map(words).collect::<Vec<_>>().join(", ")).collect()
}

/// An answer in words: `order gift`, `not order gift`, `ticket status open`.
fn words(answer: &Answer) -> String {
    if answer.otherwise {
        return "otherwise".to_owned();
    }
    let mut out = String::new();
    for word in answer.question.split(' ') {
        let word = match word {
            "==" => continue,
            "!=" | "<>" => "not",
            "<" => "below",
            "<=" => "at most",
            ">" => "above",
            ">=" => "at least",
            "blank" | "nil" | "empty" => "missing",
            word => word.trim_matches(['"', '\'']),
        };
        let word = word.replace(['.', '_', '[', ']', '"', '\''], " ");
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word.trim());
    }
    let out: String = one_line(&out).chars().take(LONGEST).collect();
    if answer.holds { out } else { format!("not {out}") }
}

/// The ends of names of files, each different.
pub(super) fn file_names(labels: &[String]) -> Vec<String> {
    let mut known: HashSet<String> = HashSet::new();
    let mut out = Vec::new();
    for label in labels {
        let mut slug = String::new();
        for letter in label.chars() {
            match letter.is_alphanumeric() {
                true => slug.extend(letter.to_lowercase()),
                false if slug.ends_with('-') || slug.is_empty() => {}
                false => slug.push('-'),
            }
        }
        let cut: String = slug.chars().take(LONGEST_NAME).collect();
        let slug = match cut.trim_matches('-') {
            "" => "part",
            slug => slug,
        };
        let numbered = std::iter::once(slug.to_owned()).chain((2..).map(|number| format!("{slug}-{number}")));
        let mut free = numbered.filter(|name| !known.contains(name));
        let name = free.next().unwrap_or_default();
        known.insert(name.clone());
        out.push(name);
    }
    out
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
