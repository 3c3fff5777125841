//! What stands in which column of a plain table: as a file says it, or as the heads are usually called.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::super::configuration::line_and_column;
use super::super::status::Failure;
use crate::helpdesk::exchange::Fields;
use crate::helpdesk::facts::{Category, CsvShape, Shape, TagField, TextField, TextKind};
use crate::helpdesk::reply::Reply;
use crate::workspace::read_macro;

/// What stands between tags, and between folders, where nobody says otherwise.
const BETWEEN: (&str, &str) = (",", "/");

/// Roles with the heads that they usually have; the first is also the key in the file.
const ROLES: [(&str, &[&str]); 9] = [
    ("id", &["id", "ref", "key"]),
    ("title", &["title", "name", "subject line", "macro"]),
    ("text", &["text", "body", "content", "response", "message"]),
    ("description", &["description", "notes"]),
    ("subject", &["subject"]),
    ("category", &["category", "folder"]),
    ("locale", &["locale", "language", "lang"]),
    ("active", &["active", "enabled"]),
    ("tags", &["tags", "keywords"]),
];

/// The file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    #[serde(default)]
    columns: Roles,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Roles {
    id: Option<Column>,
    title: Option<Column>,
    text: Option<Column>,
    description: Option<Column>,
    subject: Option<Column>,
    category: Option<Column>,
    locale: Option<Column>,
    active: Option<Column>,
    tags: Option<Column>,
}

/// A column: its head, or its head and more.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Column {
    Head(String),
    Form(ColumnForm),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnForm {
    column: String,
    /// Of `active`: the word that says yes.
    when: Option<String>,
    /// Of `text`: what it is written in.
    kind: Option<TextKind>,
    /// Of `tags` and `category`: what stands between two.
    between: Option<String>,
}

impl Column {
    fn head(&self) -> &str {
        match self {
            Column::Head(head) => head,
            Column::Form(form) => &form.column,
        }
    }

    fn form(&self) -> Option<&ColumnForm> {
        match self {
            Column::Head(_) => None,
            Column::Form(form) => Some(form),
        }
    }
}

/// Reads the file.
pub(super) fn read(path: &Path) -> Result<Columns, Failure> {
    let shown = path.display();
    let text = read_macro(path).map_err(|words| Failure::new(format!("{shown}: {words}")))?;
    toml::from_str(&text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Failure::new(format!("{shown}:{}: {}", line_and_column(&text, at), error.message()))
    })
}

impl Columns {
    fn said(&self, role: &str) -> Option<&Column> {
        let Roles { id, title, text, description, subject, category, locale, active, tags } = &self.columns;
        let all = [id, title, text, description, subject, category, locale, active, tags];
        let place = ROLES.iter().position(|(name, _)| *name == role)?;
        all.get(place).copied()?.as_ref()
    }

    /// The keys of front matter that a table may fill.
    pub(super) fn fields(&self) -> Fields {
        Fields { description: true, subject: true, locale: true, tags: true }
    }

    /// The shape of a table with these heads; says which column is missing.
    pub(super) fn shape(&self, heads: &[String]) -> Result<Shape, String> {
        let mut columns = Vec::new();
        for (role, usual) in ROLES {
            let is = |head: &str, name: &str| head.eq_ignore_ascii_case(name);
            let found = match self.said(role) {
                Some(column) => {
                    let found = heads.iter().find(|head| is(head, column.head()));
                    Some(found.ok_or_else(|| missing(&format!("no column is called “{}”", column.head()), heads))?)
                }
                None => usual.iter().find_map(|name| heads.iter().find(|head| is(head, name))),
            };
            // The word that says yes is not known to the reader of tables.
            let by_word = role == "active" && self.active_word().is_some();
            if let Some(head) = found.filter(|_| !by_word) {
                columns.push((head.clone(), format!("/{role}")));
            }
        }
        let has = |role: &str| columns.iter().any(|(_, pointer)| pointer.get(1..) == Some(role));
        if !has("title") && !has("id") {
            return Err(missing("no column has titles", heads));
        }
        if !has("text") {
            return Err(missing("no column has texts", heads));
        }
        let at = |role: &str| has(role).then(|| format!("/{role}"));
        let form = |role: &str| self.said(role).and_then(Column::form);
        let between = |role: &str, usual: &str| {
            form(role).and_then(|form| form.between.clone()).unwrap_or_else(|| usual.to_owned())
        };
        let kind = form("text").and_then(|form| form.kind).unwrap_or(TextKind::HtmlOrText);
        let text = TextField { at: "/text".to_owned(), kind, part: None, channels: Vec::new(), derived: false };
        Ok(Shape {
            format: "csv".to_owned(),
            list: vec![String::new()],
            // A pointer to the whole row, which is no id.
            id: at("id").unwrap_or_default(),
            title: at("title").unwrap_or_else(|| "/id".to_owned()),
            text: vec![text],
            description: at("description"),
            subject: at("subject"),
            locale: at("locale"),
            active: at("active"),
            tags: at("tags").map(|at| TagField { at, between: between("tags", BETWEEN.0) }),
            category: at("category").map(|at| Category {
                at: Some(at),
                between: Some(between("category", BETWEEN.1)),
                ..Category::default()
            }),
            csv: Some(CsvShape { columns, between: None, source: 0, verified: true }),
            ..Shape::default()
        })
    }

    fn active_word(&self) -> Option<(&str, &str)> {
        let form = self.said("active")?.form()?;
        Some((&form.column, form.when.as_deref()?))
    }

    /// Says whether a macro is in use where a word in a column says so; the word stays among what is carried through.
    pub(super) fn settle(&self, reply: &mut Reply) {
        let Some((head, word)) = self.active_word() else { return };
        let found = reply.extra.iter().find(|(key, _)| key.eq_ignore_ascii_case(head));
        let said = found.and_then(|(_, value)| Value::as_str(value));
        reply.active = said.map(|said| said.trim().eq_ignore_ascii_case(word));
    }
}

fn missing(what: &str, heads: &[String]) -> String {
    let map = "name the columns in a file for `--columns`";
    format!("{what}; the first line has {}; {map}", heads.join(", "))
}
