//! What is open at one place of a walk: the sentence that has begun on a path and has not ended yet.
//!
//! Text is taken in line by line. A sentence is over where what follows can no longer change that: at a blank line, or
//! when the next sentence has begun with a letter.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::Place;
use super::feed::{Feed, begins, may_end};
use super::graph::{Decision, Edge, MessageGraph, Met};
use super::inline::{Mask, masks};
use super::line::{Beginning, has_end_mark, is_short, lines};
use super::reader::{Reader, unmasked_sentences};
use super::rest::rests;
use super::shown::{Origin, Shown};
use crate::text::Span;

/// Longer than this (in bytes) no sentence stays open: what comes then begins another.
const LONGEST_OPEN: usize = 1_500;

/// A path's state between two items.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// The node that the path has passed last.
    pub(super) from: u32,
    /// What was decided since, each with how much of [`Open::shown`] (in bytes) was said before.
    decisions: Vec<(Decision, usize)>,
    /// What was said since that is not a whole sentence yet.
    pub(super) shown: Shown,
    /// Whether an end mark is among it.
    may_end: bool,
    line: Line,
    /// Whether the line above was broken on purpose.
    on_purpose: bool,
    quoted: bool,
    block: Place,
    floor: Place,
    /// Whether some of what was said stands for other readings too.
    pub(super) merged: bool,
    /// How much of [`Open::shown`] (in bytes) was said before decisions that the graph knows only as made before it.
    joined_until: usize,
    /// The last few decisions, whenever they were made.
    last_decisions: Vec<Decision>,
}

/// How many decisions make a difference where a sentence has too many readings.
pub(super) const REMEMBERED_DECISIONS: usize = 3;

/// Where in its line a path stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Line {
    /// Nothing but blanks so far.
    Start,
    /// Behind something that is read.
    In,
    /// In a quote of the customer, to the end of the line.
    Quote,
    /// In a block of code; whether the line has begun.
    Code(bool),
    /// In the line of the fence that ends it.
    CodeEnd,
}

impl Open {
    /// At the beginning of a message, behind the graph's first node.
    pub(super) fn at_start() -> Self {
        Self {
            from: 0,
            decisions: Vec::new(),
            shown: Shown::default(),
            may_end: false,
            line: Line::Start,
            on_purpose: false,
            quoted: false,
            block: Place::default(),
            floor: Place::default(),
            merged: false,
            joined_until: 0,
            last_decisions: Vec::new(),
        }
    }

    /// At the beginning of a passage that is read by itself and begins here.
    pub(super) fn at_passage(begin: Place) -> Self {
        Self { floor: begin, ..Self::at_start() }
    }

    /// Takes an arm.
    pub(super) fn decide(&mut self, decision: Decision) {
        self.decisions.push((decision, self.shown.text.len()));
        if self.last_decisions.len() == REMEMBERED_DECISIONS {
            self.last_decisions.remove(0);
        }
        self.last_decisions.push(decision);
    }

    /// The last so many decisions, whenever they were made.
    pub(super) fn last_decisions(&self, count: usize) -> &[Decision] {
        let older = self.last_decisions.len().saturating_sub(count);
        self.last_decisions.get(older..).unwrap_or_default()
    }

    /// What was decided since the last node.
    pub(super) fn decisions(&self) -> impl Iterator<Item = Decision> + '_ {
        self.decisions.iter().map(|(decision, _)| *decision)
    }

    /// Goes on from a node that joins paths on which the same is open.
    pub(super) fn join_at(&mut self, node: u32) {
        self.from = node;
        self.joined_until = self.shown.text.len();
    }

    /// The way from the last node to here; another node stands here then.
    pub(super) fn take_edge(&mut self) -> Edge {
        let decisions = std::mem::take(&mut self.decisions);
        Edge { from: self.from, decisions: decisions.into_iter().map(|(decision, _)| decision).collect() }
    }

    /// The decisions that were made before byte `end` of what is shown.
    fn decisions_before(&mut self, end: usize) -> Box<[Decision]> {
        if self.decisions.is_empty() {
            return Box::default();
        }
        let after = self.decisions.partition_point(|(_, at)| *at < end);
        self.decisions.drain(..after).map(|(decision, _)| decision).collect()
    }

    /// Forgets the first `at` bytes of what is shown.
    fn keep_from(&mut self, at: usize) {
        self.shown.keep_from(at);
        self.joined_until = self.joined_until.saturating_sub(at);
        self.decisions.iter_mut().for_each(|(_, said)| *said = said.saturating_sub(at));
    }

    /// Where what is open begins.
    pub(super) fn place(&self) -> Option<Place> {
        (!self.is_clean()).then(|| self.shown.place(0, 1))
    }

    /// Whether what may come is read alike after both.
    pub(super) fn reads_like(&self, other: &Open) -> bool {
        self.line == other.line
            && self.quoted == other.quoted
            && self.shown == other.shown
            && (self.shown.text.is_empty() || self.on_purpose == other.on_purpose)
    }

    /// Equal for what [`Open::reads_like`] finds alike.
    pub(super) fn reading_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.line, self.quoted, &self.shown).hash(&mut hasher);
        hasher.finish()
    }

    /// Whether nothing is open.
    pub(super) fn is_clean(&self) -> bool {
        self.shown.text.is_empty()
    }

    /// Takes text in.
    pub(super) fn feed(&mut self, graph: &mut MessageGraph, feed: Feed<'_>) {
        if feed.plain {
            self.line(graph, &feed, feed.text, 0);
        } else {
            self.lines(graph, &feed);
        }
        if self.may_end || self.shown.text.len() > LONGEST_OPEN {
            self.settle(graph);
        }
    }

    /// Takes in a line break that is not one of the text, or the edge of a block.
    pub(super) fn break_line(&mut self, graph: &mut MessageGraph, is_block: bool, is_short: bool) {
        if !matches!(self.line, Line::Start | Line::In) {
            return;
        }
        if is_block {
            self.close_run(graph);
            self.line = Line::Start;
        } else {
            self.end_line(graph, is_short);
        }
    }

    fn lines(&mut self, graph: &mut MessageGraph, feed: &Feed<'_>) {
        let mut first_break = true;
        for (range, is_broken) in lines(feed.text) {
            let content = feed.text.get(range.clone()).unwrap_or_default();
            self.line(graph, feed, content, range.start);
            if is_broken {
                let is_short = if first_break { feed.first_short } else { is_short(content) };
                first_break = false;
                self.end_line(graph, is_short);
            }
        }
    }

    /// Takes in what stands at byte `offset` of the fed text, up to the end of the line.
    fn line(&mut self, graph: &mut MessageGraph, feed: &Feed, content: &str, offset: usize) {
        let trimmed = content.trim_start();
        match self.line {
            Line::In => return self.push(feed, offset..offset + content.len()),
            Line::Quote | Line::CodeEnd | Line::Code(true) => return,
            _ if trimmed.is_empty() => return,
            Line::Code(false) => {
                let is_end = begins(feed, trimmed) == Beginning::Fence;
                self.line = if is_end { Line::CodeEnd } else { Line::Code(true) };
                return;
            }
            Line::Start => {}
        }
        let mut start = offset + content.len() - trimmed.len();
        let begins = begins(feed, trimmed);
        if !self.goes_on(begins) {
            self.close_run(graph);
        }
        self.line = match begins {
            Beginning::Quote => Line::Quote,
            Beginning::Fence => Line::Code(true),
            _ => Line::In,
        };
        match begins {
            Beginning::Quote | Beginning::Fence => return,
            Beginning::Marker(length) => start += length,
            _ => {}
        }
        if self.is_clean() {
            self.block = Place { file: feed.place.file, span: Span::at(feed.place.span.start + start) };
        } else {
            // The break above and the indent count as one blank, and keep their places.
            let gap = start.saturating_sub(1)..start;
            match feed.text.get(gap.clone()).filter(|gap| gap.trim().is_empty() && !gap.is_empty()) {
                Some(_) => self.push(feed, gap),
                None => self.shown.push_value(" ", Place { span: Span::at(feed.place.span.start), ..feed.place }),
            }
        }
        self.push(feed, start..offset + content.len());
    }

    /// Whether a line that begins so continues the one above.
    fn goes_on(&self, begins: Beginning) -> bool {
        match begins {
            Beginning::Lower => true,
            Beginning::Other => !self.on_purpose,
            _ => false,
        }
    }

    fn push(&mut self, feed: &Feed, range: Range<usize>) {
        let mut range = range;
        let mut text = feed.text.get(range.clone()).unwrap_or_default();
        if self.is_clean() {
            // Blanks in front of a sentence would only tell paths apart that read on alike.
            text = text.trim_start();
            range.start = range.end - text.len();
        }
        if text.is_empty() {
            return;
        }
        self.may_end = self.may_end || may_end(text);
        if feed.is_value {
            self.shown.push_value(text, feed.place);
        } else {
            let start = feed.place.span.start;
            let span = Span::new(start + range.start, start + range.end);
            self.shown.push_text(text, Place { file: feed.place.file, span });
        }
    }

    /// Goes to the next line.
    fn end_line(&mut self, graph: &mut MessageGraph, is_short: bool) {
        match self.line {
            // A blank line.
            Line::Start => self.close_run(graph),
            Line::In => {
                self.on_purpose = is_short && !has_end_mark(&self.shown.text);
            }
            Line::Code(_) => {
                self.line = Line::Code(false);
                return;
            }
            Line::Quote | Line::CodeEnd => {}
        }
        self.line = Line::Start;
    }

    /// Takes in one opaque word.
    pub(super) fn word(&mut self, graph: &mut MessageGraph, origin: Origin, place: Place) {
        match self.line {
            Line::Quote | Line::CodeEnd | Line::Code(true) => return,
            Line::Code(false) => {
                self.line = Line::Code(true);
                return;
            }
            Line::In => {}
            Line::Start => {
                if self.on_purpose {
                    self.close_run(graph);
                }
                self.line = Line::In;
                if self.is_clean() {
                    self.block = Place { file: place.file, span: Span::at(place.span.start) };
                } else {
                    self.shown.push_value(" ", Place { span: Span::at(place.span.start), ..place });
                }
            }
        }
        self.shown.push_item(origin, place);
    }

    /// Hands over every sentence but the last one, which may go on.
    fn settle(&mut self, graph: &mut MessageGraph) {
        let masks = masks(&self.shown.text);
        let mut ranges = unmasked_sentences(&self.shown.text, &masks);
        let too_long = self.shown.text.len() > LONGEST_OPEN;
        let mut open_from = self.shown.text.len();
        while !too_long && let Some(last) = ranges.pop() {
            open_from = last.start;
            // Until a letter comes, what follows a full stop may turn out to be a part of its sentence.
            if self.shown.text.get(last).is_some_and(|last| last.contains(char::is_alphabetic)) {
                break;
            }
        }
        if !ranges.is_empty() {
            self.hand_over(graph, &ranges, &masks);
            self.keep_from(open_from);
        }
        self.may_end = may_end(&self.shown.text);
    }

    /// Hands over everything: nothing that follows belongs to it.
    pub(super) fn close_run(&mut self, graph: &mut MessageGraph) {
        self.end_sentence(graph);
        self.quoted = false;
        self.on_purpose = false;
    }

    /// Hands over everything, though the run may go on.
    pub(super) fn end_sentence(&mut self, graph: &mut MessageGraph) {
        if self.is_clean() {
            return;
        }
        let masks = masks(&self.shown.text);
        let ranges = unmasked_sentences(&self.shown.text, &masks);
        self.hand_over(graph, &ranges, &masks);
        self.keep_from(self.shown.text.len());
        self.may_end = false;
    }

    fn hand_over(&mut self, graph: &mut MessageGraph, ranges: &[Range<usize>], masks: &[(Range<usize>, Mask)]) {
        // Where one path leads through the text, nothing is told apart by what stands behind.
        let rests = if graph.has_many_paths() { rests(&self.shown.text, ranges) } else { Vec::new() };
        let rests = rests.into_iter().map(Some).chain(std::iter::repeat(None));
        // What is shown stays as it is, while the rest of the state goes on.
        let shown = std::mem::take(&mut self.shown);
        let mut reader = Reader::new(&shown, masks, self.block);
        for (range, rest) in ranges.iter().zip(rests) {
            let first = graph.prose.sentences.len();
            let said_until = range.start + shown.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
            reader.sentence(&mut graph.prose, range.clone(), self.floor, &mut self.quoted);
            for sentence in first..graph.prose.sentences.len() {
                let Some(said) = graph.prose.sentences.get(sentence) else { break };
                self.floor = Place { file: said.file, span: Span::at(said.span.end) };
                let edge = Edge { from: self.from, decisions: self.decisions_before(said_until.max(1)) };
                let next = self.decisions.first().map(|(decision, _)| decision.choice);
                // Paths that were joined before what is said, though they part behind it, keep to themselves.
                let rest = rest.filter(|_| range.start >= self.joined_until);
                let met = Met { sentence, edge, next, merged: self.merged, rest };
                self.from = graph.sentence_node(met);
                self.merged = false;
            }
        }
        self.shown = shown;
    }

    /// Where in its line the path stands, and what is open, as [`super::ahead`] wants to know it.
    pub(super) fn tail(&self) -> Tail<'_> {
        let blank = self.shown.text.ends_with(' ');
        Tail { text: &self.shown.text, broken: self.line == Line::Start, blank, on_purpose: self.on_purpose }
    }
}

/// How an open sentence ends so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail<'a> {
    /// What is open.
    pub(super) text: &'a str,
    /// Whether a line break follows it.
    pub(super) broken: bool,
    /// Whether it ends in a blank.
    pub(super) blank: bool,
    /// Whether that break was made on purpose.
    pub(super) on_purpose: bool,
}
