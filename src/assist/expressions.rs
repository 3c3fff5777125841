//! A walk over every value that stands inside of delimiters.

use crate::syntax::{Argument, Condition, Expression, Filter, ItemKind, Segment, TagKind, Value};

/// Calls `visit` for every value of an item, the outer before the inner, in source order.
pub(super) fn visit<'a>(kind: &'a ItemKind, visit: &mut impl FnMut(&'a Expression)) {
    match kind {
        ItemKind::Output(output) => {
            value(&output.value, visit);
            filters(&output.filters, visit);
        }
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::If(asked) | TagKind::Unless(asked) | TagKind::Elsif(asked) => {
                asked.iter().for_each(|asked| condition(asked, visit));
            }
            TagKind::Case(subject) => subject.iter().for_each(|subject| value(subject, visit)),
            TagKind::When(values) => values.iter().for_each(|one| value(one, visit)),
            TagKind::For { list, arguments: given, .. } => {
                list.iter().for_each(|list| value(list, visit));
                arguments(given, visit);
            }
            TagKind::Assign { value: assigned, filters: chain, .. } => {
                assigned.iter().for_each(|assigned| value(assigned, visit));
                filters(chain, visit);
            }
            TagKind::Render { parameters, .. } => arguments(parameters, visit),
            TagKind::Else | TagKind::Capture(_) | TagKind::End(_) | TagKind::Unsupported | TagKind::Unknown => {}
        },
        ItemKind::Text
        | ItemKind::Slot(_)
        | ItemKind::Raw(_)
        | ItemKind::Comment
        | ItemKind::CommentTag(_)
        | ItemKind::Broken => {}
    }
}

/// The filters of an item, in order.
pub(super) fn filters_of(kind: &ItemKind) -> &[Filter] {
    match kind {
        ItemKind::Output(output) => &output.filters,
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Assign { filters, .. } => filters,
            _ => &[],
        },
        _ => &[],
    }
}

fn condition<'a>(asked: &'a Condition, visit: &mut impl FnMut(&'a Expression)) {
    let comparisons = std::iter::once(&asked.first).chain(asked.rest.iter().map(|(_, comparison)| comparison));
    for comparison in comparisons {
        value(&comparison.left, visit);
        comparison.right.iter().for_each(|(_, right)| value(right, visit));
    }
}

fn filters<'a>(chain: &'a [Filter], visit: &mut impl FnMut(&'a Expression)) {
    chain.iter().for_each(|filter| arguments(&filter.arguments, visit));
}

fn arguments<'a>(given: &'a [Argument], visit: &mut impl FnMut(&'a Expression)) {
    given.iter().for_each(|argument| value(&argument.value, visit));
}

/// The parser keeps brackets shallow, so that this may call itself.
fn value<'a>(expression: &'a Expression, visit: &mut impl FnMut(&'a Expression)) {
    visit(expression);
    match &expression.value {
        Value::Path(path) => {
            for segment in &path.segments {
                if let Segment::Index(index) = segment {
                    value(index, visit);
                }
            }
        }
        Value::Range(from, to) => {
            value(from, visit);
            value(to, visit);
        }
        _ => {}
    }
}
