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
    /// What it is, in a few words.
    pub meaning: String,
}

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text.
    String,
    /// A web address.
    Url,
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
    /// The word for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::String => "text",
            Kind::Url => "web address",
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

    /// The variable of a dotted name, or the `.*` that stands for it.
    pub fn variable(&self, dotted: &str) -> Option<&Variable> {
        let below = |variable: &&Variable| {
            let root = variable.name.strip_suffix('*');
            root.is_some_and(|root| dotted.strip_prefix(root).is_some_and(|rest| !rest.is_empty()))
        };
        let exact = self.variables.iter().find(|variable| variable.name == dotted);
        exact.or_else(|| self.variables.iter().find(below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogue_reads() {
        let read: Result<Catalogue, _> = toml::from_str(CANONICAL);
        assert_eq!(read.map(|catalogue| catalogue.variables.len()), Ok(53));
    }

    #[test]
    fn names_and_families() {
        let canonical = Catalogue::canonical();
        let name = |dotted: &str| canonical.variable(dotted).map(|variable| variable.name.as_str());
        assert_eq!(name("customer.first_name"), Some("customer.first_name"));
        assert_eq!(name("ticket.custom.colour"), Some("ticket.custom.*"));
        assert_eq!(name("ticket.custom."), None);
        assert_eq!(name("customer.frist_name"), None);
    }
}
