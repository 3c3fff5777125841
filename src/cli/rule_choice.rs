//! `--select` and `--ignore`: which rules a run is about.

use super::Failure;
use super::nearest;
use crate::knowledge::{Knowledge, Rule, Severity};
use crate::lint::Settings;
use crate::workspace::{Digest, Known};

/// What the command line says about rules; it wins over any configuration file.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleChoice {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl RuleChoice {
    /// Takes rule ids and families (`tone/`).
    pub(super) fn new(select: &[String], ignore: &[String]) -> Self {
        Self { select: select.to_vec(), ignore: ignore.to_vec() }
    }

    /// What stands for it.
    pub(super) fn digest(&self) -> Digest {
        let entries = |list: &[String]| Digest::of_parts(list.iter().map(String::as_bytes)).bytes();
        Digest::of_parts([entries(&self.select).as_slice(), entries(&self.ignore).as_slice()])
    }

    /// Refuses a name that no rule has, neither a shipped one nor one of `known`.
    pub(super) fn is_of(&self, known: &[Known]) -> Result<(), Failure> {
        let all = known.iter().map(|known| &**known).chain([Knowledge::shipped()]);
        let rules: Vec<&Rule> = all.flat_map(|knowledge| &knowledge.rules).collect();
        let families = families(&rules);
        let select = self.select.iter().map(|entry| ("--select", entry));
        for (option, entry) in select.chain(self.ignore.iter().map(|entry| ("--ignore", entry))) {
            let names = || rules.iter().map(|rule| rule.id.as_str()).chain(families.iter().map(String::as_str));
            if names().any(|name| name == entry) {
                continue;
            }
            let hint = nearest::hint(entry, names());
            return Err(Failure::new(format!(
                "`{option} {entry}`: there is no such rule.{hint} `softspoken rules` lists them all."
            )));
        }
        Ok(())
    }

    /// Whether the run is about a rule, as far as the command line says.
    pub(super) fn is_about(&self, rule: &str) -> bool {
        let settings = Settings { select: self.select.clone(), ignore: self.ignore.clone(), ..Settings::default() };
        settings.severity(rule, Severity::Hint).is_some()
    }

    /// The settings of a configuration file with this choice on top. Who selects rules by name wants to see them, even
    /// those that the configuration leaves out.
    pub(super) fn over(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        if !self.select.is_empty() {
            settings.select.clone_from(&self.select);
            settings.ignore.clear();
            settings.severity.retain(|(_, severity)| severity.is_some());
        }
        settings.ignore.extend_from_slice(&self.ignore);
        settings
    }
}

/// The families that rules are in, each with its slash.
fn families(rules: &[&Rule]) -> Vec<String> {
    let mut families: Vec<String> = rules.iter().map(|rule| format!("{}/", rule.family())).collect();
    families.sort_unstable();
    families.dedup();
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selected_rule_is_told_though_configuration_leaves_it_out() {
        let configured = Settings {
            ignore: vec!["tone/blame".into()],
            severity: vec![("tone/".into(), None), ("tone/blame".into(), Some(Severity::Hint))],
            ..Settings::default()
        };
        let choice = RuleChoice { select: vec!["tone/".into()], ignore: vec!["tone/excuse".into()] };
        let settings = choice.over(&configured);
        assert_eq!(settings.severity("tone/blame", Severity::Warning), Some(Severity::Hint));
        assert_eq!(settings.severity("tone/jargon", Severity::Warning), Some(Severity::Warning));
        assert_eq!(settings.severity("tone/excuse", Severity::Warning), None);
        assert_eq!(settings.severity("syntax/raw", Severity::Error), None);
    }

    #[test]
    fn without_a_choice_the_configuration_stands() {
        let configured = Settings { ignore: vec!["tone/blame".into()], ..Settings::default() };
        assert_eq!(RuleChoice::default().over(&configured), configured);
    }
}
