//! How a way went, in words: for the titles of the parts of a split macro.

use std::collections::{HashMap, HashSet};

use crate::syntax::{
    Block, Comparison, Condition, Expression, Item, ItemKind, Join, Macro, Operator, Path, Segment, TagKind, Value,
};

/// The longest label of one answer, in characters.
const LONGEST: usize = 64;

/// What is said of what is left where several conditions fail.
const OTHERWISE: &str = "otherwise";

/// What the conditions of a macro are about.
#[derive(Debug, Default)]
pub(super) struct Said<'m> {
    /// The names that the macro gives but one value, which stands elsewhere, with that.
    stand_for: HashMap<&'m str, &'m Path>,
}

impl<'m> Said<'m> {
    pub(super) fn of(parsed: &'m Macro) -> Self {
        let mut known: HashSet<&str> = HashSet::new();
        let mut stand_for: HashMap<&str, &Path> = HashMap::new();
        for item in &parsed.items {
            let ItemKind::Tag(tag) = &item.kind else { continue };
            match &tag.kind {
                TagKind::Assign { name: Some(name), value, .. } => {
                    let is_first = known.insert(&name.text);
                    match value.as_ref().map(|value| &value.value) {
                        Some(Value::Path(path)) if is_first => {
                            let known = stand_for.get(path.root.text.as_str()).filter(|_| path.segments.is_empty());
                            let origin = known.copied().unwrap_or(path);
                            stand_for.insert(name.text.as_str(), origin);
                        }
                        _ => drop(stand_for.remove(name.text.as_str())),
                    }
                }
                TagKind::Capture(Some(name)) => {
                    known.insert(&name.text);
                    stand_for.remove(name.text.as_str());
                }
                _ => {}
            }
        }
        Self { stand_for }
    }

    /// That a branch of a block was taken, by the number of its tag; that none was by how many tags there are.
    pub(super) fn branch(&self, items: &[Item], block: &Block, branch: usize) -> String {
        let kind = |tag: usize| match items.get(tag).map(|item| &item.kind) {
            Some(ItemKind::Tag(tag)) => Some(&tag.kind),
            _ => None,
        };
        let subject = match kind(block.open) {
            Some(TagKind::Case(subject)) => subject.as_ref(),
            _ => None,
        };
        let tags = || std::iter::once(block.open).chain(block.arms.iter().copied());
        let said = |tag: &TagKind, taken: bool| match tag {
            TagKind::If(Some(asked)) | TagKind::Elsif(Some(asked)) => self.condition(asked, taken),
            TagKind::Unless(Some(asked)) => self.condition(asked, !taken),
            TagKind::When(values) => Some(self.equal(subject?, values, taken)),
            _ => None,
        };
        let own = tags().nth(branch).and_then(kind).and_then(|tag| said(tag, true));
        let mut asking = tags().filter_map(|tag| said(kind(tag)?, false));
        let words = own.or_else(|| asking.next().filter(|_| asking.next().is_none()));
        words.map_or_else(|| OTHERWISE.to_owned(), |words| cut(&words, LONGEST))
    }

    /// That a condition holds, or that it does not; `None` where that is not said shortly.
    fn condition(&self, asked: &Condition, holds: bool) -> Option<String> {
        let word = match asked.rest.first().map(|(join, _)| *join) {
            None => "",
            Some(first) if asked.rest.iter().all(|(join, _)| *join == first) => {
                if (first == Join::And) == holds {
                    " and "
                } else {
                    " or "
                }
            }
            Some(_) if !holds => return None,
            Some(_) => return Some(self.joined(asked)),
        };
        let all = std::iter::once(&asked.first).chain(asked.rest.iter().map(|(_, comparison)| comparison));
        Some(all.map(|comparison| self.comparison(comparison, holds)).collect::<Vec<_>>().join(word))
    }

    fn joined(&self, asked: &Condition) -> String {
        let mut out = self.comparison(&asked.first, true);
        for (join, comparison) in &asked.rest {
            let word = if *join == Join::And { "and" } else { "or" };
            out.push_str(&format!(" {word} {}", self.comparison(comparison, true)));
        }
        out
    }

    fn comparison(&self, comparison: &Comparison, holds: bool) -> String {
        let left = self.value(&comparison.left);
        let not = if holds { "" } else { "not " };
        let Some((operator, right)) = &comparison.right else { return format!("{not}{left}") };
        let (is_equal, is_other) = (*operator == Operator::Equal, *operator == Operator::NotEqual);
        let holds_equal = is_equal == holds;
        match &right.value {
            Value::Blank | Value::Empty | Value::Nil if is_equal || is_other => missing(&left, holds_equal),
            Value::Text(text) if (is_equal || is_other) && text.trim().is_empty() => missing(&left, holds_equal),
            Value::Boolean(value) if is_equal || is_other => {
                format!("{}{left}", if holds_equal == *value { "" } else { "not " })
            }
            _ if is_equal || is_other => {
                let not = if holds_equal { "" } else { "not " };
                format!("{not}{left} {}", self.value(right))
            }
            _ if *operator == Operator::Contains && !holds => format!("{left} does not contain {}", self.value(right)),
            _ => format!("{not}{left} {} {}", word(*operator), self.value(right)),
        }
    }

    /// That a `when` fits.
    fn equal(&self, subject: &Expression, values: &[Expression], holds: bool) -> String {
        let values: Vec<String> = values.iter().map(|value| self.value(value)).collect();
        let not = if holds { "" } else { "not " };
        format!("{not}{} {}", self.value(subject), values.join(" or "))
    }

    fn value(&self, expression: &Expression) -> String {
        let words = match &expression.value {
            Value::Path(path) => self.path(path),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Boolean(value) => value.to_string(),
            Value::Range(from, to) => format!("{} to {}", self.value(from), self.value(to)),
            Value::Nil | Value::Empty | Value::Blank => "nothing".to_owned(),
            Value::Broken => String::new(),
        };
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn path(&self, path: &Path) -> String {
        let mut out = match self.stand_for.get(path.root.text.as_str()) {
            Some(origin) => origin.dotted(),
            None => path.root.text.clone(),
        };
        for segment in &path.segments {
            out.push(' ');
            match segment {
                Segment::Property(name) => out.push_str(&name.text),
                Segment::Index(index) => match &index.value {
                    Value::Text(text) => out.push_str(text),
                    Value::Number(number) => out.push_str(&number.to_string()),
                    _ => {}
                },
            }
        }
        out.replace(['.', '_'], " ")
    }
}

fn missing(what: &str, is_missing: bool) -> String {
    format!("{} {what}", if is_missing { "without" } else { "with" })
}

fn word(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal | Operator::NotEqual => "is",
        Operator::Less => "below",
        Operator::LessOrEqual => "at most",
        Operator::Greater => "above",
        Operator::GreaterOrEqual => "at least",
        Operator::Contains => "contains",
    }
}

/// Words, so that there are no more than so many characters: the last ones go.
fn cut(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_owned() };
    let kept = words.get(..end).unwrap_or_default();
    let whole = kept.rfind(' ').and_then(|space| kept.get(..space)).filter(|whole| !whole.is_empty());
    format!("{}…", whole.unwrap_or(kept).trim_end())
}

/// The same labels, with a number behind those that are there already.
pub(super) fn distinct(labels: Vec<String>) -> Vec<String> {
    let mut known: HashSet<String> = HashSet::new();
    let mut out = Vec::with_capacity(labels.len());
    for label in labels {
        let numbered = (2..).map(|number| format!("{label} {number}"));
        let mut free = std::iter::once(label.clone()).chain(numbered).filter(|label| !known.contains(label));
        let label = free.next().unwrap_or_default();
        known.insert(label.clone());
        out.push(label);
    }
    out
}
