//! What customers see of a macro on its way: each of its messages, printed by our own renderer, as lines of words and pictures.

use softspoken::helpdesk::facts::TextKind;
use softspoken::helpdesk::markup::{Delimiters, Holes, holes};
use softspoken::helpdesk::reply::{Reply, Text};
use softspoken::helpdesk::{NamesIn, Platform};
use softspoken::message::render::{Around, render_paths, to_html_marked};
use softspoken::message::{NoSnippets, entity, is_block};
use softspoken::syntax::Macro;
use softspoken::workspace::{Config, sample_data};

/// The messages that a file may become.
pub(crate) fn seen(source: &str) -> Vec<String> {
    let parsed = Macro::parse(source);
    let data = sample_data(&Config::default());
    let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
    let paths = render_paths(source, &parsed, &around, 50).expect("it is rendered");
    let html = paths.messages.iter().map(|message| to_html_marked(&message.rendered, parsed.is_html, &[]));
    html.map(|html| visible(&html)).collect()
}

/// The messages of a text of HTML as the help desk itself has it, with our names of its placeholders.
pub(crate) fn seen_there(platform: &'static Platform, reply: &Reply, text: &Text) -> Option<Vec<String>> {
    let names = NamesIn::of(platform);
    // Elements that stand for placeholders would have to be read here once more.
    if text.kind != TextKind::Html || reply.texts.len() != 1 || names.element().is_some() {
        return None;
    }
    let delimiters = Delimiters::of(platform);
    let mut source = "---\nformat: html\n---\n".to_owned();
    let mut at = 0;
    // Editors write placeholders in addresses by the numbers of their signs.
    let written = [("%25%7B", "%{"), ("%%7B", "%{"), ("%7B", "{"), ("%7D", "}")];
    let body = written.iter().fold(text.body.clone(), |body, (number, sign)| body.replace(number, sign));
    for hole in holes(&body, &delimiters) {
        source += &plain(&body[at..hole.span.start]);
        source += &names.filled(&body[hole.span.start..hole.span.end].replace("&nbsp;", " ").replace("&quot;", "\""));
        at = hole.span.end;
    }
    Some(seen(&(source + &plain(&body[at..]))))
}

/// Text that is no fill-in of ours.
fn plain(text: &str) -> String {
    text.replace("[[", "{% raw %}[[{% endraw %}")
}

/// Lines as a browser shows them, without empty ones: a paragraph, an item, a picture.
fn visible(html: &str) -> String {
    let mut lines = vec![String::new()];
    let mut rest = html;
    while let Some(letter) = rest.chars().next() {
        let tag = rest.strip_prefix('<').and_then(|tag| tag.split_once('>'));
        if let Some((tag, behind)) = tag.filter(|(tag, _)| tag.starts_with(|c: char| c.is_alphabetic() || c == '/')) {
            let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            let line = lines.last_mut().expect("a line");
            match name.as_str() {
                "img" => *line += &format!("<{}>", address(tag, "src=")),
                "a" if !tag.starts_with('/') => *line += &format!("({})", address(tag, "href=")),
                "br" => lines.push(String::new()),
                name if is_block(name) => lines.push(String::new()),
                _ => {}
            }
            rest = behind;
            continue;
        }
        let (length, shown) = entity(rest).unwrap_or((letter.len_utf8(), letter.to_string()));
        let is_unseen = matches!(letter, '\u{200b}' | '\u{feff}' | '\u{ad}');
        lines.last_mut().expect("a line").push_str(if is_unseen { "" } else { &shown });
        rest = &rest[length..];
    }
    let words = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.into_iter().map(words).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The value of an attribute.
fn address(tag: &str, attribute: &str) -> String {
    let value = tag.split_once(attribute).map_or("", |(_, value)| value);
    let value = value.strip_prefix('"').and_then(|value| value.split_once('"')).map_or(value, |(value, _)| value);
    let mut out = String::new();
    // Some signs are written by their numbers on one side alone.
    for (place, part) in value.replace("&amp;", "&").replace("&#39;", "'").replace("&#x27;", "'").split('%').enumerate()
    {
        let letter = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii_graphic);
        match letter.filter(|_| place > 0) {
            Some(letter) => out += &format!("{}{}", letter as char, &part[2..]),
            None if place > 0 => out += &format!("%{part}"),
            None => out += part,
        }
    }
    out.replace("%20", " ")
}
