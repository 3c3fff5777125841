//! The instructions that phrases are compiled to. There are hundreds of thousands of them, so they are kept small.

use serde::{Deserialize, Serialize};

use super::flat::{self, Flat};
use super::program::{COMMA, START, Symbol};

/// What one instruction accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Accepts {
    /// This symbol.
    One(Symbol),
    /// One of a set of [`Program::sets`].
    Set(u32),
    /// Any word, number, placeholder, slot or opaque word.
    AnyWord,
    /// The same, right behind what stands before it: no comma between.
    NextWord,
    /// Anything before the end.
    Anything,
    /// The end, cut or not.
    AnyEnd,
}

impl Accepts {
    /// Whether a comma in the text may be passed over before this.
    pub(super) fn skips_commas(self) -> bool {
        match self {
            Accepts::One(one) => one != COMMA && one != START,
            Accepts::Set(_) | Accepts::AnyWord => true,
            Accepts::NextWord | Accepts::Anything | Accepts::AnyEnd => false,
        }
    }
}

/// One instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Take one symbol and go on.
    Take(Accepts, u32),
    /// Go on at each of so many of [`Program::branches`] from one on, the first preferred.
    Split(u32, u32),
    /// Take one symbol and go on where so many of [`Program::switches`] from one on say for it: many takes in one.
    Switch(u32, u32),
    /// Remember the place in slot `.0` and go on.
    Save(u32, u32),
    /// Go on where what is looked for (an index into [`Program::looks`]) does not stand.
    Unless(u32, u32),
    /// What is looked for has been found.
    Found,
    /// Go on where a clause begins.
    Clause(u32),
    /// The phrase with this number has matched.
    Accept(u32),
}

/// Instructions, one behind the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Instructions(#[serde(with = "flat")] Vec<Packed>);

impl Instructions {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The one at `at`.
    pub(super) fn get(&self, at: u32) -> Option<Instruction> {
        self.0.get(at as usize)?.open()
    }

    /// All from number `first` on.
    pub(super) fn since(&self, first: usize) -> impl Iterator<Item = Instruction> {
        self.0.get(first..).unwrap_or_default().iter().filter_map(|packed| packed.open())
    }

    /// Puts one behind all others; gives its number.
    pub(super) fn push(&mut self, instruction: Instruction) -> u32 {
        self.0.push(Packed::of(instruction));
        (self.0.len() - 1) as u32
    }

    /// Puts one in the place of the one at `at`.
    pub(super) fn set(&mut self, at: u32, instruction: Instruction) {
        if let Some(known) = self.0.get_mut(at as usize) {
            *known = Packed::of(instruction);
        }
    }

    /// Keeps the first `length` only.
    pub(super) fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }
}

/// An instruction in eight bytes: its kind in the upper bits of the first number, with the first of what it names below.
#[derive(Clone, Copy, Debug)]
struct Packed(u32, u32);

/// How many bits there are below the kind.
const BELOW: u32 = 28;
/// The greatest number that stands there; nothing that packs can hold has so many parts.
const MOST: u32 = (1 << BELOW) - 1;

impl Packed {
    fn of(instruction: Instruction) -> Self {
        let (kind, one, other) = match instruction {
            Instruction::Take(Accepts::One(symbol), next) => (0, symbol, next),
            Instruction::Take(Accepts::Set(set), next) => (1, set, next),
            Instruction::Take(Accepts::AnyWord, next) => (2, 0, next),
            Instruction::Take(Accepts::NextWord, next) => (3, 0, next),
            Instruction::Take(Accepts::Anything, next) => (4, 0, next),
            Instruction::Take(Accepts::AnyEnd, next) => (5, 0, next),
            Instruction::Split(first, count) => (6, count, first),
            Instruction::Switch(first, count) => (7, count, first),
            Instruction::Save(slot, next) => (8, slot, next),
            Instruction::Unless(look, next) => (9, look, next),
            Instruction::Found => (10, 0, 0),
            Instruction::Clause(next) => (11, 0, next),
            Instruction::Accept(phrase) => (12, 0, phrase),
        };
        Self(kind << BELOW | one.min(MOST), other)
    }

    fn open(self) -> Option<Instruction> {
        let (one, other) = (self.0 & MOST, self.1);
        Some(match self.0 >> BELOW {
            0 => Instruction::Take(Accepts::One(one), other),
            1 => Instruction::Take(Accepts::Set(one), other),
            2 => Instruction::Take(Accepts::AnyWord, other),
            3 => Instruction::Take(Accepts::NextWord, other),
            4 => Instruction::Take(Accepts::Anything, other),
            5 => Instruction::Take(Accepts::AnyEnd, other),
            6 => Instruction::Split(other, one),
            7 => Instruction::Switch(other, one),
            8 => Instruction::Save(one, other),
            9 => Instruction::Unless(one, other),
            10 => Instruction::Found,
            11 => Instruction::Clause(other),
            12 => Instruction::Accept(other),
            _ => return None,
        })
    }
}

impl Flat for Packed {
    const NUMBERS: usize = 2;

    fn write(self, mut put: impl FnMut(u32)) {
        put(self.0);
        put(self.1);
    }

    fn read(mut next: impl FnMut() -> u32) -> Option<Self> {
        let packed = Self(next(), next());
        packed.open().map(|_| packed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_comes_out_also_when_it_was_written_and_read() {
        let accepts = [
            Accepts::One(7),
            Accepts::Set(MOST),
            Accepts::AnyWord,
            Accepts::NextWord,
            Accepts::Anything,
            Accepts::AnyEnd,
        ];
        let mut all: Vec<Instruction> = accepts.map(|accepts| Instruction::Take(accepts, u32::MAX)).into();
        all.extend([
            Instruction::Split(u32::MAX, 2),
            Instruction::Switch(3, 4),
            Instruction::Save(5, 6),
            Instruction::Unless(7, 8),
            Instruction::Found,
            Instruction::Clause(9),
            Instruction::Accept(u32::MAX),
        ]);
        let mut instructions = Instructions::default();
        assert_eq!(all.iter().map(|one| instructions.push(*one)).collect::<Vec<_>>(), (0..13).collect::<Vec<_>>());
        let read: Instructions = postcard::from_bytes(&postcard::to_stdvec(&instructions).unwrap()).unwrap();
        for instructions in [&instructions, &read] {
            assert_eq!(instructions.since(0).collect::<Vec<_>>(), all);
            assert_eq!(
                (instructions.len(), instructions.get(10), instructions.get(13)),
                (13, Some(Instruction::Found), None)
            );
        }
        instructions.set(0, Instruction::Found);
        instructions.truncate(1);
        assert_eq!(instructions.since(0).collect::<Vec<_>>(), [Instruction::Found]);
    }

    #[test]
    fn what_nobody_wrote_is_refused() {
        let read = |bytes: &[u8]| postcard::from_bytes::<Instructions>(&postcard::to_stdvec(bytes).unwrap());
        assert_eq!(read(&[0; 8]).unwrap().get(0), Some(Instruction::Take(Accepts::One(0), 0)));
        assert!(read(&[0; 9]).is_err());
        assert!(read(&[0; 4]).is_err());
        assert!(read(&[255; 8]).is_err());
    }
}
