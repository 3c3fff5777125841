//! `fix`: what is applied and what is left.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};

use crate::folder::{Folder, names};

const BROKEN: &str = "Hi {{ customer.first_name }\n{% if a }yes{% elif b %}no{% endif %}\n";
const MENDED: &str = "Hi {{ customer.first_name }}\n{% if a %}yes{% elsif b %}no{% endif %}\n";
const ANGRY: &str = "Thank you for writing.\nPlease calm down.\n";

fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    expected.assert_eq(&folder.run(&[&["fix"], arguments].concat()).to_string());
}

#[test]
fn safe_fixes_are_applied_until_nothing_changes() {
    let folder = Folder::new(&[("a.macro", BROKEN), ("b.macro", ANGRY)]);
    check(
        &folder,
        &["--select", "syntax/,tone/"],
        expect![[r#"
        [stderr]
        note: 3 fixes; 1 macro fixed, 1 left as it is
        note: 1 finding has a fix that somebody should read first: see --suggested --diff
        [exit 0]
    "#]],
    );
    assert_eq!((folder.read("a.macro").as_str(), folder.read("b.macro").as_str()), (MENDED, ANGRY));
    assert_eq!(folder.names(), ["a.macro", "b.macro"]);
    check(
        &folder,
        &["--select", "syntax/,tone/"],
        expect![[r#"
        [stderr]
        note: 0 fixes; 0 macros fixed, 2 left as they are
        note: 1 finding has a fix that somebody should read first: see --suggested --diff
        [exit 0]
    "#]],
    );
}

#[test]
fn suggested_fixes_are_applied_where_somebody_asks() {
    let folder = Folder::new(&[("b.macro", ANGRY)]);
    check(
        &folder,
        &["--suggested", "--select", "tone/"],
        expect![[r#"
        [stderr]
        note: 1 fix; 1 macro fixed, 0 left as they are
        [exit 0]
    "#]],
    );
    let fixed = folder.read("b.macro");
    assert!(fixed.starts_with("Thank you for writing.\n") && !fixed.contains("calm down"), "{fixed}");
    let left = folder.run(&["check", "--select", "tone/"]);
    assert_eq!(left.status, 0, "{left}");
}

#[test]
fn a_diff_changes_nothing() {
    let folder = Folder::new(&[("a.macro", BROKEN)]);
    check(
        &folder,
        &["--diff", "--select", "syntax/"],
        expect![[r#"
        --- a.macro
        +++ a.macro
        @@ -1,2 +1,2 @@
        -Hi {{ customer.first_name }
        -{% if a }yes{% elif b %}no{% endif %}
        +Hi {{ customer.first_name }}
        +{% if a %}yes{% elsif b %}no{% endif %}
        [stderr]
        note: 3 fixes; 1 macro would be fixed, 0 left as they are
        [exit 0]
    "#]],
    );
    assert_eq!(folder.read("a.macro"), BROKEN);
}

#[test]
fn bom_and_line_ends_stay() {
    let folder = Folder::new(&[]);
    let text = format!("\u{feff}{}no end", BROKEN.replace('\n', "\r\n"));
    folder.write("a.macro", text.as_bytes());
    assert_eq!(folder.run(&["fix"]).status, 0);
    assert_eq!(folder.read("a.macro"), format!("\u{feff}{}no end", MENDED.replace('\n', "\r\n")));
}

#[test]
fn standard_input_comes_back_fixed() {
    let folder = Folder::new(&[]);
    let run = folder.run_on(&["fix", "-"], BROKEN.as_bytes());
    assert_eq!((run.stdout.as_str(), run.status), (MENDED, 0));
}

#[test]
fn the_examples_have_nothing_safe_left_after_one_run() {
    let folder = Folder::new(&[]);
    copy(Path::new("examples"), folder.path());
    for arguments in [&["fix"][..], &["fix", "--suggested"][..]] {
        assert_eq!(folder.run(arguments).status, 0);
        let before = texts(folder.path());
        let again = folder.run(arguments);
        assert!(again.stderr.contains("0 fixes; 0 macros fixed"), "{arguments:?}: {again}");
        assert_eq!(texts(folder.path()), before);
    }
    let broken = folder.run(&["check", "--select", "syntax/", "--fail-on", "never", "--format", "concise"]);
    assert!(broken.stdout.lines().count() <= 1, "nothing was broken: {broken}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        match entry.path() {
            path if path.is_dir() => copy(&path, &to.join(entry.file_name())),
            path => drop(fs::copy(path, to.join(entry.file_name())).expect("it is copied")),
        }
    }
}

fn texts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for name in names(folder) {
        match folder.join(&name) {
            path if path.is_dir() => out.extend(texts(&path)),
            path => out.push((name, fs::read(path).expect("it is there"))),
        }
    }
    out
}
