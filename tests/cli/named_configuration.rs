//! `--config FILE`: other decisions for the same macros, wherever the file is.

use expect_test::{Expect, expect};

use crate::folder::{Folder, run};
use crate::repository::Repository;

const MACROS: [(&str, &str); 4] = [
    ("desk/macros/a.macro", "{% render 'snippets/s' %}\n"),
    ("desk/macros/snippets/s.macro", "I'll write to you on Monday.\n"),
    ("desk/replies/b.md", "Please calm down.\n"),
    ("other/c.macro", "Please calm down.\n"),
];

/// In the folder `desk`, with these files beside.
fn check(files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let folder = Folder::new(&[&MACROS, files].concat());
    let mut command = folder.command(&[&["check", "--format", "concise"], arguments].concat());
    command.current_dir(folder.path().join("desk"));
    expected.assert_eq(&run(command, b"").to_string());
}

#[test]
fn the_macros_stay_where_they_are() {
    let quiet = || {
        expect![[r#"
        [exit 0]
    "#]]
    };
    let empty = [("empty.toml", "")];
    check(&empty, &["."], quiet());
    check(&empty, &[".", "--config", "../empty.toml"], quiet());
    check(&empty, &["--config", "/dev/null"], quiet());
    let own = ("desk/softspoken.toml", "[macros]\nroot = \"macros\"\n");
    check(&[own, ("empty.toml", "")], &["--config", "../empty.toml"], quiet());
}

#[test]
fn what_it_says_of_files_holds_in_the_working_folder() {
    check(
        &[("some/ci.toml", "[files]\ninclude = [\"replies/*.md\"]\n[macros]\nroot = \"macros\"\n")],
        &["--config", "../some/ci.toml"],
        expect![[r#"
            replies/b.md:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
            [exit 1]
        "#]],
    );
}

#[test]
fn what_it_says_of_files_holds_at_the_top_of_the_repository() {
    let repository = Repository::empty(&MACROS);
    let outside =
        Folder::new(&[("ci.toml", "[files]\nexclude = [\"desk/macros\"]\ninclude = [\"desk/replies/*.md\"]\n")]);
    let file = outside.path().join("ci.toml");
    let arguments = ["check", "--format", "concise", "--config", file.to_str().expect("UTF-8")];
    expect![[r#"
        replies/b.md:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        [exit 1]
    "#]]
    .assert_eq(&run(repository.command("desk", &arguments), b"").to_string());
}

#[test]
fn its_baseline_is_beside_it() {
    let known = r#"{"version": 1, "findings": [
{"path":"../other/c.macro","rule":"tone/calm-command","words":"please calm down","fingerprint":"fc06f966f378adf4"}
]}"#;
    check(
        &[("some/ci.toml", "[lint]\nbaseline = \"known.json\"\n"), ("some/known.json", known)],
        &["../other", "--config", "../some/ci.toml"],
        expect![[r#"
            [exit 0]
        "#]],
    );
}

#[test]
fn a_message_is_rendered_with_the_same_snippets() {
    let folder = Folder::new(&[&MACROS[..], &[("empty.toml", "")]].concat());
    let mut command = folder.command(&["render", "macros/a.macro", "--config", "../empty.toml"]);
    command.current_dir(folder.path().join("desk"));
    expect![[r#"
        I'll write to you on Monday.

        [exit 0]
    "#]]
    .assert_eq(&run(command, b"").to_string());
}
