//! The text of a file, byte for byte, or why there is none.

use std::fs;
use std::io;
use std::path::Path;

/// The text of the file at `path`. What cannot be read, or is not UTF-8, is told in plain words without the path;
/// nothing is ever replaced or dropped.
pub fn read_macro(path: &Path) -> Result<String, String> {
    macro_text(fs::read(path).map_err(|error| io_words(&error))?)
}

/// The same of bytes that came another way, such as through standard input.
pub fn macro_text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..place).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("line {line} is not UTF-8 text (byte {place}); save the file as UTF-8")
    })
}

/// An error of the operating system in plain words.
pub fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission to read it is missing".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        _ => error.to_string(),
    }
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
        assert_eq!(error, "line 2 is not UTF-8 text (byte 8); save the file as UTF-8");
        assert_eq!(read_macro(folder.path()).unwrap_err(), "it is a folder, not a file");
    }
}
