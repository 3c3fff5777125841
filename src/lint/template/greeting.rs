//! Where a placeholder stands: in the greeting, or in a sentence.

use super::place::Place;
use super::words::Words;
use crate::text::Span;

/// Whether the text before a placeholder on its line is nothing but a greeting, so that the placeholder is who is greeted.
pub(super) fn greets(place: &Place, span: Span) -> bool {
    let line = place.line(span.start);
    let before = Span::new(line.start, span.start).of(place.source);
    let after = Span::new(span.end, line.end.max(span.end)).of(place.source);
    // “Hi {{ name }} from Northwind” is the agent's own name all the same; a comma or an end makes it a greeting.
    let ends = after.trim_start_matches(['*', '_']).trim_start();
    if !(ends.is_empty() || ends.starts_with([',', '!', '.', ':', ';', '–', '—', '-', '<', '?'])) {
        return false;
    }
    // A tag before the greeting, such as an `assign`, is not read.
    let before = before.rfind("%}").and_then(|end| before.get(end + 2..)).unwrap_or(before);
    let words = without_marks(before).trim_start().to_lowercase();
    words.ends_with(char::is_whitespace) && Words::shipped().greetings.contains(words.trim_end())
}

/// A line without the marks of formatting at its start.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            '*' | '_' | '#' => {}
            _ if inside => {}
            _ => out.push(letter),
        }
    }
    out
}
