//! The canonical variables, read from shipped data at the first question.

use std::sync::OnceLock;

use serde::Deserialize;

const CANONICAL: &str = include_str!("../../packs/helpdesk/canonical.toml");

/// A variable that a macro may use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// With dots; a name that ends in `.*` stands for all below it.
    pub name: String,
    /// What kind of value it has.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether a help desk may have nothing to put there.
    pub may_be_empty: bool,
    /// Whether customers are not meant to read it.
    pub internal: bool,
    /// What it may look like.
    pub sample: Option<String>,
    /// What it is, in a few words; empty where the workspace does not say.
    pub meaning: String,
    /// Whether the workspace declares it in `softspoken.toml`.
    #[serde(skip)]
    pub own: bool,
    /// What it is called on help desks, by id and as it is written there, where the workspace says so.
    #[serde(skip)]
    pub names: Vec<(String, String)>,
}

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text.
    String,
    /// A web address.
    Url,
    /// A number.
    Number,
    /// An amount with its currency.
    Money,
    /// A day.
    Date,
    /// True or false.
    Boolean,
    /// Several values.
    List,
    /// Whatever the workspace makes of it.
    Any,
}

impl Kind {
    /// Every kind by the word that data and configuration use.
    pub const WORDS: [(&'static str, Kind); 8] = [
        ("string", Kind::String),
        ("url", Kind::Url),
        ("number", Kind::Number),
        ("money", Kind::Money),
        ("date", Kind::Date),
        ("boolean", Kind::Boolean),
        ("list", Kind::List),
        ("any", Kind::Any),
    ];

    /// The kind of that word in data and configuration.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
    }

    /// The words for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::String => "text",
            Kind::Url => "web address",
            Kind::Number => "number",
            Kind::Money => "amount of money",
            Kind::Date => "date",
            Kind::Boolean => "true or false",
            Kind::List => "list",
            Kind::Any => "any value",
        }
    }
}

/// A list of variables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// In the order of the data.
    #[serde(rename = "variable")]
    pub variables: Vec<Variable>,
}

impl Catalogue {
    /// The canonical variables.
    pub fn canonical() -> &'static Catalogue {
        static READ: OnceLock<Catalogue> = OnceLock::new();
        READ.get_or_init(|| toml::from_str(CANONICAL).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogue_reads() {
        let read: Result<Catalogue, _> = toml::from_str(CANONICAL);
        assert_eq!(read.map(|catalogue| catalogue.variables.len()), Ok(69));
    }

    #[test]
    fn words_lead_to_kinds() {
        assert_eq!(Kind::from_word("money"), Some(Kind::Money));
        assert_eq!(Kind::from_word("text"), None);
    }
}
