//! A folder of texts as macros: Markdown, HTML and plain text, a file a macro. All else in it is named and left alone.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::super::status::{Failure, tell};
use super::sources::NOTHING;
use crate::helpdesk::carried::yaml_value;
use crate::helpdesk::facts::TextKind;
use crate::helpdesk::markup::title_of_html;
use crate::helpdesk::reply::{Place, Reply, Text};
use crate::syntax::{FrontMatter, Macro, Name, is_locale};
use crate::workspace::{io_words, read_macro};

/// The keys of front matter that have a field of their own in a reply.
const READ: [&str; 5] = ["title", "description", "subject", "locale", "tags"];

/// The macros of a folder, in the order of their paths; `locales` says whether names and folders tell languages.
pub(super) fn read(folder: &Path, locales: bool) -> Result<Vec<Reply>, Failure> {
    let mut files = Vec::new();
    let mut left = Vec::new();
    walk(folder, &mut files, &mut left)?;
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut replies = Vec::new();
    let mut errors = Vec::new();
    for (path, kind) in &files {
        match read_macro(path) {
            Ok(text) if text.trim().is_empty() => left.push(format!("{}: it is empty", path.display())),
            Ok(text) => replies.push(reply(folder, path, *kind, &text, locales)),
            Err(words) => errors.push(format!("{}: {words}", path.display())),
        }
    }
    if !errors.is_empty() {
        errors.push(NOTHING.to_owned());
        return Err(Failure(errors));
    }
    left.sort();
    left.iter().for_each(|left| tell("note", &format!("{left}; left alone")));
    Ok(replies)
}

/// Neither hidden files nor links.
fn walk(folder: &Path, files: &mut Vec<(PathBuf, TextKind)>, left: &mut Vec<String>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("{}: {}", folder.display(), io_words(&error)));
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            left.push(format!("{}: it is hidden", path.display()));
        } else if kind.is_dir() {
            walk(&path, files, left)?;
        } else if !kind.is_file() {
            left.push(format!("{}: it is a link or no file", path.display()));
        } else if let Some(kind) = text_kind(&path) {
            files.push((path, kind));
        } else {
            left.push(format!("{}: it is neither Markdown, HTML nor text", path.display()));
        }
    }
    Ok(())
}

fn text_kind(path: &Path) -> Option<TextKind> {
    Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "md" | "markdown" => TextKind::Markdown,
        "html" | "htm" => TextKind::Html,
        "txt" => TextKind::Text,
        _ => return None,
    })
}

fn reply(folder: &Path, path: &Path, kind: TextKind, text: &str, locales: bool) -> Reply {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let name = relative.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = text.trim_start_matches('\u{feff}');
    let category: Vec<String> = parts.split_last().map(|(_, folders)| folders.to_vec()).unwrap_or_default();
    let (title, language) = if locales { by_language(&name, &category) } else { (name, None) };
    let mut reply = Reply { id: Some(parts.join("/")), title, locale: language, category, ..Reply::default() };
    let body = match kind {
        TextKind::Markdown => markdown(text, &mut reply),
        TextKind::Html => {
            reply.title = title_of_html(text).unwrap_or(reply.title);
            text
        }
        _ => text,
    };
    let place = Place::default();
    let channels = Vec::new();
    reply.texts =
        vec![Text { place, body: body.to_owned(), kind, part: None, channels, internal: false, locale: None }];
    reply
}

/// The language that a name ends with (`hallo.de`), and what stands before that; else the language that the nearest folder has
/// for a name.
fn by_language(name: &str, folders: &[String]) -> (String, Option<String>) {
    let language = |word: &str| {
        let word = word.replace('_', "-");
        // Words of three letters are rather words.
        let is_short = word.split('-').next().is_some_and(|language| language.len() == 2);
        Some(word).filter(|word| is_short && is_locale(word))
    };
    let ending = name.rsplit_once('.').filter(|(title, _)| !title.is_empty());
    match ending.and_then(|(title, word)| Some((title, language(word)?))) {
        Some((title, language)) => (title.to_owned(), Some(language)),
        None => (name.to_owned(), folders.iter().rev().find_map(|folder| language(folder))),
    }
}

/// Reads front matter and a heading on the first line into `reply`; gives the text behind them.
fn markdown<'t>(text: &'t str, reply: &mut Reply) -> &'t str {
    let parsed = Macro::parse_front_matter(text);
    let front_matter = &parsed.front_matter;
    let said = |name: &Option<Name>| name.as_ref().map(|name| name.text.clone());
    let body = parsed.body.of(text).trim_start_matches(['\n', '\r']);
    reply.description = said(&front_matter.description);
    reply.subject = said(&front_matter.subject).map(|subject| (Place::default(), subject));
    reply.locale = said(&front_matter.locale).or(reply.locale.take());
    reply.tags = front_matter.tags.iter().map(|tag| tag.text.clone()).collect();
    reply.extra = extra(text, front_matter, &parsed);
    if let Some(title) = said(&front_matter.title) {
        reply.title = title;
        return body;
    }
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let is_alone = rest.lines().next().is_none_or(|line| line.trim().is_empty());
    let heading = first.trim_start_matches('#');
    let is_heading = first.starts_with('#') && heading.starts_with(' ') && !heading.trim().is_empty();
    if !is_heading || !is_alone || rest.trim().is_empty() {
        return body;
    }
    reply.title = heading.trim().trim_end_matches('#').trim().to_owned();
    rest.trim_start_matches(['\n', '\r'])
}

fn extra(text: &str, front_matter: &FrontMatter, parsed: &Macro) -> Map<String, Value> {
    let others = front_matter.entries.iter().filter(|entry| !READ.contains(&entry.key.text.as_str()));
    others.map(|entry| (entry.key.text.clone(), yaml_value(text, parsed, entry.value))).collect()
}
