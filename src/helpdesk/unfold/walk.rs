//! The walk over the items of a macro and of the snippets in it. Blocks and snippets are kept on lists of their own, so that
//! depth costs no stack.

use std::collections::HashMap;
use std::rc::Rc;

use super::blocks::Open;
use super::data::{Data, Place};
use super::operand::Operand;
use super::out::{Mark, Out};
use super::scope::Scope;
use super::sheet::Sheet;
use super::target::{Said, Target};
use super::{Around, Certainty, Inside, Loss, LossKind, Unfolded};
use crate::helpdesk::markup::{Delimiters, holes};
use crate::syntax::{ItemKind, Macro, Tag, TagKind};
use crate::text::Span;

/// The most items that are walked through besides those of the macro itself.
const MOST_STEPS: usize = 200_000;

/// The most that is kept of what stands in the place of a block, in characters.
const MOST_SHOWN: usize = 200;

/// The walk and all that it carries along.
pub(super) struct Walk<'a> {
    pub(super) around: &'a Around<'a>,
    pub(super) target: &'a Target<'a>,
    pub(super) out: Out,
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) scopes: Vec<Scope>,
    /// What is seen where nothing is walked through.
    outermost: Scope,
    pub(super) files: Vec<File>,
    /// The macro itself.
    own_sheet: Rc<Sheet<'a>>,
    pub(super) sheets: HashMap<String, Rc<Sheet<'a>>>,
    pub(super) losses: Vec<Loss>,
    doubts: Vec<Loss>,
    /// How the help desk writes placeholders, where that is not as the language does.
    foreign: Option<Delimiters>,
    /// What the help desk takes for its own.
    own: Delimiters,
    steps: usize,
}

/// A text that is being walked through.
pub(super) struct Frame<'a> {
    pub(super) sheet: Rc<Sheet<'a>>,
    /// Which of the files it is.
    pub(super) file: usize,
    /// The next item.
    pub(super) at: usize,
    /// Which of the scopes it sees.
    pub(super) scope: usize,
    pub(super) opens: Vec<Open>,
    /// Its id, if it is a snippet.
    pub(super) id: Option<String>,
    /// What names stood for that were set for an included one.
    pub(super) before: Vec<(String, Option<Operand>)>,
}

/// A text that was walked through.
#[derive(Clone, Debug, Default)]
pub(super) struct File {
    pub(super) id: String,
    pub(super) label: String,
    /// Whether it says that it is for the help desk.
    pub(super) is_for: Option<bool>,
    /// Where what no source speaks of was tried.
    pub(super) tried: Vec<Span>,
    /// The tag of the macro that led there.
    pub(super) rendered: Span,
}

impl<'a> Walk<'a> {
    pub(super) fn new(source: &'a str, parsed: &'a Macro, around: &'a Around<'a>, target: &'a Target<'a>) -> Self {
        let own_sheet = Rc::new(Sheet::own(source, parsed));
        let frame = Frame {
            sheet: Rc::clone(&own_sheet),
            file: 0,
            at: 0,
            scope: 0,
            opens: Vec::new(),
            id: None,
            before: Vec::new(),
        };
        Self {
            around,
            target,
            out: Out::default(),
            frames: vec![frame],
            scopes: vec![Scope::default()],
            outermost: Scope::default(),
            files: vec![File { tried: tried(&own_sheet, around, target), ..File::default() }],
            own_sheet,
            sheets: HashMap::new(),
            losses: Vec::new(),
            doubts: Vec::new(),
            foreign: Delimiters::foreign(target.platform),
            own: Delimiters::own(target.platform, target.has_tag("if")),
            steps: MOST_STEPS.saturating_add(parsed.items.len().saturating_mul(4)),
        }
    }

    pub(super) fn run(mut self) -> Unfolded {
        while let Some(frame) = self.frames.last() {
            if self.steps == 0 {
                self.lose_here(LossKind::Snippet, "…");
                break;
            }
            self.steps -= 1;
            let (sheet, at) = (Rc::clone(&frame.sheet), frame.at);
            match frame.opens.last() {
                Some(open) if sheet.end(open.block()) <= at => self.close(&sheet),
                Some(open) if open.next_arm(&sheet) == Some(at) => self.arm(&sheet),
                _ if at >= sheet.parsed().items.len() => self.leave(),
                _ => self.item(&sheet, at),
            }
        }
        let out = std::mem::take(&mut self.out).trimmed();
        let Out { text, holes, more, longest, trace, .. } = out;
        Unfolded { text, holes, losses: self.losses, doubts: self.doubts, more, longest, trace }
    }

    pub(super) fn sheet(&self) -> &Sheet<'a> {
        self.frames.last().map_or(&self.own_sheet, |frame| &frame.sheet)
    }

    /// Whether it is the macro itself that is walked through.
    pub(super) fn is_own_text(&self) -> bool {
        self.file_number() == 0
    }

    pub(super) fn file_number(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.file)
    }

    pub(super) fn scope(&self) -> &Scope {
        let scope = self.frames.last().map_or(0, |frame| frame.scope);
        self.scopes.get(scope).unwrap_or(&self.outermost)
    }

    pub(super) fn set(&mut self, name: &str, operand: Operand) {
        let scope = self.frames.last().map_or(0, |frame| frame.scope);
        if let Some(scope) = self.scopes.get_mut(scope) {
            scope.set(name, operand);
        }
    }

    /// Whether somebody tried what stands there, or what it is said of, and says that it works.
    pub(super) fn is_tried(&self, place: Place, about: Option<Place>) -> bool {
        let holds = |file: usize, at: usize| {
            let tried = self.files.get(file).map(|file| file.tried.as_slice()).unwrap_or_default();
            tried.iter().any(|stretch| stretch.touches(at))
        };
        let (span, _) = self.place_of(place, about);
        holds(0, span.start) || holds(place.file, place.span.start)
    }

    /// Whether the help desk runs the tag of an item.
    pub(super) fn runs(&self, tag: &str, sheet: &Sheet<'_>, at: usize) -> bool {
        let is_tried = || sheet.item(at).is_some_and(|item| self.is_tried(self.place(item.span), None));
        self.target.has_tag(tag) || is_tried()
    }

    /// Goes on with this item.
    pub(super) fn go_to(&mut self, at: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.at = at;
        }
    }

    /// Takes so many steps more.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.steps = self.steps.saturating_sub(bytes / 64);
    }

    fn item(&mut self, sheet: &Rc<Sheet<'a>>, at: usize) {
        let Some(item) = sheet.item(at) else { return };
        if let Some(block) = sheet.opens(at) {
            return self.open(sheet, block);
        }
        self.go_to(at + 1);
        if self.is_own_text() {
            self.out.stands_here(item.span);
        }
        match &item.kind {
            ItemKind::Text => {
                let text = sheet.layout.texts.get(at).copied().unwrap_or_default();
                self.text(text.of(sheet.source()), text.start);
            }
            ItemKind::Raw(inside) => self.raw(inside.of(sheet.source()), item.span),
            ItemKind::Output(output) => {
                if self.is_placeholder(item.span.of(sheet.source())) {
                    return self.out.hole(item.span.of(sheet.source()));
                }
                let operand = self.through(&output.value, &output.filters);
                self.print(&operand, item.span);
            }
            ItemKind::Slot(slot) => {
                let fill_in = self.target.slot(slot, &sheet.parsed().front_matter.slots);
                self.out.hole(&fill_in);
            }
            ItemKind::Tag(tag) => self.tag(sheet, tag, item.span),
            ItemKind::Comment | ItemKind::CommentTag(_) => self.out.vanish(),
            ItemKind::Broken => self.broken(item.span.of(sheet.source()), item.span),
        }
    }

    /// Whether a part is one of the help desk's own placeholders, in a form that is none of the language.
    fn is_placeholder(&self, written: &str) -> bool {
        self.foreign.is_some() && self.target.is_placeholder(written)
    }

    /// The author's text, which begins at byte `start`. What the help desk takes for its own goes there as it is; where it has
    /// no such name, it writes something else in its place.
    fn text(&mut self, text: &str, start: usize) {
        let Some(delimiters) = &self.foreign else { return self.out.text(text) };
        let found: Vec<Span> = holes(text, delimiters).map(|hole| hole.span).collect();
        let mut at = 0;
        for hole in found {
            let written = hole.of(text);
            if self.target.is_placeholder(written) {
                self.out.text(text.get(at..hole.start).unwrap_or_default());
                self.out.hole(written);
                at = hole.end;
            } else if self.target.replaces_unknown() {
                let place = self.place(Span::new(start + hole.start, start + hole.end));
                self.lose(LossKind::Raw, Certainty::Certain, written.to_owned(), written.to_owned(), place, None);
            }
        }
        self.out.text(text.get(at..).unwrap_or_default());
    }

    fn raw(&mut self, text: &str, span: Span) {
        let taken = holes(text, &self.own).next().map(|hole| hole.span.of(text).to_owned());
        if let Some(what) = taken {
            self.lose(LossKind::Raw, Certainty::Certain, what, text.to_owned(), self.place(span), None);
        }
        self.out.text(text);
    }

    /// A part that cannot be read, unless the help desk can.
    fn broken(&mut self, written: &str, span: Span) {
        if self.target.is_placeholder(written) {
            return self.out.hole(written);
        }
        self.lose(LossKind::Broken, Certainty::Certain, written.to_owned(), written.to_owned(), self.place(span), None);
        self.out.text(written);
    }

    fn tag(&mut self, sheet: &Rc<Sheet<'a>>, tag: &Tag, span: Span) {
        match &tag.kind {
            TagKind::Assign { name: Some(name), value: Some(value), filters } => {
                let operand = self.through(value, filters);
                self.set(&name.text, operand);
                self.out.vanish();
            }
            TagKind::Render { id: Some(id), parameters } => self.render(tag, &id.text, parameters, span),
            _ => self.broken(span.of(sheet.source()), span),
        }
    }

    /// Notes that something cannot be said. `about` is the value that it is said of.
    pub(super) fn lose(
        &mut self,
        kind: LossKind,
        certainty: Certainty,
        what: String,
        instead: String,
        place: Place,
        about: Option<Place>,
    ) {
        let (span, inside) = self.place_of(place, about);
        self.losses.push(Loss { span, kind, certainty, what, of: String::new(), instead, inside });
    }

    /// Says of a block that is lost what stands in its place: all that was written since `start`.
    pub(super) fn sent_instead(&mut self, lost: Option<usize>, start: Mark) {
        let instead = self.out.text_since(start).trim().chars().take(MOST_SHOWN).collect();
        if let Some(loss) = lost.and_then(|lost| self.losses.get_mut(lost)) {
            loss.instead = instead;
        }
    }

    /// Says of which variable the last loss is.
    pub(super) fn lost_of(&mut self, data: &Data) {
        if let Some(loss) = self.losses.last_mut() {
            loss.of.clone_from(&data.name);
        }
    }

    /// Notes that a name is not confirmed.
    pub(super) fn doubt(&mut self, data: &Data, said: &Said) {
        let (span, inside) = self.place_of(data.place, None);
        let (kind, certainty) = (LossKind::Name, Certainty::Unverified);
        let (what, instead) = (data.name.clone(), said.written.clone());
        self.doubts.push(Loss { span, kind, certainty, what, of: data.name.clone(), instead, inside });
    }

    /// The same of what the walk stands at.
    pub(super) fn lose_here(&mut self, kind: LossKind, what: &str) {
        let sheet = self.sheet();
        let at = self.frames.last().map_or(0, |frame| frame.at);
        let span = sheet.item(at).map_or(sheet.parsed().body, |item| item.span);
        self.lose(kind, Certainty::Certain, what.to_owned(), String::new(), self.place(span), None);
    }

    fn place_of(&self, place: Place, about: Option<Place>) -> (Span, Option<Inside>) {
        if place.file == 0 {
            return (place.span, None);
        }
        let file = self.files.get(place.file).cloned().unwrap_or_default();
        let about = about.filter(|about| about.file != place.file);
        let span = about.filter(|about| about.file == 0).map_or(file.rendered, |about| about.span);
        (
            span,
            Some(Inside {
                id: file.id,
                label: file.label,
                span: place.span,
                given: about.is_some(),
                is_for: file.is_for,
            }),
        )
    }
}

/// Where in a text what no source speaks of was tried: asked only for help desks of which that may be.
pub(super) fn tried(sheet: &Sheet<'_>, around: &Around<'_>, target: &Target<'_>) -> Vec<Span> {
    match target.may_run_liquid() {
        true => (around.tried)(sheet.source(), sheet.parsed()),
        false => Vec::new(),
    }
}
