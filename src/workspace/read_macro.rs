//! The text of a file, byte for byte, or why there is none.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The most bytes that a text may have: a macro is a message to one customer.
pub const MOST_BYTES: usize = 16_000_000;

/// The text of the file at `path`. What cannot be read, is too long, or is not UTF-8, is told in plain words without the path;
/// nothing is ever replaced or dropped. What is no file is not opened: a pipe may never end.
pub fn read_macro(path: &Path) -> Result<String, String> {
    read_text(path, MOST_BYTES)
}

/// The same of a file that may have `most` bytes.
pub fn read_text(path: &Path, most: usize) -> Result<String, String> {
    let metadata = fs::metadata(path).map_err(|error| io_words(&error))?;
    if !metadata.is_file() {
        return Err(if metadata.is_dir() { FOLDER } else { NEITHER }.to_owned());
    }
    let length = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if length > most {
        return Err(too_long(most));
    }
    let file = File::open(path).map_err(|error| io_words(&error))?;
    text_of(read_up_to(file, length, most).map_err(|error| io_words(&error))?, most)
}

/// What there is to read, as far as it is worth: of what is longer than any text may be, or has no end, a byte more than that.
pub fn read_bytes(reader: impl Read, expected: usize) -> io::Result<Vec<u8>> {
    read_up_to(reader, expected, MOST_BYTES)
}

fn read_up_to(reader: impl Read, expected: usize, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.saturating_add(1));
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of bytes that came another way, such as through standard input.
pub fn macro_text(bytes: Vec<u8>) -> Result<String, String> {
    text_of(bytes, MOST_BYTES)
}

fn text_of(bytes: Vec<u8>, most: usize) -> Result<String, String> {
    if bytes.len() > most {
        return Err(too_long(most));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..place).unwrap_or_default();
        let (line, column) = line_and_column(&String::from_utf8_lossy(before));
        format!("line {line}, column {column} is not UTF-8 text (byte {place}); save the file as UTF-8")
    })
}

/// Of what follows `text`, from 1, columns in Unicode scalar values.
fn line_and_column(text: &str) -> (usize, usize) {
    let start = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let returns = text.matches('\r').count() - text.matches("\r\n").count();
    let lines = text.matches('\n').count() + returns;
    (lines + 1, text.get(start..).unwrap_or_default().chars().count() + 1)
}

const FOLDER: &str = "it is a folder, not a file";
const NEITHER: &str = "it is neither a file nor a folder";

fn too_long(most: usize) -> String {
    let why = if most == MOST_BYTES { ", which no message to a customer has" } else { "" };
    format!("it has more than {} MB{why}", most / 1_000_000)
}

/// An error of the operating system in plain words.
pub fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission to read it is missing".to_owned(),
        io::ErrorKind::IsADirectory => FOLDER.to_owned(),
        _ => other_words(error),
    }
}

/// What kept something from being written, in plain words.
pub fn write_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "permission to write there is missing".to_owned(),
        _ => io_words(error),
    }
}

fn other_words(error: &io::Error) -> String {
    let words = error.to_string();
    // The number of this error differs from system to system, and its kind has no stable name.
    if words.contains("levels of symbolic links") { "it is a link that leads back to itself".to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_and_what_is_not_text_is_told() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.macro");
        fs::write(&path, "\u{feff}a\r\nb").unwrap();
        assert_eq!(read_macro(&path).as_deref(), Ok("\u{feff}a\r\nb"));
        fs::write(&path, b"one\ntwo \xe9\n").unwrap();
        let error = read_macro(&path).unwrap_err();
        assert_eq!(error, "line 2, column 5 is not UTF-8 text (byte 8); save the file as UTF-8");
        assert_eq!(read_macro(folder.path()).unwrap_err(), "it is a folder, not a file");
    }
    #[test]
    fn the_place_of_what_is_not_text_counts_as_editors_do() {
        let place = |before: &str| line_and_column(before);
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("é😀"), (1, 3));
        assert_eq!(place("a\r\nb\rc\nd"), (4, 2));
        assert_eq!(place("a\r\n"), (2, 1));
    }

    #[test]
    fn what_is_too_long_is_not_read_to_its_end() {
        assert_eq!(macro_text(read_bytes(io::repeat(b'a'), 0).unwrap()).unwrap_err(), too_long(MOST_BYTES));
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.macro");
        File::create(&path).unwrap().set_len(100_000_000_000).unwrap();
        assert_eq!(read_macro(&path).unwrap_err(), "it has more than 16 MB, which no message to a customer has");
    }
}
