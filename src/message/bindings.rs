//! What names stand for at one place of a walk.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::facts::Constant;
use super::names::Names;
use crate::syntax::{Expression, Path, Segment, Value};

/// The names that the macro itself has given values to, and which giving it was.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings {
    /// Which macro or snippet, counted as they are rendered: names of one mean nothing in another.
    pub(super) scope: u32,
    names: Names<Binding>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Binding {
    /// Different for every time a name is given a value.
    version: u32,
    pub(super) value: Bound,
}

/// A value as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bound {
    /// Not the same on every path, or not known here.
    Unknown,
    /// A constant.
    Constant(Constant),
    /// One of a few constants, by the branches that were taken.
    OneOf(Rc<OneOf>),
    /// What a block captures, by its number in the walk: a capture remembers bindings, so these do not hold captures.
    Captured(usize),
    /// The state of a loop: whether it is in its first, and in its last round.
    Loop { first: bool, last: bool },
}

/// The constants that a name can stand for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OneOf {
    /// The subject of facts about it.
    pub(super) key: String,
    /// The name as it was given a value.
    pub(super) name: String,
    pub(super) constants: Vec<Constant>,
    /// The block whose branches decide.
    pub(super) file: u16,
    pub(super) block: usize,
}

impl Bindings {
    /// The bindings of a snippet's own scope.
    pub(super) fn of_scope(scope: u32) -> Self {
        Self { scope, names: Names::default() }
    }

    /// Gives a name a value.
    pub(super) fn bind(&mut self, name: &str, version: u32, value: Bound) {
        self.names.insert(name, Binding { version, value });
    }

    /// What a name stands for, where the macro itself gave it a value.
    pub(super) fn get(&self, name: &str) -> Option<&Bound> {
        self.names.get(name).map(|binding| &binding.value)
    }

    /// What is known after one of several arms was taken, and the names that they do not agree on, which get `version`.
    pub(super) fn after(arms: &[Bindings], version: u32) -> Option<(Self, Vec<Rc<str>>)> {
        let mut differing = BTreeSet::new();
        // Each with the next: that looks only at what the two of them changed.
        for pair in arms.windows(2) {
            if let [one, next] = pair {
                one.names.differing(&next.names, &mut differing);
            }
        }
        let mut merged = arms.first()?.clone();
        differing.iter().for_each(|name| merged.bind(name, version, Bound::Unknown));
        Some((merged, differing.into_iter().collect()))
    }

    /// What an expression without filters is, as far as it is known.
    pub(super) fn bound(&self, expression: &Expression) -> Bound {
        match self.one_of(expression) {
            Some(values) => Bound::OneOf(values),
            None => self.constant(expression).map_or(Bound::Unknown, Bound::Constant),
        }
    }

    /// The constants of which an expression is one.
    pub(super) fn one_of(&self, expression: &Expression) -> Option<Rc<OneOf>> {
        let Value::Path(path) = &expression.value else { return None };
        match self.get(&path.root.text)? {
            Bound::OneOf(values) if path.segments.is_empty() => Some(Rc::clone(values)),
            _ => None,
        }
    }

    /// The key of a name that was given a value in this scope.
    pub(super) fn key_of(&self, name: &str, version: u32) -> String {
        format!("{}:{version}:{name}", self.scope)
    }

    /// The constant that an expression is, where it is one.
    pub(super) fn constant(&self, expression: &Expression) -> Option<Constant> {
        match &expression.value {
            Value::Text(text) => Some(Constant::Text(text.clone())),
            Value::Number(number) => Some(Constant::Number(number.to_bits())),
            Value::Boolean(boolean) => Some(Constant::Boolean(*boolean)),
            Value::Nil => Some(Constant::Nil),
            Value::Path(path) => self.constant_path(path),
            _ => None,
        }
    }

    fn constant_path(&self, path: &Path) -> Option<Constant> {
        match (self.get(&path.root.text)?, path.segments.as_slice()) {
            (Bound::Constant(constant), []) => Some(constant.clone()),
            (Bound::Loop { first, last }, [Segment::Property(name)]) => match name.text.as_str() {
                "first" => Some(Constant::Boolean(*first)),
                "last" => Some(Constant::Boolean(*last)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A path with what its root stands for, so that equal keys mean equal values; `None` where that cannot be told.
    pub(super) fn key(&self, expression: &Expression) -> Option<String> {
        let Value::Path(path) = &expression.value else { return None };
        if let Some(values) = self.one_of(expression) {
            return Some(values.key.clone());
        }
        let fixed = |segment: &Segment| match segment {
            Segment::Property(_) => true,
            Segment::Index(index) => matches!(index.value, Value::Text(_) | Value::Number(_)),
        };
        let version = self.names.get(&path.root.text).map_or(0, |binding| binding.version);
        path.segments.iter().all(fixed).then(|| self.key_of(&path.dotted(), version))
    }
}
