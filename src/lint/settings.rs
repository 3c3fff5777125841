//! What a team or an author has decided about rules.

use std::sync::Arc;

use super::Library;
use crate::helpdesk::Vocabulary;
use crate::knowledge::Severity;

/// Decisions about rules; the default changes nothing. Later entries win, and a rule's own id wins over its family.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where not empty, only rules that one of these ids or prefixes (`tone/`) names are told.
    pub select: Vec<String>,
    /// Rules that one of these ids or prefixes names are not told.
    pub ignore: Vec<String>,
    /// Severity by rule id or family prefix; `None` switches off.
    pub severity: Vec<(String, Option<Severity>)>,
    /// Product names and words never to flag.
    pub terms: Vec<String>,
    /// Locale of macros that name none, as a BCP 47 tag; English where absent.
    pub locale: Option<String>,
    /// The help desks that macros are written for, by id, where a macro names none itself.
    pub platforms: Vec<String>,
    /// The variables that macros may use.
    pub vocabulary: Arc<Vocabulary>,
    /// What is known of how the macro is used.
    pub standing: Standing,
    /// Whether the text is what a help desk has, without the title and all else that stands beside it there.
    pub is_there: bool,
    /// What is known of the macro among the others; `None` where nobody has looked at those.
    pub library: Option<Arc<Library>>,
    /// The day, as `YYYY-MM-DD`, on which reviews are due or not; `None` where nobody asks.
    pub today: Option<String>,
}

/// Whether a macro is sent by itself, or is a part of others, so that names in it may be parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing says so.
    #[default]
    Unknown,
    /// Snippets are kept elsewhere.
    Macro,
    /// It is kept among the snippets.
    Snippet,
}

impl Settings {
    /// The severity of a rule whose own is `default`; `None` where it is not to be told.
    pub fn severity(&self, rule: &str, default: Severity) -> Option<Severity> {
        let selected = self.select.is_empty() || self.select.iter().any(|entry| names(entry, rule));
        if !selected || self.ignore.iter().any(|entry| names(entry, rule)) {
            return None;
        }
        let exact = self.severity.iter().rev().find(|(entry, _)| entry == rule);
        let family = || self.severity.iter().rev().find(|(entry, _)| names(entry, rule));
        exact.or_else(family).map_or(Some(default), |(_, severity)| *severity)
    }
}

/// Whether `entry`, a rule id or a prefix that ends in `/`, names `rule`.
fn names(entry: &str, rule: &str) -> bool {
    entry == rule || (entry.ends_with('/') && rule.starts_with(entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_wins_over_its_family_and_ignore_over_both() {
        let mut settings = Settings {
            severity: vec![("tone/blame".into(), Some(Severity::Hint)), ("tone/".into(), None)],
            ..Settings::default()
        };
        assert_eq!(settings.severity("tone/blame", Severity::Warning), Some(Severity::Hint));
        assert_eq!(settings.severity("tone/excuse", Severity::Warning), None);
        assert_eq!(settings.severity("syntax/raw", Severity::Error), Some(Severity::Error));
        settings.ignore.push("tone/blame".into());
        assert_eq!(settings.severity("tone/blame", Severity::Warning), None);
    }
}
