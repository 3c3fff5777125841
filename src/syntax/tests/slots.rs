//! Slots that say too little.

use expect_test::expect;

use super::check;

#[test]
fn empty_slots() {
    check(
        "[[]]",
        expect![[r#"
        [[]]
        ^^^^
        syntax/empty-slot: This slot is empty; name what the agent fills in, such as `[[name]]`, or remove it
    "#]],
    );
    check(
        "[[ ]]",
        expect![[r#"
        [[ ]]
        ^^^^^
        syntax/empty-slot: This slot is empty; name what the agent fills in, such as `[[name]]`, or remove it
    "#]],
    );
    check(
        "[[: what they bought]]",
        expect![[r#"
        [[: what they bought]]
        ^^^^^^^^^^^^^^^^^^^^^^
        syntax/empty-slot: This slot has no name; write one before the colon, such as `[[item: what they bought]]`
    "#]],
    );
    check(
        "[[ yes | no ]]",
        expect![[r#"
            [[ yes | no ]]
            ^^^^^^^^^^^^^^
            syntax/empty-slot: This slot has choices and no name; write a name and a colon first: `[[choice: yes | no]]`
              suggested: Name the slot `choice`
                | [[ choice: yes | no ]]
        "#]],
    );
}

#[test]
fn choices_that_are_missing() {
    check(
        "[[a: b | | c]]",
        expect![[r#"
            [[a: b | | c]]
                   ^
            syntax/empty-pipe: A choice is missing beside this `|`; write it, or remove the `|`
              safe: Remove the `|`
                | [[a: b | c]]
        "#]],
    );
    check(
        "[[a: | b]]",
        expect![[r#"
            [[a: | b]]
                 ^
            syntax/empty-pipe: A choice is missing beside this `|`; write it, or remove the `|`
              safe: Remove the `|`
                | [[a: b]]
        "#]],
    );
    check(
        "[[a: b | ]]",
        expect![[r#"
            [[a: b | ]]
                   ^
            syntax/empty-pipe: A choice is missing beside this `|`; write it, or remove the `|`
              safe: Remove the `|`
                | [[a: b]]
        "#]],
    );
}
