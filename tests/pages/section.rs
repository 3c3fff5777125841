//! The part of a page that is written by itself, between two comments.

use std::fs;

const END: &str = "<!-- end of what is written by itself -->";

/// The page with `text` between its comments of that name.
pub(crate) fn with_section(path: &str, name: &str, text: &str) -> String {
    let page = fs::read_to_string(path).expect("a page");
    let begin = format!("<!-- {name}: written by `UPDATE_EXPECT=1 cargo test --test pages` -->");
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("{path} has no {begin}"));
    let (_, after) = rest.split_once(END).unwrap_or_else(|| panic!("{path} has no {END}"));
    format!("{before}{begin}\n\n{text}\n{END}{after}")
}

/// Text for a cell of a table.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
