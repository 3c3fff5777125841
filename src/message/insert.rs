//! Passages that are read at another place than where they stand: snippets where they are rendered, captures where they are
//! printed.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::ahead::Follows;
use super::bindings::{Bindings, Bound};
use super::graph::NoticeKind;
use super::layout::Layout;
use super::open::Open;
use super::walk::{DEEPEST, Walk};
use super::{Place, Snippet};
use crate::syntax::{Argument, Item, ItemKind, Macro, Output, TagKind, Value};
use crate::text::Span;

/// A text and the macro of it.
#[derive(Clone)]
pub(super) enum Text<'a> {
    Own(&'a str, &'a Macro),
    Of(Arc<Snippet>),
}

impl Text<'_> {
    pub(super) fn source(&self) -> &str {
        match self {
            Text::Own(source, _) => source,
            Text::Of(snippet) => &snippet.source,
        }
    }

    pub(super) fn parsed(&self) -> &Macro {
        match self {
            Text::Own(_, parsed) => parsed,
            Text::Of(snippet) => &snippet.parsed,
        }
    }
}

#[derive(Clone)]
pub(super) struct File<'a> {
    pub(super) text: Text<'a>,
    pub(super) layout: Rc<Layout>,
}

/// A passage that is kept to be printed later.
pub(super) struct Capture {
    /// The file and its block.
    pub(super) file: u16,
    pub(super) block: usize,
    /// What names stood for when it was captured.
    pub(super) bindings: Bindings,
    /// Whether it was printed.
    pub(super) inserted: bool,
}

impl Walk<'_> {
    /// The number of the capture that an output prints.
    pub(super) fn captured_by(&self, output: &Output) -> Option<usize> {
        let Value::Path(path) = &output.value.value else { return None };
        match self.bindings.get(&path.root.text)? {
            Bound::Captured(number) if path.segments.is_empty() => Some(*number),
            _ => None,
        }
    }

    /// Reads a captured passage where it is printed.
    pub(super) fn insert_captured(&mut self, number: usize, place: Place) {
        let Some(capture) = self.captures.get(number) else { return };
        let (file, inside) = (capture.file, capture.bindings.clone());
        let Some((from, to)) = self.passage_of(number) else { return };
        if !self.may_insert(to - from, place) {
            return;
        }
        if let Some(capture) = self.captures.get_mut(number) {
            capture.inserted = true;
        }
        let bindings = std::mem::replace(&mut self.bindings, inside);
        // Behind the passage comes what stands behind the output, not what stands behind the passage.
        self.unknown_after += 1;
        self.depth += 1;
        self.items(file, from, to);
        self.depth -= 1;
        self.unknown_after -= 1;
        self.bindings = bindings;
    }

    /// The items of a captured passage.
    fn passage_of(&self, number: usize) -> Option<(usize, usize)> {
        let capture = self.captures.get(number)?;
        let File { text, layout } = self.files.get(usize::from(capture.file))?;
        layout.arms(text.parsed(), capture.block).first().copied()
    }

    /// Reads each passage of the macro that was captured and never inserted by itself.
    pub(super) fn read_captures(&mut self) {
        for number in 0..self.captures.len() {
            let Some(capture) = self.captures.get(number).filter(|capture| !capture.inserted && capture.file == 0)
            else {
                continue;
            };
            let inside = capture.bindings.clone();
            let Some((from, to)) = self.passage_of(number) else { continue };
            let first = self.files.first().and_then(|file| file.text.parsed().items.get(from));
            let start = first.map_or(0, |item| item.span.start);
            self.open = vec![Open::at_passage(Place { file: 0, span: Span::at(start) })];
            self.bindings = inside;
            self.items(0, from, to);
            self.close_all();
        }
    }

    /// Reads a snippet where it is rendered.
    pub(super) fn render(&mut self, id: &str, parameters: &[Argument], place: Place, after: Follows) {
        if self.own_id.is_some_and(|own| own == id) {
            return self.graph.notice(place, NoticeKind::LeftOut);
        }
        let Some(file) = self.snippet(id) else { return };
        let Some(File { text, .. }) = self.files.get(usize::from(file)).cloned() else { return };
        let count = text.parsed().items.len();
        if self.rendering.contains(&file) {
            return self.graph.notice(place, NoticeKind::LeftOut);
        }
        if !self.may_insert(count, place) {
            return;
        }
        self.last_scope += 1;
        let mut inside = Bindings::of_scope(self.last_scope);
        for parameter in parameters {
            let Some(name) = &parameter.name else { continue };
            let bound = self.bindings.bound(&parameter.value);
            let version = self.version();
            inside.bind(&name.text, version, bound);
        }
        let outside = std::mem::replace(&mut self.bindings, inside);
        let after = after.then(self.after);
        let after = std::mem::replace(&mut self.after, after);
        self.rendering.push(file);
        self.depth += 1;
        self.items(file, 0, count);
        self.depth -= 1;
        self.rendering.pop();
        self.after = after;
        self.bindings = outside;
    }

    /// Whether so many more items may be walked.
    pub(super) fn may_insert(&mut self, items: usize, place: Place) -> bool {
        let fits = items <= self.left && self.depth < DEEPEST;
        if fits {
            self.left -= items;
        } else {
            self.graph.notice(place, NoticeKind::LeftOut);
        }
        fits
    }

    /// The file of a snippet.
    fn snippet(&mut self, id: &str) -> Option<u16> {
        if let Some(known) = self.by_id.get(id) {
            return *known;
        }
        let found = self.snippets.get(id).and_then(|snippet| {
            let number = u16::try_from(self.files.len()).ok()?;
            self.graph.prose.snippets.push(Arc::clone(&snippet));
            self.files.push(File { text: Text::Of(snippet), layout: Rc::default() });
            Some(number)
        });
        self.by_id.insert(id.to_owned(), found);
        if let Some(file) = found {
            self.lay_out(file);
        }
        found
    }

    /// Looks at a file before it is walked. What the snippets of a snippet begin with is not looked at.
    pub(super) fn lay_out(&mut self, file: u16) {
        let Some(File { text, .. }) = self.files.get(usize::from(file)).cloned() else { return };
        let mut begins: HashMap<&str, Follows> = HashMap::new();
        if file == 0 {
            let ids = text.parsed().items.iter().filter_map(rendered_id);
            for id in ids {
                let snippet = self.snippet(id).and_then(|file| self.files.get(usize::from(file)));
                let first = snippet.map_or_else(Follows::end, |file| {
                    file.layout.follows.first().copied().unwrap_or_else(Follows::end)
                });
                begins.insert(id, first);
            }
        }
        let rendered = |id: &str| begins.get(id).copied().unwrap_or_else(Follows::anything);
        let layout = Rc::new(Layout::of(text.source(), text.parsed(), &rendered));
        if let Some(file) = self.files.get_mut(usize::from(file)) {
            file.layout = layout;
        }
    }
}

fn rendered_id(item: &Item) -> Option<&str> {
    match &item.kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Render { id, .. } => id.as_ref().map(|id| id.text.as_str()),
            _ => None,
        },
        _ => None,
    }
}
