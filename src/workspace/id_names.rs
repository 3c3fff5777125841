//! All ids of a workspace in order, and which of them was meant by one that leads nowhere. Looks at those that are called
//! alike only, so that the time does not grow with the workspace.

use std::sync::Arc;

use crate::text::nearest;

/// The most ids of one folder that are compared.
const MOST_COMPARED: usize = 500;

/// All ids, in two orders.
#[derive(Clone, Debug, Default)]
pub(super) struct IdNames {
    /// In their own order.
    pub(super) ids: Arc<[String]>,
    /// Indices of ids, in the order of what follows the last `/`.
    by_name: Arc<[u32]>,
}

impl IdNames {
    pub(super) fn new(ids: impl Iterator<Item = String>) -> Self {
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        let mut by_name: Vec<u32> = (0..u32::try_from(ids.len()).unwrap_or(u32::MAX)).collect();
        by_name.sort_by_key(|index| ids.get(*index as usize).map(|id| split(id).1));
        Self { by_name: by_name.into(), ids: ids.into() }
    }

    /// The id that was most likely meant: one of the same name in another folder, or one of the same folder that is spelt
    /// nearly so.
    pub(super) fn nearest(&self, id: &str) -> Option<&str> {
        let (folder, name) = split(id);
        let named = |index: &u32| self.ids.get(*index as usize).map(|id| split(id).1);
        let start = self.by_name.partition_point(|index| named(index) < Some(name));
        let moved = self.by_name.iter().skip(start).take_while(|index| named(index) == Some(name));
        let mut moved = moved.filter_map(|index| self.ids.get(*index as usize)).filter(|other| *other != id);
        if let (Some(moved), None) = (moved.next(), moved.next()) {
            return Some(moved);
        }
        let start = self.ids.partition_point(|id| id.as_str() < folder);
        let beside = self.ids.iter().skip(start).take(MOST_COMPARED).take_while(|id| id.starts_with(folder));
        let beside = beside.filter(|other| *other != id).map(|id| split(id));
        let names = beside.filter(|(other, _)| *other == folder).map(|(_, name)| name);
        let near = format!("{folder}{}", nearest(name, names)?.0);
        self.ids.binary_search(&near).ok().and_then(|index| self.ids.get(index)).map(String::as_str)
    }
}

/// The folder of an id with its `/`, and the name in it.
fn split(id: &str) -> (&str, &str) {
    id.split_at(id.rfind('/').map_or(0, |slash| slash + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: Option<&str>) {
        let ids = ["bye", "hello", "refunds/late", "refunds/terms", "shop/terms", "snippets/sign-off"];
        let names = IdNames::new(ids.iter().rev().map(|id| (*id).to_owned()));
        assert_eq!(names.nearest(id), expected, "{id}");
    }

    #[test]
    fn the_same_name_elsewhere_or_nearly_the_same_beside_it() {
        check("sign-off", Some("snippets/sign-off"));
        check("old/late", Some("refunds/late"));
        check("snippets/signoff", Some("snippets/sign-off"));
        check("refunds/term", Some("refunds/terms"));
        check("helo", Some("hello"));
        check("terms", None);
        check("hello", None);
        check("refunds/goodbye", None);
        check("", None);
        assert_eq!(IdNames::default().nearest("hello"), None);
    }
}
