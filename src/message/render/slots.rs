//! What stands in the place of a slot in a preview: a sample in square brackets, since only the agent knows the real one.

use crate::syntax::{FrontMatter, Slot};

/// What a workspace says of the slots of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotSample {
    /// The slot's name.
    pub name: String,
    /// What may stand there.
    pub sample: String,
}

/// The slot's first choice, else the example or the first choice that the front matter gives, else the workspace's sample,
/// else the hint, else the name.
pub(super) fn shown(slot: &Slot, front_matter: &FrontMatter, samples: &[SlotSample]) -> String {
    let name = slot.name.text.as_str();
    let own = slot.options.first().map(|option| option.text.as_str());
    let documented = || {
        let doc = front_matter.slots.iter().find(|doc| doc.name.text == name)?;
        doc.example.as_ref().or(doc.options.first()).map(|example| example.text.as_str())
    };
    let sample = || samples.iter().find(|sample| sample.name == name).map(|sample| sample.sample.as_str());
    let hint = || slot.hint.as_ref().map(|hint| hint.text.as_str());
    format!("[{}]", own.or_else(documented).or_else(sample).or_else(hint).unwrap_or(name))
}
