//! `rules test`: the examples of packs, and the phrases that no example needs.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::configuration::{configuration, line_and_column};
use super::paths;
use super::place;
use super::status::{Failure, Status, printed};
use super::terminal::{self, Color, Style};
use crate::knowledge::{PackFile, PackMistake, SHIPPED, Written};
use crate::report::{PackFailure, PackTest, test_packs};
use crate::text::LineIndex;
use crate::workspace::{io_words, read_macro};

const AFTER: &str = "\
Without a pack: the shipped ones and those of the configuration. A pack that
is named is put on top of the shipped ones, and what it touches is tested.
Exit status: 0 all is well, 1 something fails, 2 a pack has mistakes
Example: softspoken rules test rules/ours.toml";

/// Run the examples of packs, and look for phrases that none needs
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Files of a pack
    #[arg(value_name = "PACK")]
    packs: Vec<PathBuf>,
    /// human or json
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, default_value = "human")]
    format: TestFormat,
    /// Use this softspoken.toml, not the one found here
    #[arg(long, value_name = "FILE", conflicts_with = "packs")]
    config: Option<PathBuf>,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", hide_possible_values = true, default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TestFormat {
    Human,
    Json,
}

/// A pack of a team: its name and its text.
type Pack = (String, String);

/// Tests them; 1 where something fails.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))?;
    let team = team(arguments, &here)?;
    let files: Vec<PackFile> = team.iter().map(|(name, text)| PackFile { name, text }).collect();
    let written = Written::read(SHIPPED, &files);
    if !written.mistakes.is_empty() {
        return Err(Failure(written.mistakes.iter().map(|mistake| told(mistake, &files)).collect()));
    }
    let test = test_packs(&written, |file| arguments.packs.is_empty() || files.iter().any(|pack| pack.name == file));
    let style = Style::of_stdout(arguments.color);
    let text = match arguments.format {
        TestFormat::Human => human(&test, &files, style),
        TestFormat::Json => json(&test, &files),
    };
    let mut out = terminal::stdout(style);
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(if test.failures.is_empty() { Status::Clean } else { Status::Found })
}

fn team(arguments: &Arguments, here: &Path) -> Result<Vec<Pack>, Failure> {
    if arguments.packs.is_empty() {
        let config = configuration(arguments.config.as_deref())?;
        let packs = config.packs.into_iter();
        return Ok(packs.filter_map(|pack| Some((paths::shown(&pack.path, here), pack.text?))).collect());
    }
    let read = |path: &PathBuf| {
        let name = paths::shown(path, here);
        match read_macro(path) {
            Ok(text) => Ok((name, text)),
            Err(words) => Err(Failure::new(format!("{name}: {words}"))),
        }
    };
    arguments.packs.iter().map(read).collect()
}

/// The text of a file of the shipped packs or the team's.
fn text_of<'a>(name: &str, team: &[PackFile<'a>]) -> &'a str {
    SHIPPED.iter().chain(team).find(|file| file.name == name).map_or("", |file| file.text)
}

fn told(mistake: &PackMistake, team: &[PackFile]) -> String {
    let place = line_and_column(text_of(&mistake.file, team), mistake.span.start);
    format!("{}:{place}: {}", mistake.file, mistake.message)
}

fn human(test: &PackTest, team: &[PackFile], style: Style) -> String {
    let mut out = String::new();
    for PackFailure { place, id, message, .. } in &test.failures {
        let at = line_and_column(text_of(place.file, team), place.span.start);
        let _ = writeln!(out, "{}: {}: {message}", style.bold(&format!("{}:{at}", place.file)), style.code(id));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let failures = match test.failures.len() {
        0 => "all is well".to_owned(),
        1 => "1 failure".to_owned(),
        many => format!("{many} failures"),
    };
    let counts =
        [count(test.rules, "rule"), count(test.acts, "act"), count(test.lines, "line"), count(test.phrases, "phrase")];
    let _ = writeln!(out, "Tested {}: {failures}.", counts.join(", "));
    out
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn json(test: &PackTest, team: &[PackFile]) -> String {
    let failures: Vec<_> = test
        .failures
        .iter()
        .map(|failure| {
            let text = text_of(failure.place.file, team);
            json!({
                "path": failure.place.file,
                "id": failure.id,
                "kind": failure.kind.as_str(),
                "message": failure.message,
                "range": place::range(text, &LineIndex::new(text), failure.place.span),
            })
        })
        .collect();
    let summary = json!({
        "rules": test.rules,
        "acts": test.acts,
        "lines": test.lines,
        "phrases": test.phrases,
        "failures": test.failures.len(),
    });
    format!("{:#}\n", json!({ "version": 1, "failures": failures, "summary": summary }))
}
