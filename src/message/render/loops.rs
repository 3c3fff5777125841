//! `for`: what is repeated, and how often.

use super::fault::Fault;
use super::number::strict_integer;
use super::value::{Object, Value};
use super::walk::{File, Walk, tag_at};
use crate::syntax::{Argument, Block, Expression, TagKind, Value as Written};
use std::sync::Arc;

/// What a loop walks through.
pub(super) enum Walked {
    List(Vec<Value>),
    /// From the first to the last, not laid out: it may be huge.
    Range(i128, i128),
}

impl Walked {
    fn len(&self) -> usize {
        match self {
            Walked::List(items) => items.len(),
            Walked::Range(from, to) => usize::try_from((to - from).saturating_add(1).max(0)).unwrap_or(usize::MAX),
        }
    }

    /// All of it, unless it is more than `most`.
    pub(super) fn within(&self, most: usize) -> Option<Vec<Value>> {
        (self.len() <= most).then(|| (0..self.len()).map(|place| self.get(place)).collect())
    }

    fn get(&self, place: usize) -> Value {
        match self {
            Walked::List(items) => items.get(place).cloned().unwrap_or_default(),
            Walked::Range(from, _) => Value::Integer(from.saturating_add(i128::try_from(place).unwrap_or_default())),
        }
    }
}

impl Walk<'_> {
    pub(super) fn repeat(&mut self, file: &File<'_>, block: &Block, end: usize) -> Result<(), Fault> {
        let Some(TagKind::For { variable, list: Some(list), arguments, reversed }) =
            tag_at(file, block.open).map(|tag| &tag.kind)
        else {
            return Ok(());
        };
        let otherwise = block.arms.first().copied();
        let to = otherwise.unwrap_or(end);
        let mut walked = self.walked(file, list, arguments)?;
        let name = variable.as_ref().map_or("", |variable| variable.text.as_str());
        let scripted = self.scripted(file, name, list, arguments);
        if let Some(times) = scripted.or_else(|| self.settled_rounds(file, block, walked.len())) {
            walked = Walked::List((0..times).map(|round| walked.get(round % walked.len().max(1))).collect());
        }
        let rounds = walked.len();
        if rounds == 0 {
            return otherwise.map_or(Ok(()), |tag| self.items(file, tag + 1, end));
        }
        let parent = self.frame.find("forloop").map(|binding| binding.value.clone());
        self.frame.enter();
        let mut done = Ok(());
        for round in 0..rounds {
            let place = if *reversed { rounds - 1 - round } else { round };
            let item = self.binding(walked.get(place), false);
            self.frame.set(name, item);
            if file.layout.reads_forloop {
                let forloop = forloop(round, rounds, parent.clone());
                let forloop = self.binding(forloop, false);
                self.frame.set("forloop", forloop);
            }
            done = self.budget.item().and_then(|()| self.items(file, block.open + 1, to));
            if done.is_err() {
                break;
            }
        }
        self.frame.leave();
        done
    }

    /// How often the script wants it; `None` where the data decide.
    fn scripted(&mut self, file: &File<'_>, name: &str, list: &Expression, arguments: &[Argument]) -> Option<usize> {
        if self.script.is_none() || self.is_constant(list) {
            return None;
        }
        let text = list.span.of(file.source);
        let key = self.key(&format!("for {text}"), std::iter::once(list));
        let most = arguments.iter().filter(|argument| argument.name.as_ref().is_some_and(|name| name.text == "limit"));
        let most = most.filter_map(|argument| match &argument.value.value {
            Written::Number(number) => Some(number.clamp(0.0, 2.0) as usize),
            _ => None,
        });
        let most = most.min().unwrap_or(2);
        self.script.as_mut().map(|script| script.rounds(key, &format!("{name} in {text}"), most))
    }

    /// The items between offset and limit.
    pub(super) fn walked(&self, file: &File<'_>, list: &Expression, arguments: &[Argument]) -> Result<Walked, Fault> {
        let option = |wanted: &str| {
            let named = |argument: &&Argument| argument.name.as_ref().is_some_and(|name| name.text == wanted);
            let Some(argument) = arguments.iter().rev().find(named) else { return Ok(None) };
            match self.value(file, &argument.value)? {
                Value::Nil => Ok(None),
                value => strict_integer(&value).map(Some),
            }
        };
        let offset = option("offset")?.unwrap_or(0);
        let value = self.value(file, list)?;
        let end = option("limit")?.map(|limit| limit.saturating_add(offset));
        if let Value::Range(from, to) = value {
            let start = from.saturating_add(offset.max(0));
            let last = end.map_or(to, |end| to.min(from.saturating_add(end).saturating_sub(1)));
            return Ok(Walked::Range(start, last));
        }
        let items: Vec<Value> = match value {
            // A text is a list of one, whatever the options say.
            Value::Text(text) if text.is_empty() => Vec::new(),
            Value::Text(text) => return Ok(Walked::List(vec![Value::Text(text)])),
            Value::List(items) => items.to_vec(),
            Value::Object(object) => {
                object.iter().map(|(name, value)| Value::list(vec![Value::Text(name.clone()), value.clone()])).collect()
            }
            _ => Vec::new(),
        };
        let start = usize::try_from(offset.max(0)).unwrap_or(usize::MAX).min(items.len());
        let end = end.map_or(items.len(), |end| usize::try_from(end.max(0)).unwrap_or(usize::MAX).min(items.len()));
        Ok(Walked::List(items.get(start..end).unwrap_or_default().to_vec()))
    }
}

/// What `forloop` holds in a round.
fn forloop(round: usize, rounds: usize, parent: Option<Value>) -> Value {
    let number = |number: usize| Value::Integer(i128::try_from(number).unwrap_or(i128::MAX));
    let mut object = Object::default();
    object.set("index", number(round + 1));
    object.set("index0", number(round));
    object.set("rindex", number(rounds - round));
    object.set("rindex0", number(rounds - round - 1));
    object.set("first", Value::Boolean(round == 0));
    object.set("last", Value::Boolean(round + 1 == rounds));
    object.set("length", number(rounds));
    object.set("parentloop", parent.unwrap_or_default());
    Value::Object(Arc::new(object))
}
