//! `check --statistics`.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::folder::{Folder, Run};

fn folder() -> Folder {
    Folder::new(&[
        ("a.macro", "Please calm down.\n\nYou are wrong about that.\n\nPlease calm down.\n"),
        ("b.macro", "Please calm down.\n\nHi {{ customer.first_name }\n"),
        ("hints/c.macro", "Please calm down.\n"),
        ("hints/softspoken.toml", "[lint.severity]\n\"tone/calm-command\" = \"hint\"\n"),
        ("d.macro", "I am on it.\n"),
    ])
}

fn statistics(arguments: &[&str]) -> Run {
    folder().run(&[&["check", "--statistics", "--select", "tone/,syntax/"], arguments].concat())
}

fn check(arguments: &[&str], expected: Expect) {
    expected.assert_eq(&statistics(arguments).to_string());
}

#[test]
fn rules_are_counted_the_heaviest_first() {
    check(
        &[],
        expect![[r#"
        FINDINGS  MACROS  SEVERITY     RULE                 TECHNIQUES
               1       1  error        syntax/single-brace
               3       2  warning      tone/calm-command    calm-compassion, phrases-to-avoid, validate-before-solving
               1       1  warning      tone/tells-wrong     phrases-to-avoid, collaborative-language, reflect-and-verify
               1       1  hint         tone/calm-command    calm-compassion, phrases-to-avoid, validate-before-solving
        [exit 1]
    "#]],
    );
    assert_eq!(statistics(&["--format", "concise"]).stdout, statistics(&[]).stdout);
}

#[test]
fn without_findings_there_is_no_table() {
    check(
        &["d.macro"],
        expect![[r#"
        [exit 0]
    "#]],
    );
}

#[test]
fn json_has_findings_and_counts() {
    let report = statistics(&["--format", "json"]).json();
    expect![[r#"
        [
          {
            "rule": "syntax/single-brace",
            "severity": "error",
            "techniques": [],
            "findings": 1,
            "macros": 1
          },
          {
            "rule": "tone/calm-command",
            "severity": "warning",
            "techniques": [
              "calm-compassion",
              "phrases-to-avoid",
              "validate-before-solving"
            ],
            "findings": 3,
            "macros": 2
          },
          {
            "rule": "tone/tells-wrong",
            "severity": "warning",
            "techniques": [
              "phrases-to-avoid",
              "collaborative-language",
              "reflect-and-verify"
            ],
            "findings": 1,
            "macros": 1
          },
          {
            "rule": "tone/calm-command",
            "severity": "hint",
            "techniques": [
              "calm-compassion",
              "phrases-to-avoid",
              "validate-before-solving"
            ],
            "findings": 1,
            "macros": 1
          }
        ]
    "#]]
    .assert_eq(&format!("{:#}\n", report["statistics"]));
    let sum = |name: &str| -> u64 {
        let all = report["statistics"].as_array().expect("statistics");
        all.iter().filter_map(|statistic| statistic[name].as_u64()).sum()
    };
    assert_eq!(sum("findings"), report["findings"].as_array().expect("findings").len() as u64);
    let without: Value = folder().run(&["check", "--format", "json"]).json();
    assert!(without.get("statistics").is_none());
}

#[test]
fn other_formats_do_not_count() {
    let run = statistics(&["--format", "jsonl"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    expect![[r#"
        error: `--statistics` counts in the formats human, concise and json; leave one of the two out
    "#]]
    .assert_eq(&run.stderr);
}
