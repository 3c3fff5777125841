//! A macro as a help desk keeps it, whatever that calls it: canned response, saved reply, template.

use serde_json::{Map, Value};

use super::facts::TextKind;

/// A macro of a help desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Its record in the dump.
    pub place: Place,
    /// The id of its folder, where folders have any.
    pub folder: Option<String>,
    /// Its id there; numbers as their digits.
    pub id: Option<String>,
    /// What agents search for; empty where it has none.
    pub title: String,
    /// When to use it.
    pub description: Option<String>,
    /// Its subject line, and where that stands.
    pub subject: Option<(Place, String)>,
    /// Its language, as it is written there.
    pub locale: Option<String>,
    /// Whether agents can use it, where the dump says so.
    pub active: Option<bool>,
    /// Its texts: the main one first.
    pub texts: Vec<Text>,
    /// Its folders, as they are called there, outermost first.
    pub category: Vec<String>,
    /// Its own tags; not those that it gives to tickets.
    pub tags: Vec<String>,
    /// What it does, in its order.
    pub actions: Vec<Action>,
    /// Whether a second form of a text, which is not read beside the first, says something else.
    pub says_otherwise: bool,
    /// All else that its record says, in the order of the record and as it stands there.
    pub extra: Map<String, Value>,
}

/// Something that a help desk does when a macro is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// What it does, or which field it sets.
    pub field: String,
    /// With what. A text that customers receive is taken out of it; one that only agents see is left in.
    pub value: Option<Value>,
    /// The text that was taken out, by its place among [`Reply::texts`].
    pub text: Option<usize>,
    /// All else that the record says of it.
    pub extra: Map<String, Value>,
}

/// A text of a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it stands in the dump.
    pub place: Place,
    /// As it stands there.
    pub body: String,
    /// What it is written in.
    pub kind: TextKind,
    /// What part of the macro it is; `None` for the main one.
    pub part: Option<String>,
    /// The channels that it is for; empty for all.
    pub channels: Vec<String>,
    /// Whether only agents see it.
    pub internal: bool,
    /// Its language, where it is another than that of the macro.
    pub locale: Option<String>,
}

impl Text {
    /// A text that says nothing.
    pub fn none(kind: TextKind) -> Self {
        let place = Place::default();
        Self { place, body: String::new(), kind, part: None, channels: Vec::new(), internal: false, locale: None }
    }
}

/// A value of a dump.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Which of the documents that stand one behind the other in the file, from 0.
    pub document: usize,
    /// The JSON pointer in it. For a table: the number of the row, from 1, and the head of the column.
    pub pointer: String,
}

/// Something in a dump that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the file.
    pub at: usize,
    /// What, in plain words.
    pub message: String,
}

/// What a dump holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dump {
    /// In the order of the file.
    pub replies: Vec<Reply>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// What else is worth knowing, such as pages that are missing.
    pub notes: Vec<String>,
    /// The folders that are listed in it.
    pub folders: Vec<Folder>,
}

/// A folder of macros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Its id; numbers as their digits.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The id of the folder around it.
    pub parent: Option<String>,
}
