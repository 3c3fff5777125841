//! The conditions of a macro with the language's own names in the place of those of help desks, so that one question is one
//! question, and titles say it alike.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::helpdesk::{Found, Platform};
use crate::lint::Subject;
use crate::syntax::{Condition, Expression, ItemKind, Macro, Name, Path, Segment, TagKind, Value};

/// The macro with canonical names in all that its conditions ask.
pub(super) fn canonical<'m>(subject: &Subject<'m>) -> Cow<'m, Macro> {
    let names = Names::of(subject);
    let mut out = Cow::Borrowed(subject.parsed);
    for (at, item) in subject.parsed.items.iter().enumerate() {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        let mut kind = tag.kind.clone();
        let mut any = false;
        asked(&mut kind, &mut |path| {
            if let Some(other) = names.canonical(path) {
                (*path, any) = (other, true);
            }
        });
        if any
            && let Some(item) = out.to_mut().items.get_mut(at)
            && let ItemKind::Tag(tag) = &mut item.kind
        {
            tag.kind = kind;
        }
    }
    out
}

/// The names that only the macro itself can have given a value: no help desk has them, and nobody renders it.
pub(super) fn unset<'m>(subject: &Subject<'m>) -> Vec<&'m str> {
    let vocabulary = &subject.settings.vocabulary;
    let is_known = |name: &str| !matches!(vocabulary.find(name), Found::Unknown { known_root: false });
    let mut names: Vec<&str> = set(subject.parsed).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !is_known(name) && Platform::all_with(name).is_empty());
    names
}

/// The names that a macro gives values, as often as it does.
fn set(parsed: &Macro) -> impl Iterator<Item = &str> {
    parsed.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Tag(tag) => super::set_by(&tag.kind),
        _ => None,
    })
}

/// Who calls what how.
struct Names<'m> {
    subject: &'m Subject<'m>,
    platforms: Vec<&'static Platform>,
    /// The first names that the macro gives values itself.
    own: HashSet<&'m str>,
}

impl<'m> Names<'m> {
    fn of(subject: &'m Subject<'m>) -> Self {
        let given = &subject.parsed.front_matter.platforms;
        let words: Vec<&str> = match given.is_empty() {
            true => subject.settings.platforms.iter().map(String::as_str).collect(),
            false => given.iter().map(|name| name.text.as_str()).collect(),
        };
        let platforms = words.into_iter().filter_map(Platform::named).collect();
        Self { subject, platforms, own: set(subject.parsed).collect() }
    }

    fn canonical(&self, path: &Path) -> Option<Path> {
        let dotted = path.dotted();
        let is_own = self.own.contains(path.root.text.as_str());
        if is_own || !dotted.contains('.') || self.subject.settings.vocabulary.variable(&dotted).is_some() {
            return None;
        }
        let here = self.platforms.iter().find_map(|platform| platform.name(&dotted)?.canonical);
        let found = here.or_else(|| Platform::all_with(&dotted).into_iter().find_map(|found| found.canonical))?;
        let mut parts = found.split('.').map(|part| Name { text: part.to_owned(), span: path.root.span });
        Some(Path { root: parts.next()?, segments: parts.map(Segment::Property).collect() })
    }
}

/// Calls `visit` for every path that the conditions of a tag ask for.
fn asked(kind: &mut TagKind, visit: &mut impl FnMut(&mut Path)) {
    match kind {
        TagKind::If(Some(asked)) | TagKind::Unless(Some(asked)) | TagKind::Elsif(Some(asked)) => {
            condition(asked, visit);
        }
        TagKind::Case(subject) => subject.iter_mut().for_each(|subject| path(subject, visit)),
        TagKind::When(values) => values.iter_mut().for_each(|value| path(value, visit)),
        _ => {}
    }
}

fn condition(asked: &mut Condition, visit: &mut impl FnMut(&mut Path)) {
    let rest = asked.rest.iter_mut().map(|(_, comparison)| comparison);
    for comparison in std::iter::once(&mut asked.first).chain(rest) {
        path(&mut comparison.left, visit);
        comparison.right.iter_mut().for_each(|(_, right)| path(right, visit));
    }
}

fn path(expression: &mut Expression, visit: &mut impl FnMut(&mut Path)) {
    if let Value::Path(path) = &mut expression.value {
        visit(path);
    }
}
