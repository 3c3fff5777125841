//! The front matter: one space after colons and commas, no blanks at the ends of lines, double quotes, and placeholders in the
//! subject line as in the body. Order, comments, indentation and everything that is laid out over several lines stay. YAML
//! that cannot be read stays as it is.

use super::gaps::smallest;
use super::{body, moved, read::Read};
use crate::syntax::{FrontMatter, Macro, Shape, YamlKind, YamlNode, YamlStyle};
use crate::text::{Edit, Span};

/// Blanks within a line, as YAML has them.
const BLANKS: [char; 2] = [' ', '\t'];

/// How many values stand around one that the schema knows, and itself.
const DEEPEST: usize = 4;

/// The edits that format the front matter, in the order of the text.
pub(super) fn edits(source: &str, parsed: &Macro) -> Vec<Edit> {
    let front_matter = &parsed.front_matter;
    let Some(span) = front_matter.span else { return Vec::new() };
    let broken = |rule: &str| matches!(rule, "meta/bad-yaml" | "meta/unclosed-front-matter");
    if parsed.mistakes.iter().any(|mistake| broken(mistake.rule)) {
        return Vec::new();
    }
    let Some(nodes) = front_matter.yaml_nodes(source) else { return Vec::new() };
    let mut layout = Layout { source, nodes: &nodes, edits: Vec::new() };
    layout.line_ends(Span::new(span.start, front_matter.yaml.start), &[]);
    layout.line_ends(front_matter.yaml, &layout.texts(front_matter.yaml.end));
    layout.line_ends(Span::new(front_matter.yaml.end, span.end), &[]);
    let subject = front_matter.subject.as_ref().map(|subject| subject.span);
    let mut kept = kept(front_matter).into_iter().peekable();
    let mut until = 0;
    for node in &nodes {
        while let Some(value) = kept.next_if(|value| value.start <= node.span.start) {
            until = until.max(value.end);
        }
        if is_placeholder(source, node) {
            until = until.max(node.span.end);
        }
        if node.span.start >= until {
            layout.node(node, subject);
        }
    }
    layout.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    layout.edits
}

/// Values that pass through as they are written, in order.
fn kept(front_matter: &FrontMatter) -> Vec<Span> {
    let data = &front_matter.data;
    let parent = |index: &usize| data.get(*index).and_then(|datum| datum.parent);
    // The schema goes no deeper, whatever an author nests.
    let shallow = |index: &usize| std::iter::successors(Some(*index), parent).take(DEEPEST + 1).count() <= DEEPEST;
    let anything = |index: &usize| {
        shallow(index) && front_matter.field_of(*index).is_some_and(|field| matches!(field.shape, Shape::Anything))
    };
    (0..data.len()).filter(anything).filter_map(|index| data.get(index)).map(|datum| datum.value).collect()
}

/// Whether a list or mapping is a placeholder, slot or tag that only lacks its quotes.
fn is_placeholder(source: &str, node: &YamlNode) -> bool {
    let text = node.span.of(source);
    ["{{", "[[", "{%"].iter().any(|opener| text.starts_with(opener))
}

struct Layout<'a> {
    source: &'a str,
    nodes: &'a [YamlNode],
    edits: Vec<Edit>,
}

impl Layout<'_> {
    /// Takes the blanks away from the ends of the lines of `span`, but for those within `texts`, which are in order.
    fn line_ends(&mut self, span: Span, texts: &[Span]) {
        let mut at = span.start;
        for line in span.of(self.source).split_inclusive(['\n', '\r']) {
            let text = line.trim_end_matches(['\n', '\r']);
            let blank = Span::new(at + text.trim_end_matches(BLANKS).len(), at + text.len());
            let next = texts.partition_point(|text| text.end <= blank.start);
            let inside = texts.get(next).is_some_and(|text| text.start < blank.end);
            if !blank.is_empty() && !inside {
                self.edits.push(Edit::delete(blank));
            }
            at += line.len();
        }
    }

    /// Where blanks at the ends of lines are a part of values, in order: texts of several lines. A block of text reaches up
    /// to whatever follows, since nobody says where it ends.
    fn texts(&self, end: usize) -> Vec<Span> {
        let mut out = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            match &node.kind {
                YamlKind::Scalar { style: YamlStyle::Block, .. } => {
                    let next = self.nodes.get(index + 1).map_or(end, |next| next.span.start);
                    out.push(Span::new(node.span.start, next));
                }
                YamlKind::Scalar { .. } if node.span.of(self.source).contains(['\n', '\r']) => out.push(node.span),
                _ => {}
            }
        }
        out
    }

    fn node(&mut self, node: &YamlNode, subject: Option<Span>) {
        match &node.kind {
            YamlKind::Mapping(pairs) => {
                for &(key, value) in pairs {
                    self.colon(key, value);
                }
                let ends = pairs.first().zip(pairs.last()).map(|(first, last)| (first.0, last.1));
                self.brackets(node, ends, ('{', '}'), " ");
                for (one, other) in pairs.iter().zip(pairs.iter().skip(1)) {
                    self.comma(one.1, other.0);
                }
            }
            YamlKind::Sequence(items) => {
                let ends = items.first().zip(items.last()).map(|(first, last)| (*first, *last));
                self.brackets(node, ends, ('[', ']'), "");
                for (one, other) in items.iter().zip(items.iter().skip(1)) {
                    self.comma(*one, *other);
                }
                items.iter().for_each(|item| self.dash(*item));
            }
            YamlKind::Scalar { text, style: YamlStyle::Quoted } => self.quoted(node.span, text, subject),
            YamlKind::Scalar { .. } | YamlKind::Alias => {}
        }
    }

    fn span(&self, node: usize) -> Option<Span> {
        self.nodes.get(node).map(|node| node.span)
    }

    /// What stands in `gap` becomes `wanted` where it is `mark` and blanks of one line.
    fn gap(&mut self, gap: Span, mark: &str, wanted: &str) {
        let text = gap.of(self.source);
        if text.trim_matches(BLANKS) == mark {
            self.edits.extend(smallest(gap, text, wanted));
        }
    }

    /// `key :   value` as `key: value`.
    fn colon(&mut self, key: usize, value: usize) {
        let (Some(key), Some(value)) = (self.span(key), self.span(value)) else { return };
        if !value.is_empty() && value.start > key.end {
            self.gap(Span::new(key.end, value.start), ":", ": ");
        }
    }

    fn comma(&mut self, one: usize, other: usize) {
        let (Some(one), Some(other)) = (self.span(one), self.span(other)) else { return };
        if !one.is_empty() && other.start > one.end {
            self.gap(Span::new(one.end, other.start), ",", ", ");
        }
    }

    /// The blanks inside of the brackets of a list or mapping; `ends` are its first and its last child.
    fn brackets(&mut self, node: &YamlNode, ends: Option<(usize, usize)>, (open, close): (char, char), inside: &str) {
        let text = node.span.of(self.source);
        if !text.starts_with(open) || !text.ends_with(close) || text.len() < 2 {
            return;
        }
        let inner = Span::new(node.span.start + 1, node.span.end - 1);
        let Some((first, last)) = ends.and_then(|(first, last)| Some((self.span(first)?, self.span(last)?))) else {
            return self.gap(inner, "", "");
        };
        // A mapping without braces of its own may begin and end with those of its parts.
        if first.start > node.span.start && last.end < node.span.end && !last.is_empty() {
            // `[[` would begin a slot.
            let inside = if first.of(self.source).starts_with('[') { " " } else { inside };
            self.gap(Span::new(inner.start, first.start), "", inside);
            self.gap(Span::new(last.end, inner.end), "", inside);
        }
    }

    /// `-   item` as `- item`, where the item is one line of its own.
    fn dash(&mut self, item: usize) {
        let Some(item) = self.nodes.get(item) else { return };
        let plain = match &item.kind {
            YamlKind::Scalar { style, .. } => *style != YamlStyle::Block,
            YamlKind::Sequence(_) | YamlKind::Mapping(_) => item.span.of(self.source).starts_with(['[', '{']),
            YamlKind::Alias => true,
        };
        if item.span.is_empty() || !plain || item.span.of(self.source).contains(['\n', '\r']) {
            return;
        }
        let before = self.source.get(..item.span.start).unwrap_or_default();
        let dashed = before.trim_end_matches(BLANKS);
        if dashed.ends_with('-') {
            self.gap(Span::new(dashed.len(), item.span.start), "", " ");
        }
    }

    /// A text in quotes, on one line and without a character that quotes change.
    fn quoted(&mut self, span: Span, text: &str, subject: Option<Span>) {
        let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
        if inner.of(self.source) != text || text.contains(['\n', '\r', '\\']) {
            return;
        }
        let single = span.of(self.source).starts_with('\'');
        if single && !text.contains(['"', '\'']) {
            self.edits.push(Edit::replace(Span::new(span.start, inner.start), "\""));
            self.edits.push(Edit::replace(Span::new(inner.end, span.end), "\""));
        }
        if subject == Some(inner) {
            self.edits.extend(body(&Read::new(text)).into_iter().map(|edit| moved(edit, inner.start)));
        }
    }
}
