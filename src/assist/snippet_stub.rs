//! The first text of a snippet that a macro renders and that is not there yet.

use crate::syntax::{ItemKind, Macro, TagKind};

/// The text of the snippet `id` for the macro that renders it: a title, a slot for the words, and what it is given.
pub fn snippet_stub(parsed: &Macro, id: &str) -> String {
    let name = id.rsplit('/').next().unwrap_or(id);
    let title = name.replace(['-', '_'], " ");
    let mut letters = title.chars();
    let title: String = letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
    let given: String = parameters(parsed, id).iter().map(|name| format!(" {{{{ {name} }}}}")).collect();
    let title = serde_json::to_string(&title).unwrap_or_default();
    format!("---\ntitle: {title}\n---\n[[text: the words of this snippet]]{given}\n")
}

/// What the macro gives the snippet, in the order of writing.
fn parameters<'a>(parsed: &'a Macro, id: &str) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for item in &parsed.items {
        let ItemKind::Tag(tag) = &item.kind else { continue };
        let TagKind::Render { id: Some(rendered), parameters } = &tag.kind else { continue };
        let names = parameters.iter().filter(|_| rendered.text == id).filter_map(|given| given.name.as_ref());
        for name in names {
            if !out.contains(&name.text.as_str()) {
                out.push(&name.text);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_a_slot_and_the_parameters() {
        let source = "{% render 'a/sign-off', tone: 'warm', who: agent.name %}{% render 'a/sign-off', tone: 'cool' %}{% render 'b', c: 1 %}";
        let stub = snippet_stub(&Macro::parse(source), "a/sign-off");
        assert_eq!(stub, "---\ntitle: \"Sign off\"\n---\n[[text: the words of this snippet]] {{ tone }} {{ who }}\n");
        assert_eq!(Macro::parse(&stub).mistakes, []);
    }
}
