//! A macro as a help desk keeps it, whatever that calls it: canned response, saved reply, template.

use super::facts::TextKind;

/// A macro of a help desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Its record in the dump.
    pub place: Place,
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
    /// The channels that it is for; empty for all.
    pub channels: Vec<String>,
    /// Whether only agents see it.
    pub internal: bool,
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
}
