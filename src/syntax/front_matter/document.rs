//! All of the YAML, as far as it can be read. YAML that does not parse is read entry by entry, so that a mistake in one
//! costs no other.

use super::bad_yaml::{self, Diagnosis};
use super::lines::{is_blank_or_comment, is_known, key_of, line_break, lines, tight_key_of, trimmed};
use super::phrase::code;
use super::schema::FIELDS;
use super::yaml::{self, Kind, Node, Style};
use crate::syntax::{Mend, Mistake};
use crate::text::{Edit, Span};

/// What was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    /// Every node; collections name theirs by index.
    pub(super) nodes: Vec<Node>,
    /// The top-level keys with their values, as indices.
    pub(super) pairs: Vec<(usize, usize)>,
    /// What is not YAML.
    pub(super) mistakes: Vec<Mistake>,
}

impl Document {
    /// Reads the bytes `yaml` of `source`.
    pub(super) fn read(source: &str, yaml: Span) -> Self {
        let mut document = Self::default();
        let error = match yaml::parse(yaml.of(source), yaml.start, &mut document.nodes) {
            Ok(None) => return document,
            Ok(Some(root)) => {
                if document.take_pairs(root) {
                    return document;
                }
                document.nodes.clear();
                None
            }
            Err(error) => Some(error),
        };
        document.read_entries(source, yaml);
        if let (true, Some(error)) = (document.mistakes.is_empty(), error) {
            document.mistakes.push(bad_yaml::explain(source, yaml, &error));
        }
        document
    }

    /// Adds the keys of the mapping `root`; `false` where it is no mapping.
    fn take_pairs(&mut self, root: usize) -> bool {
        let Some(Kind::Mapping(pairs)) = self.nodes.get(root).map(|node| &node.kind) else { return false };
        self.pairs.extend(pairs);
        true
    }

    fn read_entries(&mut self, source: &str, yaml: Span) {
        let entries = entries(source, yaml);
        for (index, entry) in entries.iter().enumerate() {
            let later = entries.get(index + 1..).unwrap_or_default();
            let more = later.iter().any(|entry| entry.known);
            if self.read_entry(source, entry, more) && !more {
                return;
            }
        }
    }

    /// Gives whether the message seems to begin inside of the entry.
    fn read_entry(&mut self, source: &str, entry: &Entry, more: bool) -> bool {
        match self.parse_mapping(entry.head.of(source), entry.head.start) {
            Ok(()) => {}
            Err(error) if entry.keyed => {
                let diagnosis = bad_yaml::diagnose(source, entry.head, &error);
                self.recover(source, diagnosis);
                return false;
            }
            Err(_) => return self.not_a_key(source, entry.head, more),
        }
        entry.stray.is_some_and(|stray| self.not_a_key(source, stray, more))
    }

    /// Parses text that must be a mapping, or nothing.
    fn parse_mapping(&mut self, text: &str, base: usize) -> Result<(), yaml::ParseError> {
        let before = self.nodes.len();
        match yaml::parse(text, base, &mut self.nodes)? {
            Some(root) if !self.take_pairs(root) => {
                self.nodes.truncate(before);
                Err(yaml::ParseError { offset: base, info: "not a mapping".to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// Keeps what can be read once the mistakes of `diagnosis` are thought away.
    fn recover(&mut self, source: &str, diagnosis: Diagnosis) {
        self.mistakes.extend(diagnosis.mistakes);
        let before = self.nodes.len();
        if self.parse_mapping(&diagnosis.text, diagnosis.base).is_err() {
            return;
        }
        for node in self.nodes.get_mut(before..).unwrap_or_default() {
            if let Some((at, length)) = diagnosis.inserted {
                let back = |offset: usize| if offset <= at { offset } else { offset.saturating_sub(length).max(at) };
                node.span = Span::new(back(node.span.start), back(node.span.end));
            }
            if let Some((_, text)) = diagnosis.raw.iter().find(|(value, _)| *value == node.span) {
                node.kind = Kind::Scalar { text: text.of(source).to_owned(), style: Style::Raw };
            }
        }
    }

    fn not_a_key(&mut self, source: &str, span: Span, more: bool) -> bool {
        let written = |line: &super::lines::Line| !is_blank_or_comment(line.span.of(source));
        let Some(line) = lines(source, span).find(written) else { return false };
        let span = trimmed(source, line.span);
        let text = span.of(source);
        if let Some(mistake) = missing_colon(source, span) {
            self.mistakes.push(mistake);
            return false;
        }
        let begins = !more && !text.starts_with("- ") && text.contains(' ');
        let mut message = format!("{} is not a `key: value` line", code(text));
        if begins {
            message.push_str("; if the message begins here, put `---` on a line of its own before it");
        }
        let mend = begins.then(|| Mend {
            title: "Close the front matter with `---`".to_owned(),
            edits: vec![Edit::insert(line.span.start, format!("---{}", line_break(source)))],
            safe: false,
        });
        self.mistakes.push(Mistake { rule: "meta/bad-yaml", span, message, related: Vec::new(), mend });
        begins
    }
}

/// `title Refund`: a known key without its colon.
fn missing_colon(source: &str, line: Span) -> Option<Mistake> {
    let (key, _) = line.of(source).split_once(' ')?;
    if !is_known(key, FIELDS) {
        return None;
    }
    let end = line.start + key.len();
    Some(Mistake {
        rule: "meta/bad-yaml",
        span: Span::new(line.start, end),
        message: format!("A colon is missing after {}", code(key)),
        related: Vec::new(),
        mend: Some(Mend { title: "Add the colon".to_owned(), edits: vec![Edit::insert(end, ":")], safe: false }),
    })
}

/// A top-level key with all lines that belong to it, or what stands before the first one.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Whether it begins with a key.
    keyed: bool,
    /// Whether that key is one of the schema.
    known: bool,
    /// The key and the lines that can belong to it.
    head: Span,
    /// From the first line that can not.
    stray: Option<Span>,
}

fn entries(source: &str, yaml: Span) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines(source, yaml) {
        let text = line.span.of(source);
        let whole = Span::new(line.span.start, line.next);
        let key = key_of(text).or_else(|| tight_key_of(text));
        if key.is_some() || entries.is_empty() {
            let known = key.is_some_and(|key| is_known(key, FIELDS));
            entries.push(Entry { keyed: key.is_some(), known, head: whole, stray: None });
            continue;
        }
        let Some(entry) = entries.last_mut() else { continue };
        let belongs = text.starts_with([' ', '\t', ']', '}', '-']) || is_blank_or_comment(text);
        match &mut entry.stray {
            Some(stray) => *stray = stray.cover(whole),
            None if belongs || !entry.keyed => entry.head = entry.head.cover(whole),
            None => entry.stray = Some(whole),
        }
    }
    entries
}
