//! Rows of tables and files of folders: which of them are one macro, and which only share a number, a title or a name.

use expect_test::{Expect, expect};

use crate::folder::Folder;

/// What an import says. Importing again changes nothing and says nothing.
fn check(folder: &Folder, arguments: &[&str], expected: Expect) {
    let arguments = [&["import"], arguments, &["--into", "macros"]].concat();
    let run = folder.run(&arguments);
    expected.assert_eq(&run.to_string());
    let again = folder.run(&arguments);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""), "{again}");
}

#[test]
fn files_of_one_name_in_two_folders_are_two_macros() {
    let folder = Folder::new(&[
        ("a/hello.txt", "Hi from A.\n"),
        ("a/late.txt", "Late in A.\n"),
        ("b/hello.txt", "Hi from B.\n"),
    ]);
    check(
        &folder,
        &["files", "a"],
        expect![[r#"
            new       macros/hello.macro
            new       macros/late.macro
            [stderr]
            note: 2 macros of the folder: 2 new
            [exit 0]
        "#]],
    );
    check(
        &folder,
        &["files", "b"],
        expect![[r#"
            new       macros/hello-2.macro
            [stderr]
            note: 1 macro of the folder: 1 new
            [exit 0]
        "#]],
    );
    assert!(folder.read("macros/hello.macro").ends_with("Hi from A.\n"));
    assert!(folder.read("macros/hello-2.macro").contains("id: \"b: hello.txt\"\n"));
    folder.write("b/hello.txt", b"Hi again from B.\n");
    folder.write("a/hello.txt", b"Hi again from A.\n");
    check(
        &folder,
        &["files", "b"],
        expect![[r#"
            updated   macros/hello-2.macro
            [stderr]
            note: 1 macro of the folder: 1 updated
            [exit 0]
        "#]],
    );
    check(
        &folder,
        &["files", "./a/"],
        expect![[r#"
            updated   macros/hello.macro
            [stderr]
            note: 2 macros of the folder: 1 updated, 1 as they were
            [exit 0]
        "#]],
    );
    // Without what is remembered the files themselves say which is whose.
    folder.remove("softspoken-desk.json");
    check(
        &folder,
        &["files", "b"],
        expect![[r#"
            [stderr]
            note: 1 macro of the folder: 1 as they were
            note: 2 more macros are here and not among what was imported; nothing was done to them
            [exit 0]
        "#]],
    );
}

#[test]
fn rows_of_one_number_in_two_tables_are_two_macros() {
    let folder = Folder::new(&[
        ("t.csv", "id,title,text\n1,Refund,Your refund left us.\n2,Late,It is late.\n"),
        ("u.csv", "id,title,text\n1,Hello,Hi there.\n2,Bye,See you.\n3,Thanks,Thank you.\n"),
        ("v.csv", "title,text\nRefund,Another refund.\n"),
    ]);
    check(
        &folder,
        &["csv", "t.csv"],
        expect![[r#"
            new       macros/refund.macro
            new       macros/late.macro
            [stderr]
            note: 2 macros of the table: 2 new
            [exit 0]
        "#]],
    );
    check(
        &folder,
        &["csv", "u.csv"],
        expect![[r#"
            new       macros/hello.macro
            new       macros/bye.macro
            new       macros/thanks.macro
            [stderr]
            note: 3 macros of the table: 3 new
            [exit 0]
        "#]],
    );
    check(
        &folder,
        &["csv", "v.csv"],
        expect![[r#"
            new       macros/refund-2.macro
            [stderr]
            note: 1 macro of the table: 1 new
            [exit 0]
        "#]],
    );
    // A row may change altogether where its table is known.
    folder.write("t.csv", b"id,title,text\n1,Money back,Your money is back.\n2,Late,It is late.\n");
    check(
        &folder,
        &["csv", "t.csv"],
        expect![[r#"
            updated   macros/refund.macro
            [stderr]
            note: 2 macros of the table: 1 updated, 1 as they were
            [exit 0]
        "#]],
    );
    folder.write("v.csv", b"title,text\nRefund,Yet another refund.\n");
    check(
        &folder,
        &["csv", "v.csv"],
        expect![[r#"
            updated   macros/refund-2.macro
            [stderr]
            note: 1 macro of the table: 1 updated
            [exit 0]
        "#]],
    );
}

#[test]
fn a_table_is_the_same_under_another_name() {
    let rows = "id,title,text\n1,Refund,Your refund left us.\n2,Late,It is late.\n3,Bye,See you.\n";
    let folder = Folder::new(&[("macros-2026-11-01.csv", rows)]);
    check(
        &folder,
        &["csv", "macros-2026-11-01.csv"],
        expect![[r#"
            new       macros/refund.macro
            new       macros/late.macro
            new       macros/bye.macro
            [stderr]
            note: 3 macros of the table: 3 new
            [exit 0]
        "#]],
    );
    // Of another day: even where every row changed.
    let changed = rows.replace("Refund", "Money").replace("refund", "money").replace("late.", "very late.");
    folder.write("macros-2026-11-22 (1).csv", changed.as_bytes());
    check(
        &folder,
        &["csv", "macros-2026-11-22 (1).csv"],
        expect![[r#"
            updated   macros/refund.macro
            updated   macros/late.macro
            [stderr]
            note: 3 macros of the table: 2 updated, 1 as they were
            [exit 0]
        "#]],
    );
    // Of another name: where most of it is as it was.
    folder.write("final.csv", changed.replace("See you.", "Goodbye.").replace("Late", "Delay").as_bytes());
    check(
        &folder,
        &["csv", "final.csv"],
        expect![[r#"
            updated   macros/late.macro
            updated   macros/bye.macro
            [stderr]
            note: 3 macros of the table: 2 updated, 1 as they were
            [exit 0]
        "#]],
    );
}

#[test]
fn rows_without_an_id_have_their_title() {
    let folder = Folder::new(&[(
        "t.csv",
        "id,title,text\n,Refund,One.\n,Refund,Two.\n7,Late,It is late.\n,Refund,Three.\n ,,Nameless.\n",
    )]);
    check(
        &folder,
        &["csv", "t.csv"],
        expect![[r#"
            new       macros/refund.macro
            new       macros/refund-2.macro
            new       macros/late.macro
            new       macros/refund-3.macro
            new       macros/macro-untitled.macro
            [stderr]
            note: 5 macros of the table: 5 new
            [exit 0]
        "#]],
    );
    assert!(folder.read("macros/refund.macro").ends_with("id: \"Refund\"\n---\nOne.\n"));
    assert!(folder.read("macros/refund-2.macro").ends_with("id: \"Refund (2)\"\n---\nTwo.\n"));
    // In another order, and without one of them, each row is still the macro that has its text.
    folder.write("t.csv", b"id,title,text\n,Refund,Three.\n,Refund,Two.\n7,Late,It is late.\n ,,Nameless.\n");
    check(
        &folder,
        &["csv", "t.csv"],
        expect![[r#"
            [stderr]
            note: 4 macros of the table: 4 as they were
            note: 1 more macro is here and not among what was imported; nothing was done to them
            [exit 0]
        "#]],
    );
}

#[test]
fn a_row_twice_with_one_id_is_refused() {
    let folder = Folder::new(&[("t.csv", "id,title,text\n1,A,One.\n1,B,Two.\n")]);
    let run = folder.run(&["import", "csv", "t.csv", "--into", "macros"]);
    expect![[r#"
        [stderr]
        error: t.csv:3:1: two macros have the id 1: “A” and “B”
        error: nothing was imported
        [exit 2]
    "#]]
    .assert_eq(&run.to_string());
}

#[test]
fn what_has_only_its_name_in_common_is_not_written_over() {
    let team =
        |words: &str| format!("id,title,text\n1,{words} refund,{words} money.\n2,{words} late,{words} parcel.\n");
    let (one, other) = (Folder::new(&[("t.csv", &team("Our"))]), Folder::new(&[("t.csv", &team("Their"))]));
    let folder = Folder::new(&[]);
    let import = |from: &Folder, more: &[&str]| {
        let path = from.path().join("t.csv");
        let path = path.to_str().expect("a path of letters");
        let run = folder.run(&[&["import", "csv", path, "--into", "macros"], more].concat());
        run.to_string().replace(path, "t.csv")
    };
    assert!(import(&one, &[]).ends_with("[exit 0]\n"));
    expect![[r#"
        [stderr]
        error: t.csv: none of the 2 macros that are here from `t` has its title or text still; if this is another table or folder, give it another name; if it is the same, import it with --theirs
        error: nothing was imported
        [exit 2]
    "#]]
    .assert_eq(&import(&other, &[]));
    expect![[r#"
        updated   macros/our-refund.macro
        updated   macros/our-late.macro
        [stderr]
        note: 2 macros of the table: 2 updated
        [exit 0]
    "#]]
    .assert_eq(&import(&other, &["--theirs"]));
}
