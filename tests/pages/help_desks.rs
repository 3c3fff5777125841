//! What is known of a help desk, as the tables of its page.

use softspoken::helpdesk::Platform;
use softspoken::helpdesk::facts::{Limit, Limits, TextKind};

use crate::section::cell;

/// The help desks that have a page: those whose macros can be read.
pub(crate) fn with_pages() -> impl Iterator<Item = &'static Platform> {
    Platform::all().iter().filter(|platform| platform.shape.is_some())
}

/// What a help desk prints, can say and takes, and the variables of macros in its own names.
pub(crate) fn facts(platform: &Platform) -> String {
    let mut out = String::from("| | |\n|---|---|\n");
    let mut row = |what: &str, said: String| out += &format!("| {what} | {} |\n", cell(&said));
    let delimiters = platform.delimiters.iter().map(|(open, close)| format!("`{open}…{close}`"));
    row("placeholder", delimiters.collect::<Vec<_>>().join(", "));
    row("fallback", fallback(platform));
    let printed = [
        ("an empty value prints", &platform.when_empty),
        ("a name that it does not know prints", &platform.when_unknown),
    ];
    for (what, printed) in printed {
        let said = printed.as_ref().map(|printed| format!("{}{}", printed.words, unless(printed.verified)));
        row(what, said.unwrap_or_else(not_known));
    }
    row("logic", logic(platform));
    row("text", platform.text.as_ref().map_or_else(not_known, |text| kind(text.kind).to_owned()));
    row("limits", limits(&platform.limits));
    out += "\n| variable | here |\n|---|---|\n";
    for name in &platform.names {
        let Some(canonical) = name.canonical else { continue };
        out += &format!("| `{}` | `{}`{} |\n", cell(canonical), cell(name.written), unless(name.verified));
    }
    out
}

/// What a macro keeps on its way to each help desk and back.
pub(crate) fn kept() -> String {
    let mut out = String::from("| help desk | text | fallback | logic | filters |\n|---|---|---|---|---|\n");
    for platform in with_pages() {
        let cells =
            [texts(platform), kept_fallback(platform), kept_logic(platform), kept_filters(platform)].join(" | ");
        out += &format!("| [{}](helpdesks/{}.md) | {cells} |\n", platform.title, platform.id);
    }
    out
}

fn texts(platform: &Platform) -> String {
    let Some(shape) = &platform.shape else { return not_known() };
    let fields = shape.text.iter().filter(|field| !field.derived);
    let mut said: Vec<String> = fields
        .map(|field| match &field.part {
            Some(part) => format!("{} for {part}", kind(field.kind)),
            None => kind(field.kind).to_owned(),
        })
        .collect();
    said.extend(shape.actions.iter().flat_map(|actions| &actions.text).map(|text| kind(text.kind).to_owned()));
    said.join("; ")
}

fn kept_fallback(platform: &Platform) -> String {
    let has_conditions = platform.logic.as_ref().is_some_and(|logic| logic.tags.iter().any(|tag| tag == "if"));
    match (&platform.fallback_form, &platform.logic) {
        (Some(_), _) => "kept",
        (None, Some(_)) if has_conditions => "as a condition",
        (None, Some(_)) => "none",
        (None, None) => "not known",
    }
    .to_owned()
}

fn kept_logic(platform: &Platform) -> String {
    let tags = platform.logic.as_ref().map(|logic| listed(&logic.tags));
    tags.unwrap_or_else(not_known)
}

fn kept_filters(platform: &Platform) -> String {
    match &platform.logic {
        None => not_known(),
        Some(logic) if logic.filters.len() > 3 => "those of its page".to_owned(),
        Some(logic) => listed(&logic.filters),
    }
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn not_known() -> String {
    "not known".to_owned()
}

fn unless(verified: bool) -> &'static str {
    if verified { "" } else { " (not verified)" }
}

fn fallback(platform: &Platform) -> String {
    let Some(form) = &platform.fallback_form else {
        let has_conditions = platform.logic.as_ref().is_some_and(|logic| logic.tags.iter().any(|tag| tag == "if"));
        return if has_conditions { "none; a condition says the same".to_owned() } else { "none known".to_owned() };
    };
    let element = form.element.as_ref();
    let element = element
        .map(|element| format!(", in HTML `<{} {}=\"…\" {}=\"…\">`", element.name, element.key, element.default))
        .unwrap_or_default();
    let never: Vec<String> = form.never.iter().map(|word| format!("`{word}`")).collect();
    let never = if never.is_empty() { String::new() } else { format!(", without {}", never.join(" ")) };
    format!("`{}`{element}{never}{}", form.written.trim_start(), unless(form.verified))
}

fn logic(platform: &Platform) -> String {
    let Some(logic) = &platform.logic else { return not_known() };
    let listed = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let tags = if logic.tags.is_empty() { "no tags".to_owned() } else { listed(&logic.tags) };
    let filters =
        if logic.filters.is_empty() { "no filters".to_owned() } else { format!("filters {}", listed(&logic.filters)) };
    format!("{tags}; {filters}{}", unless(logic.verified))
}

fn kind(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Html => "HTML",
        TextKind::Markdown | TextKind::MarkdownLines => "Markdown",
        TextKind::Text => "text",
        TextKind::HtmlIfTagged | TextKind::HtmlOrText => "HTML, or text without a tag",
    }
}

fn limits(limits: &Limits) -> String {
    let limit = |what: &str, limit: &Option<Limit>| {
        limit.as_ref().map(|limit| {
            let least = limit.least.map(|least| format!("{least} to ")).unwrap_or_else(|| "at most ".to_owned());
            format!("{what}: {least}{} {}{}", limit.most, limit.unit, unless(limit.verified))
        })
    };
    let said = [
        limit("title", &limits.title),
        limits.title_unique.as_ref().map(|said| format!("no title twice{}", unless(said.verified))),
        limit("text", &limits.text),
        limits.text_required.as_ref().map(|said| format!("no macro without a text{}", unless(said.verified))),
        limit("attachments", &limits.attachments),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { not_known() } else { said.join("; ") }
}
