//! The macros of a workspace as one help desk has them: the files of each joined, in the order of their ids there.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use super::BROKE_DOWN;
use super::configuration::line_and_column;
use super::inputs::{self, Input, Wanted, tell_nothing_found};
use super::parallel::{self, Panicked};
use super::rule_choice::RuleChoice;
use super::status::{Failure, tell};
use crate::helpdesk::Platform;
use crate::helpdesk::carried::{Carried, carried};
use crate::helpdesk::outgoing::{File, Note, Outgoing, outgoing};
use crate::helpdesk::shape;
use crate::helpdesk::unfold::Around;
use crate::knowledge::Severity;
use crate::lint::{Standing, tried};
use crate::message::Snippets;
use crate::syntax::{Macro, Mistake};
use crate::text::{Encoding, LineIndex};

/// All macros that go to one help desk.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// Those that are there, in the order of their ids, then the new ones in the order of their paths.
    pub(super) macros: Vec<DeskMacro>,
    /// How many files could not be read, or are not to be sent as they are.
    pub(super) refused: usize,
    /// How many macros are meant for other help desks only.
    pub(super) elsewhere: usize,
    /// The ids there of all that is not sent.
    pub(super) kept_back: HashSet<String>,
    /// Why not, each with its file.
    errors: Vec<String>,
    /// Whether no file was found at all.
    is_empty: bool,
}

/// A macro, and its files: the main one first.
#[derive(Debug)]
pub(super) struct DeskMacro {
    pub(super) files: Vec<DeskFile>,
    /// What it becomes.
    pub(super) sent: Outgoing,
}

/// A file of a macro.
#[derive(Debug)]
pub(super) struct DeskFile {
    /// Its path as messages write it.
    pub(super) shown: String,
    pub(super) source: String,
    parsed: Macro,
    carried: Carried,
    input: usize,
}

impl DeskMacro {
    /// Whether it can be sent without losing anything.
    pub(super) fn is_sendable(&self) -> bool {
        self.sent.losses.is_empty() && !self.sent.notes.iter().any(|note| note.stops)
    }

    /// Notes something about its title.
    pub(super) fn note(&mut self, words: String, stops: bool) {
        let title = self.files.first().and_then(|file| file.parsed.front_matter.title.as_ref());
        let span = title.map(|title| title.span).unwrap_or_default();
        self.sent.notes.push(Note { file: 0, span, words, stops });
    }
}

impl DeskFile {
    /// File, line and column; `lines` are those of its text.
    pub(super) fn place(&self, lines: &LineIndex, offset: usize) -> String {
        let place = lines.position(&self.source, offset.min(self.source.len()), Encoding::Utf32);
        format!("{}:{}:{}", self.shown, place.line + 1, place.column + 1)
    }
}

/// Reads all macros below `paths` that go there; what cannot be read or sent is told.
pub(super) fn gather(platform: &'static Platform, paths: &[PathBuf], config: Option<&Path>) -> Result<Desk, Failure> {
    let desk = gathered(platform, paths, config)?;
    if desk.is_empty {
        tell_nothing_found(paths);
    }
    desk.errors.iter().for_each(|error| tell("error", error));
    Ok(desk)
}

/// The same, and nothing is told.
pub(super) fn gathered(platform: &'static Platform, paths: &[PathBuf], config: Option<&Path>) -> Result<Desk, Failure> {
    let choice = RuleChoice::default();
    let wanted = Wanted { paths, stdin_filename: None, config, choice: &choice, today: None };
    let inputs = inputs::gather(&wanted)?;
    let errors: Vec<String> = inputs.errors.iter().map(ToString::to_string).collect();
    let is_empty = inputs.macros.is_empty() && errors.is_empty();
    let mut desk = Desk { refused: errors.len(), errors, is_empty, ..Desk::default() };
    let mut files = Vec::new();
    let numbered: Vec<(usize, &Input)> = inputs.macros.iter().enumerate().collect();
    parallel::in_order(
        &numbered,
        jobs(),
        |(number, input)| read(platform, *number, input),
        |(_, input), read| match read.unwrap_or_else(|Panicked| Err(format!("{}: {BROKE_DOWN}", input.name()))) {
            Ok(Read::File(file)) => files.push(*file),
            Ok(Read::Snippet) => {}
            Ok(Read::Elsewhere(id)) => {
                desk.elsewhere += 1;
                desk.kept_back.extend(id);
            }
            Ok(Read::Refused(words, id)) => {
                desk.refused += 1;
                desk.errors.push(words);
                desk.kept_back.extend(id);
            }
            Err(words) => {
                desk.refused += 1;
                desk.errors.push(words);
            }
        },
    );
    let groups = joined(platform, files, &mut desk);
    let macros = &inputs.macros;
    let mut all = Vec::new();
    parallel::in_order(
        &groups,
        jobs(),
        |group| sent(platform, group, macros),
        |group, sent| {
            let sent = sent.ok().flatten();
            if sent.is_none() {
                desk.refused += 1;
                desk.errors.push(format!("{}: {BROKE_DOWN}", group.first().map_or("", |file| file.shown.as_str())));
            }
            all.push(sent);
        },
    );
    let both = groups.into_iter().zip(all);
    desk.macros = both.filter_map(|(files, sent)| Some(DeskMacro { files, sent: sent? })).collect();
    Ok(desk)
}

fn jobs() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

enum Read {
    File(Box<DeskFile>),
    /// Others send it as a part of theirs.
    Snippet,
    /// For other help desks only; with its id on this one.
    Elsewhere(Option<String>),
    /// Why it cannot be sent, and its id there.
    Refused(String, Option<String>),
}

fn read(platform: &Platform, number: usize, input: &Input) -> Result<Read, String> {
    let source = input.source.read().map_err(|words| format!("{}: {words}", input.name()))?;
    if input.settings.standing == Standing::Snippet {
        return Ok(Read::Snippet);
    }
    let parsed = Macro::parse(&source);
    let parsed = match input.place() {
        Some(path) => parsed.in_file(path),
        None => parsed,
    };
    let from = parsed.front_matter.source.as_ref();
    let from = from.and_then(|source| Some((Platform::named(&source.platform.as_ref()?.text)?, source.id.as_ref()?)));
    if from.is_some_and(|(desk, id)| shape::is_snippet(desk, &id.text)) {
        return Ok(Read::Snippet);
    }
    let targets = &parsed.front_matter.platforms;
    let is_target = |name: &str| Platform::named(name).is_some_and(|named| named.id == platform.id);
    if !targets.is_empty() && !targets.iter().any(|name| is_target(&name.text)) {
        return Ok(Read::Elsewhere(id_there(platform, &carried(&source, &parsed))));
    }
    let is_error = |rule: &str| input.known.rule(rule).is_none_or(|rule| rule.severity == Severity::Error);
    let stops = |mistake: &&Mistake| is_error(mistake.rule) && !is_of_help_desk(&source, mistake);
    if let Some(mistake) = parsed.mistakes.iter().find(stops) {
        let place = line_and_column(&source, mistake.span.start);
        let words = format!("{}:{place}: {}; it is not sent before that is mended", input.name(), mistake.message);
        return Ok(Read::Refused(words, id_there(platform, &carried(&source, &parsed))));
    }
    let carried = carried(&source, &parsed);
    let shown = input.name().to_owned();
    Ok(Read::File(Box::new(DeskFile { shown, source, parsed, carried, input: number })))
}

/// Whether what looks like one brace for two is how a help desk writes placeholders: `#{ticket.id}`, which all others leave alone.
fn is_of_help_desk(source: &str, mistake: &Mistake) -> bool {
    let before = source.get(..mistake.span.start).unwrap_or_default();
    let written = mistake.span.of(source);
    before.ends_with(['#', '$', '%'])
        && written.starts_with('{')
        && !written.starts_with("{{")
        && written.ends_with('}')
}

/// The id of a macro that came from that help desk.
fn id_there(platform: &Platform, carried: &Carried) -> Option<String> {
    let from = carried.platform.as_deref().and_then(Platform::named);
    carried.id.clone().filter(|_| from.is_some_and(|from| from.id == platform.id))
}

/// What ids are sorted by: numbers as numbers, and no id last.
pub(super) fn id_order(id: Option<&str>) -> (bool, u64, String) {
    let number = id.and_then(|id| id.parse().ok()).unwrap_or(u64::MAX);
    (id.is_none(), number, id.unwrap_or_default().to_owned())
}

/// The files of each macro, in the order in which they are sent. Of two files that are the same part of one macro none is.
fn joined(platform: &Platform, files: Vec<DeskFile>, desk: &mut Desk) -> Vec<Vec<DeskFile>> {
    let mut groups: Vec<(Option<String>, Vec<DeskFile>)> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for file in files {
        let id = id_there(platform, &file.carried);
        let known = id.as_ref().and_then(|id| by_id.get(id)).and_then(|group| groups.get_mut(*group));
        match (known, id) {
            (Some((_, group)), _) => group.push(file),
            (None, id) => {
                by_id.extend(id.iter().map(|id| (id.clone(), groups.len())));
                groups.push((id, vec![file]));
            }
        }
    }
    for (id, group) in &mut groups {
        // The file that says what holds for all has a title; those of other texts have none.
        group.sort_by_key(|file| (file.carried.part.is_some(), file.parsed.front_matter.title.is_none()));
        let twice = group.windows(2).find(|two| matches!(two, [one, two] if one.carried.part == two.carried.part));
        if let (Some([one, two]), Some(id)) = (twice, id) {
            let title = platform.title;
            let words = format!("{} and {} are both macro {id} of {title}; neither is sent", one.shown, two.shown);
            desk.errors.push(format!("{words} before one of them has another `source`, or none"));
            desk.refused += group.len();
            desk.kept_back.insert(id.clone());
            group.clear();
        }
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups.sort_by_cached_key(|(id, files)| {
        (id_order(id.as_deref()), files.first().map(|file| file.shown.clone()).unwrap_or_default())
    });
    groups.into_iter().map(|(_, files)| files).collect()
}

fn sent(platform: &'static Platform, group: &[DeskFile], inputs: &[Input]) -> Option<Outgoing> {
    let files: Option<Vec<File<'_>>> = { group.iter() }
        .map(|file| {
            let input = inputs.get(file.input)?;
            let snippets: &dyn Snippets = &*input.snippets;
            // What is sent as a macro gets nothing from another one.
            let around = Around { snippets, vocabulary: &input.settings.vocabulary, parameters: false, tried };
            Some(File { source: &file.source, parsed: &file.parsed, around })
        })
        .collect();
    outgoing(platform, &files?)
}
