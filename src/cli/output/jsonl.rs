//! `jsonl`: one finding a line, as soon as there is one.

use super::record::record;
use super::{Checked, Format, Part};

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jsonl;

impl Format for Jsonl {
    fn file(&self, checked: &Checked<'_>) -> Part {
        let mut out = Vec::new();
        for reported in &checked.findings {
            // Writing plain data to memory cannot fail.
            let _ = serde_json::to_writer(&mut out, &record(checked, reported));
            out.push(b'\n');
        }
        String::from_utf8(out).unwrap_or_default().into()
    }
}
