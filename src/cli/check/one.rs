//! What `check` does with one macro: reads it and finds what there is to say of it.

use std::path::Path;

use super::super::fingerprint;
use super::super::inputs::Input;
use super::super::library::Library;
use super::super::output::{Checked, Reported};
use crate::knowledge::Knowledge;
use crate::lint::{self, Fixes, Subject};
use crate::syntax::Macro;
use crate::text::LineIndex;

/// Reads and lints one macro.
pub(super) fn check<'a>(input: &'a Input, library: &Library, fixes: Fixes) -> Result<Checked<'a>, String> {
    let knowledge: &Knowledge = &input.known;
    let source = input.source.read()?;
    let parsed = Macro::parse(&source).in_file(Path::new(&input.shown));
    let settings = library.settings_for(input, &source);
    let subject =
        Subject { source: &source, parsed: &parsed, knowledge, settings: &settings, snippets: &*input.snippets };
    let findings = lint::check(&subject, fixes);
    let fingerprints = fingerprint::fingerprints(&source, &findings, knowledge);
    let reported = findings.into_iter().zip(fingerprints);
    let findings = reported.map(|(finding, fingerprint)| Reported { finding, fingerprint }).collect();
    let title = parsed.front_matter.title.map(|title| title.text);
    Ok(Checked { path: &input.shown, title, lines: LineIndex::new(&source), source, findings, knowledge })
}
