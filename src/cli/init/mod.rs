//! `init`: looks at a repository and writes what a team needs to begin: configuration, baseline, editor settings and the CI
//! workflow. It asks nothing, and never touches a file that is there.

mod config;
mod example;
mod files;
mod host;
mod kind;
mod layout;
mod others;
mod survey;

use std::path::{Path, PathBuf};

use clap::{Args, Parser};

use self::files::{Files, Outcome};
use self::host::Host;
use self::others::Others;
use self::survey::Survey;
use super::check::BASELINE;
use super::paths;
use super::status::{Failure, Status, printed, tell};
use super::terminal::{self, Color, Style};
use super::{Cli, Command};
use crate::workspace::{CONFIG_FILE, Config, io_words};

const AFTER: &str = "\
Looks at the macros in this folder and the repository around it. A file that
is there is never changed.
Example: softspoken init --diff";

/// Write configuration, baseline, editor settings and a CI workflow
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Only show what would be written
    #[arg(long)]
    diff: bool,
}

/// Writes them, and says what to do next.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))?;
    let mut survey = Survey::take(&[PathBuf::from(".")])?;
    let configured = Config::file_for(&here);
    let others = if survey.is_empty() { Others::find(&here) } else { Others::default() };
    if !others.files.is_empty() {
        survey = Survey::take(&others.files)?;
    }
    let host = Host::of(&here);
    let mut files = Files::new(host.top());
    if survey.is_empty() {
        files.add(PathBuf::from(example::PATH), example::TEXT.to_owned());
    }
    if configured.is_none() {
        files.add(PathBuf::from(CONFIG_FILE), config::text(&survey, &others));
    }
    files.add(PathBuf::from(EXTENSIONS), format!("{{\n  \"recommendations\": [\"{EXTENSION}\"]\n}}\n"));
    host.files(&mut files);
    let style = Style::of_stdout(Color::Auto);
    let mut out = terminal::stdout(style);
    let mut text = if others.files.is_empty() { String::new() } else { others.told() };
    text.push_str(&survey.told());
    if let Some(file) = &configured {
        text.push_str(&format!("Kept {}, which was there\n", paths::shown(file, &here)));
    }
    let has_baseline = Path::new(BASELINE).exists();
    let wants_baseline = configured.is_none() && !has_baseline;
    // What cannot be read is told where the baseline is written.
    if arguments.diff || !wants_baseline {
        survey.unread.iter().for_each(|words| tell("error", words));
    }
    if arguments.diff {
        let mut new = files.diff() + &text;
        if wants_baseline {
            new.push_str(&format!("{BASELINE} would list what is found then\n"));
        }
        return printed(out.write_all(new.as_bytes()).and_then(|()| out.flush())).map(|status| survey.status(status));
    }
    for (path, outcome) in files.write()? {
        text.push_str(&match outcome {
            Outcome::Written => format!("Wrote {path}\n"),
            Outcome::Kept => format!("Kept {path}, which was there\n"),
            Outcome::Outside => format!("Did not write {path}: its folder is a link that leads out of here\n"),
        });
    }
    if wants_baseline {
        write_baseline()?;
        text.push_str(&format!("Wrote {BASELINE}\n"));
    } else if has_baseline {
        text.push_str(&format!("Kept {BASELINE}, which was there\n"));
    }
    let is_old = if has_baseline { configured.is_none() } else { !wants_baseline };
    text.push_str(&next(&survey, &others, configured.is_some(), is_old, &host));
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush())).map(|status| survey.status(status))
}

const EXTENSIONS: &str = ".vscode/extensions.json";
const EXTENSION: &str = "softspoken.softspoken";

/// Lists what is there now as known.
fn write_baseline() -> Result<(), Failure> {
    let command = Cli::try_parse_from(["softspoken", "check", "--write-baseline"]).map(|cli| cli.command);
    match command {
        // A macro that cannot be read has been named, and is no reason to have no baseline.
        Ok(Command::Check(arguments)) => super::check::run(&arguments).map(drop),
        _ => Ok(()),
    }
}

/// What to do now, where the baseline is one that was there, or there is none.
fn next(survey: &Survey, others: &Others, is_configured: bool, is_old: bool, host: &Host) -> String {
    let mut out = String::from("\nNext:\n");
    if !survey.unread.is_empty() {
        out.push_str("  mend what could not be read: until then the exit status is 2\n");
    }
    if !others.files.is_empty() && is_configured {
        out.push_str("  take the texts in under [files] in softspoken.toml, by `include`\n");
    }
    if is_old {
        out.push_str(
            "  `softspoken check --write-baseline` lists what is there now, so that only what is new is told\n",
        );
    }
    for step in host.steps() {
        out.push_str(&format!("  {step}\n"));
    }
    out.push_str("  `softspoken check` tells what is new; commit the files above\n");
    out.push_str("  `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin\n");
    out.push_str("  after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it\n");
    out
}
