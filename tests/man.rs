//! The manual pages in `docs/man/`, one a command. `UPDATE_EXPECT=1 cargo test --test man` writes them.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use clap_mangen::Man;

const FOLDER: &str = "docs/man";

/// What no option says, on the page of the program itself.
const FILES: &str = r#".SH FILES
.TP
\fIsoftspoken.toml\fR
Configuration of the macros in its folder and below; nothing is needed without one.
.TP
\fI.softspokenignore\fR, \fI.gitignore\fR
Files and folders to leave out.
.SH SEE ALSO
The guide: https://softspoken.github.io/softspoken
"#;

/// Every page by its file.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut program = softspoken::cli::command().disable_help_subcommand(true);
    program.build();
    let mut out = BTreeMap::new();
    add(&program, "softspoken", &mut out);
    out
}

fn add(command: &clap::Command, name: &str, out: &mut BTreeMap<PathBuf, String>) {
    let version = format!("softspoken {}", env!("CARGO_PKG_VERSION"));
    let manual = Man::new(with_all_options(command)).title(name).source(version).manual("softspoken");
    let mut page = Vec::new();
    manual.render_title(&mut page).expect("a title");
    manual.render_name_section(&mut page).expect("a name");
    manual.render_synopsis_section(&mut page).expect("a synopsis");
    manual.render_description_section(&mut page).expect("a description");
    manual.render_options_section(&mut page).expect("options");
    let below: Vec<&clap::Command> = command.get_subcommands().filter(|below| !below.is_hide_set()).collect();
    if !below.is_empty() {
        manual.render_subcommands_section(&mut page).expect("commands");
    }
    let mut page = String::from_utf8(page).expect("UTF-8");
    page += &after(&command.get_after_help().map(ToString::to_string).unwrap_or_default());
    if name == "softspoken" {
        page += FILES;
    }
    out.insert(PathBuf::from(format!("{FOLDER}/{name}.1")), page);
    for below in below {
        add(below, &format!("{name}-{}", below.get_name()), out);
    }
}

/// What `--help` leaves out to fit a screen belongs in the manual. Options without a text are for programs.
fn with_all_options(command: &clap::Command) -> clap::Command {
    command.clone().mut_args(|option| match option.get_help() {
        Some(_) => option.hide(false),
        None => option,
    })
}

/// What stands behind the options in `--help`, each in a section of its own.
fn after(help: &str) -> String {
    let text = |line: &str| format!("{}\n", line.replace('\\', "\\e").replace('-', "\\-"));
    let titled = |line: &str| line.starts_with("Exit status: ") || line.starts_with("Example: ");
    let notes: String = help.lines().filter(|line| !titled(line)).map(text).collect();
    let sections = help.lines().filter(|line| titled(line)).filter_map(|line| line.split_once(": "));
    let sections: String =
        sections.map(|(title, line)| format!(".SH {}\n{}", title.to_uppercase(), text(line))).collect();
    if notes.is_empty() { sections } else { format!(".SH NOTES\n{notes}{sections}") }
}

#[test]
fn manual_pages_are_current() {
    let pages = pages();
    let there: Vec<PathBuf> = fs::read_dir(FOLDER).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let stale: Vec<&PathBuf> = there.iter().filter(|path| !pages.contains_key(*path)).collect();
    if env::var_os("UPDATE_EXPECT").is_some() {
        stale.iter().for_each(|path| fs::remove_file(path).expect("a page of no command"));
        fs::create_dir_all(FOLDER).expect("a folder");
        for (path, text) in &pages {
            fs::write(path, text).expect("a page");
        }
        return;
    }
    let wrong: Vec<&PathBuf> = pages
        .iter()
        .filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert!(wrong.is_empty() && stale.is_empty(), "not current: {wrong:?}; of no command: {stale:?}");
}
