//! Pages of rules and techniques as pages of a site: they lead to one another, and what looks like HTML is text.

use softspoken::knowledge::{Knowledge, Rule};

/// The page of a rule leads to its techniques.
pub(crate) fn rule(page: &str, rule: &Rule) -> String {
    rule.techniques.iter().fold(as_text(page), |page, id| {
        page.replace(&format!("(`{id}`)"), &format!("([`{id}`](../../techniques/{id}.md))"))
    })
}

/// The page of a technique leads to the rules that look after it.
pub(crate) fn technique(page: &str, knowledge: &Knowledge) -> String {
    knowledge.rules.iter().fold(as_text(page), |page, rule| {
        page.replace(&format!("\n- `{}`: ", rule.id), &format!("\n- [`{}`](../rules/{}.md): ", rule.id, rule.id))
    })
}

/// What stands in angle brackets outside of code is what an author forgot to fill in.
fn as_text(page: &str) -> String {
    let lines = page.lines().map(|line| match line.strip_prefix("- ") {
        Some(_) if !line.contains('`') => line.replace('<', "\\<"),
        _ => line.to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}
