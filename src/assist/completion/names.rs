//! The names of values: variables, what the macro names itself, slots.

use std::collections::HashSet;

use super::{Candidate, CandidateKind, Completer, Topic, candidate};
use crate::assist::names::{Names, Symbol};
use crate::helpdesk::{Kind, Platform, Takes, Variable};
use crate::lint::Subject;
use crate::text::Span;

impl Completer<'_> {
    /// Variables and names of the macro; of variables those first that `takes` makes sense of.
    pub(super) fn values(&self, word: Span, takes: Takes) -> Vec<Candidate> {
        let list = takes == Takes::List;
        let mut locals = self.locals(word);
        let mut out = Vec::new();
        if !list {
            out.append(&mut locals);
        }
        let vocabulary = &self.writing.subject.settings.vocabulary;
        let mut variables: Vec<&Variable> = vocabulary.variables().collect();
        let rank = |variable: &Variable| {
            let misfit = match variable.kind {
                Kind::Any => 1,
                kind if takes.fits(kind) => 0,
                _ => 2,
            };
            let known = self.missing_on(variable).is_none();
            (misfit, !variable.own, !known, variable.internal)
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
        let mut known = HashSet::new();
        let given = names.given_at(parsed, self.offset).into_iter().filter(|name| known.insert((*name).to_owned()));
        out.extend(given.map(local));
        for symbol in names.elsewhere(self.offset) {
            let Symbol::Variable(dotted) = symbol else { continue };
            let root = dotted.split('.').next().unwrap_or_default();
            let ours = !settings.vocabulary.is_group(root) && settings.vocabulary.variable(root).is_none();
            if ours && known.insert(root.to_owned()) {
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
        let mut known = HashSet::new();
        let of_macro = names.elsewhere(self.offset).filter_map(|symbol| match symbol {
            Symbol::Slot(name) if !name.contains(['\n', '\r']) => Some(name),
            _ => None,
        });
        for name in of_macro.chain(self.writing.slots.iter().map(|(name, _)| name)) {
            if known.insert(name.as_str()) {
                out.push(Candidate { detail: describe(name), ..candidate(name, CandidateKind::Field, word) });
            }
        }
        out
    }
}
