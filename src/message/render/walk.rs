//! Walks through a macro with values and prints what a customer receives.

use std::collections::HashMap;
use std::sync::Arc;

use super::budget::Budget;
use super::choices::Tracing;
use super::fault::{Fault, RenderError, RenderWarning, Stop};
use super::layout::Layout;
use super::scope::{Binding, Frame};
use super::script::Script;
use super::slots;
use super::value::Value;
use super::{Around, Filled};
use crate::message::Snippet;
use crate::syntax::{Block, BlockKind, Expression, Item, ItemKind, Macro, Tag, TagKind, Value as Written};
use crate::text::Span;

/// How deep blocks and snippets may stand inside each other, as in Liquid.
const DEEPEST: usize = 100;

/// The most errors of Liquid that are told: a loop can make the same one again and again.
const MOST_WARNINGS: usize = 100;

/// One text that is rendered: the macro, or a snippet.
pub(super) struct File<'m> {
    /// What to call it; `None` for the macro itself.
    pub(super) label: Option<&'m str>,
    pub(super) source: &'m str,
    pub(super) parsed: &'m Macro,
    pub(super) layout: &'m Layout,
}

/// The state of one rendering.
pub(super) struct Walk<'a> {
    pub(super) around: &'a Around<'a>,
    pub(super) budget: Budget,
    /// Decides in the place of the data, where every path is wanted.
    pub(super) script: Option<Script>,
    /// A reader's choices and what is noted for them, where the message is to be shown part by part.
    pub(super) tracing: Option<Tracing>,
    pub(super) warnings: Vec<RenderWarning>,
    pub(super) out: String,
    /// Where values stand in what is printed.
    pub(super) filled: Vec<Filled>,
    /// How many `capture` are open.
    pub(super) captures: usize,
    pub(super) frame: Frame,
    pub(super) depth: usize,
    /// Where it was when it had to stop.
    pub(super) stopped: Option<RenderError>,
    stamps: usize,
    known: HashMap<String, (Arc<Snippet>, Arc<Layout>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(around: &'a Around<'a>, script: Option<Script>) -> Self {
        Self {
            around,
            budget: Budget::default(),
            script,
            tracing: None,
            warnings: Vec::new(),
            out: String::new(),
            filled: Vec::new(),
            captures: 0,
            frame: Frame::new(0),
            depth: 0,
            stopped: None,
            stamps: 0,
            known: HashMap::new(),
        }
    }

    /// Forgets the names that were set.
    pub(super) fn start_over(&mut self) {
        self.frame = Frame::new(0);
        self.filled.clear();
    }

    /// Prints a whole file, and gives what was printed.
    pub(super) fn file(&mut self, file: &File<'_>) -> Result<String, RenderError> {
        let printed = self.items(file, 0, file.parsed.items.len());
        let text = std::mem::take(&mut self.out);
        match printed {
            Ok(()) => Ok(text),
            Err(_) => Err(self.stopped.take().unwrap_or_else(|| RenderError {
                label: None,
                span: file.parsed.body,
                message: Stop::TooMuchWork.words(),
            })),
        }
    }

    /// The value of a name: of the macro's own, else of the data.
    pub(super) fn variable(&self, name: &str) -> Value {
        match self.frame.find(name) {
            Some(binding) => binding.value.clone(),
            None => self.around.data.get(name).cloned().unwrap_or_default(),
        }
    }

    /// A new stamp for what is set, or for a frame.
    pub(super) fn stamp(&mut self) -> usize {
        self.stamps += 1;
        self.stamps
    }

    pub(super) fn binding(&mut self, value: Value, constant: bool) -> Binding {
        Binding { value, constant, captured: false, stamp: self.stamp() }
    }

    /// Prints text, unless that makes the message too long.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Fault> {
        Budget::fits(self.out.len() + text.len())?;
        self.budget.spend(text.len())?;
        self.out.push_str(text);
        Ok(())
    }

    /// Prints the items `from..to`. Where one fails, Liquid prints why in its place, unless it prints nothing anyway.
    pub(super) fn items(&mut self, file: &File<'_>, from: usize, to: usize) -> Result<(), Fault> {
        let mut at = from;
        while at < to {
            let Some(item) = file.parsed.items.get(at) else { return Ok(()) };
            let number = file.layout.opens.get(at).copied().flatten();
            let block = number.and_then(|number| file.parsed.blocks.get(number));
            // A block that is never closed ends with what is around it.
            let next = match block {
                Some(block) => block.close.map_or(to, |close| (close + 1).min(to)),
                None => at + 1,
            };
            let printed = self.budget.item().and_then(|()| match block {
                Some(block) => self.block(file, block, next),
                None => self.item(file, item, at),
            });
            if let Err(fault) = printed {
                let blank = match (number, &item.kind) {
                    (Some(number), _) => file.layout.blank.get(number).copied().unwrap_or_default(),
                    (None, ItemKind::Tag(tag)) => matches!(tag.kind, TagKind::Assign { .. }),
                    _ => false,
                };
                self.rescue(file, item.span, fault, blank)?;
            }
            at = next.max(at + 1);
        }
        Ok(())
    }

    fn rescue(&mut self, file: &File<'_>, span: Span, fault: Fault, blank: bool) -> Result<(), Fault> {
        let label = || file.label.map(str::to_owned);
        match fault {
            Fault::Liquid(message) => {
                if self.warnings.len() < MOST_WARNINGS {
                    self.warnings.push(RenderWarning { label: label(), span, message: message.clone() });
                }
                if blank { Ok(()) } else { self.write(&format!("Liquid error: {message}")) }
            }
            Fault::Stopped(stop) => {
                if self.stopped.is_none() {
                    let message = match stop {
                        Stop::NoSnippet => self.missing(file, span),
                        _ => stop.words(),
                    };
                    self.stopped = Some(RenderError { label: label(), span, message });
                }
                Err(Fault::Stopped(stop))
            }
        }
    }

    fn missing(&self, file: &File<'_>, span: Span) -> String {
        let at = file.parsed.items.partition_point(|item| item.span.start < span.start);
        let id = file.parsed.items.get(at).and_then(|item| match &item.kind {
            ItemKind::Tag(Tag { kind: TagKind::Render { id: Some(id), .. }, .. }) => Some(id.text.as_str()),
            _ => None,
        });
        format!("there is no snippet `{}`", id.unwrap_or_default())
    }

    fn item(&mut self, file: &File<'_>, item: &Item, at: usize) -> Result<(), Fault> {
        match &item.kind {
            ItemKind::Text | ItemKind::Raw(_) => {
                let text = file.layout.texts.get(at).copied().unwrap_or_default();
                let before = self.out.len();
                self.write(text.of(file.source))?;
                self.note_printed(file, before, text, true);
                Ok(())
            }
            ItemKind::Output(output) => {
                let value = self.filtered(file, &output.value, &output.filters)?;
                let captured = output.filters.is_empty() && self.is_captured(&output.value);
                self.print(file, item.span, &value, captured)
            }
            ItemKind::Slot(slot) => {
                let text = slots::shown(slot, &file.parsed.front_matter, self.around.slots);
                self.print(file, item.span, &Value::text(text), false)
            }
            ItemKind::Tag(tag) => self.tag(file, tag),
            ItemKind::Comment | ItemKind::CommentTag(_) => Ok(()),
            // What is broken is told as a mistake; the author sees where it stands.
            ItemKind::Broken => self.write(item.span.of(file.source)),
        }
    }

    fn print(&mut self, file: &File<'_>, from: Span, value: &Value, captured: bool) -> Result<(), Fault> {
        let before = self.out.len();
        value.print(&mut self.out);
        Budget::fits(self.out.len())?;
        if self.captures == 0 {
            self.filled.push(Filled { span: Span::new(before, self.out.len()), captured });
        }
        self.note_printed(file, before, from, false);
        self.budget.spend(self.out.len() - before)
    }

    fn is_captured(&self, expression: &Expression) -> bool {
        match &expression.value {
            Written::Path(path) if path.segments.is_empty() => {
                self.frame.find(&path.root.text).is_some_and(|binding| binding.captured)
            }
            _ => false,
        }
    }

    fn tag(&mut self, file: &File<'_>, tag: &Tag) -> Result<(), Fault> {
        match &tag.kind {
            TagKind::Assign { name: Some(name), value: Some(value), filters } => {
                let constant = self.is_constant(value) && filters.iter().all(|filter| self.is_constant_filter(filter));
                let value = self.filtered(file, value, filters)?;
                self.budget.spend(value.weight())?;
                let binding = self.binding(value, constant);
                self.frame.assign(&name.text, binding);
                Ok(())
            }
            TagKind::Render { id: Some(id), parameters } => self.snippet(file, tag, &id.text, parameters),
            _ => Ok(()),
        }
    }

    /// `next` is the item behind the block.
    fn block(&mut self, file: &File<'_>, block: &Block, next: usize) -> Result<(), Fault> {
        if self.depth >= DEEPEST {
            return Err(Fault::Stopped(Stop::TooDeep));
        }
        self.depth += 1;
        let end = block.close.unwrap_or(next);
        let done = match block.kind {
            BlockKind::If | BlockKind::Unless => self.choose(file, block, end),
            BlockKind::Case => self.case(file, block, end),
            BlockKind::For => self.repeat(file, block, end),
            BlockKind::Capture => self.capture(file, block, end),
        };
        self.depth -= 1;
        done
    }

    fn capture(&mut self, file: &File<'_>, block: &Block, end: usize) -> Result<(), Fault> {
        let outside = std::mem::take(&mut self.out);
        self.captures += 1;
        let printed = self.items(file, block.open + 1, end);
        self.captures -= 1;
        let inside = std::mem::replace(&mut self.out, outside);
        printed?;
        if let Some(Tag { kind: TagKind::Capture(Some(name)), .. }) = tag_at(file, block.open) {
            let binding = self.binding(Value::text(inside), false);
            self.frame.assign(&name.text, Binding { captured: true, ..binding });
        }
        Ok(())
    }

    /// The snippet of an id with its layout, each looked up once.
    pub(super) fn snippet_of(&mut self, id: &str) -> Option<(Arc<Snippet>, Arc<Layout>)> {
        if let Some(known) = self.known.get(id) {
            return Some(known.clone());
        }
        let snippet = self.around.snippets.get(id)?;
        let layout = Arc::new(Layout::of(&snippet.source, &snippet.parsed));
        self.known.insert(id.to_owned(), (snippet.clone(), layout.clone()));
        Some((snippet, layout))
    }

    /// Enters a snippet, or refuses where it stands too deep.
    pub(super) fn deeper(&mut self) -> Result<(), Fault> {
        if self.depth >= DEEPEST {
            return Err(Fault::Stopped(Stop::TooDeep));
        }
        self.depth += 1;
        Ok(())
    }
}

/// The tag that an item is.
pub(super) fn tag_at<'m>(file: &File<'m>, at: usize) -> Option<&'m Tag> {
    match &file.parsed.items.get(at)?.kind {
        ItemKind::Tag(tag) => Some(tag),
        _ => None,
    }
}
