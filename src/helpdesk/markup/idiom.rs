//! How people write a fallback where a help desk has none: `{% if X == blank %}there{% else %}{{X}}{% endif %}`.

use super::entity;

/// The longest that one is looked for, in bytes.
const LONGEST: usize = 600;

/// Signs that a fallback of words has none of.
const MARKUP: [char; 12] = ['{', '}', '<', '>', '[', ']', '*', '_', '`', '\\', '\n', '\r'];

/// How long the idiom is that begins at the start of `rest`.
pub(super) fn length(rest: &str) -> Option<usize> {
    let begins = rest.strip_prefix("{%")?.trim_start().strip_prefix("if")?;
    if !begins.starts_with(char::is_whitespace) {
        return None;
    }
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let last = near.find("endif")?;
    let end = last + near.get(last..)?.find("%}")? + 2;
    let written = near.get(..end)?;
    // A tag of HTML in it is for the eye.
    if written.contains('<') {
        return None;
    }
    fallback(&entity::plain(written)).map(|_| end)
}

/// The name that an idiom prints, and what it prints where that is empty.
pub fn fallback(written: &str) -> Option<(&str, &str)> {
    let (head, rest) = written.strip_prefix("{%")?.split_once("%}")?;
    let (first, rest) = rest.split_once("{%")?;
    let (middle, rest) = rest.split_once("%}")?;
    let (second, rest) = rest.split_once("{%")?;
    let (end, behind) = rest.split_once("%}")?;
    if middle.trim() != "else" || end.trim() != "endif" || !behind.is_empty() {
        return None;
    }
    let (name, is_empty) = condition(head.trim().strip_prefix("if")?)?;
    let (words, shown) = if is_empty { (first, second) } else { (second, first) };
    let shown = shown.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let is_words = !words.trim().is_empty() && !words.contains(MARKUP);
    (shown == name && is_words).then_some((name, words))
}

/// The name that a condition asks for, and whether it holds where that is empty.
fn condition(condition: &str) -> Option<(&str, bool)> {
    let is_empty = !condition.contains("!=");
    let (join, sign) = if is_empty { (" or ", "==") } else { (" and ", "!=") };
    let mut name = None;
    let mut counts = false;
    for part in condition.split(join) {
        let (one, other) = part.split_once(sign)?;
        let (one, other) = (one.trim(), other.trim());
        if name.is_some_and(|name| name != one) || !is_name(one) {
            return None;
        }
        name = Some(one);
        match other {
            // A text without a letter is neither nil nor false.
            "blank" | "\"\"" | "''" => counts = true,
            "nil" | "null" => {}
            _ => return None,
        }
    }
    Some((name.filter(|_| counts)?, is_empty))
}

fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']' | '"' | '\'');
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fallbacks_are_known_by_what_they_do() {
        let check = |written: &str, expected: Option<(&str, &str)>| {
            assert_eq!(fallback(written), expected, "{written}");
            assert_eq!(length(&format!("{written} and more")), expected.map(|_| written.len()), "{written}");
        };
        let there = Some(("a.b", "there"));
        check("{% if a.b == blank %}there{% else %}{{a.b}}{% endif %}", there);
        check("{%if a.b==''%}there{%else%}{{ a.b }}{%endif%}", there);
        check("{% if a.b == nil or a.b == \"\" %}there{% else %}{{a.b}}{% endif %}", there);
        check("{% if a.b != blank %}{{a.b}}{% else %}there{% endif %}", there);
        check("{% if a.b != nil and a.b != '' %}{{a.b}}{% else %}there{% endif %}", there);
        // An empty text is true.
        check("{% if a.b %}{{a.b}}{% else %}there{% endif %}", None);
        check("{% if a.b == nil %}there{% else %}{{a.b}}{% endif %}", None);
        check("{% if a.b == blank or a.c == blank %}there{% else %}{{a.b}}{% endif %}", None);
        check("{% if a.b == blank %}there{% else %}{{a.c}}{% endif %}", None);
        check("{% if a.b == blank %}there{% else %}Dear {{a.b}}{% endif %}", None);
        check("{% if a.b == blank %}<b>there</b>{% else %}{{a.b}}{% endif %}", None);
        check("{% if a.b == blank %}{% else %}{{a.b}}{% endif %}", None);
        check("{%- if a.b == blank -%}there{% else %}{{a.b}}{% endif %}", None);
        check("{% if a.b == blank %}there{% elsif x %}{{a.b}}{% endif %}", None);
        check("{% if a.b == blank %}there{% else %}{{a.b | upcase}}{% endif %}", None);
    }
}
