//! Keys and values of front matter: what each is for, what it may be, and what a word among the values means.

use super::{Hover, Pointing, allowance, slot};
use crate::helpdesk::Platform;
use crate::knowledge::Knowledge;
use crate::syntax::{Channel, Datum, Field, FrontMatter, Intent, Name, Shape};

/// The key or value at byte `offset`.
pub(super) fn at(pointing: &Pointing, offset: usize) -> Option<Hover> {
    let front_matter = &pointing.subject.parsed.front_matter;
    if !front_matter.yaml.touches(offset) {
        return None;
    }
    let index = front_matter.datum_at(offset)?;
    let datum = front_matter.data.get(index)?;
    if let Some(key) = datum.key.as_ref().filter(|key| key.span.touches(offset)) {
        let markdown = named_by_author(pointing, datum, key).or_else(|| front_matter.field_of(index).map(key_words))?;
        return Some(Hover { span: key.span, markdown });
    }
    let markdown = value(pointing, index, datum)?;
    Some(Hover { span: datum.value, markdown })
}

/// A key that is a slot's name or a rule's id.
fn named_by_author(pointing: &Pointing, datum: &Datum, key: &Name) -> Option<String> {
    let around = pointing.subject.parsed.front_matter.data.get(datum.parent?)?;
    match around.key.as_ref().filter(|_| around.parent.is_none())?.text.as_str() {
        "slots" => slot::words(pointing, &key.text),
        "allow" => allowance::words(pointing.subject.knowledge, &key.text),
        _ => None,
    }
}

/// A key: what it is for and what its value may be.
fn key_words(field: &Field) -> String {
    format!(
        "`{}` ({}): {}\n\nFor example: `{}: {}`",
        field.name,
        shape(&field.shape),
        field.meaning,
        field.name,
        field.example
    )
}

/// The field of a path of keys with dots.
pub(in crate::assist) fn field_words(path: &str) -> Option<String> {
    let mut within = Shape::Fields(FrontMatter::FIELDS);
    let mut found = None;
    for key in path.split('.') {
        while let Shape::List(inner) = within {
            within = *inner;
        }
        within = match within {
            Shape::Fields(fields) => {
                let field = fields.iter().find(|field| field.name == key)?;
                found = Some(field);
                field.shape
            }
            Shape::Named(inner) => *inner,
            _ => return None,
        };
    }
    found.map(key_words)
}

/// What a value may be, in a few words.
fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Slug => "words joined by `-`, in parts joined by `/`".to_owned(),
        Shape::Date => "a day, written `YYYY-MM-DD`".to_owned(),
        Shape::Locale => "a language tag such as `en-GB`".to_owned(),
        Shape::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("one of {}", words.join(", "))
        }
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Scalar => "text, a number, `true` or `false`".to_owned(),
        Shape::List(inner) => format!("a list, each {}", self::shape(inner)),
        Shape::Fields(fields) => {
            let keys: Vec<String> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
            format!("the keys {}", keys.join(", "))
        }
        Shape::Named(inner) => format!("names of yours, each with {}", self::shape(inner)),
        Shape::Reasons => "rules or families of rules, each with a reason".to_owned(),
        Shape::Anything => "anything".to_owned(),
    }
}

/// What the value of a key means; where it is one of a fixed set, that word.
fn value(pointing: &Pointing, index: usize, datum: &Datum) -> Option<String> {
    let front_matter = &pointing.subject.parsed.front_matter;
    let written = datum.value.of(pointing.subject.source);
    let word = written.trim().trim_matches(['"', '\'']);
    let (of_list, field) = match front_matter.field_of(index) {
        Some(field) => (false, field),
        None => (true, front_matter.field_of(datum.parent.filter(|_| datum.key.is_none())?)?),
    };
    let meaning = match field.name {
        "intent" => Intent::from_word(word).map(|intent| intent_words(pointing.subject.knowledge, intent)),
        "channels" => Channel::from_word(word).map(|channel| format!("`{word}`: {}", channel.meaning())),
        "platforms" | "platform" => Platform::named(word).map(platform_words),
        _ => None,
    };
    meaning.or_else(|| (!of_list || !word.is_empty()).then(|| key_words(field)))
}

/// What a macro is for, and the techniques that are looked for in one.
fn intent_words(knowledge: &Knowledge, intent: Intent) -> String {
    let word = intent.as_str();
    let mut out = format!("`{word}`: {}", intent.meaning());
    let expected =
        knowledge.techniques.iter().filter(|technique| technique.expected_in.iter().any(|known| known == word));
    let expected: Vec<String> = expected.map(|one| format!("- {} (`{}`)", one.title, one.id)).collect();
    if !expected.is_empty() {
        out.push_str(&format!("\n\nTechniques that such a macro is expected to use:\n\n{}", expected.join("\n")));
    }
    out
}

fn platform_words(platform: &'static Platform) -> String {
    let mut out = format!("{}: {} placeholders are known", platform.title, platform.names.len());
    if let Some((open, close)) = platform.delimiters.first() {
        out.push_str(&format!(", written `{open}…{close}`"));
    }
    if platform.complete {
        out.push_str("; any other is wrong there");
    }
    if let Some(words) = platform.empty {
        out.push_str(&format!("\n\nWhere a value is empty, customers read {words}."));
    }
    out
}
