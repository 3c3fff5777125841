//! Front matter that opens and never closes: where it gives way to the body, or whether it is front matter at all.

use super::Fences;
use super::lines::{is_blank_or_comment, is_known, key_of, line_break, lines, tight_key_of};
use super::schema::FIELDS;
use crate::syntax::{Mend, Mistake};
use crate::text::{Edit, LineIndex, Span, nearest};

/// Front matter without a second fence.
#[derive(Clone, Debug)]
pub(super) struct Unclosed {
    /// The lines that can be YAML.
    pub(super) yaml: Span,
    /// Where the body begins.
    pub(super) body_start: usize,
    /// Says so.
    pub(super) mistake: Mistake,
}

/// Finds where front matter ends whose second fence is missing; `None` where the first `---` is a line drawn above prose.
pub(super) fn find(source: &str, fences: Fences) -> Option<Unclosed> {
    let mut keys = Vec::new();
    let mut end = fences.yaml.start;
    let mut next = end;
    let mut after_blank = true;
    let mut dots = false;
    for line in lines(source, fences.yaml) {
        let text = line.span.of(source);
        if text.trim().is_empty() || !continues(text) {
            after_blank = text.trim().is_empty();
            dots = text.trim_end() == "...";
            next = if dots { line.next } else { end };
            break;
        }
        keys.extend(key_of(text).or_else(|| tight_key_of(text)));
        end = line.next;
        next = end;
    }
    let near = |key: &&str| is_known(key, FIELDS) || nearest(key, FIELDS.iter().map(|field| field.name)).is_some();
    if keys.len() < 2 && !keys.iter().any(near) {
        return None;
    }
    let fence_here = Span::at(end);
    let edit = mend_edit(source, end, next, dots);
    let line = LineIndex::new(source).line_of(end) + if needs_break(source, end) { 2 } else { 1 };
    let opener = Span::new(fences.span.start, fences.span.start + 3);
    let mistake = Mistake {
        rule: "meta/unclosed-front-matter",
        span: opener,
        message: format!("The front matter that opens here is never closed; put `---` on line {line}"),
        related: vec![(fence_here, "`---` belongs here".to_owned())],
        mend: Some(Mend {
            title: "Close the front matter with `---`".to_owned(),
            edits: vec![edit],
            safe: after_blank || dots,
        }),
    };
    Some(Unclosed { yaml: Span::new(fences.yaml.start, end), body_start: next, mistake })
}

/// Whether a line that is not blank can be part of a YAML mapping.
fn continues(line: &str) -> bool {
    line.starts_with([' ', '\t', ']', '}'])
        || is_blank_or_comment(line)
        || line.starts_with("- ")
        || line.trim_end() == "-"
        || key_of(line).is_some()
        || tight_key_of(line).is_some()
}

fn needs_break(source: &str, end: usize) -> bool {
    end == source.len() && !source.ends_with(['\n', '\r'])
}

/// `...` is how other tools close front matter: it is replaced, anything else stays after the fence.
fn mend_edit(source: &str, end: usize, next: usize, dots: bool) -> Edit {
    let line_break = line_break(source);
    if dots {
        return Edit::replace(Span::new(end, next), format!("---{line_break}"));
    }
    let before = if needs_break(source, end) { line_break } else { "" };
    Edit::insert(end, format!("{before}---{line_break}"))
}
