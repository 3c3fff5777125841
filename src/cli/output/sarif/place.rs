//! Places in SARIF: files as URIs, regions in lines and columns.

use serde_json::{Value, json};

use super::super::{Checked, Host};
use super::ROOT;
use crate::lint::{Elsewhere, Related};
use crate::text::{Encoding, LineIndex, Span};

/// Bytes of text that are worth repeating.
const LONGEST: usize = 1000;

/// A file.
pub(super) fn artifact(host: &Host, path: &str) -> Value {
    let uri = host.uri(path);
    match uri.relative {
        true => json!({ "uri": uri.text, "uriBaseId": ROOT }),
        false => json!({ "uri": uri.text }),
    }
}

/// A stretch of a text: lines and columns from 1, the end column past the last character.
pub(super) fn region(source: &str, lines: &LineIndex, span: Span) -> Value {
    let start = lines.position(source, span.start, Encoding::Utf32);
    let end = lines.position(source, span.end, Encoding::Utf32);
    json!({
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    })
}

/// The stretch of the macro that a finding is about, with its text.
pub(super) fn found(host: &Host, checked: &Checked<'_>, span: Span) -> Value {
    let mut region = region(&checked.source, &checked.lines, span);
    if let (Value::Object(region), 1..=LONGEST) = (&mut region, span.len()) {
        region.insert("snippet".to_owned(), json!({ "text": span.of(&checked.source) }));
    }
    physical(host, checked.path, region)
}

/// A stretch of the macro itself.
pub(super) fn here(host: &Host, checked: &Checked<'_>, span: Span) -> Value {
    physical(host, checked.path, region(&checked.source, &checked.lines, span))
}

/// Where a related place is.
pub(super) fn related(host: &Host, checked: &Checked<'_>, related: &Related) -> Value {
    match &related.elsewhere {
        Some(Elsewhere { label, source }) => {
            physical(host, label, region(source, &LineIndex::new(source), related.span))
        }
        None => here(host, checked, related.span),
    }
}

fn physical(host: &Host, path: &str, region: Value) -> Value {
    json!({ "artifactLocation": artifact(host, path), "region": region })
}
