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

    /// The shipped packs with a team's files on top of them, of which only the team's phrases are compiled: the caller keeps
    /// it. What is wrong with the files is told and left out.
    pub fn with_packs(files: &[PackFile]) -> (Knowledge, Vec<PackMistake>) {
        let Written { knowledge, mistakes, .. } = Written::read_on(SHIPPED, files, &Self::shipped().phrases);
        (knowledge, mistakes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;
    use crate::knowledge::phrase::{Known, Token};

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

    /// A team's pack is read on top of what the build script compiled: the same phrases match the same words as where
    /// everything is compiled anew.
    fn check_on_top(text: &str) {
        let files = [PackFile { name: "team.toml", text }];
        let anew = Written::read(SHIPPED, &files);
        let (on_top, mistakes) = Knowledge::with_packs(&files);
        assert_eq!(mistakes, anew.mistakes);
        assert_eq!(format!("{:?}", on_top.uses), format!("{:?}", anew.knowledge.uses));
        assert_eq!(on_top.rule_phrases, anew.knowledge.rule_phrases);
        let (mut one, mut other) = (on_top.phrases.scan_anew(), anew.knowledge.phrases.scan_anew());
        let mut matches = 0;
        for line in on_top.rules.iter().flat_map(|rule| rule.bad.iter().chain(&rule.good)) {
            let line = line.to_lowercase();
            let words = || line.split([' ', '.', '!', '?']).filter(|word| !word.is_empty());
            let token = |word| if word == "72" { Token::Number(word) } else { Token::Word(word) };
            let here = one.sentence(words().map(token), true, true);
            let there = other.sentence(words().map(token), true, true);
            // What may occur is a guess, and may be another one; what does occur is not.
            for &phrase in here.possible().iter().chain(there.possible()) {
                let found = one.locate(phrase);
                assert_eq!(found, other.locate(phrase), "phrase {phrase} of {line}");
                let is_possible = |known: &Known| known.possible().contains(&phrase);
                assert!(found.is_empty() || is_possible(&here) && is_possible(&there), "phrase {phrase} of {line}");
                matches += found.len();
            }
        }
        assert!(matches > 1_000, "{matches}");
    }

    const RULE: &str =
        "[[rule]]\nid = \"acme/ticket\"\nseverity = \"warning\"\ntitle = \"T\"\nwhy = \"W\"\nmessage = \"M\"\n";

    #[test]
    fn a_team_adds_rules_and_classes() {
        check_on_top("");
        check_on_top(&format!(
            "{RULE}bad = [\"Your zorble is gone.\", \"We will call you.\"]\ngood = [\"Your question.\"]\n[[rule.case]]\n\
             phrases = [\"your <zorbles>\", \"<we> will {{rest: ...}}\", \"!not your question\"]\n\
             [classes]\nzorbles = [\"zorble\", \"zorbling <number>\"]\n"
        ));
    }

    #[test]
    fn a_team_changes_rules_and_takes_some_away() {
        check_on_top(
            "disable = [\"tone/excuse\"]\n[[rule]]\nid = \"tone/blame\"\nextends = true\n[[rule.case]]\n\
             phrases = [\"your zorble\"]\n",
        );
    }

    #[test]
    fn a_team_changes_what_shipped_phrases_mean() {
        check_on_top("redefine = [\"we\"]\n[classes]\nwe = [\"we\", \"zorble\"]\n");
        check_on_top("[inflections]\nzorble = [\"zorblen\"]\n");
        check_on_top(&format!("{RULE}bad = [\"In 72 days.\"]\n[[rule.case]]\nphrases = [\"72 zorbles\", \"in 72\"]\n"));
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
