//! `render`: the message that a customer receives, or every message that a macro can become.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use super::configuration::{config_for, line_and_column};
use super::inputs::STDIN;
use super::render_data::{self, Setting};
use super::render_output::{self, Format, Shown};
use super::status::{Failure, Status, printed, tell};
use super::{paths, render_paths};
use crate::message::render::{Around, RenderError, RenderWarning, render};
use crate::syntax::{Item, ItemKind, Macro, TagKind};
use crate::text::Span;
use crate::workspace::{SnippetFiles, io_words, macro_text, read_macro, slot_samples};

const AFTER: &str = "\
Without --data, variables have their sample values. --set takes JSON or text.
Example: softspoken render macros/a.macro --set customer.first_name=Ann";

/// The most mistakes of the macro that are told: this command is about the message.
const MOST_TOLD: usize = 20;

/// Print the message that a customer receives
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// A macro, or - for standard input
    file: PathBuf,
    /// JSON object of variables, not samples
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Set a variable; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = Setting::parse)]
    set: Vec<Setting>,
    /// Every message, whatever the data are
    #[arg(long)]
    all_paths: bool,
    /// text, html or json [default: text]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, hide_default_value = true, default_value = "text")]
    format: Format,
    /// Where standard input would be
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    /// Use this softspoken.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The macro that is rendered.
struct Input {
    /// Its path as messages write it.
    shown: String,
    /// Where it is, for its configuration and its ending.
    path: PathBuf,
    source: String,
}

/// Prints it.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))?;
    let input = input(arguments, &here)?;
    let folder = here.join(&input.path);
    let config = Arc::new(config_for(arguments.config.as_deref(), folder.parent().unwrap_or(&here), &here)?);
    let data = render_data::data(&config, arguments.data.as_deref(), &arguments.set)?;
    let snippets = SnippetFiles::new(config.clone(), &here).around(&input.path);
    let slots = slot_samples(&config);
    let around = Around { data: &data, snippets: &snippets, slots: &slots, now: now() };
    let parsed = Macro::parse(&input.source);
    for mistake in parsed.mistakes.iter().take(MOST_TOLD) {
        tell("warning", &format!("{}: {}", place(&input, &snippets, None, mistake.span), mistake.message));
    }
    if let Some(more @ 1..) = parsed.mistakes.len().checked_sub(MOST_TOLD) {
        tell("note", &format!("there are {more} more mistakes in it; `softspoken check` tells all"));
    }
    let stopped = |error: RenderError| {
        let place = place(&input, &snippets, error.label.as_deref(), error.span);
        Failure::new(format!("{place}: {}", error.message))
    };
    tell_of_settings(&arguments.set, &parsed, &input.source);
    let messages = if arguments.all_paths {
        render_paths::all(&input.source, &parsed, &around).map_err(stopped)?
    } else {
        render_paths::Messages::one(render(&input.source, &parsed, &around).map_err(stopped)?)
    };
    for warning in messages.warnings() {
        let RenderWarning { label, span, message } = warning;
        let place = place(&input, &snippets, label.as_deref(), *span);
        tell("warning", &format!("{place}: Liquid prints an error here: {message}"));
    }
    if messages.more {
        let count = messages.messages.len();
        tell("note", &format!("there are more messages than these {count}; rendering every path stops there"));
    }
    let shown = Shown { path: &input.shown, file: &input.path, front_matter: &parsed.front_matter };
    let text = render_output::output(arguments.format, &shown, &messages);
    let mut out = io::stdout().lock();
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn input(arguments: &Arguments, here: &Path) -> Result<Input, Failure> {
    if arguments.file != Path::new(STDIN) {
        let shown = paths::shown(&arguments.file, here);
        let source = read_macro(&arguments.file).map_err(|words| Failure::new(format!("{shown}: {words}")))?;
        return Ok(Input { shown, path: arguments.file.clone(), source });
    }
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format!("standard input could not be read: {}", io_words(&error))))?;
    let source = macro_text(bytes).map_err(|words| Failure::new(format!("standard input: {words}")))?;
    let name = arguments.stdin_filename.as_deref();
    let shown = name.map_or_else(|| STDIN.to_owned(), |name| paths::shown(name, here));
    Ok(Input { shown, path: name.map_or_else(|| here.join(STDIN), Path::to_owned), source })
}

/// Tells of values for variables that the macro does not have. What its snippets have is not looked at.
fn tell_of_settings(settings: &[Setting], parsed: &Macro, source: &str) {
    let renders = |item: &Item| matches!(&item.kind, ItemKind::Tag(tag) if matches!(tag.kind, TagKind::Render { .. }));
    if parsed.items.iter().any(renders) {
        return;
    }
    for name in settings.iter().map(Setting::name) {
        let root = name.split('.').next().unwrap_or(name);
        if !source.contains(root) {
            tell("note", &format!("`--set {name}`: the macro has no variable `{root}`"));
        }
    }
}

/// File, line and column of a place in the macro, or in the snippet of that label.
fn place(input: &Input, snippets: &SnippetFiles, label: Option<&str>, span: Span) -> String {
    let Some(label) = label else {
        return format!("{}:{}", input.shown, line_and_column(&input.source, span.start));
    };
    match snippets.labelled(label) {
        Some(snippet) => format!("{label}:{}", line_and_column(&snippet.source, span.start)),
        None => label.to_owned(),
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}
