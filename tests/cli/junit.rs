//! `check --format junit`.

use std::collections::HashSet;

use expect_test::{Expect, expect};
use roxmltree::{Document, Node};

use crate::folder::{Folder, Run};
use crate::odd;

fn junit(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "junit"], arguments].concat())
}

fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    expected.assert_eq(&junit(folder, arguments).to_string());
}

fn named<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.has_tag_name(name))
}

#[test]
fn a_macro_is_a_suite_and_a_finding_a_case() {
    let folder = Folder::new(&[
        ("angry.macro", "Please calm down.\n\nPlease calm down.\n"),
        ("calm.macro", "I am on it.\n"),
        ("softspoken.toml", "[lint]\nselect = [\"tone/calm-command\"]\n"),
    ]);
    folder.write("latin.macro", b"Caf\xe9 calm.\n");
    check(
        &folder,
        &[],
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="softspoken">
        <testsuite name="angry.macro" tests="2" failures="2" errors="0">
          <testcase classname="angry.macro" name="tone/calm-command: “Please calm down” tells the customer how to feel">
            <failure type="warning" message="“Please calm down” tells the customer how to feel">angry.macro:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        Why: Nobody has ever calmed down by being told to.
        Try: Let&apos;s work through this together.</failure>
          </testcase>
          <testcase classname="angry.macro" name="tone/calm-command: “Please calm down” tells the customer how to feel (2)">
            <failure type="warning" message="“Please calm down” tells the customer how to feel">angry.macro:3:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        Why: Nobody has ever calmed down by being told to.
        Try: Let&apos;s work through this together.</failure>
          </testcase>
        </testsuite>
        <testsuite name="calm.macro" tests="1" failures="0" errors="0">
          <testcase classname="calm.macro" name="nothing to improve"/>
        </testsuite>
        <testsuite name="latin.macro" tests="1" failures="0" errors="1">
          <testcase classname="latin.macro" name="it can be read">
            <error type="unreadable" message="line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8">line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8</error>
          </testcase>
        </testsuite>
        </testsuites>
        [stderr]
        error: latin.macro: line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8
        [exit 2]
    "#]],
    );
}

#[test]
fn what_does_not_fail_the_run_does_not_fail_its_case() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n\nHi {{ customer.first_name }\n")]);
    let failures = |floor: &[&str]| {
        let run = junit(&folder, &[&["--select", "tone/calm-command,syntax/"], floor].concat());
        let document = Document::parse(&run.stdout).expect("XML");
        let suite = named(document.root(), "testsuite").next().expect("a suite");
        let failed = named(suite, "failure").count();
        assert_eq!(suite.attribute("failures"), Some(failed.to_string().as_str()));
        assert_eq!(suite.attribute("tests"), Some("2"));
        (failed, run.status)
    };
    assert_eq!(failures(&[]), (2, 1));
    assert_eq!(failures(&["--fail-on", "error"]), (1, 1));
    assert_eq!(failures(&["--fail-on", "never"]), (0, 0));
}

#[test]
fn a_budget_fails_by_itself() {
    let failures = |most: u8, floor: &str| {
        let settings = format!("[budgets]\n\"tone/\" = {most}\n");
        let folder = Folder::new(&[("a.macro", "Please calm down.\n"), ("softspoken.toml", &settings)]);
        let run = junit(&folder, &["--select", "tone/calm-command", "--fail-on", floor]);
        let document = Document::parse(&run.stdout).expect("XML");
        let failed = named(document.root(), "failure").filter_map(|failure| failure.attribute("message"));
        (failed.map(str::to_owned).collect::<Vec<_>>(), run.status)
    };
    assert_eq!(failures(1, "hint"), (vec![], 0));
    let spent = "1 finding of `tone/` is 1 more than its budget of 0".to_owned();
    assert_eq!(failures(0, "error"), (vec![spent], 1));
    assert_eq!(failures(0, "never"), (vec![], 0));
}

#[test]
fn cases_have_names_of_their_own() {
    let folder = Folder::new(&[("a.macro", &"Please calm down.\n\n".repeat(5))]);
    let run = junit(&folder, &["--select", "tone/calm-command"]);
    let document = Document::parse(&run.stdout).expect("XML");
    let names: HashSet<&str> = named(document.root(), "testcase").filter_map(|case| case.attribute("name")).collect();
    assert_eq!(names.len(), 5, "{names:?}");
}

#[test]
#[cfg(unix)]
fn names_are_read_back_as_they_are() {
    let run = junit(&odd::folder(), &[]);
    let document = Document::parse(&run.stdout).expect("XML");
    let suites: Vec<&str> = named(document.root(), "testsuite").filter_map(|suite| suite.attribute("name")).collect();
    for name in odd::NAMES {
        // XML has no place for a bell.
        assert!(suites.contains(&name.replace('\u{7}', "\u{fffd}").as_str()), "{name:?} is not in {suites:?}");
    }
    assert_eq!(named(document.root(), "error").count(), 1);
}

#[test]
fn without_macros_it_is_still_a_document() {
    let run = junit(&Folder::new(&[]), &[]);
    let document = Document::parse(&run.stdout).expect("XML");
    assert_eq!(named(document.root(), "testsuites").count(), 1);
    assert!(Document::parse(run.stdout.trim_end().trim_end_matches("</testsuites>")).is_err());
}
