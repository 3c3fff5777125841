//! Two versions of a body in one, as git writes it: around each paragraph that differs, both sides for a person to choose from.

use std::time::Duration;

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::Instant;

/// How long the smallest difference is looked for; after that a larger one does.
const PATIENCE: Duration = Duration::from_secs(2);

/// The body with both sides; `None` where they are the same.
pub(super) fn marked(here: &str, there: &str, desk: &str) -> Option<String> {
    let (ours, theirs) = (paragraphs(here), paragraphs(there));
    let plain =
        |all: &[String]| -> Vec<String> { all.iter().map(|paragraph| paragraph.trim_end().to_owned()).collect() };
    let (old, new) = (plain(&ours), plain(&theirs));
    if old == new {
        return None;
    }
    let mut out = String::with_capacity(here.len() + there.len() + 200);
    for op in capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(Instant::now() + PATIENCE)) {
        if let DiffOp::Equal { .. } = op {
            ours.get(op.old_range()).unwrap_or_default().iter().for_each(|paragraph| out.push_str(paragraph));
            continue;
        }
        let side = |all: &[String], range: std::ops::Range<usize>| all.get(range).unwrap_or_default().concat();
        let (mine, other) = (side(&ours, op.old_range()), side(&theirs, op.new_range()));
        let blank = if mine.ends_with("\n\n") || other.ends_with("\n\n") { "\n" } else { "" };
        out.push_str(&format!("<<<<<<< here\n{}=======\n{}>>>>>>> {desk}\n{blank}", whole(&mine), whole(&other)));
    }
    Some(out)
}

/// The lines of a side, the last one ended, without blank ones behind.
fn whole(side: &str) -> String {
    let text = side.trim_end();
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

/// Paragraphs with the blank lines behind them.
fn paragraphs(body: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut blank = true;
    for line in body.replace("\r\n", "\n").split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        match out.last_mut() {
            Some(last) if is_blank || !blank => last.push_str(line),
            _ => out.push(line.to_owned()),
        }
        blank = is_blank;
    }
    if let Some(last) = out.last_mut().filter(|last| !last.ends_with('\n')) {
        last.push('\n');
    }
    out
}
