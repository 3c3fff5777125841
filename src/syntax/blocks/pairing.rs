//! One way to pair tags: a stack of open blocks, and a decision for each tag that does not fit the innermost.

use super::super::{Block, BlockKind};
use super::{Arm, Event, Role, is_guessed};

/// How to decide where a tag does not fit the innermost open block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Strategy {
    /// An arm that only an outer block can have ends the blocks inside of it.
    arms_close: bool,
    /// An end that no open block has closes the innermost one all the same.
    wrong_end: bool,
    /// Where there are more ends of a kind than openers, one that does not fit the innermost block is one too many.
    surplus_is_stray: bool,
    /// An end closes the outer of two blocks of a kind where its indentation says so.
    by_indent: bool,
}

impl Strategy {
    /// Plain, but with an eye to indentation.
    pub(super) const INDENTED: Strategy =
        Strategy { arms_close: false, wrong_end: false, surplus_is_stray: false, by_indent: true };

    /// All but the plain one, the likeliest first.
    pub(super) fn others() -> impl Iterator<Item = Strategy> {
        (1_u8..16).map(|bits| Strategy {
            by_indent: bits & 1 != 0,
            wrong_end: bits & 2 != 0,
            arms_close: bits & 4 != 0,
            surplus_is_stray: bits & 8 != 0,
        })
    }
}

/// Something that does not pair. Numbers are of events and blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The block ends where `until` stands, or with the text.
    Unclosed { block: usize, until: Option<usize> },
    /// `block` is closed by `second`, after `first` has closed the block around it.
    Crossed { block: usize, first: usize, second: usize },
    /// An end with nothing to close.
    Stray { event: usize },
    /// The end of another kind of block closes `block`.
    WrongEnd { event: usize, block: usize },
    /// `{% end %}` closes `block`.
    Vague { event: usize, block: usize },
    /// An arm outside of any block that could have it.
    Outside { event: usize, arm: Arm },
    /// A second `else`.
    Twice { event: usize, block: usize },
    /// `elsif` or `when` after `else`.
    AfterElse { event: usize, arm: Arm, block: usize },
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    pub(super) blocks: Vec<Block>,
    pub(super) faults: Vec<Fault>,
    /// For each event the block that its tag stands in.
    pub(super) holders: Vec<Option<usize>>,
    /// For each event the innermost block that is open after it.
    pub(super) after: Vec<Option<usize>>,
}

impl Pairing {
    /// How many mistakes it would take to tell of all faults.
    pub(super) fn weight(&self, events: &[Event]) -> usize {
        let told = |fault: &&Fault| match fault {
            Fault::Stray { event } | Fault::Outside { event, .. } => {
                !events.get(*event).is_some_and(|event| event.noted)
            }
            Fault::Unclosed { block, .. } => !is_guessed(&self.blocks, events, *block),
            _ => true,
        };
        self.faults.iter().filter(told).count()
    }
}

struct Pairer<'a> {
    events: &'a [Event],
    strategy: Strategy,
    out: Pairing,
    /// Open blocks, the innermost last.
    stack: Vec<usize>,
    /// The same by kind, each with its place in `stack`.
    by_kind: [Vec<usize>; 5],
    /// Faults of blocks that were ended by an outer end, and whose own end may still come.
    dangling: [Vec<usize>; 5],
    /// How many ends of a kind there are more than openers.
    surplus: [usize; 5],
    has_else: Vec<bool>,
}

/// Pairs all events in one pass.
pub(super) fn run(events: &[Event], strategy: Strategy) -> Pairing {
    let mut pairer = Pairer {
        events,
        strategy,
        out: Pairing::default(),
        stack: Vec::new(),
        by_kind: Default::default(),
        dangling: Default::default(),
        surplus: surplus(events),
        has_else: Vec::new(),
    };
    for number in 0..events.len() {
        let holder = pairer.take(number);
        pairer.out.holders.push(holder);
        let top = pairer.stack.last().copied();
        pairer.out.after.push(top);
    }
    while !pairer.stack.is_empty() {
        pairer.pop_unclosed(None);
    }
    pairer.out
}

fn surplus(events: &[Event]) -> [usize; 5] {
    let mut balance = [0_isize; 5];
    for event in events {
        match event.role {
            Role::Open(kind) => balance[kind as usize] -= 1,
            Role::Close(kind) => balance[kind as usize] += 1,
            _ => {}
        }
    }
    balance.map(|count| usize::try_from(count).unwrap_or_default())
}

impl Pairer<'_> {
    /// Takes one event, and gives the block that its tag stands in.
    fn take(&mut self, number: usize) -> Option<usize> {
        let event = *self.events.get(number)?;
        match event.role {
            Role::Open(kind) => self.open(event, kind),
            Role::Arm(arm) => self.arm(number, event, arm),
            Role::Close(kind) => self.close(number, event, kind),
            Role::CloseAny => self.close_any(number, event),
        }
    }

    fn top(&self) -> Option<usize> {
        self.stack.last().copied()
    }

    fn kind(&self, block: usize) -> Option<BlockKind> {
        self.out.blocks.get(block).map(|block| block.kind)
    }

    fn parent(&self, block: usize) -> Option<usize> {
        self.out.blocks.get(block).and_then(|block| block.parent)
    }

    fn open(&mut self, event: Event, kind: BlockKind) -> Option<usize> {
        let parent = self.top();
        let number = self.out.blocks.len();
        let open = event.item;
        self.out.blocks.push(Block { kind, open, arms: Vec::new(), close: None, parent, sends_several: false });
        self.has_else.push(false);
        self.by_kind[kind as usize].push(self.stack.len());
        self.stack.push(number);
        parent
    }

    /// Takes the innermost block off the stack.
    fn pop(&mut self) -> Option<usize> {
        let block = self.stack.pop()?;
        if let Some(kind) = self.kind(block) {
            self.by_kind[kind as usize].pop();
        }
        Some(block)
    }

    fn pop_unclosed(&mut self, until: Option<usize>) {
        let Some(block) = self.pop() else { return };
        if let Some(kind) = self.kind(block) {
            self.dangling[kind as usize].push(self.out.faults.len());
        }
        self.out.faults.push(Fault::Unclosed { block, until });
    }

    /// Ends all blocks above `depth` of the stack.
    fn pop_down_to(&mut self, depth: usize, until: usize) {
        while self.stack.len() > depth {
            self.pop_unclosed(Some(until));
        }
    }

    fn arm(&mut self, number: usize, event: Event, arm: Arm) -> Option<usize> {
        let fits_top = self.top().and_then(|top| self.kind(top)).is_some_and(|kind| arm.fits(kind));
        if !fits_top
            && self.strategy.arms_close
            && let Some(depth) = self.nearest_with(arm)
        {
            self.pop_down_to(depth + 1, number);
        }
        let Some(block) = self.top().filter(|&top| self.kind(top).is_some_and(|kind| arm.fits(kind))) else {
            self.out.faults.push(Fault::Outside { event: number, arm });
            return self.top();
        };
        let had_else = self.has_else.get(block).copied().unwrap_or_default();
        if had_else {
            let fault = match arm {
                Arm::Else => Fault::Twice { event: number, block },
                _ => Fault::AfterElse { event: number, arm, block },
            };
            self.out.faults.push(fault);
            return Some(block);
        }
        if let (Arm::Else, Some(flag)) = (arm, self.has_else.get_mut(block)) {
            *flag = true;
        }
        if let Some(block) = self.out.blocks.get_mut(block) {
            block.arms.push(event.item);
        }
        self.parent(block)
    }

    /// The place in the stack of the innermost block that can have the arm.
    fn nearest_with(&self, arm: Arm) -> Option<usize> {
        BlockKind::ALL
            .iter()
            .filter(|kind| arm.fits(**kind))
            .filter_map(|kind| self.by_kind[*kind as usize].last().copied())
            .max()
    }

    fn close(&mut self, number: usize, event: Event, kind: BlockKind) -> Option<usize> {
        let open = self.by_kind[kind as usize].last().copied();
        let Some(mut depth) = open else { return self.close_nothing(number, event, kind) };
        let fits_top = depth + 1 == self.stack.len();
        if !fits_top && self.strategy.surplus_is_stray && self.surplus[kind as usize] > 0 {
            self.surplus[kind as usize] -= 1;
            self.out.faults.push(Fault::Stray { event: number });
            return self.top();
        }
        if fits_top && self.strategy.by_indent {
            depth = self.indented_alike(event, kind).unwrap_or(depth);
        }
        self.pop_down_to(depth + 1, number);
        self.close_top(event)
    }

    fn close_top(&mut self, event: Event) -> Option<usize> {
        let block = self.pop()?;
        if let Some(block) = self.out.blocks.get_mut(block) {
            block.close = Some(event.item);
        }
        self.parent(block)
    }

    /// The place in the stack of the second block of `kind` from within, if it is indented like the end and the first is not.
    fn indented_alike(&self, end: Event, kind: BlockKind) -> Option<usize> {
        let wanted = end.indent?;
        let depths = &self.by_kind[kind as usize];
        let second = *depths.get(depths.len().checked_sub(2)?)?;
        let first = *depths.last()?;
        let differs = self.indent_at(first)? != wanted;
        (differs && self.indent_at(second)? == wanted).then_some(second)
    }

    fn indent_at(&self, depth: usize) -> Option<usize> {
        let block = self.out.blocks.get(*self.stack.get(depth)?)?;
        let event = self.events.binary_search_by_key(&block.open, |event| event.item).ok()?;
        self.events.get(event)?.indent
    }

    /// An end while no block of its kind is open.
    fn close_nothing(&mut self, number: usize, event: Event, kind: BlockKind) -> Option<usize> {
        if let Some(fault) = self.dangling[kind as usize].pop()
            && let Some(slot) = self.out.faults.get_mut(fault)
            && let Fault::Unclosed { block, until: Some(first) } = *slot
        {
            *slot = Fault::Crossed { block, first, second: number };
            return self.top();
        }
        match self.top() {
            Some(block) if self.strategy.wrong_end => {
                self.out.faults.push(Fault::WrongEnd { event: number, block });
                self.close_top(event)
            }
            top => {
                self.out.faults.push(Fault::Stray { event: number });
                top
            }
        }
    }

    fn close_any(&mut self, number: usize, event: Event) -> Option<usize> {
        let Some(block) = self.top() else {
            self.out.faults.push(Fault::Stray { event: number });
            return None;
        };
        self.out.faults.push(Fault::Vague { event: number, block });
        self.close_top(event)
    }
}
