//! Demands on made-up packs: what is told, where and when.

use std::collections::HashMap;
use std::sync::Arc;

use expect_test::{Expect, expect};

use crate::knowledge::{Knowledge, PackFile, load};
use crate::lint::{Finding, Fixes, Settings, Subject, check as lint};
use crate::message::{Snippet, Snippets};
use crate::syntax::Macro;

#[derive(Debug, Default)]
struct Files(HashMap<&'static str, Arc<Snippet>>);

impl Files {
    fn new(files: &[(&'static str, &str)]) -> Self {
        let snippet = |(id, source): &(&'static str, &str)| {
            let snippet = Snippet {
                id: (*id).to_owned(),
                label: format!("{id}.macro"),
                source: (*source).to_owned(),
                parsed: Macro::parse(source),
            };
            (*id, Arc::new(snippet))
        };
        Self(files.iter().map(snippet).collect())
    }
}

impl Snippets for Files {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.0.get(id).cloned()
    }
}

/// A pack with a rule of this flow, and acts that single words do.
fn pack(rest: &str) -> Knowledge {
    let words = [
        ("greeting", "hello"),
        ("mirror", "mirror"),
        ("validate", "valid"),
        ("apologise", "sorry"),
        ("refuse", "nay"),
        ("alternative", "instead"),
        ("choice", "either"),
        ("act", "did"),
        ("commit", "will"),
        ("timeline", "today"),
        ("instruct", "press"),
        ("appreciate", "thanks"),
        ("close", "bye"),
        ("handoff", "them"),
        ("sign-off", "yours"),
    ];
    let mut text = format!(
        "[[rule]]\nid = \"flow/x\"\nseverity = \"warning\"\ntitle = \"X\"\nwhy = \"W\"\nmessage = \"“{{match}}”\"\n{rest}\n"
    );
    for (act, word) in words {
        text +=
            &format!("[[act]]\nid = \"{act}\"\ntitle = \"T\"\nsummary = \"S\"\n[[act.case]]\nphrases = [\"{word}\"]\n");
    }
    let (knowledge, mistakes) = load(&[PackFile { name: "x.toml", text: &text }]);
    assert_eq!(mistakes, []);
    knowledge
}

fn findings(knowledge: &Knowledge, source: &str, snippets: &dyn Snippets, fixes: Fixes) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    lint(&Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets }, fixes)
}

fn told(finding: &Finding, source: &str) -> String {
    let when = if finding.when.is_empty() { String::new() } else { format!(" when {}", finding.when.join(" and ")) };
    let severity = if finding.severity.as_str() == "warning" { "" } else { finding.severity.as_str() };
    let related: String = finding
        .related
        .iter()
        .map(|related| {
            let elsewhere = related.elsewhere.as_ref();
            let text = related.span.of(elsewhere.map_or(source, |place| &place.source));
            format!(" see {} {text:?}", elsewhere.map_or("here", |place| &place.label))
        })
        .collect();
    format!("{severity}{}{when}{related}", finding.span.of(source))
}

/// What a rule of one demand says of a macro, a line each.
fn check(flow: &str, source: &str, expected: Expect) {
    check_with(flow, &[], source, expected);
}

fn check_with(flow: &str, files: &[(&'static str, &str)], source: &str, expected: Expect) {
    let knowledge = pack(&format!("flow = [{flow:?}]"));
    let found = findings(&knowledge, source, &Files::new(files), Fixes::None);
    let lines: Vec<String> = found.iter().map(|finding| told(finding, source)).collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn what_is_needed_anywhere() {
    let flow = "refuse needs alternative or choice";
    check(flow, "Hello. Nay. Instead, that.", expect![""]);
    check(flow, "Instead, that. Nay. Nay!", expect![""]);
    check(
        flow,
        "Hello. Nay. Nay!",
        expect![[r#"
        Nay.
        Nay!"#]],
    );
    check(flow, "{% if a %}Nay.{% else %}Instead, that.{% endif %} Bye.", expect!["Nay. when a"]);
    check(flow, "{% if a %}Nay.{% endif %} {% if a %}Instead.{% endif %} {% if b %}Either.{% endif %}", expect![""]);
    check(
        flow,
        "{% if a %}Hm.{% endif %} We say {% if b %}nay{% else %}yes{% endif %} to it. {% if c %}Instead.{% endif %}",
        expect!["We say {% if b %}nay{% else %}yes{% endif %} to it. when b and not c"],
    );
    check(flow, "{% for x in y %}Nay. {% else %}Instead.{% endfor %}", expect!["Nay. when x in y: more"]);
}

#[test]
fn what_is_needed_near() {
    let flow = "commit needs timeline in same sentence or next";
    check(flow, "I will. Today. I will today. I will. Hm. Today.", expect!["I will."]);
    check(
        flow,
        "I will. {% if a %}Today.{% else %}{% if b %}Hm.{% endif %}{% endif %} Today.",
        expect!["I will. when not a and b"],
    );
    check("commit needs timeline in same sentence", "I will. Today. I will today.", expect!["I will."]);
    check("commit needs timeline before", "I will. Today. I will.", expect!["I will."]);
    check("commit needs timeline after", "I will. Today. I will.", expect!["I will."]);
}

#[test]
fn order() {
    let flow = "act, instruct, refuse only after mirror, validate or apologise";
    check(
        flow,
        "Hello. {% if a %}Sorry. {% endif %}Press it. I did. Valid. Nay.",
        expect![[r#"
        Press it. when not a
        I did. when not a"#]],
    );
    check(flow, "Sorry, nay. {% if a %}Press it.{% endif %}", expect![""]);
    check("act, instruct not in first sentence", "Hello Sam, Press it. Press it.", expect!["Press it."]);
    check("act, instruct not in first sentence unless validate in same sentence", "Valid, press it.", expect![""]);
}

#[test]
fn how_many() {
    check("at most 1 apologise", "Sorry. Sorry, sorry. Sorry.", expect!["Sorry, sorry."]);
    check(
        "at most 1 apologise",
        "Sorry. {% if a %}Hm.{% endif %} {% if b %}Sorry.{% else %}Fine.{% endif %} {% if c %}Sorry.{% endif %}",
        expect![[r#"
            Sorry. when b
            Sorry. when not b and c"#]],
    );
    check("at most 0 'press it'", "Press that. Press it.", expect!["Press it."]);
    check("at most 3 words in a sentence", "One two three. One two three four.", expect!["One two three four."]);
    check(
        "at most 5 words in a paragraph",
        "One two three. One two three. One.\n\nOne two three.",
        expect!["One two three."],
    );
    check(
        "at most 5 words in the message",
        "One two three.\n\n{% if a %}One two.{% else %}One two three.{% endif %} Hm.",
        expect![[r#"
            One two three. when not a
            Hm. when a"#]],
    );
}

#[test]
fn the_message() {
    check(
        "message needs timeline",
        "---\nintent: hold\n---\nHello. {% if a %}Today.{% endif %}",
        expect!["hold when not a"],
    );
    check("message needs timeline", "Hello Sam, Press it.", expect!["Press it."]);
    check(
        "message needs timeline unless handoff",
        "{% if a %}Them.{% endif %} Press it.",
        expect!["Press it. when not a"],
    );
    check("message needs timeline if commit", "Press it. {% if a %}I will.{% endif %}", expect!["Press it. when a"]);
    check("message needs timeline", "", expect![""]);
    check("message begins with apologise", "Hello. Press it. Sorry.", expect!["Press it."]);
    check("message begins with apologise or greeting", "Hello. Press it.", expect![""]);
    check("message ends with 'survey link' or close", "Press it. Bye.\n\nYours, Sam", expect![""]);
    check("message ends with 'survey link' or close", "Bye. Press it.\n\nYours, Sam", expect!["Yours, Sam"]);
    check("message needs slot", "Press {{ it }}.", expect!["Press {{ it }}."]);
    check("act needs approval", "---\napproval: \"\"\n---\nI did.", expect!["I did."]);
    check("act needs approval", "---\napproval: lead\n---\nI did.", expect![""]);
}

#[test]
fn snippets() {
    let files = [
        ("no", "We say nay. That is so."),
        ("sorry", "Sorry."),
        ("both", "Sorry. Sorry."),
        ("in", "Well. {% render 'no' %}"),
    ];
    check_with(
        "refuse needs alternative",
        &files,
        "Hello. {% render 'no' %} Bye.",
        expect![[r#"{% render 'no' %} see no.macro "We say nay.""#]],
    );
    check_with(
        "refuse needs alternative",
        &files,
        "Hello. {% render 'sorry' %} Hm. {% render 'in' %} Bye.",
        expect![[r#"{% render 'in' %} see no.macro "We say nay.""#]],
    );
    check_with("refuse needs alternative", &files, "Hello. {% render 'no' %} Instead.", expect![""]);
    check_with(
        "at most 1 apologise",
        &files,
        "Sorry. {% if a %}{% render 'sorry' %}{% endif %}",
        expect![[r#"{% render 'sorry' %} when a see sorry.macro "Sorry.""#]],
    );
    check_with("at most 1 apologise", &files, "Hello. {% render 'both' %}", expect![""]);
    check_with("refuse needs alternative in same sentence", &files, "{% render 'no' %}", expect![""]);
    check_with("refuse needs alternative in same sentence or next", &files, "{% render 'no' %}", expect![""]);
}
