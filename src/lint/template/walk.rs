//! The walk over the items of a text: once, in order, with what names stand for and what the conditions around say.

use super::branches::{self, Branch};
use super::comparisons;
use super::defined::{Defined, each_path};
use super::facts::Facts;
use super::names::{self, Meaning, Names};
use super::parameters;
use super::place::Place;
use super::printed;
use super::renders::{self, Way};
use super::scope::Scope;
use super::snippets::{self, Uses};
use super::teller::Teller;
use super::types;
use super::values::Values;
use crate::helpdesk::Kind;
use crate::syntax::{Argument, BlockKind, Condition, Expression, Filter, ItemKind, Name, Output, Tag, TagKind, Value};
use crate::text::Span;

/// The walk and all that it carries along.
pub(super) struct Walk<'w, 'a, 't> {
    pub(super) place: &'w Place<'a>,
    pub(super) names: &'w Names<'t>,
    pub(super) teller: &'w mut Teller<'t>,
    pub(super) scope: Scope<'w>,
    pub(super) facts: Facts,
    pub(super) open: Vec<Branch<'w>>,
    /// What the snippets that are rendered do with what they are given.
    pub(super) uses: Uses,
    /// Help desks' own placeholders, which were told.
    covered: &'w [Span],
}

impl<'w, 'a, 't> Walk<'w, 'a, 't> {
    pub(super) fn new(
        place: &'w Place<'a>,
        names: &'w Names<'t>,
        defined: &'w Defined<'a>,
        teller: &'w mut Teller<'t>,
        covered: &'w [Span],
    ) -> Self {
        let (scope, facts) = (Scope::new(defined), Facts::default());
        Self { place, names, teller, scope, facts, open: Vec::new(), uses: Uses::default(), covered }
    }

    pub(super) fn run(mut self) {
        let place = self.place;
        let mut covered = self.covered.iter().peekable();
        for (index, item) in place.parsed.items.iter().enumerate() {
            while covered.next_if(|span| span.end <= item.span.start).is_some() {}
            if covered.peek().is_some_and(|span| span.overlaps(item.span)) && !matches!(item.kind, ItemKind::Text) {
                continue;
            }
            branches::close_before(&mut self, index);
            match &item.kind {
                ItemKind::Output(output) => self.output(output, item.span, index),
                ItemKind::Tag(tag) => self.tag(tag, index),
                _ => {}
            }
        }
    }

    fn output(&mut self, output: &Output, span: Span, index: usize) {
        let told = self.teller.findings.len();
        self.paths(&output.value, true);
        self.arguments_of(&output.filters);
        types::through(self.place, self.teller, &output.value, &output.filters, &self.scope, self.names);
        // Of a name that is wrong there is no more to say; a help desk's own name may be empty all the same.
        let unknown = |finding: &crate::lint::Finding| finding.rule == "template/unknown-name";
        let wrong = self.teller.findings.get(told..).is_some_and(|new| new.iter().any(unknown));
        if !wrong && !self.is_all_of_a_capture(index) {
            printed::look(self.place, self.teller, output, span, &self.scope, &self.facts, self.names);
        }
    }

    /// Whether an output is all that is captured, so that conditions can ask for it afterwards.
    fn is_all_of_a_capture(&self, index: usize) -> bool {
        let items = &self.place.parsed.items;
        let written = |item: &&crate::syntax::Item| {
            item.kind != ItemKind::Text || !item.span.of(self.place.source).trim().is_empty()
        };
        let before = items.get(..index).and_then(|items| items.iter().rev().take(2).find(written));
        let after = items.get(index + 1..).and_then(|items| items.iter().take(2).find(written));
        let tag = |item: Option<&crate::syntax::Item>, opens: bool| {
            item.is_some_and(|item| match &item.kind {
                ItemKind::Tag(tag) if opens => matches!(tag.kind, TagKind::Capture(_)),
                ItemKind::Tag(tag) => tag.kind == TagKind::End(BlockKind::Capture),
                _ => false,
            })
        };
        tag(before, true) && tag(after, false)
    }

    fn tag(&mut self, tag: &'w Tag, index: usize) {
        match &tag.kind {
            TagKind::If(condition) | TagKind::Unless(condition) => {
                condition.iter().for_each(|condition| self.condition(condition));
                branches::open_if(self, condition.as_ref(), tag, index);
            }
            TagKind::Elsif(condition) => {
                condition.iter().for_each(|condition| self.condition(condition));
                branches::elsif(self, condition.as_ref(), tag, index);
            }
            TagKind::Else => branches::otherwise(self, tag, index),
            TagKind::Case(subject) => {
                subject.iter().for_each(|subject| self.paths(subject, false));
                branches::open_case(self, subject.as_ref(), index);
            }
            TagKind::When(values) => {
                values.iter().for_each(|value| self.paths(value, false));
                branches::when(self, values, index);
                self.compare_with_case(values);
            }
            TagKind::For { variable, list, arguments, .. } => {
                list.iter().for_each(|list| self.paths(list, false));
                self.arguments(arguments);
                branches::open(self, index);
                if let Some(key) = list.as_ref().and_then(|list| self.scope.key(list)) {
                    self.facts.learn(&[(key, Values::something())]);
                }
                if let Some(variable) = variable {
                    self.scope.set(&variable.text, element_kind(list.as_ref()), None, None);
                }
            }
            TagKind::Capture(name) => {
                if branches::open(self, index)
                    && let Some(open) = self.open.last_mut()
                {
                    open.captures = name.as_ref().map(|name| name.text.clone());
                }
            }
            TagKind::Assign { name, value, filters } => {
                value.iter().for_each(|value| self.paths(value, false));
                self.arguments_of(filters);
                if let (Some(name), Some(value)) = (name, value) {
                    self.assign(&name.text, value, filters);
                }
            }
            TagKind::Render { id, parameters } => {
                self.arguments(parameters);
                if let Some(id) = id {
                    self.render(tag, id, parameters, index);
                }
            }
            _ => {}
        }
    }

    fn render(&mut self, tag: &Tag, id: &Name, parameters: &[Argument], index: usize) {
        if renders::is_own(self.teller.subject, id) {
            return renders::tell_cycle(self.place, self.teller, id, &Way::default());
        }
        let Some(uses) = snippets::uses(self, &id.text) else {
            return renders::tell_missing(self.place, self.teller, id);
        };
        if let Some(way) = &uses.way_back {
            renders::tell_cycle(self.place, self.teller, id, way);
        }
        snippets::check(self, id, parameters, index, &uses);
        // What is included sees every name of the macro.
        if tag.name.text == "render" {
            parameters::check(self, id, parameters, &uses);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        condition.expressions().for_each(|value| self.paths(value, false));
        comparisons::look(self.place, self.teller, condition, &self.scope, self.names);
    }

    /// The values of a `when` with what the `case` around it compares.
    fn compare_with_case(&mut self, values: &[Expression]) {
        let Some(subject) = self.open.last().and_then(|branch| branch.subject) else { return };
        for value in values {
            comparisons::look_at_when(self.place, self.teller, subject, value, &self.scope, self.names);
        }
    }

    fn assign(&mut self, name: &'w str, value: &'w Expression, filters: &'w [Filter]) {
        let flow = types::through(self.place, self.teller, value, filters, &self.scope, self.names);
        let bare = filters.is_empty();
        let literal = self.scope.literal(value).filter(|_| bare);
        let may_be_empty = match &value.value {
            Value::Path(path) if bare && !self.scope.is_own(path) => {
                let guarded = self.scope.key(value).is_none_or(|key| self.facts.is_there(&key));
                let variable = printed::variable(path, self.names).filter(|variable| variable.may_be_empty && !guarded);
                variable.map(|variable| variable.name.clone())
            }
            _ => None,
        };
        self.scope.set(name, flow.kind, literal, may_be_empty);
    }

    fn arguments_of(&mut self, filters: &[Filter]) {
        filters.iter().for_each(|filter| self.arguments(&filter.arguments));
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        arguments.iter().for_each(|argument| self.paths(&argument.value, false));
    }

    /// Looks at every name in a value. A group of variables is wrong where it is printed only.
    fn paths(&mut self, value: &Expression, printed: bool) {
        each_path(value, &mut |expression, path| {
            if self.scope.is_own(path) {
                return;
            }
            let (names, place, span) = (self.names, self.place, expression.span);
            match names.meaning(path) {
                Meaning::Variable(..) => {}
                Meaning::Spelled(found) => names::tell_spelling(names, place, self.teller, span, &found),
                Meaning::NoSuchPart(variable, part) => names::tell_no_part(place, self.teller, span, variable, &part),
                Meaning::Group if printed => names::tell_group(names, place, self.teller, path, span),
                Meaning::Group => {}
                Meaning::Unknown { known_root } => {
                    let defined = self.scope.defined.names.iter().copied();
                    names::tell_unknown(names, place, self.teller, path, span, known_root, defined);
                }
            }
        });
    }
}

/// What stands in a list.
fn element_kind(list: Option<&Expression>) -> Kind {
    match list.map(|list| &list.value) {
        Some(Value::Range(..)) => Kind::Number,
        _ => Kind::Any,
    }
}
