//! Code actions: offered where they are asked for, and the finding is gone when one is applied.

use serde_json::{Value, json};
use softspoken::text::Encoding;

use crate::CALM;
use crate::client::{Client, apply, codes, list, range};

const URI: &str = "file:///a.macro";
/// One finding with a safe fix.
const PIPES: &str = "Order {{ order.number | | upcase }} is on its way.\n";

fn kinds(actions: &[Value]) -> Vec<&str> {
    let mut kinds: Vec<&str> = actions.iter().filter_map(|action| action["kind"].as_str()).collect();
    kinds.dedup();
    kinds
}

#[test]
fn every_quick_fix_clears_its_finding() {
    let mut client = Client::start();
    client.open(URI, CALM);
    let diagnostics = client.pushed_for(URI, 1);
    let actions = client.actions(URI, &diagnostics[0]["range"], Some(&["quickfix"]));
    assert_eq!(kinds(&actions), ["quickfix"]);
    let rewordings: Vec<&Value> = actions.iter().filter(|action| !title(action).starts_with("Allow")).collect();
    assert!(rewordings.len() > 1 && rewordings.len() < actions.len());
    for (action, version) in rewordings.into_iter().zip(2..) {
        assert_eq!(action["diagnostics"], json!([diagnostics[0]]), "the finding that it clears");
        let after = apply(CALM, action, Encoding::Utf16);
        assert!(after.starts_with("Thank you for writing.\n"), "{after}");
        client.change(URI, version, &[json!({"text": after})]);
        assert_eq!(client.pushed_for(URI, version), Vec::<Value>::new(), "{after}");
    }
    client.finish();
}

fn title(action: &Value) -> &str {
    action["title"].as_str().unwrap_or_default()
}

#[test]
fn a_rule_is_allowed_here_or_in_the_file() {
    let mut client = Client::start();
    client.open(URI, CALM);
    client.pushed_for(URI, 1);
    let actions = client.actions(URI, &range((1, 3), (1, 3)), Some(&["quickfix"]));
    let mut check = |wanted: &str, expected: &str, version: i64| {
        let action = actions.iter().find(|action| title(action) == wanted).unwrap_or(&Value::Null);
        assert_eq!(action.get("command"), None, "this client shows no places");
        let after = apply(CALM, action, Encoding::Utf16);
        assert_eq!(after, expected);
        client.change(URI, version, &[json!({"text": after})]);
        assert_eq!(codes(&client.pushed_for(URI, version)), ["meta/missing-reason"], "{after}");
        client.change(URI, version + 10, &[json!({"text": after.replace("say why", "words of the law")})]);
        assert_eq!(client.pushed_for(URI, version + 10), Vec::<Value>::new(), "{after}");
    };
    let here = "Thank you for writing.\nPlease calm down.{% # allow tone/calm-command: say why %}\n";
    check("Allow `tone/calm-command` here", here, 2);
    let file = format!("---\nallow:\n  tone/calm-command: say why\n---\n{CALM}");
    check("Allow `tone/calm-command` in this file", &file, 20);
    client.finish();
}

#[test]
fn the_author_is_led_to_the_reason() {
    let capabilities = json!({"window": {"showDocument": {"support": true}}});
    let mut client = Client::start_with(json!({"capabilities": capabilities}));
    client.open(URI, CALM);
    client.pushed_for(URI, 1);
    let actions = client.actions(URI, &range((1, 3), (1, 3)), Some(&["quickfix"]));
    for (wanted, place) in [
        ("Allow `tone/calm-command` here", range((1, 47), (1, 54))),
        ("Allow `tone/calm-command` in this file", range((2, 21), (2, 28))),
    ] {
        let action = actions.iter().find(|action| title(action) == wanted).unwrap_or(&Value::Null);
        let command = &action["command"];
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        client.request("workspace/executeCommand", params);
        let (id, shown) = client.asked("window/showDocument");
        client.answer(&id, json!({"success": true}));
        assert_eq!((&shown["uri"], &shown["selection"]), (&json!(URI), &place), "{action}");
    }
    // The answers to the commands are read by nobody.
    drop(client);
}

#[test]
fn quick_fixes_touch_nothing_that_they_do_not_name() {
    let text = format!(
        "---\ntitle: x\n---\nHi {{{{ customer.first_name }}}},\r\n😀 {PIPES}{CALM}{{{{ order.frist }}}} [NAME]\n"
    );
    let mut client = Client::start();
    client.open(URI, &text);
    let diagnostics = client.pushed_for(URI, 1);
    let mut fixes = 0;
    for diagnostic in &diagnostics {
        for action in client.actions(URI, &diagnostic["range"], Some(&["quickfix"])) {
            let of = list(&action["diagnostics"]);
            // Those of all findings of a rule, and allowances, say so in their titles.
            if of.is_empty() || title(&action).starts_with("Allow") {
                continue;
            }
            let line = of[0]["range"]["start"]["line"].as_u64().unwrap_or_default() as usize;
            let after = apply(&text, &action, Encoding::Utf16);
            let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
            let (before, after) = (lines(&text), lines(&after));
            let other = |lines: &[String]| {
                let others = lines.iter().enumerate().filter(|(number, _)| *number != line);
                others.map(|(_, text)| text.clone()).collect::<Vec<_>>()
            };
            assert_eq!(other(&before), other(&after), "{}", title(&action));
            fixes += 1;
        }
    }
    assert!(fixes >= 5, "{fixes} fixes of {diagnostics:?}");
    client.finish();
}

#[test]
fn all_of_a_rule_is_mended_at_once() {
    let text = format!("{PIPES}{CALM}{PIPES}");
    let mut client = Client::start();
    client.open(URI, &text);
    client.pushed_for(URI, 1);
    let actions = client.actions(URI, &range((0, 23), (0, 23)), None);
    let all = actions.iter().find(|action| title(action) == "Fix all of `syntax/empty-pipe` in this macro");
    let after = apply(&text, all.unwrap_or(&Value::Null), Encoding::Utf16);
    client.change(URI, 2, &[json!({"text": after})]);
    assert_eq!(codes(&client.pushed_for(URI, 2)), ["tone/calm-command"], "{after}");
    client.finish();
}

#[test]
fn edits_of_all_come_later_where_the_client_asks_for_them_later() {
    let text = format!("{PIPES}{CALM}{PIPES}");
    let support = json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {"textDocument": {"codeAction": support}}}));
    assert_eq!(capabilities["codeActionProvider"]["resolveProvider"], true);
    client.open(URI, &text);
    client.pushed_for(URI, 1);
    let actions = client.actions(URI, &range((0, 23), (0, 23)), None);
    let later: Vec<&Value> = actions.iter().filter(|action| action.get("edit").is_none()).collect();
    assert_eq!(
        later.iter().map(|action| title(action)).collect::<Vec<_>>(),
        ["Fix all of `syntax/empty-pipe` in this macro"]
    );
    let resolved = client.ask("codeAction/resolve", later[0].clone());
    let after = apply(&text, &resolved, Encoding::Utf16);
    client.change(URI, 2, &[json!({"text": after})]);
    assert_eq!(codes(&client.pushed_for(URI, 2)), ["tone/calm-command"], "{after}");
    let other = json!({"title": "x", "data": {"anything": 1}});
    assert_eq!(client.ask("codeAction/resolve", other.clone()), other);
    client.finish();

    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    assert_eq!(capabilities["codeActionProvider"]["resolveProvider"], false);
    client.finish();
}

#[test]
fn the_first_quick_fix_of_a_finding_is_preferred() {
    let mut client = Client::start();
    client.open(URI, CALM);
    client.pushed_for(URI, 1);
    let actions = client.actions(URI, &range((1, 3), (1, 3)), Some(&["quickfix"]));
    let preferred: Vec<bool> = actions.iter().map(|action| action["isPreferred"] == true).collect();
    assert!(preferred.len() > 1 && preferred[0], "{actions:?}");
    assert!(!preferred[1..].contains(&true), "{actions:?}");
    client.finish();
}

#[test]
fn nothing_is_offered_where_nothing_was_found() {
    let mut client = Client::start();
    client.open(URI, CALM);
    client.pushed_for(URI, 1);
    assert_eq!(client.actions(URI, &range((0, 0), (0, 5)), None), Vec::<Value>::new());
    assert_eq!(client.actions("file:///not-open.macro", &range((0, 0), (0, 5)), None), Vec::<Value>::new());
    client.finish();
}

#[test]
fn only_the_kinds_that_were_asked_for() {
    let text = format!("{CALM}{PIPES}");
    let all = range((0, 0), (9, 0));
    let mut client = Client::start();
    client.open(URI, &text);
    client.pushed_for(URI, 1);
    let mut check = |only: Option<&[&str]>, expected: &[&str]| {
        let actions = client.actions(URI, &all, only);
        assert_eq!(kinds(&actions), expected, "{only:?}");
    };
    check(None, &["quickfix", "source.fixAll.softspoken"]);
    check(Some(&[]), &["quickfix", "source.fixAll.softspoken"]);
    check(Some(&["quickfix"]), &["quickfix"]);
    check(Some(&["source"]), &["source.fixAll.softspoken"]);
    check(Some(&["source.fixAll"]), &["source.fixAll.softspoken"]);
    check(Some(&["source.fixAll.softspoken"]), &["source.fixAll.softspoken"]);
    check(Some(&["source.organizeImports", "refactor"]), &[]);
    check(Some(&["source.fixAll.other"]), &[]);
    client.finish();
}

#[test]
fn fix_all_applies_what_is_safe_and_nothing_else() {
    let text = format!("{CALM}{PIPES}");
    let mut client = Client::start();
    client.open(URI, &text);
    assert_eq!(codes(&client.pushed_for(URI, 1)), ["tone/calm-command", "syntax/empty-pipe"]);
    let actions = client.actions(URI, &range((0, 0), (0, 0)), Some(&["source.fixAll"]));
    assert_eq!(actions.len(), 1);
    let after = apply(&text, &actions[0], Encoding::Utf16);
    assert!(after.starts_with(CALM), "a rewording is never applied unasked: {after}");
    client.change(URI, 2, &[json!({"text": after})]);
    assert_eq!(codes(&client.pushed_for(URI, 2)), ["tone/calm-command"], "{after}");
    assert_eq!(client.actions(URI, &range((0, 0), (0, 0)), Some(&["source.fixAll"])), Vec::<Value>::new());
    client.finish();
}

#[test]
fn edits_name_their_version_where_the_client_checks_it() {
    let check = |workspace_edit: Value, versioned: bool| {
        let capabilities = json!({"workspace": {"workspaceEdit": workspace_edit}});
        let mut client = Client::start_with(json!({"capabilities": capabilities}));
        client.open(URI, CALM);
        client.change(URI, 7, &[json!({"text": CALM})]);
        client.pushed_for(URI, 7);
        let actions = client.actions(URI, &range((1, 0), (1, 0)), None);
        let edit = &actions[0]["edit"];
        assert_eq!(edit.get("documentChanges").is_some(), versioned, "{edit}");
        assert_eq!(edit.get("changes").is_some(), !versioned, "{edit}");
        if versioned {
            assert_eq!(edit["documentChanges"][0]["textDocument"], json!({"uri": URI, "version": 7}));
        } else {
            assert_eq!(list(&edit["changes"][URI]).len(), 1);
        }
        client.finish();
    };
    check(json!({"documentChanges": true}), true);
    check(json!({}), false);
}

#[test]
fn a_client_that_sends_little_of_a_diagnostic_back_gets_its_fixes() {
    let mut client = Client::start();
    client.open(URI, CALM);
    client.pushed_for(URI, 1);
    let at = range((1, 0), (1, 16));
    let params = json!({"textDocument": {"uri": URI}, "range": at,
        "context": {"diagnostics": [{"range": at, "code": "tone/calm-command", "message": "…"}]}});
    assert!(!list(&client.ask("textDocument/codeAction", params)).is_empty());
    client.finish();
}
