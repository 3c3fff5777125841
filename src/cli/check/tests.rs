use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::kept::{self, Extent};
use super::one::{self, Work};
use crate::cli::inputs::{self, Inputs, Wanted};
use crate::cli::library::Library;
use crate::cli::rule_choice::RuleChoice;
use crate::lint::Fixes;
use crate::workspace::{Cache, Digest};

/// A folder with one macro, its cache, and the messages of what is found in it.
struct Shop {
    folder: TempDir,
    fixes: Fixes,
}

impl Shop {
    fn inputs(&self) -> Inputs {
        let choice = RuleChoice::default();
        let paths: Vec<PathBuf> = vec![self.folder.path().join("a.macro")];
        inputs::gather(&Wanted { paths: &paths, stdin_filename: None, config: None, choice: &choice, today: None })
            .unwrap()
    }

    fn cache(&self) -> Cache {
        Cache::open(self.folder.path(), self.folder.path(), Digest::of(b"this program"))
    }

    /// What is found, each with the number of its fixes.
    fn found(&self) -> Vec<(String, usize)> {
        let (inputs, cache) = (self.inputs(), self.cache());
        let library = Library::of(&inputs, std::num::NonZeroUsize::MIN, false, Some(&cache));
        let work = Work { library: &library, cache: Some(&cache), fixes: self.fixes };
        let checked = one::check(&inputs.macros[0], &work).unwrap();
        let found = checked.findings.iter().map(|reported| &reported.finding);
        let found = found.map(|finding| (finding.message.clone(), finding.fixes.len())).collect();
        library.keep();
        cache.finish(|_| true);
        found
    }

    /// Changes what the cache has of the macro.
    fn change(&self, message: &str) {
        let (inputs, cache) = (self.inputs(), self.cache());
        let key = one::key(&inputs.macros[0]).unwrap();
        let blob = cache.get(key).unwrap();
        let (grounds, rest) = kept::grounds(&blob).unwrap();
        let (title, mut reported) = kept::read(rest, grounds.fixes != Extent::None).unwrap();
        reported[0].finding.message = message.to_owned();
        let grounds = &blob[..blob.len() - rest.len()];
        cache.put(key, "a.macro", &kept::write(grounds, title.as_deref(), &reported).unwrap());
        cache.finish(|_| true);
    }
}

fn shop(fixes: Fixes) -> Shop {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.macro"), "Please calm down.\n").unwrap();
    Shop { folder, fixes }
}

#[test]
fn what_was_kept_is_what_is_found() {
    let shop = shop(Fixes::All);
    let found = shop.found();
    assert!(found[0].1 > 0);
    shop.change("kept");
    assert_eq!(shop.found()[0], ("kept".to_owned(), found[0].1));
    fs::write(shop.folder.path().join("a.macro"), "Please calm down!\n").unwrap();
    assert_ne!(shop.found()[0].0, "kept");
}

#[test]
fn what_was_kept_with_the_first_rewording_does_not_serve_those_who_show_all() {
    let mut shop = shop(Fixes::First);
    shop.found();
    shop.change("kept");
    assert_eq!(shop.found()[0].0, "kept");
    shop.fixes = Fixes::All;
    assert_ne!(shop.found()[0].0, "kept");
    shop.change("kept with all");
    shop.fixes = Fixes::First;
    assert_eq!(shop.found()[0].0, "kept with all");
}

#[test]
fn what_was_kept_without_fixes_serves_only_those_who_show_none() {
    let mut shop = shop(Fixes::None);
    shop.found();
    shop.change("kept");
    assert_eq!(shop.found()[0], ("kept".to_owned(), 0));
    shop.fixes = Fixes::All;
    let found = shop.found();
    assert!(found[0].0 != "kept" && found[0].1 > 0);
    shop.change("kept with fixes");
    shop.fixes = Fixes::None;
    assert_eq!(shop.found()[0], ("kept with fixes".to_owned(), 0));
}
