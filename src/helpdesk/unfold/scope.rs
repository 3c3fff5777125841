//! What names stand for at one place of the walk, and how branches are told apart and joined again.

use std::collections::HashMap;

use super::operand::Operand;

/// The names of a macro, or of one rendering of a snippet.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    names: HashMap<String, Operand>,
    /// What names stood for before, in the order of setting.
    journal: Vec<(String, Option<Operand>)>,
    /// Whether names that are not set are nothing: a snippet sees what it is given, and the data.
    pub(super) closed: bool,
}

/// A state to go back to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark(usize);

impl Scope {
    /// That of a snippet.
    pub(super) fn closed() -> Self {
        Self { closed: true, ..Self::default() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Operand> {
        self.names.get(name)
    }

    pub(super) fn set(&mut self, name: &str, operand: Operand) {
        let old = self.names.insert(name.to_owned(), operand);
        self.journal.push((name.to_owned(), old));
    }

    /// Sets a name back to what it was.
    pub(super) fn restore(&mut self, name: &str, old: Option<Operand>) {
        match old {
            Some(old) => self.set(name, old),
            None => {
                let gone = self.names.remove(name);
                self.journal.push((name.to_owned(), gone));
            }
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.journal.len())
    }

    /// Forgets what was set since then; gives what each name was set to last.
    pub(super) fn back_to(&mut self, mark: Mark) -> HashMap<String, Option<Operand>> {
        let mut set = HashMap::new();
        while self.journal.len() > mark.0 {
            let Some((name, old)) = self.journal.pop() else { break };
            let now = match old {
                Some(old) => self.names.insert(name.clone(), old),
                None => self.names.remove(&name),
            };
            set.entry(name).or_insert(now);
        }
        set
    }
}
