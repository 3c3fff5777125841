//! Which names a macro defines itself, and which it reads.

use crate::text::QuickSet;

use super::place::Place;
use crate::syntax::{Argument, BlockKind, Expression, Filter, Item, ItemKind, Path, Segment, Tag, TagKind, Value};

/// The names that a text defines and reads, wherever that is.
#[derive(Default)]
pub(super) struct Defined<'a> {
    /// By `assign`, `capture` and `for`, and by tags that are not supported.
    pub(super) names: QuickSet<&'a str>,
    /// Those that are set inside of a loop: what they stand for changes from round to round.
    pub(super) in_loops: QuickSet<&'a str>,
    /// Those that are read, other than to give the same name a new value, and all words of parts that cannot be read.
    pub(super) read: QuickSet<&'a str>,
    /// Whether another file sees the names.
    pub(super) shared: bool,
}

impl<'a> Defined<'a> {
    pub(super) fn of(place: &Place<'a>) -> Self {
        let mut defined = Self::default();
        let loops = loops(place);
        for item in &place.parsed.items {
            let in_loop = item.block.and_then(|block| loops.get(block)).is_some_and(|inside| *inside);
            defined.item(item, item.span.of(place.source), in_loop);
        }
        defined
    }

    /// Adds what one item with this text defines and reads.
    pub(super) fn item(&mut self, item: &'a Item, text: &'a str, in_loop: bool) {
        match &item.kind {
            ItemKind::Output(output) => {
                self.expression(&output.value);
                self.filters(&output.filters);
            }
            ItemKind::Tag(tag) => self.tag(tag, text, in_loop),
            ItemKind::Broken => self.read.extend(words(text)),
            _ => {}
        }
    }

    /// Whether a name is, or may be, read.
    pub(super) fn may_be_read(&self, name: &str) -> bool {
        self.shared || self.read.contains(name)
    }

    fn tag(&mut self, tag: &'a Tag, text: &'a str, in_loop: bool) {
        match &tag.kind {
            TagKind::If(Some(condition)) | TagKind::Unless(Some(condition)) | TagKind::Elsif(Some(condition)) => {
                condition.expressions().for_each(|expression| self.expression(expression));
            }
            TagKind::Case(Some(subject)) => self.expression(subject),
            TagKind::When(values) => values.iter().for_each(|value| self.expression(value)),
            TagKind::For { variable, list, arguments, .. } => {
                if let Some(variable) = variable {
                    self.set(&variable.text, true);
                }
                list.iter().for_each(|list| self.expression(list));
                self.arguments(arguments);
            }
            TagKind::Assign { name: Some(name), value, filters } => {
                let known = self.read.contains(name.text.as_str());
                value.iter().for_each(|value| self.expression(value));
                self.filters(filters);
                if !known {
                    self.read.remove(name.text.as_str());
                }
                self.set(&name.text, in_loop);
            }
            TagKind::Capture(Some(name)) => self.set(&name.text, in_loop),
            TagKind::Render { parameters, .. } => {
                self.shared |= tag.name.text == "include";
                self.arguments(parameters);
            }
            TagKind::Unsupported | TagKind::Unknown | TagKind::Assign { .. } | TagKind::Capture(_) => {
                self.read.extend(words(text));
                self.names.extend(words(text).filter(|word| *word != tag.name.text));
            }
            _ => {}
        }
    }

    fn set(&mut self, name: &'a str, in_loop: bool) {
        self.names.insert(name);
        if in_loop {
            self.in_loops.insert(name);
        }
    }

    fn filters(&mut self, filters: &'a [Filter]) {
        filters.iter().for_each(|filter| self.arguments(&filter.arguments));
    }

    fn arguments(&mut self, arguments: &'a [Argument]) {
        arguments.iter().for_each(|argument| self.expression(&argument.value));
    }

    fn expression(&mut self, expression: &'a Expression) {
        each_path(expression, &mut |_, path| {
            self.read.insert(path.root.text.as_str());
        });
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// Calls for every path in an expression, those in indices too.
pub(super) fn each_path<'a>(expression: &'a Expression, call: &mut impl FnMut(&'a Expression, &'a Path)) {
    match &expression.value {
        // Most are names, or constants.
        Value::Path(path) if !path.segments.iter().any(|it| matches!(it, Segment::Index(_))) => {
            return call(expression, path);
        }
        Value::Path(_) | Value::Range(..) => {}
        _ => return,
    }
    let mut left = vec![expression];
    while let Some(expression) = left.pop() {
        match &expression.value {
            Value::Path(path) => {
                call(expression, path);
                left.extend(path.segments.iter().filter_map(|segment| match segment {
                    Segment::Index(index) => Some(index),
                    Segment::Property(_) => None,
                }));
            }
            Value::Range(from, to) => left.extend([from.as_ref(), to.as_ref()]),
            _ => {}
        }
    }
}

/// For every block, whether it is a loop or stands in one.
fn loops(place: &Place) -> Vec<bool> {
    let mut out: Vec<bool> = Vec::with_capacity(place.parsed.blocks.len());
    for block in &place.parsed.blocks {
        // A block comes after the one around it.
        let around = block.parent.and_then(|parent| out.get(parent)).is_some_and(|inside| *inside);
        out.push(around || block.kind == BlockKind::For);
    }
    out
}
