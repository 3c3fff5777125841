//! `check --platform`: the macros of a help desk's dump, as they stand in its file. Nothing is imported.
//!
//! Each text is read as an import would write it, and what is found in that leads back to the bytes of the dump.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use super::super::BROKE_DOWN;
use super::super::apart::keep_apart;
use super::super::fingerprint;
use super::super::inputs::{self, Input, STDIN, Wanted};
use super::super::output::{self, Checked, Done, Dumped, Format, FormatName, How, Record, Reported, Run, Unread};
use super::super::parallel::{self, Panicked};
use super::super::printer::Printer;
use super::super::progress::Progress;
use super::super::status::{Failure, Status, tell};
use super::super::terminal;
use super::{Arguments, format_of, how, jobs};
use crate::helpdesk::facts::TextKind;
use crate::helpdesk::reply::{Fault, Place, Reply, Text};
use crate::helpdesk::shape::{self, Form, Places, Value};
use crate::helpdesk::{NamesIn, Platform, Traced, markup};
use crate::knowledge::Severity;
use crate::lint::{self, Finding, Fixes, Settings, Standing, Subject};
use crate::message::NoSnippets;
use crate::syntax::{Channel, Macro};
use crate::text::{Encoding, LineIndex, Span, fnv1a};

/// How many words at the end of a line say which line is meant.
const LAST_WORDS: usize = 4;

/// Checks the dumps that are named.
pub(super) fn run(arguments: &Arguments, platform: &'static Platform, wanted: &Wanted<'_>) -> Result<Status, Failure> {
    if wanted.paths.iter().any(|path| path != Path::new(STDIN) && path.is_dir()) {
        let words = "`--platform` reads the file that a help desk exported; name it, as in";
        return Err(Failure::new(format!("{words} `softspoken check --platform {} macros.json`", platform.id)));
    }
    let inputs = inputs::gather(wanted)?;
    keep_apart(arguments.output.as_deref(), inputs.macros.iter().filter_map(Input::place))?;
    let format = format_of(arguments)?;
    let (out, style) = terminal::open(arguments.output.as_deref(), arguments.color)?;
    let how = how(arguments, format, style);
    let mut all = Checking { arguments, platform, how: &how, printer: Printer::new(out), run: Run::default() };
    let format = output::format(&how);
    all.printer.print(&format.begin());
    for error in &inputs.errors {
        all.unread(
            &error.words,
            &error.to_string(),
            error.path.as_ref().map(|path| path.display().to_string()),
            &*format,
        );
    }
    for input in &inputs.macros {
        all.dump(input, &*format);
    }
    let Checking { mut printer, run, .. } = all;
    printer.print(&format.end(&run));
    printer.finish()?;
    if how.format == FormatName::Github {
        output::append_step_summary(&run);
    }
    Ok(match arguments.fail_on.at_least() {
        _ if run.summary.unreadable > 0 => Status::Failed,
        Some(floor) if Severity::ALL.iter().any(|one| *one >= floor && run.summary.count(*one) > 0) => Status::Found,
        _ => Status::Clean,
    })
}

/// A run over dumps.
struct Checking<'r> {
    arguments: &'r Arguments,
    platform: &'static Platform,
    how: &'r How,
    printer: Printer,
    run: Run,
}

/// A text of a dump that is checked.
struct Item<'d> {
    reply: &'d Reply,
    text: Cow<'d, Text>,
    /// Whether it is the subject line.
    is_subject: bool,
    /// Where it stands in the file.
    value: Value,
    settings: Arc<Settings>,
}

/// What the check of every text of a file needs.
struct File<'d> {
    input: &'d Input,
    source: &'d str,
    lines: LineIndex,
    names: NamesIn,
    fixes: Fixes,
    floor: Severity,
    /// Whether messages name their macro.
    is_named: bool,
}

impl Checking<'_> {
    fn unread(&mut self, words: &str, told: &str, path: Option<String>, format: &dyn Format) {
        tell("error", told);
        let unread = Unread { path, words: words.to_owned(), repeated: false };
        self.printer.part(&self.run.unread(unread, format), format.between());
    }

    /// Checks all texts of a file.
    fn dump(&mut self, input: &Input, format: &dyn Format) {
        let shown = || Some(input.shown.clone());
        let source = match input.source.read() {
            Ok(source) => source,
            Err(words) => return self.unread(&words, &format!("{}: {words}", input.name()), shown(), format),
        };
        let lines = LineIndex::new(&source);
        let tell_fault = |all: &mut Self, fault: &Fault| {
            let place = lines.position(&source, fault.at, Encoding::Utf32);
            let words = format!("{}:{}: {}", place.line + 1, place.column + 1, fault.message);
            all.unread(&words, &format!("{}:{words}", input.name()), shown(), format);
        };
        let form = Form::of(&input.shown, &source);
        let dump = match shape::read(self.platform, &source, form) {
            Ok(dump) => dump,
            Err(fault) => return tell_fault(self, &fault),
        };
        dump.faults.iter().for_each(|fault| tell_fault(self, fault));
        dump.notes.iter().for_each(|note| tell("note", &format!("{}: {note}", input.name())));
        let texts = dump.replies.iter().flat_map(|reply| &reply.texts).map(|text| &text.place);
        let texts = texts.chain(dump.replies.iter().filter_map(|reply| Some(&reply.subject.as_ref()?.0)));
        let places = shape::places(self.platform, &source, form, texts);
        let items = items(self.platform, &dump.replies, &places, &input.settings);
        if items.is_empty() && dump.faults.is_empty() {
            tell("note", &format!("{}: no macro in it has a text for customers", input.name()));
        }
        let fixes = if self.how.format == FormatName::Human { format.fixes() } else { Fixes::None };
        let floor = self.arguments.min_severity.unwrap_or(Severity::Hint);
        let is_named = !matches!(self.how.format, FormatName::Human | FormatName::Json | FormatName::Jsonl);
        let file = File {
            input,
            source: &source,
            lines: lines.clone(),
            names: NamesIn::of(self.platform),
            fixes,
            floor,
            is_named,
        };
        let mut progress = Progress::new(items.len(), io::stderr().is_terminal());
        let work = |item: &Item<'_>| Done::of(&file.check(item), format);
        parallel::in_order(&items, jobs(self.arguments), work, |item, done| {
            match done {
                Ok(done) => {
                    let text = self.run.done(done, &input.known);
                    if !text.is_empty() {
                        progress.clear();
                    }
                    self.printer.part(&text, format.between());
                }
                Err(Panicked) => {
                    progress.clear();
                    let fault = Fault { at: item.value.span.start, message: BROKE_DOWN.to_owned() };
                    tell_fault(self, &fault);
                }
            }
            progress.step();
        });
        progress.clear();
    }
}

/// The texts that customers read, in the order of the file.
fn items<'d>(
    platform: &'static Platform,
    replies: &'d [Reply],
    places: &Places,
    settings: &Arc<Settings>,
) -> Vec<Item<'d>> {
    let mut by_locale: HashMap<Option<String>, Arc<Settings>> = HashMap::new();
    let mut items = Vec::new();
    for reply in replies {
        let texts = reply.texts.iter().filter(|text| !text.internal).map(|text| (Cow::Borrowed(text), false));
        let subject = reply.subject.as_ref().map(|(place, words)| (Cow::Owned(subject(place, words)), true));
        for (text, is_subject) in texts.chain(subject) {
            let Some(value) = places.get(&text.place).copied() else { continue };
            let locale = text.locale.clone().or_else(|| reply.locale.clone());
            let of_locale = by_locale.entry(locale.clone());
            let made = || Arc::new(settings_of(platform, locale.as_deref(), settings));
            let settings = of_locale.or_insert_with(made).clone();
            items.push(Item { reply, text, is_subject, value, settings });
        }
    }
    items.sort_by_key(|item| item.value.span.start);
    items
}

/// A subject line as a text of its own.
fn subject(place: &Place, words: &str) -> Text {
    Text {
        place: place.clone(),
        body: words.to_owned(),
        kind: TextKind::Markdown,
        part: None,
        channels: Vec::new(),
        internal: false,
        locale: None,
    }
}

/// A text so that nothing of it is read as front matter, which no text of a help desk has.
fn behind_front_matter(text: Traced) -> Traced {
    if !text.text.trim_start_matches('\u{feff}').starts_with("---") {
        return text;
    }
    let mut out = Traced::default();
    out.make("\n", Span::at(0));
    out.append(&text, 0..text.text.len());
    out
}

/// What is decided about a macro of that help desk.
fn settings_of(platform: &'static Platform, locale: Option<&str>, settings: &Settings) -> Settings {
    let locale = locale.map(|locale| locale.replace('_', "-"));
    // No macro of a help desk is a part of others; but where not all names are known, one without a dot may be one.
    let standing = if platform.complete { Standing::Macro } else { Standing::Unknown };
    let platforms = vec![platform.id.to_owned()];
    let locale = locale.or_else(|| settings.locale.clone());
    Settings { platforms, locale, standing, is_there: true, library: None, ..settings.clone() }
}

/// A message with the last words of a line in the place of its number: the lines of a dump are others than those of its texts.
fn in_words(message: &str, text: &str) -> String {
    let Some((before, rest)) = message.split_once(" at the end of line ") else { return message.to_owned() };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, behind) = rest.split_at(digits);
    let line = number.parse::<usize>().ok().and_then(|number| text.lines().nth(number.checked_sub(1)?));
    let line = line.unwrap_or_default().trim_end_matches("<br>");
    let said = line.rsplit("%}").next().filter(|said| !said.trim().is_empty()).unwrap_or(line);
    let words: Vec<&str> = said.split_whitespace().collect();
    let shown = words.get(words.len().saturating_sub(LAST_WORDS)..).unwrap_or_default().join(" ");
    match shown.is_empty() {
        true => message.to_owned(),
        false => format!("{before} behind “{shown}”{behind}"),
    }
}

impl File<'_> {
    /// Reads and lints one text.
    fn check(&self, item: &Item<'_>) -> Checked<'_> {
        let converted = markup::convert(&item.text.body, item.text.kind, &self.names);
        let made = behind_front_matter(converted.text);
        let source = made.text.clone();
        let mut parsed = Macro::parse(&source);
        parsed.is_html = converted.is_html;
        let channels = item.text.channels.iter().filter_map(|channel| Channel::from_word(channel));
        parsed.front_matter.channels = channels.map(|channel| (channel, Span::at(0))).collect();
        let knowledge = &*self.input.known;
        let subject =
            Subject { source: &source, parsed: &parsed, knowledge, settings: &item.settings, snippets: &NoSnippets };
        let mut findings = match item.is_subject {
            true => lint::check_line(&subject, self.fixes),
            false => lint::check(&subject, self.fixes),
        };
        findings.retain(|finding| finding.severity >= self.floor);
        let fingerprints = fingerprint::fingerprints(&source, &findings, knowledge);
        let ids = fingerprints.iter().map(|own| self.fingerprint(item, own));
        let placed = self.placed(item, &made, &findings);
        let mut both: Vec<(Reported, Reported)> = findings
            .into_iter()
            .zip(placed)
            .zip(ids)
            .map(|((finding, placed), fingerprint)| {
                let reported = |finding| Reported { finding, fingerprint: fingerprint.clone(), budgeted: false };
                (reported(finding), reported(placed))
            })
            .collect();
        both.sort_by(|(_, a), (_, b)| {
            (a.finding.span.start, &a.finding.rule).cmp(&(b.finding.span.start, &b.finding.rule))
        });
        let (findings, placed) = both.into_iter().unzip();
        let title = Some(item.reply.title.clone()).filter(|title| !title.trim().is_empty());
        let id = item.reply.id.clone();
        let title = title.or_else(|| id.clone());
        let path = &self.input.shown;
        let lines = Cow::Owned(LineIndex::new(&source));
        let text =
            Checked { path, title: title.clone(), source: source.into(), lines, findings, knowledge, dumped: None };
        let record = Record { pointer: item.text.place.pointer.clone(), id, title: item.reply.title.clone() };
        Checked {
            path,
            title,
            source: Cow::Borrowed(self.source),
            lines: Cow::Borrowed(&self.lines),
            findings: placed,
            knowledge,
            dumped: Some(Box::new(Dumped { record, text })),
        }
    }

    /// A name that a finding keeps wherever its macro stands in the dump, and that no other macro gives.
    fn fingerprint(&self, item: &Item<'_>, own: &str) -> String {
        let id = item.reply.id.as_deref().unwrap_or(&item.reply.title);
        let part = if item.is_subject { "subject".to_owned() } else { item.text.channels.join(" ") };
        // A macro may have several texts that say the same.
        let texts = item.reply.texts.iter().take_while(|text| text.place != item.text.place);
        let before = texts.filter(|text| text.channels == item.text.channels).count();
        let number = if before == 0 || item.is_subject { String::new() } else { format!("\0{before}") };
        format!("{:016x}", fnv1a(&format!("{id}\0{part}{number}\0{own}")))
    }

    /// What is said of a finding: where a format shows nothing else of the macro, with its title.
    fn message(&self, item: &Item<'_>, finding: &Finding, text: &str) -> String {
        let message = in_words(&finding.message, text);
        match item.reply.title.trim() {
            title if self.is_named && !title.is_empty() => format!("“{title}”: {message}"),
            _ => message,
        }
    }

    /// The findings at their places in the file. What would be edited is no text of the file, so none comes with a fix.
    fn placed(&self, item: &Item<'_>, made: &Traced, findings: &[Finding]) -> Vec<Finding> {
        let mut offsets: Vec<usize> = Vec::new();
        for finding in findings {
            let here = finding.related.iter().filter(|related| related.elsewhere.is_none());
            for span in here.map(|related| related.span).chain([finding.span]) {
                let from = made.source(span);
                offsets.extend([from.start, from.end]);
            }
        }
        offsets.sort_unstable();
        offsets.dedup();
        let in_file = item.value.offsets(self.source, &offsets);
        let offset = |at: usize| {
            let place = offsets.binary_search(&at).unwrap_or_default();
            in_file.get(place).copied().unwrap_or(item.value.span.start)
        };
        let span = |span: Span| {
            let from = made.source(span);
            Span::new(offset(from.start), offset(from.end))
        };
        let placed = |finding: &Finding| {
            let message = self.message(item, finding, &made.text);
            let mut finding = Finding { span: span(finding.span), fixes: Vec::new(), message, ..finding.clone() };
            for related in finding.related.iter_mut().filter(|related| related.elsewhere.is_none()) {
                related.span = span(related.span);
            }
            finding
        };
        findings.iter().map(placed).collect()
    }
}
