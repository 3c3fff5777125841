//! What a variable holds that nothing declares, as far as the macros that use it and its name tell.

use crate::helpdesk::Kind;
use crate::text::Span;

/// How many bytes before a variable are looked at: the beginning of a tag is not further away.
const NEAR: usize = 200;

/// What the use of a variable at `span` says that it holds.
pub(super) fn of_use(source: &str, span: Span) -> Option<Kind> {
    let before = source.get(source.floor_char_boundary(span.start.saturating_sub(NEAR))..span.start);
    let before = before.unwrap_or_default().trim_end();
    let after = source.get(span.end..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let tag = before.rsplit_once("{%").map_or("", |(_, tag)| tag);
    if before.ends_with(" in") && tag.trim_start_matches('-').trim_start().starts_with("for ") {
        return Some(Kind::List);
    }
    match after.strip_prefix('|') {
        Some(filter) => of_filter(word(filter)),
        None => of_comparison(after),
    }
}

fn of_filter(filter: &str) -> Option<Kind> {
    match filter {
        "date" => Some(Kind::Date),
        "money" | "currency" => Some(Kind::Money),
        "plus" | "minus" | "times" | "divided_by" | "modulo" | "round" | "ceil" | "floor" | "abs" => Some(Kind::Number),
        "join" | "sort" | "map" | "where" | "uniq" | "reverse" => Some(Kind::List),
        _ => None,
    }
}

fn of_comparison(after: &str) -> Option<Kind> {
    let operator = [">=", "<=", "==", "!=", ">", "<"].into_iter().find(|operator| after.starts_with(operator))?;
    let value = after.get(operator.len()..)?.trim_start();
    match value.chars().next()? {
        '0'..='9' | '-' => Some(Kind::Number),
        '"' | '\'' => Some(Kind::String),
        _ if ["true", "false"].contains(&word(value)) => Some(Kind::Boolean),
        _ => None,
    }
}

/// What the last part of a name says; text where it says nothing.
pub(super) fn of_name(name: &str) -> Kind {
    let last = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = last.split(['_', '-']).collect();
    let (first, last) = (words.first().copied().unwrap_or_default(), words.last().copied().unwrap_or_default());
    match (first, last) {
        ("is" | "has", _) => Kind::Boolean,
        (_, "url" | "link") => Kind::Url,
        (_, "at" | "on" | "date" | "deadline") => Kind::Date,
        (_, "total" | "amount" | "price" | "fee" | "balance" | "cost") => Kind::Money,
        (_, "days" | "hours" | "minutes" | "count" | "quantity") | ("days" | "hours" | "minutes", _) => Kind::Number,
        (_, "items" | "list") => Kind::List,
        _ => Kind::String,
    }
}

/// The word that a text begins with.
fn word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: Option<Kind>) {
        let start = source.find("a.b").unwrap();
        assert_eq!(of_use(source, Span::new(start, start + 3)), expected, "{source}");
    }

    #[test]
    fn how_a_variable_is_used_says_what_it_holds() {
        check("{{ a.b | date: '%d' }}", Some(Kind::Date));
        check("{{ a.b|plus:1 }}", Some(Kind::Number));
        check("{% if a.b >= 30 %}", Some(Kind::Number));
        check("{% if a.b == 'x' %}", Some(Kind::String));
        check("{% if a.b == true %}", Some(Kind::Boolean));
        check("{%- for x in a.b %}", Some(Kind::List));
        check(&format!("{}{{% for x in a.b %}}", "é".repeat(NEAR)), Some(Kind::List));
        check(&format!("{{% for x in %}}{}in a.b", " ".repeat(NEAR)), None);
        check("We are in {{ a.b }}", None);
        check("{{ a.b | upcase }}", None);
        check("{% if a.b %}", None);
        check("a.b", None);
    }

    #[test]
    fn the_name_says_the_rest() {
        let kinds = ["order.is_paid", "shop.url", "parcel.sent_at", "order.total", "days_open", "order.colour", ""];
        let expected = [Kind::Boolean, Kind::Url, Kind::Date, Kind::Money, Kind::Number, Kind::String, Kind::String];
        assert_eq!(kinds.map(of_name), expected);
    }
}
