//! One walk over the items of a macro, its snippets included, that carries the open sentences of all paths along.
//!
//! Where paths part, what is open is carried along each of them; where they meet and read on alike, they become one again.
//! A passage that is repeated or inserted is walked again at its place.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::ahead::{self, Follows, Over};
use super::bindings::{Bindings, Bound, Capture};
use super::facts::Constant;
use super::graph::{Decision, MessageGraph, NoticeKind};
use super::html::{Piece, PieceKind};
use super::layout::{Layout, Role};
use super::open::{Feed, Open};
use super::shown::Origin;
use super::values::Arrived;
use super::{Place, Snippet, Snippets};
use crate::syntax::{Item, ItemKind, Macro, Output, TagKind};

/// More readings of one sentence than this are not carried along: then only the last decisions make a difference.
const MOST_READINGS: usize = 32;
/// So many decisions are carried along with what is open.
const MOST_CARRIED: usize = 16;
/// In a macro that names more values than this, what it captures is not followed.
const MOST_REMEMBERED_NAMES: usize = 256;
/// How deep passages are inserted in one another.
pub(super) const DEEPEST: usize = 16;
/// How many items are walked besides those of the macro itself, and how many again for each of its own.
const MOST_INSERTED: usize = 20_000;

/// The graph of a macro and the snippets that it renders.
pub(super) fn walk(source: &str, parsed: &Macro, snippets: &dyn Snippets) -> MessageGraph {
    let mut walk = Walk {
        graph: MessageGraph::new(),
        snippets,
        files: vec![File { text: Text::Own(source, parsed), layout: Rc::default() }],
        by_id: HashMap::new(),
        open: vec![Open::at_start()],
        bindings: Bindings::default(),
        last_version: 0,
        last_scope: 0,
        rendering: Vec::new(),
        own_id: parsed.front_matter.id.as_ref().map(|id| id.text.as_str()),
        depth: 0,
        after: Follows::end(),
        unknown_after: 0,
        rounds: 1,
        left: MOST_INSERTED,
        captured: Vec::new(),
    };
    walk.lay_out(0);
    walk.items(0, 0, parsed.items.len());
    walk.finish();
    walk.graph
}

/// A text and the macro of it.
#[derive(Clone)]
enum Text<'a> {
    Own(&'a str, &'a Macro),
    Of(Arc<Snippet>),
}

impl Text<'_> {
    fn source(&self) -> &str {
        match self {
            Text::Own(source, _) => source,
            Text::Of(snippet) => &snippet.source,
        }
    }

    fn parsed(&self) -> &Macro {
        match self {
            Text::Own(_, parsed) => parsed,
            Text::Of(snippet) => &snippet.parsed,
        }
    }
}

#[derive(Clone)]
struct File<'a> {
    text: Text<'a>,
    layout: Rc<Layout>,
}

pub(super) struct Walk<'a> {
    pub(super) graph: MessageGraph,
    snippets: &'a dyn Snippets,
    files: Vec<File<'a>>,
    by_id: HashMap<String, Option<u16>>,
    /// What is open on the paths that lead to the current place; none where no path does.
    pub(super) open: Vec<Open>,
    pub(super) bindings: Bindings,
    last_version: u32,
    last_scope: u32,
    /// The snippets whose insertion is under way.
    rendering: Vec<u16>,
    /// The id that the macro itself gives itself.
    own_id: Option<&'a str>,
    pub(super) depth: usize,
    /// What can be read behind the passage that is being inserted.
    after: Follows,
    /// How many passages are being inserted of which that is not known.
    unknown_after: usize,
    /// How many times the current passage is walked, because of the loops around it.
    pub(super) rounds: usize,
    /// How many items may still be walked for insertions.
    left: usize,
    /// Passages that were captured and not inserted.
    captured: Vec<(Rc<Capture>, bool)>,
}

/// A block with arms, while its items are walked.
pub(super) struct Frame {
    file: u16,
    block: usize,
    /// By arm that can be taken: the number of its tag, the arm of the choice.
    live: Vec<(usize, usize)>,
    /// `None` where only one arm can be taken.
    choice: Option<u32>,
    entry: Vec<Open>,
    entry_bindings: Bindings,
    out: Vec<Arrived>,
    /// The tag that begins the arm behind the last one.
    tags: usize,
    end: usize,
}

impl<'a> Walk<'a> {
    /// Walks items `from..to` of a file.
    pub(super) fn items(&mut self, file: u16, from: usize, to: usize) {
        let Some(File { text, layout }) = self.files.get(usize::from(file)).cloned() else { return };
        let parsed = text.parsed();
        let mut frames: Vec<Frame> = Vec::new();
        let mut index = from;
        while index < to {
            while frames.last().is_some_and(|frame| frame.end == index && !is_closer(&layout, index, frame.block)) {
                self.leave(parsed, &layout, &mut frames, index);
            }
            let Some(item) = parsed.items.get(index) else { break };
            index = match layout.roles.get(index).copied().unwrap_or_default() {
                Role::Open(block) => self.block(file, &text, &layout, &mut frames, block),
                Role::Arm(block, number) => {
                    if let Some(frame) = frames.last_mut().filter(|frame| frame.block == block) {
                        self.next_arm(frame, number, layout.behind(parsed, index.saturating_sub(1)));
                    }
                    index + 1
                }
                Role::Close(block) => {
                    if frames.last().is_some_and(|frame| frame.block == block) {
                        self.leave(parsed, &layout, &mut frames, index + 1);
                    }
                    index + 1
                }
                Role::Plain => {
                    if !self.open.is_empty() {
                        self.item(file, &text, &layout, index, item);
                    }
                    index + 1
                }
            };
        }
        while !frames.is_empty() {
            self.leave(parsed, &layout, &mut frames, to);
        }
    }

    /// Begins a block, or walks all of it. Gives the item to go on at.
    fn block(&mut self, file: u16, text: &Text, layout: &Rc<Layout>, frames: &mut Vec<Frame>, block: usize) -> usize {
        let parsed = text.parsed();
        let end = layout.ends.get(block).copied().unwrap_or_default();
        let Some(of) = parsed.blocks.get(block) else { return end };
        let behind = if of.close.is_some() { end + 1 } else { end.max(of.open + 1) };
        let kind = match parsed.items.get(of.open).map(|item| &item.kind) {
            Some(ItemKind::Tag(tag)) => &tag.kind,
            _ => return behind,
        };
        if self.open.is_empty() {
            return behind;
        }
        match kind {
            TagKind::Capture(name) => {
                let bindings = self.bindings.clone();
                let capture = Rc::new(Capture { file, block, bindings });
                if let Some(name) = name {
                    // A capture remembers what all names stood for.
                    let few = self.bindings.len() < MOST_REMEMBERED_NAMES;
                    let bound = if few { Bound::Captured(Rc::clone(&capture)) } else { Bound::Unknown };
                    self.bind(&name.text, bound);
                }
                self.captured.push((capture, false));
                behind
            }
            TagKind::For { .. } if self.depth < DEEPEST => {
                self.settle(layout.at(of.open));
                self.depth += 1;
                self.for_loop(file, parsed, layout, block);
                self.depth -= 1;
                self.settle(layout.behind(parsed, behind - 1));
                behind
            }
            TagKind::Case(Some(_)) if layout.sends_several(block) && self.depth < DEEPEST => {
                self.settle(layout.at(of.open));
                self.depth += 1;
                self.case_of_several(file, text.source(), parsed, layout, block);
                self.depth -= 1;
                self.settle(layout.behind(parsed, behind - 1));
                behind
            }
            _ => {
                self.settle(layout.at(of.open));
                let open = of.open;
                frames.push(self.enter(file, parsed, layout, block));
                open + 1
            }
        }
    }

    /// Notes in the graph what was decided, where nothing is said for so long that carrying it on would cost.
    pub(super) fn note_decisions(&mut self) {
        for open in &mut self.open {
            if open.decisions().count() >= MOST_CARRIED {
                let edge = open.take_edge();
                open.join_at(self.graph.join(vec![edge]));
            }
        }
    }

    /// Comes to a block whose arms exclude one another.
    fn enter(&mut self, file: u16, parsed: &Macro, layout: &Layout, block: usize) -> Frame {
        self.note_decisions();
        let arms = self.arms_of(parsed, block);
        let tags = parsed.blocks.get(block).map_or(0, |block| block.arms.len() + 1);
        let live = arms.iter().enumerate().map(|(index, arm)| (arm.tag, index)).collect();
        let choice = self.choose(file, block, arms);
        let mut frame = Frame {
            file,
            block,
            live,
            choice,
            entry: std::mem::take(&mut self.open),
            entry_bindings: self.bindings.clone(),
            out: Vec::new(),
            tags,
            end: layout.ends.get(block).copied().unwrap_or_default(),
        };
        self.begin_arm(&mut frame, 0);
        frame
    }

    fn next_arm(&mut self, frame: &mut Frame, number: usize, follows: Follows) {
        self.settle(follows);
        self.end_arm(frame);
        self.begin_arm(frame, number);
    }

    fn begin_arm(&mut self, frame: &mut Frame, number: usize) {
        self.bindings = frame.entry_bindings.clone();
        let arm = frame.live.iter().find(|(own, _)| *own == number);
        self.open = arm.map_or_else(Vec::new, |(_, arm)| self.taking(&frame.entry, frame.choice, *arm));
    }

    fn end_arm(&mut self, frame: &mut Frame) {
        frame.out.push((std::mem::take(&mut self.open), self.bindings.clone()));
    }

    /// What is open where `arm` of a choice is taken: paths on which it cannot be are left out.
    pub(super) fn taking(&self, entry: &[Open], choice: Option<u32>, arm: usize) -> Vec<Open> {
        let Some(choice) = choice else { return entry.to_vec() };
        self.deciding(entry, Decision { choice, arm: arm as u32 })
    }

    /// What is open where this is decided.
    pub(super) fn deciding(&self, entry: &[Open], decision: Decision) -> Vec<Open> {
        let possible = entry.iter().filter(|open| self.graph.is_possible(open.decisions(), decision));
        possible
            .map(|open| {
                let mut open = open.clone();
                open.decide(decision);
                open
            })
            .collect()
    }

    /// Comes to the end of the innermost block; `at` is the item behind it.
    fn leave(&mut self, parsed: &Macro, layout: &Layout, frames: &mut Vec<Frame>, at: usize) {
        let Some(mut frame) = frames.pop() else { return };
        let follows = layout.behind(parsed, at.saturating_sub(1));
        self.settle(follows);
        self.end_arm(&mut frame);
        // The arm of none of them has no tag.
        if frame.live.iter().any(|(number, _)| *number >= frame.tags) {
            let number = frame.tags;
            self.begin_arm(&mut frame, number);
            self.end_arm(&mut frame);
        }
        self.meet(frame.out, frame.file, frame.block);
        self.settle(follows);
    }

    /// Ends what is over where this follows, so that it need not be carried along several paths, and joins what is alike.
    pub(super) fn settle(&mut self, follows: Follows) {
        if self.unknown_after > 0 {
            return self.compress();
        }
        let follows = follows.then(self.after);
        self.graph.many_paths(self.open.len() > 1);
        for open in &mut self.open {
            if open.is_clean() {
                continue;
            }
            match ahead::over(open.tail(), follows) {
                Over::No => {}
                Over::Sentence => open.end_sentence(&mut self.graph),
                Over::Run => open.close_run(&mut self.graph),
            }
        }
        self.compress();
    }

    /// Makes one of the paths that read on alike.
    pub(super) fn compress(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let mut groups: Vec<Vec<Open>> = Vec::new();
        for open in std::mem::take(&mut self.open) {
            match groups.iter_mut().find(|group| group.first().is_some_and(|first| first.reads_like(&open))) {
                Some(group) => group.push(open),
                None => groups.push(vec![open]),
            }
        }
        self.open = groups.into_iter().filter_map(|group| self.joined(group)).collect();
        if self.open.len() > MOST_READINGS {
            self.forget_readings();
        }
    }

    fn joined(&mut self, group: Vec<Open>) -> Option<Open> {
        let mut rest = group.into_iter();
        let mut first = rest.next()?;
        let rest: Vec<Open> = rest.collect();
        if rest.is_empty() {
            return Some(first);
        }
        let merged = first.merged || rest.iter().any(|open| open.merged);
        let mut edges = vec![first.take_edge()];
        edges.extend(rest.into_iter().map(|mut open| open.take_edge()));
        first.join_at(self.graph.join(edges));
        first.merged = merged;
        Some(first)
    }

    /// Lets one reading stand for those that differ in older decisions only.
    fn forget_readings(&mut self) {
        let mut groups: Vec<(Vec<Decision>, Vec<Open>)> = Vec::new();
        let mut place = None;
        for open in std::mem::take(&mut self.open) {
            let last = open.last_decisions.clone();
            place = place.or_else(|| open.place());
            match groups.iter_mut().find(|(decisions, _)| *decisions == last) {
                Some((_, group)) => group.push(open),
                None => groups.push((last, vec![open])),
            }
        }
        if let Some(place) = place {
            self.graph.notice(place, NoticeKind::ManyReadings);
        }
        for (_, group) in groups {
            let is_one = group.len() == 1;
            if let Some(mut open) = self.joined(group) {
                open.merged |= !is_one;
                self.open.push(open);
            }
        }
    }

    /// Takes one item in that is no tag of a block.
    fn item(&mut self, file: u16, text: &Text, layout: &Layout, index: usize, item: &Item) {
        let place = Place { file, span: item.span };
        match &item.kind {
            ItemKind::Text | ItemKind::Raw(_) if layout.pieces(index).is_some() => {
                let pieces = layout.pieces(index).unwrap_or_default();
                self.pieces(file, text.source(), text.parsed().is_html, pieces);
            }
            ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Broken if layout.is_hidden(index) => {}
            ItemKind::Text | ItemKind::Raw(_) => {
                let span = layout.visible.get(index).copied().unwrap_or_default();
                let first_short = layout.first_short.get(index).copied().unwrap_or_default();
                let text = span.of(text.source());
                self.feed(Feed { text, place: Place { file, span }, is_value: false, first_short, plain: false });
            }
            ItemKind::Output(output) => self.output(output, index, place),
            ItemKind::Slot(_) => self.word(Origin::Slot(index), place),
            ItemKind::Broken => self.word(Origin::Placeholder(index), place),
            ItemKind::Tag(tag) => match &tag.kind {
                TagKind::Assign { name: Some(name), value, filters } => {
                    let value = value.as_ref().filter(|_| filters.is_empty());
                    let bound = value.map_or(Bound::Unknown, |value| self.bindings.bound(value));
                    self.bind(&name.text, bound);
                }
                TagKind::Render { id: Some(id), parameters } if !layout.is_hidden(index) => {
                    let after = layout.behind(text.parsed(), index);
                    self.render(&id.text, parameters, place, after);
                }
                _ => {}
            },
            ItemKind::Comment | ItemKind::CommentTag(_) => {}
        }
    }

    fn feed(&mut self, feed: Feed) {
        if feed.text.is_empty() {
            return;
        }
        self.graph.many_paths(self.open.len() > 1);
        for open in &mut self.open {
            open.feed(&mut self.graph, feed);
        }
        self.compress();
    }

    /// Takes in a text that holds markup.
    fn pieces(&mut self, file: u16, source: &str, is_html: bool, pieces: &[Piece]) {
        for Piece { span, kind, first_short } in pieces {
            let (place, first_short) = (Place { file, span: *span }, *first_short);
            match kind {
                PieceKind::Text => {
                    self.feed(Feed { text: span.of(source), place, is_value: false, first_short, plain: is_html });
                }
                PieceKind::Shown(text) => {
                    self.feed(Feed { text, place, is_value: true, first_short, plain: true });
                }
                PieceKind::Line | PieceKind::Block => {
                    self.graph.many_paths(self.open.len() > 1);
                    for open in &mut self.open {
                        open.break_line(&mut self.graph, *kind == PieceKind::Block, first_short);
                    }
                    self.compress();
                }
            }
        }
    }

    fn word(&mut self, origin: Origin, place: Place) {
        self.graph.many_paths(self.open.len() > 1);
        for open in &mut self.open {
            open.word(&mut self.graph, origin, place);
        }
        self.compress();
    }

    fn output(&mut self, output: &Output, index: usize, place: Place) {
        if output.filters.is_empty() {
            if let Some(constant) = self.bindings.constant(&output.value) {
                let text = printed(&constant);
                return self.feed(Feed { text: &text, place, is_value: true, first_short: false, plain: false });
            }
            if let Some(values) = self.bindings.one_of(&output.value) {
                return self.feed_one_of(&values, place);
            }
            if let Some(capture) = self.captured_by(output) {
                return self.insert_captured(&capture, place);
            }
        }
        self.word(Origin::Placeholder(index), place);
    }

    fn captured_by(&self, output: &Output) -> Option<Rc<Capture>> {
        let crate::syntax::Value::Path(path) = &output.value.value else { return None };
        match self.bindings.get(&path.root.text)? {
            Bound::Captured(capture) if path.segments.is_empty() => Some(Rc::clone(capture)),
            _ => None,
        }
    }

    fn insert_captured(&mut self, capture: &Rc<Capture>, place: Place) {
        let Some(File { text, layout }) = self.files.get(usize::from(capture.file)).cloned() else { return };
        let arms = layout.arms(text.parsed(), capture.block);
        let Some(&(from, to)) = arms.first() else { return };
        if !self.may_insert(to - from, place) {
            return;
        }
        if let Some((_, inserted)) = self.captured.iter_mut().find(|(known, _)| Rc::ptr_eq(known, capture)) {
            *inserted = true;
        }
        let bindings = std::mem::replace(&mut self.bindings, capture.bindings.clone());
        // Behind the passage comes what stands behind the output, not what stands behind the passage.
        self.unknown_after += 1;
        self.depth += 1;
        self.items(capture.file, from, to);
        self.depth -= 1;
        self.unknown_after -= 1;
        self.bindings = bindings;
    }

    fn render(&mut self, id: &str, parameters: &[crate::syntax::Argument], place: Place, after: Follows) {
        if self.own_id.is_some_and(|own| own == id) {
            return self.graph.notice(place, NoticeKind::LeftOut);
        }
        let Some(file) = self.snippet(id) else { return };
        let Some(File { text, .. }) = self.files.get(usize::from(file)).cloned() else { return };
        let count = text.parsed().items.len();
        if self.rendering.contains(&file) {
            return self.graph.notice(place, NoticeKind::LeftOut);
        }
        if !self.may_insert(count, place) {
            return;
        }
        self.last_scope += 1;
        let mut inside = Bindings::of_scope(self.last_scope);
        for parameter in parameters {
            let Some(name) = &parameter.name else { continue };
            let bound = self.bindings.bound(&parameter.value);
            let version = self.version();
            inside.bind(&name.text, version, bound);
        }
        let outside = std::mem::replace(&mut self.bindings, inside);
        let after = after.then(self.after);
        let after = std::mem::replace(&mut self.after, after);
        self.rendering.push(file);
        self.depth += 1;
        self.items(file, 0, count);
        self.depth -= 1;
        self.rendering.pop();
        self.after = after;
        self.bindings = outside;
    }

    /// Whether so many more items may be walked.
    pub(super) fn may_insert(&mut self, items: usize, place: Place) -> bool {
        let fits = items <= self.left && self.depth < DEEPEST;
        if fits {
            self.left -= items;
        } else {
            self.graph.notice(place, NoticeKind::LeftOut);
        }
        fits
    }

    /// The file of a snippet.
    fn snippet(&mut self, id: &str) -> Option<u16> {
        if let Some(known) = self.by_id.get(id) {
            return *known;
        }
        let found = self.snippets.get(id).and_then(|snippet| {
            let number = u16::try_from(self.files.len()).ok()?;
            self.graph.prose.snippets.push(Arc::clone(&snippet));
            self.files.push(File { text: Text::Of(snippet), layout: Rc::default() });
            Some(number)
        });
        self.by_id.insert(id.to_owned(), found);
        if let Some(file) = found {
            self.lay_out(file);
        }
        found
    }

    /// Looks at a file before it is walked. What the snippets of a snippet begin with is not looked at.
    fn lay_out(&mut self, file: u16) {
        let Some(File { text, .. }) = self.files.get(usize::from(file)).cloned() else { return };
        let mut begins: HashMap<&str, Follows> = HashMap::new();
        if file == 0 {
            let ids = text.parsed().items.iter().filter_map(rendered_id);
            for id in ids {
                let snippet = self.snippet(id).and_then(|file| self.files.get(usize::from(file)));
                let first = snippet.map_or_else(Follows::end, |file| {
                    file.layout.follows.first().copied().unwrap_or_else(Follows::end)
                });
                begins.insert(id, first);
            }
        }
        let rendered = |id: &str| begins.get(id).copied().unwrap_or_else(Follows::anything);
        let layout = Rc::new(Layout::of(text.source(), text.parsed(), &rendered));
        if let Some(file) = self.files.get_mut(usize::from(file)) {
            file.layout = layout;
        }
    }

    /// Gives a name of the macro a value.
    pub(super) fn bind(&mut self, name: &str, value: Bound) {
        let version = self.version();
        self.bindings.bind(name, version, value);
    }

    pub(super) fn version(&mut self) -> u32 {
        self.last_version += 1;
        self.last_version
    }

    /// Ends the message. What was captured and never inserted is read by itself.
    fn finish(&mut self) {
        self.graph.many_paths(self.open.len() > 1);
        for open in &mut self.open {
            open.close_run(&mut self.graph);
        }
        let open = std::mem::take(&mut self.open);
        for (capture, inserted) in std::mem::take(&mut self.captured) {
            if inserted || capture.file != 0 {
                continue;
            }
            let Some(File { text, layout }) = self.files.first().cloned() else { continue };
            let Some(&(from, to)) = layout.arms(text.parsed(), capture.block).first() else { continue };
            self.open = vec![Open::at_start()];
            self.bindings = capture.bindings.clone();
            self.items(0, from, to);
            for open in &mut self.open {
                open.close_run(&mut self.graph);
            }
        }
        let edges = open.into_iter().map(|mut open| open.take_edge()).collect();
        self.graph.join(edges);
    }
}

fn rendered_id(item: &Item) -> Option<&str> {
    match &item.kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Render { id, .. } => id.as_ref().map(|id| id.text.as_str()),
            _ => None,
        },
        _ => None,
    }
}

fn is_closer(layout: &Layout, index: usize, block: usize) -> bool {
    layout.roles.get(index) == Some(&Role::Close(block))
}

/// What a constant prints.
pub(super) fn printed(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => text.clone(),
        Constant::Number(bits) => f64::from_bits(*bits).to_string(),
        Constant::Boolean(boolean) => boolean.to_string(),
        Constant::Nil | Constant::Times(_) => String::new(),
    }
}
