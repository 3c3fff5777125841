//! Holds what was read against the schema: every unknown key, wrong type and bad value, once, at its place.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::date::{self, Reading};
use super::document::Document;
use super::extract::{inner, is_placeholder};
use super::lines::trimmed;
use super::phrase::{choice, code, item, quoted};
use super::scalar::{Resolved, is_locale, is_slug, resolves_to, to_locale, to_slug};
use super::schema::{FIELDS, Field, Shape};
use super::yaml::{Kind, Node, Style};
use crate::syntax::{Mend, Mistake};
use crate::text::{Edit, LineIndex, QuickMap, Span, nearest};

/// The mistakes of `document`, in no order.
pub(super) fn check(source: &str, document: &Document) -> Vec<Mistake> {
    let mut checker = Checker { source, nodes: &document.nodes, mistakes: Vec::new(), lines: OnceCell::new() };
    checker.yaml_names();
    checker.fields("", &document.pairs, FIELDS);
    checker.mistakes
}

struct Checker<'a> {
    source: &'a str,
    nodes: &'a [Node],
    mistakes: Vec<Mistake>,
    lines: OnceCell<LineIndex>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, rule: &'static str, span: Span, message: String, mend: Option<Mend>) {
        self.mistakes.push(Mistake { rule, span, message, related: Vec::new(), mend });
    }

    /// Anchors, aliases and tags of YAML: nearly always a text that only begins like one.
    fn yaml_names(&mut self) {
        for node in self.nodes {
            let text = node.span.of(self.source);
            let plain = !matches!(node.kind, Kind::Scalar { style: Style::Block | Style::Raw, .. });
            let Some(mark) = text.get(..1).filter(|mark| plain && matches!(*mark, "&" | "*" | "!")) else { continue };
            let rest = self.source.get(node.span.end..).unwrap_or_default();
            let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
            let single = matches!(node.kind, Kind::Scalar { .. } | Kind::Alias) && !text.contains(['\n', '\r']);
            let mend =
                (ends_line && single).then(|| replace("Put the value in quotes", node.span, quoted(text), false));
            let message = format!("A value that begins with `{mark}` must be in quotes");
            self.report("meta/bad-yaml", node.span, message, mend);
        }
    }

    /// The keys of one mapping: `path` names it, and is empty at the top.
    fn fields(&mut self, path: &str, pairs: &[(usize, usize)], fields: &'static [Field]) {
        let nodes = self.nodes;
        let set: QuickMap<&str, usize> =
            pairs.iter().rev().filter_map(|&(key, _)| Some((key_text(nodes, key)?, key))).collect();
        for &(key, value) in pairs {
            let Some(name) = self.key(key) else { continue };
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                self.unknown_key(path, key, name, fields, &set);
                continue;
            };
            if self.is_duplicate(&set, name, key, value) {
                continue;
            }
            self.value(&joined(path, name), &field.shape, key, value);
        }
    }

    /// The text of a key; a list or a mapping in its place is reported.
    fn key(&mut self, key: usize) -> Option<&'a str> {
        let name = key_text(self.nodes, key);
        if name.is_none() {
            let span = self.nodes.get(key).map_or(Span::default(), |node| node.span);
            if !matches!(self.nodes.get(key).map(|node| &node.kind), Some(Kind::Alias)) {
                self.report("meta/bad-yaml", span, "A key must be a word, not a list or a block".to_owned(), None);
            }
        }
        name
    }

    fn is_duplicate(&mut self, set: &QuickMap<&str, usize>, name: &str, key: usize, value: usize) -> bool {
        let Some(&first) = set.get(name).filter(|&&first| first != key) else { return false };
        let Some((first, second)) = self.nodes.get(first).zip(self.nodes.get(key)) else { return false };
        let line = self.lines.get_or_init(|| LineIndex::new(self.source)).line_of(first.span.start) + 1;
        let (here, there) = (second.span, first.span);
        let message = format!("{} is already set on line {line}; only that one counts", code(name));
        let mend = self.nodes.get(value).and_then(|value| self.line_mend(here, value.span));
        self.report("meta/duplicate-key", here, message, mend);
        if let Some(mistake) = self.mistakes.last_mut() {
            mistake.related.push((there, format!("{} is first set here", code(name))));
        }
        true
    }

    /// Takes out a key and its value where they fill one line.
    fn line_mend(&self, key: Span, value: Span) -> Option<Mend> {
        let start = self.source.get(..key.start)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let rest = self.source.get(value.end..)?;
        let end = value.end + rest.find(['\n', '\r'])?;
        let clean = Span::new(start, key.start).of(self.source).trim().is_empty()
            && Span::new(value.end, end).of(self.source).trim().is_empty()
            && !Span::new(key.start, end).of(self.source).contains(['\n', '\r']);
        let ending = if self.source.get(end..)?.starts_with("\r\n") { 2 } else { 1 };
        let edits = vec![Edit::delete(Span::new(start, end + ending))];
        clean.then(|| Mend { title: "Remove this line".to_owned(), edits, safe: false })
    }

    fn unknown_key(&mut self, path: &str, key: usize, name: &str, fields: &[Field], set: &QuickMap<&str, usize>) {
        let Some(node) = self.nodes.get(key) else { return };
        let owner = if path.is_empty() { "front matter".to_owned() } else { code(path) };
        let means = |field: &&Field| nearest(name, field.also.iter().copied()).is_some_and(|(_, same)| same);
        let also = fields.iter().find(means).map(|field| (field.name, false));
        let near = also.or_else(|| nearest(name, fields.iter().map(|field| field.name)));
        let hint = match near {
            Some((word, _)) => format!("; did you mean {}?", code(word)),
            None if path.is_empty() => String::new(),
            None => format!(", which takes {}", choice(&fields.iter().map(|field| field.name).collect::<Vec<_>>())),
        };
        let free = near.filter(|(word, _)| !set.contains_key(word));
        let mend = free.map(|(word, same)| {
            replace(&format!("Change to {}", code(word)), inner(self.source, node), word.to_owned(), same)
        });
        self.report("meta/unknown-key", node.span, format!("{} is not a key of {owner}{hint}", code(name)), mend);
    }

    /// Depth is that of the schema, whatever the depth of the text.
    fn value(&mut self, path: &str, shape: &'static Shape, key: usize, value: usize) {
        let nodes = self.nodes;
        let Some(node) = nodes.get(value) else { return };
        let reported = matches!(node.kind, Kind::Alias | Kind::Scalar { style: Style::Raw, .. });
        if reported || matches!(shape, Shape::Anything) {
            return;
        }
        match (shape, &node.kind) {
            (Shape::Reasons, _) => self.reasons(path, key, node),
            (_, _) if is_nothing(node) => self.nothing(path, key, node),
            (Shape::Fields(fields), Kind::Mapping(pairs)) => self.fields(path, pairs, fields),
            (Shape::Named(shape), Kind::Mapping(pairs)) => self.named(path, pairs, shape),
            (Shape::List(shape), Kind::Sequence(items)) => {
                items.iter().for_each(|&item| self.value(path, shape, key, item));
            }
            (Shape::Fields(_) | Shape::Named(_) | Shape::List(_), _) => self.wrong_type(path, shape, node),
            (_, Kind::Scalar { text, style }) => self.scalar(path, shape, node, text, *style),
            (_, _) => self.wrong_type(path, shape, node),
        }
    }

    fn nothing(&mut self, path: &str, key: usize, node: &Node) {
        let span = if node.span.is_empty() { self.nodes.get(key).map_or(node.span, |key| key.span) } else { node.span };
        let message = format!("{} has no value; write one or remove the line", code(path));
        self.report("meta/wrong-type", span, message, None);
    }

    /// A mapping whose keys the author names; a key without a value only names.
    fn named(&mut self, path: &str, pairs: &[(usize, usize)], shape: &'static Shape) {
        let nodes = self.nodes;
        let set: QuickMap<&str, usize> =
            pairs.iter().rev().filter_map(|&(key, _)| Some((key_text(nodes, key)?, key))).collect();
        for &(key, value) in pairs {
            let Some(name) = self.key(key) else { continue };
            let empty = nodes.get(value).is_none_or(is_nothing);
            if !self.is_duplicate(&set, name, key, value) && !empty {
                self.value(&joined(path, name), shape, key, value);
            }
        }
    }

    fn reasons(&mut self, path: &str, key: usize, node: &Node) {
        let Kind::Mapping(pairs) = &node.kind else {
            if is_nothing(node) {
                return self.nothing(path, key, node);
            }
            let rule = node.span.of(self.source).trim_start_matches(['[', '-', ' ', '"', '\'']);
            let rule =
                rule.split([',', ']', '\n', '\r', '"', '\'']).next().map(str::trim).filter(|rule| rule.contains('/'));
            let line = code(&format!("{}: why", rule.unwrap_or("tone/blame")));
            let message = format!("Each rule in `allow` needs a reason: write {line} on a line of its own");
            return self.report("meta/missing-reason", node.span, message, None);
        };
        let nodes = self.nodes;
        let set: QuickMap<&str, usize> =
            pairs.iter().rev().filter_map(|&(key, _)| Some((key_text(nodes, key)?, key))).collect();
        for &(key, value) in pairs {
            let Some(rule) = self.key(key) else { continue };
            if self.is_duplicate(&set, rule, key, value) {
                continue;
            }
            let Some((key, value)) = nodes.get(key).zip(nodes.get(value)) else { continue };
            self.reason(rule, key, value);
        }
    }

    fn reason(&mut self, rule: &str, key: &Node, value: &Node) {
        if !rule.contains('/') || rule.contains(char::is_whitespace) {
            let message = format!("{} is not a rule id such as `tone/blame`, nor a family such as `tone/`", code(rule));
            return self.report("meta/bad-value", key.span, message, None);
        }
        let good = match &value.kind {
            Kind::Scalar { text, style: Style::Plain } => resolves_to(text) == Resolved::Text,
            Kind::Scalar { text, .. } => !text.trim().is_empty(),
            Kind::Alias => true,
            Kind::Mapping(_) | Kind::Sequence(_) => is_placeholder(self.source, value),
        };
        if !good {
            let span = if value.span.is_empty() { key.span } else { value.span };
            let message = format!("Say why {} is switched off: write the reason after the colon", code(rule));
            self.report("meta/missing-reason", span, message, None);
        }
    }

    fn scalar(&mut self, path: &str, shape: &Shape, node: &Node, text: &str, style: Style) {
        let resolved = if style == Style::Plain { resolves_to(text) } else { Resolved::Text };
        match shape {
            Shape::Text | Shape::Slug if resolved != Resolved::Text => {
                let message = format!("{} must be text; put {} in quotes", code(path), code(text));
                let mend = replace("Put the value in quotes", node.span, quoted(text), true);
                self.report("meta/wrong-type", node.span, message, Some(mend));
            }
            Shape::Slug if !is_slug(text) => {
                let message =
                    format!("{} cannot be an id: use letters, digits and `-`, in parts joined by `/`", code(text));
                let mend = to_slug(text).map(|slug| self.change(node, slug, false));
                self.report("meta/bad-value", node.span, message, mend);
            }
            Shape::Locale if !is_locale(text) => self.locale(path, node, text),
            Shape::Date => self.date(path, node, text),
            Shape::Word(words) if !words.contains(&text) => self.word(path, words, node, text),
            Shape::Boolean if resolved != Resolved::Boolean => {
                let message = format!("{} must be `true` or `false`, not {}", code(path), code(text));
                let known = ["true", "false"].into_iter().find(|word| text.eq_ignore_ascii_case(word));
                let mend = known.map(|word| replace(&format!("Change to `{word}`"), node.span, word.to_owned(), true));
                self.report("meta/wrong-type", node.span, message, mend);
            }
            _ => {}
        }
    }

    fn change(&self, node: &Node, to: String, safe: bool) -> Mend {
        replace(&format!("Change to {}", code(&to)), inner(self.source, node), to, safe)
    }

    fn locale(&mut self, path: &str, node: &Node, text: &str) {
        let near = to_locale(text);
        let hint = near.as_ref().map_or_else(
            || format!("; {} takes a tag such as `en` or `en-GB`", code(path)),
            |(tag, _)| format!("; did you mean {}?", code(tag)),
        );
        let mend = near.map(|(tag, safe)| self.change(node, tag, safe));
        self.report("meta/bad-value", node.span, format!("{} is not a language tag{hint}", code(text)), mend);
    }

    fn date(&mut self, path: &str, node: &Node, text: &str) {
        let (message, mend) = match date::read(text) {
            Reading::Good => return,
            Reading::OtherForm(day) => {
                (format!("{} must be written as {}", code(path), code(&day)), Some(self.change(node, day, true)))
            }
            Reading::NoSuchDay(why) => (format!("{} is not a date: {why}", code(text)), None),
            Reading::Ambiguous => {
                let message =
                    format!("{} could be two days; write year, month and day, as in `2027-03-01`", code(text));
                (message, None)
            }
            Reading::NotADate => {
                (format!("{} is not a date; write year, month and day, as in `2027-03-01`", code(text)), None)
            }
        };
        self.report("meta/bad-date", node.span, message, mend);
    }

    fn word(&mut self, path: &str, words: &[&str], node: &Node, text: &str) {
        let near = nearest(text, words.iter().copied());
        let hint = near.map_or_else(
            || format!("; it takes {}", choice(words)),
            |(word, _)| format!("; did you mean {}?", code(word)),
        );
        let mend = near.map(|(word, same)| self.change(node, word.to_owned(), same));
        self.report("meta/bad-value", node.span, format!("{} does not know {}{hint}", code(path), code(text)), mend);
    }

    fn wrong_type(&mut self, path: &str, shape: &Shape, node: &Node) {
        if is_placeholder(self.source, node) && !matches!(shape, Shape::Fields(_) | Shape::Named(_) | Shape::List(_)) {
            let text = node.span.of(self.source);
            let opener = text.get(..2).unwrap_or_default();
            let message = format!("A value that begins with `{opener}` must be in quotes");
            let mend = replace("Put the value in quotes", node.span, quoted(text), true);
            return self.report("meta/bad-yaml", node.span, message, Some(mend));
        }
        let (expected, found) = (expected(shape), found(node));
        let mend = self.wrong_type_mend(shape, node);
        let message = match &mend {
            Some(mend) if matches!(shape, Shape::List(_)) => {
                let list = mend.edits.first().map_or("", |edit| edit.text.as_str());
                format!("{} must be a list; write {}", code(path), code(list))
            }
            _ => format!("{} must be {expected}, not {found}", code(path)),
        };
        self.report("meta/wrong-type", node.span, message, mend);
    }

    fn wrong_type_mend(&self, shape: &Shape, node: &Node) -> Option<Mend> {
        let written = node.span.of(self.source);
        if written.contains(['\n', '\r']) {
            return None;
        }
        match (shape, &node.kind) {
            (Shape::List(Shape::Fields(_)), _) => None,
            (Shape::List(_), Kind::Scalar { text, style }) => {
                let parts: Vec<String> = match style {
                    Style::Plain => text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(item).collect(),
                    Style::Quoted | Style::Block | Style::Raw => vec![written.to_owned()],
                };
                Some(replace("Make it a list", node.span, format!("[{}]", parts.join(", ")), true))
            }
            (Shape::Fields(fields), Kind::Scalar { text, .. }) => {
                let field = fields.first().filter(|field| field.name == "description")?;
                let block = format!("{{ {}: {} }}", field.name, item(text));
                Some(replace(&format!("Make it the {}", field.name), node.span, block, true))
            }
            (Shape::List(_) | Shape::Fields(_) | Shape::Named(_), _) => None,
            (_, Kind::Sequence(items)) => {
                let [only] = items.as_slice() else { return None };
                let only = self.nodes.get(*only).filter(|only| matches!(only.kind, Kind::Scalar { .. }))?;
                let text = trimmed(self.source, only.span).of(self.source);
                Some(replace("Take it out of the list", node.span, text.to_owned(), true))
            }
            _ => None,
        }
    }
}

fn key_text(nodes: &[Node], key: usize) -> Option<&str> {
    match &nodes.get(key)?.kind {
        Kind::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.kind, Kind::Scalar { text, style: Style::Plain } if resolves_to(text) == Resolved::Nothing)
}

fn joined<'n>(path: &str, name: &'n str) -> Cow<'n, str> {
    if path.is_empty() { Cow::Borrowed(name) } else { Cow::Owned(format!("{path}.{name}")) }
}

fn replace(title: &str, span: Span, text: String, safe: bool) -> Mend {
    Mend { title: title.to_owned(), edits: vec![Edit::replace(span, text)], safe }
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Slug | Shape::Locale | Shape::Word(_) => "text",
        Shape::Date => "a date",
        Shape::Boolean => "`true` or `false`",
        Shape::Scalar | Shape::Anything => "text or a number",
        Shape::List(_) => "a list",
        Shape::Fields(_) | Shape::Named(_) | Shape::Reasons => "a block of `key: value` lines",
    }
}

fn found(node: &Node) -> &'static str {
    match &node.kind {
        Kind::Mapping(_) => "a block of keys",
        Kind::Sequence(_) => "a list",
        Kind::Scalar { text, style: Style::Plain } => match resolves_to(text) {
            Resolved::Number => "a number",
            Resolved::Boolean => "`true` or `false`",
            Resolved::Nothing => "nothing",
            Resolved::Text => "text",
        },
        Kind::Scalar { .. } | Kind::Alias => "text",
    }
}
