//! What a walk needs to know of each item of a macro beforehand: what of its text is shown, where blocks end, what can
//! follow.

use super::ahead::{self, Follows};
use super::html::{Markup, Piece, PieceKind, markup};
use super::line::{is_short, is_short_length, lines};
use crate::syntax::{BlockKind, ItemKind, Macro, TagKind};
use crate::text::Span;

/// What an item does to blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// Opens the block of this index.
    Open(usize),
    /// Begins an arm of a block: its index and the arm's number, from 1.
    Arm(usize, usize),
    /// Closes a block.
    Close(usize),
}

/// All that, item by item.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) roles: Vec<Role>,
    /// By item: what of the text is shown, after white-space control; empty for what is not text.
    pub(super) visible: Vec<Span>,
    /// What the markup of HTML does to items.
    markup: Markup,
    /// By item: whether the first line break in its text ends a short line.
    pub(super) first_short: Vec<bool>,
    /// By block: the item behind its last one: its closing tag, where it has one.
    pub(super) ends: Vec<usize>,
    /// By item, and behind the last: what can be read next there.
    pub(super) follows: Vec<Follows>,
}

impl Layout {
    /// Looks at a macro. `rendered` says what a snippet can begin with.
    pub(super) fn of(source: &str, parsed: &Macro, rendered: &dyn Fn(&str) -> Follows) -> Self {
        let roles = roles(parsed);
        let ends = ends(parsed, &roles);
        let mut visible = visible(source, parsed);
        hide_blank_blocks(source, parsed, &ends, &roles, &mut visible);
        let mut markup = markup(source, parsed, &roles, &visible);
        let first_short = first_short(source, parsed, &visible, &mut markup);
        let mut layout = Self { roles, visible, markup, first_short, ends, ..Self::default() };
        layout.follows = ahead::follows(source, parsed, &layout, rendered);
        layout
    }

    /// The pieces of a text that holds markup.
    pub(super) fn pieces(&self, index: usize) -> Option<&[Piece]> {
        self.markup.pieces.get(index)?.as_deref()
    }

    /// Whether an item is not shown, since it stands inside of markup.
    pub(super) fn is_hidden(&self, index: usize) -> bool {
        self.markup.hidden.get(index).copied().unwrap_or_default()
    }

    /// Whether an arm of any block may be followed by an arm of it.
    pub(super) fn goes_back(parsed: &Macro) -> bool {
        parsed.blocks.iter().any(|block| block.kind == BlockKind::For || block.sends_several)
    }

    /// What can be read at item `index`.
    pub(super) fn at(&self, index: usize) -> Follows {
        self.follows.get(index).copied().unwrap_or_else(Follows::anything)
    }

    /// What can be read behind item `index`.
    pub(super) fn behind(&self, parsed: &Macro, index: usize) -> Follows {
        ahead::behind(parsed, self, &self.follows, index)
    }

    /// The items of a block that divide it, with its end: arm by arm the first item behind the tag that begins it, and the
    /// item that ends it.
    pub(super) fn arms(&self, parsed: &Macro, block: usize) -> Vec<(usize, usize)> {
        let Some(of) = parsed.blocks.get(block) else { return Vec::new() };
        let end = self.ends.get(block).copied().unwrap_or_default();
        let begins = std::iter::once(of.open).chain(of.arms.iter().copied());
        let stops = of.arms.iter().copied().chain([end]);
        begins.zip(stops).map(|(begin, stop)| (begin + 1, stop.max(begin + 1))).collect()
    }
}

fn roles(parsed: &Macro) -> Vec<Role> {
    let mut roles = vec![Role::default(); parsed.items.len()];
    let mut set = |item: usize, role: Role| {
        if let Some(place) = roles.get_mut(item) {
            *place = role;
        }
    };
    for (index, block) in parsed.blocks.iter().enumerate() {
        set(block.open, Role::Open(index));
        block.arms.iter().enumerate().for_each(|(number, &arm)| set(arm, Role::Arm(index, number + 1)));
        block.close.into_iter().for_each(|close| set(close, Role::Close(index)));
    }
    roles
}

/// Where blocks end: at their closing tag, or where the first item follows that is not inside.
fn ends(parsed: &Macro, roles: &[Role]) -> Vec<usize> {
    let mut ends: Vec<usize> = parsed.blocks.iter().map(|block| block.close.unwrap_or(parsed.items.len())).collect();
    let mut open: Vec<usize> = Vec::new();
    for (index, (item, role)) in parsed.items.iter().zip(roles).enumerate() {
        // The tags of a block belong to the block around it.
        let inside = match role {
            Role::Arm(block, _) | Role::Close(block) => Some(*block),
            _ => item.block,
        };
        while let Some(&last) = open.last().filter(|last| inside != Some(**last)) {
            open.pop();
            if let Some(end) = ends.get_mut(last) {
                *end = (*end).min(index);
            }
        }
        match role {
            Role::Open(block) => open.push(*block),
            Role::Close(_) => _ = open.pop(),
            _ => {}
        }
    }
    ends
}

/// The texts after white-space control, which is a `-` inside the delimiters next to a text.
fn visible(source: &str, parsed: &Macro) -> Vec<Span> {
    let code = |index: Option<usize>| {
        let item = index.and_then(|index| parsed.items.get(index)).filter(|item| item.kind != ItemKind::Text);
        item.map_or("", |item| item.span.of(source))
    };
    let spans = parsed.items.iter().enumerate().map(|(index, item)| match item.kind {
        ItemKind::Text => {
            let text = item.span.of(source);
            let before = code(index.checked_sub(1));
            let after = code(Some(index + 1));
            let trims_start = before.ends_with("-}}") || before.ends_with("-%}");
            let trims_end = after.starts_with("{{-") || after.starts_with("{%-");
            let start = if trims_start { text.len() - text.trim_start().len() } else { 0 };
            let end = if trims_end { text.trim_end().len() } else { text.len() };
            Span::new(item.span.start + start, item.span.start + end.max(start))
        }
        ItemKind::Raw(inside) => inside,
        _ => Span::at(item.span.start),
    });
    spans.collect()
}

/// A block that holds nothing but white space prints nothing, not even that.
fn hide_blank_blocks(source: &str, parsed: &Macro, ends: &[usize], roles: &[Role], visible: &mut [Span]) {
    let mut blank = vec![true; parsed.blocks.len()];
    for (item, role) in parsed.items.iter().zip(roles) {
        let prints = match &item.kind {
            ItemKind::Text | ItemKind::Raw(_) => !item.span.of(source).trim().is_empty(),
            ItemKind::Comment | ItemKind::CommentTag(_) => false,
            ItemKind::Tag(tag) => *role == Role::Plain && !matches!(tag.kind, TagKind::Assign { .. }),
            _ => true,
        };
        if prints && let Some(blank) = item.block.and_then(|block| blank.get_mut(block)) {
            *blank = false;
        }
    }
    // Blocks come in the order of their openers: what is inside comes after what is around it.
    for index in (0..parsed.blocks.len()).rev() {
        let Some(block) = parsed.blocks.get(index) else { continue };
        let fills = blank.get(index) == Some(&false) && block.kind != BlockKind::Capture;
        if fills && let Some(around) = block.parent.and_then(|parent| blank.get_mut(parent)) {
            *around = false;
        }
    }
    let mut hidden_until = 0;
    for (index, block) in parsed.blocks.iter().enumerate() {
        let end = ends.get(index).copied().unwrap_or_default();
        if block.open < hidden_until || blank.get(index) != Some(&true) {
            continue;
        }
        hidden_until = end;
        let inside = visible.get_mut(block.open..end).unwrap_or_default();
        inside.iter_mut().for_each(|span| *span = Span::at(span.start));
    }
}

/// Whether the line that the first break of each text ends is short. What stands on it before counts on every path, so
/// that a line is as long as its author sees it.
fn first_short(source: &str, parsed: &Macro, visible: &[Span], markup: &mut Markup) -> Vec<bool> {
    let mut out = Vec::with_capacity(visible.len());
    let mut length = 0_usize;
    for (index, (item, span)) in parsed.items.iter().zip(visible).enumerate() {
        let is_word = matches!(item.kind, ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Broken);
        let hidden = markup.hidden.get(index).copied().unwrap_or_default();
        let pieces = markup.pieces.get_mut(index).and_then(Option::as_mut);
        if pieces.is_none() && span.is_empty() {
            length += usize::from(is_word && !hidden);
            out.push(is_short_length(length));
            continue;
        }
        let shown = pieces.as_ref().map(|pieces| shown(source, parsed.is_html, pieces));
        let text = shown.as_deref().unwrap_or_else(|| span.of(source));
        let first = memchr::memchr2(b'\n', b'\r', text.as_bytes());
        let on_line = text.get(..first.unwrap_or(text.len())).unwrap_or_default();
        length += if length == 0 { on_line.trim() } else { on_line.trim_end() }.chars().count();
        length += usize::from(is_word && !hidden);
        let is_short_here = is_short_length(length);
        out.push(is_short_here);
        if let Some(pieces) = pieces {
            let lines = text.split('\n').skip(1).map(is_short);
            tell_pieces(source, pieces, std::iter::once(is_short_here).chain(lines));
        }
        if let Some(last) = memchr::memrchr2(b'\n', b'\r', text.as_bytes()) {
            length = text.get(last + 1..).unwrap_or_default().trim_start().chars().count();
        }
    }
    out
}

/// What the pieces of a text show, with a line break for each that it has.
fn shown(source: &str, is_html: bool, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match &piece.kind {
            PieceKind::Text if is_html => out.extend(piece.span.of(source).chars().map(flat)),
            PieceKind::Text => out.push_str(&piece.span.of(source).replace("\r\n", "\n").replace('\r', "\n")),
            PieceKind::Shown(text) => out.extend(text.chars().map(flat)),
            PieceKind::Line | PieceKind::Block => out.push('\n'),
        }
    }
    out
}

fn flat(c: char) -> char {
    if c == '\n' || c == '\r' { ' ' } else { c }
}

/// Tells each piece whether its first line break ends a short line; `short` says so of each line.
fn tell_pieces(source: &str, pieces: &mut [Piece], mut short: impl Iterator<Item = bool>) {
    let mut next = short.next().unwrap_or_default();
    for piece in pieces {
        piece.first_short = next;
        let breaks = match piece.kind {
            PieceKind::Text => lines(piece.span.of(source)).filter(|(_, is_broken)| *is_broken).count(),
            PieceKind::Shown(_) => 0,
            PieceKind::Line | PieceKind::Block => 1,
        };
        for _ in 0..breaks {
            next = short.next().unwrap_or_default();
        }
    }
}
