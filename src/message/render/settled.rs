//! What a macro settles itself, worked out before there are any data: for whoever writes it down for a help desk.

use super::fault::Fault;
use super::filters::{self, Call};
use super::layout::Layout;
use super::value::{Object, Value};
use super::walk::{File, Walk};
use super::{Around, Budget};
use crate::message::NoSnippets;
use crate::syntax::{Argument, Comparison, Expression, Macro};

/// The value of an expression in which only `names` occur; `None` where Liquid fails.
pub fn settled_value(source: &str, expression: &Expression, names: &Object) -> Option<Value> {
    with(source, names, |walk, file| walk.value(file, expression))
}

/// Whether a comparison holds in which only `names` occur; `None` where Liquid fails.
pub fn settled_comparison(source: &str, comparison: &Comparison, names: &Object) -> Option<bool> {
    with(source, names, |walk, file| walk.comparison(file, comparison))
}

/// What a loop over a list walks through in which only `names` occur; `None` where Liquid fails, or goes round more than
/// `most` times.
pub fn settled_rounds(
    source: &str,
    list: &Expression,
    arguments: &[Argument],
    names: &Object,
    most: usize,
) -> Option<Vec<Value>> {
    with(source, names, |walk, file| walk.walked(file, list, arguments))?.within(most)
}

/// What a filter makes of a value; arguments with names are one object at the end. `None` where Liquid fails.
pub fn settled_filter(name: &str, input: Value, mut arguments: Vec<Value>, named: Option<Object>) -> Option<Value> {
    let has_named = named.is_some();
    arguments.extend(named.map(|named| Value::Object(named.into())));
    let mut budget = Budget::default();
    filters::apply(name, Call { input, arguments, named: has_named, now: 0, budget: &mut budget }).ok()
}

fn with<T>(source: &str, names: &Object, ask: impl FnOnce(&mut Walk<'_>, &File<'_>) -> Result<T, Fault>) -> Option<T> {
    let around = Around { data: names, snippets: &NoSnippets, slots: &[], now: 0 };
    let (parsed, layout) = (Macro::default(), Layout::default());
    let file = File { label: None, source, parsed: &parsed, layout: &layout };
    ask(&mut Walk::new(&around, None), &file).ok()
}
