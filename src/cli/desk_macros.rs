//! The macros of a workspace as one help desk has them: the files of each joined, in the order of their ids there.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use super::BROKE_DOWN;
use super::configuration::line_and_column;
use super::inputs::{self, Input, Wanted};
use super::parallel::{self, Panicked};
use super::rule_choice::RuleChoice;
use super::status::{Failure, tell};
use crate::helpdesk::Platform;
use crate::helpdesk::carried::{Carried, carried};
use crate::helpdesk::outgoing::{File, Note, Outgoing, outgoing};
use crate::helpdesk::unfold::Around;
use crate::knowledge::Severity;
use crate::lint::Standing;
use crate::message::Snippets;
use crate::syntax::Macro;

/// All macros that go to one help desk.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// Those that are there, in the order of their ids, then the new ones in the order of their paths.
    pub(super) macros: Vec<DeskMacro>,
    /// How many files could not be read, or are not to be sent as they are.
    pub(super) refused: usize,
    /// How many macros are meant for other help desks only.
    pub(super) elsewhere: usize,
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
    /// Notes something about its title.
    pub(super) fn note(&mut self, words: String, stops: bool) {
        let title = self.files.first().and_then(|file| file.parsed.front_matter.title.as_ref());
        let span = title.map(|title| title.span).unwrap_or_default();
        self.sent.notes.push(Note { file: 0, span, words, stops });
    }
}

impl DeskFile {
    /// File, line and column.
    pub(super) fn place(&self, offset: usize) -> String {
        format!("{}:{}", self.shown, line_and_column(&self.source, offset.min(self.source.len())))
    }
}

/// Reads all macros below `paths` that go there; what cannot be read or sent is told.
pub(super) fn gather(
    platform: &'static Platform,
    paths: &[PathBuf],
    config: Option<&std::path::Path>,
) -> Result<Desk, Failure> {
    let choice = RuleChoice::default();
    let wanted = Wanted { paths, stdin_filename: None, config, choice: &choice, today: None };
    let inputs = inputs::gather(&wanted)?;
    inputs.errors.iter().for_each(|error| tell("error", &error.to_string()));
    if inputs.nothing_found(paths) {
        return Ok(Desk { refused: inputs.errors.len(), ..Desk::default() });
    }
    let mut desk = Desk { refused: inputs.errors.len(), ..Desk::default() };
    let mut files = Vec::new();
    let numbered: Vec<(usize, &Input)> = inputs.macros.iter().enumerate().collect();
    parallel::in_order(
        &numbered,
        jobs(),
        |(number, input)| read(platform, *number, input),
        |(_, input), read| match read.unwrap_or_else(|Panicked| Err(format!("{}: {BROKE_DOWN}", input.name()))) {
            Ok(Read::File(file)) => files.push(*file),
            Ok(Read::Snippet) => {}
            Ok(Read::Elsewhere) => desk.elsewhere += 1,
            Err(words) => {
                desk.refused += 1;
                tell("error", &words);
            }
        },
    );
    let groups = joined(platform, files, &mut desk.refused);
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
                tell("error", &format!("{}: {BROKE_DOWN}", group.first().map_or("", |file| file.shown.as_str())));
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
    Elsewhere,
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
    let targets = &parsed.front_matter.platforms;
    let is_target = |name: &str| Platform::named(name).is_some_and(|named| named.id == platform.id);
    if !targets.is_empty() && !targets.iter().any(|name| is_target(&name.text)) {
        return Ok(Read::Elsewhere);
    }
    let is_error = |rule: &str| input.known.rule(rule).is_none_or(|rule| rule.severity == Severity::Error);
    if let Some(mistake) = parsed.mistakes.iter().find(|mistake| is_error(mistake.rule)) {
        let place = line_and_column(&source, mistake.span.start);
        return Err(format!("{}:{place}: {}; it is not sent before that is mended", input.name(), mistake.message));
    }
    let carried = carried(&source, &parsed);
    let shown = input.name().to_owned();
    Ok(Read::File(Box::new(DeskFile { shown, source, parsed, carried, input: number })))
}

/// The files of each macro, in the order in which they are sent. Of two files that are the same part of one macro none is.
fn joined(platform: &Platform, files: Vec<DeskFile>, refused: &mut usize) -> Vec<Vec<DeskFile>> {
    let mut groups: Vec<(Option<String>, Vec<DeskFile>)> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for file in files {
        let from = file.carried.platform.as_deref().and_then(Platform::named);
        let id = file.carried.id.clone().filter(|_| from.is_some_and(|from| from.id == platform.id));
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
            tell("error", &format!("{words} before one of them has another `source`, or none"));
            *refused += group.len();
            group.clear();
        }
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups.sort_by(|(one, files), (other, others)| {
        let number = |id: &Option<String>| id.as_ref().map(|id| (id.parse::<u64>().unwrap_or(u64::MAX), id.clone()));
        let path = |files: &[DeskFile]| files.first().map(|file| file.shown.clone());
        (one.is_none(), number(one), path(files)).cmp(&(other.is_none(), number(other), path(others)))
    });
    groups.into_iter().map(|(_, files)| files).collect()
}

fn sent(platform: &'static Platform, group: &[DeskFile], inputs: &[Input]) -> Option<Outgoing> {
    let files: Option<Vec<File<'_>>> = { group.iter() }
        .map(|file| {
            let input = inputs.get(file.input)?;
            let snippets: &dyn Snippets = &*input.snippets;
            let parameters = input.settings.standing == Standing::Unknown;
            let around = Around { snippets, vocabulary: &input.settings.vocabulary, parameters };
            Some(File { source: &file.source, parsed: &file.parsed, around })
        })
        .collect();
    outgoing(platform, &files?)
}
