//! Switching a rule off at a place or in a file, with a reason or with one left for the author to write.

use crate::lint::REASON_TO_WRITE;
use crate::syntax::{ItemKind, Macro};
use crate::text::{Edit, Span, apply_edits};

use super::blocks;

/// The edit that switches a rule off on the line of byte `offset`; `None` where no comment can stand on that line.
pub fn allow_here(source: &str, parsed: &Macro, rule: &str, offset: usize) -> Option<Edit> {
    allow_here_because(source, parsed, rule, offset, REASON_TO_WRITE)
}

/// The same with a reason: one line without `%}`.
pub fn allow_here_because(source: &str, parsed: &Macro, rule: &str, offset: usize, reason: &str) -> Option<Edit> {
    if offset < parsed.body.start {
        return None;
    }
    let rest = source.get(offset..)?;
    let end = offset + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let before = source.get(..offset)?;
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1).max(parsed.body.start);
    // A comment prints nothing, so that on a line that has words already the customer receives the same.
    let place = [end, offset, start].into_iter().find(|place| between_pieces(parsed, *place))?;
    Some(Edit::insert(place, format!("{{% # allow {rule}: {reason} %}}")))
}

/// Whether a tag can be put at a place without cutting another piece in two.
fn between_pieces(parsed: &Macro, offset: usize) -> bool {
    blocks::items_at(parsed, offset).all(|(_, item)| {
        let inside = item.span.start < offset && offset < item.span.end;
        !inside || item.kind == ItemKind::Text
    })
}

/// The edit that switches a rule off in the whole file; `None` where its front matter cannot take it.
pub fn allow_in_file(source: &str, parsed: &Macro, rule: &str) -> Option<Edit> {
    allow_in_file_because(source, parsed, rule, REASON_TO_WRITE)
}

/// The same with a reason of one line.
pub fn allow_in_file_because(source: &str, parsed: &Macro, rule: &str, reason: &str) -> Option<Edit> {
    let line = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let entry = format!("{rule}: {}", as_yaml(reason));
    let front_matter = &parsed.front_matter;
    let edit = match front_matter.span {
        None => {
            let start = source.len() - source.trim_start_matches('\u{feff}').len();
            Edit::insert(start, format!("---{line}allow:{line}  {entry}{line}---{line}"))
        }
        Some(_) => match front_matter.entries.iter().find(|known| known.key.text == "allow") {
            None => Edit::insert(front_matter.yaml.end, format!("allow:{line}  {entry}{line}")),
            Some(allow) => in_mapping(source, allow.key.span, allow.value, &entry, line)?,
        },
    };
    let after = Macro::parse(&apply_edits(source, std::slice::from_ref(&edit))?);
    let taken = after.front_matter.allow.iter().any(|allowance| allowance.rule.text == rule);
    (taken && after.mistakes.len() <= parsed.mistakes.len()).then_some(edit)
}

/// A reason as a value of YAML: in quotes where its signs would mean something.
fn as_yaml(reason: &str) -> String {
    // A comma would begin another entry in braces, and one word may be more than a text, as `true` is.
    let is_plain = |c: char| c.is_alphanumeric() || " .;()/".contains(c);
    let plain = reason.starts_with(char::is_alphabetic) && reason.contains(' ') && reason.chars().all(is_plain);
    if plain { reason.to_owned() } else { serde_json::to_string(reason).unwrap_or_default() }
}

fn in_mapping(source: &str, key: Span, value: Span, entry: &str, line: &str) -> Option<Edit> {
    let text = value.of(source);
    if text.starts_with('{') {
        let more = if text.trim_start_matches('{').trim_start().starts_with('}') { "" } else { "," };
        return Some(Edit::insert(value.start + 1, format!(" {entry}{more}")));
    }
    let rest = source.get(key.end..)?;
    let end = key.end + rest.find(['\n', '\r'])?;
    // Under the key, as deep as the entries that are there.
    let below = source.get(end..)?.trim_start_matches(['\n', '\r']).split(['\n', '\r']).next()?;
    let indent = below.len() - below.trim_start_matches(' ').len();
    let indent = " ".repeat(if indent == 0 { 2 } else { indent });
    Some(Edit::insert(end, format!("{line}{indent}{entry}")))
}

#[cfg(test)]
mod tests {
    use super::super::marked::cursor;
    use super::*;

    fn here(marked: &str, expected: Option<&str>) {
        let (source, offset) = cursor(marked);
        let edit = allow_here(&source, &Macro::parse(&source), "tone/a", offset);
        let after = edit.map(|edit| apply_edits(&source, &[edit]).unwrap());
        assert_eq!(after.as_deref(), expected);
    }

    fn file(source: &str, expected: Option<&str>) {
        let edit = allow_in_file(source, &Macro::parse(source), "tone/a");
        let after = edit.map(|edit| apply_edits(source, &[edit]).unwrap());
        assert_eq!(after.as_deref(), expected);
    }

    #[test]
    fn on_the_line_of_the_finding_and_nowhere_else() {
        here("Hi.\r\nCalm $0down.\r\n", Some("Hi.\r\nCalm down.{% # allow tone/a: say why %}\r\n"));
        here("$0Calm {{ a\n}}", Some("{% # allow tone/a: say why %}Calm {{ a\n}}"));
        here("{{ a\n$0}}{{ b\n}}", None);
        here("---\ntitle$0: a\n---\n", None);
    }

    #[test]
    fn with_a_reason_that_yaml_would_misread() {
        for reason in ["the law: § 5 # 2", "\"quoted\" \\ {a}", "yes", "- a", "plain, (really)"] {
            let edit = allow_in_file_because("Hi", &Macro::parse("Hi"), "tone/a", reason).unwrap();
            let after = Macro::parse(&apply_edits("Hi", &[edit]).unwrap());
            let reasons = after.front_matter.allow.iter().map(|allowance| allowance.reason.text.as_str());
            assert_eq!(reasons.collect::<Vec<_>>(), [reason]);
        }
    }

    #[test]
    fn in_front_matter_of_any_form() {
        file("Hi", Some("---\nallow:\n  tone/a: say why\n---\nHi"));
        file("\u{feff}Hi\r\n", Some("\u{feff}---\r\nallow:\r\n  tone/a: say why\r\n---\r\nHi\r\n"));
        file("---\ntitle: x\n---\nHi", Some("---\ntitle: x\nallow:\n  tone/a: say why\n---\nHi"));
        file(
            "---\nallow:\n    tone/b: c\ntitle: x\n---\n",
            Some("---\nallow:\n    tone/a: say why\n    tone/b: c\ntitle: x\n---\n"),
        );
        file("---\nallow: {tone/b: c}\n---\n", Some("---\nallow: { tone/a: say why,tone/b: c}\n---\n"));
        file("---\nallow: nothing\n---\n", None);
    }
}
