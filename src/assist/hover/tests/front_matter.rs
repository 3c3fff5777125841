//! Front matter, and what it says of slots and rules.

use expect_test::expect;

use super::{at, check, nothing};

#[test]
fn slots() {
    check(
        "---\nslots:\n  item:\n    description: what they bought\n    example: blue mug\n---\n[[it$0em]]",
        &expect![[r#"
            «item»
            Slot `item`: what they bought

            For example: blue mug
        "#]],
    );
    check(
        "[[item: mug | lamp]] [[it$0em]]",
        &expect![[r#"
        «item»
        Slot `item`: the agent fills it in before sending

        One of:

        - mug
        - lamp
    "#]],
    );
    check(
        "[[wh$0en]]",
        &expect![[r#"
        «when»
        Slot `when`: day and time

        One of:

        - today
        - tomorrow
    "#]],
    );
    check(
        "[[b$0are]]",
        &expect![[r#"
        «bare»
        Slot `bare`: the agent fills it in before sending
    "#]],
    );
    check(
        "---\nslots:\n  it$0em: {description: a thing}\n---\n",
        &expect![[r#"
        «item»
        Slot `item`: a thing
    "#]],
    );
}

#[test]
fn front_matter() {
    check(
        "---\nint$0ent: refusal\n---\n",
        &expect![[r#"
        «intent»
        `intent` (one of `acknowledge`, `clarify`, `update`, `hold`, `apology`, `refusal`, `boundary`, `handoff`, `resolution`, `compensation`, `follow-up`, `closing`, `general`): What the macro is for. It chooses which rules about the flow of a message apply; `general` without it.

        For example: `intent: refusal`
    "#]],
    );
    check(
        "---\nintent: boun$0dary\n---\n",
        &expect![[r#"
        «boundary»
        `boundary`: Set a limit to behaviour.

        Techniques that such a macro is expected to use:

        - A calm limit for abuse (`abusive-customers`)
    "#]],
    );
    check(
        "---\nchannels: [email, ch$0at]\n---\n",
        &expect![[r#"
        «chat»
        `chat`: Live chat.
    "#]],
    );
    check(
        "---\nplatforms:\n  - zen$0desk\n---\n",
        &expect![[r#"
        «zendesk»
        Zendesk: 200 placeholders are known, written `{{…}}`

        Where a value is empty, customers read nothing.
    "#]],
    );
    check(
        "---\nreview_by: 2027$0-03-01\n---\n",
        &expect![[r#"
        «2027-03-01»
        `review_by` (a day, written `YYYY-MM-DD`): The day on which the macro goes stale unless somebody has read it again.

        For example: `review_by: 2027-03-01`
    "#]],
    );
    check(
        "---\nslots:\n  item:\n    opt$0ions: [a]\n---\n",
        &expect![[r#"
        «options»
        `options` (a list, each text, a number, `true` or `false`): The choices, where there is a fixed set.

        For example: `options: [today, tomorrow]`
    "#]],
    );
    check(
        "---\nallow:\n  syntax/$0: old\n---\n",
        &expect![[r#"
            «syntax/»
            All rules that begin with `syntax/`:

            - `syntax/unclosed-block`: A block that is never closed
            - `syntax/stray-end`: A closing tag with nothing to close
            - `syntax/crossed-blocks`: Blocks that cross
            - `syntax/misplaced-else`: An else, elsif or when in the wrong place
            - `syntax/unclosed-output`: A placeholder that is never closed
            - `syntax/unclosed-tag`: A tag that is never closed
            - `syntax/unclosed-slot`: A slot that is never closed
            - `syntax/unclosed-string`: A quotation mark that is never closed
            - `syntax/unclosed-raw`: A raw passage that is never closed
            - `syntax/unclosed-comment`: A comment that is never closed
            - `syntax/single-brace`: One brace where two belong
            - `syntax/wrong-closer`: Closed with the wrong mark
            - and 20 more
        "#]],
    );
    nothing("---\ntitel$0: a\n---\n");
    nothing("---\ntitle: a\n---$0\n");
}

#[test]
fn rules_in_allowances() {
    let (word, found) = at("{% # allow tone/excuse, tone/bl$0ame: agreed %}", &[], false).unwrap();
    assert_eq!(word, "tone/blame");
    assert!(found.markdown.starts_with("### Putting the fault on the customer\n"), "{}", found.markdown);
    let (word, of_file) = at("---\nallow:\n  tone/bl$0ame: agreed\n---\n", &[], false).unwrap();
    assert_eq!((word.as_str(), of_file.markdown), ("tone/blame", found.markdown));
    nothing("{% # allow tone/blame: agr$0eed %}");
    nothing("{% # no$0te %}");
}
