//! From YAML text to a flat list of nodes, each with its bytes in the source. Depth of nesting costs neither stack nor
//! time, and what an alias points to is never copied.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::lines::BLANKS;
use super::usual_yaml;
use crate::text::Span;

/// A value, a key, or a collection of them.
#[derive(Clone, Debug)]
pub struct Node {
    /// Bytes of the source, quotes and brackets included; empty where nothing is written.
    pub span: Span,
    /// What stands there.
    pub kind: Kind,
}

/// The kinds of node; collections name their children by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A single value.
    Scalar {
        /// Unquoted and unescaped.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// Keys with their values.
    Mapping(Vec<(usize, usize)>),
    /// A list.
    Sequence(Vec<usize>),
    /// `*name`.
    Alias,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes, so that `5` is a number.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
    /// Broken, reported, and taken as it stands: nothing more is said of it.
    Raw,
}

/// Where the library gave up, and its own words for it.
#[derive(Clone, Debug)]
pub(super) struct ParseError {
    /// A byte of the source.
    pub(super) offset: usize,
    /// For programmers.
    pub(super) info: String,
}

/// Parses `text`, which stands at byte `base` of the source, and appends its nodes to `nodes`; gives the index of the
/// outermost one, `None` where there are only blanks and comments. After an error `nodes` is as it was.
pub(super) fn parse(text: &str, base: usize, nodes: &mut Vec<Node>) -> Result<Option<usize>, ParseError> {
    match usual_yaml::nodes(text, base).filter(|_| nodes.is_empty()) {
        Some(usual) => {
            *nodes = usual;
            Ok(Some(0))
        }
        None => parse_any(text, base, nodes),
    }
}

/// The same of any YAML, by the library.
pub(super) fn parse_any(text: &str, base: usize, nodes: &mut Vec<Node>) -> Result<Option<usize>, ParseError> {
    let before = nodes.len();
    let mut builder = Builder { text, base, nodes, open: Vec::new(), root: None, last_end: 0 };
    let result = builder.run();
    let root = builder.root;
    match result {
        Ok(()) => Ok(root),
        Err(error) => {
            nodes.truncate(before);
            Err(error)
        }
    }
}

/// A collection whose end has not come yet.
struct Open {
    node: usize,
    key: Option<usize>,
}

struct Builder<'a> {
    text: &'a str,
    base: usize,
    nodes: &'a mut Vec<Node>,
    open: Vec<Open>,
    root: Option<usize>,
    /// Byte of `text` after the last event.
    last_end: usize,
}

impl Builder<'_> {
    fn run(&mut self) -> Result<(), ParseError> {
        let bytes = CharBytes::new(self.text);
        let mut documents = 0;
        for event in Parser::new_from_str(self.text) {
            let (event, span) = event.map_err(|error| ParseError {
                offset: self.base + bytes.of(error.marker().index()),
                info: error.info().to_owned(),
            })?;
            let span = Span::new(bytes.of(span.start.index()), bytes.of(span.end.index()));
            if matches!(event, Event::DocumentStart(_)) {
                documents += 1;
                if documents > 1 {
                    let info = "second document".to_owned();
                    return Err(ParseError { offset: self.base + self.last_end, info });
                }
            }
            self.event(event, span);
        }
        Ok(())
    }

    /// `span` is in bytes of `self.text`.
    fn event(&mut self, event: Event, span: Span) {
        match event {
            Event::Scalar(text, style, _, _) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let place = self.scalar_span(span, style, text.is_empty());
                self.add(place, Kind::Scalar { text: text.into_owned(), style });
            }
            Event::Alias(_) => {
                let place = self.trimmed(span);
                self.add(place, Kind::Alias);
            }
            Event::SequenceStart(..) => self.begin(self.with_dash(span), Kind::Sequence(Vec::new())),
            Event::MappingStart(..) => self.begin(span, Kind::Mapping(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                return;
            }
        }
        self.last_end = self.last_end.max(span.end);
    }

    fn add(&mut self, span: Span, kind: Kind) -> usize {
        let index = self.nodes.len();
        let span = Span::new(self.base + span.start, self.base + span.end);
        self.nodes.push(Node { span, kind });
        self.attach(index);
        index
    }

    fn begin(&mut self, span: Span, kind: Kind) {
        let node = self.add(self.trimmed(span), kind);
        self.open.push(Open { node, key: None });
    }

    /// A list that is indented no more than its key: the library places it after its first dash.
    fn with_dash(&self, span: Span) -> Span {
        let in_mapping = self.open.last().is_some_and(|open| open.key.is_some());
        let between = self.text.get(self.last_end..span.start).unwrap_or_default().trim_end_matches(BLANKS);
        let dash = self.last_end + between.len().saturating_sub(1);
        if in_mapping && between.ends_with('-') { Span::new(dash, span.end) } else { span }
    }

    fn attach(&mut self, child: usize) {
        let Some(open) = self.open.last_mut() else {
            self.root = self.root.or(Some(child));
            return;
        };
        match self.nodes.get_mut(open.node).map(|node| &mut node.kind) {
            Some(Kind::Sequence(items)) => items.push(child),
            Some(Kind::Mapping(pairs)) => match open.key.take() {
                None => open.key = Some(child),
                Some(key) => pairs.push((key, child)),
            },
            _ => {}
        }
    }

    /// A collection in brackets ends at its bracket; one of lines ends with its last child, not where the library
    /// notices, which is after blank lines and comments.
    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let Some(node) = self.nodes.get(open.node) else { return };
        let last = match &node.kind {
            Kind::Sequence(items) => items.last().copied(),
            Kind::Mapping(pairs) => pairs.last().map(|&(_, value)| value),
            Kind::Scalar { .. } | Kind::Alias => None,
        };
        let flow = self.text.get(node.span.start - self.base..).is_some_and(|text| text.starts_with(['[', '{']));
        let end = if flow {
            self.base + self.trimmed(span).end
        } else {
            last.and_then(|last| self.nodes.get(last)).map_or(node.span.end, |last| last.span.end)
        };
        if let Some(node) = self.nodes.get_mut(open.node) {
            node.span = Span::new(node.span.start, end.max(node.span.end));
        }
    }

    fn trimmed(&self, span: Span) -> Span {
        Span::new(span.start, span.start + span.of(self.text).trim_end_matches(BLANKS).len())
    }

    fn scalar_span(&self, span: Span, style: Style, empty: bool) -> Span {
        match style {
            Style::Plain if empty && !span.of(self.text).starts_with(['&', '!']) => self.nothing(span),
            Style::Plain | Style::Quoted | Style::Raw => self.trimmed(span),
            Style::Block => {
                let between = self.text.get(self.last_end..span.start).unwrap_or_default();
                let header = between.find(['|', '>']).map_or(span.start, |at| self.last_end + at);
                self.trimmed(Span::new(header, span.end))
            }
        }
    }

    /// The place of a value that is not there: after the colon of its key.
    fn nothing(&self, span: Span) -> Span {
        let key = self.open.last().and_then(|open| open.key).and_then(|key| self.nodes.get(key));
        let Some(key) = key else { return Span::at(span.start) };
        let end = key.span.end - self.base;
        let rest = self.text.get(end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let colon = rest.get(blank..).is_some_and(|rest| rest.starts_with(':'));
        Span::at(if colon { end + blank + 1 } else { end })
    }
}

/// The library counts characters; the project counts bytes.
struct CharBytes {
    /// The byte of every character; empty where the text is ASCII and both counts are the same.
    starts: Vec<usize>,
    len: usize,
}

impl CharBytes {
    fn new(text: &str) -> Self {
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(byte, _)| byte).collect() };
        Self { starts, len: text.len() }
    }

    fn of(&self, character: usize) -> usize {
        if self.starts.is_empty() {
            return character.min(self.len);
        }
        self.starts.get(character).copied().unwrap_or(self.len)
    }
}
