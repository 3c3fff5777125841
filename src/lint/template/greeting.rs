//! Where a placeholder stands: in the greeting, or in a sentence.

use super::place::Place;
use super::words::Words;
use crate::text::Span;

/// Whether the text before a placeholder on its `line` is nothing but a greeting, so that the placeholder is who is greeted.
pub(super) fn greets(place: &Place, span: Span, line: Span) -> bool {
    let before = Span::new(line.start, span.start).of(place.source);
    let after = Span::new(span.end, line.end.max(span.end)).of(place.source);
    // “Hi {{ name }} from Northwind” is the agent's own name all the same; a comma or an end makes it a greeting.
    let ends = after.trim_start_matches(['*', '_']).trim_start();
    if !(ends.is_empty() || ends.starts_with([',', '!', '.', ':', ';', '–', '—', '-', '<', '?'])) {
        return false;
    }
    // A tag before the greeting, such as an `assign`, is not read.
    let bytes = before.as_bytes();
    let ends_tag = |at: &usize| at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'%');
    let tag_end = memchr::memrchr_iter(b'}', bytes).find(ends_tag);
    let before = tag_end.and_then(|end| before.get(end + 1..)).unwrap_or(before);
    let Some(words) = without_marks(before, Words::longest_greeting()) else { return false };
    let words = words.to_lowercase();
    words.ends_with(char::is_whitespace) && Words::shipped().greetings.contains(words.trim_end())
}

/// A line without the marks of formatting and the blanks at its start; `None` where more than `most` characters of text are
/// in it.
fn without_marks(text: &str, most: usize) -> Option<String> {
    let mut out = String::with_capacity(text.len().min(4 * most));
    let mut inside = false;
    let mut count = 0;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            '*' | '_' | '#' => {}
            _ if inside => {}
            _ if letter.is_whitespace() && out.is_empty() => {}
            _ => {
                count += 1;
                if count > most && !letter.is_whitespace() {
                    return None;
                }
                out.push(letter);
            }
        }
    }
    Some(out)
}
