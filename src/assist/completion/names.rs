//! The names of values: variables, what the macro names itself, slots.

use super::{Candidate, CandidateKind, Completer, Topic, candidate};
use crate::assist::names::{Names, Symbol};
use crate::helpdesk::{Kind, Platform, Variable};
use crate::lint::Subject;
use crate::text::Span;

impl Completer<'_> {
    pub(super) fn values(&self, word: Span, list: bool) -> Vec<Candidate> {
        let mut locals = self.locals(word);
        let mut out = Vec::new();
        if !list {
            out.append(&mut locals);
        }
        let vocabulary = &self.writing.subject.settings.vocabulary;
        let mut variables: Vec<&Variable> = vocabulary.variables().collect();
        let rank = |variable: &Variable| {
            let misfit = match variable.kind {
                Kind::List => 0,
                Kind::Any => 1,
                _ => 2,
            };
            let known = self.missing_on(variable).is_none();
            (if list { misfit } else { 0 }, !variable.own, !known, variable.internal)
        };
        variables.sort_by_key(|variable| rank(variable));
        out.extend(variables.into_iter().map(|variable| self.variable(variable, word)));
        out.extend(locals);
        out
    }

    fn variable(&self, variable: &Variable, span: Span) -> Candidate {
        let mut detail = variable.kind.as_str().to_owned();
        if let Some(sample) = &variable.sample {
            detail.push_str(&format!(": {sample}"));
        }
        if let Some(platform) = self.missing_on(variable) {
            detail.push_str(&format!(" (not on {})", platform.title));
        }
        let family = variable.name.strip_suffix('*');
        Candidate {
            detail: Some(detail),
            topic: Some(Topic::Variable(variable.name.clone())),
            text: family.unwrap_or(&variable.name).to_owned(),
            snippet: family.map(|family| format!("{family}${{1:name}}")),
            ..candidate(&variable.name, CandidateKind::Variable, span)
        }
    }

    /// The first of the help desks that has no such variable.
    fn missing_on(&self, variable: &Variable) -> Option<&'static Platform> {
        let has = |platform: &Platform| {
            variable.names.iter().any(|(id, _)| id == platform.id) || platform.written(&variable.name).is_some()
        };
        let missing = || self.writing.platforms.iter().copied().find(|platform| !has(platform));
        if variable.own && variable.names.is_empty() { None } else { missing() }
    }

    /// The names that the macro gives or is given.
    fn locals(&self, word: Span) -> Vec<Candidate> {
        let Subject { source, parsed, settings, .. } = self.writing.subject;
        let names = Names::read(source, parsed);
        let local = |name: &str| candidate(name, CandidateKind::Local, word);
        let mut out: Vec<Candidate> = Vec::new();
        for name in names.given_at(parsed, self.offset) {
            if !out.iter().any(|known| known.label == name) {
                out.push(local(name));
            }
        }
        for (number, symbol) in names.symbols.iter().enumerate() {
            let Symbol::Variable(dotted) = symbol else { continue };
            let root = dotted.split('.').next().unwrap_or_default();
            let elsewhere =
                || names.occurrences.iter().any(|place| place.symbol == number && !place.span.touches(self.offset));
            let ours = !settings.vocabulary.is_group(root) && settings.vocabulary.variable(root).is_none();
            if ours && !out.iter().any(|known| known.label == root) && elsewhere() {
                out.push(Candidate { detail: Some("parameter".to_owned()), ..local(root) });
            }
        }
        out
    }

    pub(super) fn slots(&self, word: Span) -> Vec<Candidate> {
        let Subject { source, parsed, .. } = self.writing.subject;
        let names = Names::read(source, parsed);
        let mut out: Vec<Candidate> = Vec::new();
        let describe = |name: &str| {
            let own = parsed.front_matter.slots.iter().find(|slot| slot.name.text == name);
            let own = own.and_then(|slot| slot.description.as_ref()).map(|text| text.text.clone());
            own.or_else(|| self.writing.slots.iter().find(|(slot, _)| slot == name)?.1.clone())
        };
        let mut add = |name: &str| {
            if !out.iter().any(|known| known.label == name) {
                out.push(Candidate { detail: describe(name), ..candidate(name, CandidateKind::Field, word) });
            }
        };
        for (number, symbol) in names.symbols.iter().enumerate() {
            let elsewhere =
                || names.occurrences.iter().any(|place| place.symbol == number && !place.span.touches(self.offset));
            if let Symbol::Slot(name) = symbol
                && elsewhere()
                && !name.contains(['\n', '\r'])
            {
                add(name);
            }
        }
        self.writing.slots.iter().for_each(|(name, _)| add(name));
        out
    }
}
