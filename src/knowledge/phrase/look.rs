//! Looking around a place of a sentence: what must not stand there, and whether a clause begins.
//!
//! What is looked for has no loop and a bounded length, so one look costs no more than a few steps, however long the
//! sentence is.

use super::instruction::Instruction;
use super::locate::Line;
use super::program::{COMMA, Look, Program};

/// Looks; keeps its buffers from one to the next.
#[derive(Debug, Default)]
pub(super) struct Looker {
    states: Vec<u32>,
    next: Vec<u32>,
    open: Vec<u32>,
    /// Where the present step has been, so that it goes nowhere twice.
    been: Vec<u32>,
}

impl Looker {
    /// Whether an `Unless` or a `Clause` lets pass before symbol number `index`.
    pub(super) fn passes(&mut self, program: &Program, instruction: &Instruction, line: &Line, index: usize) -> bool {
        match instruction {
            Instruction::Clause(_) => begins_clause(program, line, index),
            Instruction::Unless(look, _) => match program.looks.get(*look as usize) {
                Some(look) if look.before => !self.ends_at(program, look, line, index),
                Some(look) => !self.stands(program, look.start, line, index, None),
                None => true,
            },
            _ => true,
        }
    }

    /// Whether what `look` looks for ends at symbol number `end`, wherever it begins.
    fn ends_at(&mut self, program: &Program, look: &Look, line: &Line, end: usize) -> bool {
        let mut words = 0;
        let mut start = end;
        loop {
            if self.stands(program, look.start, line, start, Some(end)) {
                return true;
            }
            let Some(before) = start.checked_sub(1) else { return false };
            words += usize::from(line.symbols.get(before) != Some(&COMMA));
            if words > look.width {
                return false;
            }
            start = before;
        }
    }

    /// Whether the pattern that begins at instruction `entry` stands at symbol number `start`: anywhere behind it, or up
    /// to `end`, with nothing but commas between.
    fn stands(&mut self, program: &Program, entry: u32, line: &Line, start: usize, end: Option<usize>) -> bool {
        self.next.clear();
        self.been.clear();
        let mut found = self.spread(program, entry, line, start);
        for index in start.. {
            let only_commas =
                |end: usize| line.symbols.get(index..end).is_some_and(|gap| gap.iter().all(|s| *s == COMMA));
            if found && end.is_none_or(only_commas) {
                return true;
            }
            std::mem::swap(&mut self.states, &mut self.next);
            self.next.clear();
            self.been.clear();
            found = false;
            let Some(&symbol) = line.symbols.get(index).filter(|_| end.is_none_or(|end| index < end)) else { break };
            if self.states.is_empty() {
                break;
            }
            let states = std::mem::take(&mut self.states);
            for &at in &states {
                let mut takes = false;
                for next in program.after(at, symbol) {
                    takes = true;
                    found |= self.spread(program, next, line, index + 1);
                }
                // Behind a word the comma belongs to the phrase, at the beginning of what ends here it does not.
                let may_skip = end.is_none() || index > start;
                if !takes && symbol == COMMA && program.skips_commas(at) && may_skip && !self.been.contains(&at) {
                    self.next.push(at);
                }
            }
            self.states = states;
        }
        false
    }

    /// Adds what `at` leads to without a symbol; says whether that is the end of what is looked for.
    fn spread(&mut self, program: &Program, at: u32, line: &Line, index: usize) -> bool {
        let mut found = false;
        self.open.clear();
        self.open.push(at);
        while let Some(at) = self.open.pop() {
            if self.been.contains(&at) {
                continue;
            }
            self.been.push(at);
            match program.instructions.get(at) {
                Some(Instruction::Take(..) | Instruction::Switch(..)) => self.next.push(at),
                Some(Instruction::Split(first, count)) => self.open.extend(program.branches(first, count)),
                Some(Instruction::Clause(next)) if begins_clause(program, line, index) => self.open.push(next),
                Some(Instruction::Found) => found = true,
                _ => {}
            }
        }
        found
    }
}

fn begins_clause(program: &Program, line: &Line, index: usize) -> bool {
    program.begins_clause(index.checked_sub(1).and_then(|before| line.symbols.get(before)).copied())
}
