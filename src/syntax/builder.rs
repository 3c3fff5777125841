//! From the concrete tree to the typed macro: one walk over the parts of the text, in order.

use tree_sitter::TreeCursor;

use super::blocks::{self, Event};
use super::comment_note::{missing_reason, trimmed};
use super::delimiters::{self, End};
use super::fences::{after_fences, fences, without_mark};
use super::front_matter::{self, Fences};
use super::node::{self, Delimited, NodeKind, Piece};
use super::reader::Reader;
use super::tags::{self, Known};
use super::usual::{Parts, Unusual};
use super::{Item, ItemKind, Macro, Mistake, Tree, Trim, conflict, outputs, slots, text_scan, verbatim};
use crate::text::{Edit, Span};

/// How often the rest of a text is parsed anew after a `{% raw %}` or `{% comment %}` without end. Each can swallow the
/// rest once, so that more are of no use.
const MOST_RESUMED: usize = 4;

/// About how many bytes of a text there are for each item.
const BYTES_OF_ITEM: usize = 64;

/// For more items than this no room is made before there are some.
const MOST_ROOM: usize = 64;

impl Macro {
    /// The typed macro of a tree and the text that it was parsed from.
    pub fn from_tree(tree: &Tree, source: &str) -> Self {
        let mut builder = Builder::new(source);
        builder.run(tree);
        builder.finish()
    }

    /// The same macro as from the tree of `source`, where it is made of usual parts. `known` has the same front matter, where
    /// that is known.
    pub(super) fn from_usual_parts(source: &str, known: Option<&Macro>) -> Result<Self, Unusual> {
        let (mut parts, fences) = Parts::new(source)?;
        let mut builder = Builder::new(source);
        let start = fences.map_or(0, |fences| match known {
            Some(known) => {
                builder.parsed.front_matter.clone_from(&known.front_matter);
                known.body.start
            }
            None => builder.front_matter(fences),
        });
        if fences.is_some_and(|fences| fences.span.end != start) {
            return Err(Unusual);
        }
        builder.begin_body(start);
        builder.parsed.items.reserve((source.len() / BYTES_OF_ITEM).min(MOST_ROOM));
        let mut part = Delimited::default();
        while let Some(kind) = parts.next(&mut part)? {
            if builder.take(kind, &part).is_some() {
                return Err(Unusual);
            }
        }
        builder.text_up_to(source.len());
        Ok(builder.finish())
    }

    /// Parses a whole text from nothing, and gives as well what stands between delimiters, piece by piece: of all parts that
    /// are closed, in the order of the text.
    pub fn parse_in_pieces(source: &str) -> (Self, Vec<Delimited>) {
        let mut builder = Builder::new(source);
        builder.closed = Some(Vec::new());
        builder.run(&Tree::parse(source, None));
        let closed = builder.closed.take().unwrap_or_default();
        (builder.finish(), closed)
    }
}

struct Builder<'a> {
    source: &'a str,
    parsed: Macro,
    events: Vec<Event>,
    /// All before this byte is in some item, or before the body.
    covered: usize,
    /// How many `{% raw x %}`, `{% comment x %}`, `{% tablerow %}` and the like are open.
    open_others: usize,
    resumed: usize,
    part: Delimited,
    /// The parts that are closed, where somebody asks for them.
    closed: Option<Vec<Delimited>>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            parsed: Macro::default(),
            events: Vec::new(),
            covered: 0,
            open_others: 0,
            resumed: 0,
            part: Delimited::default(),
            closed: None,
        }
    }

    fn run(&mut self, tree: &Tree) {
        let fences = fences(tree).map(|fences| self.front_matter(fences));
        self.begin_body(fences.unwrap_or_else(|| self.source.len() - without_mark(self.source).len()));
        let mut resume = if self.starts_before(tree) { Some(self.covered) } else { self.walk(tree) };
        while let Some(from) = resume {
            let from = after_fences(self.source, from);
            resume = self.walk(&Tree::parse_from(self.source, from));
        }
        self.text_up_to(self.source.len());
    }

    fn begin_body(&mut self, start: usize) {
        self.parsed.body = Span::new(start.min(self.source.len()), self.source.len());
        self.covered = self.parsed.body.start;
    }

    /// Reads the front matter, and gives the start of the body.
    fn front_matter(&mut self, fences: Fences) -> usize {
        let read = front_matter::read(self.source, fences);
        self.parsed.front_matter = read.front_matter;
        self.parsed.mistakes = read.mistakes;
        read.body_start
    }

    /// Whether the body starts before anything that the tree holds as body, since front matter is never closed.
    fn starts_before(&self, tree: &Tree) -> bool {
        let Some(tree) = tree.tree.as_ref() else { return false };
        let top = tree.root_node().child(0).filter(|child| node::kind(child) == NodeKind::FrontMatter);
        top.is_some_and(|top| self.covered < top.end_byte())
    }

    /// Takes all parts of a tree. Gives the place from which to go on where a part that is never closed was cut short.
    fn walk(&mut self, tree: &Tree) -> Option<usize> {
        let tree = tree.tree.as_ref()?;
        let mut cursor = tree.walk();
        if !cursor.goto_first_child() {
            return None;
        }
        loop {
            if let Some(resume) = self.part(&mut cursor) {
                return Some(resume);
            }
            if !cursor.goto_next_sibling() {
                return None;
            }
        }
    }

    fn part(&mut self, cursor: &mut TreeCursor) -> Option<usize> {
        let kind = node::kind(&cursor.node());
        if matches!(kind, NodeKind::Other | NodeKind::FrontMatter | NodeKind::Piece(_) | NodeKind::Group) {
            return None;
        }
        let mut part = std::mem::take(&mut self.part);
        part.fill(cursor, self.source);
        let resume = self.take(kind, &part);
        if let Some(closed) = &mut self.closed
            && part.close.is_some()
        {
            closed.push(part.clone());
        }
        self.part = part;
        resume
    }

    /// Takes a part, and the text before it.
    fn take(&mut self, kind: NodeKind, part: &Delimited) -> Option<usize> {
        self.text_up_to(part.span.start);
        match kind {
            NodeKind::Output => self.output(part),
            NodeKind::Tag => self.tag(part),
            NodeKind::Slot => self.slot(part),
            NodeKind::CommentTag => self.comment_tag(part.span, part.inner()),
            NodeKind::Raw => self.verbatim(part, "raw"),
            NodeKind::Comment => self.verbatim(part, "comment"),
            NodeKind::UnclosedOutput => self.unclosed_output(part),
            NodeKind::UnclosedTag => self.unclosed_tag(part),
            NodeKind::UnclosedSlot => self.unclosed_slot(part),
            NodeKind::UnclosedCommentTag => self.unclosed_comment_tag(part),
            _ => None,
        }
    }

    fn push(&mut self, span: Span, kind: ItemKind) {
        self.parsed.items.push(Item { span, kind, block: None });
        self.covered = span.end;
    }

    fn text_up_to(&mut self, end: usize) {
        if self.covered >= end {
            return;
        }
        let span = Span::new(self.covered, end);
        self.covered = end;
        match self.parsed.items.last_mut() {
            Some(item) if item.kind == ItemKind::Text => item.span.end = end,
            _ => self.push(span, ItemKind::Text),
        }
    }

    fn note(&mut self, mistake: Mistake) {
        self.parsed.mistakes.push(mistake);
    }

    fn output(&mut self, part: &Delimited) -> Option<usize> {
        let trim = delimiters::trim(self.source, part.open, part.close);
        if let Some(mistake) = outputs::malformed(part, self.source) {
            self.note(mistake);
            self.push(part.span, ItemKind::Broken);
            return None;
        }
        if outputs::is_tag(self.source, &part.pieces) {
            let mistake = self.tag_in_braces(part);
            self.note(mistake);
            let mut reader = Reader::new(self.source, part);
            let read = tags::tag(&mut reader, part.span, trim);
            self.push_tag(part.span, read, true);
            return None;
        }
        let mut reader = Reader::new(self.source, part);
        let kind = outputs::output(&mut reader, trim);
        self.parsed.mistakes.append(&mut reader.mistakes);
        self.push(part.span, kind);
        None
    }

    /// `{{ if … }}`.
    fn tag_in_braces(&self, part: &Delimited) -> Mistake {
        let word = part.pieces.first().map_or(part.open, |piece| piece.span);
        let name = word.of(self.source);
        let message = format!("`{name}` is a tag, and tags stand between `{{%` and `%}}`; two braces print a value");
        let close = part.close.unwrap_or(Span::at(part.span.end));
        let trim = |span: Span| if span.len() == 3 { "-" } else { "" };
        let edits = vec![
            Edit::replace(part.open, format!("{{%{}", trim(part.open))),
            Edit::replace(close, format!("{}%}}", trim(close))),
        ];
        Mistake::new("syntax/bad-expression", word, message).mend("Write `{% … %}`", edits)
    }

    fn tag(&mut self, part: &Delimited) -> Option<usize> {
        let trim = delimiters::trim(self.source, part.open, part.close);
        let mut reader = Reader::new(self.source, part);
        let read = tags::tag(&mut reader, part.span, trim);
        let noted = !reader.mistakes.is_empty();
        self.parsed.mistakes.append(&mut reader.mistakes);
        self.push_tag(part.span, read, noted);
        None
    }

    fn push_tag(&mut self, span: Span, read: Option<tags::ReadTag>, noted: bool) {
        let Some(read) = read else { return self.push(span, ItemKind::Broken) };
        let item = self.parsed.items.len();
        self.count_others(&read, span);
        self.events.extend(Event::of(item, read.known, noted, read.misnamed));
        self.push(span, ItemKind::Tag(read.tag));
    }

    /// Keeps count of blocks that are no blocks of the language, and notes their ends where they have no opener.
    fn count_others(&mut self, read: &tags::ReadTag, span: Span) {
        let name = read.tag.name.text.as_str();
        match (read.known, name) {
            (Known::Verbatim, _) | (Known::Unsupported, "tablerow" | "ifchanged") => self.open_others += 1,
            (Known::VerbatimEnd, _) | (Known::Unsupported, "endtablerow" | "endifchanged") => {
                if self.open_others == 0 {
                    let message = format!("`{{% {name} %}}` closes nothing; remove it, or add the tag that opens it");
                    let edits = vec![Edit::delete(span)];
                    self.note(Mistake::new("syntax/stray-end", span, message).mend("Remove it", edits));
                }
                self.open_others = self.open_others.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn slot(&mut self, part: &Delimited) -> Option<usize> {
        let kind = slots::slot(self.source, part.span, part.inner(), &mut self.parsed.mistakes);
        self.push(part.span, kind);
        None
    }

    fn comment_tag(&mut self, span: Span, inner: Span) -> Option<usize> {
        let text = inner.of(self.source);
        let after = text.find('#').map_or(text.len(), |at| at + 1);
        let note = text.get(after..).unwrap_or_default();
        let start = inner.start + text.len() - note.trim_start().len();
        let note = Span::new(start, start + note.trim().len());
        if let Some(mistake) = missing_reason(self.source, note) {
            self.note(mistake);
        }
        self.push(span, ItemKind::CommentTag(note));
        None
    }

    fn verbatim(&mut self, part: &Delimited, name: &str) -> Option<usize> {
        let kind = |inside: Span| if name == "raw" { ItemKind::Raw(inside) } else { ItemKind::Comment };
        if part.close.is_some() {
            self.push(part.span, kind(part.inner()));
            return None;
        }
        let (inside, end, mistake) = verbatim::unclosed(self.source, part, name);
        self.note(mistake);
        self.resumed += 1;
        if self.resumed > MOST_RESUMED {
            self.push(part.span, kind(Span::new(part.open.end, part.span.end)));
            return None;
        }
        self.push(Span::new(part.span.start, end), kind(inside));
        Some(end)
    }

    fn unclosed_output(&mut self, part: &Delimited) -> Option<usize> {
        let count = delimiters::on_first_line(part, self.source);
        let pieces = part.pieces.get(..count).unwrap_or_default();
        let (kind, end) = self.cut(part, pieces, "}}", outputs::output);
        let mistake = delimiters::unclosed(self.source, part, end, "syntax/unclosed-output");
        self.note(mistake);
        self.push(Span::new(part.span.start, end.end()), kind);
        None
    }

    fn unclosed_tag(&mut self, part: &Delimited) -> Option<usize> {
        let count = delimiters::on_first_line(part, self.source);
        let pieces = part.pieces.get(..count).unwrap_or_default();
        let (read, end) = self.cut(part, pieces, "%}", |reader, trim| tags::tag(reader, part.span, trim));
        let unknown = read.as_ref().is_none_or(|read| read.known == Known::Unknown);
        if let (true, End::OtherCloser(close)) = (unknown && !pieces.is_empty(), end) {
            self.output_in_tag_opener(part, pieces, close);
            return None;
        }
        let mistake = delimiters::unclosed(self.source, part, end, "syntax/unclosed-tag");
        self.note(mistake);
        self.push_tag(Span::new(part.span.start, end.end()), read.filter(|_| !unknown), true);
        None
    }

    /// `{% customer.first_name }}`: the opener is what is wrong, since no tag is called so.
    fn output_in_tag_opener(&mut self, part: &Delimited, pieces: &[Piece], close: Span) {
        let inside = delimiters::before_other_closer(pieces).and_then(|count| pieces.get(..count)).unwrap_or_default();
        let inner = Span::new(part.open.end, close.start);
        let (opener, closer) = (part.open.of(self.source), close.of(self.source));
        let message = format!("`{opener}` opened here is closed with `{closer}`; to print a value, open with `{{{{`");
        let trim = if opener.ends_with('-') { "-" } else { "" };
        let edits = vec![Edit::replace(part.open, format!("{{{{{trim}"))];
        let mistake = Mistake::new("syntax/wrong-closer", part.open, message).related(close, "It is closed here");
        self.note(mistake.safe_mend("Write `{{`", edits));
        let mut reader = Reader::over(self.source, inside, inner, false);
        let kind = outputs::output(&mut reader, delimiters::trim(self.source, part.open, Some(close)));
        self.push(Span::new(part.span.start, close.end), kind);
    }

    /// Reads a part that is never closed, and finds its end.
    fn cut<T>(
        &self,
        part: &Delimited,
        pieces: &[Piece],
        closer: &str,
        read: impl FnOnce(&mut Reader, Trim) -> T,
    ) -> (T, End) {
        if let Some(count) = delimiters::before_other_closer(pieces) {
            let close = pieces.get(count).map_or(Span::at(part.open.end), |piece| piece.span);
            let inside = pieces.get(..count).unwrap_or_default();
            let mut reader = Reader::over(self.source, inside, Span::new(part.open.end, close.start), false);
            let trim = delimiters::trim(self.source, part.open, Some(close));
            return (read(&mut reader, trim), End::OtherCloser(close));
        }
        let inner = Span::new(part.open.end, part.span.end);
        let mut reader = Reader::prefix(self.source, pieces, inner);
        let result = read(&mut reader, delimiters::trim(self.source, part.open, None));
        (result, delimiters::end_after(self.source, pieces, reader.sound(), closer))
    }

    fn unclosed_slot(&mut self, part: &Delimited) -> Option<usize> {
        let (inner_end, end, mistake) = delimiters::slot_end(self.source, part);
        self.note(mistake);
        let whole = Span::new(part.span.start, end);
        let inner = Span::new(part.open.end, inner_end);
        let kind = slots::slot(self.source, whole, inner, &mut Vec::new());
        self.push(whole, kind);
        None
    }

    fn unclosed_comment_tag(&mut self, part: &Delimited) -> Option<usize> {
        let end = delimiters::comment_end(self.source, part);
        let mistake = delimiters::unclosed(self.source, part, end, "syntax/unclosed-tag");
        self.note(mistake);
        let inner_end = match end {
            End::OtherCloser(span) | End::PartOfCloser(span) => span.start,
            End::Missing(at, _) => at,
        };
        let span = Span::new(part.span.start, end.end());
        let text = Span::new(part.open.end, inner_end).of(self.source);
        let after = part.open.end + text.find('#').map_or(text.len(), |at| at + 1);
        let note = Span::new(after, inner_end);
        self.push(span, ItemKind::CommentTag(trimmed(self.source, note)));
        None
    }

    fn finish(mut self) -> Macro {
        text_scan::scan(self.source, &self.parsed.items, &mut self.parsed.mistakes);
        blocks::pair(self.source, &mut self.parsed, &self.events);
        self.parsed.mistakes.extend(conflict::mistakes(self.source));
        self.parsed.mistakes.sort_by_key(|mistake| mistake.span.start);
        self.parsed.is_html = self.parsed.front_matter.format.as_ref().is_some_and(|format| format.text == "html");
        self.parsed
    }
}
