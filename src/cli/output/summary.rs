//! What a run came to, in numbers.

use serde::{Deserialize, Serialize};

use super::{Checked, count};
use crate::cli::terminal::Style;
use crate::knowledge::Severity;

/// Counts over the findings that are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::cli) struct Summary {
    /// Macros that were checked.
    pub(in crate::cli) files: usize,
    /// Of these, those with a finding.
    pub(in crate::cli) files_with_findings: usize,
    /// By severity, in the order of [`Severity::ALL`].
    counts: [usize; Severity::ALL.len()],
    /// Findings that come with a fix.
    pub(in crate::cli) fixes: usize,
    /// Findings that a baseline knows, which are not counted; `None` where there is no baseline.
    pub(in crate::cli) hidden: Option<usize>,
    /// What could not be read or checked.
    pub(in crate::cli) unreadable: usize,
}

impl Summary {
    /// Of one macro.
    pub(in crate::cli) fn of(checked: &Checked<'_>) -> Self {
        let mut summary = Self { files: 1, ..Self::default() };
        summary.files_with_findings = usize::from(!checked.findings.is_empty());
        for reported in &checked.findings {
            if let Some(count) = summary.counts.get_mut(reported.finding.severity as usize) {
                *count += 1;
            }
            summary.fixes += usize::from(!reported.finding.fixes.is_empty());
        }
        summary
    }

    /// Adds the counts of other macros.
    pub(in crate::cli) fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.files_with_findings += other.files_with_findings;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        self.fixes += other.fixes;
        self.unreadable += other.unreadable;
    }

    /// Findings of one severity.
    pub(in crate::cli) fn count(&self, severity: Severity) -> usize {
        self.counts.get(severity as usize).copied().unwrap_or_default()
    }

    /// All findings.
    pub(in crate::cli) fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// The sums in a sentence, for a reader with that style; empty where nothing was checked.
    pub(super) fn sentence(&self, style: Style) -> String {
        if self.files == 0 {
            return String::new();
        }
        let macros = count(self.files, "macro", "macros");
        let hidden = match self.hidden.unwrap_or_default() {
            0 => String::new(),
            1 => " 1 finding is hidden by the baseline.".to_owned(),
            many => format!(" {many} findings are hidden by the baseline."),
        };
        if self.total() == 0 {
            let nothing = if hidden.is_empty() { "nothing to improve" } else { "nothing new" };
            return format!("{}{hidden}", style.bold(&format!("Checked {macros}: {nothing}.")));
        }
        let some = self.files_with_findings;
        let of_them = if some < self.files { format!(" in {some} of them") } else { String::new() };
        let fixes = match self.fixes {
            0 => String::new(),
            1 => "; 1 comes with a suggestion".to_owned(),
            many => format!("; {many} come with a suggestion"),
        };
        format!("Checked {macros}: {}{of_them}{fixes}.{hidden}", self.counted(style))
    }

    /// "1 error and 2 hints".
    pub(super) fn counted(&self, style: Style) -> String {
        let found = SEVERITIES.into_iter().filter(|(severity, ..)| self.count(*severity) > 0);
        let words = found.map(|(severity, one, many)| style.paint(severity, &count(self.count(severity), one, many)));
        listed(&words.collect::<Vec<_>>())
    }
}

const SEVERITIES: [(Severity, &str, &str); 4] = [
    (Severity::Error, "error", "errors"),
    (Severity::Warning, "warning", "warnings"),
    (Severity::Information, "for information", "for information"),
    (Severity::Hint, "hint", "hints"),
];

/// "a", "a and b", "a, b and c".
fn listed(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
