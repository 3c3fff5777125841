//! Tables of the filters, and of the variables that every help desk has.

use softspoken::helpdesk::{Catalogue, FILTER_FACTS, Gives, Parameter};

use crate::section::cell;

/// Every filter with what it takes and gives.
pub(crate) fn filters() -> String {
    let mut out = String::from("| filter | takes | gives | what it does | for example |\n|---|---|---|---|---|\n");
    for filter in FILTER_FACTS {
        let parameters: Vec<String> = filter.parameters.iter().map(parameter).collect();
        let colon = if parameters.is_empty() { "" } else { ": " };
        let gives = match filter.gives {
            Gives::Kind(kind) => kind.as_str(),
            Gives::Same => "the same kind",
            Gives::Element => "one of the list",
            Gives::Either => "the one or the other",
        };
        let example = format!("{{{{ {} }}}}", filter.example);
        out += &format!(
            "| `{}{colon}{}` | {} | {gives} | {} | `{}` |\n",
            filter.name,
            parameters.join(", "),
            filter.takes.as_str(),
            cell(filter.meaning),
            cell(&example)
        );
    }
    out
}

fn parameter(parameter: &Parameter) -> String {
    let name = if parameter.named { format!("{}: …", parameter.name) } else { parameter.name.to_owned() };
    if parameter.optional { format!("[{name}]") } else { name }
}

/// The canonical variables.
pub(crate) fn variables() -> String {
    let mut out = String::from("| variable | kind | may be empty | sample | meaning |\n|---|---|---|---|---|\n");
    for variable in &Catalogue::canonical().variables {
        let meaning = if variable.internal {
            format!("{}; not for customers", variable.meaning)
        } else {
            variable.meaning.clone()
        };
        out += &format!(
            "| `{}` | {} | {} | {} | {} |\n",
            variable.name,
            variable.kind.as_str(),
            if variable.may_be_empty { "yes" } else { "no" },
            variable.sample.as_deref().map(|sample| format!("`{}`", cell(sample))).unwrap_or_default(),
            cell(&meaning)
        );
    }
    out
}
