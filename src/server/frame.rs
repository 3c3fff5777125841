//! Messages in a stream of bytes: headers, an empty line, and as many bytes of JSON as the headers say.

use std::io::{self, BufRead, Read, Write};

/// Headers longer than this are no headers.
const LONGEST_HEADER: u64 = 8 * 1024;
/// A message longer than this is taken for a mistake: the largest macro is a small part of it.
const LONGEST_BODY: usize = 1 << 30;

const LENGTH: &str = "content-length:";

/// Why no message could be cut out.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// These headers make no sense; the next message may.
    Headers(String),
    /// Nothing more can be read.
    Stream(io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Unreadable::Stream(error)
    }
}

/// The next message, or `None` at the end of the stream.
pub(super) fn read(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, Unreadable> {
    let Some(length) = read_headers(input)? else { return Ok(None) };
    let mut body = Vec::new();
    input.take(length as u64).read_to_end(&mut body)?;
    if body.len() < length {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    Ok(Some(body))
}

/// The length that the headers give, or `None` at the end of the stream.
fn read_headers(input: &mut impl BufRead) -> Result<Option<usize>, Unreadable> {
    let mut length = None;
    let mut seen = false;
    loop {
        let Some(line) = read_line(input)? else { return Ok(None) };
        let line = line.trim();
        if !line.is_empty() {
            seen = true;
            length = length_in(line)?.or(length);
            continue;
        }
        match length {
            Some(length) if length > LONGEST_BODY => {
                return Err(Unreadable::Headers(format!("a message of {length} bytes is too long")));
            }
            Some(length) => return Ok(Some(length)),
            None if seen => return Err(Unreadable::Headers("no Content-Length header".to_owned())),
            None => {}
        }
    }
}

/// The value of a Content-Length header. It is looked for anywhere in the line: what a broken message left behind may
/// stand before it.
fn length_in(line: &str) -> Result<Option<usize>, Unreadable> {
    let Some(at) = line.to_ascii_lowercase().rfind(LENGTH) else { return Ok(None) };
    let value = line.get(at + LENGTH.len()..).unwrap_or_default().trim();
    match value.parse() {
        Ok(length) => Ok(Some(length)),
        Err(_) => Err(Unreadable::Headers(format!("`{value}` is not a Content-Length"))),
    }
}

/// One line, or `None` at the end of the stream.
fn read_line(input: &mut impl BufRead) -> Result<Option<String>, Unreadable> {
    let mut line = Vec::new();
    input.take(LONGEST_HEADER).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).into_owned()))
}

/// Writes one message; the caller flushes.
pub(super) fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// Everything that can be read from `stream`, one line a message.
    fn check(stream: &str, expected: Expect) {
        let mut input = stream.as_bytes();
        let mut out = String::new();
        loop {
            match read(&mut input) {
                Ok(None) => break,
                Ok(Some(body)) => out.push_str(&format!("{}\n", String::from_utf8_lossy(&body))),
                Err(Unreadable::Headers(why)) => out.push_str(&format!("headers: {why}\n")),
                Err(Unreadable::Stream(error)) => {
                    out.push_str(&format!("stream: {error}\n"));
                    break;
                }
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn messages_follow_each_other() {
        check(
            "Content-Length: 2\r\n\r\n{}content-length:4\r\nContent-Type: x; charset=utf-8\r\n\r\nnull",
            expect![[r#"
                {}
                null
            "#]],
        );
    }

    #[test]
    fn the_next_message_is_found_after_broken_headers() {
        check(
            "Content-Length: many\r\n\r\nContent-Length: 2\r\n\r\n{}Nonsense: 1\r\n\r\nleft overContent-Length: 2\r\n\r\n[]",
            expect![[r#"
                headers: `many` is not a Content-Length
                {}
                headers: no Content-Length header
                []
            "#]],
        );
    }

    #[test]
    fn a_stream_that_ends_early_says_so() {
        check(
            "Content-Length: 9\r\n\r\n{}",
            expect![[r#"
                stream: unexpected end of file
            "#]],
        );
        check("", expect![""]);
        check("Content-Le", expect![""]);
    }

    #[test]
    fn an_absurd_length_is_refused_before_it_is_read() {
        check(
            "Content-Length: 99999999999\r\n\r\nContent-Length: 2\r\n\r\n{}",
            expect![[r#"
                headers: a message of 99999999999 bytes is too long
                {}
            "#]],
        );
    }

    #[test]
    fn what_is_written_can_be_read() {
        let mut stream = Vec::new();
        write(&mut stream, "😀".as_bytes()).unwrap();
        assert_eq!(read(&mut stream.as_slice()).unwrap().unwrap(), "😀".as_bytes());
    }
}
