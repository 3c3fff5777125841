//! Places in SARIF: files as URIs, regions in lines and columns.

use serde_json::{Value, json};

use super::super::{Checked, Host};
use super::ROOT;
use crate::lint::{Elsewhere, Related};
use crate::text::{Encoding, LineIndex, Span};

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
