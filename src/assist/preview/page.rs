//! A preview as plain text, for editors that have no panel of their own.

use super::{Preview, Switch};
use crate::lint::{Finding, Subject};
use crate::message::render::Chosen;
use crate::text::Text;

/// What stands between the message and what is said about it.
const RULE: &str = "----------------------------------------------------------------";

/// The text of a preview: the message, then what decided it and what was found.
pub fn preview_page(subject: &Subject, name: &str, preview: &Preview, findings: &[Finding]) -> String {
    let mut out = format!("Preview of {name}, with sample data\n{RULE}\n");
    match &preview.message {
        Ok(message) => {
            if let Some(line) = &message.rendered.subject {
                out.push_str(&format!("Subject: {line}\n\n"));
            }
            out.push_str(message.rendered.text.trim_matches(['\n', '\r']));
            out.push('\n');
        }
        Err(error) => out.push_str(&format!("There is no message: {}\n", error.message)),
    }
    out.push_str(RULE);
    out.push('\n');
    section(&mut out, "Decided by", preview.questions.iter().map(decided));
    let text = Text::new(subject.source);
    let line = |finding: &Finding| text.position(finding.span.start, crate::text::Encoding::Utf8).line + 1;
    let found = findings.iter().map(|found| format!("line {}: {} ({})", line(found), found.message, found.rule));
    section(&mut out, "Found", found);
    out
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        out.push_str(&format!("\n{title}:\n"));
        lines.iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    }
}

fn decided(switch: &Switch) -> String {
    let answer = match switch.state {
        None => "not asked".to_owned(),
        Some(Chosen::Holds(holds)) => if holds { "yes" } else { "no" }.to_owned(),
        Some(Chosen::Rounds(1)) => "1 round".to_owned(),
        Some(Chosen::Rounds(rounds)) => format!("{rounds} rounds"),
    };
    let snippet = switch.label.as_ref().map(|label| format!(" (in {label})")).unwrap_or_default();
    format!("{}{snippet}: {answer}", switch.text)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::super::marked::with_subject;
    use super::super::preview;
    use super::*;
    use crate::lint::{Fixes, check};
    use crate::message::NoSnippets;
    use crate::message::render::{Around, Choices, Object};

    #[test]
    fn message_conditions_and_findings_below_each_other() {
        let source = "---\nsubject: Your order\n---\n\n{% if a %}x{% elsif b %}y{% endif %}Please calm down.{% for i in c %}{% endfor %}\n";
        let data = Object::default();
        let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
        let page = with_subject(source, &NoSnippets, |subject| {
            let findings = check(subject, Fixes::None);
            let preview = preview(subject, &around, &Choices::default(), &findings);
            preview_page(subject, "late.macro", &preview, &findings)
        });
        expect![[r#"
            Preview of late.macro, with sample data
            ----------------------------------------------------------------
            Subject: Your order

            Please calm down.
            ----------------------------------------------------------------

            Decided by:
            - a: no
            - b: no
            - i in c: 0 rounds

            Found:
            - line 5: “Please calm down” tells the customer how to feel (tone/calm-command)
            - line 5: “calm down” tells the customer how to feel (tone/calm-command)
        "#]]
        .assert_eq(&page);
    }
}
