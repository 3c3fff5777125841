//! The shipped entries of what is found across macros agree with what is found: every bad example gives its rule and nothing
//! else of these families, every good one nothing, in the workspace that the packs describe.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const PACKS: [&str; 2] = [include_str!("../packs/core/snippets.toml"), include_str!("../packs/core/library.toml")];

/// The workspace that both packs speak of.
const FILES: [(&str, &str); 5] = [
    ("softspoken.toml", "[snippets]\nroots = [\"snippets\"]\n"),
    (
        "snippets/sign-off.macro",
        "---\nid: snippets/sign-off\n---\nYour {{ team }} team, {{ tone | default: \"kindly\" }}.\n",
    ),
    (
        "snippets/greeting.macro",
        "---\nid: snippets/greeting\n---\n{% assign tone = 'warm' %}{% if tone == 'warm' %}Hello.{% endif %}\n",
    ),
    ("snippets/terms.macro", "---\nid: snippets/terms\n---\nOur terms apply.\n"),
    (
        "refunds/late.macro",
        "Thank you for sending the photo of the parcel to us.\nI have asked the warehouse to look for the second box \
         today.\nThey open at eight and answer before noon on most days.\nI will write to you again by four with what they \
         find.\n\n{% render 'snippets/sign-off', team: 'Fernhill' %}{% render 'snippets/greeting' %}{% render 'snippets/terms' %}\n",
    ),
];

/// The rules of the two packs that are found in `text` as the file `name`.
fn told(name: &str, text: &str) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    // A snippet among the examples takes the place of the one that is there.
    let is_it = |other: &str| {
        text.starts_with("---\nid: snippets/terms\n") && other.contains("Our terms") && text.contains("Our terms")
    };
    let others = FILES.iter().filter(|(_, other)| !is_it(other));
    for (path, text) in others.chain([&(name, text)]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_softspoken"));
    command.args(["check", "--format", "json", "--fail-on", "never", "--today", "2027-06-01", name]);
    let output = command.current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let ids = PACKS.iter().flat_map(|pack| rules(pack)).map(|rule| rule["id"].as_str().unwrap().to_owned());
    let ids: Vec<String> = ids.collect();
    let found = report["findings"].as_array().unwrap().iter().filter_map(|finding| finding["rule"].as_str());
    let mut found: Vec<String> = found.filter(|rule| ids.iter().any(|id| id == rule)).map(str::to_owned).collect();
    found.dedup();
    found
}

fn rules(pack: &str) -> Vec<toml::Value> {
    let pack: toml::Value = toml::from_str(pack).expect("the pack is TOML");
    pack["rule"].as_array().expect("rules").clone()
}

#[test]
fn the_packs_hold_what_is_told_across_macros_and_nothing_else() {
    let ids = PACKS.iter().flat_map(|pack| rules(pack)).map(|rule| rule["id"].as_str().unwrap().to_owned());
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    assert_eq!(ids, softspoken::lint::ACROSS_MACROS);
}

#[test]
fn examples_of_rules_across_macros_hold() {
    let mut wrong = Vec::new();
    for rule in PACKS.iter().flat_map(|pack| rules(pack)) {
        let id = rule["id"].as_str().expect("an id");
        let name = if id == "library/never-rendered" { "snippets/example.macro" } else { "example.macro" };
        let texts = |key: &str| -> Vec<String> {
            rule[key].as_array().expect("examples").iter().map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        assert!(!texts("bad").is_empty() && !texts("good").is_empty(), "{id} has no examples");
        let bad = texts("bad").into_iter().map(|text| (text, vec![id.to_owned()]));
        let good = texts("good").into_iter().map(|text| (text, Vec::new()));
        for (text, expected) in bad.chain(good) {
            let found = told(name, &text);
            if found != expected {
                wrong.push(format!("{id}: {text:?} gives {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
