//! `check --changed-since` and what macros are to each other: snippets of any name, and macros that become the same.

use expect_test::{Expect, expect};

use crate::repository::Repository;

fn expect(repository: &Repository, arguments: &[&str], expected: Expect) {
    let check = ["check", "--format", "concise", "--fail-on", "hint", "--changed-since", "main"];
    expected.assert_eq(&repository.run(&[&check[..], arguments].concat()).to_string());
}

#[test]
fn a_snippet_may_have_any_ending_that_the_configuration_names() {
    let answer = "---\nid: answer\n---\nWe can't repair it, because it is glued. I can send you a new one.\n";
    let repository = Repository::new(&[
        ("softspoken.toml", "[files]\ninclude = [\"shared/*.md\"]\n[snippets]\nroots = [\"shared\"]\n"),
        ("macros/a.macro", "I am sorry about the handle.\n\n{% render 'answer' %}\n"),
        ("shared/answer.md", answer),
    ]);
    repository.write("shared/answer.md", &answer.replace(" I can send you a new one.", ""));
    expect(
        &repository,
        &["--select", "flow/refusal-without-alternative", "macros"],
        expect![[r#"
            macros/a.macro:3:1: warning[flow/refusal-without-alternative] “We can't repair it, because it is glued.” is all that they are left with: nothing in this message says what can be done instead
            [exit 1]
        "#]],
    );
}

#[test]
fn a_macro_that_becomes_a_copy_is_told_and_one_that_was_is_not() {
    let text = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n{body}");
    let body = "Thank you for the photos of the bowl.\n\nYour new bowl leaves our shop tomorrow.\n\nI'll write to you by 3 pm on Friday.\n";
    let other = "The lid of the blue pot is on its way.\n\nThe parcel is with the carrier.\n\nWe read every letter.\n";
    let repository = Repository::new(&[
        ("softspoken.toml", ""),
        ("a.macro", &text("A", body)),
        ("b.macro", &text("B", other)),
        ("c.macro", &text("C", body)),
    ]);
    repository.write("b.macro", &text("B", body));
    repository.write("c.macro", &text("C", &format!("{body}\n")));
    expect(
        &repository,
        &["--select", "library/"],
        expect![[r#"
            b.macro:2:8: information[library/duplicate] all 3 sentences are the same as in `a.macro`; keep one of the two macros, or put what they share into a snippet
            [exit 1]
        "#]],
    );
}
