//! What can be read next at each place of a macro, on any path: so that a sentence that is over is over before the paths
//! part, and not once on each of them.

use super::html::{Piece, PieceKind};
use super::inline::masks;
use super::layout::{Layout, Role};
use super::line::{Beginning, beginning};
use super::open::Tail;
use super::reader::unmasked_sentences;
use crate::syntax::{BlockKind, ItemKind, Macro, Output, TagKind, Value};

/// A set of ways in which the text can go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Follows(u32);

/// What stands before the next thing that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Line,
    BlankLine,
}

/// The next thing that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Lower,
    Letter,
    /// A mark, a digit: what it belongs to cannot be told yet.
    Other,
    /// What stands at the beginning of a line and begins something new: a list marker, a quote, a fence.
    Marker,
    /// The end of the message.
    End,
}

const GAPS: [Gap; 4] = [Gap::None, Gap::Blank, Gap::Line, Gap::BlankLine];
const NEXTS: [Next; 5] = [Next::Lower, Next::Letter, Next::Other, Next::Marker, Next::End];

impl Gap {
    /// This gap with `after` behind it.
    fn and(self, after: Gap) -> Gap {
        match (self, after) {
            (Gap::BlankLine, _) | (_, Gap::BlankLine) | (Gap::Line, Gap::Line) => Gap::BlankLine,
            (Gap::Line, _) | (_, Gap::Line) => Gap::Line,
            (Gap::Blank, _) | (_, Gap::Blank) => Gap::Blank,
            _ => Gap::None,
        }
    }

    fn of(blanks: &str) -> Gap {
        let bytes = blanks.as_bytes();
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|at| bytes.get(*at..).is_some_and(|rest| !rest.starts_with(b"\r\n")))
            .count();
        match breaks {
            0 if blanks.is_empty() => Gap::None,
            0 => Gap::Blank,
            1 => Gap::Line,
            _ => Gap::BlankLine,
        }
    }
}

impl Follows {
    /// Nothing at all: a place that no path reaches.
    const NOTHING: Follows = Follows(0);

    fn one(gap: Gap, next: Next) -> Self {
        Follows(1 << (gap as usize * NEXTS.len() + next as usize))
    }

    /// The message ends.
    pub(super) fn end() -> Self {
        Self::one(Gap::None, Next::End)
    }

    /// A word that nothing is known of.
    fn word() -> Self {
        Self::one(Gap::None, Next::Letter)
    }

    /// Anything.
    pub(super) fn anything() -> Self {
        Follows((1 << (GAPS.len() * NEXTS.len())) - 1)
    }

    fn or(self, other: Follows) -> Follows {
        Follows(self.0 | other.0)
    }

    fn iter(self) -> impl Iterator<Item = (Gap, Next)> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let way = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            Some((*GAPS.get(way / NEXTS.len())?, *NEXTS.get(way % NEXTS.len())?))
        })
    }

    /// The same behind a gap.
    fn behind(self, gap: Gap) -> Follows {
        self.iter().fold(Follows::NOTHING, |all, (own, next)| all.or(Self::one(gap.and(own), next)))
    }

    /// With what follows instead of the end.
    pub(super) fn then(self, after: Follows) -> Follows {
        if self.iter().all(|(_, next)| next != Next::End) {
            return self;
        }
        let through = GAPS.into_iter().filter(|&gap| self.0 & Self::one(gap, Next::End).0 != 0);
        let kept = self.iter().filter(|&(_, next)| next != Next::End);
        let kept = kept.fold(Follows::NOTHING, |all, (gap, next)| all.or(Self::one(gap, next)));
        through.fold(kept, |all, gap| all.or(after.behind(gap)))
    }
}

/// How sure it is that what is open is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// It may go on.
    No,
    /// The sentence is over, whatever follows.
    Sentence,
    /// The run of text is over.
    Run,
}

/// Whether what is open is over, whichever way the text goes on.
pub(super) fn over(tail: Tail<'_>, follows: Follows) -> Over {
    let mut over = Over::Run;
    // The same is asked of several gaps.
    let mut known = [None; 2 * NEXTS.len()];
    for (gap, next) in follows.iter() {
        let own = match (tail.broken, tail.blank) {
            (true, _) => Gap::Line,
            (false, true) => Gap::Blank,
            (false, false) => Gap::None,
        };
        let gap = own.and(gap);
        let ends_run = next == Next::End
            || gap == Gap::BlankLine
            || (gap == Gap::Line && next == Next::Marker)
            || (tail.broken && tail.on_purpose && next != Next::Lower);
        if ends_run {
            continue;
        }
        let is_apart = gap != Gap::None;
        let Some(known) = known.get_mut(2 * (next as usize) + usize::from(is_apart)) else { return Over::No };
        if !*known.get_or_insert_with(|| ends_sentence(tail.text, is_apart, next)) {
            return Over::No;
        }
        over = Over::Sentence;
    }
    over
}

/// Whether a sentence ends with `text` where `next` follows it, with blanks between them or not.
fn ends_sentence(text: &str, is_apart: bool, next: Next) -> bool {
    let said = text.trim_end();
    let next = match next {
        Next::Lower => "a",
        Next::Letter => "A",
        Next::Other | Next::Marker | Next::End => return false,
    };
    let blank = if is_apart { " " } else { "" };
    if !said.ends_with(|c: char| !c.is_alphanumeric()) {
        return false;
    }
    let with_next = format!("{said}{blank}{next}");
    let masks = masks(&with_next);
    unmasked_sentences(&with_next, &masks).last().is_some_and(|last| last.start >= said.len())
}

/// What can be read next at each item, and behind the last.
pub(super) fn follows(
    source: &str,
    parsed: &Macro,
    layout: &Layout,
    rendered: &dyn Fn(&str) -> Follows,
) -> Vec<Follows> {
    let mut out = vec![Follows::NOTHING; parsed.items.len()];
    out.push(Follows::end());
    pass(source, parsed, layout, rendered, &mut out);
    if Layout::goes_back(parsed) {
        // What follows the end of a round is the beginning of the next, which only now is known.
        pass(source, parsed, layout, rendered, &mut out);
    }
    out
}

/// Goes from the back, so that what follows is known before what it follows.
fn pass(source: &str, parsed: &Macro, layout: &Layout, rendered: &dyn Fn(&str) -> Follows, out: &mut [Follows]) {
    for index in (0..parsed.items.len()).rev() {
        let after = behind(parsed, layout, out, index);
        let here = match parsed.items.get(index).map(|item| &item.kind) {
            Some(ItemKind::Text | ItemKind::Raw(_)) if layout.pieces(index).is_some() => {
                of_pieces(source, parsed.is_html, layout.pieces(index).unwrap_or_default(), after)
            }
            Some(ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Broken) if layout.is_hidden(index) => after,
            Some(ItemKind::Text | ItemKind::Raw(_)) => {
                of_text(layout.visible.get(index).map_or("", |span| span.of(source)), after)
            }
            Some(ItemKind::Output(output)) if may_be_known(output) => Follows::anything(),
            Some(ItemKind::Output(_) | ItemKind::Slot(_) | ItemKind::Broken) => Follows::word(),
            Some(ItemKind::Tag(tag)) => match (&tag.kind, layout.roles.get(index)) {
                (_, Some(Role::Open(block))) => of_block(parsed, layout, out, *block),
                (_, Some(Role::Close(block))) => after.or(next_round(parsed, layout, out, *block)),
                (TagKind::Render { id: Some(id), .. }, _) if !layout.is_hidden(index) => rendered(&id.text).then(after),
                _ => after,
            },
            _ => after,
        };
        if let Some(place) = out.get_mut(index) {
            *place = here;
        }
    }
}

/// Whether the macro itself may say what an output prints: a word alone is a name that may have been given a value.
fn may_be_known(output: &Output) -> bool {
    match &output.value.value {
        Value::Path(path) => output.filters.is_empty() && path.segments.is_empty(),
        _ => true,
    }
}

/// What the next round of a loop begins with.
fn next_round(parsed: &Macro, layout: &Layout, out: &[Follows], block: usize) -> Follows {
    match parsed.blocks.get(block) {
        Some(of) if of.kind == BlockKind::For => behind(parsed, layout, out, of.open),
        _ => other_arms(parsed, out, block),
    }
}

/// What the arms of a block begin with, where one of them may follow another.
fn other_arms(parsed: &Macro, out: &[Follows], block: usize) -> Follows {
    let arms = parsed.blocks.get(block).filter(|of| of.sends_several).map_or(&[][..], |of| &of.arms);
    arms.iter().fold(Follows::NOTHING, |all, &arm| all.or(out.get(arm).copied().unwrap_or_default()))
}

/// What can be read behind item `index`: where an arm ends there, what stands behind its block.
pub(super) fn behind(parsed: &Macro, layout: &Layout, out: &[Follows], index: usize) -> Follows {
    let mut next = index + 1;
    let mut rounds = Follows::NOTHING;
    // Blocks end inside one another at most once each; a chain of ends is followed to the text behind it.
    for _ in 0..=64 {
        let block = match layout.roles.get(next) {
            Some(Role::Arm(block, _)) => *block,
            _ => break,
        };
        if let Some(of) = parsed.blocks.get(block).filter(|of| of.kind == BlockKind::For) {
            rounds = rounds.or(out.get(of.open + 1).copied().unwrap_or_default());
        }
        rounds = rounds.or(other_arms(parsed, out, block));
        let behind = layout.ends.get(block).copied().unwrap_or(next);
        let is_closed = parsed.blocks.get(block).is_some_and(|block| block.close.is_some());
        next = if is_closed { behind + 1 } else { behind.max(next + 1) };
    }
    if matches!(layout.roles.get(next), Some(Role::Arm(..))) {
        return Follows::anything();
    }
    rounds.or(out.get(next).copied().unwrap_or_else(Follows::end))
}

/// What can be read where a block begins.
fn of_block(parsed: &Macro, layout: &Layout, out: &[Follows], block: usize) -> Follows {
    let Some(of) = parsed.blocks.get(block) else { return Follows::anything() };
    let end = layout.ends.get(block).copied().unwrap_or_default();
    let skipped = match of.close {
        Some(close) => behind(parsed, layout, out, close),
        None => out.get(end).copied().unwrap_or_else(Follows::end),
    };
    let first = |item: usize| behind(parsed, layout, out, item);
    if of.kind == BlockKind::Capture {
        return skipped;
    }
    // Text between `case` and its first `when` is never sent.
    let opener = if of.kind == BlockKind::Case { Follows::NOTHING } else { first(of.open) };
    let arms = of.arms.iter().fold(opener, |all, &arm| all.or(first(arm)));
    let has_else = of
        .arms
        .last()
        .and_then(|&arm| parsed.items.get(arm))
        .is_some_and(|item| matches!(&item.kind, ItemKind::Tag(tag) if matches!(tag.kind, TagKind::Else)));
    if has_else { arms } else { arms.or(skipped) }
}

fn of_text(text: &str, after: Follows) -> Follows {
    let said = text.trim_start();
    let gap = Gap::of(text.get(..text.len() - said.len()).unwrap_or_default());
    let Some(first) = said.chars().next() else { return after.behind(gap) };
    let at_line = matches!(gap, Gap::Line | Gap::BlankLine);
    // Behind an end mark, the first letter decides: what stands before it goes with it, unless it goes with the mark.
    let goes_with_mark =
        |c: char| if c.is_ascii() { c.is_ascii_punctuation() } else { "’”»…–—".contains(c) };
    let letter = said.chars().find(|c| c.is_alphabetic() || goes_with_mark(*c));
    let next = match () {
        _ if at_line && is_marker(said) => Next::Marker,
        _ if goes_with_mark(first) => Next::Other,
        _ => match letter {
            Some(letter) if letter.is_lowercase() => Next::Lower,
            Some(letter) if letter.is_alphabetic() => Next::Letter,
            _ => Next::Other,
        },
    };
    Follows::one(gap, next)
}

/// What a text that holds markup begins with.
fn of_pieces(source: &str, is_html: bool, pieces: &[Piece], after: Follows) -> Follows {
    let mut gap = Gap::None;
    for piece in pieces {
        let (text, plain) = match &piece.kind {
            PieceKind::Text => (piece.span.of(source), is_html),
            PieceKind::Shown(text) => (&**text, true),
            PieceKind::Line => {
                gap = gap.and(Gap::Line);
                continue;
            }
            PieceKind::Block => {
                gap = gap.and(Gap::BlankLine);
                continue;
            }
        };
        let said = text.trim_start();
        let blanks = text.get(..text.len() - said.len()).unwrap_or_default();
        gap = match (blanks.is_empty(), plain) {
            (true, _) => gap,
            (false, true) => gap.and(Gap::Blank),
            (false, false) => gap.and(Gap::of(blanks)),
        };
        if said.is_empty() {
            continue;
        }
        let first = of_text(said, after);
        // At the beginning of a line a mark begins something new only where it is Markdown.
        let marker = !plain && matches!(gap, Gap::Line | Gap::BlankLine) && is_marker(said);
        return if marker { Follows::one(gap, Next::Marker) } else { first.behind(gap) };
    }
    after.behind(gap)
}

fn is_marker(said: &str) -> bool {
    matches!(beginning(said), Beginning::Fence | Beginning::Quote | Beginning::Marker(_))
}
