//! What is not looked at exactly, told to the author at the place with advice: where the message graph merges or leaves
//! something out, and where a language has no rules.

use std::sync::Arc;

use super::flow::render_tag;
use super::{Elsewhere, Finding, Related, Subject, tone};
use crate::knowledge::Severity;
use crate::message::{MessageGraph, NoticeKind, Place};
use crate::syntax::{ItemKind, TagKind};
use crate::text::Span;

const MANY_READINGS: &str = "template/many-readings";
const MANY_CONDITIONS: &str = "template/many-conditions";
const DEEP_LOOPS: &str = "template/deep-loops";
/// Also named where something else says it better.
pub(super) const LEFT_OUT: &str = "template/snippet-left-out";
const NO_RULES: &str = "meta/locale-without-rules";

/// A hint for everything that `graph` does not say exactly.
pub(super) fn find(subject: &Subject, graph: &MessageGraph) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    let mut tell = |rule, place, message| {
        if let Some(finding) = finding(subject, graph, rule, place, message)
            && !out.iter().any(|other| other.rule == finding.rule && other.span == finding.span)
        {
            out.push(finding);
        }
    };
    for notice in &graph.notices {
        let (rule, message) = told(subject, notice.place, notice.kind);
        tell(rule, notice.place, message);
    }
    if let Some(place) = merged_conditions(subject, graph) {
        tell(
            MANY_CONDITIONS,
            place,
            "from here on there are more conditions that belong together than are kept apart, so what is found may be \
             about a combination that never occurs; ask each condition in one place, or split the macro",
        );
    }
    out
}

/// The one hint that tone and flow are off, for a macro in a language that no pack is for.
pub(super) fn without_rules(subject: &Subject) -> Option<Finding> {
    if tone::speaks_english(subject) || subject.knowledge.phrases.is_empty() {
        return None;
    }
    let own = subject.parsed.front_matter.locale.as_ref();
    let locale = own.map(|locale| locale.text.as_str()).or(subject.settings.locale.as_deref())?;
    let span = own.map(|locale| locale.span).or_else(|| first_line(subject))?;
    let message = format!("tone and flow are not looked at here: there are no rules for the language `{locale}`");
    hint(subject, NO_RULES, span, message)
}

/// The first line of the message that is not blank.
pub(super) fn first_line(subject: &Subject) -> Option<Span> {
    let start = subject.parsed.items.first()?.span.start;
    let body = subject.source.get(start..)?;
    let start = start + (body.len() - body.trim_start().len());
    let line = body.trim_start().lines().next().map(str::trim_end).filter(|line| !line.is_empty())?;
    Some(Span::new(start, start + line.len()))
}

fn told(subject: &Subject, place: Place, kind: NoticeKind) -> (&'static str, &'static str) {
    match kind {
        NoticeKind::ManyReadings => (
            MANY_READINGS,
            "this sentence can be read in so many ways that only some are looked at; write whole sentences in the \
             branches, or ask fewer conditions inside one sentence",
        ),
        NoticeKind::DeepLoops => (
            DEEP_LOOPS,
            "this loop stands in other loops and is looked at as if it went round once or never; list what it names in \
             one line, or take it out of the loop around it",
        ),
        NoticeKind::LeftOut => (LEFT_OUT, left_out(subject, place)),
    }
}

fn left_out(subject: &Subject, place: Place) -> &'static str {
    let item = subject.parsed.items.iter().find(|item| place.file == 0 && item.span == place.span);
    match item.map(|item| &item.kind) {
        Some(ItemKind::Tag(tag)) if !matches!(tag.kind, TagKind::Render { .. }) => {
            "this passage is not looked at: too much is inserted or repeated before it; split the macro"
        }
        Some(ItemKind::Output(_)) => {
            "the passage that is captured for this place is not looked at here: too much is inserted before it; insert \
             it fewer times, or split the macro"
        }
        _ => {
            "a snippet is not looked at here: it renders itself, stands too deep in other snippets, or too much is \
             rendered before it; render it once, from the macro itself"
        }
    }
}

/// Where conditions are first merged.
fn merged_conditions(subject: &Subject, graph: &MessageGraph) -> Option<Place> {
    let choice = graph.choices.get(graph.merged_from()? as usize)?;
    let parsed = graph.snippet(choice.file).map_or(subject.parsed, |snippet| &snippet.parsed);
    let open = parsed.items.get(parsed.blocks.get(choice.block)?.open)?;
    Some(Place { file: choice.file, span: open.span })
}

/// A hint at a place: where that is in a snippet, at the tag that brings it.
fn finding(
    subject: &Subject,
    graph: &MessageGraph,
    rule: &'static str,
    place: Place,
    message: &str,
) -> Option<Finding> {
    let Some(snippet) = graph.snippet(place.file) else {
        return hint(subject, rule, whole_word(subject.source, place.span), message.to_owned());
    };
    let elsewhere = Elsewhere { label: snippet.label.clone(), source: Arc::from(snippet.source.as_str()) };
    let related = Related {
        span: whole_word(&snippet.source, place.span),
        message: "it is in this snippet".to_owned(),
        elsewhere: Some(elsewhere),
    };
    let span = render_tag(subject.parsed, graph, place.file, 0)?;
    let mut finding = hint(subject, rule, span, message.to_owned())?;
    finding.related.push(related);
    Some(finding)
}

fn hint(subject: &Subject, rule: &'static str, span: Span, message: String) -> Option<Finding> {
    let default = subject.knowledge.rule(rule).map_or(Severity::Hint, |rule| rule.severity);
    Some(Finding {
        rule: rule.to_owned(),
        severity: subject.settings.severity(rule, default)?,
        span,
        message,
        when: Vec::new(),
        related: Vec::new(),
        fixes: Vec::new(),
    })
}

/// A place that begins a word, up to the end of that word.
fn whole_word(source: &str, span: Span) -> Span {
    let rest = source.get(span.end..).unwrap_or_default();
    if !span.of(source).ends_with(char::is_alphanumeric) {
        return span;
    }
    Span::new(span.start, span.end + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;

    use expect_test::{Expect, expect};

    use crate::knowledge::Knowledge;
    use crate::lint::{Fixes, Settings, Subject, check as lint};
    use crate::message::{NoSnippets, Snippet, Snippets};
    use crate::syntax::Macro;

    const RULES: [&str; 5] =
        [super::MANY_READINGS, super::MANY_CONDITIONS, super::DEEP_LOOPS, super::LEFT_OUT, super::NO_RULES];

    #[derive(Debug)]
    struct One(Arc<Snippet>);

    impl Snippets for One {
        fn get(&self, id: &str) -> Option<Arc<Snippet>> {
            (id == "part").then(|| Arc::clone(&self.0))
        }
    }

    fn shown(source: &str, snippets: &dyn Snippets, settings: &Settings) -> String {
        let parsed = Macro::parse(source);
        let subject = Subject { source, parsed: &parsed, knowledge: Knowledge::shipped(), settings, snippets };
        let mut out = String::new();
        for found in lint(&subject, Fixes::None).iter().filter(|found| RULES.contains(&found.rule.as_str())) {
            let _ = writeln!(
                out,
                "{} {} at {} {:?}: {}",
                found.severity.as_str(),
                found.rule,
                found.span.start,
                found.span.of(source),
                found.message
            );
            for related in &found.related {
                let there = related.elsewhere.as_ref().map_or(source, |there| &there.source);
                let _ = writeln!(out, "    {} {:?}", related.message, related.span.of(there));
            }
        }
        out
    }

    fn check(source: &str, expected: Expect) {
        expected.assert_eq(&shown(source, &NoSnippets, &Settings::default()));
    }

    #[test]
    fn the_examples_of_the_pack_hold() {
        let pack: toml::Value = toml::from_str(include_str!("../../packs/core/limits.toml")).unwrap();
        let texts = |rule: &toml::Value, key: &str| -> Vec<String> {
            let all = rule.get(key).and_then(toml::Value::as_array).into_iter().flatten();
            all.map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        let told = |source: &str| -> Vec<String> {
            let shown = shown(source, &NoSnippets, &Settings::default());
            let lines = shown.lines().filter(|line| !line.starts_with(' '));
            lines.filter_map(|line| line.split(' ').nth(1)).map(str::to_owned).collect()
        };
        for rule in pack["rule"].as_array().unwrap() {
            let id = rule["id"].as_str().unwrap();
            texts(rule, "bad").iter().for_each(|bad| assert_eq!(told(bad), [id], "{bad}"));
            texts(rule, "good").iter().for_each(|good| assert_eq!(told(good), [""; 0], "{good}"));
        }
    }

    fn ifs(count: usize, inside: &str) -> String {
        (0..count).map(|n| format!("{{% if c{n} %}}{}{{% endif %}}", inside.replace('#', &n.to_string()))).collect()
    }

    #[test]
    fn a_sentence_with_very_many_readings() {
        check(&format!("Hello. We will{} call.", ifs(5, " x#")), expect![[r#""#]]);
        check(
            &format!("Hello. We will{} call.", ifs(6, " x#")),
            expect![[r#"
            hint template/many-readings at 7 "We": this sentence can be read in so many ways that only some are looked at; write whole sentences in the branches, or ask fewer conditions inside one sentence
        "#]],
        );
    }

    #[test]
    fn conditions_that_are_merged() {
        let twice = |count: usize| format!("{}{}", ifs(count, "A#. "), ifs(count, "B#. "));
        check(&twice(8), expect![[r#""#]]);
        check(
            &twice(9),
            expect![[r#"
            hint template/many-conditions at 208 "{% if c8 %}": from here on there are more conditions that belong together than are kept apart, so what is found may be about a combination that never occurs; ask each condition in one place, or split the macro
        "#]],
        );
    }

    #[test]
    fn loops_in_loops() {
        let deep = |count: usize| {
            let open: String = (0..count).map(|n| format!("{{% for a{n} in list{n} %}}")).collect();
            format!("{open}One.{}", "{% endfor %}".repeat(count))
        };
        check(&deep(2), expect![[r#""#]]);
        check(
            &deep(3),
            expect![[r#"
            hint template/deep-loops at 42 "{% for a2 in list2 %}": this loop stands in other loops and is looked at as if it went round once or never; list what it names in one line, or take it out of the loop around it
        "#]],
        );
    }

    #[test]
    fn in_a_snippet_the_tag_that_brings_it_is_shown() {
        let part = |source: String| {
            let parsed = Macro::parse(&source);
            One(Arc::new(Snippet { id: "part".into(), label: "part.macro".into(), source, parsed }))
        };
        let snippets = part(format!("We will{} call.", ifs(6, " x#")));
        expect![[r#"
            hint template/many-readings at 7 "{% render 'part' %}": this sentence can be read in so many ways that only some are looked at; write whole sentences in the branches, or ask fewer conditions inside one sentence
                it is in this snippet "We"
        "#]].assert_eq(&shown("Hello. {% render 'part' %}", &snippets, &Settings::default()));
        let snippets = part("Again. {% render 'part' %}".into());
        expect![[r#"
            hint template/snippet-left-out at 7 "{% render 'part' %}": a snippet is not looked at here: it renders itself, stands too deep in other snippets, or too much is rendered before it; render it once, from the macro itself
                it is in this snippet "{% render 'part' %}"
        "#]].assert_eq(&shown("Hello. {% render 'part' %}", &snippets, &Settings::default()));
    }

    #[test]
    fn a_language_without_rules() {
        check(
            "---\nlocale: de-DE\n---\nGuten Tag.",
            expect![[r#"
            hint meta/locale-without-rules at 12 "de-DE": tone and flow are not looked at here: there are no rules for the language `de-DE`
        "#]],
        );
        check("---\nlocale: en-AU\n---\nHello.", expect![[r#""#]]);
        let settings = Settings { locale: Some("fr".into()), ..Settings::default() };
        expect![[r#"
            hint meta/locale-without-rules at 2 "Bonjour.": tone and flow are not looked at here: there are no rules for the language `fr`
        "#]].assert_eq(&shown("\n\nBonjour.\n\nMerci.", &NoSnippets, &settings));
        expect![[r#""#]].assert_eq(&shown(" \n", &NoSnippets, &settings));
        expect![[r#""#]].assert_eq(&shown("---\nlocale: en\n---\nHello.", &NoSnippets, &settings));
        let off = Settings { severity: vec![("meta/".into(), None)], ..settings };
        expect![[r#""#]].assert_eq(&shown("Bonjour.", &NoSnippets, &off));
    }
}
