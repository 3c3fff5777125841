//! The file of a baseline: JSON, sorted, a finding a line, so that versions of it can be merged line by line.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::super::paths;
use super::super::super::status::Failure;
use super::super::sign::Sign;
use crate::workspace::{read_macro, write_words};

/// The version of the format that is written, and the newest that is read.
const VERSION: u64 = 1;

/// So many findings with the same words as another one in the same macro are believed, all macros together: each takes memory,
/// and a number is quickly written.
const MOST_EQUAL: u32 = 100_000;

/// A finding that is known, by the file that it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    /// Relative to the folder of the baseline, with `/`.
    pub(super) path: String,
    pub(super) sign: Sign,
}

/// A line of the file: so many findings that have the same words.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    rule: String,
    #[serde(default)]
    words: String,
    fingerprint: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: u32,
}

#[derive(Debug, Deserialize)]
struct Document {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Line>,
}

/// What every version has.
#[derive(Debug, Deserialize)]
struct Header {
    version: u64,
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

/// The findings in the file at `path`, which messages call `shown`; `None` where there is no such file.
pub(super) fn read(path: &Path, shown: &str) -> Result<Option<Vec<Known>>, Failure> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Ok(None);
    }
    let text = read_macro(path).map_err(|words| Failure::new(format!("{shown}: {words}")))?;
    parse(text.trim_start_matches('\u{feff}')).map(Some).map_err(|words| Failure::new(format!("{shown}{words}")))
}

/// What is wrong with a text begins with its place.
fn parse(text: &str) -> Result<Vec<Known>, String> {
    if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<<")) {
        return Err(format!(
            ":{}:1: a merge left both versions here; keep the lines of both, without its marks",
            line + 1
        ));
    }
    if !text.trim_start().starts_with('{') {
        return Err(
            ":1:1: this is no baseline: it does not begin with `{`; mend it, or take the file away and write it anew"
                .to_owned(),
        );
    }
    let broken = |error: serde_json::Error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        let (line, column) = (error.line().max(1), error.column().max(1));
        format!(":{line}:{column}: this is no baseline: {words}; mend it, or take the file away and write it anew")
    };
    let Header { version } = serde_json::from_str(text).map_err(broken)?;
    if version > VERSION {
        return Err(format!(
            ": it was written by a newer softspoken (format {version}, this one reads up to {VERSION}); update softspoken"
        ));
    }
    let document: Document = serde_json::from_str(text).map_err(broken)?;
    let mut left = MOST_EQUAL;
    let known = |line: Line| {
        let Line { path, rule, words, fingerprint, count } = line;
        let known = Known { path, sign: Sign { rule, words, fingerprint } };
        let equal = count.saturating_sub(1).min(left);
        left -= equal;
        std::iter::repeat_n(known, (count.min(1) + equal) as usize)
    };
    Ok(document.findings.into_iter().flat_map(known).collect())
}

/// The text of the file that holds them.
pub(super) fn text(mut findings: Vec<Known>) -> String {
    findings.sort_unstable();
    let lines = findings.chunk_by(|one, other| one == other).filter_map(|same| {
        let Known { path, sign: Sign { rule, words, fingerprint } } = same.first()?.clone();
        let line = Line { path, rule, words, fingerprint, count: u32::try_from(same.len()).unwrap_or(u32::MAX) };
        // Writing plain data to memory cannot fail.
        Some(format!("\n{}", serde_json::to_string(&line).unwrap_or_default()))
    });
    format!("{{\"version\": {VERSION}, \"findings\": [{}\n]}}\n", lines.collect::<Vec<_>>().join(","))
}

/// Puts `text` into the file at `path`, in one step.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    super::super::super::atomic::put(path, text).map_err(|error| {
        let here = std::env::current_dir().unwrap_or_default();
        Failure::new(format!("{} could not be written: {}", paths::shown(path, &here), write_words(&error)))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn known(path: &str, words: &str) -> Known {
        let sign = Sign { rule: "a/b".to_owned(), words: words.to_owned(), fingerprint: format!("{}f", words.len()) };
        Known { path: path.to_owned(), sign }
    }

    #[test]
    fn what_is_written_is_read() {
        let all = vec![known("b.macro", "two"), known("a \"x\"\n.macro", "one"), known("b.macro", "two")];
        let text = text(all.clone());
        expect![[r#"
            {"version": 1, "findings": [
            {"path":"a \"x\"\n.macro","rule":"a/b","words":"one","fingerprint":"3f"},
            {"path":"b.macro","rule":"a/b","words":"two","fingerprint":"3f","count":2}
            ]}
        "#]]
        .assert_eq(&text);
        let mut sorted = all;
        sorted.sort();
        assert_eq!(parse(&text), Ok(sorted));
        assert_eq!(parse(&super::text(Vec::new())), Ok(Vec::new()));
    }

    #[test]
    fn a_number_does_not_fill_the_memory() {
        let line = r#"{"path":"a.macro","rule":"a/b","fingerprint":"f","count":4000000000}"#;
        let known =
            parse(&format!(r#"{{"version": 1, "findings": [{}]}}"#, [line; 3].join(","))).expect("it can be read");
        assert_eq!(known.len(), 3 + MOST_EQUAL as usize);
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_place() {
        let check = |text: &str, expected: Expect| expected.assert_eq(&parse(text).expect_err("it is broken"));
        check(
            "",
            expect![
                ":1:1: this is no baseline: it does not begin with `{`; mend it, or take the file away and write it anew"
            ],
        );
        check(
            "[1, []]",
            expect![
                ":1:1: this is no baseline: it does not begin with `{`; mend it, or take the file away and write it anew"
            ],
        );
        check(
            "{\"version\": 1}",
            expect![
                ":1:14: this is no baseline: missing field `findings`; mend it, or take the file away and write it anew"
            ],
        );
        check(
            "{\"version\": 1, \"findings\": [\n{\"path\": 3}]}",
            expect![
                ":2:10: this is no baseline: invalid type: integer `3`, expected a string; mend it, or take the file away and write it anew"
            ],
        );
        check(
            "{\"version\": 2, \"entries\": {}}",
            expect![": it was written by a newer softspoken (format 2, this one reads up to 1); update softspoken"],
        );
        check(
            "{\"version\": 1, \"findings\": [\n<<<<<<< HEAD\n",
            expect![":2:1: a merge left both versions here; keep the lines of both, without its marks"],
        );
    }
}
