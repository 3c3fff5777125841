//! The files that a help desk exported. Where one of them cannot be read, or a macro in one, nothing is imported at all.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::super::configuration::line_and_column;
use super::super::status::{Failure, tell};
use super::desk::{Desk, FILES};
use super::folder;
use crate::helpdesk::Platform;
use crate::helpdesk::reply::{Dump, Fault, Folder, Reply};
use crate::helpdesk::shape::{self, Form, Once};
use crate::workspace::read_text;

/// The most bytes of an export.
const MOST_BYTES: usize = 1_000_000_000;

/// What is said last where anything is wrong.
pub(super) const NOTHING: &str = "nothing was imported";

/// What one file or folder holds.
pub(super) struct Part {
    pub(super) path: PathBuf,
    pub(super) replies: Vec<Reply>,
    /// What a table or a folder is remembered by.
    pub(super) origin: Option<String>,
}

/// All macros of all files, those that come first first, and the folders that are listed in them.
pub(super) fn read(desk: &Desk, files: &[PathBuf]) -> Result<(Vec<Part>, Vec<Folder>), Failure> {
    if desk.id == FILES {
        let [folder] = files else { return Err(one_folder()) };
        if !folder.is_dir() {
            return Err(one_folder());
        }
        let part = Part { path: folder.clone(), replies: folder::read(folder, desk.locale_in_name)?, origin: None };
        return Ok((vec![part], Vec::new()));
    }
    let mut folders = Vec::new();
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        match one(desk, file) {
            Ok(dump) => {
                folders.extend(dump.folders);
                notes.extend(dump.notes.iter().map(|note| format!("{}: {note}", file.display())));
                parts.push(Part { path: file.clone(), replies: dump.replies, origin: None });
            }
            Err(faults) => errors.extend(faults),
        }
    }
    if !errors.is_empty() {
        return Err(nothing(errors));
    }
    // What says that pages are missing is of no interest where they are among the files.
    if files.len() == 1 {
        notes.iter().for_each(|note| tell("note", note));
    }
    Ok((parts, folders))
}

/// The titles of macros that may have got to their help desk from here.
pub(super) fn titles<'p>(desk: &Desk, parts: &'p [Part]) -> HashSet<&'p str> {
    let replies = parts.iter().filter(|_| !desk.is_plain()).flat_map(|part| &part.replies);
    replies.map(|reply| reply.title.as_str()).filter(|title| !title.is_empty()).collect()
}

fn one_folder() -> Failure {
    Failure::new(format!("`{FILES}` reads one folder, as in `softspoken import {FILES} texts`"))
}

fn nothing(mut errors: Vec<String>) -> Failure {
    errors.push(NOTHING.to_owned());
    Failure(errors)
}

/// Each macro once, in its order, in its folder.
pub(super) fn joined(desk: &Desk, parts: Vec<Part>, folders: &[Folder]) -> Result<Vec<Reply>, Failure> {
    let mut once = Once::default();
    let mut errors = Vec::new();
    for Part { path, replies, .. } in parts {
        let again = replies.into_iter().filter_map(|reply| once.add(reply));
        errors.extend(again.map(|fault| format!("{}: {fault}", path.display())));
    }
    if !errors.is_empty() {
        return Err(nothing(errors));
    }
    shape::name_folders(&desk.shape, &mut once.replies, folders);
    Ok(once.replies)
}

/// The dump of a help desk, or all that is wrong with it.
pub(in crate::cli) fn of_platform(platform: &Platform, path: &Path) -> Result<Dump, Failure> {
    one(&Desk::of(platform.id, None)?, path).map_err(Failure)
}

/// The same of any source.
fn one(desk: &Desk, path: &Path) -> Result<Dump, Vec<String>> {
    let shown = path.display();
    let text = read_text(path, MOST_BYTES).map_err(|words| vec![format!("{shown}: {words}")])?;
    let told = |fault: &Fault| format!("{shown}:{}: {}", line_and_column(&text, fault.at), fault.message);
    let form = Form::of(&path.to_string_lossy(), &text);
    let refused = |fault: Fault| vec![told(&fault)];
    let mut dump = match &desk.columns {
        None => shape::read_as(desk.title, &desk.shape, &text, form).map_err(refused)?,
        Some(columns) => {
            let heads = shape::heads(&text).map_err(refused)?;
            let shape = columns.shape(&heads).map_err(|words| vec![format!("{shown}:1:1: {words}")])?;
            shape::read_as(desk.title, &shape, &text, Form::Csv).map_err(refused)?
        }
    };
    if let Some(columns) = &desk.columns {
        dump.replies.iter_mut().for_each(|reply| columns.settle(reply));
    }
    match dump.faults.is_empty() {
        true => Ok(dump),
        false => Err(dump.faults.iter().map(told).collect()),
    }
}
