//! What a rule names must be there: techniques, other rules, and the captures of its message and rewordings.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pack::Use;
use super::pack_places::Places;
use super::written::list;
use super::{PackMistake, Part, Role, parts};
use crate::text::{Span, nearest};

/// A text of a pack with its place.
type Text = (String, Span);

/// What a rule names, and what its phrases capture.
#[derive(Debug)]
pub(super) struct RuleSense {
    id: Span,
    is_new: bool,
    techniques: Vec<Text>,
    silent_where: Vec<Text>,
    message: Option<Text>,
    cases: Vec<CaseSense>,
    has_flow: bool,
    /// A phrase of it is wrong, so that what it captures is not known.
    broken: bool,
}

#[derive(Debug, Default)]
struct CaseSense {
    reframes: Vec<Text>,
    captures: Vec<String>,
}

impl RuleSense {
    /// What the table of a rule names.
    pub(super) fn new(table: &DeTable<'_>, is_new: bool, id: Span) -> Self {
        let case = |value: &Spanned<DeValue<'_>>| CaseSense {
            reframes: value.get_ref().as_table().map(reframes).unwrap_or_default(),
            captures: Vec::new(),
        };
        Self {
            id,
            is_new,
            techniques: list(table, "techniques").iter().filter_map(text).collect(),
            silent_where: list(table, "silent_where").iter().filter_map(text).collect(),
            message: table.get("message").and_then(text),
            cases: list(table, "case").iter().map(case).collect(),
            has_flow: !list(table, "flow").is_empty(),
            broken: false,
        }
    }

    /// Takes what a phrase captures; `None` where it is wrong.
    pub(super) fn captured(&mut self, used: Use, names: Option<Vec<String>>) {
        let Some(names) = names else {
            self.broken = true;
            return;
        };
        if let Use::Rule(used) = used
            && let Role::Case(case) = used.role
            && let Some(case) = self.cases.get_mut(case)
        {
            case.captures.extend(names);
        }
    }
}

fn text(value: &Spanned<DeValue<'_>>) -> Option<Text> {
    Some((value.get_ref().as_str()?.to_owned(), value.span().into()))
}

fn reframes(case: &DeTable<'_>) -> Vec<Text> {
    let texts = list(case, "reframes").iter().filter_map(|reframe| text(reframe.get_ref().as_table()?.get("text")?));
    texts.collect()
}

/// The ids that a rule may name: of what is there, and of what was taken away.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) techniques: Vec<&'a str>,
    pub(super) rules: Vec<&'a str>,
}

/// What a rule names that is not there.
pub(super) fn mistakes(rule: &RuleSense, known: &Known, places: &Places) -> Vec<PackMistake> {
    let mut out = Vec::new();
    unknown_ids("technique", &rule.techniques, &known.techniques, places, &mut out);
    unknown_ids("rule", &rule.silent_where, &known.rules, places, &mut out);
    if rule.cases.is_empty() && !rule.has_flow {
        if rule.is_new {
            out.push(
                places.mistake(rule.id, "this rule looks for nothing; add a `[[rule.case]]` with `phrases`, or `flow`"),
            );
        }
        return out;
    }
    let Some((message, span)) = rule.message.as_ref().filter(|(message, _)| !message.trim().is_empty()) else {
        out.push(places.mistake(rule.id, "a rule that looks for something needs a `message`"));
        return out;
    };
    if rule.broken {
        return out;
    }
    let all: Vec<&str> = rule.cases.iter().flat_map(|case| &case.captures).map(String::as_str).collect();
    unknown_names(message, *span, &["match"], &all, places, &mut out);
    for case in &rule.cases {
        let captures: Vec<&str> = case.captures.iter().map(String::as_str).collect();
        for (text, span) in &case.reframes {
            unknown_names(text, *span, &["match", "before", "after"], &captures, places, &mut out);
        }
    }
    out
}

/// Tells each id that is not known.
fn unknown_ids(kind: &str, ids: &[Text], known: &[&str], places: &Places, out: &mut Vec<PackMistake>) {
    for (id, span) in ids.iter().filter(|(id, _)| !known.contains(&id.as_str())) {
        let hint = match nearest(id, known.iter().copied()) {
            Some((near, _)) => format!("did you mean `{near}`?"),
            None => "`softspoken rules` lists them".to_owned(),
        };
        out.push(places.mistake(*span, format!("no {kind} is called `{id}`; {hint}")));
    }
}

/// Tells each `{name}` of a text that is neither given nor captured.
fn unknown_names(
    text: &str,
    span: Span,
    given: &[&str],
    captures: &[&str],
    places: &Places,
    out: &mut Vec<PackMistake>,
) {
    for part in parts(text) {
        let Part::Name(name) = part else { continue };
        if given.contains(&name) || captures.contains(&name) {
            continue;
        }
        let hint = match nearest(name, captures.iter().chain(given).copied()) {
            Some((near, _)) => format!("did you mean `{{{near}}}`?"),
            None => format!("a phrase captures it with `{{{name}: …}}`"),
        };
        let written = format!("{{{name}}}");
        let at = places.text(span).find(&written).map_or(span, |at| {
            let start = span.start + at;
            Span::new(start, start + written.len())
        });
        out.push(places.mistake(at, format!("no phrase captures `{name}`; {hint}")));
    }
}
