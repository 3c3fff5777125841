//! What stands at places of texts that are still being written.

use super::*;
use crate::assist::marked::cursor;

fn check(marked: &str, expected: &str) {
    let (source, offset) = cursor(marked);
    let found = context(&source, 0, offset);
    let of = |span: &Span| span.of(&source).to_owned();
    let shown = match &found {
        Context::Prose { word, starts } => format!("prose {:?} {starts}", of(word)),
        Context::Value { word, list } => format!("value {:?} {list}", of(word)),
        Context::Filter { word, chain } => format!("filter {:?} of {chain:?}", of(word)),
        Context::Argument { word, filter, number } => format!("argument {number} {:?} of {filter}", of(word)),
        Context::Tag { word, open } => format!("tag {:?} at {open}", of(word)),
        Context::Operator { word } => format!("operator {:?}", of(word)),
        Context::LoopOption { word } => format!("loop option {:?}", of(word)),
        Context::Snippet { word, quoted } => format!("snippet {:?} {quoted}", of(word)),
        Context::Parameter { word, snippet, given } => {
            format!("parameter {:?} of {snippet} after {given:?}", of(word))
        }
        Context::ParameterValue { word, snippet, name } => format!("value {:?} for {name} of {snippet}", of(word)),
        Context::Slot { word } => format!("slot {:?}", of(word)),
        Context::Allow { word } => format!("allow {:?}", of(word)),
        Context::Nothing => "nothing".to_owned(),
    };
    assert_eq!(shown, expected, "{marked}");
}

#[test]
fn outputs() {
    check("{{ $0", r#"value "" false"#);
    check("{{- customer.fi$0 }}", r#"value "customer.fi" false"#);
    check("{{ a | up$0", r#"filter "up" of " a ""#);
    check("{{ a | default: \"x | y\" | $0 }}", r#"filter "" of " a | default: \"x | y\" ""#);
    check("{{ a | default: or$0", r#"argument 0 "or" of default"#);
    check("{{ a | replace: 'b', $0", r#"argument 1 "" of replace"#);
    check("{{ 'a$0", "nothing");
    check("{{ a b$0", "nothing");
}

#[test]
fn tags() {
    check("x{% $0", r#"tag "" at 1"#);
    check("{%- i$0", r#"tag "i" at 0"#);
    check("{% if or$0 %}", r#"value "or" false"#);
    check("{% if order.gift $0 %}", r#"operator """#);
    check("{% if a == $0", r#"value "" false"#);
    check("{% if a and b co$0", r#"operator "co""#);
    check("{% for x$0", "nothing");
    check("{% for x in or$0", r#"value "or" true"#);
    check("{% for x in y re$0", r#"loop option "re""#);
    check("{% assign a = b | $0", r#"filter "" of " b ""#);
    check("{% case a$0", r#"value "a" false"#);
    check("{% endif $0", "nothing");
    check("{% # allow tone/$0", r#"allow "tone/""#);
    check("{% # allow tone/a: x$0", "nothing");
    check("{% # note$0", "nothing");
}

#[test]
fn snippets() {
    check("{% render 'a/$0' %}", r#"snippet "a/" true"#);
    check("{% render $0", r#"snippet "" false"#);
    check("{% render 'a', $0", r#"parameter "" of a after """#);
    check("{% render 'a', b: 'x, y', to$0", r#"parameter "to" of a after ", b: 'x, y'""#);
    check("{% render 'a', b: cu$0", r#"value "cu" for b of a"#);
}

#[test]
fn slots_and_prose() {
    check("[[it$0", r#"slot "it""#);
    check("[[item: wh$0", "nothing");
    check("{{ a }} of$0", r#"prose "of" true"#);
    check("We off$0", r#"prose "off" false"#);
    check("Done. off$0", r#"prose "off" true"#);
    check("$0", r#"prose "" true"#);
    check("é$0", r#"prose "é" true"#);
}
