//! `check --format sarif`.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::folder::{Folder, Run};
use crate::odd;

fn sarif(folder: &Folder, arguments: &[&str]) -> Value {
    run(folder, arguments).json()["runs"][0].take()
}

fn run(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "sarif"], arguments].concat())
}

/// What the run says of one macro with this text, as `pointer` in it.
fn check(text: &str, pointer: &str, expected: Expect) {
    let run = sarif(&Folder::new(&[("a.macro", text)]), &[]);
    expected.assert_eq(&format!("{:#}\n", run.pointer(pointer).expect(pointer)));
}

fn uris(run: &Value) -> Vec<&str> {
    let results = run["results"].as_array().expect("results");
    results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            assert_eq!(place["uriBaseId"], "%SRCROOT%");
            place["uri"].as_str().expect("a URI")
        })
        .collect()
}

#[test]
fn a_result_says_what_where_and_how_to_mend_it() {
    check("Hi.\n\n\u{1f600} Please calm down.\n", "/results/0", expect![[""]]);
}

#[test]
fn a_rule_comes_with_its_help() {
    let run = sarif(&Folder::new(&[("a.macro", "Please calm down.\n")]), &[]);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let mut rule = rules.first().expect("the rule that found something").clone();
    assert_eq!(rules.len(), 1);
    let markdown = rule["help"]["markdown"].take();
    assert!(markdown.as_str().is_some_and(|page| page.contains("**Instead of**")), "{markdown}");
    expect![[""]].assert_eq(&format!("{rule:#}\n"));
}

#[test]
fn a_path_is_a_flow_from_its_conditions_to_the_finding() {
    check(
        "{% if order.late %}\n{% unless order.paid %}\nPlease calm down.\n{% endunless %}\n{% endif %}\n",
        "/results/0/codeFlows/0/threadFlows/0/locations",
        expect![[""]],
    );
}

#[test]
fn places_in_snippets_are_in_their_files() {
    let folder = Folder::new(&[
        ("a.macro", "Please {% render 'snippets/x y' %}\n"),
        ("snippets/x y.macro", "{% # for everyone %}\ncalm down.\n"),
    ]);
    let run = sarif(&folder, &["a.macro"]);
    expect![[""]].assert_eq(&format!("{:#}\n", run["results"][0]["relatedLocations"]));
}

#[test]
fn without_findings_it_is_still_a_run() {
    let run = run(&Folder::new(&[("a.macro", "I am on it.\n")]), &[]);
    expect![[""]].assert_eq(&run.to_string());
}

#[test]
#[cfg(unix)]
fn files_are_percent_encoded_uris() {
    let run = sarif(&odd::folder(), &["--select", "tone/"]);
    let mut uris = uris(&run);
    uris.dedup();
    expect![[""]].assert_eq(&format!("{uris:#?}\n"));
}

#[test]
fn what_cannot_be_read_is_a_notification() {
    let folder = Folder::new(&[]);
    folder.write("latin 1.macro", b"Caf\xe9 calm.\n");
    let run = run(&folder, &[".", "missing"]);
    assert_eq!(run.status, 2);
    let invocations = run.json()["runs"][0]["invocations"].take();
    expect![[""]].assert_eq(&format!("{invocations:#}\n"));
}

#[test]
fn columns_count_characters() {
    let run = sarif(&odd::folder(), &["windows.macro"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    expect![[""]].assert_eq(&run["results"][0]["locations"][0]["physicalLocation"]["region"].to_string());
}

#[test]
fn paths_count_from_the_root_of_the_repository() {
    let folder = Folder::new(&[("support/a.macro", "Please calm down.\n")]);
    let root = folder.path().canonicalize().expect("a folder");
    let mut command = folder.command(&["check", "--format", "sarif"]);
    command.current_dir(root.join("support")).env("GITHUB_WORKSPACE", &root);
    let run = crate::folder::run(command, b"").json()["runs"][0].take();
    assert_eq!(uris(&run), ["support/a.macro"]);
}

#[test]
fn brackets_of_a_message_are_no_link() {
    check("Please calm [down](1) now. Calm down.\n", "/results/0/message", expect![[""]]);
}
