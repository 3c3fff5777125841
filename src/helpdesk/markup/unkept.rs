//! What a text loses on its way from HTML to light Markdown although customers read the same: what only shows under the pointer,
//! what agents wrote for each other, and where links of the text itself lead.

use std::collections::HashSet;

use super::super::facts::TextKind;
use super::Holes;
use super::token::{Kind, Reading, Token, attribute, name, tokens};

/// What is left away where a text becomes light Markdown, each once, in plain words.
pub fn unkept(text: &str, kind: TextKind, holes: &dyn Holes) -> Vec<&'static str> {
    if !matches!(kind, TextKind::Html | TextKind::HtmlIfTagged | TextKind::HtmlOrText) || !text.contains('<') {
        return Vec::new();
    }
    let tokens = tokens(text, Reading::Html, holes);
    let opens = || tokens.iter().filter(|token| token.kind == Kind::Open);
    let targets: HashSet<String> = opens()
        .filter_map(|token| attribute(text, token, "href")?.strip_prefix('#').map(str::to_owned))
        .filter(|target| !target.is_empty())
        .collect();
    let mut found: Vec<&'static str> = Vec::new();
    let mut add = |words: &'static str| {
        if !found.contains(&words) {
            found.push(words);
        }
    };
    for token in &tokens {
        match token.kind {
            Kind::Comment if is_note(text, token) => add("a comment"),
            Kind::Open => of_tag(text, token, &targets).into_iter().for_each(&mut add),
            _ => {}
        }
    }
    found
}

/// Whether somebody wrote a comment: mail programs leave conditions of their own.
fn is_note(text: &str, token: &Token) -> bool {
    let inside = token.span.of(text).strip_prefix("<!--");
    let inside = inside.map(|inside| inside.trim_end_matches('>').trim_end_matches('-').trim());
    inside.is_some_and(|inside| !inside.is_empty() && !inside.starts_with('[') && !inside.starts_with('<'))
}

fn of_tag(text: &str, token: &Token, targets: &HashSet<String>) -> Vec<&'static str> {
    let has = |key: &str| attribute(text, token, key).filter(|value| !value.trim().is_empty());
    let is_target = |key: &str| has(key).is_some_and(|value| targets.contains(&*value));
    let tag = name(text, token).to_ascii_lowercase();
    let mut found = Vec::new();
    match tag.as_str() {
        "script" => found.push("a script"),
        "style" => found.push("a style sheet"),
        "rt" => found.push("small words above others"),
        "ul" | "li" if has("style").is_some_and(|style| style.to_ascii_lowercase().contains("list-style")) => {
            found.push("the marks of a list");
        }
        _ => {}
    }
    // Links keep their titles, and pictures all that they have.
    if !matches!(tag.as_str(), "a" | "img") && has("title").is_some() {
        found.push("words that show under the pointer");
    }
    if tag != "img" && (is_target("id") || is_target("name")) {
        found.push("the place that a link of the text leads to");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{AsTheyAre, Delimiters};
    use super::*;

    #[test]
    fn what_readers_who_look_for_it_would_miss() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(unkept(text, TextKind::Html, &AsTheyAre(&Delimiters::liquid())), expected, "{text}");
        };
        check("<p>Hi</p><!-- call first --><!--x-->", &["a comment"]);
        check("<!--[if mso]>x<![endif]--><!----><!doctype html><?xml?>", &[]);
        check("<script>x()</script><style>p{}</style>", &["a script", "a style sheet"]);
        check("<abbr title='Frequently asked'>FAQ</abbr> <a title='x'>a</a>", &["words that show under the pointer"]);
        check("<a href='#top'>up</a> <p id=top>x</p> <p id=other>", &["the place that a link of the text leads to"]);
        check("<ul style='list-style: square'><li>a</li></ul>", &["the marks of a list"]);
        check("a < b", &[]);
        assert!(unkept("<!-- x -->", TextKind::Markdown, &AsTheyAre(&Delimiters::liquid())).is_empty());
    }
}
