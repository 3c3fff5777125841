//! Dumps of help desks: from the JSON or the table that an export gives to [`Dump`].
//!
//! A new help desk is a file of facts; only a shape that none has yet needs code here.

mod actions;
mod csv;
mod folders;
mod json;
#[cfg(test)]
mod odd;
mod once;
mod places;
mod record;
mod second;
mod snippets;
#[cfg(test)]
mod tests;
mod write;

use super::Platform;
use super::facts::Shape;
use super::reply::{Dump, Fault, Place};

pub use csv::heads;
pub use folders::name_folders;
pub use once::Once;
pub use places::{Places, Value, Written};
pub use snippets::is_snippet;
pub use write::write;

/// What a dump is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON, also several values one behind the other.
    Json,
    /// A table.
    Csv,
}

impl Form {
    /// What a file is written in: its name says so, or else its first letter.
    pub fn of(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "tsv" => Form::Csv,
            "json" | "jsonl" | "ndjson" => Form::Json,
            _ if text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) => Form::Json,
            _ => Form::Csv,
        }
    }
}

/// Reads the dump of a help desk. A mistake that leaves nothing to read is the error; a record that cannot be read is among
/// the faults.
pub fn read(platform: &'static Platform, text: &str, form: Form) -> Result<Dump, Fault> {
    let Some(shape) = &platform.shape else {
        let known = with_shape().map(|platform| platform.id).collect::<Vec<_>>().join(", ");
        let message = format!("what {} exports is not known; dumps are read of {known}", platform.title);
        return Err(Fault { at: 0, message });
    };
    read_as(platform.title, shape, text, form)
}

/// The same of a dump of a known shape; `title` is what people call who made it.
pub fn read_as(title: &str, shape: &Shape, text: &str, form: Form) -> Result<Dump, Fault> {
    let mut dump = match form {
        Form::Json => json::read(title, shape, text)?,
        Form::Csv => csv::read(title, shape, text)?,
    };
    without_texts(shape, &mut dump);
    Ok(dump)
}

/// Where values of a dump stand that was read before.
pub fn places<'p>(
    platform: &'static Platform,
    text: &str,
    form: Form,
    wanted: impl Iterator<Item = &'p Place>,
) -> Places {
    match (form, &platform.shape) {
        (Form::Json, _) => Places::in_json(text, wanted),
        (Form::Csv, Some(shape)) => csv::places(platform.title, shape, text),
        (Form::Csv, None) => Places::default(),
    }
}

/// The help desks whose dumps can be read.
pub fn with_shape() -> impl Iterator<Item = &'static Platform> {
    Platform::all().iter().filter(|platform| platform.shape.is_some())
}

/// Lists that come without texts say nothing of the macros. Where texts are actions a macro may do well without.
fn without_texts(shape: &Shape, dump: &mut Dump) {
    let has_none = dump.replies.iter().all(|reply| reply.texts.is_empty());
    if dump.replies.is_empty() || !has_none || shape.actions.is_some() {
        return;
    }
    let words = shape.without_text.as_deref().map(|words| format!(". {words}")).unwrap_or_default();
    dump.faults.push(Fault { at: 0, message: format!("no macro in it has a text{words}") });
}
