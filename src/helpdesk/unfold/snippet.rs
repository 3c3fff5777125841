//! `render`: the snippet itself in the place of the tag.

use std::rc::Rc;

use super::operand::Operand;
use super::scope::Scope;
use super::sheet::Sheet;
use super::walk::{File, Frame, Walk, tried};
use super::{Certainty, LossKind};
use crate::helpdesk::Platform;
use crate::message::Snippet;
use crate::syntax::{Argument, Tag};
use crate::text::Span;

/// How deep snippets may stand in each other.
const DEEPEST: usize = 50;

impl<'a> Walk<'a> {
    pub(super) fn render(&mut self, tag: &Tag, id: &str, parameters: &[Argument], span: Span) {
        self.out.vanish();
        let is_open = self.frames.iter().any(|frame| frame.id.as_deref() == Some(id));
        let sheet = if is_open || self.frames.len() > DEEPEST { None } else { self.sheet_of(id) };
        let Some(sheet) = sheet else {
            let place = self.place(span);
            return self.lose(LossKind::Snippet, Certainty::Certain, id.to_owned(), String::new(), place, None);
        };
        if let Some(placeholder) = self.kept_elsewhere(&sheet) {
            return self.out.hole(&placeholder);
        }
        let given: Vec<(String, Operand)> = parameters
            .iter()
            .filter_map(|given| Some((given.name.as_ref()?.text.clone(), self.operand(&given.value))))
            .collect();
        let (scope, before) = match tag.name.text.as_str() {
            "include" => (self.frames.last().map_or(0, |frame| frame.scope), self.set_all(given)),
            _ => {
                let mut scope = Scope::closed();
                given.into_iter().for_each(|(name, operand)| scope.set(&name, operand));
                self.scopes.push(scope);
                (self.scopes.len() - 1, Vec::new())
            }
        };
        // What stands in a snippet of a snippet is there because of the macro's own tag.
        let around = self.files.get(self.file_number()).filter(|_| !self.is_own_text());
        let rendered = around.map_or(span, |file| file.rendered);
        let is_for = self.target.is_named(&sheet.parsed().front_matter);
        let (label, tried) = (sheet.label().to_owned(), tried(&sheet, self.around, self.target));
        self.files.push(File { id: id.to_owned(), label, is_for, tried, rendered });
        let (file, id) = (self.files.len() - 1, Some(id.to_owned()));
        self.frames.push(Frame { sheet, file, at: 0, scope, opens: Vec::new(), id, before });
    }

    /// Sets names, and gives what they stood for.
    fn set_all(&mut self, given: Vec<(String, Operand)>) -> Vec<(String, Option<Operand>)> {
        let mut before = Vec::new();
        for (name, operand) in given {
            before.push((name.clone(), self.scope().get(&name).cloned()));
            self.set(&name, operand);
        }
        before
    }

    /// Goes back to where the snippet was rendered.
    pub(super) fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.before.is_empty() && !self.frames.is_empty() && frame.scope + 1 == self.scopes.len() {
            let is_shared = self.frames.last().is_some_and(|around| around.scope == frame.scope);
            if !is_shared {
                self.scopes.pop();
            }
        }
        if let Some(scope) = self.scopes.get_mut(frame.scope) {
            for (name, old) in frame.before.into_iter().rev() {
                scope.restore(&name, old);
            }
        }
        self.out.vanish();
    }

    fn sheet_of(&mut self, id: &str) -> Option<Rc<Sheet<'a>>> {
        if let Some(known) = self.sheets.get(id) {
            return Some(Rc::clone(known));
        }
        let sheet = Rc::new(Sheet::snippet(self.around.snippets.get(id)?));
        self.sheets.insert(id.to_owned(), Rc::clone(&sheet));
        Some(sheet)
    }

    /// The placeholder of a snippet that the help desk itself keeps, such as dynamic content.
    fn kept_elsewhere(&self, sheet: &Sheet<'_>) -> Option<String> {
        placeholder(sheet.as_snippet()?, self.target.platform)
    }
}

/// The placeholder that a snippet was imported from.
fn placeholder(snippet: &Snippet, platform: &Platform) -> Option<String> {
    let origin = snippet.parsed.front_matter.source.as_ref()?;
    let from = origin.platform.as_ref().and_then(|name| Platform::named(&name.text))?;
    let extra = origin.extra.filter(|_| from.id == platform.id)?.of(&snippet.source);
    let extra: serde_json::Value = serde_json::from_str(extra).ok()?;
    extra.get("placeholder")?.as_str().map(str::to_owned)
}
