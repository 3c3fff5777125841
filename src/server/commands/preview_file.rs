//! Files with previews, for clients that show files and draw nothing: one for each macro, in a folder that only its owner can
//! read, gone when the server ends.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use tower_lsp_server::ls_types as lsp;

/// How many names are tried for the folder.
const MOST_TRIES: u32 = 100;

/// The files of one server.
#[derive(Debug, Default)]
pub(in crate::server) struct PreviewFiles(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    folder: Option<PathBuf>,
    /// By the address of the macro.
    files: HashMap<String, PathBuf>,
}

impl PreviewFiles {
    /// Writes the preview of the macro at `uri`, which people call `stem`, and gives the address of the file.
    pub(super) fn write(&self, uri: &str, stem: &str, page: &str) -> Option<lsp::Uri> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match &kept.folder {
            Some(folder) => folder.clone(),
            None => kept.folder.insert(new_folder().ok()?).clone(),
        };
        let number = kept.files.len() + 1;
        let file = kept.files.entry(uri.to_owned()).or_insert_with(|| folder.join(name(stem, number)));
        fs::write(&*file, page).ok()?;
        lsp::Uri::from_file_path(file)
    }
}

impl Drop for PreviewFiles {
    fn drop(&mut self) {
        let kept = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = &kept.folder {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// `late-2.txt`: letters and digits only, whatever the macro is called.
fn name(stem: &str, number: usize) -> String {
    let plain: String = stem.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).take(40).collect();
    let plain = plain.trim_matches('-');
    let plain = if plain.is_empty() { "macro" } else { plain };
    format!("{plain}-{number}.txt")
}

/// A new folder: one that is there already may be another's.
fn new_folder() -> io::Result<PathBuf> {
    let base = std::env::temp_dir();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MOST_TRIES {
        let folder = base.join(format!("softspoken-{}-{number}", process::id()));
        match create_private(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(name("late parcel", 1), "late-parcel-1.txt");
        assert_eq!(name("../..", 2), "macro-2.txt");
        assert_eq!(name("übergabe", 3), "übergabe-3.txt");
    }

    #[test]
    fn a_macro_has_one_file_until_the_server_ends() {
        let files = PreviewFiles::default();
        let uri = files.write("file:///a.macro", "a", "one").unwrap();
        assert_eq!(files.write("file:///a.macro", "a", "two").unwrap(), uri);
        assert_ne!(files.write("file:///b/a.macro", "a", "three").unwrap(), uri);
        let path = uri.to_file_path().unwrap().into_owned();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        drop(files);
        assert!(!path.parent().unwrap().exists());
    }
}
