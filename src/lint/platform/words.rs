//! Lists of help desks in words.

use crate::helpdesk::Platform;

/// The most help desks that are named.
const MOST_NAMED: usize = 4;

/// Their names: “Front, Gorgias and Zammad”.
pub(super) fn titles(platforms: &[&Platform]) -> String {
    let names: Vec<&str> = platforms.iter().map(|platform| platform.title).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if names.len() <= MOST_NAMED => format!("{} and {last}", first.join(", ")),
        names => {
            let named = names.get(..MOST_NAMED - 1).unwrap_or_default();
            format!("{} and {} more", named.join(", "), names.len() - named.len())
        }
    }
}

/// `one` for a single help desk, `several` for more.
pub(super) fn plural<'w>(platforms: &[&Platform], one: &'w str, several: &'w str) -> &'w str {
    if platforms.len() == 1 { one } else { several }
}

/// Text as it is quoted in a message.
pub(super) fn shown(text: &str) -> String {
    let mut out: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out.replace('`', "'")
}
