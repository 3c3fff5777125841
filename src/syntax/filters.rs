//! The filters that Liquid knows, and how many values each takes.

/// How a filter may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterSignature {
    /// Its name.
    pub name: &'static str,
    /// The least values after the colon.
    pub least: usize,
    /// The most values after the colon, named ones not counted.
    pub most: usize,
    /// Values that are given by name.
    pub named: &'static [&'static str],
}

const fn takes(name: &'static str, least: usize, most: usize) -> FilterSignature {
    FilterSignature { name, least, most, named: &[] }
}

/// Every filter, by name.
pub const FILTERS: &[FilterSignature] = &[
    takes("abs", 0, 0),
    takes("append", 1, 1),
    takes("at_least", 1, 1),
    takes("at_most", 1, 1),
    takes("base64_decode", 0, 0),
    takes("base64_encode", 0, 0),
    takes("base64_url_safe_decode", 0, 0),
    takes("base64_url_safe_encode", 0, 0),
    takes("capitalize", 0, 0),
    takes("ceil", 0, 0),
    takes("compact", 0, 1),
    takes("concat", 1, 1),
    takes("date", 1, 1),
    FilterSignature { name: "default", least: 1, most: 1, named: &["allow_false"] },
    takes("divided_by", 1, 1),
    takes("downcase", 0, 0),
    takes("escape", 0, 0),
    takes("escape_once", 0, 0),
    takes("find", 1, 2),
    takes("find_index", 1, 2),
    takes("first", 0, 0),
    takes("floor", 0, 0),
    takes("has", 1, 2),
    takes("join", 0, 1),
    takes("last", 0, 0),
    takes("lstrip", 0, 0),
    takes("map", 1, 1),
    takes("minus", 1, 1),
    takes("modulo", 1, 1),
    takes("newline_to_br", 0, 0),
    takes("plus", 1, 1),
    takes("prepend", 1, 1),
    takes("reject", 1, 2),
    takes("remove", 1, 1),
    takes("remove_first", 1, 1),
    takes("remove_last", 1, 1),
    takes("replace", 1, 2),
    takes("replace_first", 1, 2),
    takes("replace_last", 2, 2),
    takes("reverse", 0, 0),
    takes("round", 0, 1),
    takes("rstrip", 0, 0),
    takes("size", 0, 0),
    takes("slice", 1, 2),
    takes("sort", 0, 1),
    takes("sort_natural", 0, 1),
    takes("split", 1, 1),
    takes("strip", 0, 0),
    takes("strip_html", 0, 0),
    takes("strip_newlines", 0, 0),
    takes("sum", 0, 1),
    takes("times", 1, 1),
    takes("truncate", 0, 2),
    takes("truncatewords", 0, 2),
    takes("uniq", 0, 1),
    takes("upcase", 0, 0),
    takes("url_decode", 0, 0),
    takes("url_encode", 0, 0),
    takes("where", 1, 2),
];

/// What people write who know other template languages, and what it is called here.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("capitalise", "capitalize"),
    ("escape_html", "escape"),
    ("fallback", "default"),
    ("html_escape", "escape"),
    ("if_empty", "default"),
    ("length", "size"),
    ("lower", "downcase"),
    ("lowercase", "downcase"),
    ("nl2br", "newline_to_br"),
    ("or", "default"),
    ("otherwise", "default"),
    ("titlecase", "capitalize"),
    ("to_lower", "downcase"),
    ("to_upper", "upcase"),
    ("trim", "strip"),
    ("upper", "upcase"),
    ("uppercase", "upcase"),
];

/// The filter of that name.
pub fn filter(name: &str) -> Option<&'static FilterSignature> {
    FILTERS.binary_search_by(|known| known.name.cmp(name)).ok().and_then(|at| FILTERS.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_lead_to_filters() {
        assert!(FILTERS.is_sorted_by(|a, b| a.name < b.name));
        for (_, name) in OTHER_NAMES {
            assert!(filter(name).is_some(), "{name}");
        }
    }
}
