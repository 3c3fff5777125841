//! A map by name of which copies cost nothing: they share all that was not changed since, and so where two of them differ
//! is found without looking at the rest.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

/// How many children a branch has.
const WIDTH: usize = 16;

/// Values by name.
#[derive(Clone, Debug)]
pub(super) struct Names<V>(Child<V>);

type Child<V> = Option<Rc<Node<V>>>;

/// A tree by the hash of the name, four bits a level. It is no deeper than a hash has bits.
#[derive(Clone, Debug)]
enum Node<V> {
    /// The names of one hash.
    Leaf(u64, Vec<(Rc<str>, V)>),
    Branch([Child<V>; WIDTH]),
}

impl<V> Default for Names<V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<V: Clone + PartialEq> Names<V> {
    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&V> {
        // Most macros give no name a value.
        self.0.as_ref()?;
        get(&self.0, 0, hash_of(name), name)
    }

    /// Gives a name a value.
    pub(super) fn insert(&mut self, name: &str, value: V) {
        put(&mut self.0, 0, hash_of(name), (Rc::from(name), value));
    }

    /// Adds the names that do not have the same value here and there.
    pub(super) fn differing(&self, other: &Self, out: &mut BTreeSet<Rc<str>>) {
        differing(&self.0, &other.0, 0, out);
    }
}

fn hash_of(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// Which child of a branch at this depth a hash belongs to.
fn index(hash: u64, depth: u32) -> usize {
    hash.checked_shr(4 * depth).unwrap_or_default() as usize % WIDTH
}

fn get<'a, V>(child: &'a Child<V>, mut depth: u32, hash: u64, name: &str) -> Option<&'a V> {
    let mut node = child.as_deref()?;
    loop {
        match node {
            Node::Leaf(own, names) if *own == hash => {
                return names.iter().find(|(known, _)| &**known == name).map(|(_, value)| value);
            }
            Node::Leaf(..) => return None,
            Node::Branch(children) => node = children.get(index(hash, depth))?.as_deref()?,
        }
        depth += 1;
    }
}

fn put<V: Clone>(child: &mut Child<V>, depth: u32, hash: u64, (name, value): (Rc<str>, V)) {
    let Some(node) = child else {
        *child = Some(Rc::new(Node::Leaf(hash, vec![(name, value)])));
        return;
    };
    match Rc::make_mut(node) {
        Node::Leaf(own, names) if *own == hash => match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => names.push((name, value)),
        },
        Node::Branch(children) => {
            if let Some(child) = children.get_mut(index(hash, depth)) {
                put(child, depth + 1, hash, (name, value));
            }
        }
        Node::Leaf(own, _) => {
            // Another hash comes here: the leaf goes one deeper.
            let own = *own;
            let mut children: [Child<V>; WIDTH] = std::array::from_fn(|_| None);
            if let Some(below) = children.get_mut(index(own, depth)) {
                *below = child.take();
            }
            if let Some(below) = children.get_mut(index(hash, depth)) {
                put(below, depth + 1, hash, (name, value));
            }
            *child = Some(Rc::new(Node::Branch(children)));
        }
    }
}

fn differing<V: PartialEq>(one: &Child<V>, other: &Child<V>, depth: u32, out: &mut BTreeSet<Rc<str>>) {
    match (one.as_deref(), other.as_deref()) {
        (None, None) => {}
        (Some(a), Some(b)) if std::ptr::eq(a, b) => {}
        (Some(Node::Branch(a)), Some(Node::Branch(b))) => {
            a.iter().zip(b).for_each(|(a, b)| differing(a, b, depth + 1, out));
        }
        _ => {
            let mut look = |here: &Child<V>, there: &Child<V>| {
                each(here, &mut |hash, name, value| {
                    if get(there, depth, hash, name) != Some(value) {
                        out.insert(Rc::clone(name));
                    }
                });
            };
            look(one, other);
            look(other, one);
        }
    }
}

fn each<V>(child: &Child<V>, look: &mut impl FnMut(u64, &Rc<str>, &V)) {
    match child.as_deref() {
        None => {}
        Some(Node::Leaf(hash, names)) => names.iter().for_each(|(name, value)| look(*hash, name, value)),
        Some(Node::Branch(children)) => children.iter().for_each(|child| each(child, look)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn named(number: u16) -> String {
        format!("name{number}")
    }

    proptest! {
        #[test]
        fn a_copy_keeps_what_it_had(
            before in prop::collection::vec((0_u16..300, 0_u8..4), 0..200),
            one in prop::collection::vec((0_u16..300, 0_u8..4), 0..20),
            other in prop::collection::vec((0_u16..300, 0_u8..4), 0..20),
        ) {
            let set = |names: &mut (Names<u8>, BTreeMap<String, u8>), values: &[(u16, u8)]| {
                for (number, value) in values {
                    names.0.insert(&named(*number), *value);
                    names.1.insert(named(*number), *value);
                }
            };
            let mut first = (Names::default(), BTreeMap::new());
            set(&mut first, &before);
            let mut second = first.clone();
            set(&mut first, &one);
            set(&mut second, &other);
            for number in 0..300 {
                let name = named(number);
                prop_assert_eq!(first.0.get(&name), first.1.get(&name));
                prop_assert_eq!(second.0.get(&name), second.1.get(&name));
            }
            let mut found = BTreeSet::new();
            first.0.differing(&second.0, &mut found);
            let expected: BTreeSet<Rc<str>> = (0..300)
                .map(named)
                .filter(|name| first.1.get(name) != second.1.get(name))
                .map(Rc::from)
                .collect();
            prop_assert_eq!(found, expected);
        }
    }

    /// What stands for two names that have one hash: none are known, so the leaf is filled by hand.
    #[test]
    fn names_of_one_hash_share_a_leaf() {
        let mut child = None;
        for (name, hash) in [("a", 7), ("b", 7), ("c", 7 + (1 << 60))] {
            put(&mut child, 0, hash, (Rc::from(name), name.len() + hash as usize));
        }
        assert_eq!(get(&child, 0, 7, "a"), Some(&8));
        assert_eq!(get(&child, 0, 7, "b"), Some(&8));
        assert_eq!(get(&child, 0, 7, "c"), None);
        assert_eq!(get(&child, 0, 7 + (1 << 60), "c"), Some(&(8 + (1 << 60))));
    }

    /// Copies that differ in one name share the rest, so that a macro with many names and many branches stays small.
    #[test]
    fn only_what_differs_is_looked_at() {
        let mut names = Names::default();
        (0..5_000).for_each(|number| names.insert(&named(number), number));
        let mut changed = names.clone();
        changed.insert("name7", 0);
        let shared = |one: &Child<u16>, other: &Child<u16>| match (one.as_deref(), other.as_deref()) {
            (Some(Node::Branch(one)), Some(Node::Branch(other))) => one
                .iter()
                .zip(other)
                .filter(|(one, other)| matches!((one, other), (Some(one), Some(other)) if Rc::ptr_eq(one, other)))
                .count(),
            _ => 0,
        };
        assert_eq!(shared(&names.0, &changed.0), WIDTH - 1);
    }
}
