//! Small pieces of messages and mends: code in backticks, YAML quotes.

/// The most characters of the author's text that a message repeats.
const SHOWN: usize = 60;

/// `text` in backticks, cut to one short line.
pub(super) fn code(text: &str) -> String {
    let mut out = String::from("`");
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN || matches!(character, '\n' | '\r') {
            out.push('…');
            break;
        }
        out.push(match character {
            '`' => '\'',
            character if character.is_control() => '\u{fffd}',
            character => character,
        });
    }
    out.push('`');
    out
}

/// Words in backticks, joined as in a sentence: "`a`, `b` or `c`".
pub(super) fn choice(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| code(word)).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// `text`, which holds no line break, in the YAML quotes that need no escapes, if any do.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `text` as an item of a list in brackets, in quotes where it needs them.
pub(super) fn item(text: &str) -> String {
    let special = text.is_empty()
        || text.starts_with(['-', '?', ' '])
        || text.contains(['[', ']', '{', '}', ',', ':', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '\\'])
        || super::scalar::resolves_to(text) != super::scalar::Resolved::Text;
    if special { quoted(text) } else { text.to_owned() }
}
