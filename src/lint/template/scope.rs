//! What the names that a macro defines itself stand for at one place of the walk.

use crate::text::QuickMap;

use super::defined::Defined;
use crate::helpdesk::Kind;
use crate::syntax::{Expression, Path, Segment, Value};

/// The most names of a branch that are forgotten one by one when it ends: past that, all are.
const MOST_ONE_BY_ONE: usize = 64;

/// The names and what they stand for.
pub(super) struct Scope<'a> {
    pub(super) defined: &'a Defined<'a>,
    locals: QuickMap<&'a str, Local>,
    /// Different for every time a name is given a value.
    version: u32,
    /// What was set before this version is not known any more.
    known_since: u32,
    /// Names that were set in each open branch.
    set: Vec<Vec<&'a str>>,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) struct Local {
    version: u32,
    /// What kind of value it has, as far as it is known.
    pub(super) kind: Kind,
    /// What it is, where it is written out.
    literal: Option<Value>,
    /// The variable that it is, which may be empty.
    pub(super) may_be_empty: Option<String>,
}

impl Local {
    /// A name of which nothing is known.
    fn unknown(version: u32) -> Self {
        Self { version, kind: Kind::Any, literal: None, may_be_empty: None }
    }
}

impl<'a> Scope<'a> {
    pub(super) fn new(defined: &'a Defined<'a>) -> Self {
        Self { defined, locals: QuickMap::default(), version: 0, known_since: 0, set: Vec::new() }
    }

    /// Whether the macro itself gives the first name of a path a value, wherever that is.
    pub(super) fn is_own(&self, path: &Path) -> bool {
        matches!(path.root.text.as_str(), "forloop" | "tablerowloop") || self.defined.names.contains(&*path.root.text)
    }

    /// What a name stands for here.
    pub(super) fn local(&self, name: &str) -> Option<&Local> {
        self.locals.get(name).filter(|local| local.version > self.known_since)
    }

    /// Gives a name a value.
    pub(super) fn set(&mut self, name: &'a str, kind: Kind, literal: Option<Value>, may_be_empty: Option<String>) {
        self.version += 1;
        // Of what changes from round to round, only the kind is known.
        let steady = !self.defined.in_loops.contains(name);
        let literal = literal.filter(|_| steady);
        let may_be_empty = may_be_empty.filter(|_| steady);
        self.locals.insert(name, Local { version: self.version, kind, literal, may_be_empty });
        if let Some(set) = self.set.last_mut() {
            set.push(name);
        }
    }

    /// Begins a branch.
    pub(super) fn enter(&mut self) {
        self.set.push(Vec::new());
    }

    /// Ends a branch: what was set in it is not known to be so after it.
    pub(super) fn leave(&mut self) {
        let Some(set) = self.set.pop() else { return };
        self.version += 1;
        if set.len() > MOST_ONE_BY_ONE {
            self.known_since = self.version;
        } else {
            for name in &set {
                self.locals.insert(name, Local::unknown(self.version));
            }
        }
        match self.set.last_mut() {
            Some(around) if around.len() <= MOST_ONE_BY_ONE => around.extend(set),
            _ => {}
        }
    }

    /// A text that is the same for what has the same value here; `None` where that cannot be told.
    pub(super) fn key(&self, expression: &Expression) -> Option<String> {
        let Value::Path(path) = &expression.value else { return None };
        self.path_key(path)
    }

    /// The same of a path.
    pub(super) fn path_key(&self, path: &Path) -> Option<String> {
        let mut key = self.version_of(path)?.to_string();
        key.push(':');
        path.write_dotted(&mut key);
        Some(key)
    }

    /// Whether an expression has a key.
    pub(super) fn has_key(&self, expression: &Expression) -> bool {
        matches!(&expression.value, Value::Path(path) if self.version_of(path).is_some())
    }

    /// Which value of its first name a path speaks of; `None` where that cannot be told.
    fn version_of(&self, path: &Path) -> Option<u32> {
        let fixed = |segment: &Segment| match segment {
            Segment::Property(_) => true,
            Segment::Index(index) => matches!(index.value, Value::Text(_) | Value::Number(_)),
        };
        if !path.segments.iter().all(fixed) {
            return None;
        }
        let name = path.root.text.as_str();
        let version = match self.local(name) {
            Some(local) => local.version,
            None if self.is_own(path) => self.known_since,
            None => 0,
        };
        // What a loop sets is another value in every round, and so is its counter.
        let steady = !self.defined.in_loops.contains(name) && name != "forloop" && name != "tablerowloop";
        steady.then_some(version)
    }

    /// The value of an expression where it is written out, here or where its name is set.
    pub(super) fn literal(&self, expression: &Expression) -> Option<Value> {
        match &expression.value {
            Value::Path(path) if path.segments.is_empty() => self.local(&path.root.text)?.literal.clone(),
            Value::Path(_) => None,
            value => Some(value.clone()),
        }
    }
}
