//! Another name for what a macro names itself: assigned names, loop variables, slots, the two ends of an `if`.

use crate::helpdesk::Vocabulary;
use crate::syntax::{BlockKind, ItemKind, Macro, TagKind};
use crate::text::{Edit, Span};

use super::blocks;
use super::names::{Names, Symbol};
use super::rename_variable::renamed_variable;

/// Words that cannot be names.
const RESERVED: [&str; 12] =
    ["and", "blank", "contains", "empty", "false", "forloop", "in", "nil", "null", "or", "tablerowloop", "true"];

/// A macro in which something is to get another name.
#[derive(Clone, Copy, Debug)]
pub struct Renaming<'a> {
    /// The text.
    pub source: &'a str,
    /// The macro of that text.
    pub parsed: &'a Macro,
    /// The variables that it may use.
    pub vocabulary: &'a Vocabulary,
}

impl Renaming<'_> {
    /// The place of the name at byte `offset`, or why it cannot get another one.
    pub fn prepare(&self, offset: usize) -> Result<Span, String> {
        if let Some(twins) = self.twins(offset)? {
            return Ok(twins.into_iter().find(|span| span.touches(offset)).unwrap_or_default());
        }
        let names = Names::read(self.source, self.parsed);
        let nothing = || "There is no name here that this macro gives".to_owned();
        let here = names.at(offset).ok_or_else(nothing)?;
        match names.symbol(here).ok_or_else(nothing)? {
            Symbol::Assigned(_) | Symbol::LoopVariable(_) | Symbol::Slot(_) => Ok(here.span),
            Symbol::Variable(dotted) => Err(match renamed_variable(self.vocabulary, dotted) {
                Err(why) => why,
                Ok(name) => format!("`{name}` is declared in `softspoken.toml` for all macros: change it there"),
            }),
            Symbol::Snippet(id) => {
                Err(format!("`{id}` is another file: rename or move that file, or change the `id` in its front matter"))
            }
        }
    }

    /// The edits that give the name at byte `offset` another one, or why that cannot be.
    pub fn rename(&self, offset: usize, new: &str) -> Result<Vec<Edit>, String> {
        let new = new.trim();
        if let Some(twins) = self.twins(offset)? {
            return self.other_tags(twins, new);
        }
        self.prepare(offset)?;
        let names = Names::read(self.source, self.parsed);
        let here = names.at(offset).ok_or_else(String::new)?;
        let symbol = names.symbol(here).ok_or_else(String::new)?;
        if symbol.name() == new {
            return Ok(Vec::new());
        }
        match symbol {
            Symbol::Slot(_) => slot_fits(new, &names)?,
            _ => {
                self.name_fits(new, &names)?;
                self.all_is_read(symbol.name())?;
            }
        }
        let keys = self.parsed.front_matter.span.unwrap_or_default();
        let edits = names.places(here).map(|place| match place.defines && keys.contains(place.span) {
            true => Edit::replace(place.span, as_key(new)),
            false => Edit::replace(place.span, new),
        });
        Ok(edits.collect())
    }

    fn name_fits(&self, new: &str, names: &Names) -> Result<(), String> {
        let starts = new.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') && !new.ends_with('-');
        if !starts || !new.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-')) {
            return Err(format!("`{new}` cannot be a name: use letters, digits and `_`, beginning with a letter"));
        }
        if RESERVED.contains(&new) {
            return Err(format!("`{new}` is a word of the language and cannot be a name"));
        }
        if self.vocabulary.is_group(new) || self.vocabulary.variable(new).is_some() {
            return Err(format!(
                "`{new}` is a name that the help desk gives: with it, that could not be read any more"
            ));
        }
        let root = |symbol: &Symbol| match symbol {
            Symbol::Variable(dotted) => dotted.split('.').next() == Some(new),
            Symbol::Assigned(name) | Symbol::LoopVariable(name) => name == new,
            Symbol::Slot(_) | Symbol::Snippet(_) => false,
        };
        match names.symbols.iter().any(root) {
            true => Err(format!("This macro uses the name `{new}` already")),
            false => Ok(()),
        }
    }

    /// A tag that cannot be read may hold the name, which would then be lost.
    fn all_is_read(&self, name: &str) -> Result<(), String> {
        let unread = |kind: &ItemKind| match kind {
            ItemKind::Broken => true,
            ItemKind::Tag(tag) => matches!(tag.kind, TagKind::Unsupported | TagKind::Unknown),
            _ => false,
        };
        let mut unread = self.parsed.items.iter().filter(|item| unread(&item.kind));
        let holds = unread.find(|item| words(item.span.of(self.source)).any(|word| word == name));
        match holds {
            Some(item) => {
                let tag: String = item.span.of(self.source).chars().take(40).collect();
                Err(format!("`{}` cannot be read and may use `{name}`: mend it first", tag.replace('`', "'")))
            }
            None => Ok(()),
        }
    }

    /// The two ends of an `if` or `unless` whose tag byte `offset` touches. Other tags refuse.
    fn twins(&self, offset: usize) -> Result<Option<[Span; 2]>, String> {
        let mut here = blocks::items_at(self.parsed, offset)
            .filter(|(_, item)| blocks::tag_name(item).is_some_and(|name| name.span.touches(offset)));
        let Some((index, item)) = here.next() else { return Ok(None) };
        let word = blocks::tag_name(item).map(|name| name.text.as_str()).unwrap_or_default();
        let refusal =
            || Err(format!("`{word}` is a word of the language; only `if` and `unless` can take each other's place"));
        let Some(block) = blocks::block_of_tag(self.parsed, index) else { return refusal() };
        let name = |item: usize| self.parsed.items.get(item).and_then(blocks::tag_name).map(|name| name.span);
        let ends = name(block.open).zip(block.close.and_then(name));
        match ends {
            Some((open, close)) if is_choice(block.kind) && !block.arms.contains(&index) => Ok(Some([open, close])),
            _ => refusal(),
        }
    }

    fn other_tags(&self, [open, close]: [Span; 2], new: &str) -> Result<Vec<Edit>, String> {
        let kind = BlockKind::ALL.into_iter().filter(|kind| is_choice(*kind));
        let kind = { kind }.find(|kind| kind.opener() == new || kind.closer() == new);
        let kind = kind.ok_or_else(|| "Write `if` or `unless`".to_owned())?;
        Ok(vec![Edit::replace(open, kind.opener()), Edit::replace(close, kind.closer())])
    }
}

fn is_choice(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::If | BlockKind::Unless)
}

fn slot_fits(new: &str, names: &Names) -> Result<(), String> {
    if new.is_empty() || new.contains([':', '|', '[', ']', '\n', '\r']) {
        return Err(format!("`{new}` cannot be the name of a slot: it is words without `:`, `|` and square brackets"));
    }
    match names.symbols.contains(&Symbol::Slot(new.to_owned())) {
        true => Err(format!("This macro has a slot `{new}` already")),
        false => Ok(()),
    }
}

/// A name as a key of YAML.
fn as_key(name: &str) -> String {
    let plain = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | ' '))
        && !["true", "false", "null", "yes", "no", "on", "off"].contains(&name.to_ascii_lowercase().as_str());
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::super::marked::cursor;
    use super::*;
    use crate::text::apply_edits;

    fn rename(marked: &str, new: &str) -> Result<String, String> {
        let (source, offset) = cursor(marked);
        let parsed = Macro::parse(&source);
        let renaming = Renaming { source: &source, parsed: &parsed, vocabulary: &Vocabulary::default() };
        let edits = renaming.rename(offset, new)?;
        assert!(renaming.prepare(offset).is_ok_and(|span| span.touches(offset)));
        Ok(apply_edits(&source, &edits).unwrap())
    }

    fn check(marked: &str, new: &str, expected: &str) {
        assert_eq!(rename(marked, new).as_deref(), Ok(expected));
    }

    fn refused(marked: &str, new: &str, reason: &str) {
        let refusal = rename(marked, new).unwrap_err();
        assert!(refusal.contains(reason), "{refusal}");
    }

    #[test]
    fn every_place_of_the_name_and_no_other() {
        check(
            "{{ a }}{% assign a$0 = 1 %}{{ a | plus: a }}{% for a in a %}{{ a }}{% endfor %} a",
            "b",
            "{{ a }}{% assign b = 1 %}{{ b | plus: b }}{% for a in b %}{{ a }}{% endfor %} a",
        );
        check("{% for a in x %}{{ a$0.b }}{% endfor %}{{ a }}", "c", "{% for c in x %}{{ c.b }}{% endfor %}{{ a }}");
        check(
            "---\nslots:\n  a: {}\n---\n[[a: x]] [[a$0]]",
            "b: c".trim_end_matches(": c"),
            "---\nslots:\n  b: {}\n---\n[[b: x]] [[b]]",
        );
        check("---\nslots:\n  a: {}\n---\n[[a$0]]", "#1", "---\nslots:\n  \"#1\": {}\n---\n[[#1]]");
    }

    #[test]
    fn if_and_unless_at_both_ends() {
        check(
            "{% if$0 a %}{% if b %}{% endif %}{% endif %}",
            "unless",
            "{% unless a %}{% if b %}{% endif %}{% endunless %}",
        );
        check("{% if a %}{% else %}{% endif$0 %}", "endunless", "{% unless a %}{% else %}{% endunless %}");
        refused("{% if$0 a %}{% endif %}", "case", "Write `if` or `unless`");
        refused("{% for$0 a in b %}{% endfor %}", "if", "word of the language");
        refused("{% if a %}{% else$0 %}{% endif %}", "if", "word of the language");
    }

    #[test]
    fn names_that_others_give_are_refused_with_a_reason() {
        refused("{{ customer.first_name$0 }}", "x", "is a name that the help desk gives");
        refused("{{ tone$0 }}", "x", "does not give `tone` its value");
        refused("{% render 'a$0' %}", "x", "is another file");
        refused("Hi$0", "x", "no name here");
    }

    #[test]
    fn new_names_that_would_break_something() {
        for (new, reason) in [
            ("", "cannot be a name"),
            ("1a", "cannot be a name"),
            ("a b", "cannot be a name"),
            ("true", "word of the language"),
            ("customer", "help desk gives"),
            ("tone", "already"),
            ("b", "already"),
        ] {
            refused("{% assign a$0 = tone %}{% assign b = 1 %}{{ a }}", new, reason);
        }
        refused("{% assign a$0 = 1 %}{{ a | | }}{{ | a }}", "b", "cannot be read");
        refused("[[a$0]] [[b]]", "b", "already");
        refused("[[a$0]]", "x: y", "cannot be the name of a slot");
    }
}
