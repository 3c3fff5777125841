//! The one page of a rule or a technique, in Markdown: hover, `explain` and the docs all show it.

use std::fmt::Write as _;

use super::{Knowledge, Replaces, Rule, Source, Technique};

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

/// The rewordings that stand by themselves, each once.
fn reframes(out: &mut String, rule: &Rule) {
    let all = rule.cases.iter().flat_map(|case| &case.reframes);
    let mut shown: Vec<String> = Vec::new();
    for reframe in all.filter(|reframe| reframe.replaces == Replaces::Sentence) {
        let text = reframe.text.replace("{before}", "").replace("{after}", "").replace('{', "‹").replace('}', "›");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    if shown.is_empty() {
        return;
    }
    out.push_str("\n**Say**\n\n");
    for text in shown.iter().take(EXAMPLES) {
        let _ = writeln!(out, "- {text}");
    }
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
