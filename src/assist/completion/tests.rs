//! What is offered at places of texts, and what stands there after it is taken.

use super::super::marked::{Few, cursor, with_subject};
use super::*;
use crate::lint::{self, Fixes};

const SNIPPETS: Few = Few(&[("bye", "{% case tone %}{% when 'warm', 'cool' %}{% endcase %}{{ name }}")]);

fn at(marked: &str) -> (String, Completion) {
    let (source, offset) = cursor(marked);
    let ids = ["bye".to_owned(), "snippets/hello".to_owned()];
    let slots = [("when".to_owned(), Some("day and time".to_owned()))];
    let platforms = [Platform::named("zendesk").unwrap()];
    let found = with_subject(&source, &SNIPPETS, |subject| {
        let findings = lint::check(subject, Fixes::None);
        completion(
            &Writing { subject: *subject, ids: Some(&ids), platforms: &platforms, slots: &slots, findings: &findings },
            offset,
        )
    });
    for candidate in &found.candidates {
        assert!(candidate.span.start <= offset && offset <= candidate.span.end, "{candidate:?}");
        assert!(!candidate.span.of(&source).contains(['\n', '\r']), "{candidate:?}");
    }
    (source, found)
}

fn labels(marked: &str) -> Vec<String> {
    at(marked).1.candidates.into_iter().map(|candidate| candidate.label).collect()
}

fn all(marked: &str, expected: &[&str]) {
    assert_eq!(labels(marked), expected, "{marked}");
}

fn some(marked: &str, with: &[&str], without: &[&str]) {
    let labels = labels(marked);
    let has = |label: &&&str| labels.iter().any(|known| known == **label);
    assert_eq!(with.iter().filter(|label| !has(label)).collect::<Vec<_>>(), Vec::<&&str>::new(), "{marked}");
    assert_eq!(without.iter().filter(has).collect::<Vec<_>>(), Vec::<&&str>::new(), "{marked}");
}

/// The text after the candidate is taken, as plain text and with places to fill in.
fn takes(marked: &str, label: &str, plain: &str, snippet: Option<&str>) {
    let (source, found) = at(marked);
    let candidate = found.candidates.iter().find(|candidate| candidate.label == label).expect(label);
    let with = |text: &str| {
        let (before, after) = (&source[..candidate.span.start], &source[candidate.span.end..]);
        format!("{before}{text}{after}")
    };
    assert_eq!(with(&candidate.text), plain);
    assert_eq!(candidate.snippet.as_deref().map(with).as_deref(), snippet);
}

#[test]
fn variables_while_the_output_is_still_open() {
    for marked in ["{{ cust$0", "Hi {{ cust$0 }},", "{% if a %}{{ cust$0", "{{$0", "{% if cust$0", "{{ a | append: $0"]
    {
        some(marked, &["customer.first_name", "order.total"], &["upcase", "if"]);
    }
    takes("Hi {{ customer.fi$0 }}", "customer.first_name", "Hi {{ customer.first_name }}", None);
    takes("{{ tick$0", "ticket.custom.*", "{{ ticket.custom.", Some("{{ ticket.custom.${1:name}"));
    assert_eq!(labels("{% assign days = 3 %}{% for x in y %}{{ $0")[..3], ["x", "days", "y"]);
    assert_eq!(labels("{% for x in $0")[..2], ["ticket.tags", "order.items"], "a list is wanted");
}

#[test]
fn variables_that_a_help_desk_lacks_come_last() {
    let (_, found) = at("{{ $0 }}");
    let lacks =
        |candidate: &Candidate| candidate.detail.as_deref().is_some_and(|detail| detail.contains("not on Zendesk"));
    let first = found.candidates.iter().position(lacks).unwrap();
    let internal = |candidate: &Candidate| candidate.detail.is_none();
    assert!(found.candidates[first..].iter().all(|candidate| lacks(candidate) || internal(candidate)));
}

#[test]
fn filters_by_what_they_take() {
    some("{{ customer.first_name | $0", &["upcase", "default", "truncate"], &["join", "plus"]);
    some("{{ order.items | $0", &["join", "first", "default"], &["upcase", "plus"]);
    some("{{ order.items | size | $0", &["plus", "default"], &["join"]);
    some("{{ unknown | $0 }}", &["plus", "join", "upcase"], &[]);
    takes("{{ a | def$0 }}", "default", "{{ a | default:  }}", Some("{{ a | default: \"${1:value}\" }}"));
    takes("{{ a | up$0", "upcase", "{{ a | upcase", None);
}

#[test]
fn tags_with_their_ends() {
    takes("{% i$0", "if", "{% if %}", Some("{% if ${1:condition} %}\n$0\n{% endif %}"));
    takes("Hi {% i$0 %}", "if", "Hi {% if %}", Some("Hi {% if ${1:condition} %}$0{% endif %}"));
    takes("{%$0-%}", "for", "{% for -%}", Some("{% for ${1:item} in ${2:list} -%}\n$0\n{% endfor %}"));
    takes("{% i$0 order.gift %}", "unless", "{% unless  order.gift %}", None);
    takes("{% if a %}\nx\n{% e$0", "endif", "{% if a %}\nx\n{% endif %}", Some("{% if a %}\nx\n{% endif %}"));
    some("{% $0", &["if", "render", "assign"], &["endif", "else", "when"]);
    some("{% case a %}{% $0 %}", &["when", "else", "endcase"], &["endif", "elsif"]);
}

#[test]
fn what_follows_a_value() {
    some("{% if order.gift $0 %}", &["==", "contains", "and"], &["order.total"]);
    all("{% for a in b $0 %}", &["limit", "offset", "reversed"]);
}

#[test]
fn snippets_and_their_parameters() {
    all("{% render '$0", &["bye", "snippets/hello"]);
    all("{% render 'hel$0' %}", &["snippets/hello"]);
    takes("{% render $0 %}", "bye", "{% render 'bye' %}", None);
    all("{% render 'bye', $0 %}", &["tone", "name"]);
    all("{% render 'bye', tone: 'warm', $0", &["name"]);
    all("{% render 'bye', tone: '$0", &["'warm'", "'cool'"]);
    all("{% render 'bye', tone: 'warm' $0", &[]);
    takes("{% render 'bye', t$0", "tone", "{% render 'bye', tone: ", None);
}

#[test]
fn slots_of_the_macro_and_of_the_workspace() {
    all("[[item: what]] and [[$0", &["item", "when"]);
    all("---\nslots:\n  gift: {}\n---\n[[$0]]", &["gift", "when"]);
}

#[test]
fn rules_in_an_allowance() {
    takes(
        "{% # allow tone/bl$0 %}",
        "tone/blame",
        "{% # allow tone/blame:  %}",
        Some("{% # allow tone/blame: ${1:say why} %}"),
    );
}

#[test]
fn rules_that_were_told_come_first_and_families_last() {
    let labels = labels("Please calm down.\n\n{% # allow $0 %}");
    assert_eq!(labels[0], "tone/calm-command");
    assert!(
        labels[1..].is_sorted_by(|a, b| a.ends_with('/') <= b.ends_with('/')) && labels.contains(&"tone/".to_owned())
    );
}

#[test]
fn arguments_of_the_type_that_the_filter_takes_come_first() {
    let first = |marked| labels(marked).into_iter().next();
    assert_eq!(first("{{ order.id | truncate: $0 }}").as_deref(), Some("order.days_since_delivery"));
    assert_eq!(first("{{ order.items | concat: $0 }}").as_deref(), Some("ticket.tags"));
}

#[test]
fn front_matter() {
    some("---\ntitle: a\n$0\n---\n", &["intent", "tags"], &["title"]);
    some("---\nin$0", &["intent"], &["when"]);
    takes("---\nint$0\n---\n", "intent", "---\nintent: \n---\n", Some("---\nintent: ${1}\n---\n"));
    some("---\nintent: re$0\n---\n", &["refusal", "resolution"], &["title"]);
    takes("---\nintent:$0\n---\n", "refusal", "---\nintent: refusal\n---\n", None);
    some("---\nchannels: [email, $0\n---\n", &["chat"], &["email"]);
    some("---\nchannels:\n  - em$0\n---\n", &["email"], &["refusal"]);
    some("---\nplatforms: [$0]\n---\n", &["zendesk"], &[]);
    some("---\nallow:\n  tone/$0\n---\n", &["tone/blame"], &[]);
    some("---\nslots:\n  $0\n---\n[[item]]", &["item"], &["title"]);
    some("---\nslots:\n  item:\n    $0\n---\n[[item]]", &["description", "options"], &["title"]);
    some("---\nsubject: About {{ $0\n---\n", &["order.id"], &["title"]);
    all("---\ntitle: $0\n---\n", &[]);
}

#[test]
fn phrases_where_a_sentence_may_begin() {
    some("off$0", &["offer a choice"], &[]);
    some("Hi,\n\n$0", &["set a boundary"], &[]);
    all("We of$0", &[]);
    some("Hi,\n\n$0", &["write a whole refusal"], &[]);
    some("Done. $0", &["offer a choice"], &["write a whole refusal"]);
    assert_eq!(labels("---\nintent: boundary\n---\n$0")[..2], ["validate the feeling", "give a reason in brief"]);
    all("---\nlocale: fr\n---\n$0", &[]);
}

#[test]
fn nothing_where_nothing_is_read() {
    all("{% comment %}{{ $0 }}{% endcomment %}", &[]);
    all("{% raw %}{{ $0 }}{% endraw %}", &[]);
    all("{{ 'a$0' }}", &[]);
}

#[test]
fn any_place_of_any_text_can_be_asked() {
    let texts = [
        "---\n\u{feff}é: [",
        "\u{feff}---\r\na: 😀\r\n---\r\n{{ é |",
        "{% render '😀', a: {{ [[ {% # allow",
        "---",
        "",
        "---\n- -\n -: x",
    ];
    for text in texts {
        for offset in 0..=text.len() + 2 {
            with_subject(text, &SNIPPETS, |subject| {
                completion(
                    &Writing { subject: *subject, ids: None, platforms: &[], slots: &[], findings: &[] },
                    offset,
                );
                crate::assist::signature(subject, offset);
            });
        }
    }
}
