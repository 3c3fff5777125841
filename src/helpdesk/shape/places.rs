//! Where the values of a dump stand in its file, and the letters of a value in its bytes.

use std::collections::{HashMap, HashSet};

use super::super::reply::Place;
use super::json::push_key;
use crate::text::Span;

/// Values of a dump by their places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    found: HashMap<Place, Value>,
}

/// A value in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// All of it; of a text that stands in quotes, what is between these.
    pub span: Span,
    /// How letters stand there.
    pub written: Written,
}

/// How the letters of a value stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As they are.
    Plain,
    /// With the escapes of JSON.
    Json,
    /// With two quotes for one.
    Quoted,
}

impl Places {
    /// Looks for values of a file that holds JSON, which was read before without a mistake.
    pub fn in_json<'p>(text: &str, wanted: impl Iterator<Item = &'p Place>) -> Self {
        let wanted: HashSet<&Place> = wanted.collect();
        let longest = wanted.iter().map(|place| place.pointer.len()).max().unwrap_or_default();
        let mut scanner = Scanner { text, at: 0, wanted, longest, found: HashMap::new(), here: Place::default() };
        if !scanner.wanted.is_empty() {
            scanner.documents();
        }
        Self { found: scanner.found }
    }

    /// Of values that are known already.
    pub(super) fn of(found: HashMap<Place, Value>) -> Self {
        Self { found }
    }

    /// Where a value stands.
    pub fn get(&self, place: &Place) -> Option<&Value> {
        self.found.get(place)
    }
}

impl Value {
    /// The bytes of the file for each of `offsets` of the value's text, which are in order.
    pub fn offsets(&self, file: &str, offsets: &[usize]) -> Vec<usize> {
        let raw = self.span.of(file);
        let mut out = Vec::with_capacity(offsets.len());
        let (mut at, mut shown) = (0, 0);
        for offset in offsets {
            while shown < *offset && at < raw.len() {
                let (written, length) = self.letter(raw.get(at..).unwrap_or_default());
                at += written;
                shown += length;
            }
            out.push(self.span.start + at.min(raw.len()));
        }
        out
    }

    /// How many bytes the first letter takes in the file, and how many in the text.
    fn letter(&self, rest: &str) -> (usize, usize) {
        let plain = rest.chars().next().map_or((1, 1), |letter| (letter.len_utf8(), letter.len_utf8()));
        match self.written {
            Written::Json if rest.starts_with("\\u") => {
                let unit = |at: usize| rest.get(at..at + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                match unit(2) {
                    Some(0xd800..=0xdbff) if rest.get(6..8) == Some("\\u") => (12, 4),
                    Some(unit) => (6, char::from_u32(unit).map_or(3, char::len_utf8)),
                    None => (2, 1),
                }
            }
            Written::Json if rest.starts_with('\\') => (2, 1),
            Written::Quoted if rest.starts_with("\"\"") => (2, 1),
            _ => plain,
        }
    }
}

/// The byte of a line and a column as `serde_json` counts them: lines from 1, columns in bytes.
pub(super) fn line_and_column_offset(text: &str, line: usize, column: usize) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(line.saturating_sub(1)).map(str::len).sum();
    let offset = before + column.saturating_sub(1);
    text.floor_char_boundary(offset.min(text.len()))
}

/// Walks over JSON that is known to be right, value by value.
struct Scanner<'t, 'p> {
    text: &'t str,
    at: usize,
    wanted: HashSet<&'p Place>,
    /// How long the longest pointer is that is wanted.
    longest: usize,
    found: HashMap<Place, Value>,
    here: Place,
}

/// What is open: a list with the number of its item, or an object; and how long the pointer was before it.
enum Open {
    List(usize, usize),
    Object(usize),
}

impl Scanner<'_, '_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn documents(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
        }
        loop {
            self.skip_blanks();
            if self.byte().is_none() {
                return;
            }
            self.document();
            self.here.document += 1;
            self.here.pointer.clear();
        }
    }

    /// One value with all in it; without recursion, since a file may nest as deep as it likes.
    fn document(&mut self) {
        let mut open: Vec<(Open, Option<usize>)> = Vec::new();
        loop {
            self.skip_blanks();
            match self.byte() {
                None => return,
                Some(byte @ (b'{' | b'[')) => {
                    let length = self.here.pointer.len();
                    self.note(Span::at(self.at), Written::Plain);
                    self.at += 1;
                    open.push(match byte {
                        b'{' => (Open::Object(length), None),
                        _ => (Open::List(0, length), None),
                    });
                    if byte == b'[' {
                        self.here.pointer.push_str("/0");
                        continue;
                    }
                    self.key();
                    continue;
                }
                Some(b'}' | b']') => {
                    self.at += 1;
                    if let Some((Open::List(_, length) | Open::Object(length), _)) = open.pop() {
                        self.here.pointer.truncate(length);
                    }
                }
                Some(b',') => {
                    self.at += 1;
                    match open.last_mut() {
                        Some((Open::List(number, length), _)) => {
                            *number += 1;
                            let (number, length) = (*number, *length);
                            self.here.pointer.truncate(length);
                            self.here.pointer.push_str(&format!("/{number}"));
                        }
                        Some((Open::Object(length), _)) => {
                            let length = *length;
                            self.here.pointer.truncate(length);
                            self.key();
                        }
                        None => return,
                    }
                    continue;
                }
                Some(b'"') => {
                    let span = self.string();
                    self.note(span, Written::Json);
                }
                Some(_) => {
                    let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                    let is_end = |byte: &u8| {
                        byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b'"' | b'[' | b'{')
                    };
                    let length = rest.iter().position(is_end).unwrap_or(rest.len()).max(1);
                    self.note(Span::new(self.at, self.at + length), Written::Plain);
                    self.at += length;
                }
            }
            if open.is_empty() {
                return;
            }
        }
    }

    /// Reads the key of an object, if one follows, and the colon behind it.
    fn key(&mut self) {
        self.skip_blanks();
        if self.byte() != Some(b'"') {
            return;
        }
        let span = self.string();
        let raw = span.of(self.text);
        match raw.contains('\\') {
            true => {
                let key: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_default();
                push_key(&mut self.here.pointer, &key);
            }
            false => push_key(&mut self.here.pointer, raw),
        }
        self.skip_blanks();
        if self.byte() == Some(b':') {
            self.at += 1;
        }
    }

    /// Reads a string; gives what is between its quotes.
    fn string(&mut self) -> Span {
        let start = self.at + 1;
        let mut at = start;
        let bytes = self.text.as_bytes();
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            at += found;
            if bytes.get(at) == Some(&b'"') {
                self.at = at + 1;
                return Span::new(start, at);
            }
            at += 2;
        }
        self.at = self.text.len();
        Span::new(start.min(self.at), self.at)
    }

    fn note(&mut self, span: Span, written: Written) {
        // Most values are deeper than any that is looked for, and need not be compared.
        if self.here.pointer.len() <= self.longest && self.wanted.contains(&self.here) {
            self.found.insert(self.here.clone(), Value { span, written });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, document: usize, pointer: &str, expected: &str) {
        let place = Place { document, pointer: pointer.to_owned() };
        let places = Places::in_json(json, [&place].into_iter());
        assert_eq!(places.get(&place).map(|value| value.span.of(json)), Some(expected), "{pointer}");
    }

    #[test]
    fn values_are_found_by_their_pointers() {
        let json =
            r#"{"a": [1, {"b/c": "x\"y"}, [], {}, -2.5e3], "d\u0065": {"~": null}, "": "e"} "second" [[["deep"]]]"#;
        check(json, 0, "/a/0", "1");
        check(json, 0, "/a/1/b~1c", "x\\\"y");
        check(json, 0, "/a/4", "-2.5e3");
        check(json, 0, "/de/~0", "null");
        check(json, 0, "/", "e");
        check(json, 1, "", "second");
        check(json, 2, "/0/0/0", "deep");
    }

    #[test]
    fn letters_of_a_text_are_found_behind_escapes() {
        let json = r#"["a\n\u00e9\ud83d\udeb2\"b"]"#;
        let place = Place { document: 0, pointer: "/0".to_owned() };
        let value = *Places::in_json(json, [&place].into_iter()).get(&place).unwrap();
        let text: String = serde_json::from_str::<Vec<String>>(json).unwrap().remove(0);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let found: Vec<&str> = value.offsets(json, &offsets).iter().map(|at| &json[*at..]).collect();
        let begins: Vec<bool> = ["a", "\\n", "\\u00e9", "\\ud83d", "\\\"", "b"]
            .iter()
            .zip(&found)
            .map(|(start, rest)| rest.starts_with(start))
            .collect();
        assert_eq!(begins, [true; 6], "{found:?}");
    }

    #[test]
    fn a_list_of_many_levels_is_walked() {
        let json = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let place = Place { document: 0, pointer: "/1".to_owned() };
        assert!(Places::in_json(&json, [&place].into_iter()).get(&place).is_none());
    }
}
