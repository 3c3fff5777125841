//! Taking in what is no tag of a block: text, markup, outputs, slots, and the tags that give names a value.

use super::Place;
use super::bindings::Bound;
use super::facts::Constant;
use super::feed::Feed;
use super::html::{Piece, PieceKind};
use super::insert::Text;
use super::layout::Layout;
use super::shown::Origin;
use super::walk::Walk;
use crate::syntax::{Item, ItemKind, Output, TagKind};

impl Walk<'_> {
    /// Takes one item in that is no tag of a block.
    pub(super) fn item(&mut self, file: u16, text: &Text, layout: &Layout, index: usize, item: &Item) {
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
            if let Some(number) = self.captured_by(output) {
                return self.insert_captured(number, place);
            }
        }
        self.word(Origin::Placeholder(index), place);
    }
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
