//! What a candidate of a completion stands for, in more words: those that hover shows where it is written.

use crate::helpdesk::{Platform, filter_facts};
use crate::knowledge::rule_page;
use crate::lint::Subject;

use super::completion::{Topic, phrases};
use super::hover;

/// The words for a topic, in Markdown.
pub fn documentation(subject: &Subject, platforms: &[&'static Platform], topic: &Topic) -> Option<String> {
    match topic {
        Topic::Variable(name) => Some(hover::describe(subject.settings.vocabulary.variable(name)?, platforms)),
        Topic::Filter(name) => Some(hover::filter(filter_facts(name)?)),
        Topic::Tag(name) => hover::tag(name),
        Topic::Rule(id) => Some(rule_page(subject.knowledge, subject.knowledge.rule(id)?)),
        Topic::Key(path) => hover::field_words(path),
        Topic::Phrase(title) => {
            let phrase = phrases().iter().find(|phrase| phrase.title == *title)?;
            let technique = subject.knowledge.technique(&phrase.technique);
            let technique = technique.map(|technique| format!("\n\n{}", technique.title)).unwrap_or_default();
            Some(format!("{}{technique}", phrase.text))
        }
    }
}
