//! Changes of a macro that leave what it says as it is: a snippet out of a passage, a passage in the place of a snippet, a
//! default for a value, the canonical name for that of a help desk.

use crate::helpdesk::{Found, Platform};
use crate::lint::Subject;
use crate::message::Snippet;
use crate::message::Snippets;
use crate::message::render::{Around, Object, render};
use crate::syntax::{Expression, ItemKind, Macro, Output, TagKind, Value};
use crate::text::{Edit, Span, apply_edits};

use super::blocks;
use super::code_action::Action;
use super::expressions::visit;
use super::names::{Names, Symbol};

/// The most characters of the name of a new snippet.
const LONGEST_NAME: usize = 32;

/// What is put behind a value that gets one.
const DEFAULT: &str = " | default: ";

/// A change to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// What it does, in the imperative.
    pub title: String,
    /// Edits of the text.
    pub edits: Vec<Edit>,
    /// Whether it writes something here that stood elsewhere.
    pub inlines: bool,
}

/// A passage that is to be a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    /// What to call the file, without its ending.
    pub name: String,
    /// The text of the file.
    pub text: String,
    /// The passage.
    pub span: Span,
    /// What the snippet is given: names that the macro has and that it reads.
    pub parameters: Vec<String>,
}

impl Extraction {
    /// The edit that renders the snippet of that id in the place of the passage.
    pub fn edit(&self, id: &str) -> Edit {
        let given = self.parameters.iter().map(|name| format!(", {name}: {name}"));
        Edit::replace(self.span, format!("{{% render '{id}'{} %}}", given.collect::<String>()))
    }
}

/// The passage of `span` as a snippet; `None` where it cuts a tag or a block, or gives a name that is read after it.
pub fn extraction(subject: &Subject, span: Span) -> Option<Extraction> {
    let Subject { source, parsed, settings, .. } = *subject;
    let text = span.of(source);
    let start = span.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + text.trim().len());
    if span.is_empty() || !parsed.body.contains(span) || !is_whole(parsed, span) {
        return None;
    }
    let names = Names::read(source, parsed);
    let mut parameters: Vec<String> = Vec::new();
    for (symbol, places) in names.symbols.iter().zip(names.by_symbol()) {
        let places = || places.iter();
        let inside = places().filter(|place| span.contains(place.span)).count();
        if inside == 0 {
            continue;
        }
        let name = match symbol {
            Symbol::Assigned(name) | Symbol::LoopVariable(name) => {
                let given_inside = places().any(|place| place.defines && span.contains(place.span));
                if given_inside {
                    if places().any(|place| !span.contains(place.span)) {
                        return None;
                    }
                    continue;
                }
                name.as_str()
            }
            Symbol::Variable(dotted) => {
                let root = dotted.split('.').next().unwrap_or_default();
                if !matches!(settings.vocabulary.find(root), Found::Unknown { known_root: false }) {
                    continue;
                }
                root
            }
            Symbol::Slot(_) | Symbol::Snippet(_) => continue,
        };
        if !parameters.iter().any(|known| known == name) {
            parameters.push(name.to_owned());
        }
    }
    Some(Extraction { name: name_for(span.of(source)), text: span.of(source).to_owned(), span, parameters })
}

/// Whether every tag of the span has the others of its block in it, and no piece is cut.
fn is_whole(parsed: &Macro, span: Span) -> bool {
    let cut = |offset: usize| {
        blocks::items_at(parsed, offset)
            .any(|(_, item)| item.kind != ItemKind::Text && item.span.start < offset && offset < item.span.end)
    };
    if cut(span.start) || cut(span.end) {
        return false;
    }
    let broken = parsed.items.iter().any(|item| item.kind == ItemKind::Broken && item.span.overlaps(span));
    let whole = |tags: Vec<Span>| {
        let inside = tags.iter().filter(|tag| span.contains(**tag)).count();
        inside == 0 || inside == tags.len()
    };
    !broken
        && parsed.blocks.iter().all(|block| {
            let tags = blocks::tags(block).filter_map(|tag| parsed.items.get(tag)).map(|item| item.span).collect();
            whole(tags)
                && (block.close.is_some() || !span.contains(parsed.items.get(block.open).map_or(span, |o| o.span)))
        })
}

/// The first words, as a file is called.
fn name_for(text: &str) -> String {
    let mut name = String::new();
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !name.is_empty() && name.len() + word.len() >= LONGEST_NAME {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&word.to_ascii_lowercase());
    }
    if name.is_empty() { "snippet".to_owned() } else { name }
}

/// The rewrites for byte `offset`, without those that a fix of a finding offers already.
pub fn rewrites(subject: &Subject, offset: usize, offered: &[Action]) -> Vec<Rewrite> {
    let here = blocks::items_at(subject.parsed, offset);
    let all = { here }.flat_map(|(_, item)| of_item(subject, item.span, &item.kind, offset));
    all.filter(|rewrite| !is_offered(rewrite, offered)).collect()
}

/// Whether a fix does the same: it writes the same in the same place, or another default there.
fn is_offered(rewrite: &Rewrite, offered: &[Action]) -> bool {
    let same = |one: &Edit, other: &Edit| {
        let both = |beginning: &str| one.text.starts_with(beginning) && other.text.starts_with(beginning);
        one.span == other.span && (one.text == other.text || both(DEFAULT))
    };
    let mut written = offered.iter().map(|action| &action.edits);
    written.any(|edits| rewrite.edits.iter().all(|own| edits.iter().any(|edit| same(own, edit))))
}

fn of_item(subject: &Subject, span: Span, kind: &ItemKind, offset: usize) -> Vec<Rewrite> {
    let mut out = Vec::new();
    if let ItemKind::Output(output) = kind {
        out.extend(default(subject, output));
    }
    if let ItemKind::Tag(tag) = kind
        && let TagKind::Render { id: Some(id), parameters } = &tag.kind
        && parameters.is_empty()
        && let Some(snippet) = subject.snippets.get(&id.text)
    {
        out.extend(inlined(subject, span, &snippet));
    }
    visit(kind, &mut |expression| {
        if expression.span.touches(offset) {
            out.extend(canonical(subject, expression));
        }
    });
    out
}

fn default(subject: &Subject, output: &Output) -> Option<Rewrite> {
    let Value::Path(path) = &output.value.value else { return None };
    if output.filters.iter().any(|filter| filter.name.text == "default") {
        return None;
    }
    let dotted = path.dotted();
    let last = dotted.rsplit('.').next().unwrap_or_default();
    let text =
        if last.ends_with("name") { "there".to_owned() } else { last.replace(['_', '-', '*'], " ").trim().to_owned() };
    let text = text.replace('"', "");
    let place = output.filters.last().map_or(output.value.span.end, |filter| filter.span.end);
    let variable = subject.settings.vocabulary.variable(&dotted);
    // What is always there needs none.
    if variable.is_some_and(|variable| !variable.may_be_empty) {
        return None;
    }
    Some(Rewrite {
        title: format!("Write “{text}” where `{dotted}` is empty"),
        edits: vec![Edit::insert(place, format!("{DEFAULT}\"{text}\""))],
        inlines: false,
    })
}

/// The body of a snippet in the place of the tag that renders it, where what is sent stays the same.
fn inlined(subject: &Subject, tag: Span, snippet: &Snippet) -> Option<Rewrite> {
    let body = snippet.parsed.body.of(&snippet.source);
    let edits = vec![Edit::replace(tag, body)];
    let (own, theirs) = (Names::read(subject.source, subject.parsed), Names::read(&snippet.source, &snippet.parsed));
    let given = |symbol: &&Symbol| matches!(symbol, Symbol::Assigned(_) | Symbol::LoopVariable(_));
    let root = |symbol: &Symbol| symbol.name().split('.').next().unwrap_or_default().to_owned();
    // A snippet neither sees nor changes what the macro names: in its place, it would.
    let own_names: Vec<String> = own.symbols.iter().filter(given).map(root).collect();
    let clash = theirs.symbols.iter().any(|symbol| own_names.contains(&root(symbol)))
        || theirs
            .symbols
            .iter()
            .filter(given)
            .any(|symbol| own.symbols.iter().any(|known| root(known) == root(symbol)));
    let after = apply_edits(subject.source, &edits)?;
    let unchanged = printed(subject.source, subject.snippets).zip(printed(&after, subject.snippets));
    match unchanged {
        Some((before, after)) if before == after && !clash => {
            Some(Rewrite { title: format!("Write the text of `{}` here", snippet.id), edits, inlines: true })
        }
        _ => None,
    }
}

/// What is sent where every variable is empty.
fn printed(source: &str, snippets: &dyn Snippets) -> Option<String> {
    let around = Around { data: &Object::default(), snippets, slots: &[], now: 0 };
    render(source, &Macro::parse(source), &around).ok().map(|rendered| rendered.text)
}

/// The canonical name in the place of that of a help desk.
fn canonical(subject: &Subject, expression: &Expression) -> Vec<Rewrite> {
    let Value::Path(path) = &expression.value else { return Vec::new() };
    let dotted = path.dotted();
    if !matches!(subject.settings.vocabulary.find(&dotted), Found::Unknown { .. }) {
        return Vec::new();
    }
    let mut out: Vec<Rewrite> = Vec::new();
    for found in Platform::all_with(&dotted).into_iter().filter(|found| found.name.verified) {
        let Some(name) = found.canonical else { continue };
        let edits = vec![Edit::replace(expression.span, name.clone())];
        if !out.iter().any(|known| known.edits == edits) {
            out.push(Rewrite { title: format!("Write `{name}`, the name on every help desk"), edits, inlines: false });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::code_action::actions;
    use super::super::marked::{Few, cursor, with_subject};
    use super::*;
    use crate::lint::{self, Fixes};

    const SNIPPETS: Few =
        Few(&[("bye", "---\ntitle: x\n---\nBye {{ agent.name }}."), ("names", "{% assign a = 1 %}{{ a }}")]);

    fn with<T>(source: &str, ask: impl FnOnce(&Subject) -> T) -> T {
        with_subject(source, &SNIPPETS, ask)
    }

    /// The texts after each rewrite.
    fn check(marked: &str, expected: &[&str]) {
        let (source, offset) = cursor(marked);
        let found = with(&source, |subject| rewrites(subject, offset, &[]));
        let after: Vec<String> = found.iter().map(|one| apply_edits(&source, &one.edits).unwrap()).collect();
        assert_eq!(after, expected, "{marked}");
    }

    /// `«…»` is the passage. The text after it, and that of the snippet.
    fn extract(marked: &str, expected: Option<(&str, &str)>) {
        let start = marked.find('«').unwrap();
        let source = marked.replace('«', "");
        let end = source.find('»').unwrap();
        let source = source.replace('»', "");
        let found = with(&source, |subject| extraction(subject, Span::new(start, end)));
        let shown = found.map(|one| (apply_edits(&source, &[one.edit(&one.name)]).unwrap(), one.text));
        assert_eq!(shown.as_ref().map(|(after, text)| (after.as_str(), text.as_str())), expected, "{marked}");
    }

    #[test]
    fn a_default_where_something_may_be_empty() {
        check("{{ customer.first_name$0 }}", &["{{ customer.first_name | default: \"there\" }}"]);
        check(
            "{{ order.tracking_number | upcase$0 }}",
            &["{{ order.tracking_number | upcase | default: \"tracking number\" }}"],
        );
        check("{{ a$0 | default: 'b' }}", &[]);
        check("{{ 'a$0' }}", &[]);
    }

    #[test]
    fn nothing_is_offered_twice() {
        let (source, offset) = cursor("Hi {{ customer.first_name$0 }}, {{ ticket.requester.name }}");
        with(&source, |subject| {
            let findings = lint::check(subject, Fixes::All);
            let here = actions(&findings, Span::at(offset));
            assert!(here.iter().any(|action| action.title == "Write “there” where it is empty"), "{here:?}");
            assert_eq!(rewrites(subject, offset, &here), []);
            let there = source.len() - 4;
            let fixes = actions(&findings, Span::at(there));
            assert!(rewrites(subject, there, &[]).len() > rewrites(subject, there, &fixes).len());
        });
    }

    #[test]
    fn the_text_of_a_snippet_in_its_place() {
        check("Hi. {% render 'bye$0' %}", &["Hi. Bye {{ agent.name }}."]);
        check("{% assign a = 2 %}{% render 'names$0' %}{{ a }}", &[]);
        check("{% render 'gone$0' %}", &[]);
    }

    #[test]
    fn the_canonical_name() {
        let (source, offset) = cursor("{% if ticket.requester.first_name$0 %}x{% endif %}");
        let found = with(&source, |subject| rewrites(subject, offset, &[]));
        let after: Vec<String> = found.iter().map(|one| apply_edits(&source, &one.edits).unwrap()).collect();
        assert!(after.contains(&"{% if customer.first_name %}x{% endif %}".to_owned()), "{after:?}");
    }

    #[test]
    fn a_passage_becomes_a_snippet_with_what_it_reads() {
        extract("Hi. « We are sorry. »", Some(("Hi.  {% render 'we-are-sorry' %} ", "We are sorry.")));
        extract(
            "{% assign a = 1 %}«{{ a }} {{ order.id }} {{ tone }}»",
            Some((
                "{% assign a = 1 %}{% render 'a-order-id-tone', a: a, tone: tone %}",
                "{{ a }} {{ order.id }} {{ tone }}",
            )),
        );
        extract("«{% if a %}x{% endif %}»", Some(("{% render 'if-a-x-endif', a: a %}", "{% if a %}x{% endif %}")));
    }

    #[test]
    fn nothing_is_cut() {
        extract("«{% if a %}x»{% endif %}", None);
        extract("{% if a %}«x{% else %}y»{% endif %}", None);
        extract("{{ «a }}»", None);
        extract("«{% assign a = 1 %}»{{ a }}", None);
        extract("« »", None);
        extract("«---\ntitle: x\n---\nHi»", None);
    }
}
