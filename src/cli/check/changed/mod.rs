//! `--changed-since`: only what the author of a change changed for the worse.
//!
//! Of a macro that changed, what stands on changed lines and what was not found in its text of then. Of a macro that renders a
//! snippet that changed, what its change brings about there. What changed is what changed since the commit that the revision
//! and what is checked out both come from, saved and not added to git included.

mod before;
mod lines;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::before::{OldText, OldTexts, SnippetsBefore, ids_now};
use self::lines::Lines;
use super::super::git::{Changed, Repository};
use super::super::inputs::{Input, Inputs, STDIN, Source};
use super::super::library::Library;
use super::super::output::{Checked, Reported};
use super::super::paths;
use super::super::status::Failure;
use super::sign::{Sign, pairs};
use crate::lint::{self, Fixes, Subject};
use crate::syntax::Macro;
use crate::text::LineIndex;
use crate::workspace::{Config, SnippetRoots, named_macro, possible_ids, read_macro};

/// Rules that look at all macros together.
const LIBRARY: &str = "library/";

/// What is not as it was.
#[derive(Debug)]
pub(super) struct Since<'a> {
    here: PathBuf,
    library: &'a Library<'a>,
    /// By where a file is now.
    files: HashMap<PathBuf, Change>,
    /// The changed lines of files by what findings call them.
    labelled: HashMap<String, Lines>,
    old: OldTexts,
}

/// What became of a file that is there.
#[derive(Debug)]
struct Change {
    lines: Lines,
    /// `None` for a new one.
    before: Option<Arc<OldText>>,
}

impl<'a> Since<'a> {
    /// What changed in the repositories of the inputs. Of these, those stay that changed or render what did.
    pub(super) fn narrow(
        revision: &str,
        wanted: &[PathBuf],
        inputs: &mut Inputs,
        library: &'a Library<'a>,
    ) -> Result<Self, Failure> {
        let here = std::env::current_dir().unwrap_or_default();
        let places = places(inputs, &here)?;
        let mut since =
            Self { here, library, files: HashMap::new(), labelled: HashMap::new(), old: OldTexts::default() };
        let mut olds: Vec<Arc<OldText>> = Vec::new();
        for repository in since.repositories(wanted)? {
            let base = repository.base(revision)?;
            let changed = repository.changed(&base)?;
            since.read(&repository, changed, &places, inputs, &mut olds)?;
        }
        since.labelled = since.files.iter().map(|(path, change)| (since.label(path), change.lines.clone())).collect();
        let ids = since.ids(&olds);
        since.old = OldTexts::new(olds, since.labelled.keys().cloned().collect());
        let users = users(library, ids);
        let mut places = places.into_iter();
        inputs
            .macros
            .retain(|_| places.next().is_some_and(|place| since.files.contains_key(&place) || users.contains(&place)));
        Ok(since)
    }

    fn repositories(&self, wanted: &[PathBuf]) -> Result<Vec<Repository>, Failure> {
        let mut all: Vec<Repository> = Vec::new();
        for path in wanted {
            let path = if path == Path::new(STDIN) { self.here.clone() } else { paths::lexical(&self.here.join(path)) };
            let folder = if path.is_dir() { path } else { path.parent().unwrap_or(&path).to_owned() };
            if !folder.is_dir() {
                continue;
            }
            let repository = Repository::of(&folder)?;
            if all.iter().all(|known| known.top != repository.top) {
                all.push(repository);
            }
        }
        Ok(all)
    }

    /// Takes in what changed in one repository.
    fn read(
        &mut self,
        repository: &Repository,
        mut changed: Vec<Changed>,
        places: &[PathBuf],
        inputs: &Inputs,
        olds: &mut Vec<Arc<OldText>>,
    ) -> Result<(), Failure> {
        let top = &repository.top;
        let asked: HashMap<&PathBuf, &Input> = places.iter().zip(&inputs.macros).collect();
        let mut seen: HashSet<*const SnippetRoots> = HashSet::new();
        let roots = inputs.macros.iter().map(|input| input.snippets.roots());
        let including = roots.filter(|roots| !roots.config().include.is_empty() && seen.insert(Arc::as_ptr(roots)));
        let any = std::iter::once(named_macro(&Config::default()));
        let named: Vec<_> = any.chain(including.map(|roots| named_macro(roots.config()))).collect();
        let matters = |path: &Path| {
            let path = top.join(path);
            asked.contains_key(&path) || named.iter().any(|is_named| is_named(&path))
        };
        changed
            .retain(|file| file.now.iter().chain(file.before.iter().map(|(path, _)| path)).any(|path| matters(path)));
        let names: Vec<&str> = changed.iter().filter_map(|file| Some(file.before.as_ref()?.1.as_str())).collect();
        let mut texts = repository.texts(&names)?.into_iter();
        let mut known: HashSet<PathBuf> = HashSet::new();
        let mut gone: HashMap<String, Arc<OldText>> = HashMap::new();
        for Changed { now, before } in &changed {
            let text = before.as_ref().and_then(|_| texts.next()).flatten();
            let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let before = before.as_ref().zip(text);
            let before = before.map(|((path, _), text)| Arc::new(OldText::new(top.join(path), text)));
            olds.extend(before.clone());
            // A file that git was told to forget may still be there.
            let now = now.as_ref().map(|now| top.join(now)).or_else(|| Some(before.as_ref()?.path.clone()));
            let Some(now) = now.filter(|now| now.is_file() || asked.contains_key(now)) else {
                gone.extend(before.map(|before| (before.text.clone(), before)));
                continue;
            };
            known.insert(now.clone());
            self.put(now.clone(), asked.get(&now).copied(), before);
        }
        let tracked = repository.tracked()?;
        for (place, input) in places.iter().zip(&inputs.macros).filter(|(place, _)| !known.contains(*place)) {
            let Ok(below) = place.strip_prefix(top) else { continue };
            // What stands in a submodule is tracked as the folder of that.
            if !below.ancestors().any(|path| tracked.contains(path)) {
                // Git compares only what was added to it: the same text under another name is a renamed file all the same.
                let before = input.source.read().ok().and_then(|text| gone.remove(&text));
                self.put(place.clone(), Some(input), before);
            } else if matches!(input.source, Source::Bytes(_)) {
                self.put_unsaved(place.clone(), input, olds);
            }
        }
        Ok(())
    }

    fn put(&mut self, now: PathBuf, input: Option<&Input>, before: Option<Arc<OldText>>) {
        let text = || input.map_or_else(|| read_macro(&now), |input| input.source.read()).ok();
        let lines = match &before {
            None => Lines::all(),
            Some(before) => text().map_or_else(Lines::all, |text| Lines::changed(&before.text, &text)),
        };
        self.files.insert(now, Change { lines, before });
    }

    /// A text that comes through standard input, of a file that is as it was.
    fn put_unsaved(&mut self, place: PathBuf, input: &Input, olds: &mut Vec<Arc<OldText>>) {
        let Ok(saved) = read_macro(&place) else { return };
        let before = Arc::new(OldText::new(place.clone(), saved));
        olds.push(Arc::clone(&before));
        self.put(place, Some(input), Some(before));
    }

    /// What findings call a snippet.
    fn label(&self, path: &Path) -> String {
        path.strip_prefix(&self.here).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    /// The ids that lead or led to what is not as it was.
    fn ids(&self, olds: &[Arc<OldText>]) -> Vec<String> {
        let now = self.files.keys().filter_map(|path| Some(ids_now(path, &read_macro(path).ok()?)));
        now.flatten().chain(olds.iter().flat_map(|old| old.ids())).collect()
    }

    /// For each finding of a macro whether it is to be shown.
    pub(super) fn shown(&self, input: &Input, checked: &Checked<'_>) -> Vec<bool> {
        let place = place(input, &self.here).unwrap_or_default();
        let change = self.files.get(&place);
        let on_changed_lines: Vec<bool> =
            checked.findings.iter().map(|reported| self.is_on_changed_lines(change, checked, reported)).collect();
        let before = match change {
            Some(Change { before: None, .. }) => return vec![true; checked.findings.len()],
            Some(Change { before: Some(before), .. }) => self.signs_before(input, before.path.as_path(), &before.text),
            None => self.signs_before(input, &place, &checked.source),
        };
        let now = Sign::of_all(checked);
        let pairs = pairs(&before.iter().collect::<Vec<_>>(), &now.iter().collect::<Vec<_>>(), &on_changed_lines);
        on_changed_lines.iter().zip(pairs).map(|(changed, pair)| *changed || pair.is_none()).collect()
    }

    fn is_on_changed_lines(&self, change: Option<&Change>, checked: &Checked<'_>, reported: &Reported) -> bool {
        let finding = &reported.finding;
        let causes = finding.related.iter().filter_map(|related| Some((related.span, related.elsewhere.as_ref()?)));
        change.is_some_and(|change| change.lines.touch(&checked.lines, finding.span)) || { causes }.any(
            |(span, elsewhere)| {
                let lines = self.labelled.get(&elsewhere.label).filter(|_| !finding.rule.starts_with(LIBRARY));
                lines.is_some_and(|lines| lines.touch(&LineIndex::new(&elsewhere.source), span))
            },
        )
    }

    /// What was found in a text of then, among the snippets of then. The other macros are those of now, so that of two that became
    /// the same only the one that changed is told.
    fn signs_before(&self, input: &Input, path: &Path, text: &str) -> Vec<Sign> {
        let parsed = Macro::parse(text).in_file(path);
        let snippets = SnippetsBefore { now: &input.snippets, old: &self.old };
        let subject = Subject {
            source: text,
            parsed: &parsed,
            knowledge: &input.known,
            settings: &self.library.settings_with(input, text),
            snippets: &snippets,
        };
        let findings = lint::check(&subject, Fixes::None);
        findings.iter().map(|finding| Sign::of(text, finding, &input.known)).collect()
    }
}

/// Where each input is, absolute.
fn places(inputs: &Inputs, here: &Path) -> Result<Vec<PathBuf>, Failure> {
    let words = "what comes through standard input has no history; say with --stdin-filename which file it is";
    inputs.macros.iter().map(|input| place(input, here).ok_or_else(|| Failure::new(words))).collect()
}

fn place(input: &Input, here: &Path) -> Option<PathBuf> {
    Some(paths::lexical(&here.join(input.place()?)))
}

/// The macros that render one of the ids, or something that does.
fn users(library: &Library, mut ids: Vec<String>) -> HashSet<PathBuf> {
    let mut users = HashSet::new();
    while !ids.is_empty() {
        let index = library.index();
        let found = index.rendering(ids.iter().map(String::as_str));
        let new: Vec<PathBuf> = found.into_iter().filter(|user| users.insert(user.clone())).collect();
        let of = |user: &PathBuf| possible_ids(user, index.entry(user).and_then(|entry| entry.id.as_deref()));
        ids = new.iter().flat_map(of).collect();
    }
    users
}
