//! The normal form of a help desk's text: what two texts have in common that customers cannot tell apart.
//!
//! It is the light Markdown that an import writes of the text, with holes spelt alike and without empty lines around logic, so
//! that people can read what differs.

use super::hole::Delimiters;
use super::logic::Role;
use super::{Converted, logic};

/// The normal form of a text that was converted.
pub fn normal(converted: &Converted) -> String {
    let spelt = spelt(&converted.text.text);
    if converted.is_html {
        return html_lines(&spelt);
    }
    let mut out: Vec<&str> = Vec::new();
    let mut waiting = 0;
    for line in spelt.lines() {
        let line = without_break(line);
        if line.trim().is_empty() {
            waiting += 1;
            continue;
        }
        let after_logic = out.last().is_none_or(|last| is_logic(last));
        if waiting > 0 && !after_logic && !is_logic(line) {
            out.push("");
        }
        waiting = 0;
        out.push(line);
    }
    out.iter().map(|line| format!("{line}\n")).collect()
}

/// A line without what says that it ends here on purpose.
fn without_break(line: &str) -> &str {
    line.trim_end().trim_end_matches("<br>").trim_end()
}

fn is_logic(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
    let Some(inside) = line.strip_prefix("{%").and_then(|line| line.strip_suffix("%}")) else { return false };
    logic::is_tag(line) && !inside.contains(['{', '}'])
}

/// The text with one blank at the edges of holes, and none around what parts words in them. A condition around nothing is not
/// there.
fn spelt(text: &str) -> String {
    let liquid = Delimiters::liquid();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // Where conditions begin behind which nothing came yet.
    let mut open: Vec<usize> = Vec::new();
    for hole in super::holes(text, &liquid) {
        let between = text.get(at..hole.span.start).unwrap_or_default();
        if !between.trim().is_empty() {
            open.clear();
        }
        out.push_str(between);
        at = hole.span.end;
        match (logic::role(hole.span.of(text)), open.last()) {
            (Some(Role::Closes), Some(start)) => {
                out.truncate(*start);
                open.pop();
                // Nor is its line.
                let had_line = out.is_empty() || out.ends_with('\n');
                at += usize::from(had_line && text.get(at..).is_some_and(|rest| rest.starts_with('\n')));
                continue;
            }
            (Some(Role::Opens), _) => open.push(out.len()),
            _ => open.clear(),
        }
        out.push_str(&hole_spelt(hole.span.of(text)));
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

fn hole_spelt(hole: &str) -> String {
    let (Some(open), Some(close)) = (hole.get(..2), hole.len().checked_sub(2).and_then(|at| hole.get(at..))) else {
        return hole.to_owned();
    };
    let inside = hole.get(2..hole.len() - 2).unwrap_or_default();
    format!("{open} {} {close}", words_of(inside).join(" "))
}

/// The words of a hole, each with the colon or comma behind it; texts in double quotes where these can hold them.
fn words_of(inside: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = inside.trim_start();
    while let Some(letter) = rest.chars().next() {
        let is_sign = |c: char| matches!(c, '=' | '!' | '<' | '>');
        let is_end = |c: char| c.is_whitespace() || is_sign(c) || matches!(c, '|' | ':' | ',' | '"' | '\'');
        let length = match letter {
            '"' | '\'' => rest.get(1..).and_then(|tail| tail.find(letter)).map_or(rest.len(), |end| end + 2),
            letter if is_sign(letter) => rest.find(|c| !is_sign(c)).unwrap_or(rest.len()),
            '|' | ':' | ',' => 1,
            _ => rest.find(is_end).unwrap_or(rest.len()),
        };
        let (word, behind) = rest.split_at(length.min(rest.len()));
        rest = behind.trim_start();
        match (word, words.last_mut()) {
            (":" | ",", Some(last)) => last.push_str(word),
            _ => words.push(quoted(word)),
        }
    }
    words
}

fn quoted(word: &str) -> String {
    match word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        Some(text) if !text.contains('"') => format!("\"{text}\""),
        _ => word.to_owned(),
    }
}

/// HTML with a line for each of its blocks, since editors differ in where they end lines.
fn html_lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for word in html.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let out = out.replace("> <", "><");
    let out = out.replace("><", ">\n<").trim().to_owned();
    if out.is_empty() { out } else { out + "\n" }
}

#[cfg(test)]
mod tests {
    use super::super::super::facts::TextKind;
    use super::super::super::{NamesIn, Platform};
    use super::*;

    fn same(platform: &str, texts: &[&str]) {
        let names = NamesIn::of(Platform::named(platform).unwrap());
        let normal = |text: &&str| normal(&super::super::convert(text, TextKind::Html, &names));
        let first = texts.first().map(normal);
        for text in texts {
            assert_eq!(Some(normal(text)), first, "{text}");
        }
    }

    #[test]
    fn what_customers_cannot_tell_apart_is_the_same() {
        same(
            "zendesk",
            &["<p>a<br>b</p><p>c</p>", "<div>a</div><div>b</div><div><br></div><div>c</div>", "a<br/>b<br><br>c"],
        );
        same("zendesk", &["<p>{{ticket.id|upcase}}</p>", "<p>{{ ticket.id | upcase }}</p>"]);
        same(
            "zendesk",
            &["<p>a</p>{% if x %}<p>b</p>{%endif%}", "<p>a</p><p>{% if x %}</p><p>b</p><p>{% endif %}</p>"],
        );
        same("zendesk", &["<p>a</p><p>b</p>", "<p>a</p>{% if x %} {% if y %}{% endif %}{% endif %}<p>b</p>"]);
        same("zendesk", &["<b>a</b> &amp; &eacute;", "<strong class=\"x\">a</strong> &amp; é"]);
        same(
            "intercom",
            &["<p><attribute key=\"user.name\" default=\"x\"/></p>", "<p>{{user.name | fallback: \"x\"}}</p>"],
        );
        same("zendesk", &["<table> <tr><td>a</td></tr>\n</table>", "<table><tr><td>a</td></tr></table>"]);
    }

    #[test]
    fn what_customers_see_differs() {
        let names = NamesIn::of(Platform::named("zendesk").unwrap());
        let normal = |text: &str| normal(&super::super::convert(text, TextKind::Html, &names));
        let texts = [
            "<p>a b</p>",
            "<p>a<br>b</p>",
            "<p>a</p><p>b</p>",
            "<p><b>a</b> b</p>",
            "<p>a&nbsp;b</p>",
            "<p>{% if x == 'a  b' %}a</p>",
            "<p>{% if x == 'a b' %}a</p>",
        ];
        for (place, one) in texts.iter().enumerate() {
            for other in texts.iter().skip(place + 1) {
                assert_ne!(normal(one), normal(other), "{one} {other}");
            }
        }
    }
}
