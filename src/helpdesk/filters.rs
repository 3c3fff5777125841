//! What there is to know of a filter, for messages, completion and hover: what it takes and gives.

use super::catalogue::Kind;
use super::filter_table::FILTER_FACTS;

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
    /// A value with the filter behind it, as it is written between `{{` and `}}`. `items` in it are [`EXAMPLE_ITEMS`].
    pub example: &'static str,
}

/// The list of the examples, in JSON.
pub const EXAMPLE_ITEMS: &str =
    r#"[{"name": "mug", "price": 9, "gift": true}, {"name": "lamp", "price": 20, "colour": "blue"}]"#;

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
