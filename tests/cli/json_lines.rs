//! `check --input jsonl`: replies from a stream.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use expect_test::{Expect, expect};

use crate::folder::Folder;

const CHECK: [&str; 6] = ["check", "--input", "jsonl", "--format", "concise", "-"];

fn check(input: &str, expected: Expect) {
    let run = Folder::new(&[]).run_on(&CHECK, input.as_bytes());
    expected.assert_eq(&run.to_string());
}

fn line(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({ "id": id, "text": text }))
}

#[test]
fn findings_are_told_by_id_in_the_order_of_the_lines() {
    check(
        &[line("b", "Please calm down."), line("a", "Hello.\nCalm down, please."), line("c", "I am on it today.")]
            .concat(),
        expect![[r#"
            b:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
            a:2:1: warning[tone/calm-command] “Calm down” tells the customer how to feel
            [exit 1]
        "#]],
    );
}

#[test]
fn lines_that_say_nothing_are_told_and_the_rest_is_checked() {
    let broken =
        ["Hello", "{\"id\": \"b\"}", "{\"text\": \"b\"}", "", "[1]", "{\"id\": \"c\", \"text\": 5}"].join("\n");
    let input = [line("a", "Please calm down."), broken, "\r\n".into(), line("a", "Hello."), line("d", "Calm down.")];
    check(
        &input.concat(),
        expect![[r#"
        a:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
        d:1:1: warning[tone/calm-command] “Calm down” tells the customer how to feel
        [stderr]
        error: standard input, line 2: it is not JSON at column 1: expected value
        error: standard input, line 3: it has no `text`
        error: standard input, line 4: it has no `id`
        error: standard input, line 6: an object such as {"id": "a-1", "text": "Hello"} is needed
        error: standard input, line 7: its `text` is no string
        error: standard input, line 8: the id `a` came before
        [exit 2]
    "#]],
    );
}

#[test]
fn an_id_that_comes_twice_was_checked_and_is_an_error() {
    let input = [line("a", "Please calm down."), line("a", "Calm down."), "Hello\n".into()].concat();
    let folder = Folder::new(&[]);
    let titles = |run: &str| -> Vec<String> {
        let titles = run.lines().filter_map(|line| line.split_once("title=")?.1.split_once("::"));
        titles.map(|(title, _)| title.to_owned()).collect()
    };
    let run =
        folder.run_on(&["check", "--input", "jsonl", "--format", "github", "--select", "tone/"], input.as_bytes());
    let calm = "Telling a customer to calm down (tone/calm-command)";
    assert_eq!(
        (titles(&run.stdout), run.status),
        (["Comes twice", "Not checked", calm, calm].map(str::to_owned).into(), 2)
    );
}

#[test]
fn what_is_about_files_that_are_kept_is_refused() {
    let folder = Folder::new(&[]);
    for options in [&["--baseline", "none.json"][..], &["--write-baseline"], &["--changed-since", "main"]] {
        let run = folder.run_on(&[&CHECK[..], options].concat(), line("a", "Hello.").as_bytes());
        assert_eq!(run.status, 2, "{run}");
        assert!(run.stderr.contains("cannot be used with") && run.stderr.contains(options[0]), "{run}");
    }
}

#[test]
fn byte_order_mark_windows_lines_and_a_last_line_without_an_end() {
    check(
        &format!("\u{feff}{}\r\n\r\n{}", line("a", "Please calm down.").trim(), line("b", "Calm down.").trim()),
        expect![[r#"
            a:1:1: warning[tone/calm-command] “Please calm down” tells the customer how to feel
            b:1:1: warning[tone/calm-command] “Calm down” tells the customer how to feel
            [exit 1]
        "#]],
    );
    check(
        "",
        expect![[r#"
        [exit 0]
    "#]],
    );
}

#[test]
fn a_reply_is_read_as_a_macro_is() {
    check(
        &line("a", "---\nchannels: [sms]\n---\nHi {{ customer.first_name, calm down."),
        expect![[r#"
        a:4:4: error[syntax/unclosed-output] `{{` opened here is never closed; add `}}` after `customer.first_name`
        a:4:4: warning[template/may-be-empty] `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
        a:4:28: warning[tone/calm-command] “calm down” tells the customer how to feel
        [exit 1]
    "#]],
    );
}

#[test]
fn every_format_takes_ids_for_paths() {
    let folder = Folder::new(&[]);
    let input = line("ticket\n5", "Please calm down.");
    for (format, expected) in [
        ("jsonl", "\"path\":\"ticket\\n5\""),
        ("json", "\"path\":\"ticket\\n5\""),
        ("human", "ticket\\n5:1:1"),
        ("concise", "ticket\\n5:1:1"),
    ] {
        let run = folder.run_on(&["check", "--input", "jsonl", "--format", format], input.as_bytes());
        assert!(run.stdout.contains(expected) && run.status == 1, "{format}: {run}");
    }
}

#[test]
fn configuration_and_options_hold() {
    let folder = Folder::new(&[("softspoken.toml", "[lint]\nignore = [\"tone/calm-command\"]\n"), ("other.toml", "")]);
    let input = line("a", "Please calm down.");
    let status = |options: &[&str]| folder.run_on(&[&CHECK[..], options].concat(), input.as_bytes()).status;
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["--config", "other.toml"]), 1);
    assert_eq!(status(&["--config", "other.toml", "--ignore", "tone/"]), 0);
    assert_eq!(status(&["--config", "other.toml", "--fail-on", "never"]), 0);
    assert_eq!(status(&["--stdin-filename", "a"]), 2);
}

#[test]
fn files_are_read_one_after_the_other() {
    let folder = Folder::new(&[("b.jsonl", &line("b", "Calm down.")), ("a.jsonl", &line("a", "Calm down."))]);
    let run =
        folder.run(&["check", "--input", "jsonl", "--format", "concise", "b.jsonl", "gone.jsonl", ".", "a.jsonl"]);
    expect![[r#"
        b:1:1: warning[tone/calm-command] “Calm down” tells the customer how to feel
        a:1:1: warning[tone/calm-command] “Calm down” tells the customer how to feel
        [stderr]
        error: gone.jsonl: there is no such file or folder
        error: .: it is a folder; `--input jsonl` reads files, or - for standard input
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let texts = ["Please calm down.", "I am on it today.", "We can't help. That is our policy.", "{{ x"];
    let input: String = (0..400).map(|number| line(&number.to_string(), texts[number % 4])).collect();
    let folder = Folder::new(&[]);
    let run = |jobs: &str| folder.run_on(&[&CHECK[..], &["--jobs", jobs]].concat(), input.as_bytes()).to_string();
    let one = run("1");
    assert!(one.contains("\n396:1:1"), "{one}");
    assert_eq!(one, run("3"));
}

/// A run that is spoken with.
struct Talk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Talk {
    fn begin(folder: &Folder) -> Self {
        let mut command = folder.command(&["check", "--input", "jsonl", "--format", "jsonl", "-"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, input, output }
    }
}

#[test]
fn what_is_found_is_told_before_more_comes() {
    let folder = Folder::new(&[]);
    let mut talk = Talk::begin(&folder);
    for id in ["a", "b", "c"] {
        talk.input.write_all(line(id, "Please calm down.").as_bytes()).expect("it listens");
        let mut answer = String::new();
        talk.output.read_line(&mut answer).expect("it answers");
        assert!(answer.contains(&format!("\"path\":\"{id}\"")), "{answer}");
    }
    drop(talk.input);
    let mut rest = String::new();
    talk.output.read_to_string(&mut rest).expect("it ends");
    assert_eq!(rest, "");
    assert_eq!(talk.child.wait().expect("it ends").code(), Some(1));
}

#[test]
fn a_reader_that_goes_away_ends_the_run() {
    let folder = Folder::new(&[]);
    let mut talk = Talk::begin(&folder);
    drop(talk.output);
    let text = line("a", "Please calm down.");
    // The input would go on for ever.
    while talk.input.write_all(text.replace("\"a\"", "\"b\"").as_bytes()).is_ok() {}
    assert_eq!(talk.child.wait().expect("it ends").code(), Some(2), "ids came twice");
}
