//! How many different messages a macro can become, where looking at the macro alone can tell.

use std::collections::HashSet;

use crate::syntax::{Block, BlockKind, Comparison, Condition, Expression, ItemKind, Macro, TagKind, Value};

/// Counting ends here: the greatest whole number that every reader of JSON can hold.
pub const MOST_PATHS: u64 = (1 << 53) - 1;

/// The number of ways through the branches of a macro. `None` where it cannot be told from this file: it renders
/// another, repeats a passage, is not whole, or asks two questions that may depend on each other.
pub(super) fn count(parsed: &Macro) -> Option<u64> {
    if !parsed.items.iter().all(|item| can_be_told(&item.kind)) {
        return None;
    }
    let mut seen = HashSet::new();
    for block in &parsed.blocks {
        let asked = variables(parsed, block)?;
        if !asked.into_iter().all(|name| seen.insert(name)) {
            return None;
        }
    }
    Some(ways(parsed))
}

fn can_be_told(kind: &ItemKind) -> bool {
    match kind {
        ItemKind::Broken => false,
        ItemKind::Tag(tag) => !matches!(
            tag.kind,
            TagKind::For { .. }
                | TagKind::Assign { .. }
                | TagKind::Capture(_)
                | TagKind::Render { .. }
                | TagKind::Unsupported
                | TagKind::Unknown
        ),
        _ => true,
    }
}

/// The variables that decide between the arms of a block, each once; `None` where something else decides.
fn variables(parsed: &Macro, block: &Block) -> Option<HashSet<String>> {
    block.close?;
    let mut names = HashSet::new();
    for tag in std::iter::once(&block.open).chain(&block.arms) {
        let ItemKind::Tag(tag) = &parsed.items.get(*tag)?.kind else { return None };
        let known = match &tag.kind {
            TagKind::If(condition) | TagKind::Unless(condition) | TagKind::Elsif(condition) => {
                of_condition(condition.as_ref()?, &mut names)
            }
            TagKind::Case(subject) => of_value(subject.as_ref()?, &mut names),
            TagKind::When(values) => values.iter().all(is_constant),
            TagKind::Else => true,
            _ => false,
        };
        if !known {
            return None;
        }
    }
    Some(names)
}

fn of_condition(condition: &Condition, names: &mut HashSet<String>) -> bool {
    let comparisons = std::iter::once(&condition.first).chain(condition.rest.iter().map(|(_, comparison)| comparison));
    let mut known = true;
    for Comparison { left, right } in comparisons {
        known &= of_value(left, names);
        known &= right.as_ref().is_none_or(|(_, value)| is_constant(value) || of_value(value, names));
    }
    known
}

fn of_value(value: &Expression, names: &mut HashSet<String>) -> bool {
    let Value::Path(path) = &value.value else { return false };
    names.insert(path.dotted());
    true
}

fn is_constant(value: &Expression) -> bool {
    !matches!(value.value, Value::Path(_) | Value::Range(..) | Value::Broken)
}

/// The ways through all blocks, inner ones first: blocks are listed in the order of their openers.
fn ways(parsed: &Macro) -> u64 {
    let mut arms: Vec<Vec<u64>> = parsed.blocks.iter().map(|block| vec![1; block.arms.len() + 1]).collect();
    let mut whole = 1;
    for (index, block) in parsed.blocks.iter().enumerate().rev() {
        let own = arms.get(index).map_or(1, |arms| through(parsed, block, arms));
        let around = block.parent.and_then(|parent| {
            let arm = arm_of(parsed.blocks.get(parent)?, block.open);
            arms.get_mut(parent)?.get_mut(arm)
        });
        let place = around.unwrap_or(&mut whole);
        *place = place.saturating_mul(own).min(MOST_PATHS);
    }
    whole
}

/// The ways through a block whose arms can be gone through in so many ways.
fn through(parsed: &Macro, block: &Block, arms: &[u64]) -> u64 {
    // What stands before the first `when` is never sent.
    let sent = if block.kind == BlockKind::Case { arms.get(1..).unwrap_or_default() } else { arms };
    let is_else = |tag: &usize| {
        parsed.items.get(*tag).is_some_and(|item| matches!(&item.kind, ItemKind::Tag(tag) if tag.kind == TagKind::Else))
    };
    let none = u64::from(!block.arms.iter().any(is_else));
    sent.iter().fold(none, |sum, arm| sum.saturating_add(*arm).min(MOST_PATHS))
}

/// Which arm of `block` holds item `item`: 0 is the one behind the opener.
pub(super) fn arm_of(block: &Block, item: usize) -> usize {
    block.arms.partition_point(|&arm| arm < item)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: Option<u64>) {
        assert_eq!(count(&Macro::parse(source)), expected, "{source}");
    }

    #[test]
    fn branches_that_do_not_depend_on_each_other_multiply() {
        check("Hi.", Some(1));
        check("{% if a %}x{% endif %}", Some(2));
        check("{% if a %}x{% elsif b %}y{% else %}z{% endif %}{% unless c %}w{% endunless %}", Some(6));
        check("{% case a %}{% when 1 %}x{% when 2, 3 %}y{% endcase %}", Some(3));
        check("{% case a %}{% when 1 %}x{% else %}{% if b %}y{% endif %}{% endcase %}", Some(3));
        check("{% if a == 1 or b > c %}{% if d %}x{% else %}y{% endif %}{% endif %}", Some(3));
    }

    #[test]
    fn what_cannot_be_told_is_not_counted() {
        check("{% if a %}x{% endif %}{% if a %}y{% endif %}", None);
        check("{% if a %}x{% if a == 2 %}y{% endif %}{% endif %}", None);
        check("{% if a %}x", None);
        check("{% render 'x' %}", None);
        check("{% for x in y %}x{% endfor %}", None);
        check("{% assign a = b %}{% if a %}x{% endif %}", None);
        check("{% if 1 %}x{% endif %}", None);
        check("{{ | }}", None);
    }

    #[test]
    fn counting_ends_at_what_json_can_hold() {
        let many: String = (0..60).map(|i| format!("{{% if a{i} %}}x{{% endif %}}")).collect();
        check(&many, Some(MOST_PATHS));
        let deep = (0..10_000).map(|i| format!("{{% if a{i} %}}")).collect::<String>() + &"{% endif %}".repeat(10_000);
        check(&deep, Some(10_001));
    }
}
