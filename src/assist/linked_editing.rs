//! Words that change together while one of them is typed: the `if` of a tag and that of its `endif`.

use crate::syntax::Macro;
use crate::text::Span;

use super::blocks;

/// The name of an opening tag and its twin inside of the closing one, where `offset` touches either of them.
pub fn linked(source: &str, parsed: &Macro, offset: usize) -> Option<[Span; 2]> {
    blocks::items_at(parsed, offset).find_map(|(index, _)| {
        let block = blocks::block_of_tag(parsed, index)?;
        let name = |item: usize| parsed.items.get(item).and_then(blocks::tag_name).map(|name| name.span);
        let (open, close) = (name(block.open)?, name(block.close?)?);
        let twin = Span::new(close.end.checked_sub(open.len())?, close.end);
        let matches = close.of(source).strip_prefix("end") == Some(open.of(source));
        let here = open.touches(offset) || twin.touches(offset);
        (matches && here).then_some([open, twin])
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked::{cursor, with_places};
    use super::*;

    fn check(marked: &str, expected: Option<&str>) {
        let (source, offset) = cursor(marked);
        let linked = linked(&source, &Macro::parse(&source), offset);
        assert_eq!(linked.map(|spans| with_places(&source, spans.to_vec())).as_deref(), expected, "{marked}");
    }

    #[test]
    fn both_ends_of_a_block() {
        let expected = Some("{% «if» a %}{% if b %}x{% else %}{% endif %}{% end«if» %}");
        check("{% $0if a %}{% if b %}x{% else %}{% endif %}{% endif %}", expected);
        check("{% if a %}{% if b %}x{% else %}{% endif %}{% endif$0 %}", expected);
        check("{% if a %}{% if b %}x{% el$0se %}{% endif %}{% endif %}", None);
        check("{% if $0a %}{% endif %}", None);
        check("{%- for$0 a in b -%}{%- endfor -%}", Some("{%- «for» a in b -%}{%- end«for» -%}"));
    }

    #[test]
    fn nothing_where_the_two_do_not_match() {
        check("{% if$0 a %}", None);
        check("{% if$0 a %}{% endunless %}", None);
        check("$0", None);
    }
}
