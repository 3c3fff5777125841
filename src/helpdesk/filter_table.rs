//! Every filter with what is known of it: one row a filter, in the order of their names.

use super::catalogue::Kind;
use super::filters::{FilterFacts, Gives, Parameter, Takes};

const fn needs(name: &'static str, takes: Takes) -> Parameter {
    Parameter { name, takes, optional: false, named: false }
}

const fn may(name: &'static str, takes: Takes) -> Parameter {
    Parameter { name, takes, optional: true, named: false }
}

const fn filter(
    name: &'static str,
    takes: Takes,
    gives: Gives,
    parameters: &'static [Parameter],
    meaning: &'static str,
    example: &'static str,
) -> FilterFacts {
    FilterFacts { name, takes, gives, parameters, meaning, example }
}

use Takes::{Anything, List, ListOrText, Number, Text};

const TEXT: Gives = Gives::Kind(Kind::String);
const NUMBER: Gives = Gives::Kind(Kind::Number);
const LIST: Gives = Gives::Kind(Kind::List);
const BOOLEAN: Gives = Gives::Kind(Kind::Boolean);
const PROPERTY: Parameter = may("property", Text);
const BY_PROPERTY: &[Parameter] = &[needs("property", Text), may("value", Anything)];

/// Every filter, by name.
pub const FILTER_FACTS: &[FilterFacts] = &[
    filter("abs", Number, NUMBER, &[], "leaves a minus sign out", "-5 | abs"),
    filter("append", Text, TEXT, &[needs("text", Text)], "puts a text behind", r#""late" | append: "r""#),
    filter(
        "at_least",
        Number,
        NUMBER,
        &[needs("minimum", Number)],
        "raises what is smaller to this number",
        "2 | at_least: 5",
    ),
    filter(
        "at_most",
        Number,
        NUMBER,
        &[needs("maximum", Number)],
        "lowers what is larger to this number",
        "9 | at_most: 5",
    ),
    filter("base64_decode", Text, TEXT, &[], "reads Base64", r#""SGk=" | base64_decode"#),
    filter("base64_encode", Text, TEXT, &[], "writes Base64", r#""Hi" | base64_encode"#),
    filter(
        "base64_url_safe_decode",
        Text,
        TEXT,
        &[],
        "reads Base64 for addresses",
        r#""Pz8_" | base64_url_safe_decode"#,
    ),
    filter(
        "base64_url_safe_encode",
        Text,
        TEXT,
        &[],
        "writes Base64 for addresses",
        r#""???" | base64_url_safe_encode"#,
    ),
    filter(
        "capitalize",
        Text,
        TEXT,
        &[],
        "makes the first letter a capital and the others small",
        r#""late PARCEL" | capitalize"#,
    ),
    filter("ceil", Number, NUMBER, &[], "rounds up", "1.2 | ceil"),
    filter(
        "compact",
        List,
        LIST,
        &[PROPERTY],
        "leaves empty values out",
        r#"items | map: "colour" | compact | join: ", ""#,
    ),
    filter(
        "concat",
        List,
        LIST,
        &[needs("list", List)],
        "adds the values of another list",
        r#""a b" | split: " " | concat: items | size"#,
    ),
    filter(
        "date",
        Takes::Date,
        TEXT,
        &[needs("format", Text)],
        "writes a date: `%-d %B` gives 4 March",
        r#""2027-03-04" | date: "%-d %B""#,
    ),
    filter(
        "default",
        Anything,
        Gives::Either,
        &[needs("value", Anything), Parameter { name: "allow_false", takes: Anything, optional: true, named: true }],
        "what to write where there is nothing",
        r#""" | default: "there""#,
    ),
    filter("divided_by", Number, NUMBER, &[needs("number", Number)], "divides", "7 | divided_by: 2"),
    filter("downcase", Text, TEXT, &[], "makes all letters small", r#""Late PARCEL" | downcase"#),
    filter("escape", Text, TEXT, &[], "makes text safe inside of HTML", r#""1 < 2" | escape"#),
    filter("escape_once", Text, TEXT, &[], "the same, where it is not done yet", r#""1 &lt; 2 < 3" | escape_once"#),
    filter(
        "find",
        List,
        Gives::Element,
        BY_PROPERTY,
        "the first value whose property is so",
        r#"items | find: "gift", true | map: "name""#,
    ),
    filter(
        "find_index",
        List,
        NUMBER,
        BY_PROPERTY,
        "the place of that value, from 0",
        r#"items | find_index: "name", "lamp""#,
    ),
    filter("first", List, Gives::Element, &[], "the first value", r#""a b c" | split: " " | first"#),
    filter("floor", Number, NUMBER, &[], "rounds down", "1.8 | floor"),
    filter(
        "has",
        List,
        BOOLEAN,
        BY_PROPERTY,
        "whether there is a value whose property is so",
        r#"items | has: "name", "lamp""#,
    ),
    filter(
        "join",
        List,
        TEXT,
        &[may("between", Text)],
        "writes the values with a text between them",
        r#""a b c" | split: " " | join: ", ""#,
    ),
    filter("last", List, Gives::Element, &[], "the last value", r#""a b c" | split: " " | last"#),
    filter("lstrip", Text, TEXT, &[], "leaves blanks at the start out", r#""  late" | lstrip"#),
    filter(
        "map",
        List,
        LIST,
        &[needs("property", Text)],
        "a property of every value",
        r#"items | map: "name" | join: ", ""#,
    ),
    filter("minus", Number, NUMBER, &[needs("number", Number)], "takes a number away", "7 | minus: 2"),
    filter("modulo", Number, NUMBER, &[needs("number", Number)], "what is left after dividing", "7 | modulo: 2"),
    filter("newline_to_br", Text, TEXT, &[], "puts `<br />` before line breaks", r#""Hi" | newline_to_br"#),
    filter("plus", Number, NUMBER, &[needs("number", Number)], "adds a number", "7 | plus: 2"),
    filter("prepend", Text, TEXT, &[needs("text", Text)], "puts a text before", r#""late" | prepend: "too ""#),
    filter(
        "reject",
        List,
        LIST,
        BY_PROPERTY,
        "without the values whose property is so",
        r#"items | reject: "gift", true | map: "name" | join: ", ""#,
    ),
    filter(
        "remove",
        Text,
        TEXT,
        &[needs("text", Text)],
        "leaves a text out wherever it stands",
        r#""a-b-c" | remove: "-""#,
    ),
    filter(
        "remove_first",
        Text,
        TEXT,
        &[needs("text", Text)],
        "leaves a text out where it stands first",
        r#""a-b-c" | remove_first: "-""#,
    ),
    filter(
        "remove_last",
        Text,
        TEXT,
        &[needs("text", Text)],
        "leaves a text out where it stands last",
        r#""a-b-c" | remove_last: "-""#,
    ),
    filter(
        "replace",
        Text,
        TEXT,
        &[needs("text", Text), may("by", Text)],
        "writes another text wherever one stands",
        r#""a-b-c" | replace: "-", "+""#,
    ),
    filter(
        "replace_first",
        Text,
        TEXT,
        &[needs("text", Text), may("by", Text)],
        "the same where it stands first",
        r#""a-b-c" | replace_first: "-", "+""#,
    ),
    filter(
        "replace_last",
        Text,
        TEXT,
        &[needs("text", Text), needs("by", Text)],
        "the same where it stands last",
        r#""a-b-c" | replace_last: "-", "+""#,
    ),
    filter(
        "reverse",
        List,
        LIST,
        &[],
        "the values from the last to the first",
        r#""a b c" | split: " " | reverse | join: " ""#,
    ),
    filter("round", Number, NUMBER, &[may("digits", Number)], "rounds", "1.256 | round: 2"),
    filter("rstrip", Text, TEXT, &[], "leaves blanks at the end out", r#""late  " | rstrip"#),
    filter("size", ListOrText, NUMBER, &[], "how many values or letters there are", r#""parcel" | size"#),
    filter(
        "slice",
        ListOrText,
        Gives::Same,
        &[needs("start", Number), may("length", Number)],
        "a stretch of it",
        r#""parcel" | slice: 0, 3"#,
    ),
    filter("sort", List, LIST, &[PROPERTY], "the values in order", r#""b a c" | split: " " | sort | join: " ""#),
    filter(
        "sort_natural",
        List,
        LIST,
        &[PROPERTY],
        "the values in order, capitals or not",
        r#""b A c" | split: " " | sort_natural | join: " ""#,
    ),
    filter(
        "split",
        Text,
        LIST,
        &[needs("at", Text)],
        "a list of what stands between",
        r#""a,b" | split: "," | join: " and ""#,
    ),
    filter("strip", Text, TEXT, &[], "leaves blanks at both ends out", r#""  late  " | strip"#),
    filter("strip_html", Text, TEXT, &[], "leaves HTML tags out", r#""<b>late</b>" | strip_html"#),
    filter("strip_newlines", Text, TEXT, &[], "leaves line breaks out", r#""late" | strip_newlines"#),
    filter("sum", List, NUMBER, &[PROPERTY], "adds the values up", r#"items | sum: "price""#),
    filter("times", Number, NUMBER, &[needs("number", Number)], "multiplies", "7 | times: 2"),
    filter(
        "truncate",
        Text,
        TEXT,
        &[may("length", Number), may("end", Text)],
        "cuts after this many letters",
        r#""Where is my parcel?" | truncate: 11"#,
    ),
    filter(
        "truncatewords",
        Text,
        TEXT,
        &[may("words", Number), may("end", Text)],
        "cuts after this many words",
        r#""Where is my parcel?" | truncatewords: 2"#,
    ),
    filter("uniq", List, LIST, &[PROPERTY], "every value once", r#""a b a" | split: " " | uniq | join: " ""#),
    filter("upcase", Text, TEXT, &[], "makes all letters capitals", r#""late" | upcase"#),
    filter("url_decode", Text, TEXT, &[], "reads text from an address", r#""late+parcel" | url_decode"#),
    filter("url_encode", Text, TEXT, &[], "writes text for an address", r#""late parcel" | url_encode"#),
    filter(
        "where",
        List,
        LIST,
        BY_PROPERTY,
        "the values whose property is so",
        r#"items | where: "gift", true | map: "name" | join: ", ""#,
    ),
];
