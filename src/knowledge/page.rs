//! The one page of a rule or a technique, in Markdown: hover, `explain` and the docs all show it.

use std::fmt::Write as _;

use super::{Knowledge, Part, Replaces, Rule, Source, Technique, parts};

/// How many examples a page shows of each kind.
const EXAMPLES: usize = 3;

/// The page of a rule: why, technique with evidence, what to write instead, bad and good, source, how to switch it off.
pub fn rule_page(knowledge: &Knowledge, rule: &Rule) -> String {
    let mut out =
        format!("# {}\n\n`{}`, {} by default\n\n{}\n", rule.title, rule.id, rule.severity.as_str(), rule.why.trim());
    for technique in rule.techniques.iter().filter_map(|id| knowledge.technique(id)) {
        let _ = write!(
            out,
            "\n**Technique: {}** (`{}`). {}",
            technique.title,
            technique.id,
            first_sentence(&technique.summary)
        );
        if let Some(evidence) = &technique.evidence {
            let _ = write!(out, " Evidence: {}.", evidence.trim_end_matches('.'));
        }
        out.push('\n');
    }
    demands(&mut out, rule);
    examples(&mut out, "Instead of", &rule.bad);
    reframes(&mut out, rule);
    examples(&mut out, "This is fine", &rule.good);
    sources(&mut out, &rule.sources);
    switch_off(&mut out, rule);
    out
}

/// The page of a technique, with the rules that serve it.
pub fn technique_page(knowledge: &Knowledge, technique: &Technique) -> String {
    let mut out = format!("# {}\n\n`{}`\n\n{}\n", technique.title, technique.id, technique.summary.trim());
    if let Some(evidence) = &technique.evidence {
        let _ = write!(out, "\n**Evidence**: {}.\n", evidence.trim_end_matches('.'));
    }
    if !technique.expected_in.is_empty() {
        let intents: Vec<String> = technique.expected_in.iter().map(|intent| format!("`{intent}`")).collect();
        let _ = write!(out, "\n**Expected in macros with the intent** {}.\n", intents.join(", "));
    }
    let rules: Vec<&Rule> = knowledge.rules.iter().filter(|rule| rule.techniques.contains(&technique.id)).collect();
    if !rules.is_empty() {
        out.push_str("\n**Rules that look after it**\n\n");
        for rule in rules {
            let _ = writeln!(out, "- `{}`: {}", rule.id, rule.title);
        }
    }
    sources(&mut out, &technique.sources);
    out
}

/// The first sentence of a paragraph, for places that have one line.
pub fn first_sentence(paragraph: &str) -> &str {
    let paragraph = paragraph.trim();
    let end = paragraph.match_indices(['.', '?', '!', ':']).map(|(at, _)| at + 1).find(|&end| {
        let rest = paragraph.get(end..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    });
    paragraph.get(..end.unwrap_or(paragraph.len())).unwrap_or(paragraph)
}

/// What a rule demands of the message. Phrases are left out: they are for programs to read.
fn demands(out: &mut String, rule: &Rule) {
    let demands: Vec<&str> =
        rule.flow.iter().map(|flow| flow.text.as_str()).filter(|text| !text.contains(['\'', '"'])).collect();
    if !demands.is_empty() {
        let _ = write!(out, "\n**What it asks of the message**\n\n");
        demands.iter().for_each(|demand| _ = writeln!(out, "- {demand}"));
    }
}

/// Up to [`EXAMPLES`] lines; those of several lines (whole macros) as code.
fn examples(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(out, "\n**{title}**\n\n");
    for line in lines.iter().take(EXAMPLES) {
        let _ = match line.contains('\n') {
            true => writeln!(out, "```\n{}\n```", line.trim_end()),
            false => writeln!(out, "- {line}"),
        };
    }
}

/// Whole sentences to write instead, those that need nothing filled in first; what is taken over from the customer's
/// sentence is shown as an ellipsis.
fn reframes(out: &mut String, rule: &Rule) {
    let all = rule.cases.iter().flat_map(|case| &case.reframes);
    let mut shown: Vec<(usize, String)> = Vec::new();
    for reframe in all.filter(|reframe| reframe.replaces == Replaces::Sentence) {
        let taken =
            parts(&reframe.text).iter().filter(|part| matches!(part, Part::Name(name) if !around(name))).count();
        let text = sentence(&reframe.text);
        // What begins with the customer's own words says nothing by itself.
        if !text.starts_with('…') && !shown.iter().any(|(_, known)| *known == text) {
            shown.push((taken, text));
        }
    }
    if shown.is_empty() {
        return;
    }
    shown.sort_by_key(|(taken, _)| *taken);
    out.push_str("\n**Say**\n\n");
    for (_, text) in shown.iter().take(EXAMPLES) {
        let _ = writeln!(out, "- {text}");
    }
}

/// Whether a name stands for what surrounds the match.
fn around(name: &str) -> bool {
    matches!(name, "before" | "after")
}

/// A template as a sentence to read.
fn sentence(template: &str) -> String {
    let mut text = String::new();
    for part in parts(template) {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Name(name) if around(name) => {}
            Part::Name(_) => text.push('…'),
        }
    }
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    let ends = words.ends_with(['.', '!', '?', '…']);
    if ends { words } else { words + "." }
}

fn sources(out: &mut String, sources: &[Source]) {
    if sources.is_empty() {
        return;
    }
    let all: Vec<String> = sources.iter().map(|source| format!("*{}*, “{}”", source.title, source.section)).collect();
    let _ = write!(out, "\n**Source**: {}\n", all.join("; "));
}

fn switch_off(out: &mut String, rule: &Rule) {
    let id = &rule.id;
    let _ = write!(
        out,
        "\n**To switch it off**, here: `{{% # allow {id}: your reason %}}`; in this file, in the front matter: \
         `allow: {{ {id}: your reason }}`; everywhere, in `softspoken.toml`: `[lint] ignore = [\"{id}\"]`\n"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_sentences() {
        assert_eq!(first_sentence("About 3.5 of 5. More."), "About 3.5 of 5.");
        assert_eq!(first_sentence("No end"), "No end");
    }

    #[test]
    fn every_rule_and_technique_has_a_page_with_its_words() {
        let knowledge = Knowledge::shipped();
        for rule in &knowledge.rules {
            assert!(rule_page(knowledge, rule).contains(rule.why.trim()), "{}", rule.id);
        }
        for technique in &knowledge.techniques {
            assert!(technique_page(knowledge, technique).contains(&technique.title), "{}", technique.id);
        }
    }
}
