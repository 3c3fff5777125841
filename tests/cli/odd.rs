//! Macros whose names and texts mean something to formats.

use crate::folder::Folder;

/// Every name, with the text of one finding in it.
pub(crate) const NAMES: [&str; 7] = [
    "a b/100%.macro",
    "a,b:c.macro",
    "caf\u{e9} \u{1f600}.macro",
    "pipe|*bold*.macro",
    "two\nlines.macro",
    "tab\tbell\u{7}.macro",
    "x<y>&'\".macro",
];

/// A macro of each name, one without a character, one with Windows line ends, and one that is not UTF-8.
pub(crate) fn folder() -> Folder {
    let folder = Folder::new(&[
        ("empty.macro", ""),
        ("windows.macro", "Hi,\r\n\r\n\u{1f600}\u{e9} Please calm down.\r\n"),
        ("path.macro", "{% if order.late %}\nPlease calm down.\n{% endif %}\n"),
        ("open.macro", "{% if order.late %}I am on it.\n"),
    ]);
    for name in NAMES {
        folder.write(name, b"Please calm\x1b down \x07now.\nPlease calm down.\n");
    }
    folder.write("latin.macro", b"Caf\xe9 calm.\n");
    folder
}
