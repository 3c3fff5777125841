//! Another name for a variable that `softspoken.toml` declares: there, and in every macro that reads it.

use std::path::Path;

use crate::helpdesk::{Catalogue, Found, Vocabulary};
use crate::syntax::Macro;
use crate::text::{Edit, Span, apply_edits};
use crate::workspace::{CONFIG_FILE, Config, ConfigMistake};

use super::names::{Names, Symbol};

/// A variable of the workspace that is to get another name.
#[derive(Clone, Copy, Debug)]
pub struct VariableRenaming<'a> {
    /// Its name, with dots.
    pub old: &'a str,
    /// The other one.
    pub new: &'a str,
}

/// The variable of the workspace that a dotted name is, or is a part of, where it can get another name; else why it cannot.
pub fn renamed_variable<'v>(vocabulary: &'v Vocabulary, dotted: &str) -> Result<&'v str, String> {
    let variable = match vocabulary.find(dotted) {
        Found::Variable(variable) | Found::Part(variable, _) => variable,
        Found::Group => return Err(format!("`{dotted}` is the beginning of several names: rename each of them")),
        Found::Unknown { .. } => {
            return Err(format!(
                "This macro does not give `{dotted}` its value: it comes from the help desk, or from the macro that renders this one"
            ));
        }
    };
    let name = variable.name.as_str();
    let is_built_in = Catalogue::canonical().variables.iter().any(|known| known.name == name);
    if !variable.own || is_built_in {
        return Err(format!("`{name}` is a name that the help desk gives; it cannot be changed here"));
    }
    match name.ends_with('*') {
        true => Err(format!("`{name}` stands for many names: change it in `{CONFIG_FILE}`")),
        false => Ok(name),
    }
}

impl VariableRenaming<'_> {
    /// Why the new name cannot be.
    pub fn check(&self, vocabulary: &Vocabulary) -> Result<(), String> {
        let new = self.new;
        let is_word = |word: &str| {
            word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
                && word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
                && !word.ends_with('-')
        };
        if !new.split('.').all(is_word) {
            return Err(format!(
                "`{new}` cannot be the name of a variable; one is made of words with dots between, such as `order.total`"
            ));
        }
        match vocabulary.find(new) {
            Found::Unknown { .. } => Ok(()),
            Found::Group => Err(format!("`{new}` is the beginning of other names already")),
            Found::Variable(known) | Found::Part(known, _) => {
                Err(format!("There is a variable `{}` already", known.name))
            }
        }
    }

    /// The edits of a macro; why there are none, where the new name would mean something else in it.
    pub fn in_macro(&self, source: &str) -> Result<Vec<Edit>, String> {
        let root = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        // Most macros do not read it, and need not be parsed.
        if !source.contains(&root(self.old)) {
            return Ok(Vec::new());
        }
        let names = Names::read(source, &Macro::parse(source));
        let mut edits = Vec::new();
        for place in &names.occurrences {
            let Some(Symbol::Variable(dotted)) = names.symbol(*place) else { continue };
            let Some(part) = self.part_of(dotted) else { continue };
            let written = place.span.of(source);
            let edit = match (written.starts_with(self.old), part) {
                (true, _) => Edit::replace(Span::new(place.span.start, place.span.start + self.old.len()), self.new),
                (false, "") => Edit::replace(place.span, self.new),
                (false, _) => return Err(format!("it is written `{written}` there, which has to be changed by hand")),
            };
            edits.push(edit);
        }
        let own = root(self.new);
        let taken =
            |symbol: &Symbol| matches!(symbol, Symbol::Assigned(name) | Symbol::LoopVariable(name) if *name == own);
        match edits.is_empty() || !names.symbols.iter().any(taken) {
            true => Ok(edits),
            false => Err(format!("it gives the name `{own}` a value of its own")),
        }
    }

    /// What a dotted name takes from the variable, with its dot; empty where it is the variable itself.
    fn part_of<'d>(&self, dotted: &'d str) -> Option<&'d str> {
        let rest = dotted.strip_prefix(self.old)?;
        (rest.is_empty() || rest.starts_with('.')).then_some(rest)
    }

    /// The edits of the configuration file at `path`; `None` where they cannot be told for sure.
    pub fn in_configuration(&self, path: &Path, text: &str) -> Option<Vec<Edit>> {
        let (before, mistakes) = Config::parse(path, text);
        let declared = before.variables.iter().find(|variable| variable.name == self.old)?;
        let mut spans = vec![declared.span];
        // A section below it, such as that of its names, has it in its header again.
        for quote in ['"', '\''] {
            let header = format!("variables.{quote}{}{quote}", self.old);
            let at = text.match_indices(&header).map(|(at, _)| at + "variables.".len());
            spans.extend(at.map(|at| Span::new(at, at + self.old.len() + 2)));
        }
        spans.sort();
        spans.dedup();
        let new = format!("\"{}\"", self.new);
        let edits: Vec<Edit> = spans.into_iter().map(|span| Edit::replace(span, new.as_str())).collect();
        self.is_the_same(&before, &mistakes, path, &apply_edits(text, &edits)?).then_some(edits)
    }

    /// Whether the configuration says the same with the new name.
    fn is_the_same(&self, before: &Config, mistakes: &[ConfigMistake], path: &Path, after: &str) -> bool {
        let (after, more) = Config::parse(path, after);
        let renamed = before.variables.iter().map(|variable| {
            let name = if variable.name == self.old { self.new.to_owned() } else { variable.name.clone() };
            crate::workspace::Variable { name, span: Span::default(), ..variable.clone() }
        });
        let mut renamed: Vec<_> = renamed.collect();
        let mut found: Vec<_> = after
            .variables
            .into_iter()
            .map(|variable| crate::workspace::Variable { span: Span::default(), ..variable })
            .collect();
        renamed.sort_by(|one, other| one.name.cmp(&other.name));
        found.sort_by(|one, other| one.name.cmp(&other.name));
        renamed == found && more.len() <= mistakes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RENAMING: VariableRenaming = VariableRenaming { old: "gift.note", new: "order.gift_note" };

    fn in_macro(source: &str, expected: Result<&str, &str>) {
        let after = RENAMING.in_macro(source).map(|edits| apply_edits(source, &edits).unwrap());
        assert_eq!(after.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn every_place_in_a_macro() {
        in_macro(
            "---\nsubject: On {{ gift.note }}\n---\n{% if gift.note %}{{ gift['note'] | append: gift.note.size }}{{ gift.notes }}{% endif %}gift.note",
            Ok(
                "---\nsubject: On {{ order.gift_note }}\n---\n{% if order.gift_note %}{{ order.gift_note | append: order.gift_note.size }}{{ gift.notes }}{% endif %}gift.note",
            ),
        );
        in_macro("{% assign gift = 1 %}{{ gift.note }}", Ok("{% assign gift = 1 %}{{ gift.note }}"));
        in_macro("{% assign order = 1 %}{{ gift.note }}", Err("it gives the name `order` a value of its own"));
        in_macro(
            "{{ gift['note'].size }}",
            Err("it is written `gift['note'].size` there, which has to be changed by hand"),
        );
    }

    fn in_configuration(text: &str, expected: Option<&str>) {
        let after = RENAMING
            .in_configuration(Path::new("softspoken.toml"), text)
            .map(|edits| apply_edits(text, &edits).unwrap());
        assert_eq!(after.as_deref(), expected);
    }

    #[test]
    fn the_declaration_in_any_form() {
        in_configuration(
            "[variables.\"gift.note\"]\ntype = \"string\"\n[variables.\"gift.note\".name]\nzendesk = \"{{x}}\"\n",
            Some(
                "[variables.\"order.gift_note\"]\ntype = \"string\"\n[variables.\"order.gift_note\".name]\nzendesk = \"{{x}}\"\n",
            ),
        );
        in_configuration(
            "[variables]\n'gift.note' = {type = \"url\"}\nother = {}\n",
            Some("[variables]\n\"order.gift_note\" = {type = \"url\"}\nother = {}\n"),
        );
        in_configuration("[variables.other]\n", None);
        in_configuration("[variables.\"gift.note\"]\n[variables.\"order.gift_note\"]\n", None);
    }

    #[test]
    fn names_that_others_have() {
        let own = |name: &str| crate::helpdesk::Variable {
            name: name.to_owned(),
            kind: crate::helpdesk::Kind::Any,
            may_be_empty: false,
            internal: false,
            sample: None,
            meaning: String::new(),
            own: true,
            names: Vec::new(),
        };
        let vocabulary = Vocabulary::new(vec![own("gift.note"), own("customer.name"), own("shop.*")]);
        let check = |new: &str, expected: Option<&str>| {
            let refusal = VariableRenaming { old: "gift.note", new }.check(&vocabulary).err();
            assert_eq!(refusal.is_some(), expected.is_some(), "{new}: {refusal:?}");
            assert!(expected.is_none_or(|words| refusal.is_some_and(|refusal| refusal.contains(words))), "{new}");
        };
        check("gift.words", None);
        check("gift", Some("beginning of other names"));
        check("order.total", Some("a variable `order.total` already"));
        check("shop.x", Some("`shop.*` already"));
        check("a b", Some("cannot be the name"));
        check("a.", Some("cannot be the name"));
        let renamed = |dotted: &str| renamed_variable(&vocabulary, dotted).map_err(|refusal| refusal.len() > 20);
        assert_eq!(renamed("gift.note.size"), Ok("gift.note"));
        assert_eq!((renamed("customer.name"), renamed("order.total")), (Err(true), Err(true)));
        assert_eq!((renamed("shop.x"), renamed("gift"), renamed("tone")), (Err(true), Err(true), Err(true)));
    }
}
