//! Names and what they stand for while a macro is rendered.

use std::collections::HashMap;

use super::value::Value;

/// What a name was set to.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) value: Value,
    /// Whether it is the same whatever the data are.
    pub(super) constant: bool,
    /// Whether `capture` made it, so that it is the author's own text, with values in it.
    pub(super) captured: bool,
    /// Which setting of any name it was.
    pub(super) stamp: usize,
}

/// The names of one macro, or of one rendering of a snippet, which sees none of its caller's.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Which frame it is.
    pub(super) stamp: usize,
    /// The names of the macro, and then those of the loops that are open, outer ones first.
    scopes: Vec<HashMap<String, Binding>>,
}

impl Frame {
    pub(super) fn new(stamp: usize) -> Self {
        Self { stamp, scopes: vec![HashMap::new()] }
    }

    /// What a name was last set to, in the innermost loop that sets it.
    pub(super) fn find(&self, name: &str) -> Option<&Binding> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }

    /// As `assign` and `capture` do it: for the whole macro, where the name of a loop still hides it.
    pub(super) fn assign(&mut self, name: &str, binding: Binding) {
        if let Some(scope) = self.scopes.first_mut() {
            scope.insert(name.to_owned(), binding);
        }
    }

    /// For the innermost loop only.
    pub(super) fn set(&mut self, name: &str, binding: Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), binding);
        }
    }

    pub(super) fn enter(&mut self) {
        self.scopes.push(HashMap::new());
    }

    pub(super) fn leave(&mut self) {
        if self.scopes.len() > 1 {
            self.scopes.pop();
        }
    }
}
