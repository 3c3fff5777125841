//! Filters: what one takes and gives, and an example that is worked out on the spot.

use super::Hover;
use crate::assist::expressions::filters_of;
use crate::assist::signature_help;
use crate::helpdesk::{EXAMPLE_ITEMS, FilterFacts, filter_facts};
use crate::message::NoSnippets;
use crate::message::render::{Around, Object, Value, render};
use crate::syntax::{ItemKind, Macro};

/// The filter whose name byte `offset` touches.
pub(super) fn at(kind: &ItemKind, offset: usize) -> Option<Hover> {
    let name = filters_of(kind).iter().map(|filter| &filter.name).find(|name| name.span.touches(offset))?;
    Some(Hover { span: name.span, markdown: filter(filter_facts(&name.text)?) })
}

/// A filter in words.
pub(in crate::assist) fn filter(facts: &FilterFacts) -> String {
    let mut out = format!("`{}`: {}", signature_help::filter_line(facts), facts.meaning);
    if let Some(printed) = example(facts) {
        let printed = if printed.contains('\n') { printed.replace('\n', "⏎") } else { printed };
        out.push_str(&format!("\n\nFor example: `{{{{ {} }}}}` gives `{printed}`", facts.example));
        if facts.example.starts_with("items") || facts.example.contains(": items") {
            out.push_str(&format!(", where `items` are `{EXAMPLE_ITEMS}`"));
        }
    }
    out
}

/// What the example prints.
pub(super) fn example(facts: &FilterFacts) -> Option<String> {
    let mut data = Object::default();
    data.set("items", serde_json::from_str::<Value>(EXAMPLE_ITEMS).ok()?);
    let source = format!("{{{{ {} }}}}", facts.example);
    let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
    let printed = render(&source, &Macro::parse(&source), &around).ok()?;
    printed.warnings.is_empty().then_some(printed.text)
}
