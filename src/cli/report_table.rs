//! The report as a table: a line a macro, and one for all.

use super::paths::one_line;
use super::terminal::Style;
use crate::knowledge::Severity;
use crate::report::MacroReport;

const HEADINGS: [&str; COLUMNS] =
    ["MACRO", "INTENT", "PATHS", "WORDS", "ERRORS", "WARNINGS", "INFORMATION", "HINTS", "USED", "MISSED"];
const COLUMNS: usize = 10;
/// The columns of words; the others hold numbers and end at the same place.
const OF_WORDS: usize = 2;

/// What a table says of one macro.
#[derive(Clone, Debug)]
pub(super) struct Row {
    path: String,
    intent: &'static str,
    paths: u64,
    words: usize,
    findings: [usize; Severity::ALL.len()],
    used: usize,
    missed: usize,
}

impl Row {
    /// The row of a macro.
    pub(super) fn new(path: &str, report: &MacroReport) -> Self {
        Self {
            path: one_line(path).into_owned(),
            intent: report.intent.unwrap_or("-"),
            paths: report.paths,
            words: report.words,
            findings: report.findings,
            used: report.used.len(),
            missed: report.missed.len(),
        }
    }

    fn cells(&self) -> [String; COLUMNS] {
        let [hint, information, warning, error] = self.findings.map(|count| count.to_string());
        [
            self.path.clone(),
            self.intent.to_owned(),
            self.paths.to_string(),
            self.words.to_string(),
            error,
            warning,
            information,
            hint,
            self.used.to_string(),
            self.missed.to_string(),
        ]
    }
}

/// All of it, the sums last. Paths and techniques are of each macro, so they have no sum.
pub(super) fn table(rows: &[Row], style: Style) -> String {
    let headings = HEADINGS.map(str::to_owned);
    let lines: Vec<[String; COLUMNS]> = rows.iter().map(Row::cells).chain([total(rows)]).collect();
    let widths = lines.iter().chain([&headings]).fold([0; COLUMNS], |mut widths, cells| {
        widths.iter_mut().zip(cells).for_each(|(width, cell)| *width = (*width).max(cell.chars().count()));
        widths
    });
    let mut out = style.bold(&line(&headings, &widths)) + "\n";
    for cells in &lines {
        out += &line(cells, &widths);
        out.push('\n');
    }
    out
}

fn total(rows: &[Row]) -> [String; COLUMNS] {
    let mut sum = Row {
        path: format!("{} {}", rows.len(), if rows.len() == 1 { "macro" } else { "macros" }),
        intent: "",
        paths: 0,
        words: 0,
        findings: [0; Severity::ALL.len()],
        used: 0,
        missed: 0,
    };
    for row in rows {
        sum.words += row.words;
        sum.findings.iter_mut().zip(row.findings).for_each(|(sum, count)| *sum += count);
    }
    let [path, intent, _, words, error, warning, information, hint, ..] = sum.cells();
    let none = String::new;
    [path, intent, none(), words, error, warning, information, hint, none(), none()]
}

fn line(cells: &[String; COLUMNS], widths: &[usize; COLUMNS]) -> String {
    let mut out = String::new();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let width = *width;
        let padded = if column < OF_WORDS { format!("{cell:width$}  ") } else { format!("{cell:>width$}  ") };
        out += &padded;
    }
    out.trim_end().to_owned()
}
