//! Where the cache is: in the folder that the platform has for such things, never among the macros.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The variable that names another folder.
const VARIABLE: &str = "SOFTSPOKEN_CACHE_DIR";

/// The folder of all caches; `None` where the platform names none.
pub fn cache_folder() -> Option<PathBuf> {
    folder_by(|name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from))
}

fn folder_by(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(named) = variable(VARIABLE) {
        return std::path::absolute(named).ok();
    }
    // What is not absolute is to be ignored, says the specification of these variables.
    let absolute = |name: &str| variable(name).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return absolute("LOCALAPPDATA").map(|folder| folder.join("softspoken").join("cache"));
    }
    if cfg!(target_os = "macos") {
        return absolute("HOME").map(|home| home.join("Library/Caches/softspoken"));
    }
    let folder = absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")));
    folder.map(|folder| folder.join("softspoken"))
}

/// Whether `name` is one that a folder of this cache has: what is called otherwise is never touched.
pub(super) fn is_own_folder(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether `path` is called like a file that this cache writes.
pub(super) fn is_own_file(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.len() > 2 && name.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()) && name.get(2..).is_some_and(is_ending)
}

fn is_ending(ending: &str) -> bool {
    ending == ".cache" || (ending.starts_with(".cache.") && ending.ends_with(".new"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], expected: Option<&str>) {
        let variable = |name: &str| { variables.iter() }.find(|(known, _)| *known == name).map(|(_, path)| path.into());
        assert_eq!(folder_by(variable).as_deref(), expected.map(Path::new));
    }

    #[test]
    fn the_own_variable_wins_over_those_of_the_platform() {
        check(&[("HOME", "/home/sam")], Some("/home/sam/.cache/softspoken"));
        check(&[("HOME", "/home/sam"), ("XDG_CACHE_HOME", "/var/sam")], Some("/var/sam/softspoken"));
        check(&[("HOME", "/home/sam"), ("XDG_CACHE_HOME", "relative")], Some("/home/sam/.cache/softspoken"));
        check(&[("HOME", "/home/sam"), ("SOFTSPOKEN_CACHE_DIR", "/tmp/ci")], Some("/tmp/ci"));
        check(&[], None);
    }

    #[test]
    fn only_own_names_are_own() {
        for own in ["0a.cache", "ff.cache.123-4.new"] {
            assert!(is_own_file(Path::new(own)), "{own}");
        }
        for other in ["a.cache", "zz.cache", "00.cache.bak", "notes.txt", "00.new", "é.cache", ""] {
            assert!(!is_own_file(Path::new(other)), "{other}");
        }
        assert!(is_own_folder(OsStr::new(&"0".repeat(32))) && !is_own_folder(OsStr::new("refunds")));
    }
}
