//! Where macros come from: a help desk, a plain table, or a folder.

use std::path::Path;
use std::sync::LazyLock;

use super::super::desk_lock::Key;
use super::super::status::Failure;
use super::columns::{self, Columns};
use crate::helpdesk::exchange::Fields;
use crate::helpdesk::facts::Shape;
use crate::helpdesk::markup::{AsTheyAre, Delimiters, Holes};
use crate::helpdesk::reply::Reply;
use crate::helpdesk::{NamesIn, Platform, shape};

/// The word for a plain table.
pub(super) const CSV: &str = "csv";
/// The word for a folder of texts.
pub(super) const FILES: &str = "files";

/// Placeholders that are in the language's own form already.
static LIQUID: LazyLock<Delimiters> = LazyLock::new(Delimiters::liquid);

/// A source of macros.
pub(super) struct Desk {
    /// Its id, as front matter has it.
    pub(super) id: &'static str,
    /// What to call it.
    pub(super) title: &'static str,
    /// The shape of its records; of a plain table each file's own heads decide.
    pub(super) shape: Shape,
    /// What its placeholders become.
    pub(super) holes: Box<dyn Holes + Sync>,
    /// The keys of front matter that it fills.
    pub(super) fields: Fields,
    /// What stands in which column of a plain table.
    pub(super) columns: Option<Columns>,
    /// Whether the names of files and folders tell languages.
    pub(super) locale_in_name: bool,
}

/// Reads the name of a source.
pub(super) fn known(word: &str) -> Result<String, String> {
    let is_known = Platform::named(word).is_some_and(|platform| platform.shape.is_some());
    if is_known || [CSV, FILES].contains(&word) { Ok(word.to_owned()) } else { Err(unknown()) }
}

fn unknown() -> String {
    let known = shape::with_shape().map(|platform| platform.id).collect::<Vec<_>>().join(", ");
    format!("macros are imported from {known}, {CSV} and {FILES}")
}

impl Desk {
    /// The one of that name; `map` is the file that says what stands in which column.
    pub(super) fn of(word: &str, map: Option<&Path>) -> Result<Self, Failure> {
        if map.is_some() && word != CSV {
            return Err(Failure::new(format!("`--columns` is for `{CSV}`; the columns of a help desk are known")));
        }
        let columns = map.map(columns::read).transpose()?;
        let plain = |id, title, shape, fields, columns| Self {
            id,
            title,
            shape,
            holes: Box::new(AsTheyAre(&LIQUID)),
            fields,
            columns,
            locale_in_name: false,
        };
        if word == FILES {
            let fields = Fields { description: true, subject: true, locale: true, tags: true };
            return Ok(plain(FILES, "the folder", Shape::default(), fields, None));
        }
        if word == CSV {
            let columns = columns.unwrap_or_default();
            let fields = columns.fields();
            return Ok(plain(CSV, "the table", Shape::default(), fields, Some(columns)));
        }
        let found = Platform::named(word).and_then(|platform| Some((platform, platform.shape.clone()?)));
        let Some((platform, shape)) = found else { return Err(Failure::new(unknown())) };
        let holes = Box::new(NamesIn::of(platform));
        let fields = Fields::of(&shape);
        let (id, title) = (platform.id, platform.title);
        Ok(Self { id, title, shape, holes, fields, columns: None, locale_in_name: false })
    }

    /// The same with languages in names, where it has names.
    pub(super) fn with_locales(self, locale_in_name: bool) -> Result<Self, Failure> {
        if locale_in_name && self.id != FILES {
            return Err(Failure::new(format!(
                "`--locale-in-name` is for `{FILES}`; elsewhere a macro names its language"
            )));
        }
        Ok(Self { locale_in_name, ..self })
    }

    /// Whether it is no help desk: a table or a folder, of which there may be several.
    pub(super) fn is_plain(&self) -> bool {
        self.platform().is_none()
    }

    /// Whether ids are its own, and not made of titles or paths.
    pub(super) fn counts(&self) -> bool {
        self.id != FILES
    }

    /// The help desk.
    pub(super) fn platform(&self) -> Option<&'static Platform> {
        Platform::named(self.id).filter(|platform| platform.id == self.id)
    }

    /// What a macro is remembered by: its id, or its title where it has none.
    pub(super) fn key(&self, reply: &Reply) -> Key {
        (self.id.to_owned(), reply.id.clone().unwrap_or_else(|| reply.title.clone()))
    }

    /// What to call a macro where it has no file.
    pub(super) fn name_of(&self, reply: &Reply) -> String {
        let title = super::super::paths::one_line(&reply.title);
        match &reply.id {
            Some(id) if *id != reply.title => format!("“{title}” ({} {id})", self.id),
            _ => format!("“{title}” ({})", self.id),
        }
    }
}
