//! `export`: the macros of a workspace in the shape of a help desk's own export. What the help desk cannot say is never left
//! away in silence: its macro is left out and named, or sent without it where that is asked for.

mod words;

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::atomic;
use super::desk_macros::{self, DeskMacro};
use super::nearest;
use super::status::{Failure, Status, printed, tell};
use crate::helpdesk::Platform;
use crate::helpdesk::reply::Reply;
use crate::helpdesk::shape::{self, Form};
use crate::workspace::write_words;

const AFTER: &str = "\
Exit status: 0 all exported, 1 a macro is left out, 2 failure
Example: softspoken export zendesk macros --output macros.json";

/// Write macros in the shape of a help desk's own export
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// The help desk, such as zendesk
    platform: String,
    /// Files and folders [default: .]
    #[arg(hide_default_value = true, default_value = ".")]
    paths: Vec<PathBuf>,
    /// Write to this file; one that ends in .csv is a table
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also what the help desk cannot say, without it
    #[arg(long)]
    lossy: bool,
    /// Use this softspoken.toml for all macros
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Writes them.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let platform = platform(&arguments.platform)?;
    let form = form(platform, arguments.output.as_deref())?;
    let mut desk = desk_macros::gather(platform, &arguments.paths, arguments.config.as_deref())?;
    same_titles(platform, &mut desk.macros);
    let all = desk.macros.len();
    let mut unsent = words::Unsent::default();
    let mut sent: Vec<Reply> = Vec::new();
    for of_desk in desk.macros {
        if words::tell_all(platform, &of_desk, arguments.lossy) {
            unsent.add(&of_desk);
            sent.push(of_desk.sent.reply);
        }
    }
    unsent.tell(platform);
    let text = shape::write(platform, &sent, form).unwrap_or_default();
    let left_out = all - sent.len();
    if let Some(output) = arguments.output.as_deref().filter(|_| desk.refused > 0) {
        // What is there may be whole, and somebody may send what is written.
        let left = if output.exists() { "is as it was" } else { "is not written" };
        tell("note", &format!("{} {left}", output.display()));
        return Ok(Status::Failed);
    }
    put(arguments.output.as_deref(), &text)?;
    tell("note", &counted(platform, sent.len(), left_out, desk.elsewhere));
    Ok(match (desk.refused, left_out) {
        (0, 0) => Status::Clean,
        (0, _) => Status::Found,
        _ => Status::Failed,
    })
}

/// The help desk of that name, if macros can be written for it.
pub(super) fn platform(name: &str) -> Result<&'static Platform, Failure> {
    let ids = || shape::with_shape().map(|platform| platform.id);
    match Platform::named(name) {
        Some(platform) if platform.shape.is_some() => Ok(platform),
        Some(platform) => {
            let known = ids().collect::<Vec<_>>().join(", ");
            Err(Failure::new(format!("what {} takes is not known; this is known of {known}", platform.title)))
        }
        None => Err(Failure::new(format!("no help desk is called `{name}`.{}", nearest::hint(name, ids())))),
    }
}

/// What is written: a table where the name of the file says so.
fn form(platform: &Platform, output: Option<&Path>) -> Result<Form, Failure> {
    let ending = output.and_then(Path::extension);
    if !ending.is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        return Ok(Form::Json);
    }
    match platform.shape.as_ref().and_then(|shape| shape.csv.as_ref()) {
        Some(_) => Ok(Form::Csv),
        None => Err(Failure::new(format!("{} takes no tables; let the name of the file end in .json", platform.title))),
    }
}

/// Notes macros that may not have the same title as one before them.
fn same_titles(platform: &Platform, macros: &mut [DeskMacro]) {
    let Some(said) = &platform.limits.title_unique else { return };
    let mut known: HashMap<String, String> = HashMap::new();
    for of_desk in macros {
        let title = of_desk.sent.reply.title.trim().to_owned();
        let Some(file) = of_desk.files.first().filter(|_| !title.is_empty()) else { continue };
        match known.get(&title) {
            Some(other) => {
                let words = format!("{other} has the same title, and {} takes no two of one title", platform.title);
                of_desk.note(words, said.verified);
            }
            None => drop(known.insert(title, file.shown.clone())),
        }
    }
}

/// Prints the text, or puts it into the file: at every instant that is the old one or the new one.
fn put(output: Option<&Path>, text: &str) -> Result<(), Failure> {
    let Some(path) = output else {
        let mut out = io::stdout().lock();
        return printed(out.write_all(text.as_bytes()).and_then(|()| out.flush())).map(drop);
    };
    let failed =
        |error: io::Error| Failure::new(format!("{} could not be written: {}", path.display(), write_words(&error)));
    atomic::put(path, text).map_err(failed)
}

fn counted(platform: &Platform, sent: usize, left_out: usize, elsewhere: usize) -> String {
    let plural = |count: usize| if count == 1 { "macro" } else { "macros" };
    let mut words = format!("{sent} {} for {}", plural(sent), platform.title);
    if left_out > 0 {
        words.push_str(&format!(", {left_out} left out"));
    }
    if elsewhere > 0 {
        words.push_str(&format!(", {elsewhere} for other help desks only"));
    }
    words
}
