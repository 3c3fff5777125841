//! Slots: what the agent is to write there, as the front matter, the slot itself or the workspace says.

use super::Pointing;
use crate::syntax::{ItemKind, Name};

/// What is known of one slot.
#[derive(Default)]
struct Described {
    description: Option<String>,
    example: Option<String>,
    options: Vec<String>,
}

impl Described {
    /// What `self` leaves out is taken from `other`.
    fn or(mut self, other: Self) -> Self {
        self.description = self.description.or(other.description);
        self.example = self.example.or(other.example);
        if self.options.is_empty() {
            self.options = other.options;
        }
        self
    }
}

/// What a slot is for.
pub(super) fn words(pointing: &Pointing, name: &str) -> Option<String> {
    let Described { description, example, options } = in_body(pointing, name).or(documented(pointing, name));
    let mut out = match description {
        Some(description) => format!("Slot `{name}`: {description}"),
        None => format!("Slot `{name}`: the agent fills it in before sending"),
    };
    if !options.is_empty() {
        let options: Vec<String> = options.iter().map(|option| format!("- {option}")).collect();
        out.push_str(&format!("\n\nOne of:\n\n{}", options.join("\n")));
    }
    if let Some(example) = example {
        out.push_str(&format!("\n\nFor example: {example}"));
    }
    Some(out)
}

fn texts(names: &[Name]) -> Vec<String> {
    names.iter().map(|name| name.text.clone()).collect()
}

/// What the slots of that name say themselves.
fn in_body(pointing: &Pointing, name: &str) -> Described {
    let slots = pointing.subject.parsed.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Slot(slot) if slot.name.text == name => Some(slot),
        _ => None,
    });
    slots.fold(Described::default(), |known, slot| {
        let hint = slot.hint.as_ref().map(|hint| hint.text.clone());
        known.or(Described { description: hint, example: None, options: texts(&slot.options) })
    })
}

/// What the front matter says, and where it says nothing, the workspace.
fn documented(pointing: &Pointing, name: &str) -> Described {
    let own = pointing.subject.parsed.front_matter.slots.iter().find(|slot| slot.name.text == name);
    let text = |name: &Option<Name>| name.as_ref().map(|name| name.text.clone());
    let own = own.map(|slot| Described {
        description: text(&slot.description),
        example: text(&slot.example),
        options: texts(&slot.options),
    });
    let shared = pointing.config.slots.iter().find(|slot| slot.name == name);
    let shared = shared.map(|slot| Described {
        description: slot.description.clone(),
        example: slot.example.clone(),
        options: slot.options.clone(),
    });
    own.unwrap_or_default().or(shared.unwrap_or_default())
}
