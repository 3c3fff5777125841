//! Under which conditions a place of a macro is sent.

use super::paths::arm_of;
use crate::syntax::{Condition, Expression, ItemKind, Macro, TagKind};

/// The most conditions that are told of one place: nobody reads more.
const MOST: usize = 32;

/// The conditions under which byte `offset` of `source` is sent, in source order; the nearest where there are many.
pub(super) fn conditions(source: &str, parsed: &Macro, offset: usize) -> Vec<String> {
    let after = parsed.items.partition_point(|item| item.span.start <= offset);
    let Some(mut item) = after.checked_sub(1) else { return Vec::new() };
    let mut out = Vec::new();
    let mut around = parsed.items.get(item).and_then(|item| item.block);
    while let Some(block) = around.and_then(|index| parsed.blocks.get(index)) {
        if out.len() >= MOST {
            break;
        }
        let arm = arm_of(block, item);
        let subject = subject(source, parsed, block.open);
        let asked = (0..=arm).rev().filter_map(|number| {
            let tag = number.checked_sub(1).map_or(Some(block.open), |before| block.arms.get(before).copied())?;
            let ItemKind::Tag(tag) = &parsed.items.get(tag)?.kind else { return None };
            asks(source, &tag.kind, subject, number == arm)
        });
        out.extend(asked.take(MOST));
        item = block.open;
        around = block.parent;
    }
    out.truncate(MOST);
    out.reverse();
    out
}

/// What a `case` compares.
fn subject<'a>(source: &'a str, parsed: &Macro, open: usize) -> Option<&'a str> {
    match &parsed.items.get(open)?.kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Case(subject) => Some(text(source, subject.as_ref()?)),
            _ => None,
        },
        _ => None,
    }
}

/// What must hold for the arm of a tag to be taken, or, for one that comes before it, not to be.
fn asks(source: &str, tag: &TagKind, subject: Option<&str>, taken: bool) -> Option<String> {
    match tag {
        TagKind::If(condition) | TagKind::Elsif(condition) => Some(said(source, condition.as_ref()?, taken)),
        TagKind::Unless(condition) => Some(said(source, condition.as_ref()?, !taken)),
        TagKind::When(values) => {
            let subject = subject?;
            let equal: Vec<String> =
                values.iter().map(|value| format!("{subject} == {}", text(source, value))).collect();
            Some(holds(equal.join(" or "), equal.len() > 1, taken))
        }
        _ => None,
    }
}

fn said(source: &str, condition: &Condition, holding: bool) -> String {
    holds(condition.span.of(source).to_owned(), !condition.rest.is_empty(), holding)
}

fn holds(text: String, joined: bool, holding: bool) -> String {
    match (holding, joined) {
        (true, _) => text,
        (false, true) => format!("not ({text})"),
        (false, false) => format!("not {text}"),
    }
}

fn text<'a>(source: &'a str, value: &Expression) -> &'a str {
    value.span.of(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The conditions at the `X`.
    fn check(source: &str, expected: &[&str]) {
        let offset = source.find('X').unwrap_or(source.len());
        assert_eq!(conditions(source, &Macro::parse(source), offset), expected, "{source}");
    }

    #[test]
    fn conditions_as_the_author_wrote_them() {
        check("X{% if a %}b{% endif %}", &[]);
        check("{% if order.days <= 45 %}X{% endif %}", &["order.days <= 45"]);
        check("{% if a %}b{% elsif c or d %}e{% else %}X{% endif %}", &["not a", "not (c or d)"]);
        check("{% unless a %}b{% if c %}X{% endif %}{% endunless %}", &["not a", "c"]);
        check("{% unless a %}b{% else %}X{% endunless %}", &["a"]);
        check("{% case a %}{% when 1 %}b{% when 2, 3 %}X{% endcase %}", &["not a == 1", "a == 2 or a == 3"]);
        check("{% for a in b %}X{% endfor %}", &[]);
        check("{% if %}X{% endif %}", &[]);
        check("{% if a %}X", &["a"]);
    }

    #[test]
    fn depth_is_bounded() {
        let deep = (0..10_000).map(|i| format!("{{% if a{i} %}}")).collect::<String>() + "X";
        let found = conditions(&deep, &Macro::parse(&deep), deep.len() - 1);
        assert_eq!((found.len(), found.last().map(String::as_str)), (MOST, Some("a9999")));
    }
}
