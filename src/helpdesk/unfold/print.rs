//! Writes values as the help desk prints them.

use std::rc::Rc;

use super::data::{Applied, Data, Root};
use super::operand::Operand;
use super::target::{Said, behind_bar};
use super::walk::Walk;
use super::{Certainty, LossKind};
use crate::message::render::Value;
use crate::text::Span;

/// How a value is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Text as it is meant, without markup.
    Plain(String),
    /// In the help desk's own spelling.
    Hole(String),
}

impl Written {
    /// As it stands inside of a hole.
    pub(super) fn inside(&self, walk: &Walk<'_>) -> String {
        match self {
            Written::Plain(text) => walk.target.escaped(text),
            Written::Hole(text) => text.clone(),
        }
    }
}

impl Walk<'_> {
    /// Prints a value that stands at `span`.
    pub(super) fn print(&mut self, operand: &Operand, span: Span) {
        match operand {
            Operand::Captured(captured) => {
                self.out.append(captured);
                let before = self.out.text.len();
                self.spend(before.min(captured.text.len()));
            }
            Operand::Unknown => {
                let what = span.of(self.sheet().source()).to_owned();
                self.lose(LossKind::Value, Certainty::Certain, what, String::new(), self.place(span), None);
            }
            Operand::Constant(_) | Operand::Data(_) => {
                let written = self.written(operand);
                self.write(&written);
            }
        }
    }

    pub(super) fn write(&mut self, written: &Written) {
        match written {
            Written::Plain(text) if is_harmless(text) => self.out.text(text),
            Written::Plain(text) => {
                let escaped = self.target.escaped(text);
                self.out.hole(&escaped);
            }
            Written::Hole(text) => self.out.hole(text),
        }
    }

    /// How a value is written; what it cannot be written with is lost.
    pub(super) fn written(&mut self, operand: &Operand) -> Written {
        match operand {
            Operand::Constant(value) => Written::Plain(printed(value)),
            Operand::Captured(captured) => Written::Plain(captured.text.clone()),
            Operand::Data(data) => self.data(data),
            Operand::Unknown => Written::Plain(String::new()),
        }
    }

    fn data(&mut self, data: &Rc<Data>) -> Written {
        let at = data.filters.iter().position(|filter| filter.name == "default");
        let (before, rest) = data.filters.split_at(at.unwrap_or(data.filters.len()));
        let Some((default, behind)) = rest.split_first() else {
            return match self.name(data) {
                Ok(said) => {
                    let filters = self.filters(data, before);
                    match data.root {
                        // A text whose filters are all lost: of a day not even the word for it is meant.
                        Root::Literal if filters.is_empty() => match said.inner.trim_matches('"') {
                            "now" | "today" => Written::Hole(self.target.fill_in("date")),
                            text => Written::Plain(text.to_owned()),
                        },
                        _ => Written::Hole(self.output(&said, &filters)),
                    }
                }
                Err(lost) => {
                    let instead = Written::Hole(self.stand_in(data));
                    self.lose_name(data, lost, &instead);
                    instead
                }
            };
        };
        self.with_default(data, before, default, behind)
    }

    /// The help desk's name for a value; else how certain it is that there is none.
    pub(super) fn name(&mut self, data: &Data) -> Result<Said, (LossKind, Certainty)> {
        match data.root {
            Root::Loop | Root::Literal => {
                let inner = data.name.clone();
                Ok(Said { written: format!("{{{{{inner}}}}}"), inner, verified: true })
            }
            Root::Parameter => Ok(Said { written: data.name.clone(), inner: data.name.clone(), verified: true }),
            Root::Variable => {
                let said = self.target.said(&data.name)?;
                if !said.verified {
                    self.doubt(data, &said);
                }
                Ok(said)
            }
        }
    }

    pub(super) fn lose_name(&mut self, data: &Data, (kind, certainty): (LossKind, Certainty), instead: &Written) {
        let instead = instead.inside(self);
        self.lose(kind, certainty, data.name.clone(), instead, data.place, None);
    }

    /// What an agent fills in where the help desk has no name.
    fn stand_in(&self, data: &Data) -> String {
        let words = data.name.replace(['.', '_'], " ");
        self.target.fill_in(words.trim_end_matches(" *"))
    }

    /// Filters as they stand behind a name; those that the help desk does not know are lost.
    pub(super) fn filters(&mut self, data: &Data, filters: &[Applied]) -> String {
        let mut out = String::new();
        for filter in filters {
            // No source says that a help desk without Liquid takes a text where it expects a name.
            let is_open = data.root != Root::Literal || self.target.runs_liquid() || self.target.may_run_liquid();
            match is_open.then(|| self.filter(filter, data)).flatten() {
                Some(written) => out.push_str(&written),
                None if data.root == Root::Parameter => {}
                None => {
                    let (certainty, instead) = (self.target.filter_certainty(), String::new());
                    let about = Some(data.place);
                    self.lose(LossKind::Filter, certainty, filter.name.clone(), instead, filter.place, about);
                    self.lost_of(data);
                }
            }
        }
        out
    }

    fn filter(&mut self, filter: &Applied, data: &Data) -> Option<String> {
        let mut arguments = Vec::new();
        for (name, argument) in &filter.arguments {
            let value = self.argument(argument)?;
            arguments.push(match name {
                Some(name) => format!("{name}: {value}"),
                None => value,
            });
        }
        let arguments = arguments.join(", ");
        let tried = || self.is_tried(filter.place, Some(data.place)).then(|| behind_bar(&filter.name, &arguments));
        self.target.filter(&filter.name, &arguments).or_else(tried)
    }

    /// A value as it stands in a tag or behind a filter; `None` where it cannot.
    pub(super) fn argument(&mut self, operand: &Operand) -> Option<String> {
        match operand {
            Operand::Data(data) if data.filters.is_empty() => self.name(data).ok().map(|said| said.inner),
            other => literal(&other.constant()?),
        }
    }

    /// A name with its filters between the delimiters.
    pub(super) fn output(&self, said: &Said, filters: &str) -> String {
        let (open, close) = self.target.platform.delimiters.first().copied().unwrap_or(("{{", "}}"));
        match &self.target.platform.element {
            Some(element) if filters.is_empty() => format!("<{} {}=\"{}\"/>", element.name, element.key, said.inner),
            _ if filters.is_empty() => said.written.clone(),
            _ => format!("{open}{}{filters}{close}", said.inner),
        }
    }
}

/// What a constant prints.
pub(super) fn printed(value: &Value) -> String {
    let mut out = String::new();
    value.print(&mut out);
    out
}

/// A constant as Liquid writes it; `None` for what has no such form.
fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Nil => Some("nil".to_owned()),
        Value::Text(text) if !text.contains('\'') => Some(format!("'{text}'")),
        Value::Text(text) if !text.contains('"') => Some(format!("\"{text}\"")),
        Value::Boolean(_) | Value::Integer(_) | Value::Float(_) => Some(printed(value)),
        Value::Range(from, to) => Some(format!("({from}..{to})")),
        _ => None,
    }
}

/// Whether a text reads the same as Markdown, wherever it stands.
fn is_harmless(text: &str) -> bool {
    text.chars().next().is_none_or(|first| first.is_alphabetic() || first == ' ')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '!' | '?' | '\'' | '’' | ':' | '-'))
}
