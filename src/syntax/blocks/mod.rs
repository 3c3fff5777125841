//! Pairs the tags that open and close blocks, and says what does not pair.
//!
//! A text whose tags do not pair can be read in several ways. The plain way is tried first; where it leaves anything
//! unpaired, others are tried too, and the one with the fewest mistakes is what the author most likely meant.

mod mistakes;
mod pairing;
mod places;
mod several;

use super::tags::Known;
use super::{Block, BlockKind, ItemKind, Macro, TagKind};
use crate::text::Span;
use pairing::{Fault, Pairing, Strategy};

/// A tag that takes part in pairing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// The item of the tag.
    item: usize,
    role: Role,
    /// Whether the tag has a mistake of its own already.
    noted: bool,
    /// Whether the tag's name is only guessed: then it may be no block at all.
    misnamed: bool,
    /// How far the tag is indented, where it stands alone on its line.
    indent: Option<usize>,
}

/// What a tag does to blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open(BlockKind),
    Arm(Arm),
    Close(BlockKind),
    /// `end` and the like: closes whatever is open.
    CloseAny,
}

/// The tags that divide a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arm {
    Elsif,
    Else,
    When,
}

impl Arm {
    fn word(self) -> &'static str {
        match self {
            Arm::Elsif => "elsif",
            Arm::Else => "else",
            Arm::When => "when",
        }
    }

    /// Whether a block of that kind can have this arm.
    fn fits(self, kind: BlockKind) -> bool {
        match self {
            Arm::Elsif => matches!(kind, BlockKind::If | BlockKind::Unless),
            Arm::Else => kind != BlockKind::Capture,
            Arm::When => kind == BlockKind::Case,
        }
    }
}

impl Event {
    /// The event of a tag; `None` where it has no part in pairing.
    pub(super) fn of(item: usize, known: Known, noted: bool, misnamed: bool) -> Option<Self> {
        let role = match known {
            Known::Open(kind) => Role::Open(kind),
            Known::Elsif => Role::Arm(Arm::Elsif),
            Known::Else => Role::Arm(Arm::Else),
            Known::When => Role::Arm(Arm::When),
            Known::End(kind) => Role::Close(kind),
            Known::VagueEnd => Role::CloseAny,
            _ => return None,
        };
        Some(Self { item, role, noted, misnamed, indent: None })
    }
}

/// Pairs the tags of `events`, fills in the blocks of `parsed`, and notes what does not pair.
pub(super) fn pair(source: &str, parsed: &mut Macro, events: &[Event]) {
    let mut pairing = pairing::run(events, Strategy::default());
    let indented;
    let mut events = events;
    if !pairing.faults.is_empty() {
        indented = with_indent(source, parsed, events);
        events = &indented;
        pairing = best(events, pairing);
    }
    let Pairing { blocks, faults, holders, after } = pairing;
    parsed.blocks = blocks;
    assign_blocks(parsed, events, &holders, &after);
    name_vague_ends(parsed, events, &faults);
    several::note(parsed);
    mistakes::note(source, parsed, events, &after, &faults);
}

/// The pairing with the fewest faults.
fn best(events: &[Event], plain: Pairing) -> Pairing {
    let mut best = plain;
    let mut least = best.weight(events);
    for strategy in Strategy::others() {
        let other = pairing::run(events, strategy);
        let weight = other.weight(events);
        // Indentation is no proof, but it is what the author sees: it decides between equals.
        if weight < least || (weight == least && strategy == Strategy::INDENTED) {
            least = weight;
            best = other;
        }
    }
    best
}

fn with_indent(source: &str, parsed: &Macro, events: &[Event]) -> Vec<Event> {
    let indent = |event: &Event| {
        let span = parsed.items.get(event.item)?.span;
        places::alone_on_line(source, span).then(|| places::indent_before(source, span.start))
    };
    events.iter().map(|event| Event { indent: indent(event), ..*event }).collect()
}

/// Tells every item which block it stands in.
fn assign_blocks(parsed: &mut Macro, events: &[Event], holders: &[Option<usize>], after: &[Option<usize>]) {
    let mut next = 0;
    let mut current = None;
    for (number, item) in parsed.items.iter_mut().enumerate() {
        item.block = current;
        if events.get(next).is_some_and(|event| event.item == number) {
            item.block = holders.get(next).copied().flatten();
            current = after.get(next).copied().flatten();
            next += 1;
        }
    }
}

/// An `{% end %}` that closes a block is that block's end.
fn name_vague_ends(parsed: &mut Macro, events: &[Event], faults: &[Fault]) {
    for fault in faults {
        let Fault::Vague { event, block } = *fault else { continue };
        let kind = parsed.blocks.get(block).map(|block| block.kind);
        let item = events.get(event).and_then(|event| parsed.items.get_mut(event.item));
        if let (Some(kind), Some(ItemKind::Tag(tag))) = (kind, item.map(|item| &mut item.kind)) {
            tag.kind = TagKind::End(kind);
        }
    }
}

/// Whether `block` is opened by a tag whose name is only guessed. It has a mistake already.
fn is_guessed(blocks: &[Block], events: &[Event], block: usize) -> bool {
    let Some(block) = blocks.get(block) else { return false };
    let event = events.binary_search_by_key(&block.open, |event| event.item).ok();
    event.and_then(|event| events.get(event)).is_some_and(|event| event.misnamed)
}

/// The span of an event's tag.
fn span_of(parsed: &Macro, events: &[Event], event: usize) -> Span {
    let item = events.get(event).and_then(|event| parsed.items.get(event.item));
    item.map_or(Span::default(), |item| item.span)
}
