//! `human`: what a person wants to read: the line, what is wrong with it, why, and how it could read instead.

use super::super::paths::{one_line, prose};
use super::super::terminal::Style;
use super::super::wrap::wrap;
use super::drawing::Drawing;
use super::notes::notes;
use super::snippet::{Excerpt, excerpt};
use super::{Checked, Format, Part, Run, Summary};
use crate::knowledge::{Rule, Severity};
use crate::lint::{Finding, Fixes};
use annotate_snippets::renderer::{self, Style as Paint};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Human {
    style: Style,
    renderer: Renderer,
}

impl Human {
    /// For a reader with that style.
    pub(super) fn new(style: Style) -> Self {
        let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
        // Lines come cut to the width; the renderer would cut them a second time.
        Self { style, renderer: renderer.term_width(4 * style.width) }
    }

    /// The title that agents know a macro by, or its path where it has none, and what was found in it.
    fn heading(&self, checked: &Checked<'_>) -> String {
        let name = checked.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        let name = name.map_or_else(|| one_line(checked.path), prose);
        format!("{}: {}", self.style.bold(&name), Summary::of(checked).counted(self.style))
    }

    /// A finding; its place is that of `placed`, where the text stands in a file of another form.
    fn finding(&self, checked: &Checked<'_>, finding: &Finding, placed: (&Checked<'_>, &Finding)) -> String {
        let rule = checked.rule(finding);
        // The gutter is as wide as the highest line number, and has up to five columns around it.
        let gutter = 5 + (checked.lines.line_of(finding.span.end) + 1).to_string().len();
        let excerpt =
            excerpt(&checked.source, &checked.lines, finding.span, self.style.width.saturating_sub(gutter + 2));
        let last_line = excerpt.line + excerpt.text.lines().count().max(1);
        let notes = notes(checked, finding).into_iter().map(|(name, lines)| {
            let room = self.style.width.saturating_sub(gutter + name.len() + 2);
            let lines: Vec<String> = lines.iter().map(|line| wrap(&prose(line), room)).collect();
            (name, lines.join("\n"))
        });
        let notes: Vec<(&'static str, String)> = notes.collect();
        let (level, level_style) = level(finding.severity);
        // Only a coloured terminal is told where a link leads.
        let url = rule.filter(|_| self.style.color).map(Rule::url);
        let drawing = Drawing {
            level,
            level_style,
            rule: &finding.rule,
            url: url.as_deref(),
            message: &prose(&finding.message),
            place: &self.place(placed, last_line),
            excerpt: &excerpt,
            notes: &notes,
        };
        drawing.lines(self.style.color).unwrap_or_else(|| self.rendered(finding.severity, &drawing))
    }

    /// The drawing of the renderer.
    fn rendered(&self, severity: Severity, drawing: &Drawing<'_>) -> String {
        let mut title = named(severity).primary_title(drawing.message).id(drawing.rule);
        if let Some(url) = drawing.url {
            title = title.id_url(url);
        }
        let Excerpt { line, text, marks } = drawing.excerpt;
        let snippet = Snippet::source(text.as_str())
            .line_start(line + 1)
            .fold(false)
            .annotations(marks.iter().map(|mark| AnnotationKind::Primary.span(mark.clone())));
        let notes = drawing.notes.iter().map(|(name, text)| Level::NOTE.with_name(*name).message(text.as_str()));
        let group = Group::with_title(title).element(snippet).elements(notes);
        let text = self.renderer.render(&[group]);
        let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
        format!("{title}\n{}\n{rest}\n\n", drawing.place)
    }

    /// The arrow to path, line and column, which many terminals open on a click. The renderer could only draw it for a
    /// line that is not cut.
    fn place(&self, (checked, finding): (&Checked<'_>, &Finding), last_line: usize) -> String {
        let place = checked.start(finding);
        let arrow = format!("{:>1$}", "-->", last_line.to_string().len() + 3);
        let record = checked.dumped.as_ref().map(|dumped| format!(" ({})", one_line(&dumped.record.pointer)));
        let (line, column) = (place.line + 1, place.column + 1);
        let record = record.unwrap_or_default();
        format!("{} {}:{line}:{column}{record}", self.style.dim(&arrow), one_line(checked.path))
    }
}

impl Format for Human {
    /// One suggestion is shown of each finding.
    fn fixes(&self) -> Fixes {
        Fixes::First
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let text = checked.dumped.as_ref().map_or(checked, |dumped| &dumped.text);
        let findings = text.findings.iter().zip(&checked.findings);
        let findings = findings.map(|(found, placed)| self.finding(text, &found.finding, (checked, &placed.finding)));
        let findings: String = findings.collect();
        if findings.is_empty() { Part::default() } else { format!("{}\n\n{findings}", self.heading(checked)).into() }
    }

    fn end(&self, run: &Run) -> String {
        match run.summary.sentence(self.style) {
            sentence if sentence.is_empty() => sentence,
            sentence => format!("{sentence}\n"),
        }
    }
}

/// What a severity is called, and its colour.
fn level(severity: Severity) -> (&'static str, Paint) {
    match severity {
        Severity::Error => ("error", renderer::DEFAULT_ERROR_STYLE),
        Severity::Warning => ("warning", renderer::DEFAULT_WARNING_STYLE),
        Severity::Information => ("information", renderer::DEFAULT_INFO_STYLE),
        Severity::Hint => ("hint", renderer::DEFAULT_HELP_STYLE),
    }
}

/// The same as the renderer has it.
fn named(severity: Severity) -> Level<'static> {
    let known = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::HELP,
    };
    known.with_name(level(severity).0)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::super::Reported;
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::{Applicability, Fix, Related};
    use crate::text::{Edit, LineIndex, Span};

    fn finding(source: &str, words: &str, severity: Severity) -> Finding {
        let start = source.find(words).expect("the words are in the source");
        Finding {
            rule: "tone/calm-command".to_owned(),
            severity,
            span: Span::new(start, start + words.len()),
            message: format!("“{words}” tells the customer how to feel"),
            when: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    fn checked(source: &str, findings: Vec<Finding>) -> String {
        let reported = |finding| Reported { finding, fingerprint: String::new(), budgeted: false };
        let knowledge = Knowledge::default();
        let checked = Checked {
            path: "chat/angry.macro",
            title: None,
            lines: Cow::Owned(LineIndex::new(source)),
            source: source.into(),
            findings: findings.into_iter().map(reported).collect(),
            knowledge: &knowledge,
            dumped: None,
        };
        Human::new(Style { color: false, terminal: true, width: 80 }).file(&checked).text
    }

    fn check(source: &str, words: &str, expected: Expect) {
        expected.assert_eq(&checked(source, vec![finding(source, words, Severity::Warning)]));
    }

    #[test]
    fn everything_there_is_to_say() {
        let source = "Hi.\nPlease calm down.\n";
        let mut all = finding(source, "calm down", Severity::Hint);
        all.when = vec!["order.late".into(), "not order.paid".into()];
        all.related = vec![Related { span: Span::new(0, 2), message: "it starts here".into(), elsewhere: None }];
        all.fixes = vec![Fix {
            title: "Reword".into(),
            applicability: Applicability::Suggested,
            edits: vec![Edit::replace(Span::new(4, 21), "I can see why this is upsetting.")],
        }];
        expect![[r#"
            chat/angry.macro: 1 hint

            hint[tone/calm-command]: “calm down” tells the customer how to feel
             --> chat/angry.macro:2:8
              |
            2 | Please calm down.
              |        ^^^^^^^^^
              |
              = when: order.late and not order.paid
              = see: line 1: it starts here
              = try: I can see why this is upsetting.

        "#]]
        .assert_eq(&checked(source, vec![all]));
    }

    #[test]
    fn wide_characters_and_tabs_keep_the_mark_in_place() {
        check(
            "大変😀\tcalm down.",
            "calm down",
            expect![[r#"
                chat/angry.macro: 1 warning

                warning[tone/calm-command]: “calm down” tells the customer how to feel
                 --> chat/angry.macro:1:5
                  |
                1 | 大変😀    calm down.
                  |           ^^^^^^^^^

            "#]],
        );
    }

    #[test]
    fn windows_line_ends_do_not_show() {
        check(
            "Hi,\r\nplease calm down.\r\nBye",
            "calm down",
            expect![[r#"
                chat/angry.macro: 1 warning

                warning[tone/calm-command]: “calm down” tells the customer how to feel
                 --> chat/angry.macro:2:8
                  |
                2 | please calm down.
                  |        ^^^^^^^^^

            "#]],
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_finding() {
        let source = format!("{}calm down{}", "before ".repeat(60), " after".repeat(60));
        check(
            &source,
            "calm down",
            expect![[r#"
                chat/angry.macro: 1 warning

                warning[tone/calm-command]: “calm down” tells the customer how to feel
                 --> chat/angry.macro:1:421
                  |
                1 | …before before before before calm down after after after after after…
                  |                              ^^^^^^^^^

            "#]],
        );
    }

    #[test]
    fn a_wrapped_sentence_is_marked_on_each_of_its_lines() {
        check(
            "Please calm\n\tdown now.\n",
            "calm\n\tdown",
            expect![[r#"
                chat/angry.macro: 1 warning

                warning[tone/calm-command]: “calm down” tells the customer how to feel
                 --> chat/angry.macro:1:8
                  |
                1 | Please calm
                  |        ^^^^
                2 |     down now.
                  | ^^^^^^^^

            "#]],
        );
    }

    #[test]
    fn codes_that_terminals_obey_are_shown_not_sent() {
        check(
            "\u{1b}[31mcalm down\u{7}",
            "calm down\u{7}",
            expect![[r#"
                chat/angry.macro: 1 warning

                warning[tone/calm-command]: “calm down\u{7}” tells the customer how to feel
                 --> chat/angry.macro:1:6
                  |
                1 | ␛[31mcalm down␇
                  |      ^^^^^^^^^^

            "#]],
        );
    }

    /// A line with a mark in it: text before, marked, and behind.
    fn line() -> impl Strategy<Value = [String; 3]> {
        let text = |most: usize| {
            let piece = prop_oneof![
                8 => "[a-zA-Z0-9 ,.!?{}|]{1,6}",
                2 => "[À-ſ’“”–—…•€]",
                1 => "[\t大😀\u{301}\u{200d}\u{202e}\u{ad}\u{7}]",
                1 => "[ ]{0,30}",
            ];
            proptest::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
        };
        (text(4), text(3), text(4)).prop_map(|(before, marked, after)| [before, marked, after])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn a_finding_is_drawn_as_the_renderer_would(
            lines in proptest::collection::vec(line(), 1..4),
            first in prop_oneof![0_usize..20, 95_usize..102],
            message in "[a-z ’“”]{0,12}[大😀]?",
            notes in proptest::collection::vec(("(why|try|when)", "[a-z大\n ]{0,12}"), 0..3),
            severity in proptest::sample::select(Severity::ALL.to_vec()),
            color in any::<bool>(),
            url in proptest::sample::select(vec![None, Some(""), Some("https://example.com/a.html")]),
        ) {
            let human = Human::new(Style { color, terminal: true, width: 80 });
            let mut excerpt = Excerpt { line: first, text: String::new(), marks: Vec::new() };
            for [before, marked, after] in &lines {
                if !excerpt.text.is_empty() {
                    excerpt.text.push('\n');
                }
                let start = excerpt.text.len() + before.len();
                excerpt.text.push_str(&[before.as_str(), marked, after].concat());
                excerpt.marks.push(start..start + marked.len());
            }
            let names = ["why", "try", "when"];
            let named = |name: &str| names.into_iter().find(|known| *known == name).unwrap_or("see");
            let notes: Vec<(&'static str, String)> = notes.iter().map(|(name, text)| (named(name), text.clone())).collect();
            let (level, level_style) = level(severity);
            let drawing = Drawing {
                level,
                level_style,
                rule: "tone/calm-command",
                url,
                message: &message,
                place: " --> chat/angry.macro:1:1",
                excerpt: &excerpt,
                notes: &notes,
            };
            if let Some(drawn) = drawing.lines(color) {
                prop_assert_eq!(drawn, human.rendered(severity, &drawing));
            }
        }
    }
}
