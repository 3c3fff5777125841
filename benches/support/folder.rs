//! A folder of macros.

use std::path::Path;
use std::{fs, io};

use super::macros;

/// Macros in one folder.
const FOLDER: usize = 100;

/// Writes so many macros of the usual length below `root`; gives their bytes.
pub(crate) fn write(root: &Path, count: usize) -> io::Result<usize> {
    let mut bytes = 0;
    for index in 0..count {
        let folder = root.join(format!("team-{:03}", index / FOLDER));
        fs::create_dir_all(&folder)?;
        let text = macros::text(index as u64, macros::USUAL);
        bytes += text.len();
        fs::write(folder.join(format!("case-{index:05}.macro")), text)?;
    }
    Ok(bytes)
}
