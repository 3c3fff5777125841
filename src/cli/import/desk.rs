//! Where macros come from: a help desk, or a plain table or folder.

use super::super::desk_lock::Key;
use super::super::status::Failure;
use crate::helpdesk::exchange::Fields;
use crate::helpdesk::facts::Shape;
use crate::helpdesk::markup::Holes;
use crate::helpdesk::reply::Reply;
use crate::helpdesk::{NamesIn, Platform, shape};

/// A source of macros.
pub(super) struct Desk {
    /// Its id, as front matter has it.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) title: &'static str,
    /// The help desk, where it is one.
    pub(super) platform: &'static Platform,
    /// The shape of its records.
    pub(super) shape: &'static Shape,
    /// What its placeholders become.
    pub(super) holes: Box<dyn Holes + Sync>,
    /// The keys of front matter that it fills.
    pub(super) fields: Fields,
}

/// Reads the name of a help desk.
pub(super) fn known(word: &str) -> Result<String, String> {
    let is_known = Platform::named(word).is_some_and(|platform| platform.shape.is_some());
    if is_known { Ok(word.to_owned()) } else { Err(format!("macros are imported from {}", all())) }
}

fn all() -> String {
    shape::with_shape().map(|platform| platform.id).collect::<Vec<_>>().join(", ")
}

impl Desk {
    /// The one of that name.
    pub(super) fn of(word: &str) -> Result<Self, Failure> {
        let found = Platform::named(word).and_then(|platform| Some((platform, platform.shape.as_ref()?)));
        let Some((platform, shape)) = found else {
            return Err(Failure::new(format!("macros are imported from {}", all())));
        };
        let Platform { id, title, .. } = platform;
        let holes = Box::new(NamesIn::of(platform));
        Ok(Self { id, title, platform, shape, holes, fields: Fields::of(shape) })
    }

    /// What a macro is remembered by: its id, or its title where it has none.
    pub(super) fn key(&self, reply: &Reply) -> Key {
        (self.id.to_owned(), reply.id.clone().unwrap_or_else(|| reply.title.clone()))
    }
}
