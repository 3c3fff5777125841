//! `softspoken-desk.json`: what help desks and files were when they were last the same, in numbers. One line a macro, sorted,
//! so that it merges as the macros do. Where it is lost, an import compares the texts themselves.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::atomic;
use super::configuration::line_and_column;
use super::status::Failure;
use crate::helpdesk::exchange::{Last, Prints};
use crate::workspace::{io_words, read_text};

/// The name of the file.
const FILE: &str = "softspoken-desk.json";

/// What kind of file it is. A file of a later version is not touched.
const VERSION: u32 = 1;

/// How the numbers of files are made. Where that changes, those of before say nothing.
const FORM: u32 = 1;

/// The most bytes of it: so many as several hundred thousand macros take.
const MOST_BYTES: usize = 100_000_000;

/// A macro of a help desk: the desk's id, and its own.
pub(super) type Key = (String, String);

/// The file as read.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    entries: BTreeMap<Key, Entry>,
    /// As it stands on the disk.
    written: String,
}

/// What is remembered of a macro.
#[derive(Debug)]
struct Entry {
    last: Last,
    /// The table or the folder that it came from.
    from: Option<String>,
}

#[derive(Deserialize)]
struct Written {
    version: u32,
    #[serde(default)]
    form: u32,
    #[serde(default)]
    macros: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    platform: String,
    id: String,
    from: Option<String>,
    there: String,
    here: String,
}

impl Lock {
    /// Whether there is one in `folder`.
    pub(super) fn is_in(folder: &Path) -> bool {
        folder.join(FILE).is_file()
    }

    /// Reads the one in `folder`; empty where there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(FILE);
        let mut lock = Self { path, entries: BTreeMap::new(), written: String::new() };
        if !lock.path.exists() {
            return Ok(lock);
        }
        let shown = lock.path.display().to_string();
        let text = read_text(&lock.path, MOST_BYTES).map_err(|words| Failure::new(format!("{shown}: {words}")))?;
        let file: Written = serde_json::from_str(&text).map_err(|error| {
            let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let place = line_and_column(&text, text.floor_char_boundary(before + error.column().saturating_sub(1)));
            Failure::new(format!(
                "{shown}:{place}: this cannot be read; mend it, or delete the file: without it texts are compared"
            ))
        })?;
        if file.version > VERSION {
            return Err(Failure::new(format!("{shown}: a later version of softspoken wrote it; use that one")));
        }
        for row in file.macros.into_iter().filter(|_| file.form == FORM) {
            if let (Some(there), Some(here)) = (prints(&row.there), prints(&row.here)) {
                let entry = Entry { last: Last { there, here }, from: row.from };
                lock.entries.insert((row.platform, row.id), entry);
            }
        }
        lock.written = text;
        Ok(lock)
    }

    /// What is known of a macro.
    pub(super) fn get(&self, key: &Key) -> Option<&Last> {
        self.entries.get(key).map(|entry| &entry.last)
    }

    /// The table or the folder that a macro came from.
    pub(super) fn from(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.from.as_deref()
    }

    /// Remembers a macro, and where it came from.
    pub(super) fn set(&mut self, key: Key, last: Last, from: Option<String>) {
        self.entries.insert(key, Entry { last, from });
    }

    /// Puts it on the disk where anything changed.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let text = self.text();
        if text == self.written || (self.entries.is_empty() && self.written.is_empty()) {
            return Ok(());
        }
        let failed = |error: io::Error| Failure::new(format!("{}: {}", self.path.display(), io_words(&error)));
        atomic::put(&self.path, &text).map_err(failed)
    }

    fn text(&self) -> String {
        let mut out = format!("{{\"version\": {VERSION}, \"form\": {FORM}, \"macros\": [");
        for (number, ((platform, id), Entry { last, from })) in self.entries.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            let (platform, id, there, here) = (quoted(platform), quoted(id), words(&last.there), words(&last.here));
            _ = write!(out, "{comma}\n{{\"platform\": {platform}, \"id\": {id}, ");
            from.iter().for_each(|from| _ = write!(out, "\"from\": {}, ", quoted(from)));
            _ = write!(out, "\"there\": \"{there}\", \"here\": \"{here}\"}}");
        }
        out.push_str("\n]}\n");
        out
    }
}

fn words(prints: &Prints) -> String {
    prints.map(|print| format!("{print:016x}")).join(",")
}

fn prints(words: &str) -> Option<Prints> {
    let all: Vec<u64> = words.split(',').filter_map(|word| u64::from_str_radix(word, 16).ok()).collect();
    all.try_into().ok()
}
