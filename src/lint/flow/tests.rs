//! Demands on made-up packs: what is told, where and when.

use std::collections::HashMap;
use std::sync::Arc;

use expect_test::{Expect, expect};

use crate::knowledge::{Knowledge, PackFile, load};
use crate::lint::{Finding, Fixes, Settings, Standing, Subject, check as lint};
use crate::message::{Snippet, Snippets};
use crate::syntax::Macro;
use crate::text::apply_edits;

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
        expect![[r#"Press it. when not a see here "I did.""#]],
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

/// What becomes of a macro by each fix of its first finding, its title above.
fn check_fixes(rule: &str, source: &str, expected: Expect) {
    let files = Files::new(&[("no", "We say nay."), ("hi", "Hello.")]);
    let knowledge = pack(rule);
    let found = findings(&knowledge, source, &files, Fixes::All);
    let fixes = found.first().map_or(&[][..], |finding| &finding.fixes);
    let lines: Vec<String> = fixes
        .iter()
        .map(|fix| format!("{}:\n{}", fix.title, apply_edits(source, &fix.edits).unwrap().replace('\r', "␍")))
        .collect();
    expected.assert_eq(&lines.join("\n--\n"));
}

#[test]
fn nothing_is_put_where_it_does_not_belong() {
    let before = "flow = [\"refuse only after mirror\"]\nfixes = [{ insert = \"Mirror.\", place = \"before\" }]";
    // In an item of a list behind the first, behind a colon, and before what a greeting leads up to.
    check_fixes(before, "Well.\n\n- Well.\n- **Nay.** Well.", expect![""]);
    check_fixes(before, "This comes on top:\n\nNay.", expect![""]);
    check_fixes(before, "Hello Sam, nay.", expect![""]);
    check_fixes(
        before,
        "Well. **Nay.** Well.",
        expect![[r#"
            Insert “Mirror.”:
            Well. Mirror. **Nay.** Well."#]],
    );
    let after = "flow = [\"refuse needs alternative\"]\nfixes = [{ insert = \"Instead.\", place = \"after\" }]";
    check_fixes(after, "Nay ^Sam", expect![""]);
    check_fixes(
        after,
        "- Well.\n- **Nay.**",
        expect![[r#"
            Insert “Instead.”:
            - Well.
            - **Nay.**

            Instead."#]],
    );
}

#[test]
fn insertions() {
    let before = "flow = [\"refuse only after mirror\"]\nfixes = [{ insert = \"Mirror [[it]].\", place = \"before\" }]";
    check_fixes(
        before,
        "Hello.\n\nWell. Nay.",
        expect![[r#"
        Insert “Mirror [[it]].”:
        Hello.

        Well. Mirror [[it]]. Nay."#]],
    );
    check_fixes(
        before,
        "Hello Sam, Nay.",
        expect![[r#"
        Insert “Mirror [[it]].”:
        Hello Sam, Mirror [[it]]. Nay."#]],
    );
    check_fixes(
        before,
        "Hello.\r\n\r\n1. Nay.\r\n2. Well.",
        expect![[r#"
            Insert “Mirror [[it]].”:
            Hello.␍
            ␍
            Mirror [[it]].␍
            ␍
            1. Nay.␍
            2. Well."#]],
    );
    check_fixes(
        before,
        "Hello. {% if a %}Nay.{% endif %} Bye.",
        expect![[r#"
        Insert “Mirror [[it]].”:
        Hello. {% if a %}Mirror [[it]]. Nay.{% endif %} Bye."#]],
    );
    check_fixes(
        before,
        "{% if a %}We{% else %}They{% endif %} say nay.",
        expect![[r#"
            Insert “Mirror [[it]].”:
            Mirror [[it]]. {% if a %}We{% else %}They{% endif %} say nay."#]],
    );
    check_fixes(
        before,
        "Hello. {% render 'no' %}",
        expect![[r#"
        Insert “Mirror [[it]].”:
        Hello. Mirror [[it]]. {% render 'no' %}"#]],
    );
    let start = "flow = [\"refuse only after mirror\"]\nfixes = [{ insert = \"Mirror.\", place = \"start\" }]";
    check_fixes(
        start,
        "Hello Sam,\n\nWell. Nay.",
        expect![[r#"
        Insert “Mirror.”:
        Hello Sam,

        Mirror. Well. Nay."#]],
    );
    check_fixes(
        start,
        "Hello Sam,\n\n{% if a %}\nWell.\n{% else %}\nNay.\n{% endif %}",
        expect![[r#"
        Insert “Mirror.”:
        Hello Sam,

        Mirror.
        {% if a %}
        Well.
        {% else %}
        Nay.
        {% endif %}"#]],
    );
    check_fixes(start, "Hello Sam,\n{%- if a %}\nNay.\n{% endif %}", expect![""]);
    check_fixes(
        start,
        "{% render 'hi' %}\n\nWell. Nay.",
        expect![[r#"
        Insert “Mirror.”:
        {% render 'hi' %}

        Mirror. Well. Nay."#]],
    );
    check_fixes(
        start,
        "Hello.\n\n{% render 'no' %}\n\nWell.",
        expect![[r#"
        Insert “Mirror.”:
        Hello.

        Mirror. {% render 'no' %}

        Well."#]],
    );
    let after = "flow = [\"refuse needs alternative\"]\nfixes = [{ insert = \"Instead [[it]].\", place = \"after\" }]";
    check_fixes(
        after,
        "Nay. Bye.",
        expect![[r#"
        Insert “Instead [[it]].”:
        Nay. Instead [[it]]. Bye."#]],
    );
    check_fixes(
        after,
        "- Nay\n- Bye",
        expect![[r#"
            Insert “Instead [[it]].”:
            - Nay. Instead [[it]].
            - Bye"#]],
    );
    check_fixes(
        after,
        "{% if a %}Nay.{% else %}Instead.{% endif %} Bye.",
        expect![[r#"
        Insert “Instead [[it]].”:
        {% if a %}Nay. Instead [[it]].{% else %}Instead.{% endif %} Bye."#]],
    );
    check_fixes(
        after,
        "We say {% if a %}nay.{% else %}yes.{% endif %} Bye.",
        expect![[r#"
        Insert “Instead [[it]].”:
        We say {% if a %}nay. Instead [[it]].{% else %}yes.{% endif %} Bye."#]],
    );
    let end = "flow = [\"message needs timeline\"]\nfixes = [{ insert = \"Today.\", place = \"end\" }]";
    check_fixes(
        end,
        "Hello.\n\nWell.\n\nYours,\nSam",
        expect![[r#"
        Insert “Today.”:
        Hello.

        Well. Today.

        Yours,
        Sam"#]],
    );
    check_fixes(
        end,
        "Hello.\n\n{% if a %}\nWell.\n{% endif %}\n\nYours,\nSam",
        expect![[r#"
        Insert “Today.”:
        Hello.

        {% if a %}
        Well.
        {% endif %}
        Today.

        Yours,
        Sam"#]],
    );
    check_fixes(
        end,
        "Hello.\n\n{% if a %}Well.{% endif %}",
        expect![[r#"
        Insert “Today.”:
        Hello.

        {% if a %}Well.{% endif %} Today."#]],
    );
    check_fixes(end, "Hello.", expect![""]);
}

#[test]
fn sentences_that_are_moved() {
    let rule = "flow = [\"appreciate only after act\"]\nfixes = [{ move = \"end\" }]";
    check_fixes(
        rule,
        "Hello.\n\nThanks for that. I did.\n\nYours, Sam",
        expect![[r#"
        Move this sentence to the end:
        Hello.

        I did. Thanks for that.

        Yours, Sam"#]],
    );
    check_fixes(
        rule,
        "Hello.\n\nThanks for that.\n\nI did. Bye.\n\nYours, Sam",
        expect![[r#"
        Move this sentence to the end:
        Hello.

        I did. Bye. Thanks for that.

        Yours, Sam"#]],
    );
    check_fixes(
        rule,
        "Well. Thanks for {{ it }}.\nI did.",
        expect![[r#"
        Move this sentence to the end:
        Well.
        I did. Thanks for {{ it }}."#]],
    );
    check_fixes(rule, "Hello. {% if a %}Thanks.{% endif %} I did.", expect![""]);
    check_fixes(rule, "Thanks.", expect![""]);
    let rule = "flow = [\"refuse only after alternative\"]\nfixes = [{ swap = \"next\" }, { swap = \"previous\" }]";
    check_fixes(
        rule,
        "Hello Sam, Nay. Instead {{ it }}. Bye.",
        expect![[r#"
        Put the next sentence first:
        Hello Sam, Instead {{ it }}. Nay. Bye."#]],
    );
    check_fixes(
        rule,
        "{% if a %}Nay.\n\nInstead.{% endif %} Bye.",
        expect![[r#"
        Put the next sentence first:
        {% if a %}Instead.

        Nay.{% endif %} Bye."#]],
    );
    check_fixes(rule, "Nay. {% if a %}Instead.{% endif %}", expect![""]);
}

#[test]
fn sentences_that_are_brought_to_the_start() {
    let rule = "flow = [\"act only after apologise\"]\nfixes = [{ bring = [\"apologise\"] }]";
    check_fixes(
        rule,
        "Hello Sam,\n\nI did. Sorry for {{ it }}. Bye.\n\nYours, Sam",
        expect![[r#"
        Move a later sentence to the start:
        Hello Sam,

        Sorry for {{ it }}. I did. Bye.

        Yours, Sam"#]],
    );
    // It speaks of what stands before it, does more, or is not always there.
    check_fixes(rule, "I did. That is sorry.", expect![""]);
    check_fixes(rule, "I did. Sorry, I will. Bye.", expect![""]);
    check_fixes(rule, "I did. {% if a %}Sorry for it.{% endif %} Bye.", expect![""]);
}

#[test]
fn words_that_are_added() {
    let rule = "flow = [\"commit needs timeline in same sentence\"]\nfixes = [{ add = \" today, [[when]]\", title = \"Say when\" }]";
    check_fixes(
        rule,
        "I will! Bye.",
        expect![[r#"
        Say when:
        I will today, [[when]]! Bye."#]],
    );
    check_fixes(
        rule,
        "- I will\n- Bye",
        expect![[r#"
        Say when:
        - I will today, [[when]]
        - Bye"#]],
    );
}

#[test]
fn of_order_one_finding_stands_for_all() {
    let flow = "act, refuse only after mirror";
    check(
        flow,
        "{% if a %}Nay one.{% elsif b %}I did two.{% else %}Mirror. Nay three.{% endif %} I did four.",
        expect![[r#"Nay one. when a see here "I did two." see here "I did four.""#]],
    );
    check(flow, "Hello. {% if a %}Nay.{% endif %} {% # allow flow/x: so it is %}\n\nI did it.", expect!["I did it."]);
    check(
        "act not in first sentence",
        "Hello. {% if a %}I did.{% else %}They did.{% endif %}",
        expect![[r#"I did. when a see here "They did.""#]],
    );
}

#[test]
fn of_a_part_nothing_is_asked_that_its_users_may_say() {
    let flows = ["refuse needs alternative", "refuse only after mirror", "message needs close", "at most 1 refuse"];
    let knowledge = pack(&format!("flow = {flows:?}"));
    let source = "Nay one. Nay two.";
    let parsed = Macro::parse(source);
    let told = |standing: Standing| -> Vec<String> {
        let settings = Settings { standing, ..Settings::default() };
        let subject = Subject {
            source,
            parsed: &parsed,
            knowledge: &knowledge,
            settings: &settings,
            snippets: &Files::default(),
        };
        lint(&subject, Fixes::None).iter().map(|finding| told(finding, source)).collect()
    };
    assert_eq!(told(Standing::Snippet), ["Nay two."]);
    assert_eq!(told(Standing::Macro).len(), 2);
}

#[test]
fn a_paragraph_that_a_snippet_makes_too_long() {
    let files = [("s", "One two three.\n\nOne two three four five six.")];
    let flow = "at most 5 words in a paragraph";
    check_with(
        flow,
        &files,
        "One two three. {% render 's' %}",
        expect![[r#"{% render 's' %} see s.macro "One two three.""#]],
    );
    check_with(flow, &files, "One.\n\n{% render 's' %}", expect![[r#""#]]);
}
