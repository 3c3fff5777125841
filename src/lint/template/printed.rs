//! What is printed: values that may be empty, the agent's name where the customer's is meant, data that is not for
//! customers.

use super::empties;
use super::facts::Facts;
use super::greeting::greets;
use super::names::{Meaning, Names};
use super::place::Place;
use super::scope::Scope;
use super::teller::Teller;
use crate::helpdesk::Variable;
use crate::knowledge::Severity;
use crate::syntax::{Output, Path, Value};
use crate::text::{Edit, Span};

const AGENT: &str = "template/agent-in-greeting";
const INTERNAL: &str = "template/internal-data";

/// Says what there is to say of an output at `span`.
pub(super) fn look(
    place: &Place,
    teller: &mut Teller,
    output: &Output,
    span: Span,
    scope: &Scope,
    facts: &Facts,
    names: &Names,
) {
    let Value::Path(path) = &output.value.value else { return };
    if scope.is_own(path) {
        let local = scope.local(&path.root.text).filter(|_| path.segments.is_empty());
        if let Some(name) = local.and_then(|local| local.may_be_empty.clone())
            && let Some(variable) = names.vocabulary.variable(&name)
        {
            empties::look(place, teller, output, span, variable, scope, facts);
        }
        return;
    }
    let Some(variable) = variable(path, names) else { return };
    if agent_in_greeting(place, teller, output, span, variable) {
        return;
    }
    // What should not be there at all needs nothing in its place.
    if !internal(place, teller, output, variable) {
        empties::look(place, teller, output, span, variable, scope, facts);
    }
}

/// The variable that a path is, by its own name or by that of a help desk.
pub(super) fn variable<'v>(path: &Path, names: &Names<'v>) -> Option<&'v Variable> {
    match names.meaning(path) {
        // A count or an element of a list is not the list.
        Meaning::Variable(variable, kind) => (kind == variable.kind).then_some(variable),
        Meaning::Spelled(found) if found.verified => names.vocabulary.variable(&found.canonical?),
        _ => None,
    }
}

/// “Hi {{ agent.first_name }},” greets the one who writes.
fn agent_in_greeting(place: &Place, teller: &mut Teller, output: &Output, span: Span, variable: &Variable) -> bool {
    let is_person = ["agent.", "assignee."].iter().any(|root| variable.name.starts_with(root));
    let part = variable.name.split('.').next_back().unwrap_or_default();
    let customer = match part {
        "name" | "display_name" => "customer.name",
        "first_name" => "customer.first_name",
        "last_name" => "customer.last_name",
        _ => return false,
    };
    if !is_person || place.is_subject || is_note(teller) || !greets(place, span, place.line(span.start)) {
        return false;
    }
    let written = output.value.span.of(place.source);
    let message =
        format!("`{written}` is who sends the message, and the greeting calls the customer so; write `{customer}`");
    let Some(mut told) = teller.tell(place, AGENT, Severity::Error, output.value.span, message) else { return true };
    let has_default = output.filters.iter().any(|filter| filter.name.text == "default");
    let fallback = place.quoted("there").filter(|_| !has_default && part != "last_name");
    let new = match fallback {
        Some(there) => format!("{customer} | default: {there}"),
        None => customer.to_owned(),
    };
    told.fix(format!("Greet `{customer}`"), vec![Edit::replace(output.value.span, new)]);
    true
}

fn internal(place: &Place, teller: &mut Teller, output: &Output, variable: &Variable) -> bool {
    if !variable.internal || is_note(teller) {
        return false;
    }
    let written = output.value.span.of(place.source);
    let message = format!("`{written}` is for the team only ({}), and customers would read it here", variable.meaning);
    teller.tell(place, INTERNAL, Severity::Error, output.value.span, message).is_some()
}

/// Whether the macro writes a note for the team, which no customer reads.
fn is_note(teller: &Teller) -> bool {
    teller.subject.parsed.front_matter.actions.iter().any(|action| {
        let text = |scalar: &Option<crate::syntax::Scalar>| {
            scalar.as_ref().map(|scalar| scalar.text.trim_matches(['"', '\'']).to_lowercase()).unwrap_or_default()
        };
        let (field, value) = (text(&action.field), text(&action.value));
        (field == "comment_mode_is_public" && value == "false") || (field.contains("internal") && value == "true")
    })
}
