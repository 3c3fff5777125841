//! What packs may say, each mistake in them at its place, and what a team's files do to the shipped ones.

use expect_test::{Expect, expect};

use super::super::Written;
use super::*;
use crate::text::Span;

fn told(mistakes: &[PackMistake], files: &[PackFile]) -> String {
    let one = |mistake: &PackMistake| {
        let file = files.iter().find(|file| file.name == mistake.file);
        let text = file.map_or("", |file| mistake.span.of(file.text));
        let line = text.lines().next().unwrap_or_default();
        format!("{line:?} {}", mistake.message)
    };
    mistakes.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The mistakes of one file by itself, each with the text that it marks.
fn check(text: &str, expected: Expect) {
    let files = [PackFile { name: "team.toml", text }];
    expected.assert_eq(&told(&load(&files).1, &files));
}

#[test]
fn mistakes_of_phrases_stand_at_their_place() {
    check(
        r#"
[classes]
loop = ["never <loop>"]
all = ["all ..."]
not = ["not !<not>"]
[[rule]]
id = "tone/x"
severity = "hint"
title = "X"
why = "Because."
message = "M"
only_after = ["sorry (about"]
[[rule.case]]
phrases = ["fine", "you (must", "<nothing> here", "<loop>", "we !<all>", "we ..2 !(a ..12 b ..4 c) d", "<not>"]
unless = ["<no>"]
"#,
        expect![[r#"
            "(must\"" this `(` is never closed with `)`
            "<nothing> here\"" there is no word class `<nothing>`
            "<loop>\"" the word class `<loop>` contains itself
            "<all>\"" a `...` cannot stand behind a `!`
            "!(a ..12 b ..4 c) d\"" a `!` looks at up to 16 words, and this could be 19
            "<not>\"" the word class `<not>` contains itself
            "<no>\"" there is no word class `<no>`
            "(about\"" this `(` is never closed with `)`"#]],
    );
    check(
        "[[act]]\nid = \"own\"\ntitle = \"Own\"\nsummary = \"S\"\n[[act.case]]\nphrases = [\"i <nothing>\"]",
        expect![[r#""<nothing>\"" there is no word class `<nothing>`"#]],
    );
}

#[test]
fn conditions_on_the_macro_name_what_macros_can_be() {
    check(
        r#"
[[rule]]
id = "tone/x"
severity = "hint"
title = "X"
why = "Because."
message = "M"
intents = ["refusl", "hold"]
[[rule.case]]
phrases = ["never"]
not_channels = ["chat", "fax"]
"#,
        expect![[r#"
            "\"refusl\"" `refusl` is unknown here; did you mean `refusal`?
            "\"fax\"" `fax` is unknown here; the words are `email`, `chat`, `sms`, `social`, `phone` and `form`"#]],
    );
}

#[test]
fn mistakes_of_form_stand_at_the_key_or_value() {
    check("[[rule]\n", expect![[r#""" This cannot be read as TOML: unclosed array table, expected `]`"#]]);
    check(
        r#"
colour = "red"
[[rule]]
id = 3
titel = "X"
severity = "warnign"
disable = ["tone/blame"]
[[rule]]
id = "Our Rule"
title = "T"
severity = "hint"
why = ["W"]
bad = "One line."
[[rule.case]]
phrase = ["x"]
phrases = [1]
reframes = ["text"]
[act]
id = "own"
[[act]]
id = "apologize"
title = "T"
summary = "S"
[classes]
x = "y"
"#,
        expect![[r#""act" This cannot be read as TOML: duplicate key"#]],
    );
}

#[test]
fn names_that_nothing_has_stand_at_their_place() {
    check(
        r#"
[[technique]]
id = "kindness"
title = "T"
summary = "S"
[[rule]]
id = "team/x"
title = "X"
severity = "hint"
techniques = ["kindnes", "zzz"]
silent_where = ["team/x", "team/xx"]
message = "“{match}” and {waht}"
why = "W"
[[rule.case]]
phrases = ["say {what: now ..3}"]
reframes = [{ text = "{before} do {what} {when}" }, { text = "[[slot]] {{ x }} {after}" }]
"#,
        expect![[r#"
            "\"kindnes\"" no technique is called `kindnes`; did you mean `kindness`?
            "\"zzz\"" no technique is called `zzz`; `softspoken rules` lists them
            "\"team/xx\"" no rule is called `team/xx`; did you mean `team/x`?
            "{waht}" no phrase captures `waht`; did you mean `{what}`?
            "{when}" no phrase captures `when`; a phrase captures it with `{when: …}`"#]],
    );
    check(
        "[[rule]]\nid = \"team/x\"\ntitle = \"X\"\nseverity = \"hint\"\nwhy = \"W\"\n[[rule.case]]\nphrases = [\"x\"]\n",
        expect![[r#""\"team/x\"" a rule that looks for something needs a `message`"#]],
    );
}

#[test]
fn an_id_is_there_once() {
    let rule = "[[rule]]\nid = \"team/x\"\ntitle = \"X\"\nseverity = \"hint\"\nwhy = \"W\"\n";
    check(&rule.repeat(2), expect![[r#""\"team/x\"" `team/x` is in team.toml, line 2, already"#]]);
    let one = PackFile { name: "one.toml", text: "[classes]\nours = [\"us\"]\n[inflections]\nzap = [\"zapped\"]\n" };
    let two = PackFile { name: "two.toml", ..one };
    expect![[r#"
        "ours" `ours` is in another file already
        "zap" `zap` is in another file already"#]]
    .assert_eq(&told(&load(&[one, two]).1, &[one, two]));
}

const SHIPPED: &str = r#"
[classes]
thing = ["thing"]
[[technique]]
id = "kindness"
title = "T"
summary = "S"
[[rule]]
id = "tone/a"
title = "A"
severity = "warning"
message = "M"
why = "W"
techniques = ["kindness"]
bad = ["A thing."]
[[rule.case]]
phrases = ["<thing>"]
[[rule]]
id = "tone/b"
title = "B"
severity = "warning"
message = "M"
why = "W"
[[rule.case]]
phrases = ["b"]
[[act]]
id = "own"
title = "Own"
summary = "S"
[[act.case]]
phrases = ["i will"]
"#;

/// The rules that come of a team's file, and its mistakes.
fn check_on_top(team: &str, expected: Expect) {
    let shipped = PackFile { name: "shipped.toml", text: SHIPPED };
    let team = PackFile { name: "team.toml", text: team };
    let written = Written::read(&[shipped], &[team]);
    let mut out = String::new();
    for rule in &written.knowledge.rules {
        let phrases: Vec<&str> =
            rule.cases.iter().flat_map(|case| &case.phrases).map(|p| p.0.get_ref().as_str()).collect();
        let (severity, url) = (rule.severity.as_str(), if rule.url().is_empty() { "no page" } else { "page" });
        out += &format!("{} {:?} {severity} {phrases:?} {:?} {url}\n", rule.id, rule.title, rule.bad);
    }
    for act in &written.knowledge.acts {
        let phrases: Vec<&str> =
            act.cases.iter().flat_map(|case| &case.phrases).map(|p| p.0.get_ref().as_str()).collect();
        out += &format!("{} {:?} {phrases:?}\n", act.id.as_str(), act.title);
    }
    out += &told(&written.mistakes, &[shipped, team]);
    expected.assert_eq(&out);
}

#[test]
fn an_entry_takes_the_place_of_the_shipped_one() {
    check_on_top(
        "[[rule]]\nid = \"tone/a\"\ntitle = \"Ours\"\nseverity = \"hint\"\nmessage = \"M\"\nwhy = \"W\"\n\
         [[rule.case]]\nphrases = [\"ours\"]\n",
        expect![[r#"
            tone/a "Ours" hint ["ours"] [] page
            tone/b "B" warning ["b"] [] page
            own "Own" ["i will"]
        "#]],
    );
}

#[test]
fn an_entry_that_extends_adds_lists_and_overrides_the_rest() {
    check_on_top(
        "[[rule]]\nid = \"tone/a\"\nextends = true\nseverity = \"hint\"\nbad = [\"More.\"]\n\
         [[rule.case]]\nphrases = [\"more\"]\n\
         [[act]]\nid = \"own\"\nextends = true\n[[act.case]]\nphrases = [\"on me\"]\n",
        expect![[r#"
            tone/a "A" hint ["<thing>", "more"] ["A thing.", "More."] page
            tone/b "B" warning ["b"] [] page
            own "Own" ["i will", "on me"]
        "#]],
    );
    check_on_top(
        "[[rule]]\nid = \"tone/aa\"\nextends = true\n",
        expect![[r#"
            tone/a "A" warning ["<thing>"] ["A thing."] page
            tone/b "B" warning ["b"] [] page
            own "Own" ["i will"]
            "\"tone/aa\"" no shipped rule is called `tone/aa`, so there is nothing to extend; did you mean `tone/a`?"#]],
    );
}

#[test]
fn entries_can_be_taken_away_and_added() {
    check_on_top(
        "disable = [\"tone/b\", \"own\", \"kindness\"]\n[[rule]]\nid = \"team/c\"\ntitle = \"C\"\nseverity = \"hint\"\n\
         message = \"M\"\nwhy = \"W\"\nsilent_where = [\"tone/b\"]\n[[rule.case]]\nphrases = [\"c <thing>\"]\n",
        expect![[r#"
            tone/a "A" warning ["<thing>"] ["A thing."] page
            team/c "C" hint ["c <thing>"] [] no page
        "#]],
    );
    check_on_top(
        "disable = [\"tone/bb\"]\n[[rule]]\nid = \"team/c\"\ntitle = \"C\"\nseverity = \"hint\"\nwhy = \"W\"\n",
        expect![[r#"
            tone/a "A" warning ["<thing>"] ["A thing."] page
            tone/b "B" warning ["b"] [] page
            team/c "C" hint [] [] no page
            own "Own" ["i will"]
            "\"tone/bb\"" no shipped rule, technique or act is called `tone/bb`; did you mean `tone/b`?
            "\"team/c\"" this rule looks for nothing; add a `[[rule.case]]` with `phrases`, or `flow`"#]],
    );
}

#[test]
fn a_shipped_class_is_changed_only_knowingly() {
    check_on_top(
        "[classes]\nthing = [\"gadget\"]\n",
        expect![[r#"
            tone/a "A" warning ["<thing>"] ["A thing."] page
            tone/b "B" warning ["b"] [] page
            own "Own" ["i will"]
            "thing" the shipped packs have the word class `thing`; give this one another name, or write `redefine = ["thing"]` above the first section to change it for every rule"#]],
    );
    let shipped = PackFile { name: "shipped.toml", text: SHIPPED };
    let team =
        PackFile { name: "team.toml", text: "redefine = [\"thing\", \"zz\"]\n[classes]\nthing = [\"gadget\"]\n" };
    let written = Written::read(&[shipped], &[team]);
    expect![[r#""\"zz\"" there is no word class and no inflected word `zz` to redefine"#]]
        .assert_eq(&told(&written.mistakes, &[shipped, team]));
}

#[test]
fn places_know_their_file() {
    let shipped = PackFile { name: "shipped.toml", text: SHIPPED };
    let text = "\u{feff}[[rule]]\nid = \"tone/a\"\nextends = true\nbad = [\"😀 More.\"]\n[[rule.case]]\nphrases = [\"more\"]\n\
                reframes = [{ text = \"Less.\" }]\n";
    let written = Written::read(&[shipped], &[PackFile { name: "team.toml", text }]);
    assert_eq!(written.mistakes, []);
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let lines: Vec<_> = written.lines.iter().filter_map(|line| written.line(line)).collect();
    assert_eq!(
        lines.iter().map(|line| (line.file, line.text)).collect::<Vec<_>>(),
        [("shipped.toml", "\"A thing.\""), ("team.toml", "\"😀 More.\"")]
    );
    assert_eq!(lines[1].span, at("\"😀 More.\""));
    let phrase = written.phrase(1).unwrap();
    assert_eq!((phrase.file, phrase.span), ("team.toml", at("\"more\"")));
    let reframe = written.reframe(0, 1, 0).unwrap();
    assert_eq!((reframe.file, reframe.span), ("team.toml", at("\"Less.\"")));
}

#[test]
fn what_is_empty_or_strange_does_no_harm() {
    check("", expect![""]);
    check("\u{feff}", expect![""]);
    check(
        &format!("x = {}1{}\n", "[".repeat(5000), "]".repeat(5000)),
        expect![[r#""[" This cannot be read as TOML: cannot recurse further; max recursion depth met"#]],
    );
}

#[test]
fn half_a_pack_is_told_in_bounds() {
    let shipped = PackFile { name: "shipped.toml", text: SHIPPED };
    let text = "disable = [\"tone/b\"]\n[classes]\nours = [\"é (us|we)\"]\n[[rule]]\nid = \"tone/a\"\nextends = true\n\
                message = \"{who} “😀”\"\n[[rule.case]]\nphrases = [\"{who: <ours>} !(not) ...\"]\n\
                reframes = [{ text = \"{who} can\" }]\n";
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        for broken in [text[..at].to_owned(), format!("{}{}", &text[..at], &text[end..])] {
            let written = Written::read(&[shipped], &[PackFile { name: "team.toml", text: &broken }]);
            for mistake in &written.mistakes {
                let file = if mistake.file == shipped.name { SHIPPED } else { &broken };
                assert!(mistake.span.end <= file.len(), "{mistake:?} in {broken}");
            }
        }
    }
}

#[test]
fn flow_that_is_not_understood_stands_at_its_place() {
    check(
        r#"
[[rule]]
id = "flow/x"
severity = "hint"
title = "X"
why = "Because."
message = "M"
flow = [
  "refse needs alternative",
  "refuse needs",
  "refuse needs alternative, choice soon",
  "refuse after mirror",
  "at most many apologise",
  "at most 5 words in a line",
  "message has close",
  "message needs 'survey link",
  "message needs 'survey (link' or close",
  "message needs \"we can't\" unless wizardry",
  "refuse, needs alternative",
]
fixes = [{ insert = "A", add = "B" }, { add = "C", place = "end" }, { title = "T" }]
"#,
        expect![[r#"
            "{ insert = \"A\", add = \"B\" }" a fix has one of `insert`, `move`, `bring`, `swap` and `add`
            "{ add = \"C\", place = \"end\" }" `place` belongs to `insert`
            "{ title = \"T\" }" a fix has one of `insert`, `move`, `bring`, `swap` and `add`
            "refse" `refse` is no act; did you mean `refuse`?
            "" an act is missing
            "soon" “soon” is not understood here; what is demanded may end in `unless …` or `if …`, and what is needed in `in same sentence`, `in same sentence or next`, `before` or `after`
            "after" write `… needs …`, `… only after …`, `… not in first sentence`, `at most 1 …`, `message needs …`, `message begins with …`, `message ends with …` or `at most 90 words in a paragraph`
            "many" behind `at most` stands a number under 10000
            "in" behind `words` stands `in a sentence`, `in a paragraph` or `in the message`
            "has" behind `message` stands `needs`, `begins with` or `ends with`
            "'survey link" this ' is never closed
            "wizardry" `wizardry` is no act; it takes acts, `slot`, `placeholder`, `question`, `statement`, `approval` and phrases in quotes
            "needs" `needs` is no act; it takes acts, `slot`, `placeholder`, `question`, `statement`, `approval` and phrases in quotes
            "(link'" this `(` is never closed with `)`"#]],
    );
}

#[test]
fn flow_is_kept_when_it_is_compiled() {
    let text = r#"
[[rule]]
id = "flow/x"
severity = "hint"
title = "X"
why = "Because."
message = "M"
flow = ["commit needs timeline or 'by <slot>' in same sentence or next unless handoff", "at most 1 'we can't'"]
fixes = [{ insert = "A.", place = "start" }, { move = "end" }, { bring = ["mirror"] }, { swap = "previous" }, { add = "B", title = "T" }]
silent_where = ["flow/x"]
"#;
    let (knowledge, mistakes) = load(&[PackFile { name: "x.toml", text }]);
    assert_eq!(mistakes, []);
    let compiled = postcard::to_stdvec(&knowledge).unwrap();
    let read: Knowledge = postcard::from_bytes(&compiled).unwrap();
    let (before, after) = (&knowledge.rules[0], &read.rules[0]);
    assert_eq!(after.fixes, before.fixes);
    for (before, after) in before.flow.iter().zip(&after.flow) {
        assert_eq!((&after.text, &after.demand, &after.unless), (&before.text, &before.demand, &before.unless));
    }
    let roles: Vec<Role> = read.phrases_of(0).map(|(_, role)| role).collect();
    assert_eq!(roles, [Role::Flow(0), Role::Flow(1)]);
}
