//! What filters take and give, for messages, completion and hover.

use super::catalogue::Kind;

/// What a filter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterFacts {
    /// Its name.
    pub name: &'static str,
    /// What it makes sense of.
    pub takes: Takes,
    /// What comes out.
    pub gives: Gives,
    /// What follows the colon, in order; those with `named` are given by name.
    pub parameters: &'static [Parameter],
    /// What it does, in a few words.
    pub meaning: &'static str,
}

/// What a filter, or a parameter of one, makes sense of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Anything that can be read: all but lists.
    Text,
    /// Numbers.
    Number,
    /// Days and times.
    Date,
    /// Lists.
    List,
    /// Lists, and texts by their letters.
    ListOrText,
    /// Whatever there is.
    Anything,
}

/// What a filter gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A value of this kind.
    Kind(Kind),
    /// A value of the kind that came in.
    Same,
    /// One of the values of a list.
    Element,
    /// What came in, or the value after the colon.
    Either,
}

/// A value after the colon of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// What to call it.
    pub name: &'static str,
    /// What it makes sense of.
    pub takes: Takes,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it is given by name.
    pub named: bool,
}

impl Takes {
    /// The words for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Takes::Text => "text",
            Takes::Number => "a number",
            Takes::Date => "a date",
            Takes::List => "a list",
            Takes::ListOrText => "a list or text",
            Takes::Anything => "any value",
        }
    }

    /// Whether a value of `kind` makes sense; what is not known for sure does.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            _ if kind == Kind::Any => true,
            Takes::Anything => true,
            Takes::Text => kind != Kind::List,
            Takes::Number => kind == Kind::Number,
            Takes::Date => matches!(kind, Kind::Date | Kind::Number),
            Takes::List => kind == Kind::List,
            Takes::ListOrText => matches!(kind, Kind::List | Kind::String | Kind::Url),
        }
    }
}

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
) -> FilterFacts {
    FilterFacts { name, takes, gives, parameters, meaning }
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
    filter("abs", Number, NUMBER, &[], "leaves a minus sign out"),
    filter("append", Text, TEXT, &[needs("text", Text)], "puts a text behind"),
    filter("at_least", Number, NUMBER, &[needs("minimum", Number)], "raises what is smaller to this number"),
    filter("at_most", Number, NUMBER, &[needs("maximum", Number)], "lowers what is larger to this number"),
    filter("base64_decode", Text, TEXT, &[], "reads Base64"),
    filter("base64_encode", Text, TEXT, &[], "writes Base64"),
    filter("base64_url_safe_decode", Text, TEXT, &[], "reads Base64 for addresses"),
    filter("base64_url_safe_encode", Text, TEXT, &[], "writes Base64 for addresses"),
    filter("capitalize", Text, TEXT, &[], "makes the first letter a capital and the others small"),
    filter("ceil", Number, NUMBER, &[], "rounds up"),
    filter("compact", List, LIST, &[PROPERTY], "leaves empty values out"),
    filter("concat", List, LIST, &[needs("list", List)], "adds the values of another list"),
    filter("date", Takes::Date, TEXT, &[needs("format", Text)], "writes a date: `%-d %B` gives 4 March"),
    filter(
        "default",
        Anything,
        Gives::Either,
        &[needs("value", Anything), Parameter { name: "allow_false", takes: Anything, optional: true, named: true }],
        "what to write where there is nothing",
    ),
    filter("divided_by", Number, NUMBER, &[needs("number", Number)], "divides"),
    filter("downcase", Text, TEXT, &[], "makes all letters small"),
    filter("escape", Text, TEXT, &[], "makes text safe inside of HTML"),
    filter("escape_once", Text, TEXT, &[], "the same, where it is not done yet"),
    filter("find", List, Gives::Element, BY_PROPERTY, "the first value whose property is so"),
    filter("find_index", List, NUMBER, BY_PROPERTY, "the place of that value, from 0"),
    filter("first", List, Gives::Element, &[], "the first value"),
    filter("floor", Number, NUMBER, &[], "rounds down"),
    filter("has", List, BOOLEAN, BY_PROPERTY, "whether there is a value whose property is so"),
    filter("join", List, TEXT, &[may("between", Text)], "writes the values with a text between them"),
    filter("last", List, Gives::Element, &[], "the last value"),
    filter("lstrip", Text, TEXT, &[], "leaves blanks at the start out"),
    filter("map", List, LIST, &[needs("property", Text)], "a property of every value"),
    filter("minus", Number, NUMBER, &[needs("number", Number)], "takes a number away"),
    filter("modulo", Number, NUMBER, &[needs("number", Number)], "what is left after dividing"),
    filter("newline_to_br", Text, TEXT, &[], "puts `<br />` before line breaks"),
    filter("plus", Number, NUMBER, &[needs("number", Number)], "adds a number"),
    filter("prepend", Text, TEXT, &[needs("text", Text)], "puts a text before"),
    filter("reject", List, LIST, BY_PROPERTY, "without the values whose property is so"),
    filter("remove", Text, TEXT, &[needs("text", Text)], "leaves a text out wherever it stands"),
    filter("remove_first", Text, TEXT, &[needs("text", Text)], "leaves a text out where it stands first"),
    filter("remove_last", Text, TEXT, &[needs("text", Text)], "leaves a text out where it stands last"),
    filter("replace", Text, TEXT, &[needs("text", Text), may("by", Text)], "writes another text wherever one stands"),
    filter("replace_first", Text, TEXT, &[needs("text", Text), may("by", Text)], "the same where it stands first"),
    filter("replace_last", Text, TEXT, &[needs("text", Text), needs("by", Text)], "the same where it stands last"),
    filter("reverse", List, LIST, &[], "the values from the last to the first"),
    filter("round", Number, NUMBER, &[may("digits", Number)], "rounds"),
    filter("rstrip", Text, TEXT, &[], "leaves blanks at the end out"),
    filter("size", ListOrText, NUMBER, &[], "how many values or letters there are"),
    filter("slice", ListOrText, Gives::Same, &[needs("start", Number), may("length", Number)], "a stretch of it"),
    filter("sort", List, LIST, &[PROPERTY], "the values in order"),
    filter("sort_natural", List, LIST, &[PROPERTY], "the values in order, capitals or not"),
    filter("split", Text, LIST, &[needs("at", Text)], "a list of what stands between"),
    filter("strip", Text, TEXT, &[], "leaves blanks at both ends out"),
    filter("strip_html", Text, TEXT, &[], "leaves HTML tags out"),
    filter("strip_newlines", Text, TEXT, &[], "leaves line breaks out"),
    filter("sum", List, NUMBER, &[PROPERTY], "adds the values up"),
    filter("times", Number, NUMBER, &[needs("number", Number)], "multiplies"),
    filter("truncate", Text, TEXT, &[may("length", Number), may("end", Text)], "cuts after this many letters"),
    filter("truncatewords", Text, TEXT, &[may("words", Number), may("end", Text)], "cuts after this many words"),
    filter("uniq", List, LIST, &[PROPERTY], "every value once"),
    filter("upcase", Text, TEXT, &[], "makes all letters capitals"),
    filter("url_decode", Text, TEXT, &[], "reads text from an address"),
    filter("url_encode", Text, TEXT, &[], "writes text for an address"),
    filter("where", List, LIST, BY_PROPERTY, "the values whose property is so"),
];

/// The facts about the filter of that name.
pub fn filter_facts(name: &str) -> Option<&'static FilterFacts> {
    FILTER_FACTS.binary_search_by(|known| known.name.cmp(name)).ok().and_then(|at| FILTER_FACTS.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(FILTER_FACTS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(filter_facts("truncate").map(|filter| filter.parameters.len()), Some(2));
        assert_eq!(filter_facts("shout"), None);
    }

    #[test]
    fn kinds_fit_or_not() {
        assert!(Takes::Date.fits(Kind::Date) && Takes::Date.fits(Kind::Any) && !Takes::Date.fits(Kind::Money));
        assert!(Takes::Text.fits(Kind::Number) && !Takes::Text.fits(Kind::List));
        assert!(Takes::Number.fits(Kind::Number) && !Takes::Number.fits(Kind::Money));
    }
}
