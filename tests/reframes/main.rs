//! Rewordings can be sent as they are: whatever a line with a finding looks like, each fix that is offered leaves text
//! that parses, keeps every placeholder, slot and tag, clears the finding, brings none as heavy, and is set like a sentence.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod variants;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use expect_test::{Expect, expect};
use softspoken::knowledge::{Knowledge, PackFile, load};
use softspoken::lint::{Finding, Fix, Fixes, Settings, Subject, check};
use softspoken::syntax::{ItemKind, Macro};
use softspoken::text::apply_edits;
use softspoken::workspace::{Config, discover};

/// How many wrong rewordings a failing test shows.
const SHOWN: usize = 4000;

/// What is said of the words themselves: what the message around them lacks, no rewording of a sentence can mend.
fn findings(source: &str, settings: &Settings, fixes: Fixes) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let mut found = check(
        &Subject {
            source,
            parsed: &parsed,
            knowledge: Knowledge::shipped(),
            settings,
            snippets: &softspoken::message::NoSnippets,
        },
        fixes,
    );
    found.retain(|finding| Knowledge::shipped().rule(&finding.rule).is_none_or(|rule| rule.flow.is_empty()));
    found
}

/// How many fixes were tried, and what is wrong with them.
#[derive(Default)]
struct Outcome {
    tried: usize,
    wrong: Vec<String>,
}

impl Outcome {
    fn assert_none_wrong(&self) {
        let mut shown = String::new();
        for wrong in self.wrong.iter().take(SHOWN) {
            let _ = writeln!(shown, "{wrong}");
        }
        assert!(self.wrong.is_empty(), "{} of {} are wrong:\n{shown}", self.wrong.len(), self.tried);
    }
}

fn try_all(source: &str, settings: &Settings, out: &mut Outcome) {
    let before = findings(source, settings, Fixes::All);
    for finding in before.iter().filter(|finding| finding.rule.starts_with("tone/")) {
        for fix in &finding.fixes {
            out.tried += 1;
            let after = apply_edits(source, &fix.edits).expect("edits that fit");
            let mut wrong = judge_text(source, fix, &after);
            wrong.extend(judge_findings(&before, finding, &findings(&after, settings, Fixes::None)));
            if !wrong.is_empty() {
                out.wrong.push(format!("{}: {}\n    {source:?}\n    {after:?}", finding.rule, wrong.join("; ")));
            }
        }
    }
}

/// What is wrong with a text after a fix, to look at.
fn judge_text(source: &str, fix: &Fix, after: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let (old, new) = (Macro::parse(source), Macro::parse(after));
    if new.mistakes.len() > old.mistakes.len() {
        wrong.push(format!("does not parse: {:?}", new.mistakes));
    }
    let (old, new) = (parts(source, &old), parts(after, &new));
    for (part, count) in &old {
        let left = new.get(part).copied().unwrap_or_default();
        if left != *count {
            wrong.push(format!("{part} stands there {left} times, not {count}"));
        }
    }
    if let Some(part) = new.keys().find(|part| !old.contains_key(*part) && !part.starts_with("[[")) {
        wrong.push(format!("{part} has come"));
    }
    for edit in &fix.edits {
        let old = edit.span.of(source);
        let before = source[..edit.span.start].trim_end_matches([' ', '*']);
        let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',') || before.ends_with("}}");
        wrong.extend(judge_sentence(old, &edit.text, inside || before.ends_with(':')));
        let opens = ["let's ", "i'd ", "i'll ", "we'd ", "we'll ", "here's "].iter();
        if before.ends_with(" to") && opens.clone().any(|opener| edit.text.to_lowercase().starts_with(opener)) {
            wrong.push("a clause behind `to`".into());
        }
        let around = (source[..edit.span.start].chars().next_back(), source[edit.span.end..].chars().next());
        let first = edit.text.chars().next();
        let last = edit.text.chars().next_back();
        if around.0 == Some(' ') && first.is_some_and(|c| c == ' ' || c == ',') {
            wrong.push("a blank is doubled, or stands before a comma, at the beginning".into());
        }
        let word = edit.text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let calmed = old.to_lowercase() == edit.text.to_lowercase();
        let capital = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
        if inside && capital && !begins_with_i(word) && !calmed && !old.starts_with(word) {
            wrong.push(format!("a capital inside the sentence: {word}"));
        }
        if last.is_some_and(|c| ".!?".contains(c)) && around.1.is_some_and(|c| ".,;".contains(c)) {
            wrong.push("two marks meet at the end".into());
        }
    }
    wrong
}

/// What is wrong with a rewording as it is set, at the beginning of a sentence or inside.
fn judge_sentence(old: &str, new: &str, inside: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = bare(new);
    for bad in ["  ", " ,", " .", " !", " ?", " ;", ",,", ",.", "..", ", ,", ";;", "?.", "!.", ".,", ";,", ",;", "{}"] {
        if said.contains(bad) && !old.contains(bad) {
            wrong.push(format!("{bad:?} in it"));
        }
    }
    wrong.extend(clashes(&bare(old), &said));
    if new.is_empty() || new.trim() != new {
        wrong.push("nothing, or blanks around it".into());
    }
    let first = |text: &str| text.chars().find(|c| c.is_alphanumeric() || *c == '\u{fffc}');
    let capital = |text: &str| first(&bare(text)).is_some_and(char::is_uppercase);
    let only_case = old.to_lowercase() == new.to_lowercase();
    let may_go = only_case || inside && begins_with_i(old);
    if !may_go && capital(old) && !capital(new) && first(&said) != Some('\u{fffc}') {
        wrong.push("the capital is lost".into());
    }
    let ends = |text: &str| text.ends_with(['.', '!', '?', '…', ':']);
    if ends(old) && !ends(new) {
        wrong.push("the final mark is lost".into());
    }
    let mut words = said.split(' ').peekable();
    while let Some(word) = words.next() {
        let ended = word.ends_with(['.', '!', '?']) && !["e.g.", "i.e.", "a.m.", "p.m.", "approx."].contains(&word);
        let next = words.peek().and_then(|next| next.chars().find(|c| c.is_alphanumeric()));
        let kept = old.contains(&format!("{word} {}", words.peek().copied().unwrap_or_default()));
        if ended && next.is_some_and(char::is_lowercase) && !kept {
            wrong.push(format!("a sentence begins small behind {word:?}"));
        }
    }
    wrong
}

fn begins_with_i(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).next() == Some("I")
}

/// Two words in a row that no sentence has, of a rewording that `old` did not have.
fn clashes(old: &str, said: &str) -> Vec<String> {
    let lower = said.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_start_matches(['“', '(', '*'])).collect();
    let is_vowel = |c: char| "aeiou".contains(c);
    let sounds_otherwise = |word: &str| {
        ["hour", "honest", "honour", "honor", "uni", "use", "usu", "one", "eu", "once"]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let mut wrong = Vec::new();
    for pair in words.windows(2) {
        let [one, other] = pair else { continue };
        let first = other.chars().next().unwrap_or(' ');
        let letters = other.chars().all(|c| c.is_alphabetic() || "-'’.,;:!?".contains(c));
        let doubled =
            one == other && !["had", "that", "\u{fffc}"].contains(one) && one.chars().all(char::is_alphabetic);
        let article = letters
            && !sounds_otherwise(other)
            && first.is_ascii_alphabetic()
            && (*one == "a" && is_vowel(first) || *one == "an" && !is_vowel(first));
        if (doubled || article) && !old.to_lowercase().contains(&format!("{one} {other}")) {
            wrong.push(format!("“{one} {other}”"));
        }
    }
    wrong
}

/// The text with one letter for each placeholder, slot and tag.
fn bare(text: &str) -> String {
    let parsed = Macro::parse(text);
    let items = parsed.items.iter();
    items.map(|item| if item.kind == ItemKind::Text { item.span.of(text) } else { "\u{fffc}" }).collect()
}

/// How often each placeholder, slot and tag stands in a text.
fn parts(source: &str, parsed: &Macro) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for item in parsed.items.iter().filter(|item| item.kind != ItemKind::Text) {
        *out.entry(item.span.of(source).to_owned()).or_default() += 1;
    }
    out
}

/// What is wrong with what is found after a fix.
fn judge_findings(before: &[Finding], mended: &Finding, after: &[Finding]) -> Vec<String> {
    let count = |all: &[Finding], rule: &str| all.iter().filter(|finding| finding.rule == rule).count();
    let mut wrong = Vec::new();
    if count(after, &mended.rule) >= count(before, &mended.rule) {
        wrong.push("the finding is still there".to_owned());
    }
    let heavy = after.iter().filter(|finding| finding.severity >= mended.severity && finding.rule != mended.rule);
    for new in heavy.filter(|finding| count(after, &finding.rule) > count(before, &finding.rule)) {
        wrong.push(format!("{} has come: {}", new.rule, new.message));
    }
    wrong
}

fn bad_lines() -> impl Iterator<Item = &'static String> {
    let rules = Knowledge::shipped().rules.iter().filter(|rule| rule.family() == "tone");
    rules.flat_map(|rule| &rule.bad)
}

#[test]
fn every_bad_line_in_many_forms() {
    let lines: Vec<&String> = bad_lines().collect();
    let settings = Settings::default();
    let halves: Vec<Outcome> = std::thread::scope(|scope| {
        let settings = &settings;
        let try_half = |lines: Vec<&'static String>| {
            scope.spawn(move || {
                let mut out = Outcome::default();
                for (number, line) in lines.into_iter().enumerate() {
                    for variant in variants::some_of(line, number) {
                        try_all(&variant, settings, &mut out);
                    }
                }
                out
            })
        };
        let odd = lines.iter().copied().skip(1).step_by(2).collect();
        let threads = [try_half(lines.iter().copied().step_by(2).collect()), try_half(odd)];
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let mut all = Outcome::default();
    for half in halves {
        all.tried += half.tried;
        all.wrong.extend(half.wrong);
    }
    all.assert_none_wrong();
    assert!(all.tried > 10 * lines.len(), "only {} fixes for {} lines", all.tried, lines.len());
}

#[test]
fn every_example_macro() {
    let config = Config::find(Path::new("examples")).expect("examples/softspoken.toml has no mistake");
    let mut out = Outcome::default();
    for file in discover(&[Path::new("examples")], &config).files {
        let source = std::fs::read_to_string(&file).expect("UTF-8");
        try_all(&source, &config.settings, &mut out);
        try_all(&source.replace('\n', "\r\n"), &config.settings, &mut out);
    }
    out.assert_none_wrong();
    assert!(out.tried > 60, "only {} fixes in all examples", out.tried);
}

/// What each rewording makes of `source`, by a pack of one case.
fn check_case(case: &str, source: &str, expected: Expect) {
    let text = format!(
        "[[rule]]\nid = \"tone/x\"\nseverity = \"warning\"\ntitle = \"X\"\nwhy = \"W\"\nmessage = \"M\"\n[[rule.case]]\n{case}"
    );
    let (knowledge, mistakes) = load(&[PackFile { name: "x.toml", text: &text }]);
    assert_eq!(mistakes, []);
    let parsed = Macro::parse(source);
    let settings = Settings::default();
    let subject = Subject {
        source,
        parsed: &parsed,
        knowledge: &knowledge,
        settings: &settings,
        snippets: &softspoken::message::NoSnippets,
    };
    let findings = check(&subject, Fixes::All);
    assert!(!findings.is_empty(), "nothing is found in {source:?}");
    let fixes = findings.iter().flat_map(|finding| &finding.fixes);
    let after: Vec<String> = fixes.map(|fix| apply_edits(source, &fix.edits).expect("edits that fit")).collect();
    expected.assert_eq(&after.join("\n"));
}

#[test]
fn whom_a_sentence_speaks_to_is_kept() {
    let case = r#"
phrases = ["you are wrong"]
reframes = [{ text = "here is what I have: [[facts]]. Is that right?" }]
"#;
    check_case(
        case,
        "You are wrong, {{ customer.first_name }}.",
        expect!["Here is what I have: [[facts]]. Is that right, {{ customer.first_name }}?"],
    );
    check_case(case, "You're wrong, Sam!", expect!["Here is what I have: [[facts]]. Is that right, Sam?"]);
    check_case(case, "You are wrong, as far as anybody knows.", expect![[""]]);
}

#[test]
fn marks_capitals_and_articles_fit_what_stands_before() {
    let case = r#"
phrases = ["due to demand"]
reframes = [
  { text = ", and we're sorry", replaces = "match" },
  { text = "(we're sorry)", replaces = "match" },
]
"#;
    check_case(
        case,
        "Replies are slow due to demand.",
        expect![[r#"
        Replies are slow, and we're sorry.
        Replies are slow (we're sorry)."#]],
    );
    check_case(case, "Due to demand we are slow.", expect![[""]]);
    let case = r#"
phrases = ["i understand"]
reframes = [{ text = "it makes sense", replaces = "match" }]
"#;
    check_case(
        case,
        "I understand. Hi Sam, I understand.",
        expect![[r#"
        It makes sense. Hi Sam, I understand.
        I understand. Hi Sam, it makes sense."#]],
    );
    let case = r#"
phrases = ["a small {thing: (error|unit|hitch)}"]
reframes = [{ text = "a {thing}", replaces = "match" }]
"#;
    check_case(
        case,
        "A small error, a small unit and a small hitch.",
        expect![[r#"
        An error, a small unit and a small hitch.
        A small error, a unit and a small hitch.
        A small error, a small unit and a hitch."#]],
    );
}

#[test]
fn no_clause_begins_behind_an_article() {
    let case = r#"
phrases = ["storm in a teacup"]
reframes = [{ text = "{before} I can see that it matters." }]
"#;
    check_case(case, "It's a storm in a teacup.", expect![[""]]);
    check_case(case, "Hi Sam, storm in a teacup.", expect!["Hi Sam, I can see that it matters."]);
}
