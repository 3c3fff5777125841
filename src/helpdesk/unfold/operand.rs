//! What values are before the help desk is asked: settled by the macro, or something that only the help desk knows.

use std::rc::Rc;

use super::data::{Applied, Data, Place, Root};
use super::out::Out;
use super::walk::Walk;
use crate::helpdesk::Found;
use crate::message::render::{Object, Value, settled_filter, settled_value};
use crate::syntax::{Argument, Expression, Filter, Path, Segment, Value as Written};
use crate::text::Span;

/// The longest text that the macro settles itself, in bytes; of longer ones nothing is worked out.
const LONGEST: usize = 20_000;

/// The most filters behind one value.
const MOST_FILTERS: usize = 32;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// The same whatever the data are.
    Constant(Value),
    /// What the help desk puts there.
    Data(Rc<Data>),
    /// The author's own text with values in it.
    Captured(Rc<Out>),
    /// It depends on the way that was taken, or cannot be read.
    Unknown,
}

impl Operand {
    /// The constant that it is.
    pub(super) fn constant(&self) -> Option<Value> {
        match self {
            Operand::Constant(value) => Some(value.clone()),
            Operand::Captured(out) if out.holes.is_empty() && out.more == 0 => Some(Value::text(out.text.as_str())),
            _ => None,
        }
    }

    /// Whether both are the same for sure.
    pub(super) fn is_same(&self, other: &Operand) -> bool {
        match (self, other) {
            (Operand::Constant(Value::Text(one)), Operand::Constant(Value::Text(other))) => one == other,
            (Operand::Constant(Value::Integer(one)), Operand::Constant(Value::Integer(other))) => one == other,
            (Operand::Constant(Value::Boolean(one)), Operand::Constant(Value::Boolean(other))) => one == other,
            (Operand::Constant(Value::Nil), Operand::Constant(Value::Nil)) => true,
            (Operand::Data(one), Operand::Data(other)) => Rc::ptr_eq(one, other),
            (Operand::Captured(one), Operand::Captured(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Walk<'_> {
    /// What an expression stands for here.
    pub(super) fn operand(&self, expression: &Expression) -> Operand {
        let settled = || {
            let value = settled_value(self.sheet().source(), expression, &self.names_in(expression));
            value.filter(is_short).map_or(Operand::Unknown, Operand::Constant)
        };
        match &expression.value {
            Written::Path(path) => match self.scope().get(&path.root.text) {
                None => self.unset(path, expression.span),
                Some(_) if !path.segments.iter().all(|segment| self.is_fixed(segment)) => Operand::Unknown,
                Some(bound) if path.segments.is_empty() => bound.clone(),
                Some(Operand::Constant(_)) => settled(),
                Some(Operand::Data(data)) => self.part(data, path),
                Some(_) => Operand::Unknown,
            },
            Written::Range(from, to) => match [from, to].iter().all(|bound| self.operand(bound).constant().is_some()) {
                true => settled(),
                false => Operand::Unknown,
            },
            Written::Broken => Operand::Unknown,
            _ => settled(),
        }
    }

    /// A name that nothing set.
    fn unset(&self, path: &Path, span: Span) -> Operand {
        if !path.segments.iter().all(|segment| self.is_fixed(segment)) || path.root.text == "forloop" {
            return Operand::Unknown;
        }
        let name = self.dotted(path);
        let found = self.around.vocabulary.find(&name);
        let stranger = matches!(found, Found::Unknown { known_root: false }) && !self.target.has(&name);
        let root = match (stranger, self.scope().closed) {
            (true, true) => return Operand::Constant(Value::Nil),
            (true, false) if self.around.parameters && self.is_own_text() => Root::Parameter,
            _ => Root::Variable,
        };
        Operand::Data(Rc::new(Data { root, name, place: self.place(span), filters: Vec::new() }))
    }

    /// What is taken from something that a name stands for.
    fn part(&self, data: &Data, path: &Path) -> Operand {
        if !data.filters.is_empty() {
            return Operand::Unknown;
        }
        let whole = self.dotted(path);
        let rest = whole.get(path.root.text.len()..).unwrap_or_default();
        Operand::Data(Rc::new(Data { name: format!("{}{rest}", data.name), ..data.clone() }))
    }

    /// Whether a step of a path is the same whatever the data are.
    fn is_fixed(&self, segment: &Segment) -> bool {
        match segment {
            Segment::Property(_) => true,
            Segment::Index(index) => self.operand(index).constant().is_some(),
        }
    }

    /// A path with dots, indices that names stand for filled in.
    fn dotted(&self, path: &Path) -> String {
        let is_name =
            |segment: &Segment| matches!(segment, Segment::Index(index) if matches!(index.value, Written::Path(_)));
        if !path.segments.iter().any(is_name) {
            return path.dotted();
        }
        let mut out = path.root.text.clone();
        for segment in &path.segments {
            out.push('.');
            match segment {
                Segment::Property(name) => out.push_str(&name.text),
                Segment::Index(index) => {
                    if let Some(value) = self.operand(index).constant() {
                        value.print(&mut out);
                    }
                }
            }
        }
        out
    }

    /// The constants among the names of an expression.
    pub(super) fn names_in(&self, expression: &Expression) -> Object {
        let mut names = Object::default();
        self.add_names(expression, &mut names);
        names
    }

    pub(super) fn add_names(&self, expression: &Expression, names: &mut Object) {
        match &expression.value {
            Written::Path(path) => {
                let root = path.root.text.as_str();
                if let Some(value) = self.scope().get(root).and_then(Operand::constant) {
                    names.set(root, value);
                }
                for segment in &path.segments {
                    if let Segment::Index(index) = segment {
                        self.add_names(index, names);
                    }
                }
            }
            Written::Range(from, to) => {
                self.add_names(from, names);
                self.add_names(to, names);
            }
            _ => {}
        }
    }

    /// A value through filters.
    pub(super) fn through(&self, expression: &Expression, filters: &[Filter]) -> Operand {
        let mut operand = self.operand(expression);
        for filter in filters {
            let arguments = filter.arguments.iter().map(|argument| self.given(argument)).collect();
            let name = match filter.name.text.as_str() {
                "fallback" => "default",
                name => name,
            };
            operand = filtered(operand, Applied { name: name.to_owned(), arguments, place: self.place(filter.span) });
        }
        operand
    }

    fn given(&self, argument: &Argument) -> (Option<String>, Operand) {
        let operand = self.operand(&argument.value);
        // A chain of values, each in the filter of the next, is followed a few links only.
        let operand = if operand.is_shallow() { operand } else { Operand::Unknown };
        (argument.name.as_ref().map(|name| name.text.clone()), operand)
    }

    /// Where something stands in the text that is walked through.
    pub(super) fn place(&self, span: Span) -> Place {
        Place { file: self.file_number(), span }
    }
}

/// A value through one filter.
pub(super) fn filtered(operand: Operand, filter: Applied) -> Operand {
    let input = operand.constant();
    if filter.name == "default"
        && let Some(input) = &input
        && let [(None, fallback), named @ ..] = filter.arguments.as_slice()
        && named.is_empty()
    {
        return if is_missing(input) { fallback.clone() } else { operand };
    }
    if let Some(input) = &input
        && !(filter.name == "date" && is_now(input))
        && let Some((arguments, named)) = constants(&filter)
    {
        let fits = !matches!(input, Value::Range(..));
        let value = settled_filter(&filter.name, input.clone(), arguments, named).filter(|_| fits);
        return value.filter(is_short).map_or(Operand::Unknown, Operand::Constant);
    }
    match operand {
        Operand::Data(data) if data.filters.len() < MOST_FILTERS => {
            let mut data = Rc::unwrap_or_clone(data);
            data.filters.push(filter);
            Operand::Data(Rc::new(data))
        }
        Operand::Constant(Value::Text(text)) if !text.contains('"') => {
            let (root, name) = (Root::Literal, format!("\"{text}\""));
            Operand::Data(Rc::new(Data { root, name, place: filter.place, filters: vec![filter] }))
        }
        _ => Operand::Unknown,
    }
}

/// The arguments of a filter where all are constants: by place, and those with names.
fn constants(filter: &Applied) -> Option<(Vec<Value>, Option<Object>)> {
    let mut named: Option<Object> = None;
    let mut placed = Vec::new();
    for (name, argument) in &filter.arguments {
        let value = argument.constant()?;
        match name {
            Some(name) => named.get_or_insert_default().set(name, value),
            None => placed.push(value),
        }
    }
    Some((placed, named))
}

/// Whether `default` takes something for missing.
pub(super) fn is_missing(value: &Value) -> bool {
    match value {
        Value::Nil | Value::Boolean(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

fn is_now(value: &Value) -> bool {
    matches!(value, Value::Text(text) if matches!(&**text, "now" | "today"))
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.len() <= LONGEST,
        Value::List(items) => items.len() <= LONGEST / 20,
        _ => true,
    }
}
