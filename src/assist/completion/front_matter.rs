//! What can be written in front matter: keys, the values of a fixed set, rule ids in `allow`. Told from the lines above, so
//! that it is known while the YAML is broken.

use crate::helpdesk::Platform;
use crate::lint::Subject;
use crate::syntax::{Field, FrontMatter, ItemKind, Shape};
use crate::text::Span;

use super::{Candidate, CandidateKind, Topic, Writing, candidate, rules};

/// What can be written at byte `offset`; `None` where no front matter stands there.
pub(super) fn candidates(writing: &Writing, offset: usize) -> Option<Vec<Candidate>> {
    let Subject { source, .. } = writing.subject;
    let yaml = yaml(source, offset)?;
    let lines = yaml.of(source);
    let before = source.get(yaml.start..offset)?;
    let start = before.rfind(['\n', '\r']).map_or(yaml.start, |at| yaml.start + at + 1);
    let line = source.get(start..offset)?;
    let above = source.get(yaml.start..start)?;
    let mut path = parents(above, indent(line));
    let text = line.trim_start();
    let text = text.strip_prefix("- ").map_or(text, str::trim_start);
    if let Some((key, value)) = text.split_once(':') {
        path.push(key.trim().to_owned());
        return Some(values(writing, &path, value, offset));
    }
    if line.trim_start().starts_with('-') {
        return Some(values(writing, &path, text, offset));
    }
    let word = Span::new(offset - text.len(), offset);
    Some(keys(writing, &path, word, lines))
}

/// The YAML around a place: between the fences, or all lines from the first fence on that may still be it.
fn yaml(source: &str, offset: usize) -> Option<Span> {
    let bom = source.len() - source.trim_start_matches('\u{feff}').len();
    let first = source.get(bom..)?.split(['\n', '\r']).next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = bom + first.len();
    let start = start + if source.get(start..)?.starts_with("\r\n") { 2 } else { 1 };
    if offset < start {
        return None;
    }
    let mut at = start;
    for line in source.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (offset <= at).then_some(Span::new(start, at));
        }
        // Never closed: prose begins where a line says so.
        let is_yaml = line.trim().is_empty() || line.starts_with([' ', '-', '#']) || line.contains(':');
        let here = at <= offset && offset <= at + line.len();
        if !is_yaml && !here {
            break;
        }
        at += line.len();
    }
    (offset <= at).then_some(Span::new(start, at))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The keys under which a line with this indentation stands, from the outermost.
fn parents(above: &str, mut limit: usize) -> Vec<String> {
    let mut path = Vec::new();
    for line in above.lines().rev() {
        let own = indent(line);
        let text = line.trim_start();
        let text = text.strip_prefix("- ").unwrap_or(text);
        let Some((key, value)) = text.split_once(':') else { continue };
        if own >= limit || line.trim().is_empty() {
            continue;
        }
        if value.trim().is_empty() {
            path.push(key.trim().trim_matches(['"', '\'']).to_owned());
        }
        limit = own;
        if own == 0 {
            break;
        }
    }
    path.reverse();
    path
}

/// What the schema says of the value at a path: its field, where the key is one of the schema's, and its shape.
fn schema(path: &[String]) -> Option<(Option<&'static Field>, Shape)> {
    let mut shape = Shape::Fields(FrontMatter::FIELDS);
    let mut field = None;
    for key in path {
        while let Shape::List(inner) = shape {
            shape = *inner;
        }
        (field, shape) = match shape {
            Shape::Fields(fields) => {
                let known = fields.iter().find(|field| field.name == key)?;
                (Some(known), known.shape)
            }
            Shape::Named(inner) => (None, *inner),
            _ => return None,
        };
    }
    Some((field, shape))
}

fn keys(writing: &Writing, path: &[String], word: Span, lines: &str) -> Vec<Candidate> {
    let Some((_, mut shape)) = schema(path) else { return Vec::new() };
    while let Shape::List(inner) = shape {
        shape = *inner;
    }
    match shape {
        Shape::Fields(fields) => {
            let given: Vec<&str> = match path.is_empty() {
                true => lines.lines().filter_map(|line| line.split_once(':').map(|(key, _)| key)).collect(),
                false => Vec::new(),
            };
            let missing = fields.iter().filter(|field| !given.contains(&field.name));
            missing.map(|field| key(path, field, word)).collect()
        }
        Shape::Reasons => rules(writing, word, ": "),
        Shape::Named(_) if path == ["slots"] => slots(writing, word),
        _ => Vec::new(),
    }
}

fn key(path: &[String], field: &Field, word: Span) -> Candidate {
    let nested = matches!(field.shape, Shape::Fields(_) | Shape::Named(_) | Shape::Reasons);
    let text = if nested { format!("{}:\n  ", field.name) } else { format!("{}: ", field.name) };
    let topic = path.iter().map(String::as_str).chain([field.name]).collect::<Vec<_>>().join(".");
    Candidate {
        detail: Some(format!("{}: {}", field.name, field.example)),
        topic: Some(Topic::Key(topic)),
        snippet: Some(if nested { format!("{}:\n  ${{1}}", field.name) } else { format!("{}: ${{1}}", field.name) }),
        text,
        ..candidate(field.name, CandidateKind::Field, word)
    }
}

/// The slots of the body.
fn slots(writing: &Writing, word: Span) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for item in &writing.subject.parsed.items {
        let ItemKind::Slot(slot) = &item.kind else { continue };
        let name = slot.name.text.as_str();
        let described = writing.subject.parsed.front_matter.slots.iter().any(|known| known.name.text == name);
        if !described && !out.iter().any(|known| known.label == name) {
            let text = format!("{name}:\n    ");
            let snippet = Some(format!("{name}:\n    description: ${{1}}"));
            out.push(Candidate { text, snippet, ..candidate(name, CandidateKind::Field, word) });
        }
    }
    out
}

fn values(writing: &Writing, path: &[String], value: &str, offset: usize) -> Vec<Candidate> {
    let Some((field, mut shape)) = schema(path) else { return Vec::new() };
    let list = matches!(shape, Shape::List(_));
    while let Shape::List(inner) = shape {
        shape = *inner;
    }
    let separators: &[char] = if list { &['[', ',', ' ', '\t'] } else { &[' ', '\t'] };
    let word = value.rsplit(separators).next().unwrap_or_default();
    let given: Vec<&str> = value.split(['[', ']', ',', ' ']).collect();
    let span = Span::new(offset - word.len(), offset);
    // Right behind the colon a blank is missing.
    let pad = if value.is_empty() && !path.is_empty() && behind_colon(writing, offset) { " " } else { "" };
    let value = |text: &&str| Candidate { text: format!("{pad}{text}"), ..candidate(text, CandidateKind::Value, span) };
    match shape {
        Shape::Word(words) => {
            words.iter().filter(|text| !list || !given.contains(text) || **text == word).map(value).collect()
        }
        Shape::Boolean => ["true", "false"].iter().map(value).collect(),
        Shape::Locale => ["en", "en-GB", "en-US"].iter().map(value).collect(),
        Shape::Text if matches!(field.map(|field| field.name), Some("platforms" | "platform")) => {
            let platform =
                |platform: &Platform| Candidate { detail: Some(platform.title.to_owned()), ..value(&platform.id) };
            Platform::all().iter().filter(|platform| !given.contains(&platform.id)).map(platform).collect()
        }
        _ => Vec::new(),
    }
}

fn behind_colon(writing: &Writing, offset: usize) -> bool {
    writing.subject.source.get(..offset).is_some_and(|before| before.ends_with(':'))
}
