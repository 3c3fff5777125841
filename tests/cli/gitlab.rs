//! `check --format gitlab`.

use std::collections::HashSet;

use expect_test::expect;
use serde_json::{Value, json};

use crate::folder::{Folder, Run};
use crate::odd;

fn gitlab(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "gitlab"], arguments].concat())
}

fn issues(run: &Run) -> Vec<Value> {
    serde_json::from_str(&run.stdout).expect("a JSON array")
}

#[test]
fn a_finding_is_an_issue() {
    let folder =
        Folder::new(&[("a.macro", "Hi.\n\nPlease calm\ndown.\n"), ("b.macro", "Hi {{ customer.first_name }\n")]);
    folder.write("latin.macro", b"Caf\xe9 calm.\n");
    expect![[r#"
        [
        {"description":"“Please calm down” tells the customer how to feel","check_name":"tone/calm-command","fingerprint":"5e7fb7d14ace8e8a9e3d6a525c7b5344","severity":"major","location":{"path":"a.macro","lines":{"begin":3,"end":4}}},
        {"description":"`{{` opened here is closed with `}` only; write `}}`","check_name":"syntax/single-brace","fingerprint":"2e542e69cf81b537559baa669ad197b9","severity":"critical","location":{"path":"b.macro","lines":{"begin":1,"end":1}}},
        {"description":"line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8","check_name":"unreadable","fingerprint":"4c271aeb0e26107b5e0c375515a2b6ff","severity":"blocker","location":{"path":"latin.macro","lines":{"begin":1}}}
        ]
        [stderr]
        error: latin.macro: line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8
        [exit 2]
    "#]].assert_eq(&gitlab(&folder, &["--select", "tone/calm-command,syntax/"]).to_string());
}

#[test]
fn fingerprints_are_unique_in_the_report_and_stay_when_lines_move() {
    let folder = odd::folder();
    folder.write("copy.macro", b"Please calm down.\nPlease calm down.\n");
    let fingerprints = |run: &Run| -> Vec<String> {
        issues(run).iter().map(|issue| issue["fingerprint"].as_str().expect("a text").to_owned()).collect()
    };
    let before = fingerprints(&gitlab(&folder, &[]));
    assert!(before.len() > 20, "{}", before.len());
    assert_eq!(before.iter().collect::<HashSet<_>>().len(), before.len());
    let copy = |folder: &Folder| fingerprints(&gitlab(folder, &["copy.macro", "--select", "tone/calm-command"]));
    let there = copy(&folder);
    folder.write("copy.macro", b"Hi,\n\nPlease calm down.\nPlease calm down.\n");
    assert_eq!((there.len(), &there), (2, &copy(&folder)));
}

#[test]
fn paths_count_from_the_root_of_the_project() {
    let folder = Folder::new(&[("support/a.macro", "Please calm down.\n")]);
    let root = folder.path().canonicalize().expect("a folder");
    let mut command = folder.command(&["check", "--format", "gitlab"]);
    command.current_dir(root.join("support")).env("CI_PROJECT_DIR", &root);
    let run = crate::folder::run(command, b"");
    assert_eq!(issues(&run)[0]["location"]["path"], "support/a.macro");
}

#[test]
fn without_findings_it_is_an_empty_array() {
    let run = gitlab(&Folder::new(&[("a.macro", "I am on it.\n")]), &[]);
    assert_eq!(run.json(), json!([]));
}
