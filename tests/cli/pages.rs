//! `explain` and `rules`.

use expect_test::expect;

use crate::folder::Folder;

#[test]
fn explain_prints_the_page_of_a_rule() {
    let folder = Folder::new(&[]);
    let run = folder.run(&["explain", "tone/calm-command"]);
    assert!(run.stdout.starts_with("# "), "{run}");
    assert!(run.stdout.contains("`tone/calm-command`"), "{run}");
    assert_eq!(run.status, 0);
    assert_eq!(folder.run(&["explain", "calm-command"]).stdout, run.stdout, "the family may be left out");
}

#[test]
fn explain_prints_the_page_of_a_technique() {
    let run = Folder::new(&[]).run(&["explain", "positive-language"]);
    assert!(run.stdout.contains("`positive-language`"), "{run}");
    assert_eq!(run.status, 0);
}

#[test]
fn explain_knows_what_was_meant() {
    let run = Folder::new(&[]).run(&["explain", "tone/calm-comand"]);
    expect![[r#"
        [stderr]
        error: `tone/calm-comand` is neither a rule nor a technique. Did you mean `tone/calm-command`? `softspoken rules` lists the rules.
        [exit 2]
    "#]].assert_eq(&run.to_string());
    let run = Folder::new(&[]).run(&["explain", "positive-langage"]);
    expect![[r#"
        [stderr]
        error: `positive-langage` is neither a rule nor a technique. Did you mean `positive-language`? `softspoken rules` lists the rules.
        [exit 2]
    "#]].assert_eq(&run.to_string());
}

#[test]
fn every_rule_of_the_list_has_a_page() {
    let folder = Folder::new(&[]);
    let table = folder.run(&["rules"]).stdout;
    let mut lines = table.lines();
    let headings: Vec<&str> = lines.next().expect("a first line").split_whitespace().collect();
    assert_eq!(headings, ["RULE", "SEVERITY", "TECHNIQUES"]);
    let mut rules = 0;
    for line in lines {
        let mut cells = line.split_whitespace();
        let (rule, severity) = (cells.next().expect("a rule"), cells.next().expect("a severity"));
        assert!(["error", "warning", "information", "hint"].contains(&severity), "{line}");
        assert_eq!(folder.run(&["explain", rule]).status, 0, "{rule}");
        rules += 1;
    }
    assert!(rules > 3, "{table}");
}

#[test]
fn rules_are_listed_for_programs_too() {
    let run = Folder::new(&[]).run(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let rules = list["rules"].as_array().expect("rules");
    let rule = rules.iter().find(|rule| rule["rule"] == "tone/calm-command").expect("the rule is listed");
    assert_eq!(list["version"], 1);
    assert_eq!(rule["severity"], "warning");
    assert!(rule["techniques"].as_array().is_some_and(|techniques| !techniques.is_empty()), "{rule}");
    assert!(rule["url"].as_str().is_some_and(|url| url.starts_with("https://")), "{rule}");
}

#[test]
fn lsp_accepts_what_editors_add_and_ends_with_its_input() {
    let run = Folder::new(&[]).run(&["lsp", "--stdio", "--clientProcessId=1"]);
    assert_eq!(run.stdout, "", "nothing but the protocol is on stdout: {run}");
    assert!(!run.stderr.contains("unexpected argument"), "{run}");
}
