//! Where in the text of a macro sentences can be put in and taken out, so that lines, lists and tags stay well formed.

use super::Line;
use crate::knowledge::{Act, Acts};
use crate::lint::Subject;
use crate::message::{MessageGraph, has_tags};
use crate::syntax::{Block, Item, ItemKind};
use crate::text::{Edit, Span};

/// What a sentence may do beside what it is brought to the start for.
const GOES_ALONG: [Act; 2] = [Act::Own, Act::Reason];
/// A sentence that begins like this speaks of the one before it, and stays behind it.
const REFERS_BACK: [&str; 12] =
    ["this", "that", "that's", "that’s", "it", "it's", "it’s", "these", "those", "they", "but", "and"];
/// How many sentences are tried.
const MOST_BROUGHT: usize = 2;

/// A macro as a place to build at.
pub(super) struct Site<'a> {
    subject: &'a Subject<'a>,
    graph: &'a MessageGraph,
    lines: &'a [Line],
    /// The sentences of the macro itself in source order, readings of the same one once.
    own: Vec<usize>,
    newline: &'static str,
}

impl<'a> Site<'a> {
    pub(super) fn new(subject: &'a Subject<'a>, graph: &'a MessageGraph, lines: &'a [Line]) -> Self {
        let sentences = &graph.prose.sentences;
        let mut own: Vec<usize> = (0..lines.len()).collect();
        own.retain(|index| sentences.get(*index).is_some_and(|sentence| sentence.file == 0));
        let start = |index: &usize| lines.get(*index).map_or(0, |line| line.body.start);
        own.sort_by_key(start);
        own.dedup_by_key(|index| start(index));
        let newline = if subject.source.contains("\r\n") { "\r\n" } else { "\n" };
        Self { subject, graph, lines, own, newline }
    }

    /// Text before a sentence, or before the tag that brings it in; then before the blocks around it.
    pub(super) fn before(&self, sentence: Option<usize>, shown: Span, text: &str) -> Vec<Vec<Edit>> {
        let Some(span) = self.anchor(sentence, shown) else { return self.start(text) };
        let around = self.around(span.start);
        let innermost = |blocks: &[&Block]| blocks.first().map(|block| block.open);
        // A sentence that begins in a branch and ends behind it has other beginnings too.
        let is_whole = innermost(&around) == innermost(&self.around(span.end.saturating_sub(1).max(span.start)));
        let mut out: Vec<Edit> = if is_whole { self.ahead(span.start, text).into_iter().collect() } else { Vec::new() };
        out.extend(around.into_iter().filter_map(|block| self.ahead_of_block(block, text)));
        out.into_iter().map(|edit| vec![edit]).collect()
    }

    /// The same behind it.
    pub(super) fn after(&self, sentence: Option<usize>, shown: Span, text: &str) -> Vec<Vec<Edit>> {
        let Some(span) = self.anchor(sentence, shown) else { return self.end(text) };
        let ends = sentence.is_none_or(|sentence| self.has_end(sentence));
        let last = span.end.saturating_sub(1).max(span.start);
        let end = sentence.and_then(|sentence| self.end_of_reason(sentence)).unwrap_or(span.end);
        let mut out: Vec<Edit> = self.behind(end, text, ends || end != span.end).into_iter().collect();
        out.extend(self.around(last).into_iter().filter_map(|block| self.behind_block(block, text)));
        out.into_iter().map(|edit| vec![edit]).collect()
    }

    /// Text at the beginning of the message, behind the greeting.
    pub(super) fn start(&self, text: &str) -> Vec<Vec<Edit>> {
        let said = |index: &&usize| self.lines.get(**index).is_some_and(|line| !line.greets);
        let first = self.own.iter().find(said).and_then(|index| self.lines.get(*index)).map(|line| line.body.start);
        let Some(mut first) = first else { return Vec::new() };
        // Where a snippet says something before it, the text comes before that.
        let greeted = self.own.iter().take_while(|index| !said(index)).last();
        let floor = greeted.and_then(|index| self.lines.get(*index)).map_or(0, |line| line.body.end);
        let spoken = (0..self.lines.len()).find(|index| said(&index));
        let by_snippet = spoken.and_then(|index| self.graph.prose.sentences.get(index)).is_some_and(|s| s.file != 0);
        let renders = |item: &&Item| by_snippet && is_render(item) && item.span.start >= floor;
        let render = self.subject.parsed.items.iter().find(renders);
        first = render.map_or(first, |item| first.min(item.span.start));
        let outermost = self.around(first).into_iter().next_back();
        let edit = match outermost {
            Some(block) => self.ahead_of_block(block, text),
            None => self.ahead(first, text),
        };
        edit.into_iter().map(|edit| vec![edit]).collect()
    }

    /// Text at the end of the message, before the signature.
    pub(super) fn end(&self, text: &str) -> Vec<Vec<Edit>> {
        self.end_behind(None, text).into_iter().map(|edit| vec![edit]).collect()
    }

    /// Text behind the last sentence that is no signature and is not the one of `without`.
    fn end_behind(&self, without: Option<usize>, text: &str) -> Option<Edit> {
        let said = |index: &&usize| {
            Some(**index) != without && self.lines.get(**index).is_some_and(|line| !line.greets) && !self.signs(**index)
        };
        let last = *self.own.iter().rev().find(said)?;
        let span = self.span(last)?;
        match self.around(span.end.saturating_sub(1)).into_iter().next_back() {
            Some(block) => self.behind_block(block, text),
            None => self.behind(span.end, text, self.has_end(last)),
        }
    }

    /// A sentence taken out and put at the end of the message, or at its start.
    pub(super) fn moved(&self, sentence: usize, to_start: bool) -> Vec<Vec<Edit>> {
        let Some(span) = self.whole(sentence) else { return Vec::new() };
        if !self.around(span.start).is_empty() {
            return Vec::new();
        }
        let text = span.of(self.subject.source);
        let put = match to_start {
            true => self.start(text).into_iter().flatten().next(),
            false => self.end_behind(Some(sentence), text),
        };
        let taken = Edit::delete(self.with_blanks(span));
        let put = put.filter(|put| !taken.span.overlaps(put.span) && put.span.start != span.start);
        put.map(|put| vec![taken, put]).into_iter().collect()
    }

    /// A sentence behind the one given that does one of `acts`, and nothing else of weight, taken out and put at the start of the
    /// message.
    pub(super) fn brought(&self, sentence: usize, acts: Acts) -> Vec<Vec<Edit>> {
        let Some(span) = self.span(sentence) else { return Vec::new() };
        let along = acts.union(GOES_ALONG.into_iter().collect());
        let behind =
            self.own.partition_point(|index| self.lines.get(*index).is_some_and(|l| l.body.start <= span.start));
        let fits = |index: &&usize| {
            let Some(line) = self.lines.get(**index) else { return false };
            let first = line.body.of(self.subject.source).split([' ', ',', '\n']).next().unwrap_or_default();
            line.acts.meets(acts) && along.contains_all(line.acts) && !REFERS_BACK.contains(&&*first.to_lowercase())
        };
        let later = self.own.get(behind..).unwrap_or_default().iter().filter(fits);
        later.take(MOST_BROUGHT).flat_map(|index| self.moved(*index, true)).collect()
    }

    /// A sentence and the next one, or the one before, in the place of each other.
    pub(super) fn swapped(&self, sentence: usize, with_next: bool) -> Option<Vec<Edit>> {
        let start = self.lines.get(sentence)?.body.start;
        let at =
            self.own.iter().position(|index| self.lines.get(*index).is_some_and(|line| line.body.start == start))?;
        let other = if with_next { at + 1 } else { at.checked_sub(1)? };
        let (one, other) = (self.whole(sentence)?, self.whole(*self.own.get(other)?)?);
        let between = Span::new(one.end.min(other.end), one.start.max(other.start)).of(self.subject.source);
        if !between.chars().all(char::is_whitespace) {
            return None;
        }
        let source = self.subject.source;
        Some(vec![Edit::replace(one, other.of(source)), Edit::replace(other, one.of(source))])
    }

    /// Words before the final mark of a sentence.
    pub(super) fn added(&self, sentence: usize, text: &str) -> Option<Vec<Edit>> {
        Some(vec![Edit::insert(self.end_of_words(sentence)?, text)])
    }

    /// The byte where the words of a sentence of the macro itself end, before its final mark.
    pub(super) fn end_of_words(&self, sentence: usize) -> Option<usize> {
        let span = self.span(sentence)?;
        let mark = self.graph.prose.sentences.get(sentence)?.mark;
        Some(if mark.is_empty() { span.end } else { mark.start })
    }

    /// The sentence in the macro's own text, or the tag that brings it in; `None` for the message.
    fn anchor(&self, sentence: Option<usize>, shown: Span) -> Option<Span> {
        Some(self.span(sentence?).unwrap_or(shown))
    }

    /// A sentence of the macro itself, without a salutation before it.
    fn span(&self, sentence: usize) -> Option<Span> {
        let file = self.graph.prose.sentences.get(sentence)?.file;
        self.lines.get(sentence).map(|line| line.body).filter(|_| file == 0)
    }

    /// The same, where it has an end mark and no tag inside.
    fn whole(&self, sentence: usize) -> Option<Span> {
        let span = self.span(sentence).filter(|_| self.has_end(sentence))?;
        if has_tags(span.of(self.subject.source), self.subject.parsed.is_html) {
            return None;
        }
        let items = &self.subject.parsed.items;
        let first = items.partition_point(|item| item.span.end <= span.start);
        let mut inside = items.iter().skip(first).take_while(|item| item.span.start < span.end);
        inside.all(|item| matches!(item.kind, ItemKind::Text | ItemKind::Output(_) | ItemKind::Slot(_))).then_some(span)
    }

    fn has_end(&self, sentence: usize) -> bool {
        self.graph.prose.sentences.get(sentence).is_some_and(|sentence| !sentence.mark.is_empty())
    }

    /// Text before what begins at `at`, in front of its emphasis; `None` behind a greeting that goes on, and behind a colon,
    /// where nothing may come between. The first item of a list gets a paragraph before it, the others nothing.
    fn ahead(&self, at: usize, text: &str) -> Option<Edit> {
        let line = self.line_start(at);
        let before = self.subject.source.get(..at)?;
        let opened = before.trim_end_matches(['*', '_']);
        let at = match opened.is_empty() || opened.ends_with(char::is_whitespace) {
            true => opened.len().max(line),
            false => at,
        };
        let said = self.subject.source.get(..at)?.trim_end();
        let in_sentence = self.subject.source.get(at..)?.starts_with(char::is_lowercase);
        let announced = said.ends_with(':') || (said.ends_with(',') && in_sentence);
        if announced || self.greets_here(at) {
            return None;
        }
        if !is_list_marker(Span::new(line, at).of(self.subject.source)) {
            return Some(Edit::insert(at, format!("{text} ")));
        }
        let above = self.subject.source.get(..line).unwrap_or_default();
        let above = above.strip_suffix('\n').unwrap_or(above);
        let above = above.strip_suffix('\r').unwrap_or(above);
        let is_first = above.is_empty() || above.ends_with(['\n', '\r']);
        let announced = above.trim_end().ends_with(':');
        (is_first && !announced).then(|| Edit::insert(line, format!("{text}{0}{0}", self.newline)))
    }

    /// Text behind what ends at `at`, which gets an end mark where it has none; behind the emphasis that ends there, and behind
    /// a list in a paragraph of its own. `None` behind a colon and behind a signature.
    fn behind(&self, at: usize, text: &str, ends: bool) -> Option<Edit> {
        let source = self.subject.source;
        let said = source.get(..at)?;
        let line = source.get(self.line_start(at)..at)?;
        if said.trim_end().ends_with(':') || line.starts_with('^') || line.contains(" ^") {
            return None;
        }
        let rest = source.get(at..)?;
        let closed = rest.trim_start_matches(['*', '_']);
        let at = match closed.is_empty() || closed.starts_with(char::is_whitespace) {
            true => source.len() - closed.len(),
            false => at,
        };
        let marker = line.split(' ').find(|part| !part.is_empty()).unwrap_or_default();
        if is_list_marker(marker) && self.is_last_of_paragraph(at) {
            return Some(Edit::insert(at, format!("{0}{0}{text}", self.newline)));
        }
        Some(match ends {
            true => Edit::insert(at, format!(" {text}")),
            false if said.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '*' | '_')) => {
                Edit::insert(at, format!(". {text}"))
            }
            false => Edit::insert(at, format!("{0}{0}{text}", self.newline)),
        })
    }

    /// Whether a sentence that begins at `at` opens with a salutation that nothing parts from the rest.
    fn greets_here(&self, at: usize) -> bool {
        let next = self.own.partition_point(|index| self.lines.get(*index).is_some_and(|line| line.body.start < at));
        let here = |index: &&usize| {
            let sentence = self.graph.prose.sentences.get(**index);
            sentence.is_some_and(|sentence| sentence.span.start <= at && at < sentence.span.end)
        };
        let near = self.own.get(next.saturating_sub(1)..).unwrap_or_default();
        let Some(index) = near.iter().take(2).find(here) else { return false };
        let (Some(line), Some(sentence)) = (self.lines.get(*index), self.graph.prose.sentences.get(*index)) else {
            return false;
        };
        line.acts.contains(Act::Greeting) && !line.greets && line.body.start == sentence.span.start
    }

    /// Whether a sentence is a signature, also one behind a caret: `^Sam`.
    fn signs(&self, sentence: usize) -> bool {
        let Some(line) = self.lines.get(sentence) else { return false };
        let before = self.subject.source.get(..line.body.start).unwrap_or_default();
        line.signs || before.ends_with('^') || line.body.of(self.subject.source).starts_with('^')
    }

    /// Where the reason ends that a sentence is given in the next one ("That is because …"), which stays beside it.
    fn end_of_reason(&self, sentence: usize) -> Option<usize> {
        let own = self.lines.get(sentence)?;
        let starts = |index: &usize| self.lines.get(*index).is_some_and(|line| line.body.start <= own.body.start);
        let next = *self.own.get(self.own.partition_point(starts))?;
        let line = self.lines.get(next).filter(|line| line.paragraph == own.paragraph)?;
        let refers_back = ["That is ", "That's ", "This is "];
        let said = line.body.of(self.subject.source);
        let is_reason = line.acts.contains(Act::Reason) && refers_back.iter().any(|words| said.starts_with(words));
        (is_reason && self.has_end(next)).then_some(line.body.end)
    }

    /// Whether nothing but a blank line, or the end, follows on the line behind `at`.
    fn is_last_of_paragraph(&self, at: usize) -> bool {
        let behind = self.subject.source.get(at..).unwrap_or_default();
        let mut lines = behind.lines().map(|line| line.trim().is_empty());
        lines.next().unwrap_or(true) && lines.next().unwrap_or(true)
    }

    fn ahead_of_block(&self, block: &Block, text: &str) -> Option<Edit> {
        let open = self.subject.parsed.items.get(block.open)?;
        let ItemKind::Tag(tag) = &open.kind else { return None };
        if tag.trim.left {
            return None;
        }
        let at = open.span.start;
        let behind = self.subject.source.get(open.span.end..)?;
        let alone = Span::new(self.line_start(at), at).of(self.subject.source).trim().is_empty()
            && (behind.is_empty() || behind.starts_with(['\n', '\r']));
        let space = if alone { self.newline } else { " " };
        Some(Edit::insert(at, format!("{text}{space}")))
    }

    fn behind_block(&self, block: &Block, text: &str) -> Option<Edit> {
        let close = self.subject.parsed.items.get(block.close?)?;
        let ItemKind::Tag(tag) = &close.kind else { return None };
        if tag.trim.right {
            return None;
        }
        let at = close.span.end;
        let line = Span::new(self.line_start(at), close.span.start).of(self.subject.source);
        let space = if line.trim().is_empty() { self.newline } else { " " };
        Some(Edit::insert(at, format!("{space}{text}")))
    }

    /// The blocks that hold the byte at `at`, from the innermost.
    fn around(&self, at: usize) -> Vec<&'a Block> {
        let parsed = self.subject.parsed;
        let item = parsed.items.partition_point(|item| item.span.end <= at);
        let mut block = parsed.items.get(item).and_then(|item: &Item| item.block);
        let mut out = Vec::new();
        while let Some(found) = block.and_then(|block| parsed.blocks.get(block)) {
            out.push(found);
            block = found.parent;
        }
        out
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.subject.source.get(..at).unwrap_or_default();
        before.rfind(['\n', '\r']).map_or(0, |line| line + 1)
    }

    /// A sentence with the blanks that go with it: those behind it on its line, or, at the end of a line, those before it;
    /// where it stands alone, its lines with the blank one behind or before.
    fn with_blanks(&self, span: Span) -> Span {
        let source = self.subject.source;
        let (before, behind) =
            (source.get(..span.start).unwrap_or_default(), source.get(span.end..).unwrap_or_default());
        let blank = |c: char| c == ' ' || c == '\t';
        let behind_line = behind.trim_start_matches(blank);
        let before_line = before.trim_end_matches(blank);
        let ends_line = behind_line.is_empty() || behind_line.starts_with(['\n', '\r']);
        let begins_line = before_line.is_empty() || before_line.ends_with(['\n', '\r']);
        match (begins_line, ends_line) {
            (true, true) => {
                let rest = behind.trim_start();
                match rest.is_empty() {
                    true => Span::new(before.trim_end().len(), span.end),
                    false => Span::new(before_line.len(), source.len() - rest.len()),
                }
            }
            (_, false) => Span::new(span.start, source.len() - behind_line.len()),
            (false, true) => Span::new(before_line.len(), span.end),
        }
    }
}

/// Whether an item renders another macro.
pub(super) fn is_render(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Tag(tag) if matches!(tag.kind, crate::syntax::TagKind::Render { .. }))
}

/// Whether a text is what begins an item of a list: `-`, `2.`, `- **`.
fn is_list_marker(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | '-' | '*' | '+' | '•' | '#'))
}
