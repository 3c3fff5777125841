//! What a run came to, in numbers.

use super::Checked;
use crate::knowledge::Severity;

/// Counts over the findings that are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Of nothing but paths that could not be read.
    pub(in crate::cli) fn unreadable(unreadable: usize) -> Self {
        Self { unreadable, ..Self::default() }
    }

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
}
