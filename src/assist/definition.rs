//! Where the word at a place gets its meaning.

use crate::syntax::{FrontMatter, ItemKind, Macro, TagKind};
use crate::text::Span;

use super::blocks;
use super::highlight::matching_tags;
use super::names::{Names, Symbol};

/// What a word leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Places of the same text, in source order.
    Here(Vec<Span>),
    /// The snippet with an id.
    Snippet(String),
    /// A parameter of the snippet with an id.
    Parameter {
        /// The id.
        snippet: String,
        /// The parameter.
        name: String,
    },
    /// A variable of the help desk or of the workspace, with dots.
    Variable(String),
    /// A slot that the macro itself does not describe.
    Slot {
        /// Its name.
        name: String,
        /// Where the macro has it first.
        first: Span,
    },
}

/// A target and the word that leads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The word.
    pub span: Span,
    /// Where it leads.
    pub target: Target,
}

/// Where the word at byte `offset` gets its meaning: a name where it is given, a slot where it is described, a snippet, a
/// tag where its block is opened.
pub fn definition(source: &str, parsed: &Macro, offset: usize) -> Option<Definition> {
    if let Some(definition) = of_parameter(parsed, offset) {
        return Some(definition);
    }
    let tags = matching_tags(parsed, offset);
    if let (Some(span), Some(opener)) = (tags.iter().find(|tag| tag.touches(offset)), tags.first()) {
        return Some(Definition { span: *span, target: Target::Here(vec![*opener]) });
    }
    let names = Names::read(source, parsed);
    let here = names.at(offset)?;
    let defined = || names.places(here).filter(|place| place.defines).map(|place| place.span);
    let target = match names.symbol(here)? {
        Symbol::Snippet(id) => Target::Snippet(id.clone()),
        Symbol::Variable(dotted) => Target::Variable(dotted.clone()),
        Symbol::Slot(name) if defined().next().is_none() => {
            Target::Slot { name: name.clone(), first: names.places(here).next()?.span }
        }
        _ => {
            let before: Vec<Span> = defined().filter(|span| span.start <= here.span.start).collect();
            Target::Here(if before.is_empty() { defined().collect() } else { before })
        }
    };
    Some(Definition { span: here.span, target })
}

/// Where a snippet reads a parameter first; its start where it does not.
pub fn parameter_in(source: &str, parsed: &Macro, name: &str) -> Span {
    let names = Names::read(source, parsed);
    let reads = |symbol: &Symbol| match symbol {
        Symbol::Variable(dotted) => dotted.split('.').next() == Some(name),
        _ => false,
    };
    let mut places = names.occurrences.iter();
    let first = places.find(|place| names.symbol(**place).is_some_and(reads));
    first.map_or_else(|| start_of(parsed), |place| place.span)
}

/// Where a macro is named: its id, else its start.
pub fn start_of(parsed: &Macro) -> Span {
    parsed.front_matter.id.as_ref().map_or(Span::at(0), |id| id.span)
}

/// Whether byte `offset` stands on what names the macro itself: its `id` or `title`.
pub fn names_itself(parsed: &Macro, offset: usize) -> bool {
    let FrontMatter { id, title, entries, .. } = &parsed.front_matter;
    let keys = entries.iter().filter(|entry| matches!(entry.key.text.as_str(), "id" | "title"));
    let values = [id, title].into_iter().flatten().map(|name| name.span);
    keys.map(|entry| entry.key.span).chain(values).any(|span| span.touches(offset))
}

fn of_parameter(parsed: &Macro, offset: usize) -> Option<Definition> {
    blocks::items_at(parsed, offset).find_map(|(_, item)| {
        let ItemKind::Tag(tag) = &item.kind else { return None };
        let TagKind::Render { id: Some(id), parameters } = &tag.kind else { return None };
        let name = parameters.iter().filter_map(|parameter| parameter.name.as_ref());
        let name = { name }.find(|name| name.span.touches(offset))?;
        let target = Target::Parameter { snippet: id.text.clone(), name: name.text.clone() };
        Some(Definition { span: name.span, target })
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked::{cursor, with_places};
    use super::*;

    /// The text with the places that the word at the cursor leads to, or what else it leads to.
    fn check(marked: &str, expected: &str) {
        let (source, offset) = cursor(marked);
        let found = definition(&source, &Macro::parse(&source), offset);
        let shown = match found.map(|found| found.target) {
            Some(Target::Here(spans)) => with_places(&source, spans),
            Some(other) => format!("{other:?}"),
            None => "nothing".to_owned(),
        };
        assert_eq!(shown, expected, "{marked}");
    }

    #[test]
    fn names_where_they_are_given() {
        check("{% assign a = 1 %}{{ a$0 }}{% assign a = 2 %}", "{% assign «a» = 1 %}{{ a }}{% assign a = 2 %}");
        check("{% for x in y %}{{ x$0.z }}{% endfor %}", "{% for «x» in y %}{{ x.z }}{% endfor %}");
        check("{% capture a$0 %}{% endcapture %}", "{% capture «a» %}{% endcapture %}");
        check("{{ order.total$0 }}", r#"Variable("order.total")"#);
    }

    #[test]
    fn slots_where_they_are_described() {
        check("---\nslots:\n  a: {}\n---\n[[a$0]]", "---\nslots:\n  «a»: {}\n---\n[[a]]");
        check("[[a]] [[a$0: b]]", r#"Slot { name: "a", first: Span { start: 2, end: 3 } }"#);
    }

    #[test]
    fn tags_where_their_block_is_opened() {
        check("{% if a %}{% else$0 %}{% endif %}", "{% «if» a %}{% else %}{% endif %}");
        check("{% if a %}{% end$0if %}", "{% «if» a %}{% endif %}");
    }

    #[test]
    fn snippets_and_their_parameters() {
        check("{% render 'a/b$0' %}", r#"Snippet("a/b")"#);
        check("{% render 'a', to$0ne: 'b' %}", r#"Parameter { snippet: "a", name: "tone" }"#);
        check("{% render 'a', tone: b$0 %}", r#"Variable("b")"#);
        let snippet = "---\nid: a\n---\n{% assign x = 1 %}{{ x }}{{ tone.warm }}";
        assert_eq!(parameter_in(snippet, &Macro::parse(snippet), "tone").of(snippet), "tone.warm");
        assert_eq!(parameter_in(snippet, &Macro::parse(snippet), "x").of(snippet), "a");
        check("Hi$0", "nothing");
    }
}
