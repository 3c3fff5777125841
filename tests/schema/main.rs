//! The published schemas: they take everything that the readers take, and not what the readers refuse.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod validator;
mod yaml;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};
use softspoken::knowledge::SHIPPED;
use softspoken::syntax::Macro;
use softspoken::workspace::{Config, discover};

use validator::mistakes;

const NAMES: [&str; 5] = ["config", "front-matter", "pack", "finding", "diff"];

fn output(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_softspoken")).args(arguments).output().expect("the binary runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&output(&["schema", name])).expect("JSON")
}

fn toml(text: &str) -> Value {
    let table: toml::Table = toml::from_str(text).expect("TOML");
    serde_json::to_value(table).expect("JSON")
}

/// A value is refused, and the first reason names what is wrong with it.
fn refuses(name: &str, value: &Value, what: &str) {
    let found = mistakes(&schema(name), value);
    assert!(found.iter().any(|mistake| mistake.contains(what)), "{what} in {value}: {found:?}");
}

/// `UPDATE_EXPECT=1 cargo test --test schema` writes them.
#[test]
fn the_published_files_are_current() {
    for name in NAMES {
        let path = PathBuf::from(format!("docs/schema/{name}.json"));
        let text = output(&["schema", name]);
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &text).expect("a schema");
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "{} is not current", path.display());
    }
    let all: Value = serde_json::from_str(&output(&["schema"])).expect("JSON");
    assert!(NAMES.iter().all(|name| all[*name] == schema(name)), "all of them, by name");
}

#[test]
fn packs() {
    let schema = schema("pack");
    for file in SHIPPED {
        assert_eq!(mistakes(&schema, &toml(file.text)), Vec::<String>::new(), "{}", file.name);
    }
    let extends = toml("disable = [\"tone/blame\"]\n[[rule]]\nid = \"tone/excuse\"\nextends = true\nbad = [\"X.\"]\n");
    assert_eq!(mistakes(&schema, &extends), Vec::<String>::new());
    for (text, what) in [
        ("colour = 1", "colour"),
        ("[[rule]]\nid = \"team/x\"\ntitel = \"T\"", "titel"),
        ("[[rule]]\nid = \"team/x\"", "title"),
        ("[[rule]]\nid = \"team/x\"\nextends = false", "title"),
        ("[[rule]]\nid = \"Our rule\"\nextends = true", "Our rule"),
        ("[[rule]]\nid = \"team/x\"\nextends = true\nseverity = \"loud\"", "loud"),
        ("[[rule]]\nid = \"team/x\"\nextends = true\n[[rule.case]]\nphrase = []", "phrases"),
        ("[[act]]\nid = \"sing\"\nextends = true", "sing"),
        ("[classes]\nx = \"y\"", "y"),
    ] {
        refuses("pack", &toml(text), what);
    }
}

#[test]
fn configuration() {
    let schema = schema("config");
    let example = fs::read_to_string("examples/softspoken.toml").expect("UTF-8");
    assert_eq!(mistakes(&schema, &toml(&example)), Vec::<String>::new());
    for (text, what) in [
        ("[lnit]", "lnit"),
        ("[lint]\nignroe = []", "ignroe"),
        ("[lint]\nignore = \"tone/\"", "tone/"),
        ("[lint.severity]\n\"tone/\" = \"loud\"", "loud"),
        ("[budgets]\n\"tone/\" = -1", "-1"),
        ("[style.fax]\nsentence = 1", "fax"),
    ] {
        // What the schema refuses, the reader refuses too.
        assert_ne!(Config::parse(Path::new("softspoken.toml"), text).1, [], "{text}");
        refuses("config", &toml(text), what);
    }
}

#[test]
fn front_matter() {
    let schema = schema("front-matter");
    let config = Config::find(Path::new("examples")).expect("no mistake");
    let mut read = 0;
    for file in discover(&[Path::new("examples")], &config).files {
        let text = fs::read_to_string(&file).expect("UTF-8");
        let Some(front) = text.trim_start_matches('\u{feff}').strip_prefix("---") else { continue };
        let front = front.split("\n---").next().unwrap_or_default();
        let parsed = Macro::parse(&text);
        let told = parsed.mistakes.iter().any(|mistake| mistake.rule.starts_with("meta/"));
        let found = mistakes(&schema, &yaml::value(front));
        assert_eq!(found.is_empty(), !told, "{}: {found:?}, {:?}", file.display(), parsed.mistakes);
        read += 1;
    }
    assert!(read > 50, "{read} macros");
    for (value, what) in [
        (json!({"titel": "T"}), "titel"),
        (json!({"title": 3}), "3"),
        (json!({"intent": "refuse"}), "refuse"),
        (json!({"channels": "email"}), "email"),
        (json!({"review_by": "1 March"}), "1 March"),
        (json!({"allow": {"blame": "why"}}), "blame"),
        (json!({"slots": {"item": {"hint": "x"}}}), "item"),
    ] {
        refuses("front-matter", &value, what);
    }
}

/// A schema that is one of the definitions of another.
fn definition(name: &str, of: &str) -> Value {
    let mut schema = schema(of);
    let all = schema["$defs"].clone();
    // `#` means the schema of a finding there, and the definition here.
    let mut text = all[name].to_string();
    text = text.replace("\"#\"", "\"#/$defs/itself\"");
    let mut out: Value = serde_json::from_str(&text).expect("JSON");
    schema.as_object_mut().expect("an object").retain(|name, _| !name.starts_with('$'));
    out["$defs"] = all;
    out["$defs"]["itself"] = schema;
    out
}

#[test]
fn reports() {
    let schema = definition("report", "finding");
    for more in [&[][..], &["--statistics"]] {
        let text = output(&[&["check", "examples", "--format", "json", "--fail-on", "never"], more].concat());
        let report: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(mistakes(&schema, &report), Vec::<String>::new());
        assert_eq!(report.get("statistics").is_some(), !more.is_empty());
        for (pointer, value, what) in [
            ("/version", json!(2), "2"),
            ("/findings/0/severity", json!("loud"), "loud"),
            ("/summary/errors", json!(-1), "-1"),
            ("/statistics/0/findings", json!(0), "0"),
        ] {
            let mut broken = report.clone();
            let Some(place) = broken.pointer_mut(pointer) else { continue };
            *place = value;
            let found = mistakes(&schema, &broken);
            assert!(found.iter().any(|mistake| mistake.contains(what)), "{pointer}: {found:?}");
        }
    }
}

#[test]
fn findings() {
    let schema = schema("finding");
    let lines = output(&["check", "examples", "--format", "jsonl", "--fail-on", "never"]);
    let findings: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(findings.len() > 50, "{} findings", findings.len());
    for finding in &findings {
        assert_eq!(mistakes(&schema, finding), Vec::<String>::new(), "{finding}");
    }
    let change = |change: fn(&mut Value)| {
        let mut finding = findings[0].clone();
        change(&mut finding);
        finding
    };
    refuses("finding", &change(|finding| finding["severity"] = json!("loud")), "loud");
    refuses("finding", &change(|finding| finding["colour"] = json!("red")), "colour");
    refuses("finding", &change(|finding| finding["range"]["start"]["line"] = json!(0)), "0");
    refuses("finding", &change(|finding| drop(finding.as_object_mut().map(|all| all.remove("url")))), "url");
}

#[test]
fn differences() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("differences");
    fs::create_dir_all(&folder).expect("a folder");
    let dump = r#"[{"id": 1, "short_code": "a", "content": "A"}, {"id": 2, "short_code": "b", "content": "B"}]"#;
    fs::write(folder.join("dump.json"), dump).expect("a dump");
    let of = |name: &str, id: &str| {
        let text = format!("---\ntitle: {name}\nsource: {{ platform: chatwoot, id: \"{id}\" }}\n---\nOther.\n");
        fs::write(folder.join(format!("{name}.macro")), text).expect("a macro");
    };
    of("a", "1");
    of("new", "3");
    let folder = folder.to_str().expect("a path");
    let text = output(&["diff", "chatwoot", &format!("{folder}/dump.json"), folder, "--format", "json"]);
    let found: Value = serde_json::from_str(&text).expect("JSON");
    let changes: Vec<&str> =
        found["macros"].as_array().expect("a list").iter().filter_map(|one| one["change"].as_str()).collect();
    assert_eq!(changes, ["unknown", "only_there", "only_here"]);
    assert_eq!(mistakes(&schema("diff"), &found), Vec::<String>::new());
    let change = |pointer: &str, value: Value| {
        let mut found = found.clone();
        *found.pointer_mut(pointer).expect("it is there") = value;
        found
    };
    refuses("diff", &change("/macros/0/change", json!("sideways")), "sideways");
    refuses("diff", &change("/macros/1/title", json!(null)), "null");
    refuses("diff", &change("/macros/2", json!({"id": "3"})), "change");
}
