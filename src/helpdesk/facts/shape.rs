//! The shape of a help desk's export: where in it the fields of a macro stand.

use serde::{Deserialize, Serialize};

use super::{TextKind, yes};

/// The shape of an export. Places are JSON pointers, from the record or, for lists, from the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// What it is written in.
    pub format: String,
    /// Where the list of records may stand.
    pub list: Vec<String>,
    /// Where a record stands that comes alone.
    #[serde(default)]
    pub one: Vec<String>,
    /// What says that more pages follow.
    #[serde(default)]
    pub more: Vec<String>,
    /// What is told where records come without texts.
    #[serde(default)]
    pub without_text: Option<String>,
    /// Its id.
    pub id: String,
    /// Whether that is a text, even where it is all digits.
    #[serde(default)]
    pub text_id: bool,
    /// Whether every value is a text, as in the rows of a database.
    #[serde(default)]
    pub all_text: bool,
    /// What agents search for.
    pub title: String,
    /// When to use it.
    #[serde(default)]
    pub description: Option<String>,
    /// Its subject line.
    #[serde(default)]
    pub subject: Option<String>,
    /// Its language.
    #[serde(default)]
    pub locale: Option<String>,
    /// What says that it is in use.
    #[serde(default)]
    pub active: Option<String>,
    /// What says that it is not.
    #[serde(default)]
    pub inactive: Option<String>,
    /// Its texts.
    #[serde(default)]
    pub text: Vec<TextField>,
    /// Its tags.
    #[serde(default)]
    pub tags: Option<TagField>,
    /// Its folder.
    #[serde(default)]
    pub category: Option<Category>,
    /// Who may use it: fields that hold nothing where that is everybody.
    #[serde(default)]
    pub restriction: Vec<String>,
    /// What changes by itself, or only repeats something.
    #[serde(default)]
    pub passing: Vec<String>,
    /// Its actions, where texts are among these.
    #[serde(default)]
    pub actions: Option<Actions>,
    /// Texts that others name.
    #[serde(default)]
    pub snippets: Option<SnippetShape>,
    /// The same as a table.
    #[serde(default)]
    pub csv: Option<CsvShape>,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// A text of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextField {
    /// Where.
    pub at: String,
    /// In what.
    pub kind: TextKind,
    /// What part of the macro it is, where it is not the main one.
    #[serde(default)]
    pub part: Option<String>,
    /// The channels that it is for.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Whether it only repeats another one.
    #[serde(default)]
    pub derived: bool,
}

/// The tags of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagField {
    /// Where.
    pub at: String,
    /// What stands between two.
    pub between: String,
}

/// The folder of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Category {
    /// What stands between folders in the title.
    pub in_title: Option<String>,
    /// Where its id stands.
    pub at: Option<String>,
    /// What stands between folders there, where it holds their names.
    pub between: Option<String>,
    /// What a folder is called of which only the id is known.
    pub word: Option<String>,
    /// The id of none.
    pub none: Option<String>,
    /// Whether the id is the last part of a link.
    pub last_part: bool,
    /// Where on the page a list of folders may stand.
    pub from: Vec<String>,
    /// The id of a folder.
    pub id: Option<String>,
    /// The name of a folder.
    pub name: Option<String>,
    /// The folder around it.
    pub parent: Option<String>,
    /// Who says so.
    pub source: Option<usize>,
    /// Whether it is certain.
    pub verified: Option<bool>,
}

/// Actions of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actions {
    /// Where they stand.
    pub list: String,
    /// What each does.
    pub name: String,
    /// With what.
    pub value: String,
    /// Those that hold a text.
    pub text: Vec<ActionText>,
    /// The one with the subject line.
    #[serde(default)]
    pub subject: Option<ActionPlace>,
    /// The one that makes a note of the text, which customers do not see.
    #[serde(default)]
    pub internal: Option<ActionPlace>,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// An action that holds a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionText {
    /// What it is called.
    pub name: String,
    /// Where in its value; empty for the value itself.
    #[serde(default)]
    pub at: String,
    /// In what.
    pub kind: TextKind,
    /// Where the same stands without markup.
    #[serde(default)]
    pub plain: Option<String>,
    /// Whether the value may be a channel and a text.
    #[serde(default)]
    pub channel_first: bool,
}

/// An action with a meaning of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionPlace {
    /// What it is called.
    pub name: String,
    /// Where in its value; empty for the value itself.
    #[serde(default)]
    pub at: String,
    /// The value with which it counts, where not every one does.
    #[serde(default)]
    pub when: Option<bool>,
    /// Whether it is certain, where the list does not say so for all.
    #[serde(default = "yes")]
    pub verified: bool,
}

/// Texts that others name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnippetShape {
    /// Where the list may stand.
    pub list: Vec<String>,
    /// Where one stands that comes alone.
    pub one: Vec<String>,
    /// How others name it.
    pub name: String,
    /// Its texts, one a language.
    pub texts: String,
    /// Where the text stands.
    pub text: TextField,
    /// Its language.
    pub locale: String,
    /// Whether it is the one where no language fits.
    pub default: String,
    /// Whether it is in use.
    pub active: String,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// An export as a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CsvShape {
    /// Columns by their heads, and where in a record each stands; any other stands under its own name.
    pub columns: Vec<(String, String)>,
    /// What stands between several values of one field.
    #[serde(default)]
    pub between: Option<String>,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}
