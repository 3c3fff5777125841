//! What is the same whatever the data are, and which conditions ask the same.

use super::value::Value;
use super::walk::Walk;
use crate::message::bindings::{Bindings, Bound};
use crate::message::facts::Constant;
use crate::syntax::{Comparison, Condition, Expression, Filter, Segment, Value as Written};

impl Condition {
    /// All values that are asked for.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let comparisons = std::iter::once(&self.first).chain(self.rest.iter().map(|(_, comparison)| comparison));
        comparisons
            .flat_map(|Comparison { left, right }| std::iter::once(left).chain(right.as_ref().map(|(_, right)| right)))
    }
}

impl Walk<'_> {
    /// Whether an expression has the same value whatever the data are.
    pub(super) fn is_constant(&self, expression: &Expression) -> bool {
        match &expression.value {
            Written::Path(path) => {
                let steps = path.segments.iter().all(|segment| match segment {
                    Segment::Property(_) => true,
                    Segment::Index(index) => self.is_constant(index),
                });
                steps && self.frame.find(&path.root.text).is_some_and(|binding| binding.constant)
            }
            Written::Range(from, to) => self.is_constant(from) && self.is_constant(to),
            _ => true,
        }
    }

    pub(super) fn is_constant_filter(&self, filter: &Filter) -> bool {
        filter.arguments.iter().all(|argument| self.is_constant(&argument.value))
    }

    pub(super) fn is_constant_condition(&self, condition: &Condition) -> bool {
        condition.expressions().all(|expression| self.is_constant(expression))
    }

    /// A text that is the same for questions of the same words about names that were not set in between.
    pub(super) fn key<'e>(&self, text: &str, asked: impl Iterator<Item = &'e Expression>) -> String {
        let mut key = format!("{text}\0{}", self.frame.stamp);
        asked.for_each(|expression| self.add_stamps(expression, &mut key));
        key
    }

    /// What the names of a condition stand for, as far as the macro itself says so.
    pub(super) fn bindings_of(&self, condition: &Condition) -> Bindings {
        let mut bindings = Bindings::of_scope(self.frame.stamp as u32);
        for expression in condition.expressions() {
            let Written::Path(path) = &expression.value else { continue };
            let Some(binding) = self.frame.find(&path.root.text) else { continue };
            let constant = match &binding.value {
                Value::Text(text) => Some(Constant::Text(text.to_string())),
                Value::Boolean(boolean) => Some(Constant::Boolean(*boolean)),
                Value::Nil => Some(Constant::Nil),
                _ => None,
            };
            let constant = constant.filter(|_| binding.constant);
            bindings.bind(&path.root.text, binding.stamp as u32, constant.map_or(Bound::Unknown, Bound::Constant));
        }
        bindings
    }

    fn add_stamps(&self, expression: &Expression, key: &mut String) {
        match &expression.value {
            Written::Path(path) => {
                let stamp = self.frame.find(&path.root.text).map_or(0, |binding| binding.stamp);
                key.push_str(&format!(",{stamp}"));
                for segment in &path.segments {
                    if let Segment::Index(index) = segment {
                        self.add_stamps(index, key);
                    }
                }
            }
            Written::Range(from, to) => {
                self.add_stamps(from, key);
                self.add_stamps(to, key);
            }
            _ => {}
        }
    }
}
