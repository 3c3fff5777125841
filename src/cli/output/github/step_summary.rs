//! The page of a step (`$GITHUB_STEP_SUMMARY`): the sums, the rules that found something, and the findings, heaviest first, as
//! far as GitHub takes them.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::super::super::status::tell;
use super::super::super::terminal::Style;
use super::super::{Run, count};
use super::markdown;
use crate::knowledge::Rule;
use crate::workspace::write_words;

/// GitHub drops the page of a step that has more.
const LIMIT: usize = 1024 * 1024;
/// How many bytes of rows are kept: the rest of the page needs room, too.
pub(super) const MOST_BYTES: usize = LIMIT - 128 * 1024;

/// The file that GitHub names for the page.
pub(super) fn page_of_step() -> Option<PathBuf> {
    env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Appends the page of `run` to the file that GitHub names; where it names none, there is no page.
pub(in crate::cli) fn append(run: &Run) {
    let Some(path) = page_of_step() else { return };
    if let Err(error) = append_to(&path, run) {
        let path = path.to_string_lossy();
        tell("note", &format!("{path}: the summary of the step could not be written: {}", write_words(&error)));
    }
}

fn append_to(path: &Path, run: &Run) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let there = usize::try_from(file.metadata()?.len()).unwrap_or(LIMIT);
    file.write_all(page(run, LIMIT.saturating_sub(there)).as_bytes())
}

/// The page in at most `room` bytes; empty where not even its head fits.
fn page(run: &Run, room: usize) -> String {
    let sentence = match run.summary.sentence(Style::PLAIN) {
        sentence if sentence.is_empty() => "No macros were checked.".to_owned(),
        sentence => sentence,
    };
    let mut page = Page { text: format!("\n### softspoken\n\n{sentence}\n"), room };
    if page.text.len() > room {
        return String::new();
    }
    let rules = rules(run);
    page.table(
        "\n| Findings | Macros | Severity | Rule | Techniques |\n|---:|---:|---|---|---|\n",
        &rules,
        rules.len(),
    );
    let findings: Vec<&str> = run.held.rows().collect();
    page.table("\n| Severity | Place | Finding | Rule |\n|---|---|---|---|\n", &findings, run.held.all());
    page.text
}

fn rules(run: &Run) -> Vec<String> {
    let row = |counted: super::super::rule_counts::Counted<'_>| {
        let techniques = counted.entry.map(|rule| rule.techniques.join(", ")).unwrap_or_default();
        markdown::row(&[
            counted.count.findings.to_string(),
            counted.count.macros.to_string(),
            counted.severity.as_str().to_owned(),
            markdown::link(counted.rule, &counted.entry.map(Rule::url).unwrap_or_default()),
            markdown::text(&techniques),
        ])
    };
    run.rules.heaviest_first().into_iter().map(row).collect()
}

/// A page that never grows past its room.
struct Page {
    text: String,
    room: usize,
}

/// Bytes for the line that says how many rows are left out.
const LEFT_OUT: usize = 64;

impl Page {
    /// As many rows as fit of `all`, and how many are left out.
    fn table(&mut self, head: &str, rows: &[impl AsRef<str>], all: usize) {
        let fits = |text: &str, more: &str| text.len() + more.len() + LEFT_OUT <= self.room;
        if all == 0 || !fits(&self.text, head) {
            return;
        }
        self.text.push_str(head);
        let mut shown = 0;
        for row in rows.iter().map(AsRef::as_ref) {
            if !fits(&self.text, row) {
                break;
            }
            self.text.push_str(row);
            shown += 1;
        }
        if shown < all {
            self.text.push_str(&format!("\nand {} more\n", count(all - shown, "row", "rows")));
        }
    }
}
