//! What counts as a change, and files that take the other side's.

use expect_test::{Expect, expect};

use super::*;

const ALL: Fields = Fields { description: true, subject: true, locale: true, tags: true };

fn prints(source: &str) -> Prints {
    Held::prints(&[&Held::read(source)], ALL)
}

#[test]
fn layout_is_no_change() {
    let check = |one: &str, other: &str, same: bool| {
        let (one, other) = (prints(one), prints(other));
        assert_eq!(one == other, same, "{one:?} {other:?}");
    };
    check("Hi {{customer.name|default:'there'}}\n", "\r\nHi {{ customer.name | default: \"there\" }}\r\n\r\n", true);
    check("{%if a==b and c%}x{%endif%}[[a:b]]", "{% if a == b and c %}x{% endif %}[[ a: b ]]", true);
    check("{{ a | default: \"x  y\" }}", "{{ a | default: \"x y\" }}", false);
    check("{{ a | default: \"it's\" }}", "{{ a | default: 'it”s' }}", false);
    check("Hi  you", "Hi you", false);
    check("{{ ab }}", "{{ a b }}", false);
    check("---\ntitle: A\ntags: [a, b]\n---\n", "---\ntags:\n  - a\n  - b\ntitle: 'A'\nowner: x\n---\n", true);
    check("---\ntitle: A\n---\n", "---\ntitle: B\n---\n", false);
    check(
        "---\nsource: { platform: zendesk, id: 1, extra: {\"a\": [1, null]} }\n---\n",
        "---\nsource:\n  platform: zendesk\n  id: 2\n  extra:\n    a: [1, ~]\n---\n",
        true,
    );
    check(
        "---\nactions:\n  - { field: a, value: 1 }\n---\n",
        "---\nactions:\n  - { field: a, value: \"1\" }\n---\n",
        false,
    );
    check("[[never closed", "[[ never closed", false);
}

#[test]
fn each_part_is_decided_by_itself() {
    let last = Last { there: [1, 2, 3], here: [11, 12, 13] };
    let check = |last: Option<&Last>, there: Prints, here: Prints, expected: [Change; PARTS]| {
        assert_eq!(changes(last, &there, &here, &[91, 92, 93]), expected);
    };
    check(Some(&last), [1, 2, 3], [11, 12, 13], [Change::None; PARTS]);
    check(Some(&last), [0, 2, 0], [11, 10, 10], [Change::There, Change::Here, Change::Both]);
    check(Some(&last), [0, 2, 0], [91, 92, 93], [Change::None; PARTS]);
    check(None, [1, 2, 3], [91, 12, 93], [Change::None, Change::Both, Change::None]);
}

#[test]
fn of_an_edit_here_what_was_before_is_remembered() {
    let last = Last { there: [1, 2, 3], here: [11, 12, 13] };
    let changes = [Change::There, Change::Here, Change::Both];
    let after = remembered(Some(&last), [4, 2, 6], &[91, 10, 10], &[91, 92, 93], &changes);
    assert_eq!(after, Last { there: [4, 2, 6], here: [91, 12, 13] });
    let after = remembered(None, [4, 2, 6], &[91, 10, 10], &[91, 92, 93], &changes);
    assert_eq!(after.here, [91, 92, 93]);
}

const OLD: &str = "---\n# for agents\ntitle: A # ours\ntags: [x]\nformat: html\nowner: team\nsource:\n  platform: zendesk\n  # the number\n  \
                   id: \"1\"\n  active: true\n  extra: {\"a\": 1}\n---\n<p>old</p>\n";

fn check_update(new: &str, parts: &[Front], body: Option<&str>, expected: Expect) {
    expected.assert_eq(&updated(&Held::read(OLD), &Held::read(new), ALL, parts, body));
}

#[test]
fn only_what_is_asked_for_is_taken() {
    let new = "---\ntitle: \"B: c\"\ndescription: d\nsource:\n  platform: zendesk\n  id: \"1\"\n  active: false\n  extra: {\"a\": 2}\n---\nnew\n";
    check_update(
        new,
        &[],
        None,
        expect![[r#"
        ---
        # for agents
        title: A # ours
        tags: [x]
        format: html
        owner: team
        source:
          platform: zendesk
          # the number
          id: "1"
          active: true
          extra: {"a": 1}
        ---
        <p>old</p>
    "#]],
    );
    check_update(
        new,
        &[Front::Name],
        None,
        expect![[r#"
        ---
        # for agents
        title: "B: c" # ours
        tags: [x]
        format: html
        owner: team
        description: d
        source:
          platform: zendesk
          # the number
          id: "1"
          active: true
          extra: {"a": 1}
        ---
        <p>old</p>
    "#]],
    );
    check_update(
        new,
        &[Front::Format],
        Some("new\n"),
        expect![[r#"
        ---
        # for agents
        title: A # ours
        tags: [x]
        owner: team
        source:
          platform: zendesk
          # the number
          id: "1"
          active: true
          extra: {"a": 1}
        ---
        new
    "#]],
    );
    check_update(
        new,
        &[Front::Rest],
        None,
        expect![[r#"
        ---
        # for agents
        title: A # ours
        format: html
        owner: team
        source:
          platform: zendesk
          # the number
          id: "1"
          active: false
          extra: {"a": 2}
        ---
        <p>old</p>
    "#]],
    );
    let without_extra = "---\ntitle: A\nsource:\n  platform: zendesk\n  id: \"1\"\n---\n";
    check_update(
        without_extra,
        &[Front::Rest],
        None,
        expect![[r#"
        ---
        # for agents
        title: A # ours
        format: html
        owner: team
        source:
          platform: zendesk
          id: "1"
        ---
        <p>old</p>
    "#]],
    );
}

#[test]
fn the_other_side_stands_above_our_own() {
    let new = Held::read("---\ntitle: B\ndescription: |\n  two\n  lines\n---\nnew\n");
    let old = Held::read("---\r\ntitle: A\r\nsubject: s\r\n---\r\n");
    let text = remark(&old, &new, ALL, Front::Name, "zendesk");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    expect![[r#"
        ---
        # <<<<<<< zendesk has title: B
        title: A
        # <<<<<<< zendesk has subject:
        subject: s
        # <<<<<<< zendesk has description: |
        # <<<<<<< zendesk has   two
        # <<<<<<< zendesk has   lines
        ---
    "#]]
    .assert_eq(&text.replace("\r\n", "\n"));
}
