//! The schema of what `diff --format json` prints.

use serde_json::{Value, json};

use super::parts::{all, list, text};
use super::{described, document};
use crate::cli::desk_diff::changes;

pub(super) fn schema() -> Value {
    let or_none = || json!({ "type": ["string", "null"] });
    let of_macro = all([
        ("change", described(json!({ "enum": changes() }), "On which side it came about.")),
        ("id", described(or_none(), "Its id on the help desk.")),
        ("title", text()),
        ("path", described(or_none(), "Its main file; `null` where it is only there.")),
        (
            "diff",
            described(or_none(), "The lines that differ, `-` there and `+` here; `null` where it is on one side only."),
        ),
    ]);
    let difference = all([
        ("platform", described(text(), "The id of the help desk.")),
        ("macros", described(list(of_macro), "Those that differ, in the order of their ids; new ones last.")),
    ]);
    document("diff", "How macros differ from those of a help desk", difference)
}
