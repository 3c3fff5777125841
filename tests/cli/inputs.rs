//! Which texts are read, and where findings are in them.

use expect_test::{Expect, expect};

use crate::folder::Folder;

const ANGRY: &str = "Please calm down.\n";

fn check(folder: &Folder, paths: &[&str], expected: Expect) {
    let run = folder.run(&[&["check", "--format", "jsonl"], paths].concat());
    expected.assert_eq(&format!("{}{}", run.places(), run.stderr));
}

/// Where in `text` the finding is: line, column and byte of its start and end.
fn check_place(text: &str, expected: Expect) {
    let run = Folder::new(&[]).run_on(&["check", "--format", "jsonl", "-"], text.as_bytes());
    let finding: serde_json::Value = serde_json::from_str(run.stdout.trim()).expect("one finding");
    let place = |place: &serde_json::Value| format!("{}:{} ({})", place["line"], place["column"], place["offset"]);
    let range = &finding["range"];
    let offset = |place: &serde_json::Value| place["offset"].as_u64().expect("an offset") as usize;
    let marked = &text[offset(&range["start"])..offset(&range["end"])];
    expected.assert_eq(&format!("{} to {} {marked:?}", place(&range["start"]), place(&range["end"])));
}

#[test]
fn folders_are_searched_and_files_come_in_the_order_of_their_paths() {
    let folder = Folder::new(&[
        ("b.macro", ANGRY),
        ("a/z.macro", ANGRY),
        ("a-b/y.macro", ANGRY),
        ("a/notes.txt", ANGRY),
        ("a/B.macro", ANGRY),
    ]);
    check(
        &folder,
        &[],
        expect![[r#"
        a-b/y.macro:1:1 tone/calm-command
        a/B.macro:1:1 tone/calm-command
        a/z.macro:1:1 tone/calm-command
        b.macro:1:1 tone/calm-command
    "#]],
    );
    check(
        &folder,
        &["a", "./b.macro", "a/z.macro"],
        expect![[r#"
        a/B.macro:1:1 tone/calm-command
        a/z.macro:1:1 tone/calm-command
        b.macro:1:1 tone/calm-command
    "#]],
    );
}

#[test]
fn a_named_file_is_read_whatever_its_ending() {
    let folder = Folder::new(&[("reply.txt", ANGRY)]);
    check(
        &folder,
        &["reply.txt"],
        expect![[r#"
        reply.txt:1:1 tone/calm-command
    "#]],
    );
}

#[test]
fn absolute_paths_are_shown_from_the_working_directory() {
    let folder = Folder::new(&[("a/b.macro", ANGRY)]);
    // The folder itself may lie behind a link.
    let path = folder.path().canonicalize().expect("the folder is there").join("a");
    check(
        &folder,
        &[path.to_str().expect("UTF-8")],
        expect![[r#"
        a/b.macro:1:1 tone/calm-command
    "#]],
    );
}

#[test]
#[cfg(unix)]
fn odd_names_do_not_break_lines() {
    let folder = Folder::new(&[("angry reply.macro", ANGRY), ("two\nlines.macro", ANGRY)]);
    let run = folder.run(&["check", "--format", "concise"]);
    let places: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(": ").next()).collect();
    expect![[r#"
        [
            "angry reply.macro:1:1",
            "two\\nlines.macro:1:1",
        ]
    "#]]
    .assert_debug_eq(&places);
}

#[test]
#[cfg(unix)]
fn names_that_are_no_text_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new(&[]);
    for name in [&b"a\xfe.macro"[..], b"a\xff.macro", b"a\\xff.macro"] {
        std::fs::write(folder.path().join(OsStr::from_bytes(name)), ANGRY).expect("the file is written");
    }
    check(
        &folder,
        &[],
        expect![[r#"
        a\xfe.macro:1:1 tone/calm-command
        a\xff.macro:1:1 tone/calm-command
        a\xff.macro:1:1 tone/calm-command
    "#]],
    );
}

#[test]
#[cfg(unix)]
fn links_in_a_circle_end() {
    let folder = Folder::new(&[("a/b.macro", ANGRY)]);
    std::os::unix::fs::symlink("..", folder.path().join("a/loop")).expect("the link is made");
    let run = folder.run(&["check", "--format", "jsonl"]);
    assert_eq!(run.places().matches("b.macro:1:1 tone/calm-command").count(), 1, "{run}");
}

#[test]
fn a_folder_that_is_called_like_a_macro_is_a_folder() {
    let folder = Folder::new(&[("x.macro/y.macro", ANGRY)]);
    check(
        &folder,
        &[],
        expect![[r#"
        x.macro/y.macro:1:1 tone/calm-command
    "#]],
    );
    check(
        &folder,
        &["x.macro"],
        expect![[r#"
        x.macro/y.macro:1:1 tone/calm-command
    "#]],
    );
}

#[test]
fn standard_input_is_a_macro_too() {
    let folder = Folder::new(&[("in/softspoken.toml", "[lint]\nignore = [\"tone/calm-command\"]\n")]);
    let places = |arguments: &[&str]| {
        folder.run_on(&[&["check", "--format", "jsonl", "-"], arguments].concat(), ANGRY.as_bytes()).places()
    };
    expect![[r#"
        -:1:1 tone/calm-command
    "#]]
    .assert_eq(&places(&[]));
    expect![[r#"
        new.macro:1:1 tone/calm-command
    "#]]
    .assert_eq(&places(&["--stdin-filename", "./new.macro"]));
    assert_eq!(places(&["--stdin-filename", "in/new.macro"]), "", "the configuration beside the name holds");
}

#[test]
fn standard_input_that_is_not_utf_8_is_told() {
    let run = Folder::new(&[]).run_on(&["check", "-"], b"calm \xff down");
    expect![[r#"
        [stderr]
        error: standard input: line 1, column 6 is not UTF-8 text (byte 5); save the file as UTF-8
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn columns_count_characters_and_offsets_bytes() {
    check_place("Hello 😀. Please calm down.", expect![[r#"1:10 (12) to 1:26 (28) "Please calm down""#]]);
    check_place("Cafe\u{301} noir. Please calm down.", expect![[r#"1:13 (13) to 1:29 (29) "Please calm down""#]]);
}

#[test]
fn every_kind_of_line_end_counts_once() {
    check_place("Hi,\r\n\r\nPlease calm down.\r\n", expect![[r#"3:1 (7) to 3:17 (23) "Please calm down""#]]);
    check_place("Hi,\r\rPlease calm down.", expect![[r#"3:1 (5) to 3:17 (21) "Please calm down""#]]);
}

#[test]
fn a_byte_order_mark_is_part_of_the_file() {
    check_place("\u{feff}Please calm down.", expect![[r#"1:2 (3) to 1:18 (19) "Please calm down""#]]);
    check_place(
        "\u{feff}---\ntitle: x\n---\nPlease calm down.",
        expect![[r#"4:1 (20) to 4:17 (36) "Please calm down""#]],
    );
}

#[test]
fn an_empty_file_has_nothing_to_say() {
    let folder = Folder::new(&[("a.macro", "")]);
    check(&folder, &[], expect![[""]]);
}

#[test]
fn the_order_is_the_same_however_many_threads_there_are() {
    let folder = Folder::new(&[]);
    for index in 0..400 {
        // Some take much longer than their neighbours.
        let text = ANGRY.repeat(if index % 17 == 0 { 60 } else { 1 });
        folder.write(&format!("{}/{index}.macro", index % 7), text.as_bytes());
    }
    let run = |jobs: &str| folder.run(&["check", "--format", "json", "--jobs", jobs]).stdout;
    let one = run("1");
    assert!(one.contains("tone/calm-command"));
    assert_eq!(one, run("2"));
    assert_eq!(one, run("7"));
    assert_eq!(one, run("100000"));
}

#[test]
fn json_that_is_read_as_a_macro_is_told() {
    const JSON: &str = "{\"id\": 1, \"text\": \"Please calm down.\"}\n";
    const NOTE: &str = "is read as a macro, although it looks like JSON: `--input jsonl` reads a text a line";
    let folder = Folder::new(&[("r.jsonl", JSON), ("a.macro", "Hi.\n")]);
    assert!(folder.run(&["check", "r.jsonl"]).stderr.contains(&format!("note: r.jsonl {NOTE}")));
    assert!(folder.run_on(&["check", "-"], JSON.as_bytes()).stderr.contains(NOTE));
    assert_eq!(folder.run(&["check"]).stderr, "");
    assert_eq!(folder.run_on(&["check", "-"], b"{{ customer.name }}\n").stderr, "");
}

#[test]
fn a_dash_is_standard_output_too() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n")]);
    let plain = folder.run(&["check", "--format", "concise"]).to_string();
    assert_eq!(folder.run(&["check", "--format", "concise", "--output", "-"]).to_string(), plain);
    assert_eq!(folder.names(), ["a.macro"]);
}
