//! What is read, and where it stands.

use expect_test::expect;

use super::{check_good, read_source};
use crate::syntax::{Channel, Intent, Name};
use crate::text::Span;

const FULL: &str = r#"title: Refund asked for after the return window
id: refunds/late-return
description: >-
  For orders
  paid by card.
subject: "Your order {{ order.id }}"
intent: refusal
channels: [email, chat]
locale: en-GB
tags:
- refunds
- "2024"
owner: billing-content # the team
review_by: 2027-03-01
approval: 'shift lead'
slots:
  item:
    description: what they bought
    example: 3
    options: [1, two]
  when:
platforms: [zendesk]
format: markdown
actions:
  - field: status
    value: solved
  - { field: tags, value: [a, b] }
source:
  platform: zendesk
  id: 360001
  active: true
  extra: { raw: { titel: [null, &x 1] } }
allow:
  tone/flat-refusal: legal wording
  syntax/: "imported"
"#;

#[test]
fn front_matter_without_mistakes() {
    check_good("");
    check_good("# only a comment");
    check_good("title: Refund");
    check_good(&FULL.replace("&x ", ""));
    check_good("{ title: Refund, tags: [a] }");
    check_good("\"title\": Refund");
    check_good("title : Refund");
    check_good("title: yes");
    check_good("title: https://example.com/a?b=c#d");
    check_good("title: Don't panic (100% sure), 5 > 3 & more");
    check_good("title: |\n  Two\n  lines");
    check_good("title: first\n  second line");
    check_good("tags: []");
    check_good("review_by: \"2027-03-01\"");
    check_good("slots: { item: }");
}

#[test]
fn every_key_is_read() {
    let source = format!("---\n{FULL}---\nHi\n");
    let read = read_source(&source);
    let front_matter = read.front_matter;
    assert_eq!(&source[read.body_start..], "Hi\n");
    let text = |name: &Option<Name>| name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
    assert_eq!(text(&front_matter.title), "Refund asked for after the return window");
    assert_eq!(text(&front_matter.id), "refunds/late-return");
    assert_eq!(text(&front_matter.description), "For orders paid by card.");
    assert_eq!(text(&front_matter.subject), "Your order {{ order.id }}");
    assert_eq!(text(&front_matter.locale), "en-GB");
    assert_eq!(text(&front_matter.owner), "billing-content");
    assert_eq!(text(&front_matter.review_by), "2027-03-01");
    assert_eq!(text(&front_matter.approval), "shift lead");
    assert_eq!(text(&front_matter.format), "markdown");
    assert_eq!(front_matter.intent.map(|(intent, _)| intent), Some(Intent::Refusal));
    let channels: Vec<Channel> = front_matter.channels.iter().map(|(channel, _)| *channel).collect();
    assert_eq!(channels, [Channel::Email, Channel::Chat]);
    let tags: Vec<&str> = front_matter.tags.iter().map(|tag| tag.span.of(&source)).collect();
    assert_eq!(tags, ["refunds", "2024"]);
    let slots: Vec<&str> = front_matter.slots.iter().map(|slot| slot.name.text.as_str()).collect();
    assert_eq!(slots, ["item", "when"]);
    assert_eq!(front_matter.slots[0].options.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["1", "two"]);
    assert_eq!(front_matter.actions[1].value.as_ref().map(|value| value.text.as_str()), Some("[a, b]"));
    let origin = front_matter.source.expect("source is there");
    assert_eq!((text(&origin.platform).as_str(), origin.active), ("zendesk", Some(true)));
    assert_eq!(origin.extra.map(|span| span.of(&source)), Some("{ raw: { titel: [null, &x 1] } }"));
    let allow: Vec<(&str, &str)> =
        front_matter.allow.iter().map(|it| (it.rule.text.as_str(), it.reason.text.as_str())).collect();
    assert_eq!(allow, [("tone/flat-refusal", "legal wording"), ("syntax/", "imported")]);
}

/// Every value of every level with its parents and what the schema calls it.
#[test]
fn every_value_has_its_place() {
    let source = "---\ntitle:  \"A\"\ndescription: |\n  x\n  y\n\nowner:\ntags:\n- a\n-  😀 b\n\nslots:\n  item:\n    options: [1, c ]\n# end\nactions: [{ field: é }]\n---\n";
    let front_matter = read_source(source).front_matter;
    let mut shown = String::new();
    for (index, datum) in front_matter.data.iter().enumerate() {
        let key = datum.key.as_ref().map_or("-", |key| key.span.of(source));
        let field = front_matter.field_of(index).map_or("", |field| field.meaning);
        shown += &format!("{index} in {:?}: {key} = {:?} {field}\n", datum.parent, datum.value.of(source));
    }
    expect![[r#"
        0 in None: title = "\"A\"" The name that an agent searches for.
        1 in None: description = "|\n  x\n  y" When to use the macro, and when not.
        2 in None: owner = "" Who looks after the macro.
        3 in None: tags = "- a\n-  😀 b" Words to search by; they are exported with the macro.
        4 in Some(3): - = "a" 
        5 in Some(3): - = "😀 b" 
        6 in None: slots = "item:\n    options: [1, c ]" What agents should fill in for each `[[ slot ]]` of the body.
        7 in Some(6): item = "options: [1, c ]" 
        8 in Some(7): options = "[1, c ]" The choices, where there is a fixed set.
        9 in Some(8): - = "1" 
        10 in Some(8): - = "c" 
        11 in None: actions = "[{ field: é }]" What the help desk does when the macro is used; passed through as it stands.
        12 in Some(11): - = "{ field: é }" 
        13 in Some(12): field = "é" The field of the help desk that is set.
    "#]].assert_eq(&shown);
    let at = |text: &str| front_matter.datum_at(source.find(text).expect("it is there"));
    assert_eq!(at("description"), Some(1));
    assert_eq!(at("😀"), Some(5));
    assert_eq!(at("options"), Some(8));
    assert_eq!(at("---\n"), None);
}

#[test]
fn an_entry_has_key_and_value() {
    let source = "---\ntitle: \"A\"\nowner:\nfoo: b # c\n---\n";
    let entries = read_source(source).front_matter.entries;
    let shown: Vec<(&str, &str)> = entries.iter().map(|it| (it.key.span.of(source), it.value.of(source))).collect();
    assert_eq!(shown, [("title", "\"A\""), ("owner", ""), ("foo", "b")]);
    let colon = source.find("owner:").map(|at| at + 6);
    assert_eq!(Some(entries[1].value), colon.map(Span::at));
}

/// One broken entry costs no other, and its own value where the mend is clear.
#[test]
fn broken_front_matter_keeps_what_can_be_read() {
    let source = "---\ntitle: Refund: late\nsubject: {{ order.id }}\nchannels: [email\nslots:\n\titem:\n\t\texample: a\nowner: @me\nreview_by: 2027-3-1\nid:a\ntags: b, c\nformat: ]\nlocale: de\n---\n";
    let read = read_source(source);
    let front_matter = read.front_matter;
    let text = |name: &Option<Name>| name.as_ref().map(|name| (name.text.clone(), name.span.of(source).to_owned()));
    let same = |text: &str| Some((text.to_owned(), text.to_owned()));
    assert_eq!(text(&front_matter.title), same("Refund: late"));
    assert_eq!(text(&front_matter.subject), same("{{ order.id }}"));
    assert_eq!(front_matter.channels.len(), 1);
    assert_eq!(front_matter.slots.len(), 1);
    assert_eq!(text(&front_matter.owner), same("@me"));
    assert_eq!(text(&front_matter.review_by), Some(("2027-03-01".to_owned(), "2027-3-1".to_owned())));
    assert_eq!(text(&front_matter.id), same("a"));
    assert_eq!(front_matter.tags.len(), 2);
    assert_eq!(text(&front_matter.locale), same("de"));
}

#[test]
fn a_line_above_prose_is_no_front_matter() {
    for source in [
        "---\n",
        "---",
        "---\n\nHi\n",
        "---\nHi there,\n\ntitle: x\n",
        "---\nNote: closed today.\n\nBye\n",
        "---\n- a\n",
    ] {
        let read = read_source(source);
        assert_eq!((read.mistakes.len(), read.body_start, read.front_matter.span), (0, 0, None), "{source:?}");
    }
}
