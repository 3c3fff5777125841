//! `fmt`: what is written, what is only shown, and what is never touched.

use std::fs;

use expect_test::{Expect, expect};

use crate::folder::Folder;

const UGLY: &str = "---\ntags: [a,b]\n---\nHi {{name|default:\"there\"}},\n{%-if a-%}\nyes\n{%endif%}\n";
const NEAT: &str = "---\ntags: [a, b]\n---\nHi {{ name | default: \"there\" }},\n{%- if a -%}\nyes\n{% endif %}\n";

fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    expected.assert_eq(&folder.run(&[&["fmt"], arguments].concat()).to_string());
}

#[test]
fn files_are_formatted_in_place() {
    let folder = Folder::new(&[("a.macro", UGLY), ("b/c.macro", UGLY), ("d.macro", NEAT), ("e.txt", UGLY)]);
    check(
        &folder,
        &[],
        expect![[r#"
            [stderr]
            note: 2 macros formatted, 1 left as it is
            [exit 0]
        "#]],
    );
    assert_eq!((folder.read("a.macro"), folder.read("b/c.macro")), (NEAT.to_owned(), NEAT.to_owned()));
    assert_eq!(folder.read("e.txt"), UGLY);
    assert_eq!(folder.names(), ["a.macro", "b", "d.macro", "e.txt"]);
    check(
        &folder,
        &["a.macro"],
        expect![[r#"
            [stderr]
            note: 0 macros formatted, 1 left as it is
            [exit 0]
        "#]],
    );
}

#[test]
fn check_names_what_would_change() {
    let folder = Folder::new(&[("a.macro", UGLY), ("b.macro", NEAT)]);
    check(
        &folder,
        &["--check"],
        expect![[r#"
            a.macro
            [stderr]
            note: 1 macro would be formatted, 1 left as it is
            [exit 1]
        "#]],
    );
    check(
        &folder,
        &["--check", "b.macro"],
        expect![[r#"
            [stderr]
            note: 0 macros would be formatted, 1 left as it is
            [exit 0]
        "#]],
    );
    assert_eq!(folder.read("a.macro"), UGLY);
}

#[test]
fn a_diff_shows_and_changes_nothing() {
    let folder = Folder::new(&[("a.macro", UGLY), ("b.macro", "{{x}}")]);
    check(
        &folder,
        &["--diff"],
        expect![[r#"
            --- a.macro
            +++ a.macro
            @@ -1,7 +1,7 @@
             ---
            -tags: [a,b]
            +tags: [a, b]
             ---
            -Hi {{name|default:"there"}},
            -{%-if a-%}
            +Hi {{ name | default: "there" }},
            +{%- if a -%}
             yes
            -{%endif%}
            +{% endif %}
            --- b.macro
            +++ b.macro
            @@ -1 +1 @@
            -{{x}}
            \ No newline at end of file
            +{{ x }}
            \ No newline at end of file
            [stderr]
            note: 2 macros would be formatted, 0 left as they are
            [exit 0]
        "#]],
    );
    assert_eq!(folder.read("a.macro"), UGLY);
    assert_eq!(folder.run(&["fmt", "--diff", "--check"]).status, 1);
}

#[test]
fn standard_input_comes_back_formatted() {
    let folder = Folder::new(&[]);
    let run = folder.run_on(&["fmt", "-"], "\u{feff}{{a}}\u{1b}[31m\r\n".as_bytes());
    assert_eq!((run.stdout.as_str(), run.status), ("\u{feff}{{ a }}\u{1b}[31m\r\n", 0));
    let run = folder.run_on(&["fmt", "-"], b"{{ a }}");
    assert_eq!(run.stdout, "{{ a }}");
    let run = folder.run_on(&["fmt", "--check", "--stdin-filename", "x/a.macro", "-"], b"{{a}}");
    assert_eq!((run.stdout.as_str(), run.status), ("x/a.macro\n", 1));
}

#[test]
fn bom_line_ends_and_the_end_of_the_file_stay() {
    let folder = Folder::new(&[]);
    folder.write("a.macro", "\u{feff}---\r\ntitle:  x\r\n---\r\n{{a}}\r\rb \r\n{{c}}".as_bytes());
    assert_eq!(folder.run(&["fmt"]).status, 0);
    assert_eq!(folder.read("a.macro"), "\u{feff}---\r\ntitle: x\r\n---\r\n{{ a }}\r\rb \r\n{{ c }}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_formatted() {
    let folder = Folder::new(&[("b.macro", "{{x}}\n")]);
    folder.write("a.macro", b"{{x}} \xff\n");
    check(
        &folder,
        &[".", "gone.macro"],
        expect![[r#"
            [stderr]
            error: gone.macro: there is no such file or folder
            error: a.macro: line 1, column 7 is not UTF-8 text (byte 6); save the file as UTF-8
            note: 1 macro formatted, 0 left as they are, 2 could not be
            [exit 2]
        "#]],
    );
    assert_eq!(folder.read("b.macro"), "{{ x }}\n");
    assert_eq!(fs::read(folder.path().join("a.macro")).expect("it is there"), b"{{x}} \xff\n");
}

#[test]
fn without_macros_there_is_a_word() {
    check(
        &Folder::new(&[]),
        &[],
        expect![[r#"
            [stderr]
            note: no macros (files that end in .macro) found in .
            [exit 0]
        "#]],
    );
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn the_mode_stays() {
        let folder = Folder::new(&[("a.macro", UGLY)]);
        let path = folder.path().join("a.macro");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("the mode is set");
        let before = fs::metadata(&path).expect("it is there");
        assert_eq!(folder.run(&["fmt"]).status, 0);
        let after = fs::metadata(&path).expect("it is there");
        assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
        assert_ne!(after.ino(), before.ino(), "it was replaced, not written over");
    }

    #[test]
    fn read_only_files_are_reported() {
        let folder = Folder::new(&[("a.macro", UGLY), ("b.macro", UGLY)]);
        let path = folder.path().join("a.macro");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("the mode is set");
        check(
            &folder,
            &[],
            expect![[r#"
                [stderr]
                error: a.macro: it is read-only; nothing was written
                note: 1 macro formatted, 0 left as they are, 1 could not be
                [exit 2]
            "#]],
        );
        assert_eq!((folder.read("a.macro").as_str(), folder.read("b.macro").as_str()), (UGLY, NEAT));
    }

    #[test]
    fn links_within_the_folder_are_followed_and_stay_links() {
        let folder = Folder::new(&[("real/a.macro", UGLY)]);
        let link = folder.path().join("link.macro");
        symlink("real/a.macro", &link).expect("the link is made");
        assert_eq!(folder.run(&["fmt", "link.macro"]).status, 0);
        assert_eq!(folder.read("real/a.macro"), NEAT);
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    }

    #[test]
    fn links_that_lead_out_are_not() {
        let outside = Folder::new(&[("a.macro", UGLY)]);
        let folder = Folder::new(&[]);
        symlink(outside.path().join("a.macro"), folder.path().join("link.macro")).expect("the link is made");
        symlink(outside.path(), folder.path().join("folder")).expect("the link is made");
        check(
            &folder,
            &["link.macro", "folder/a.macro", "folder"],
            expect![[r#"
                [stderr]
                error: folder/a.macro: it is behind a link that leads out of this folder; nothing was written
                error: link.macro: it is behind a link that leads out of this folder; nothing was written
                note: 0 macros formatted, 0 left as they are, 2 could not be
                [exit 2]
            "#]],
        );
        assert_eq!(outside.read("a.macro"), UGLY);
        let named = outside.path().canonicalize().expect("it is there").join("a.macro");
        assert_eq!(folder.run(&["fmt", named.to_str().expect("UTF-8")]).status, 0);
        assert_eq!(outside.read("a.macro"), NEAT, "named by itself it is no surprise");
    }
}
