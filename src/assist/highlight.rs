//! What belongs to the word at the cursor: the other tags of its block, or the other places of its name.

use crate::syntax::Macro;
use crate::text::Span;

use super::blocks;
use super::names::Names;

/// A place that belongs to the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where, in bytes.
    pub span: Span,
    /// What happens to the name there; `None` for a tag.
    pub written: Option<bool>,
}

/// The highlights for byte `offset`, in source order.
pub fn highlights(source: &str, parsed: &Macro, offset: usize) -> Vec<Highlight> {
    let tags = matching_tags(parsed, offset);
    if !tags.is_empty() {
        return tags.into_iter().map(|span| Highlight { span, written: None }).collect();
    }
    let names = Names::read(source, parsed);
    let here = names.at(offset).into_iter().flat_map(|here| names.places(here));
    here.map(|place| Highlight { span: place.span, written: Some(place.defines) }).collect()
}

/// The names of the tags of the block whose tag byte `offset` touches, from the opener to the closer.
pub(super) fn matching_tags(parsed: &Macro, offset: usize) -> Vec<Span> {
    let mut here = blocks::items_at(parsed, offset)
        .filter(|(_, item)| blocks::tag_name(item).is_some_and(|name| name.span.touches(offset)));
    let block = here.find_map(|(index, _)| blocks::block_of_tag(parsed, index));
    let items = block.into_iter().flat_map(blocks::tags).filter_map(|tag| parsed.items.get(tag));
    items.filter_map(blocks::tag_name).map(|name| name.span).collect()
}

#[cfg(test)]
mod tests {
    use super::super::marked::{cursor, with_places};
    use super::*;

    fn check(marked: &str, expected: &str) {
        let (source, offset) = cursor(marked);
        let found = highlights(&source, &Macro::parse(&source), offset);
        assert_eq!(with_places(&source, found.iter().map(|one| one.span).collect()), expected);
    }

    #[test]
    fn the_tags_of_a_block() {
        let expected = "{% «if» a %}{% if b %}{% else %}{% endif %}{% «elsif» c %}{% «else» %}{% «endif» %}";
        for at in ["{% $0if a %}", "{% els$0if c %}"] {
            let source = "{% if a %}{% if b %}{% else %}{% endif %}{% elsif c %}{% else %}{% endif %}";
            check(&source.replacen(&at.replace("$0", ""), at, 1), expected);
        }
        check("{% if a %}{% endi$0f %}", "{% «if» a %}{% «endif» %}");
        check("{% unless$0 a %}", "{% «unless» a %}");
    }

    #[test]
    fn the_places_of_a_name() {
        check("{% assign a = 1 %}{{ a$0 }}", "{% assign «a» = 1 %}{{ «a» }}");
        let found = highlights("{% assign a = 1 %}{{ a }}", &Macro::parse("{% assign a = 1 %}{{ a }}"), 10);
        assert_eq!(found.iter().map(|one| one.written).collect::<Vec<_>>(), [Some(true), Some(false)]);
        check("Dear cus$0tomer", "Dear customer");
    }
}
