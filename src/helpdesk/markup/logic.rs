//! Tags of Liquid among holes: what opens, parts and closes.

/// What a tag does to those around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Opens,
    /// `else` and its kin.
    Parts,
    Closes,
}

/// The role of a hole; `None` for one that is no logic, or all of a condition by itself.
pub(super) fn role(hole: &str) -> Option<Role> {
    let inside = hole.strip_prefix("{%")?.strip_suffix("%}").filter(|inside| !inside.contains("%}"))?;
    let inside = inside.trim_start_matches('-').trim_start();
    let word = inside.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    match word {
        "if" | "unless" | "case" | "for" | "ifchanged" | "tablerow" | "capture" => Some(Role::Opens),
        "else" | "elsif" | "when" => Some(Role::Parts),
        "endif" | "endunless" | "endcase" | "endfor" | "endifchanged" | "endtablerow" | "endcapture" => {
            Some(Role::Closes)
        }
        _ => None,
    }
}

/// Whether a hole is logic: customers see nothing in its place.
pub(super) fn is_tag(hole: &str) -> bool {
    role(hole).is_some()
}
