//! What one file of `packs/helpdesk` says of a help desk: its names, what it prints, what it can say, and the shape of its
//! export.
//!
//! The build script reads the files and writes them in a compact form; the library reads that. `S` is text: owned where TOML
//! is read, borrowed from the binary where the program runs. A table that is missing is not known.

mod shape;

use serde::{Deserialize, Serialize};

pub use shape::{ActionPlace, ActionText, Actions, Category, CsvShape, Shape, SnippetShape, TagField, TextField};

/// A file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts<S> {
    /// Its name for people.
    pub title: S,
    /// Whether `names` holds every name that it knows.
    pub complete: bool,
    /// What stands before and after a name.
    pub delimiters: Vec<(S, S)>,
    /// Where facts come from; they cite these by number, from 1.
    pub sources: Vec<S>,
    /// What is written behind a name for the case that it is empty.
    #[serde(default)]
    pub fallback: Option<Fallback<S>>,
    /// What customers read where a value is empty.
    #[serde(default)]
    pub empty: Option<Printed<S>>,
    /// What customers read where a name is not known.
    #[serde(default)]
    pub unknown: Option<Printed<S>>,
    /// What of Liquid it runs.
    #[serde(default)]
    pub logic: Option<Logic>,
    /// How its editor writes a text.
    #[serde(default)]
    pub text: Option<TextForm>,
    /// What it takes.
    #[serde(default)]
    pub limits: Option<Limits>,
    /// What its export looks like.
    #[serde(default)]
    pub shape: Option<Shape>,
    /// Its names.
    pub names: Names<S>,
}

/// A fallback.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fallback<S> {
    /// With `…` for the text.
    pub written: S,
    /// The element that stands in HTML in the place of a name.
    #[serde(default)]
    pub element: Option<Element>,
    /// What the text cannot hold.
    #[serde(default)]
    pub never: Vec<String>,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// An element that stands for a name: `<attribute key="user.name" default="there">`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its own name.
    pub name: String,
    /// The attribute with the name.
    pub key: String,
    /// The attribute with the fallback.
    pub default: String,
}

/// What is printed in the place of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed<S> {
    /// `nothing`, `dash`, `placeholder` or `fallback`, where it is one of these.
    #[serde(default)]
    pub prints: Option<Prints>,
    /// In words.
    pub words: S,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// The kinds of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prints {
    /// Nothing at all.
    Nothing,
    /// A dash.
    Dash,
    /// The placeholder as it stands.
    Placeholder,
    /// The fallback that is written there.
    Fallback,
}

/// What of Liquid a help desk runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logic {
    /// Tags, without those that end them.
    pub tags: Vec<String>,
    /// Filters.
    pub filters: Vec<String>,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// How an editor writes a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextForm {
    /// In what.
    pub kind: TextKind,
    /// What a paragraph is: `p`, `div` or `br`.
    #[serde(default)]
    pub paragraph: Option<String>,
    /// What ends a line within one: a tag, without its angles.
    #[serde(default)]
    pub lines: Option<String>,
    /// What stands for an empty line.
    #[serde(default)]
    pub empty_line: Option<String>,
    /// What stands between two paragraphs.
    #[serde(default)]
    pub between: Option<String>,
    /// What opens before the whole text.
    #[serde(default)]
    pub around: Option<String>,
    /// How a fill-in is written, with `…` for what it is called.
    pub slot: String,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
    /// Markdown in which every line end is shown.
    MarkdownLines,
    /// Text as it stands.
    Text,
    /// HTML where a tag stands in it, else text.
    HtmlIfTagged,
    /// HTML where a tag stands in it that ends lines; else text with entities, in which tags of words may stand.
    HtmlOrText,
}

/// What a help desk takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Of a title.
    pub title: Option<Limit>,
    /// Of a text.
    pub text: Option<Limit>,
    /// Of what is attached.
    pub attachments: Option<Limit>,
    /// Whether a title is needed.
    pub title_required: Option<Said>,
    /// Whether no two may have the same.
    pub title_unique: Option<Said>,
    /// Whether a text is needed.
    pub text_required: Option<Said>,
}

/// How much of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// At least.
    #[serde(default)]
    pub least: Option<u32>,
    /// At most.
    pub most: u32,
    /// `bytes`, `characters` or `MB`.
    pub unit: String,
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// That something is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Who says so.
    pub source: usize,
    /// Whether it is certain.
    pub verified: bool,
}

/// The names of a help desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names<S> {
    /// In the order of the file.
    pub list: Vec<NameFact<S>>,
}

/// A name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameFact<S> {
    /// As it is written there.
    pub written: S,
    /// The canonical variable that holds the same.
    #[serde(default = "none")]
    pub canonical: Option<S>,
    /// Whether the source is one to go by.
    #[serde(default = "yes")]
    pub verified: bool,
    /// Who says so.
    pub source: usize,
    /// What it holds.
    pub meaning: S,
}

fn none<S>() -> Option<S> {
    None
}

fn yes() -> bool {
    true
}
