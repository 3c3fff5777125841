//! The shipped packs: compiled by the build script, and read here.

use std::sync::OnceLock;

use super::{Knowledge, PackFile, PackMistake, Written};

/// A pack of the list with its text.
macro_rules! with_text {
    ($($name:literal),* $(,)?) => {
        &[$(PackFile {
            name: concat!("packs/", $name, ".toml"),
            text: include_str!(concat!("../../packs/", $name, ".toml")),
        }),*]
    };
}

/// The files of the shipped packs.
pub const SHIPPED: &[PackFile] = shipped_packs!(with_text);

/// What the build script made of them.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.postcard"));

impl Knowledge {
    /// The packs inside the binary, read at the first call and never again.
    pub fn shipped() -> &'static Knowledge {
        static READ: OnceLock<Knowledge> = OnceLock::new();
        READ.get_or_init(Knowledge::read_shipped)
    }

    /// The packs inside the binary, read anew.
    pub fn read_shipped() -> Knowledge {
        // What the build script wrote is read by the code that wrote it; a test reads all of it.
        let mut knowledge: Knowledge = postcard::from_bytes(COMPILED).unwrap_or_default();
        knowledge.index();
        knowledge
    }

    /// The shipped packs with a team's files on top of them, compiled anew: the caller keeps it. What is wrong with the
    /// files is told and left out.
    pub fn with_packs(files: &[PackFile]) -> (Knowledge, Vec<PackMistake>) {
        let Written { knowledge, mistakes, .. } = Written::read(SHIPPED, files);
        (knowledge, mistakes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;

    #[test]
    fn every_file_of_the_packs_is_shipped() {
        let mut open = vec![std::path::PathBuf::from("packs/en"), "packs/core".into()];
        while let Some(folder) = open.pop() {
            for path in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
                let name = path.to_string_lossy().replace('\\', "/");
                match path.is_dir() {
                    true => open.push(path),
                    false => assert!(SHIPPED.iter().any(|file| file.name == name), "{name} is not in the list"),
                }
            }
        }
    }

    #[test]
    fn shipped_packs_have_no_mistake() {
        let (_, mistakes) = load(SHIPPED);
        assert_eq!(mistakes, []);
    }

    #[test]
    fn what_the_build_script_compiled_is_what_the_packs_say() {
        let (loaded, _) = load(SHIPPED);
        let written = postcard::to_stdvec(&loaded).unwrap();
        assert!(written == COMPILED, "{} bytes, {} of the build", written.len(), COMPILED.len());
        let read: Knowledge = postcard::from_bytes(COMPILED).unwrap();
        assert!(postcard::to_stdvec(&read).unwrap() == COMPILED, "reading loses something");
        assert_eq!(Knowledge::shipped().rules.len(), loaded.rules.len());
        assert!(Knowledge::shipped().rule("tone/blame").is_some());
    }
}
