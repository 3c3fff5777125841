//! Macros of a help desk and the files that they became: what changed on which side since both were last the same, and the
//! desk's part of a file brought up to date without touching what is the team's own.
//!
//! Pure: takes texts, gives texts. Three things are looked at each by itself, so that a new title there and a new text here
//! are no conflict: the name of a macro, its texts, and the rest.

mod held;
mod merge;
mod normal;
mod settle;
mod slug;
#[cfg(test)]
mod tests;

use super::facts::Shape;
use super::reply::Reply;
use crate::text::fnv1a;

pub use held::Held;
pub use merge::{Front, remark, updated};
pub use settle::{Settled, here_only};
pub use slug::{folder_slugs, name_slug};

/// What a macro has that changes by itself: its name with description and subject, its texts, and the rest.
pub const PARTS: usize = 3;

/// A number for each of the three, equal where that is equal.
pub type Prints = [u64; PARTS];

/// The keys of front matter that a help desk fills; all others are the team's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// When to use a macro.
    pub description: bool,
    /// Its subject line.
    pub subject: bool,
    /// Its language.
    pub locale: bool,
    /// Its own tags.
    pub tags: bool,
}

impl Fields {
    /// Those that a shape has.
    pub fn of(shape: &Shape) -> Self {
        let in_actions = shape.actions.as_ref().is_some_and(|actions| actions.subject.is_some());
        Self {
            description: shape.description.is_some(),
            subject: shape.subject.is_some() || in_actions,
            locale: shape.locale.is_some(),
            tags: shape.tags.is_some(),
        }
    }
}

/// The numbers of a macro as its help desk has it: of what its record says word for word, so that another way of
/// converting it changes nothing.
pub fn prints_there(reply: &Reply) -> Prints {
    let subject = reply.subject.as_ref().map(|(_, subject)| subject.as_str());
    let name = [Some(reply.title.as_str()), reply.description.as_deref(), subject].map(Option::unwrap_or_default);
    let mut texts = String::new();
    for text in &reply.texts {
        texts.push_str(text.part.as_deref().unwrap_or_default());
        texts.push('\0');
        texts.push_str(&text.body);
        texts.push('\0');
    }
    let mut rest = format!("{:?} {:?} {:?}", reply.locale, reply.active, reply.tags);
    for action in &reply.actions {
        let value = action.value.as_ref().map(ToString::to_string).unwrap_or_default();
        let extra = serde_json::Value::from(action.extra.clone());
        rest.push_str(&format!("\0{}\0{value}\0{extra}", action.field));
    }
    rest.push_str(&serde_json::Value::from(reply.extra.clone()).to_string());
    [fnv1a(&name.join("\0")), fnv1a(&texts), fnv1a(&rest)]
}

/// What both sides were when they were last the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// The help desk's macro.
    pub there: Prints,
    /// The files.
    pub here: Prints,
}

/// Which side changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// None, or both to the same.
    None,
    /// The help desk.
    There,
    /// The files.
    Here,
    /// Both, each in its own way; or nothing is known of before, and they differ.
    Both,
    /// The files, and the help desk has what an export of them gives: what it lacks is what it cannot hold.
    Sent,
}

impl Change {
    /// What it is where the help desk has what an export of the files gives.
    #[must_use]
    pub fn sent(self) -> Self {
        match self {
            Change::None | Change::There => Change::None,
            Change::Here | Change::Both | Change::Sent => Change::Sent,
        }
    }
}

/// Which side changed of each part. `made` is of the files as they would be written anew.
pub fn changes(last: Option<&Last>, there: &Prints, here: &Prints, made: &Prints) -> [Change; PARTS] {
    let of = |part: usize| {
        let at = |prints: &Prints| prints.get(part).copied().unwrap_or_default();
        if at(here) == at(made) {
            return Change::None;
        }
        let Some(last) = last else { return Change::Both };
        match (at(&last.there) != at(there), at(&last.here) != at(here)) {
            (false, false) => Change::None,
            (true, false) => Change::There,
            (false, true) => Change::Here,
            (true, true) => Change::Both,
        }
    };
    std::array::from_fn(of)
}

/// What is remembered after an import: `now` are the files as they are then. Where they were edited here, what they were
/// before that is remembered on; where the help desk could not hold all of them, what it gives back, so that a change there
/// does not take away what only the files can say.
pub fn remembered(last: Option<&Last>, there: Prints, now: &Prints, made: &Prints, changes: &[Change; PARTS]) -> Last {
    let here = std::array::from_fn(|part| {
        let at = |prints: &Prints| prints.get(part).copied().unwrap_or_default();
        match changes.get(part) {
            Some(Change::Here | Change::Both) => last.map_or(at(made), |last| at(&last.here)),
            Some(Change::Sent) => at(made),
            _ => at(now),
        }
    });
    Last { there, here }
}
