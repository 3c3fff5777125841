//! Which `case` may send more than one passage: Liquid sends each `when` whose value fits, once for every value of it that does.

use std::collections::HashSet;

use crate::syntax::{Block, BlockKind, Expression, ItemKind, Macro, TagKind, Value};

/// Tells every block of a macro.
pub(super) fn note(parsed: &mut Macro) {
    let several: Vec<bool> = parsed.blocks.iter().map(|block| sends_several(parsed, block)).collect();
    for (block, several) in parsed.blocks.iter_mut().zip(several) {
        block.sends_several = several;
    }
}

/// A value of which it is known whether it equals another.
#[derive(PartialEq, Eq, Hash)]
enum Known<'a> {
    Text(&'a str),
    /// The bits of a number.
    Number(u64),
    Boolean(bool),
    Nil,
}

fn sends_several(parsed: &Macro, block: &Block) -> bool {
    if block.kind != BlockKind::Case {
        return false;
    }
    let mut seen: HashSet<Known> = HashSet::new();
    let (mut values, mut repeated) = (0, false);
    for value in block.arms.iter().flat_map(|&arm| values_of(parsed, arm)) {
        values += 1;
        repeated |= !known(&value.value).is_some_and(|value| seen.insert(value));
        if repeated && values > 1 {
            return true;
        }
    }
    false
}

fn known(value: &Value) -> Option<Known<'_>> {
    match value {
        Value::Text(text) => Some(Known::Text(text)),
        Value::Number(number) => Some(Known::Number(number.to_bits())),
        Value::Boolean(boolean) => Some(Known::Boolean(*boolean)),
        Value::Nil => Some(Known::Nil),
        _ => None,
    }
}

/// The values of a `when`.
fn values_of(parsed: &Macro, item: usize) -> &[Expression] {
    match parsed.items.get(item).map(|item| &item.kind) {
        Some(ItemKind::Tag(tag)) => match &tag.kind {
            TagKind::When(values) => values,
            _ => &[],
        },
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(whens: &[&str], expected: bool) {
        let whens: String = whens.iter().map(|values| format!("{{% when {values} %}}One.")).collect();
        let parsed = Macro::parse(&format!("{{% case plan %}}{whens}{{% else %}}None.{{% endcase %}}"));
        assert_eq!(parsed.blocks[0].sends_several, expected, "{whens}");
    }

    #[test]
    fn values_that_stand_there_twice_or_are_not_known() {
        check(&[], false);
        check(&["'free'"], false);
        check(&["'free'", "'paid', 'Free'", "1", "'1'", "true", "nil"], false);
        check(&["'free'", "'paid', 'free'"], true);
        check(&["1, 1.0"], true);
        check(&["usual.plan"], false);
        check(&["usual.plan", "'free'"], true);
    }
}
