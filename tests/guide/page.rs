//! A page and its fenced blocks.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A page of the guide.
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block, and what stands between it and the one before.
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) text: String,
    pub(crate) before: String,
    /// Where its text stands in the page.
    place: Range<usize>,
    /// How far it is indented, as part of a list.
    indent: usize,
}

impl Page {
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a page");
        Self { path: path.to_owned(), blocks: blocks(&text), text }
    }

    /// The text of the page, with some of its blocks replaced.
    pub(crate) fn with(&self, replaced: &[(usize, String)]) -> String {
        let mut out = self.text.clone();
        for (index, text) in replaced.iter().rev() {
            let block = &self.blocks[*index];
            let indent = " ".repeat(block.indent);
            let indented: String = text
                .lines()
                .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") })
                .collect();
            out.replace_range(block.place.clone(), &indented);
        }
        out
    }
}

fn blocks(page: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut before = String::new();
    let mut open: Option<Block> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let end = at + line.len();
        let fence = line.trim().strip_prefix("```");
        match (&mut open, fence) {
            (None, Some(language)) => {
                let indent = line.len() - line.trim_start().len();
                let before = std::mem::take(&mut before);
                open =
                    Some(Block { language: language.to_owned(), text: String::new(), before, place: end..end, indent });
            }
            (None, None) => before += &line.replace('\n', " "),
            (Some(_), Some("")) => out.extend(open.take()),
            (Some(block), _) => {
                block.text += line.get(block.indent.min(line.len() - 1)..).unwrap_or(line);
                block.place.end = end;
            }
        }
        at = end;
    }
    assert!(open.is_none(), "a fence that nothing closes");
    out
}
