//! What git knows of files that a baseline knows and that are there no more: the names that they have today.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::super::super::git::{Changed, Repository};
use super::super::super::inputs::Input;
use super::super::super::paths;

/// The names of today of files that are `gone` from where the baseline at `path`, in `folder`, knows them, by their names there:
/// what git takes for renamed since the commit that last wrote it, and which of the `new` macros, by their names, has the text of
/// one. None where git knows nothing of it.
pub(super) fn since(
    path: &Path,
    folder: &Path,
    gone: &HashSet<&str>,
    new: Vec<(String, &Input)>,
) -> HashMap<String, String> {
    let mut renamed = HashMap::new();
    // Without a new macro nothing can be renamed, and git need not be asked.
    if gone.is_empty() || new.is_empty() {
        return renamed;
    }
    let Ok(repository) = Repository::of(folder) else { return renamed };
    let commit = repository.last_commit_of(path).unwrap_or_else(|| "HEAD".to_owned());
    let Ok(changed) = repository.changed(&commit) else { return renamed };
    let name = |below: &Path| paths::shown(&repository.top.join(below), folder);
    let mut new: HashMap<String, &Input> = new.into_iter().collect();
    let mut left: Vec<(String, String)> = Vec::new();
    for Changed { now, before } in changed {
        let Some((before, text)) = before else { continue };
        let before = name(&before);
        if !gone.contains(before.as_str()) {
            continue;
        }
        match now.map(|now: PathBuf| name(&now)) {
            Some(now) if new.remove(&now).is_some() => drop(renamed.insert(before, now)),
            Some(_) => {}
            None => left.push((before, text)),
        }
    }
    renamed.extend(with_the_text_of(&repository, left, &new));
    renamed
}

/// Which new macro has the text of a file that is gone: git looks only at what was added to it. `left` are names and those of texts.
fn with_the_text_of(
    repository: &Repository,
    left: Vec<(String, String)>,
    new: &HashMap<String, &Input>,
) -> Vec<(String, String)> {
    if left.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let asked: Vec<&str> = left.iter().map(|(_, text)| text.as_str()).collect();
    let Ok(texts) = repository.texts(&asked) else { return Vec::new() };
    let mut by_text: HashMap<Vec<u8>, Vec<String>> = HashMap::new();
    for ((before, _), text) in left.into_iter().zip(texts) {
        text.into_iter().for_each(|text| by_text.entry(text).or_default().push(before.clone()));
    }
    let mut new: Vec<(&String, &&Input)> = new.iter().collect();
    new.sort_unstable_by_key(|(name, _)| *name);
    let mut renamed = Vec::new();
    for (now, input) in new {
        let text = input.source.read().ok();
        let before = text.and_then(|text| by_text.get_mut(text.as_bytes())?.pop());
        renamed.extend(before.map(|before| (before, now.clone())));
    }
    renamed
}
