//! Tags of Liquid that help desks do not share, and what to write instead.

use super::super::reader::Reader;
use super::super::values::shown;
use super::super::{Mistake, Name};
use super::Known;
use crate::text::{Edit, Span};

/// What to write instead of each tag. The ends of blocks say nothing: their openers have said it.
const INSTEAD: &[(&str, &str)] = &[
    ("break", "choose what is repeated with `limit:` in `{% for %}`"),
    ("continue", "put what is to be left out into `{% unless %}` inside the loop"),
    ("cycle", "write the variants out, or choose one with `{% if %}`"),
    ("increment", "write the number, or count with `{% assign n = n | plus: 1 %}`"),
    ("decrement", "write the number, or count with `{% assign n = n | minus: 1 %}`"),
    ("echo", "print with `{{ … }}`"),
    ("liquid", "write each line of it as a tag of its own"),
    ("tablerow", "write a list with `{% for %}`"),
    ("ifchanged", "compare with `{% if %}`"),
];

/// Notes that the tag is not supported, or that nothing may follow it.
pub(super) fn note(reader: &mut Reader, tag: &Name, known: Known) {
    if known == Known::Verbatim {
        return super::arguments::nothing_more(reader, tag);
    }
    if known == Known::VerbatimEnd {
        return;
    }
    let Some((_, instead)) = INSTEAD.iter().find(|(name, _)| *name == tag.text) else { return };
    let message = format!("`{}` is not supported, because most help desks do not have it; {instead}", shown(&tag.text));
    let mistake = Mistake::new("syntax/unsupported-tag", tag.span, message);
    let printable = tag.text == "echo" && !reader.at_end();
    let edits = if printable { as_output(reader, tag) } else { Vec::new() };
    reader.note(mistake.mend_if(printable, "Print with `{{ … }}`", edits, true));
}

/// `{%- echo x -%}` as `{{- x -}}`.
fn as_output(reader: &Reader, tag: &Name) -> Vec<Edit> {
    let inner = reader.inner();
    let before = reader.source.get(..inner.start).unwrap_or_default();
    let open = if before.ends_with('-') {
        Span::new(inner.start - 3, inner.start)
    } else {
        Span::new(inner.start - 2, inner.start)
    };
    let after = reader.source.get(inner.end..).unwrap_or_default();
    let close =
        if after.starts_with('-') { Span::new(inner.end, inner.end + 3) } else { Span::new(inner.end, inner.end + 2) };
    let trim = |span: Span| if span.len() == 3 { "-" } else { "" };
    vec![
        Edit::replace(Span::new(open.start, tag.span.end), format!("{{{{{}", trim(open))),
        Edit::replace(close, format!("{}}}}}", trim(close))),
    ]
}
