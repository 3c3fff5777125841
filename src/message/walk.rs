//! One walk over the items of a macro, its snippets included, that carries the open sentences of all paths along.
//!
//! Where paths part, what is open is carried along each of them; where they meet and read on alike, they become one again.
//! A passage that is repeated or inserted is walked again at its place.

use std::collections::HashMap;
use std::rc::Rc;

use super::Snippets;
use super::ahead::Follows;
use super::bindings::{Bindings, Bound};
use super::graph::MessageGraph;
use super::insert::{Capture, File, Text};
use super::layout::{Layout, Role};
use super::open::Open;
use super::values::Arrived;
use crate::syntax::{ItemKind, Macro, TagKind};

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
        captures: Vec::new(),
        waiting: 0,
    };
    walk.graph.prose.make_room(parsed.body.len());
    walk.lay_out(0);
    walk.items(0, 0, parsed.items.len());
    walk.finish();
    walk.graph
}

pub(super) struct Walk<'a> {
    pub(super) graph: MessageGraph,
    pub(super) snippets: &'a dyn Snippets,
    pub(super) files: Vec<File<'a>>,
    pub(super) by_id: HashMap<String, Option<u16>>,
    /// What is open on the paths that lead to the current place; none where no path does.
    pub(super) open: Vec<Open>,
    pub(super) bindings: Bindings,
    last_version: u32,
    pub(super) last_scope: u32,
    /// The snippets whose insertion is under way.
    pub(super) rendering: Vec<u16>,
    /// The id that the macro itself gives itself.
    pub(super) own_id: Option<&'a str>,
    pub(super) depth: usize,
    /// What can be read behind the passage that is being inserted.
    pub(super) after: Follows,
    /// How many passages are being inserted of which that is not known.
    pub(super) unknown_after: usize,
    /// How many times the current passage is walked, because of the loops around it.
    pub(super) rounds: usize,
    /// How many items may still be walked for insertions.
    pub(super) left: usize,
    /// Passages that were captured, in the order in which that was met.
    pub(super) captures: Vec<Capture>,
    /// How many readings wait, at blocks around the current place, for the next arm or for the end.
    pub(super) waiting: usize,
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

impl Walk<'_> {
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
                let number = self.captures.len();
                self.captures.push(Capture { file, block, bindings: self.bindings.clone(), inserted: false });
                if let Some(name) = name {
                    self.bind(&name.text, Bound::Captured(number));
                }
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
            TagKind::Case(Some(_)) if of.sends_several && self.depth < DEEPEST => {
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

    /// Comes to a block whose arms exclude one another.
    fn enter(&mut self, file: u16, parsed: &Macro, layout: &Layout, block: usize) -> Frame {
        let arms = self.arms_of(parsed, block);
        self.before_arms(arms.len());
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
        self.waiting += frame.entry.len();
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
        let arm = frame.live.binary_search_by_key(&number, |(own, _)| *own).ok();
        let arm = arm.and_then(|arm| frame.live.get(arm));
        self.open = arm.map_or_else(Vec::new, |(_, arm)| self.taking(&frame.entry, frame.choice, *arm));
    }

    fn end_arm(&mut self, frame: &mut Frame) {
        self.cut_to_wait();
        self.waiting += self.open.len();
        frame.out.push((std::mem::take(&mut self.open), self.bindings.clone()));
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
        let out: usize = frame.out.iter().map(|(open, _)| open.len()).sum();
        self.waiting -= frame.entry.len() + out;
        self.meet(frame.out, frame.file, frame.block);
        self.settle(follows);
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
        self.close_all();
        let open = std::mem::take(&mut self.open);
        self.read_captures();
        let edges = open.into_iter().map(|mut open| open.take_edge()).collect();
        self.graph.join(edges);
        self.graph.many_paths(false);
    }

    /// Hands over all that is open.
    pub(super) fn close_all(&mut self) {
        self.graph.many_paths(self.open.len() > 1);
        for open in &mut self.open {
            open.close_run(&mut self.graph);
        }
    }
}

fn is_closer(layout: &Layout, index: usize, block: usize) -> bool {
    layout.roles.get(index) == Some(&Role::Close(block))
}
