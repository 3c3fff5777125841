//! What is written is no file that is read: `check a.macro --output a.macro` would empty the macro before it is looked at.

use std::path::Path;

use super::status::Failure;

/// Refuses an `output` that is one of the files to `read`, under whatever name. Only a file that is there already can be one.
pub(super) fn keep_apart<'p>(output: Option<&Path>, read: impl IntoIterator<Item = &'p Path>) -> Result<(), Failure> {
    let Some((output, there)) = output.and_then(|path| Some((path, identity(path)?))) else { return Ok(()) };
    if read.into_iter().any(|path| identity(path).as_ref() == Some(&there)) {
        let words = "the output would be written over it; name another file";
        return Err(Failure::new(format!("{} is one of the files to read: {words}", output.display())));
    }
    Ok(())
}

/// What a file is, whatever leads to it.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|there| (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<std::path::PathBuf> {
    std::fs::canonicalize(path).ok()
}
