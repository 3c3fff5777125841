//! How paths are written in reports: relative to the working directory, with `/`.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use crate::text::has_byte;

/// `path` as a reader in the folder `base` (absolute) would write it. A relative `path` is taken to start there.
pub(super) fn shown(path: &Path, base: &Path) -> String {
    if path.is_relative() {
        return joined(path.components());
    }
    let path: Vec<Component<'_>> = path.components().collect();
    let base: Vec<Component<'_>> = base.components().collect();
    let common = path.iter().zip(&base).take_while(|(a, b)| a == b).count();
    // On another drive, or with nothing but the root in common, the whole path says it better.
    if common <= 1 {
        return joined(path.into_iter());
    }
    let up = base.iter().skip(common).map(|_| Component::ParentDir);
    joined(up.chain(path.iter().skip(common).copied()))
}

/// `path` without `.` and `..`, whatever links there are.
pub(super) fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

fn joined<'a>(components: impl Iterator<Item = Component<'a>>) -> String {
    let mut out = String::new();
    for component in components {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                out.push('/');
                continue;
            }
            _ if out.is_empty() || out.ends_with('/') => {}
            _ => out.push('/'),
        }
        push(&mut out, component.as_os_str());
    }
    if out.is_empty() { ".".to_owned() } else { out }
}

/// What is not text as escapes: with one sign for all of it, two files would have one name.
fn push(out: &mut String, name: &OsStr) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
    }
}

/// `text` on one line: line breaks and control characters as escapes, since terminals act on them and line-based tools
/// split at them.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if has_control(text) { escaped(text).into() } else { text.into() }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() { out.extend(character.escape_default()) } else { out.push(character) }
    }
    out
}

/// Running `text` on one line: line breaks and tabs as spaces, other control characters as escapes.
pub(super) fn prose(text: &str) -> Cow<'_, str> {
    if !has_control(text) {
        return text.into();
    }
    let parts = text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
    escaped(&parts.collect::<Vec<_>>().join(" ")).into()
}

/// Whether a control character is among a text.
fn has_control(text: &str) -> bool {
    // Those that are not of ASCII begin with the last of these bytes.
    let may_be = |byte: u8| byte < b' ' || byte == 0x7f || byte == 0xc2;
    has_byte(text, may_be) && text.contains(char::is_control)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_as_they_are_written() {
        assert_eq!(lexical(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(lexical(Path::new("/../a")), Path::new("/a"));
    }

    #[test]
    fn paths_are_relative_to_the_working_directory() {
        let base = Path::new("/home/sam/shop");
        let check = |path: &str, expected: &str| assert_eq!(shown(Path::new(path), base), expected);
        check("./macros/late.macro", "macros/late.macro");
        check("../late.macro", "../late.macro");
        check("/home/sam/shop/macros/late.macro", "macros/late.macro");
        check("/home/sam/other/late.macro", "../other/late.macro");
        check("/srv/late.macro", "/srv/late.macro");
        check(".", ".");
    }

    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let check = |name: &[u8], expected: &str| {
            assert_eq!(shown(Path::new(OsStr::from_bytes(name)), Path::new("/srv")), expected);
        };
        check(b"caf\xe9/a\xff.macro", "caf\\xe9/a\\xff.macro");
        check(b"caf\xc3\xa9/a\xfe.macro", "caf\u{e9}/a\\xfe.macro");
    }

    #[test]
    fn control_characters_do_not_reach_a_terminal() {
        assert_eq!(one_line("a\nb\u{1b}[31m é"), "a\\nb\\u{1b}[31m é");
        assert_eq!(one_line("£\u{9b}31m “é”"), "£\\u{9b}31m “é”");
    }
}
