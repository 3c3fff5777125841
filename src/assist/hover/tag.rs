//! Tags: what each does, and for the inner and last tags of a block, what they belong to.

use super::Hover;
use crate::assist::blocks;
use crate::syntax::{Item, ItemKind, Macro};
use crate::text::Span;

/// The most characters of the tag that opens a block.
const LONGEST: usize = 120;

/// What a tag is for.
struct TagFacts {
    name: &'static str,
    meaning: &'static str,
    example: &'static str,
}

const fn facts(name: &'static str, meaning: &'static str, example: &'static str) -> TagFacts {
    TagFacts { name, meaning, example }
}

const CHOICE: &str = "{% if order.gift %}Enjoy the gift.{% else %}Enjoy your order.{% endif %}";
const CASE: &str = "{% case customer.language %}{% when \"fr\", \"de\" %}…{% else %}…{% endcase %}";
const LOOP: &str = "{% for item in order.items limit: 3 %}- {{ item }}\n{% else %}No items.{% endfor %}";

/// Every tag of the language that does something.
const TAGS: &[TagFacts] = &[
    facts("if", "sends what follows only where the condition holds", CHOICE),
    facts(
        "unless",
        "sends what follows only where the condition does not hold",
        "{% unless order.gift %}…{% endunless %}",
    ),
    facts("elsif", "sends what follows where this condition holds and those above do not", "{% elsif order.total %}"),
    facts("else", "sends what follows where nothing above fits", CHOICE),
    facts("case", "compares one value with several, each with a passage of its own", CASE),
    facts("when", "sends what follows where the value is one of these", CASE),
    facts("for", "repeats a passage for each value of a list; `limit`, `offset` and `reversed` may follow", LOOP),
    facts("assign", "gives a value a name, which holds from here on", "{% assign days = 3 %}"),
    facts("capture", "gives a whole passage a name, and does not send it here", "{% capture offer %}…{% endcapture %}"),
    facts(
        "render",
        "puts another macro here; it sees only what it is given and the help desk's variables",
        "{% render 'snippets/sign-off', tone: 'warm' %}",
    ),
    facts(
        "include",
        "puts another macro here; write `render`, which says what the macro is given",
        "{% render 'id' %}",
    ),
    facts("comment", "is for colleagues: nothing of it is sent", "{% comment %}…{% endcomment %}"),
    facts("raw", "is sent as it stands: nothing in it is read", "{% raw %}{{ name }}{% endraw %}"),
];

/// A tag in words; `None` where there is no such tag.
pub(in crate::assist) fn tag(name: &str) -> Option<String> {
    let facts = TAGS.iter().find(|facts| facts.name == name)?;
    let example = facts.example.replace('\n', " ");
    Some(format!("`{name}` {}\n\nFor example: `{example}`", facts.meaning))
}

/// The tag, item `index`, where byte `offset` touches its name.
pub(super) fn at(source: &str, parsed: &Macro, index: usize, offset: usize) -> Option<Hover> {
    let item = parsed.items.get(index)?;
    let name = blocks::tag_name(item).filter(|name| name.span.touches(offset))?;
    let block = blocks::block_of_tag(parsed, index).filter(|block| block.open != index);
    let opener = block.and_then(|block| parsed.items.get(block.open)).map(|opener| shown(opener.span.of(source)));
    let markdown = match (tag(&name.text), opener) {
        (None, Some(opener)) => format!("`{}` ends what `{opener}` began", name.text),
        (Some(words), Some(opener)) => format!("{words}\n\nIt belongs to `{opener}`"),
        (words, None) => words?,
    };
    Some(Hover { span: name.span, markdown })
}

/// The first or last tag of a comment or of text that is sent as it stands, where byte `offset` stands in it.
pub(super) fn of_pair(source: &str, item: &Item, offset: usize) -> Option<Hover> {
    let name = if matches!(item.kind, ItemKind::Comment) { "comment" } else { "raw" };
    let text = item.span.of(source);
    let first = Span::new(item.span.start, item.span.start + text.find("%}")? + 2);
    let last = Span::new(item.span.start + text.rfind("{%")?, item.span.end);
    let span = [first, last].into_iter().find(|span| span.touches(offset))?;
    Some(Hover { span, markdown: tag(name)? })
}

fn shown(tag: &str) -> String {
    let line = tag.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    let cut = line.char_indices().nth(LONGEST).map(|(end, _)| end);
    cut.map_or(line.clone(), |end| format!("{}…", line.get(..end).unwrap_or_default()))
}
