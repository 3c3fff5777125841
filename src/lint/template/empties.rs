//! Values that may be empty and have no `default`: “Hi ,” in a greeting, “your order  is” in a sentence.

use super::facts::Facts;
use super::greeting::greets;
use super::place::Place;
use super::printed;
use super::scope::Scope;
use super::teller::Teller;
use super::walk::Walk;
use super::words::Words;
use crate::helpdesk::Variable;
use crate::knowledge::Severity;
use crate::lint::Elsewhere;
use crate::lint::tone::speaks_english;
use crate::message::Snippet;
use crate::syntax::{Expression, Filter, Output, Value};
use crate::text::{Edit, Span};

const EMPTY: &str = "template/may-be-empty";

/// Filters that leave what is empty empty. All others make something of it, or were put there by somebody who thought of it.
const KEEP_EMPTY: &[&str] = &[
    "capitalize",
    "date",
    "downcase",
    "escape",
    "escape_once",
    "first",
    "join",
    "last",
    "lstrip",
    "newline_to_br",
    "remove",
    "remove_first",
    "remove_last",
    "replace",
    "replace_first",
    "replace_last",
    "rstrip",
    "sort",
    "sort_natural",
    "strip",
    "strip_html",
    "strip_newlines",
    "truncate",
    "truncatewords",
    "uniq",
    "upcase",
    "url_encode",
];

/// Where the value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Stands {
    Greeting,
    Subject,
    Address,
    Sentence,
}

/// Tells of an output of `variable` that nothing guards.
pub(super) fn look(
    place: &Place,
    teller: &mut Teller,
    output: &Output,
    span: Span,
    variable: &Variable,
    scope: &Scope,
    facts: &Facts,
) {
    if !variable.may_be_empty || !keeps_empty(&output.filters) || is_guarded(&output.value, variable, scope, facts) {
        return;
    }
    let line = place.line(span.start);
    let stands = stands(place, span, line);
    if stands == Stands::Sentence && is_harmless(place, span, line, variable) {
        return;
    }
    let written = output.value.span.of(place.source);
    let (most, message) = match stands {
        Stands::Greeting => (
            Severity::Error,
            format!(
                "`{written}` may be empty, and the greeting would have a gap where the name belongs; say what to write then"
            ),
        ),
        Stands::Subject => (
            Severity::Error,
            format!("`{written}` may be empty, and the subject line would have a gap; say what to write then"),
        ),
        Stands::Address => (
            Severity::Error,
            format!(
                "`{written}` may be empty, and the link would lead nowhere; send this passage only where there is one"
            ),
        ),
        Stands::Sentence => (
            Severity::Information,
            format!("`{written}` may be empty, and the sentence would have a gap; say what to write then"),
        ),
    };
    let english = speaks_english(teller.subject);
    if let Some(mut told) = teller.tell(place, EMPTY, most, span, message)
        && told.fixes
    {
        if let Some(text) = instead(place, span, variable, stands).filter(|_| english) {
            let end = output.filters.last().map_or(output.value.span.end, |filter| filter.span.end);
            let quoted = place.quoted(&text);
            let edits = quoted.map(|quoted| Edit::insert(end, format!(" | default: {quoted}")));
            told.fix(format!("Write “{text}” where it is empty"), edits.into_iter().collect());
        }
        match stands {
            Stands::Address => told.fix("Send this line only where there is one", around_line(place, output, span)),
            _ => told.fix("Leave it out where it is empty", left_out(place, output, span)),
        }
    }
}

/// Whether what is empty is still empty after these filters.
pub(super) fn keeps_empty(filters: &[Filter]) -> bool {
    filters.iter().all(|filter| KEEP_EMPTY.contains(&filter.name.text.as_str()))
}

/// Tells of a value that may be empty and is given to a snippet which prints it as it is, at `printed` of `snippet`. `tag` is
/// the whole of the `render`, and `name` what the snippet calls the value.
pub(super) fn look_at_given(
    walk: &mut Walk,
    tag: Span,
    value: &Expression,
    id: &str,
    name: &str,
    snippet: &Snippet,
    printed: Span,
) {
    let Some(variable) = given_variable(walk, value) else { return };
    if !variable.may_be_empty || is_guarded(value, variable, &walk.scope, &walk.facts) {
        return;
    }
    let inside = Place::of_snippet(snippet);
    let line = inside.line(printed.start);
    let stands = stands(&inside, printed, line);
    if stands == Stands::Sentence && is_harmless(&inside, printed, line, variable) {
        return;
    }
    let most = if stands == Stands::Sentence { Severity::Information } else { Severity::Error };
    let written = value.span.of(walk.place.source);
    let message = format!(
        "`{written}` may be empty, and the snippet `{id}` prints it as `{name}` all the same; say what to write then"
    );
    let english = speaks_english(walk.teller.subject);
    let free = |name: &str| {
        let known = walk.scope.defined.names.contains(name) || walk.scope.defined.may_be_read(name);
        !known && !walk.names.vocabulary.is_group(name) && walk.names.vocabulary.variable(name).is_none()
    };
    let own = { [name, "given"] }.into_iter().find(|name| free(name));
    let Some(mut told) = walk.teller.tell(walk.place, EMPTY, most, value.span, message) else { return };
    if let (true, Some(text), Some(own)) = (english, instead(&inside, printed, variable, stands), own)
        && let Some(quoted) = walk.place.quoted(&text)
    {
        let assign = format!("{{% assign {own} = {written} | default: {quoted} %}}");
        let edits = vec![Edit::insert(tag.start, assign), Edit::replace(value.span, own)];
        told.fix(format!("Write “{text}” where it is empty"), edits);
    }
    let elsewhere = Elsewhere { label: snippet.label.clone(), source: snippet.source.as_str().into() };
    told.elsewhere(printed, format!("`{name}` is printed here"), elsewhere);
}

/// The variable that is given: by its own name, or by one that the macro gave it.
fn given_variable<'v>(walk: &Walk<'_, '_, 'v>, value: &Expression) -> Option<&'v Variable> {
    let Value::Path(path) = &value.value else { return None };
    if !walk.scope.is_own(path) {
        return printed::variable(path, walk.names).filter(|variable| !variable.internal);
    }
    let local = walk.scope.local(&path.root.text).filter(|_| path.segments.is_empty())?;
    walk.names.vocabulary.variable(local.may_be_empty.as_ref()?)
}

/// Whether something around a value makes sure that it is not empty, or nothing can be told.
fn is_guarded(value: &Expression, variable: &Variable, scope: &Scope, facts: &Facts) -> bool {
    if facts.is_empty() {
        return !scope.has_key(value);
    }
    let Some(key) = scope.key(value) else { return true };
    facts.is_there(&key) || facts.is_there(&format!("0:{}", variable.name))
}

/// Where something stands that is on this line.
fn stands(place: &Place, span: Span, line: Span) -> Stands {
    if place.is_subject {
        return Stands::Subject;
    }
    let before = Span::new(line.start, span.start).of(place.source);
    let opens_address = ["](", "](<", "href=\"", "href='", "src=\"", "src='"];
    match () {
        () if opens_address.iter().any(|opener| before.ends_with(opener)) => Stands::Address,
        () if greets(place, span, line) => Stands::Greeting,
        () => Stands::Sentence,
    }
}

/// Whether nobody misses the value on this line: a signature on a line of its own, or what the customer wrote, quoted.
fn is_harmless(place: &Place, span: Span, line: Span, variable: &Variable) -> bool {
    let (is_alone, is_quoted) = on_its_line(place, span, line);
    (is_alone && variable.name.ends_with(".signature")) || is_quoted
}

/// Whether a line is nothing but the value, and whether it is what the customer wrote.
fn on_its_line(place: &Place, span: Span, line: Span) -> (bool, bool) {
    let line = line.of(place.source).trim();
    (line == span.of(place.source), line.starts_with('>'))
}

/// All of the words around an output that decides what is said of it.
pub(in crate::lint) fn surroundings(place: &Place, span: Span) -> (Stands, (bool, bool)) {
    let line = place.line(span.start);
    (stands(place, span, line), on_its_line(place, span, line))
}

/// What to write where the value is empty, in English.
fn instead(place: &Place, span: Span, variable: &Variable, stands: Stands) -> Option<String> {
    let words = Words::shipped();
    let name = variable.name.as_str();
    let text = match stands {
        Stands::Greeting => matches!(name, "customer.first_name" | "customer.name").then_some("there"),
        Stands::Subject => words.instead_in_subject.get(name).or_else(|| words.instead.get(name)).map(String::as_str),
        Stands::Sentence => words.instead.get(name).map(String::as_str),
        Stands::Address => None,
    }?;
    let before = Span::new(place.line(span.start).start, span.start).of(place.source).trim_end();
    let begins = stands != Stands::Greeting && (before.is_empty() || before.ends_with(['.', '!', '?', '-', '*', '>']));
    let mut letters = text.chars();
    Some(match letters.next() {
        Some(first) if begins => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    })
}

/// The output between `if` and `endif`, with the blank before it, so that no gap is left.
fn left_out(place: &Place, output: &Output, span: Span) -> Vec<Edit> {
    if output.trim.left || output.trim.right {
        return Vec::new();
    }
    let before = place.source.get(place.parsed.body.start..span.start).unwrap_or_default();
    let after = place.source.get(span.end..).unwrap_or_default();
    let closes = after.is_empty() || after.starts_with(['.', ',', '!', '?', ';', ':', '\n', '\r']);
    let taken = if closes && before.ends_with(", ") { 2 } else { usize::from(before.ends_with(' ')) };
    let start = span.start - taken;
    let end = if taken == 0 && after.starts_with(' ') { span.end + 1 } else { span.end };
    let value = output.value.span.of(place.source);
    vec![Edit::insert(start, format!("{{% if {value} %}}")), Edit::insert(end, "{% endif %}")]
}

/// The whole line between `if` and `endif`, where no tag stands on it.
fn around_line(place: &Place, output: &Output, span: Span) -> Vec<Edit> {
    let line = place.line(span.start);
    if line.of(place.source).contains("{%") {
        return Vec::new();
    }
    let value = output.value.span.of(place.source);
    vec![Edit::insert(line.start, format!("{{% if {value} %}}")), Edit::insert(line.end, "{% endif %}")]
}
