//! `default`: in the help desk's own form, as a condition, or lost.

use std::rc::Rc;

use super::data::{Applied, Data, Root};
use super::operand::{Operand, filtered};
use super::print::Written;
use super::target::{Said, Way, behind_bar};
use super::walk::Walk;
use super::{Certainty, LossKind};
use crate::helpdesk::facts::Fallback;

impl Walk<'_> {
    /// A value with filters before and behind its `default`.
    pub(super) fn with_default(
        &mut self,
        data: &Rc<Data>,
        before: &[Applied],
        default: &Applied,
        behind: &[Applied],
    ) -> Written {
        let fallback = default.arguments.first().map_or(Operand::Unknown, |(_, value)| value.clone());
        // What is written there goes through the filters behind it too.
        let fallback = behind.iter().fold(fallback, |value, filter| filtered(value, filter.clone()));
        let said = match self.name(data) {
            Ok(said) => said,
            Err(lost) => {
                let instead = self.written(&fallback);
                self.lose_name(data, lost, &instead);
                return instead;
            }
        };
        let kept: Vec<Applied> =
            before.iter().chain(behind).filter(|filter| filter.name != "default").cloned().collect();
        let filters = self.filters(data, &kept);
        if data.root == Root::Parameter {
            return Written::Hole(said.written);
        }
        let constant = fallback.constant().map(|value| super::print::printed(&value));
        if constant.as_deref().is_some_and(str::is_empty) && self.target.prints_nothing() {
            return Written::Hole(self.output(&said, &filters));
        }
        let is_never_read = data.root == Root::Variable && before.is_empty() && self.target.is_always_there(&data.name);
        let plain = default.arguments.len() == 1 && !matches!(fallback, Operand::Unknown | Operand::Captured(_));
        match (self.target.fallback(), constant) {
            (Way::Logic, _) if plain => {
                let there = self.output(&said, &filters);
                let nothing = self.written(&fallback).inside(self);
                Written::Hole(format!("{{% if {} == blank %}}{nothing}{{% else %}}{there}{{% endif %}}", said.inner))
            }
            (Way::Written(form), Some(text)) if plain && filters.is_empty() && holds(form, &text) => {
                Written::Hole(self.behind_name(&said, form, &text))
            }
            (Way::None(Certainty::NotKnown), _) if plain && self.is_tried(default.place, Some(data.place)) => {
                let Some(nothing) = self.argument(&fallback) else {
                    let what = String::new();
                    return self.lose_default(data, default, &fallback, LossKind::Fallback, Certainty::NotKnown, what);
                };
                Written::Hole(self.output(&said, &format!("{filters}{}", behind_bar("default", &nothing))))
            }
            _ if is_never_read => Written::Hole(self.output(&said, &filters)),
            (Way::Written(form), Some(text)) if plain && filters.is_empty() => {
                self.lose_default(data, default, &fallback, LossKind::FallbackText, certain(form), text)
            }
            (way, text) => {
                let certainty = match way {
                    Way::None(certainty) => certainty,
                    Way::Written(form) => certain(form),
                    Way::Logic => Certainty::Certain,
                };
                let what = text.unwrap_or_default();
                let nothing = fallback.constant().is_some() && what.is_empty();
                let lost = self.lose_default(data, default, &fallback, LossKind::Fallback, certainty, what);
                // In the place of nothing the name says more.
                if nothing { Written::Hole(self.output(&said, &filters)) } else { lost }
            }
        }
    }

    fn lose_default(
        &mut self,
        data: &Data,
        default: &Applied,
        fallback: &Operand,
        kind: LossKind,
        certainty: Certainty,
        what: String,
    ) -> Written {
        let instead = self.written(fallback);
        let text = instead.inside(self);
        self.lose(kind, certainty, what, text, default.place, Some(data.place));
        self.lost_of(data);
        instead
    }

    /// A name with a text behind it.
    fn behind_name(&self, said: &Said, form: &Fallback<&'static str>, text: &str) -> String {
        if let Some(element) = &form.element {
            let value = self.target.escaped(text).replace('"', "&quot;");
            let (name, key, default) = (&element.name, &element.key, &element.default);
            return format!("<{name} {key}=\"{}\" {default}=\"{value}\"/>", said.inner);
        }
        let (open, close) = self.target.platform.delimiters.first().copied().unwrap_or(("{{", "}}"));
        let written = form.written.replace('…', &self.target.escaped(text));
        format!("{open}{}{written}{close}", said.inner)
    }
}

/// Whether a text can stand in it.
fn holds(form: &Fallback<&'static str>, text: &str) -> bool {
    !form.never.iter().any(|never| text.contains(never.as_str()))
}

fn certain(form: &Fallback<&'static str>) -> Certainty {
    if form.verified { Certainty::Certain } else { Certainty::Unverified }
}
