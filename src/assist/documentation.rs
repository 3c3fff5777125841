//! What a candidate of a completion stands for, in more words.

use crate::helpdesk::{Platform, filter_facts};
use crate::knowledge::rule_page;
use crate::lint::Subject;
use crate::syntax::{Field, FrontMatter, Shape};

use super::completion::Topic;
use super::completion::phrases;

/// The words for a topic, in Markdown.
pub fn documentation(subject: &Subject, platforms: &[&'static Platform], topic: &Topic) -> Option<String> {
    match topic {
        Topic::Variable(name) => {
            let variable = subject.settings.vocabulary.variable(name)?;
            let mut out = super::hover::describe(variable);
            for platform in platforms {
                let written = platform.written(name).map(|name| name.written);
                let own = variable.names.iter().find(|(id, _)| id == platform.id).map(|(_, name)| name.as_str());
                if let Some(written) = own.or(written) {
                    out.push_str(&format!("\n\n{}: `{written}`", platform.title));
                }
            }
            Some(out)
        }
        Topic::Filter(name) => {
            let filter = filter_facts(name)?;
            Some(format!("`{}` ({}): {}", filter.name, filter.takes.as_str(), filter.meaning))
        }
        Topic::Rule(id) => Some(rule_page(subject.knowledge, subject.knowledge.rule(id)?)),
        Topic::Key(path) => {
            let field = field(path)?;
            Some(format!("{}\n\nFor example: `{}: {}`", field.meaning, field.name, field.example))
        }
        Topic::Phrase(title) => {
            let phrase = phrases().iter().find(|phrase| phrase.title == *title)?;
            let technique = subject.knowledge.technique(&phrase.technique);
            let technique = technique.map(|technique| format!("\n\n{}", technique.title)).unwrap_or_default();
            Some(format!("{}{technique}", phrase.text))
        }
    }
}

/// The field of a path with dots.
fn field(path: &str) -> Option<&'static Field> {
    let mut shape = Shape::Fields(FrontMatter::FIELDS);
    let mut found = None;
    for key in path.split('.') {
        while let Shape::List(inner) = shape {
            shape = *inner;
        }
        shape = match shape {
            Shape::Fields(fields) => {
                let field = fields.iter().find(|field| field.name == key)?;
                found = Some(field);
                field.shape
            }
            Shape::Named(inner) => *inner,
            _ => return None,
        };
    }
    found
}
