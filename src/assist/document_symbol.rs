//! The outline of a macro: its front matter, its passages with what each of them does, its blocks, and what it renders.

use crate::knowledge::Acts;
use crate::lint::{self, Subject};
use crate::message::{MessageGraph, NoSnippets};
use crate::syntax::{BlockKind, ItemKind, Macro, TagKind};
use crate::text::Span;

use super::blocks;

/// Deeper entries are shown at this depth.
const DEEPEST: usize = 64;
/// The most characters of a name.
const LONGEST: usize = 60;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What it is called; never empty.
    pub name: String,
    /// What it does, where there is something to say.
    pub detail: Option<String>,
    /// What it is.
    pub kind: OutlineKind,
    /// All of it, inside of the entry around it.
    pub span: Span,
    /// What to select.
    pub head: Span,
    /// What stands in it.
    pub children: Vec<Outline>,
}

/// The kinds of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineKind {
    /// All front matter.
    FrontMatter,
    /// One of its keys.
    Key,
    /// A paragraph of prose.
    Passage,
    /// A block that chooses.
    Choice,
    /// A block that repeats.
    Loop,
    /// A name that is given.
    Name,
    /// A snippet that is rendered.
    Snippet,
}

/// The outline of a macro, in source order.
pub fn outline(subject: &Subject) -> Vec<Outline> {
    let mut entries = Vec::new();
    front_matter(subject, &mut entries);
    tags(subject.source, subject.parsed, &mut entries);
    passages(subject, &mut entries);
    nest(entries)
}

fn entry(source: &str, kind: OutlineKind, span: Span, head: Span, name: &str, detail: Option<String>) -> Outline {
    let name = shortened(name);
    let name = if name.is_empty() { shortened(head.of(source)) } else { name };
    let name = if name.is_empty() { "…".to_owned() } else { name };
    Outline { name, detail, kind, span, head, children: Vec::new() }
}

/// On one line, cut to what fits in a list.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

fn front_matter(subject: &Subject, entries: &mut Vec<Outline>) {
    let front_matter = &subject.parsed.front_matter;
    let Some(span) = front_matter.span else { return };
    let title = front_matter.title.as_ref().map(|title| shortened(&title.text));
    entries.push(entry(subject.source, OutlineKind::FrontMatter, span, span, "front matter", title));
    for key in &front_matter.entries {
        let whole = key.key.span.cover(key.value);
        let value = Some(shortened(key.value.of(subject.source))).filter(|value| !value.is_empty());
        entries.push(entry(subject.source, OutlineKind::Key, whole, key.key.span, &key.key.text, value));
    }
}

fn tags(source: &str, parsed: &Macro, entries: &mut Vec<Outline>) {
    let ends = blocks::ends(parsed);
    for (index, block) in parsed.blocks.iter().enumerate() {
        let (Some(span), Some(opener)) = (blocks::span(parsed, index, &ends), parsed.items.get(block.open)) else {
            continue;
        };
        let kind = match block.kind {
            BlockKind::If | BlockKind::Unless | BlockKind::Case => OutlineKind::Choice,
            BlockKind::For => OutlineKind::Loop,
            BlockKind::Capture => OutlineKind::Name,
        };
        let name = inside(opener.span.of(source));
        entries.push(entry(source, kind, span, opener.span, name, None));
    }
    for item in &parsed.items {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        let (kind, name) = match &tag.kind {
            TagKind::Render { id: Some(id), .. } => (OutlineKind::Snippet, id),
            TagKind::Assign { name: Some(name), .. } => (OutlineKind::Name, name),
            _ => continue,
        };
        let detail = Some(tag.name.text.clone());
        entries.push(entry(source, kind, item.span, name.span, &name.text, detail));
    }
}

/// What stands between the delimiters of a tag.
fn inside(tag: &str) -> &str {
    let inner = tag.strip_prefix("{%").unwrap_or(tag);
    let inner = inner.strip_suffix("%}").unwrap_or(inner);
    inner.strip_prefix('-').unwrap_or(inner).trim_end_matches('-').trim()
}

/// Sentences that stand together, in the same block without a blank line between them.
fn passages(subject: &Subject, entries: &mut Vec<Outline>) {
    let Subject { source, parsed, .. } = *subject;
    let prose = MessageGraph::read(source, parsed, &NoSnippets).prose;
    let mut said: Vec<(Span, Acts)> = lint::acts(subject, &prose).iter().map(|said| (said.span, said.acts)).collect();
    said.sort_by_key(|(span, _)| *span);
    let block = |span: Span| blocks::item_at(parsed, span.start).and_then(|(_, item)| item.block);
    let mut open: Option<(Span, Acts, Option<usize>)> = None;
    for (span, acts) in said {
        let here = block(span);
        match &mut open {
            Some((whole, all, around)) if *around == here && !parts(subject, *whole, span, here) => {
                *whole = whole.cover(span);
                *all = all.union(acts);
            }
            _ => {
                entries.extend(open.take().map(|(whole, all, _)| passage(source, whole, all)));
                open = Some((span, acts, here));
            }
        }
    }
    entries.extend(open.map(|(whole, all, _)| passage(source, whole, all)));
}

/// Whether a blank line stands between two spans, or a tag that divides `block`.
fn parts(subject: &Subject, one: Span, next: Span, block: Option<usize>) -> bool {
    let between = Span::new(one.end, next.start.max(one.end));
    let items = blocks::items_at(subject.parsed, between.start).map(|(index, _)| index).next().unwrap_or_default();
    let items = subject.parsed.items.iter().skip(items).take_while(|item| item.span.start < between.end);
    let around = block.and_then(|block| subject.parsed.blocks.get(block)).map(|block| block.parent);
    if { items }.any(|item| Some(item.block) == around && is_arm(&item.kind)) {
        return true;
    }
    let between = between.of(subject.source).replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = between.split('\n').collect();
    // The first piece ends a line and the last one begins one.
    let whole = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    whole.iter().any(|line| line.trim().is_empty())
}

fn is_arm(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Tag(tag) if matches!(tag.kind, TagKind::Else | TagKind::Elsif(_) | TagKind::When(_)))
}

fn passage(source: &str, span: Span, acts: Acts) -> Outline {
    let acts: Vec<&str> = acts.iter().map(|act| act.as_str()).collect();
    let detail = (!acts.is_empty()).then(|| acts.join(" · "));
    entry(source, OutlineKind::Passage, span, span, span.of(source), detail)
}

/// Puts entries into those that hold them. One that reaches out of the entry it begins in is cut.
fn nest(mut entries: Vec<Outline>) -> Vec<Outline> {
    entries.sort_by_key(|entry| (entry.span.start, std::cmp::Reverse(entry.span.end)));
    let mut out = Vec::new();
    let mut open: Vec<Outline> = Vec::new();
    for mut entry in entries {
        while open.last().is_some_and(|top| top.span.end <= entry.span.start) {
            close(&mut open, &mut out);
        }
        if let Some(top) = open.last() {
            entry.span = Span::new(entry.span.start, entry.span.end.min(top.span.end));
        }
        entry.head = Span::new(entry.head.start, entry.head.end.min(entry.span.end));
        if open.len() >= DEEPEST {
            let list = open.last_mut().map_or(&mut out, |top| &mut top.children);
            list.push(entry);
            continue;
        }
        open.push(entry);
    }
    while !open.is_empty() {
        close(&mut open, &mut out);
    }
    out
}

fn close(open: &mut Vec<Outline>, out: &mut Vec<Outline>) {
    let Some(entry) = open.pop() else { return };
    open.last_mut().map_or(out, |top| &mut top.children).push(entry);
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::Settings;

    fn read(source: &str) -> Vec<Outline> {
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        outline(&Subject {
            source,
            parsed: &parsed,
            knowledge: Knowledge::shipped(),
            settings: &settings,
            snippets: &NoSnippets,
        })
    }

    fn shown(entries: &[Outline], depth: usize, out: &mut String) {
        for entry in entries {
            let detail = entry.detail.as_deref().map(|detail| format!(" ({detail})")).unwrap_or_default();
            out.push_str(&format!("{}{:?}: {}{detail}\n", "  ".repeat(depth), entry.kind, entry.name));
            assert!(entry.span.contains(entry.head), "{entry:?}");
            for child in &entry.children {
                assert!(entry.span.contains(child.span), "{child:?} in {entry:?}");
            }
            shown(&entry.children, depth + 1, out);
        }
    }

    fn check(source: &str, expected: Expect) {
        let mut out = String::new();
        shown(&read(source), 0, &mut out);
        expected.assert_eq(&out);
    }

    #[test]
    fn passages_with_what_they_do() {
        check(
            "---\ntitle: Late\ntags: [a]\n---\nHi Sam,\n\nWe're sorry about this. I'll write by Friday.\n\n{% if order.gift -%}\nIt is a \
             gift.\n{%- for item in order.items %}{{ item }}{% endfor %}\n{%- endif %}\n{% assign a = 1 %}{% render 'sign-off' %}",
            expect![[r#"
                FrontMatter: front matter (Late)
                  Key: title (Late)
                  Key: tags ([a])
                Passage: Hi Sam, (greeting)
                Passage: We're sorry about this. I'll write by Friday. (apologise · own · commit · timeline · owner)
                Choice: if order.gift
                  Passage: It is a gift.
                  Loop: for item in order.items
                    Passage: {{ item }}
                Name: a (assign)
                Snippet: sign-off (render)
            "#]],
        );
    }

    #[test]
    fn a_sentence_that_a_block_cuts() {
        check(
            "We {% if a %}cannot{% else %}can{% endif %} help. Bye.",
            expect![[r#"
            Passage: We {% if a %}cannot{% else %}can{% endif %} help. Bye. (refuse)
              Choice: if a
        "#]],
        );
    }

    #[test]
    fn edges() {
        check("", expect![[r#""#]]);
        check(
            "{% if a %}",
            expect![[r#"
            Choice: if a
        "#]],
        );
        let deep = "{% if a %}".repeat(10_000);
        let mut depth = 0;
        let outline = read(&deep);
        let mut next = &outline;
        while let Some(first) = next.first() {
            depth += 1;
            next = &first.children;
        }
        assert_eq!(depth, DEEPEST + 1);
    }
}
