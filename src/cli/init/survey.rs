//! What can be seen of the macros in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use super::super::inputs::{self, Input, Wanted};
use super::super::parallel::{self, Panicked};
use super::super::rule_choice::RuleChoice;
use super::super::status::{Failure, Status};
use super::kind;
use super::layout::{File, Layout};
use crate::helpdesk::{Catalogue, Kind, Platform};
use crate::lint::{self, Fixes, Subject};
use crate::syntax::{ItemKind, Macro, TagKind};
use crate::text::Span;

const UNKNOWN: &str = "template/unknown-name";
const SPELLED: [&str; 2] = ["template/help-desk-name", "template/other-help-desk"];

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// How many macros there are.
    pub(super) macros: usize,
    pub(super) layout: Layout,
    /// The help desks that macros are written for, by id.
    pub(super) platforms: Vec<&'static str>,
    /// Variables that nothing declares, with what they seem to hold and in how many macros they are used.
    pub(super) variables: BTreeMap<String, (Kind, usize)>,
    /// The language that most macros name.
    pub(super) locale: Option<String>,
    /// What could not be read, and why.
    pub(super) unread: Vec<String>,
}

/// What was seen in one macro.
#[derive(Debug, Default)]
struct Seen {
    file: File,
    locale: Option<String>,
    /// Those that it names.
    platforms: BTreeSet<&'static str>,
    /// For each placeholder of a help desk, which know it.
    placeholders: BTreeSet<BTreeSet<&'static str>>,
    variables: BTreeMap<String, Option<Kind>>,
}

impl Survey {
    /// Of all macros at and below these paths.
    pub(super) fn take(paths: &[PathBuf]) -> Result<Self, Failure> {
        let names: Vec<String> = SPELLED.iter().chain([&UNKNOWN]).map(|rule| (*rule).to_owned()).collect();
        let choice = RuleChoice::new(&names, &[]);
        let wanted = Wanted { paths, stdin_filename: None, config: None, choice: &choice, today: None };
        let inputs = inputs::gather(&wanted)?;
        let mut unread: Vec<String> = inputs.errors.iter().map(ToString::to_string).collect();
        let mut all: Vec<Seen> = Vec::new();
        let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        parallel::in_order(&inputs.macros, jobs, look, |input, seen| match seen {
            Ok(Ok(seen)) => all.push(seen),
            Ok(Err(words)) => unread.push(format!("{}: {words}", input.name())),
            Err(Panicked) => unread.push(format!("{}: {}", input.name(), super::super::BROKE_DOWN)),
        });
        Ok(Self { unread, ..Self::from(all) })
    }

    /// Whether there is no macro, not even one that cannot be read.
    pub(super) fn is_empty(&self) -> bool {
        self.macros == 0 && self.unread.is_empty()
    }

    /// How it ended, where nothing else went wrong.
    pub(super) fn status(&self, status: Status) -> Status {
        if self.unread.is_empty() { status } else { Status::Failed }
    }

    fn from(all: Vec<Seen>) -> Self {
        let mut survey = Self { macros: all.len(), ..Self::default() };
        let mut locales: BTreeMap<String, usize> = BTreeMap::new();
        let mut platforms: BTreeSet<&'static str> = BTreeSet::new();
        let mut placeholders: BTreeSet<BTreeSet<&'static str>> = BTreeSet::new();
        let mut files = Vec::with_capacity(all.len());
        for seen in all {
            seen.locale.into_iter().for_each(|locale| *locales.entry(locale).or_default() += 1);
            platforms.extend(seen.platforms);
            placeholders.extend(seen.placeholders);
            for (name, kind) in seen.variables {
                let (known, count) = survey.variables.entry(name).or_insert((Kind::Any, 0));
                *count += 1;
                *known = if *known == Kind::Any { kind.unwrap_or(Kind::Any) } else { *known };
            }
            files.push(seen.file);
        }
        for (name, (kind, _)) in &mut survey.variables {
            *kind = if *kind == Kind::Any { kind::of_name(name) } else { *kind };
        }
        platforms.extend(platforms_of(&placeholders));
        survey.layout = Layout::of(&files);
        survey.platforms = platforms.into_iter().collect();
        survey.locale = locales.into_iter().max_by_key(|(_, count)| *count).map(|(locale, _)| locale);
        survey
    }

    /// What was found, for people.
    pub(super) fn told(&self) -> String {
        let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        if self.macros == 0 && !self.unread.is_empty() {
            return "Found no macros that can be read.\n".to_owned();
        }
        if self.macros == 0 {
            return "Found no macros here; a first one shows what they look like.\n".to_owned();
        }
        let place = if self.layout.macros.is_empty() { String::new() } else { format!(" in {}/", self.layout.macros) };
        let mut parts = vec![format!("{}{place}", count(self.macros, "macro"))];
        if !self.layout.snippets.is_empty() {
            parts.push(format!("snippets in {}/", self.layout.snippets.join("/, ")));
        }
        if !self.platforms.is_empty() {
            let titles = self.platforms.iter().filter_map(|id| Some(Platform::named(id)?.title));
            parts.push(format!("placeholders of {}", titles.collect::<Vec<_>>().join(", ")));
        }
        if !self.variables.is_empty() {
            parts.push(count(self.variables.len(), "variable") + " of your own");
        }
        format!("Found {}.\n", parts.join("; "))
    }
}

fn look(input: &Input) -> Result<Seen, String> {
    let source = input.source.read()?;
    let parsed = Macro::parse(&source).in_file(Path::new(&input.shown));
    let front_matter = &parsed.front_matter;
    let mut seen = Seen { locale: front_matter.locale.as_ref().map(|locale| locale.text.clone()), ..Seen::default() };
    seen.file.path.clone_from(&input.shown);
    seen.file.id = front_matter.id.as_ref().map(|id| id.text.clone());
    seen.file.renders = parsed.items.iter().filter_map(|item| rendered(&item.kind)).collect();
    let origin = front_matter.source.as_ref().and_then(|source| source.platform.as_ref());
    let named = front_matter.platforms.iter().chain(origin);
    seen.platforms.extend(named.filter_map(|name| Some(Platform::named(&name.text)?.id)));
    let subject = Subject {
        source: &source,
        parsed: &parsed,
        knowledge: &input.known,
        settings: &input.settings,
        snippets: &*input.snippets,
    };
    for finding in lint::check(&subject, Fixes::All) {
        let words = finding.span.of(&source);
        let known = knowing(words);
        if finding.rule == UNKNOWN && known.is_empty() && finding.fixes.is_empty() && is_own(words) {
            declare(&mut seen, &source, finding.span);
        }
        seen.placeholders.extend(Some(known).filter(|known| !known.is_empty()));
    }
    Ok(seen)
}

fn declare(seen: &mut Seen, source: &str, span: Span) {
    let known = seen.variables.entry(span.of(source).to_owned()).or_default();
    *known = known.or_else(|| kind::of_use(source, span));
}

/// Whether a name can be a variable of the team: it has several parts, and does not ask for a part of a known one.
fn is_own(name: &str) -> bool {
    let is_word = |word: &str| {
        let starts = word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        starts && word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
    };
    let stems = name.match_indices('.').filter_map(|(at, _)| name.get(..at));
    let variables = &Catalogue::canonical().variables;
    name.contains('.') && name.split('.').all(is_word) && { stems }
        .all(|stem| variables.iter().all(|variable| variable.name != stem))
}

/// The help desks that know a placeholder.
fn knowing(written: &str) -> BTreeSet<&'static str> {
    let knows = |platform: &&Platform| {
        let inner = platform.without_delimiters(written);
        Platform::all_with(inner).iter().any(|found| found.platform == platform.id)
    };
    Platform::all().iter().filter(knows).map(|platform| platform.id).collect()
}

/// The help desks that placeholders are of: those that alone know one; else the one that knows the most.
fn platforms_of(placeholders: &BTreeSet<BTreeSet<&'static str>>) -> BTreeSet<&'static str> {
    let alone: BTreeSet<&str> = placeholders.iter().filter(|ids| ids.len() == 1).flatten().copied().collect();
    if !alone.is_empty() {
        return alone;
    }
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    placeholders.iter().flatten().for_each(|id| *counts.entry(id).or_default() += 1);
    let most = counts.values().max().copied().unwrap_or_default();
    let mut with_most = counts.into_iter().filter(|(_, count)| *count == most).map(|(id, _)| id);
    let first = with_most.next();
    first.filter(|_| with_most.next().is_none()).into_iter().collect()
}

fn rendered(kind: &ItemKind) -> Option<String> {
    match kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Render { id, .. } => id.as_ref().map(|id| id.text.clone()),
            _ => None,
        },
        _ => None,
    }
}
