//! `import csv` and `import files`: macros out of plain tables and folders of texts.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};

use crate::folder::Folder;

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/helpdesk")
}

/// A folder with the fixtures of `folder` in it.
fn with(folder: &str) -> Folder {
    let out = Folder::new(&[]);
    copy(&out, &fixtures().join(folder), "");
    out
}

fn copy(out: &Folder, from: &Path, below: &str) {
    for entry in fs::read_dir(from).expect("a folder of fixtures").flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => copy(out, &entry.path(), &format!("{name}/")),
            false => drop(out.write(&name, &fs::read(entry.path()).expect("a fixture"))),
        }
    }
}

/// What an import says, and the files that it writes; importing again changes nothing.
fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    let arguments = [&["import"], arguments, &["--into", "macros"]].concat();
    let run = folder.run(&arguments);
    let mut shown = run.to_string();
    for line in run.stdout.lines() {
        let path = line.trim_start_matches("new").trim();
        shown.push_str(&format!("=== {path}\n{}", folder.read(path)));
    }
    expected.assert_eq(&shown);
    if run.status == 0 {
        let again = folder.run(&arguments);
        assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{again}");
    }
}

#[test]
fn columns_are_named_in_a_file() {
    check(
        &with("csv"),
        &["csv", "macros.csv", "--columns", "columns.toml"],
        expect![[r#"
        new       macros/delivery/late/late-parcel.macro
        new       macros/money/refund.macro
        [stderr]
        note: 2 macros of the table: 2 new
        [exit 0]
        === macros/delivery/late/late-parcel.macro
        ---
        title: Late parcel
        locale: en
        source:
          platform: csv
          id: "R-1"
          active: true
          extra: {"category": "Delivery/Late", "Status": "live", "Owner": "ops"}
        ---
        Hi {{customer.first_name}},

        your parcel is late. I will write "tomorrow".
        === macros/money/refund.macro
        ---
        title: Refund
        locale: en
        source:
          platform: csv
          id: "R-2"
          active: false
          extra: {"category": "Money", "Status": "draft", "Owner": "ops"}
        ---
        Your refund left us today.
    "#]],
    );
}

#[test]
fn usual_heads_need_no_names() {
    check(
        &with("csv"),
        &["csv", "semicolons_bom_crlf.csv"],
        expect![[r#"
        new       macros/gruß.macro
        new       macros/ü.macro
        [stderr]
        note: 2 macros of the table: 2 new
        [exit 0]
        === macros/gruß.macro
        ---
        title: Gruß
        source:
          platform: csv
          id: "1"
        ---
        Hallo; schön,<br>
        dass Sie schreiben.
        === macros/ü.macro
        ---
        title: Ü
        source:
          platform: csv
          id: "2"
        ---
        ok
    "#]],
    );
    check(
        &with("csv"),
        &["csv", "tabs.tsv"],
        expect![[r#"
        new       macros/hello.macro
        [stderr]
        note: 1 macro of the table: 1 new
        [exit 0]
        === macros/hello.macro
        ---
        title: Hello
        source:
          platform: csv
          id: "Hello"
        ---
        Hi there
    "#]],
    );
}

#[test]
fn broken_tables_are_refused_with_their_place() {
    let broken = |name: &str, expected: Expect| check(&with("csv/broken"), &["csv", name], expected);
    broken(
        "header_only.csv",
        expect![[r#"
        [stderr]
        error: header_only.csv:2:1: no row stands below the heads
        error: nothing was imported
        [exit 2]
    "#]],
    );
    broken(
        "column_twice.csv",
        expect![[r#"
        [stderr]
        error: column_twice.csv:1:9: two columns are called “text”
        error: nothing was imported
        [exit 2]
    "#]],
    );
    broken(
        "latin1.csv",
        expect![[r#"
        [stderr]
        error: latin1.csv: line 2, column 6 is not UTF-8 text (byte 19); save the file as UTF-8
        error: nothing was imported
        [exit 2]
    "#]],
    );
    broken(
        "short_row.csv",
        expect![[r#"
        [stderr]
        error: short_row.csv:3:1: this row has 2 fields, and the first line 3
        error: short_row.csv:4:1: this row has 4 fields, and the first line 3
        error: nothing was imported
        [exit 2]
    "#]],
    );
    broken(
        "open_quote.csv",
        expect![[r#"
        [stderr]
        error: open_quote.csv:3:8: this quote is never closed
        error: nothing was imported
        [exit 2]
    "#]],
    );
    broken(
        "no_header.csv",
        expect![[r#"
        [stderr]
        error: no_header.csv:1:1: no column has titles; the first line has 1, Fine, Hello; name the columns in a file for `--columns`
        error: nothing was imported
        [exit 2]
    "#]],
    );
    let folder = with("csv");
    folder.write("map.toml", b"[columns]\ntitle = \"Name\"\ntext = \"Words\"\n");
    check(
        &folder,
        &["csv", "macros.csv", "--columns", "map.toml"],
        expect![[r#"
        [stderr]
        error: macros.csv:1:1: no column is called “Words”; the first line has Ref, Name, Folder, Text, Language, Status, Owner; name the columns in a file for `--columns`
        error: nothing was imported
        [exit 2]
    "#]],
    );
    folder.write("map.toml", b"[columns]\ntitel = \"Name\"\n");
    check(
        &folder,
        &["csv", "macros.csv", "--columns", "map.toml"],
        expect![[r#"
        [stderr]
        error: map.toml:2:1: unknown field `titel`, expected one of `id`, `title`, `text`, `description`, `subject`, `category`, `locale`, `active`, `tags`
        [exit 2]
    "#]],
    );
    check(
        &folder,
        &["zendesk", "macros.csv", "--columns", "map.toml"],
        expect![[r#"
        [stderr]
        error: `--columns` is for `csv`; the columns of a help desk are known
        [exit 2]
    "#]],
    );
}

#[test]
fn a_folder_of_texts() {
    let folder = Folder::new(&[]);
    copy(&folder, &fixtures().join("folder"), "texts/");
    check(
        &folder,
        &["files", "texts"],
        expect![[r#"
        new       macros/parcel-late.macro
        new       macros/de/hallo-de.macro
        new       macros/hello.macro
        new       macros/refunds/late-return.macro
        new       macros/refunds/late-return-2.macro
        [stderr]
        note: texts/.hidden.txt: it is hidden; left alone
        note: texts/empty.txt: it is empty; left alone
        note: texts/logo.png: it is neither Markdown, HTML nor text; left alone
        note: macros/refunds/late-return.macro: “Late return”: not kept: a style sheet
        note: 5 macros of the folder: 5 new
        [exit 0]
        === macros/parcel-late.macro
        ---
        title: Parcel late
        source:
          platform: files
          id: "Heading first.md"
        ---
        Your parcel is late.
        === macros/de/hallo-de.macro
        ---
        title: hallo.de
        source:
          platform: files
          id: "de/hallo.de.txt"
        ---
        Guten Tag,

        danke.
        === macros/hello.macro
        ---
        title: hello
        source:
          platform: files
          id: "hello.txt"
        ---
        Hi there,

        \* not a list?<br>
        \# not a heading
        1986\. A year
        Best,
        Sam
        === macros/refunds/late-return.macro
        ---
        title: Late return
        source:
          platform: files
          id: "refunds/Late return.html"
        ---
        Hi {{customer.first_name}},

        the 30&nbsp;days are over, and here is what I can do…
        === macros/refunds/late-return-2.macro
        ---
        title: Late return
        tags: [refunds]
        source:
          platform: files
          id: "refunds/late-return.md"
          extra: {"folder": "x"}
        ---
        Hi {{ customer.first_name | default: "there" }},

        here is what I can do.
    "#]],
    );
    check(
        &folder,
        &["files", "texts/hello.txt"],
        expect![[r#"
        [stderr]
        error: `files` reads one folder, as in `softspoken import files texts`
        [exit 2]
    "#]],
    );
}

#[test]
fn names_of_files_and_folders_tell_languages_where_that_is_said() {
    let folder = Folder::new(&[
        ("texts/hello.de.txt", "Hallo.\n"),
        ("texts/fr_CA/bye.html", "<p>Au revoir.</p>\n"),
        ("texts/fr_CA/bye.es.md", "---\nlocale: pt\n---\nAdeus.\n"),
        ("texts/hello.new.txt", "Hello.\n"),
    ]);
    check(
        &folder,
        &["files", "texts", "--locale-in-name"],
        expect![[r#"
            new       macros/fr_ca/bye.macro
            new       macros/fr_ca/bye-2.macro
            new       macros/hello.macro
            new       macros/hello-new.macro
            [stderr]
            note: 4 macros of the folder: 4 new
            [exit 0]
            === macros/fr_ca/bye.macro
            ---
            title: bye
            locale: pt
            source:
              platform: files
              id: "fr_CA/bye.es.md"
            ---
            Adeus.
            === macros/fr_ca/bye-2.macro
            ---
            title: bye
            locale: fr-CA
            source:
              platform: files
              id: "fr_CA/bye.html"
            ---
            Au revoir.
            === macros/hello.macro
            ---
            title: hello
            locale: de
            source:
              platform: files
              id: "hello.de.txt"
            ---
            Hallo.
            === macros/hello-new.macro
            ---
            title: hello.new
            source:
              platform: files
              id: "hello.new.txt"
            ---
            Hello.
        "#]],
    );
    check(
        &folder,
        &["csv", "t.csv", "--locale-in-name"],
        expect![[r#"
            [stderr]
            error: `--locale-in-name` is for `files`; elsewhere a macro names its language
            [exit 2]
        "#]],
    );
}
