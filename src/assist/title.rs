//! A title for a macro that has none: what its file is called.

use crate::lint::Finding;
use crate::syntax::Macro;
use crate::text::Edit;

/// The rule that asks for one.
const TITLE: &str = "platform/title";

/// The title, and the edit that writes it, where a finding asks for one; `stem` is the name of the file without its ending.
pub fn title(source: &str, parsed: &Macro, finding: &Finding, stem: &str) -> Option<(String, Edit)> {
    let front_matter = &parsed.front_matter;
    if finding.rule != TITLE || front_matter.title.is_some() {
        return None;
    }
    let words = stem.replace(['-', '_', '.'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = words.chars().next()?;
    let title = format!("{}{}", first.to_uppercase(), words.get(first.len_utf8()..)?);
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("title: \"{}\"{line_end}", title.replace('\\', "\\\\").replace('"', "\\\""));
    let edit = match front_matter.span {
        Some(_) => Edit::insert(front_matter.yaml.start, line),
        None => Edit::insert(parsed.body.start, format!("---{line_end}{line}---{line_end}")),
    };
    Some((title, edit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Severity;
    use crate::text::{Span, apply_edits};

    fn check(source: &str, stem: &str, expected: Option<&str>) {
        let finding = Finding {
            rule: TITLE.to_owned(),
            severity: Severity::Warning,
            span: Span::default(),
            message: String::new(),
            when: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        };
        let written = title(source, &Macro::parse(source), &finding, stem);
        let after = written.map(|(_, edit)| apply_edits(source, &[edit]).unwrap());
        assert_eq!(after.as_deref(), expected);
        let parsed = after.as_deref().map(Macro::parse).unwrap_or_default();
        assert!(parsed.mistakes.is_empty(), "{:?}", parsed.mistakes);
    }

    #[test]
    fn titles_come_from_file_names() {
        check("---\nid: a\n---\nHi", "late-parcel_2", Some("---\ntitle: \"Late parcel 2\"\nid: a\n---\nHi"));
        check("Hi\r\n", "été", Some("---\r\ntitle: \"Été\"\r\n---\r\nHi\r\n"));
        check("---\ntitle: A\n---\nHi", "late", None);
        check("Hi", "--", None);
    }
}
