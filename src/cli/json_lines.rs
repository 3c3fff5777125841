//! Texts that come as JSON, an object a line: `{"id": "a-1", "text": "Hello"}`. Read as they come, however many there are.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::workspace::{MOST_BYTES, io_words};

/// How many lines are handed over at once, where as many are there.
const GROUP: usize = 16;
/// How many bytes are read at once.
const BUFFER: usize = 1 << 16;

/// A line that is not blank, or why it could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: usize,
    pub(super) bytes: Result<Vec<u8>, String>,
}

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) id: String,
    pub(super) text: String,
}

/// The lines of `reader` in groups: of as many as are there without waiting for more.
#[derive(Debug)]
pub(super) struct Lines<'s, R> {
    reader: BufReader<R>,
    number: usize,
    ended: bool,
    /// Nobody wants more.
    stop: &'s AtomicBool,
}

impl<'s, R: Read> Lines<'s, R> {
    /// Reads until the end, or until `stop` is set.
    pub(super) fn new(reader: R, stop: &'s AtomicBool) -> Self {
        Self { reader: BufReader::with_capacity(BUFFER, reader), number: 0, ended: false, stop }
    }

    /// The next line that is not blank.
    fn line(&mut self) -> Option<Line> {
        loop {
            self.number += 1;
            let bytes = match read_line(&mut self.reader) {
                Ok(Some(line)) => line,
                Ok(None) => return None,
                Err(error) => {
                    self.ended = true;
                    return Some(Line { number: self.number, bytes: Err(io_words(&error)) });
                }
            };
            let mut bytes = bytes.ok_or_else(|| format!("the line is longer than {} MB", MOST_BYTES / 1_000_000));
            if self.number == 1
                && let Ok(line) = &mut bytes
                && line.starts_with("\u{feff}".as_bytes())
            {
                line.drain(..3);
            }
            if bytes.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
                continue;
            }
            return Some(Line { number: self.number, bytes });
        }
    }
}

impl<R: Read> Iterator for Lines<'_, R> {
    type Item = Vec<Line>;

    fn next(&mut self) -> Option<Vec<Line>> {
        let mut group = Vec::new();
        while !self.ended && group.len() < GROUP && !self.stop.load(Ordering::Relaxed) {
            match self.line() {
                Some(line) => group.push(line),
                None => self.ended = true,
            }
            if memchr::memchr(b'\n', self.reader.buffer()).is_none() {
                break;
            }
        }
        (!group.is_empty()).then_some(group)
    }
}

/// A line without its end; within it `None` for one that is too long, which is passed over without being kept. `None` at the
/// end of everything.
fn read_line(reader: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut line = Vec::new();
    let mut any = false;
    let mut too_long = false;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(any.then_some((!too_long).then_some(line)));
        }
        any = true;
        let end = memchr::memchr(b'\n', buffer);
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        too_long |= line.len() + part.len() > MOST_BYTES;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(Some((!too_long).then_some(line)));
        }
    }
}

/// What a line says, or in plain words why it says nothing.
pub(super) fn text(line: &[u8]) -> Result<Text, String> {
    let value: Value = serde_json::from_slice(line).map_err(|error| broken(line, &error))?;
    let Value::Object(mut fields) = value else {
        return Err("an object such as {\"id\": \"a-1\", \"text\": \"Hello\"} is needed".to_owned());
    };
    let id = match fields.remove("id") {
        Some(Value::String(id)) if !id.is_empty() => id,
        Some(Value::Number(id)) => as_written(line).unwrap_or_else(|| id.to_string()),
        Some(_) => return Err("its `id` is neither words nor a number".to_owned()),
        None => return Err("it has no `id`".to_owned()),
    };
    match fields.remove("text") {
        Some(Value::String(text)) => Ok(Text { id, text }),
        Some(_) => Err("its `text` is no string".to_owned()),
        None => Err("it has no `text`".to_owned()),
    }
}

/// The number that is the id, digit by digit: longer ones than 64 bits hold are another number as soon as they are read as one.
fn as_written(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named<'l> {
        #[serde(borrow)]
        id: &'l RawValue,
    }
    let named: Named<'_> = serde_json::from_slice(line).ok()?;
    Some(named.id.get().to_owned())
}

fn broken(line: &[u8], error: &serde_json::Error) -> String {
    if std::str::from_utf8(line).is_err() {
        return "it is not UTF-8 text".to_owned();
    }
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    format!("it is not JSON at column {}: {words}", error.column())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(input: &[u8], expected: Expect) {
        let stop = AtomicBool::new(false);
        let lines: Vec<Line> = Lines::new(input, &stop).flatten().collect();
        let shown = |line: Line| match line.bytes.and_then(|bytes| text(&bytes)) {
            Ok(Text { id, text }) => format!("{}: {id:?} {text:?}\n", line.number),
            Err(words) => format!("{}: {words}\n", line.number),
        };
        expected.assert_eq(&lines.into_iter().map(shown).collect::<String>());
    }

    #[test]
    fn an_id_and_a_text_a_line() {
        check(
            "\u{feff}{\"id\": \"a\", \"text\": \"Hi.\\nBye.\"}\r\n\n  \r\n{\"text\": \"é\", \"id\": 7, \"more\": []}"
                .as_bytes(),
            expect![[r#"
                1: "a" "Hi.\nBye."
                4: "7" "é"
            "#]],
        );
        check(
            b"{\"id\": 123456789012345678901, \"text\": \"a\"}\n{\"id\": 1.50, \"text\": \"b\"}",
            expect![[r#"
                1: "123456789012345678901" "a"
                2: "1.50" "b"
            "#]],
        );
        check(b"", expect![[""]]);
        check(b"\n\n", expect![[""]]);
    }

    #[test]
    fn what_is_wrong_with_a_line() {
        check(
            b"{\"id\": \"a\"}\n{\"text\": \"a\"}\n{\"id\": \"\", \"text\": \"a\"}\n{\"id\": 1, \"text\": null}\n[]\nHi\n{\"id\": 1,\n\xff\n{\"id\": \"a\", \"text\": \"\\ud800\"}\n{\"id\": 2, \"text\": \"\"}",
            expect![[r#"
                1: it has no `text`
                2: it has no `id`
                3: its `id` is neither words nor a number
                4: its `text` is no string
                5: an object such as {"id": "a-1", "text": "Hello"} is needed
                6: it is not JSON at column 1: expected value
                7: it is not JSON at column 9: EOF while parsing a value
                8: it is not UTF-8 text
                9: it is not JSON at column 28: unexpected end of hex escape
                10: "2" ""
            "#]],
        );
    }

    #[test]
    fn a_line_without_an_end_is_passed_over() {
        let long = io::repeat(b'a').take(MOST_BYTES as u64 + 1).chain(&b"\n{\"id\": 1, \"text\": \"b\"}"[..]);
        let stop = AtomicBool::new(false);
        let lines: Vec<Line> = Lines::new(long, &stop).flatten().collect();
        assert_eq!(lines[0].bytes.as_ref().unwrap_err(), "the line is longer than 16 MB");
        assert_eq!(text(lines[1].bytes.as_ref().unwrap()).unwrap().id, "1");
    }

    #[test]
    fn what_is_there_is_not_held_back_for_what_is_not() {
        let (first, second) = (&b"{\"id\": 1, \"text\": \"a\"}\n"[..], &b"{\"id\": 2, \"text\": \"b\"}\n"[..]);
        let stop = AtomicBool::new(false);
        let sizes: Vec<usize> = Lines::new(first.chain(second), &stop).map(|group| group.len()).collect();
        assert_eq!(sizes, [1, 1]);
    }
}
