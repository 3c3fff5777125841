//! Where files are for a code host: it counts paths from the root of the repository, which need not be the working directory.

use std::env;
use std::path::{Path, PathBuf};

use crate::cli::inputs::STDIN;
use crate::cli::paths::{lexical, shown};

/// What hosts call the root of the checked-out repository.
const ROOTS: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The working directory, and the root of the repository where the host told it.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Host {
    here: PathBuf,
    root: Option<PathBuf>,
}

impl Host {
    /// As the environment tells it.
    pub(in crate::cli) fn of_environment() -> Self {
        let root = ROOTS.into_iter().find_map(env::var_os).map(PathBuf::from).filter(|root| root.is_absolute());
        Self { here: env::current_dir().unwrap_or_default(), root }
    }

    /// A path relative to the working directory as one relative to the root, where it lies below that.
    pub(super) fn path(&self, path: &str) -> String {
        let below = |root: &PathBuf| Some(lexical(&self.here.join(path)).strip_prefix(root).ok()?.to_owned());
        match self.root.as_ref().filter(|_| path != STDIN).and_then(below) {
            Some(path) => shown(&path, &self.here),
            None => path.to_owned(),
        }
    }

    /// The same as a URI: relative where the file lies below the root or the working directory, else of the file itself.
    pub(super) fn uri(&self, path: &str) -> Uri {
        let path = self.path(path);
        let outside = path.starts_with("../") || Path::new(&path).is_absolute();
        if !outside {
            return Uri { text: encoded(&path), relative: true };
        }
        let whole = shown(&lexical(&self.here.join(&path)), Path::new(""));
        let slash = if whole.starts_with('/') { "" } else { "/" };
        Uri { text: format!("file://{slash}{}", encoded(&whole)), relative: false }
    }
}

/// A place on the web or in the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Uri {
    pub(super) text: String,
    /// Whether it is relative to the root of the repository.
    pub(super) relative: bool,
}

/// A path with `/` as the path of a URI: every byte escaped that has, or may have, a meaning there.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn host(here: &str, root: Option<&str>) -> Host {
        Host { here: here.into(), root: root.map(PathBuf::from) }
    }

    #[test]
    fn paths_count_from_the_root_of_the_repository() {
        let host = host("/home/sam/shop/support", Some("/home/sam/shop"));
        assert_eq!(host.path("a.macro"), "support/a.macro");
        assert_eq!(host.path("../b/c.macro"), "b/c.macro");
        assert_eq!(host.path("../../other/d.macro"), "../../other/d.macro");
        assert_eq!(host.path("-"), "-");
    }

    #[test]
    fn without_a_root_they_stay() {
        assert_eq!(host("/home/sam/shop", None).path("a.macro"), "a.macro");
    }

    #[test]
    fn uris_are_escaped_and_relative_where_they_can_be() {
        let uri = |path: &str| host("/home/sam/shop", None).uri(path).text;
        assert_eq!(uri("a b/100%.macro"), "a%20b/100%25.macro");
        assert_eq!(uri("a:b\n\u{e9}.macro"), "a%3Ab%0A%C3%A9.macro");
        assert_eq!(uri("../x y.macro"), "file:///home/sam/x%20y.macro");
        assert_eq!(uri("/srv/x.macro"), "file:///srv/x.macro");
    }
}
