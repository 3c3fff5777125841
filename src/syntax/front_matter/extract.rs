//! From nodes to typed front matter: what fits the schema is taken, the rest is left to [`super::check`] to report.

use super::date;
use super::document::Document;
use super::scalar::{Resolved, is_locale, resolves_to};
use super::schema::FORMATS;
use super::yaml::{Kind, Node, Style};
use super::{Action, Allowance, Channel, Datum, Entry, FrontMatter, Intent, Origin, Scalar, SlotDoc};
use crate::syntax::Name;
use crate::text::{QuickSet, Span};

/// Fills everything of `front_matter` but its spans.
pub(super) fn extract(source: &str, document: &Document, front_matter: &mut FrontMatter) {
    let reader = Reader { source, nodes: &document.nodes };
    front_matter.entries = document.pairs.iter().filter_map(|&(key, value)| reader.entry(key, value)).collect();
    front_matter.data = reader.data(&document.pairs);
    let mut seen = QuickSet::default();
    for &(key, value) in &document.pairs {
        let (Some(key), Some(value)) = (reader.nodes.get(key), reader.nodes.get(value)) else { continue };
        let Kind::Scalar { text: key, .. } = &key.kind else { continue };
        if seen.insert(key.as_str()) {
            reader.top(key, value, front_matter);
        }
    }
}

/// The node without its quotes, where it has some.
pub(super) fn inner(source: &str, node: &Node) -> Span {
    let quoted = matches!(node.kind, Kind::Scalar { style: Style::Quoted, .. });
    if quoted && node.span.len() >= 2 && node.span.of(source).starts_with(['"', '\'']) {
        return Span::new(node.span.start + 1, node.span.end - 1);
    }
    node.span
}

/// Whether a list or mapping is a placeholder, slot or tag that only lacks its quotes.
pub(super) fn is_placeholder(source: &str, node: &Node) -> bool {
    let text = node.span.of(source);
    matches!(node.kind, Kind::Mapping(_) | Kind::Sequence(_))
        && ["{{", "[[", "{%"].iter().any(|it| text.starts_with(it))
}

struct Reader<'a> {
    source: &'a str,
    nodes: &'a [Node],
}

impl<'a> Reader<'a> {
    fn top(&self, key: &str, value: &Node, into: &mut FrontMatter) {
        match key {
            "title" => into.title = self.text(value),
            "id" => into.id = self.text(value),
            "description" => into.description = self.text(value),
            "subject" => into.subject = self.text(value),
            "intent" => {
                into.intent = self.text(value).and_then(|word| Some((Intent::from_word(&word.text)?, word.span)));
            }
            "channels" => {
                let words = self.texts(value).into_iter();
                into.channels = words.filter_map(|word| Some((Channel::from_word(&word.text)?, word.span))).collect();
            }
            "locale" => into.locale = self.text(value).filter(|tag| is_locale(&tag.text)),
            "tags" => into.tags = self.texts(value),
            "owner" => into.owner = self.text(value),
            "review_by" => into.review_by = self.text(value).and_then(day),
            "approval" => into.approval = self.text(value),
            "slots" => into.slots = self.pairs(value).filter_map(|(name, value)| self.slot(name, value)).collect(),
            "platforms" => into.platforms = self.texts(value),
            "format" => into.format = self.text(value).filter(|word| FORMATS.contains(&word.text.as_str())),
            "actions" => into.actions = self.items(value).map(|action| self.action(action)).collect(),
            "source" => into.source = Some(self.origin(value)),
            "allow" => into.allow = self.pairs(value).filter_map(|(rule, why)| self.allowance(rule, why)).collect(),
            _ => {}
        }
    }

    fn entry(&self, key: usize, value: usize) -> Option<Entry> {
        Some(Entry { key: self.name(key)?, value: self.nodes.get(value)?.span })
    }

    /// A key; `None` where it is a list or a mapping.
    fn name(&self, key: usize) -> Option<Name> {
        let node = self.nodes.get(key)?;
        match &node.kind {
            Kind::Scalar { text, .. } => Some(Name { text: text.clone(), span: inner(self.source, node) }),
            _ => None,
        }
    }

    /// The text of a value that is there; of a number, as written.
    fn text(&self, node: &Node) -> Option<Name> {
        match &node.kind {
            Kind::Scalar { text, style: Style::Plain } if resolves_to(text) == Resolved::Nothing => None,
            Kind::Scalar { text, .. } => Some(Name { text: text.clone(), span: inner(self.source, node) }),
            Kind::Alias => None,
            Kind::Mapping(_) | Kind::Sequence(_) => is_placeholder(self.source, node)
                .then(|| Name { text: node.span.of(self.source).to_owned(), span: node.span }),
        }
    }

    /// The texts of a list; a single text counts as a list of one, and its commas part it.
    fn texts(&self, node: &Node) -> Vec<Name> {
        match &node.kind {
            Kind::Sequence(_) => self.items(node).filter_map(|item| self.text(item)).collect(),
            Kind::Scalar { style: Style::Plain, .. } if !node.span.is_empty() => self.parts(node.span),
            Kind::Scalar { style: Style::Quoted, .. } => self.text(node).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn parts(&self, span: Span) -> Vec<Name> {
        let mut start = span.start;
        let mut parts = Vec::new();
        for part in span.of(self.source).split(',') {
            let at = super::lines::trimmed(self.source, Span::new(start, start + part.len()));
            if !at.is_empty() {
                parts.push(Name { text: at.of(self.source).to_owned(), span: at });
            }
            start += part.len() + 1;
        }
        parts
    }

    fn scalar(&self, node: &Node) -> Scalar {
        let text = self.text(node).map_or_else(|| node.span.of(self.source).to_owned(), |name| name.text);
        Scalar { text, span: node.span }
    }

    fn items(&self, node: &Node) -> impl Iterator<Item = &'a Node> {
        let items = match &node.kind {
            Kind::Sequence(items) => items.clone(),
            _ => Vec::new(),
        };
        let nodes = self.nodes;
        items.into_iter().filter_map(|item| nodes.get(item))
    }

    fn pairs(&self, node: &Node) -> impl Iterator<Item = (Name, &'a Node)> {
        let pairs = match &node.kind {
            Kind::Mapping(pairs) => pairs.clone(),
            _ => Vec::new(),
        };
        pairs.into_iter().filter_map(|(key, value)| Some((self.name(key)?, self.nodes.get(value)?)))
    }

    fn field(&self, node: &Node, name: &str) -> Option<&'a Node> {
        self.pairs(node).find(|(key, _)| key.text == name).map(|(_, value)| value)
    }

    fn slot(&self, name: Name, value: &Node) -> Option<SlotDoc> {
        if name.text.is_empty() {
            return None;
        }
        let text = |field| self.field(value, field).and_then(|node| self.text(node));
        let description = match &value.kind {
            Kind::Scalar { .. } => self.text(value),
            _ => text("description"),
        };
        let options = self.field(value, "options").map(|node| self.texts(node)).unwrap_or_default();
        Some(SlotDoc { name, description, example: text("example"), options })
    }

    fn action(&self, node: &Node) -> Action {
        let part = |name| self.field(node, name).map(|node| self.scalar(node));
        let extra = self.field(node, "extra").map(|node| node.span);
        Action { span: node.span, field: part("field"), value: part("value"), extra }
    }

    fn origin(&self, node: &Node) -> Origin {
        let active = self.field(node, "active").and_then(|node| self.text(node));
        Origin {
            span: node.span,
            platform: self.field(node, "platform").and_then(|node| self.text(node)),
            id: self.field(node, "id").map(|node| self.scalar(node)),
            active: active.and_then(|word| word.text.to_ascii_lowercase().parse().ok()),
            extra: self.field(node, "extra").map(|node| node.span),
        }
    }

    fn allowance(&self, rule: Name, why: &Node) -> Option<Allowance> {
        let reason = self.text(why).filter(|reason| !reason.text.trim().is_empty())?;
        rule.text.contains('/').then_some(Allowance { rule, reason })
    }

    /// Every value of every level in source order, without recursion.
    fn data(&self, pairs: &[(usize, usize)]) -> Vec<Datum> {
        let mut data = Vec::new();
        let mut rest: Vec<(Option<usize>, usize, Option<usize>)> =
            pairs.iter().rev().map(|&(key, value)| (Some(key), value, None)).collect();
        while let Some((key, value, parent)) = rest.pop() {
            let Some(node) = self.nodes.get(value) else { continue };
            let index = data.len();
            let key = key.and_then(|key| self.name(key));
            data.push(Datum { key, value: node.span, parent });
            match &node.kind {
                Kind::Mapping(pairs) => {
                    rest.extend(pairs.iter().rev().map(|&(key, value)| (Some(key), value, Some(index))));
                }
                Kind::Sequence(items) => rest.extend(items.iter().rev().map(|&item| (None, item, Some(index)))),
                Kind::Scalar { .. } | Kind::Alias => {}
            }
        }
        data
    }
}

/// A day in any form that can mean nothing else.
fn day(name: Name) -> Option<Name> {
    match date::read(&name.text) {
        date::Reading::Good => Some(name),
        date::Reading::OtherForm(text) => Some(Name { text, ..name }),
        _ => None,
    }
}
