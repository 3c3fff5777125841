//! The chapters of the book that are pages of rules and techniques.

use softspoken::knowledge::Knowledge;

pub(crate) fn rules_and_techniques(knowledge: &Knowledge) -> String {
    let mut out = String::from("- [Rules and techniques](rules.md)\n");
    let mut families: Vec<&str> = Vec::new();
    for rule in &knowledge.rules {
        let (family, _) = rule.id.split_once('/').expect("a rule has a family");
        if !families.contains(&family) {
            families.push(family);
        }
    }
    for family in families {
        out += &format!("  - [{family}]()\n");
        for rule in knowledge.rules.iter().filter(|rule| rule.id.split('/').next() == Some(family)) {
            out += &format!("    - [{}](rules/{}.md)\n", rule.id, rule.id);
        }
    }
    out += "- [What each technique does](techniques.md)\n";
    for technique in &knowledge.techniques {
        out += &format!("  - [{}](techniques/{}.md)\n", technique.title, technique.id);
    }
    out
}
