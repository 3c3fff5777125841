//! The variables that the macros of one workspace may use: the canonical ones, and those that `softspoken.toml` declares.

use crate::text::{QuickMap, QuickSet};
use std::sync::OnceLock;

use super::answers::Answers;
use super::catalogue::{Catalogue, Variable};
use super::platform::Platform;
use super::spelling::{Spellings, Unknown};

/// Every variable of a workspace, found by its name. Its own win over the canonical ones. The default holds the canonical
/// ones alone.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    own: Vec<Variable>,
    index: Index,
    /// What help desks call the workspace's own variables, without delimiters: places in `own` with the help desk's id.
    spelled: QuickMap<String, Vec<(usize, String)>>,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

impl Eq for Vocabulary {}

/// What a dotted name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'v, 'd> {
    /// A variable, or the family (`ticket.custom.*`) that stands for it.
    Variable(&'v Variable),
    /// A part of a variable: the variable, and what is taken from it, such as `first` of `order.items.first`.
    Part(&'v Variable, &'d str),
    /// A group of variables, such as `customer`.
    Group,
    /// Nothing; whether at least its first name is one that variables begin with.
    Unknown {
        /// Whether some variable begins with the same first name.
        known_root: bool,
    },
}

#[derive(Clone, Debug, Default)]
struct Index {
    /// Names, and for families all before the `*`, with their places in the list.
    names: QuickMap<String, usize>,
    /// Whether there is a family.
    has_families: bool,
    /// Every beginning of a name that ends before a dot.
    groups: QuickSet<String>,
    /// The names in the order of the list; that of a family is empty, since it is near to anything.
    spellings: Spellings,
}

impl Index {
    fn of(variables: &[Variable]) -> Self {
        let mut index = Index::default();
        for (place, variable) in variables.iter().enumerate() {
            let name = variable.name.strip_suffix('*').unwrap_or(&variable.name);
            index.names.entry(name.to_owned()).or_insert(place);
            index.has_families |= name.ends_with('.');
            let groups = name.match_indices('.').filter_map(|(dot, _)| name.get(..dot));
            index.groups.extend(groups.map(str::to_owned));
        }
        let names = variables.iter().map(|variable| if variable.name.ends_with('*') { "" } else { &variable.name });
        index.spellings = Spellings::of(names);
        index
    }

    fn find(&self, dotted: &str) -> Option<usize> {
        if self.names.is_empty() {
            return None;
        }
        let family = || {
            let dots = memchr::memrchr_iter(b'.', dotted.as_bytes()).filter(|_| self.has_families);
            dots.map(|dot| dot + 1).filter(|end| *end < dotted.len()).find_map(|end| self.names.get(dotted.get(..end)?))
        };
        let exact = self.names.get(dotted).filter(|_| !dotted.ends_with('.'));
        exact.or_else(family).copied()
    }
}

impl Vocabulary {
    /// The canonical variables and a workspace's own.
    pub fn new(own: Vec<Variable>) -> Self {
        let index = Index::of(&own);
        let mut spelled: QuickMap<String, Vec<(usize, String)>> = QuickMap::default();
        for (place, variable) in own.iter().enumerate() {
            for (platform, written) in &variable.names {
                let inner =
                    Platform::named(platform).map_or(written.as_str(), |known| known.without_delimiters(written));
                spelled.entry(inner.to_owned()).or_default().push((place, platform.clone()));
            }
        }
        Self { own, index, spelled }
    }

    /// The workspace's own variables that help desks call so (without delimiters), each with the help desk's id.
    pub fn spelled(&self, inner: &str) -> impl Iterator<Item = (&Variable, &str)> {
        let places = self.spelled.get(inner).into_iter().flatten();
        places.filter_map(|(place, platform)| Some((self.own.get(*place)?, platform.as_str())))
    }

    /// Whether help desks call any of the workspace's own variables in a way of their own.
    pub fn has_spellings(&self) -> bool {
        !self.spelled.is_empty()
    }

    /// The workspace's own variables, in the order of the file.
    pub fn own(&self) -> &[Variable] {
        &self.own
    }

    /// All variables: the workspace's own first, then the canonical ones that it does not declare anew.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        let canonical = Catalogue::canonical().variables.iter();
        self.own.iter().chain(canonical.filter(|variable| !self.declares(&variable.name)))
    }

    fn declares(&self, name: &str) -> bool {
        self.index.names.contains_key(name.strip_suffix('*').unwrap_or(name))
    }

    /// The variable of a dotted name, or the family that stands for it.
    pub fn variable(&self, dotted: &str) -> Option<&Variable> {
        let own = self.index.find(dotted).and_then(|place| self.own.get(place));
        own.or_else(|| {
            let (catalogue, index) = canonical();
            index.find(dotted).and_then(|place| catalogue.variables.get(place))
        })
    }

    /// What a dotted name leads to.
    pub fn find<'v, 'd>(&'v self, dotted: &'d str) -> Found<'v, 'd> {
        if let Some(variable) = self.variable(dotted) {
            return Found::Variable(variable);
        }
        if self.is_group(dotted) {
            return Found::Group;
        }
        let part = dotted.match_indices('.').rev().find_map(|(dot, _)| {
            let variable = self.variable(dotted.get(..dot)?)?;
            Some(Found::Part(variable, dotted.get(dot + 1..)?))
        });
        let root = dotted.split('.').next().unwrap_or_default();
        part.unwrap_or(Found::Unknown { known_root: self.is_group(root) })
    }

    /// Whether variables begin with this name and a dot.
    pub fn is_group(&self, dotted: &str) -> bool {
        self.index.groups.contains(dotted) || canonical().1.groups.contains(dotted)
    }

    /// The variable that a name most likely means which is none.
    pub fn nearest(&self, dotted: &str) -> Option<&Variable> {
        let unknown = Unknown::new(dotted)?;
        let (catalogue, index) = canonical();
        let own = self.index.spellings.nearest(&unknown);
        let own = own.and_then(|(place, distance)| Some((distance, self.own.get(place)?)));
        let near = NEAREST.with(|known| known.of(dotted, || index.spellings.nearest(&unknown)));
        let near = near.and_then(|(place, distance)| Some((distance, catalogue.variables.get(place)?)));
        own.into_iter().chain(near).min_by_key(|(distance, _)| *distance).map(|(_, variable)| variable)
    }
}

thread_local! {
    /// By name that is none: the place of the canonical variable that is spelt most like it, and how many letters are wrong.
    static NEAREST: Answers<Option<(usize, usize)>> = Answers::default();
}

fn canonical() -> &'static (&'static Catalogue, Index) {
    static READ: OnceLock<(&'static Catalogue, Index)> = OnceLock::new();
    READ.get_or_init(|| {
        let catalogue = Catalogue::canonical();
        (catalogue, Index::of(&catalogue.variables))
    })
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    fn vocabulary() -> Vocabulary {
        let variable = |name: &str| Variable {
            name: name.to_owned(),
            kind: Kind::Number,
            may_be_empty: false,
            internal: false,
            sample: None,
            meaning: String::new(),
            own: true,
            names: Vec::new(),
        };
        Vocabulary::new(vec![variable("order.days"), variable("customer.name"), variable("shop.*")])
    }

    fn check(dotted: &str, expected: &str) {
        let vocabulary = vocabulary();
        let shown = match vocabulary.find(dotted) {
            Found::Variable(variable) => format!("{} {}", variable.name, variable.kind.as_str()),
            Found::Part(variable, part) => format!("{part} of {}", variable.name),
            Found::Group => "group".to_owned(),
            Found::Unknown { known_root } => format!("unknown, root {known_root}"),
        };
        assert_eq!(shown, expected, "{dotted}");
    }

    #[test]
    fn names_families_groups_and_parts() {
        check("customer.first_name", "customer.first_name text");
        check("customer.name", "customer.name number");
        check("order.days", "order.days number");
        check("shop.anything.below", "shop.* number");
        check("ticket.custom.colour", "ticket.custom.* any value");
        check("customer", "group");
        check("ticket.custom", "group");
        check("order.items.0.name", "0.name of order.items");
        check("ticket.custom.", "unknown, root true");
        check("customer.frist_name", "unknown, root true");
        check("nobody.name", "unknown, root false");
        check("", "unknown, root false");
    }

    #[test]
    fn all_are_listed_once() {
        let vocabulary = vocabulary();
        let names: Vec<&str> = vocabulary.variables().map(|variable| variable.name.as_str()).collect();
        assert_eq!(names.iter().filter(|name| **name == "customer.name").count(), 1);
        assert_eq!(names.first(), Some(&"order.days"));
        assert_eq!(names.len(), Catalogue::canonical().variables.len() + 2);
    }

    #[test]
    fn the_nearest_is_near() {
        let vocabulary = vocabulary();
        let nearest = |dotted: &str| vocabulary.nearest(dotted).map(|variable| variable.name.as_str());
        assert_eq!(nearest("customer.frist_name"), Some("customer.first_name"));
        assert_eq!(nearest("cutsomer.email"), Some("customer.email"));
        assert_eq!(nearest("customer.firstname"), Some("customer.first_name"));
        assert_eq!(nearest("customer.given_name"), None);
        assert_eq!(nearest("order.dys"), Some("order.days"));
        assert_eq!(nearest("foo"), None);
    }
}
