//! `render`: a snippet in the place of a tag.

use super::fault::{Fault, Stop};
use super::scope::{Binding, Frame};
use super::walk::{File, Walk};
use crate::syntax::{Argument, Tag};

impl Walk<'_> {
    /// A rendered snippet sees its parameters and the data, and none of the caller's own names; an included one sees and
    /// sets those too.
    pub(super) fn snippet(
        &mut self,
        file: &File<'_>,
        tag: &Tag,
        id: &str,
        parameters: &[Argument],
    ) -> Result<(), Fault> {
        let Some((snippet, layout)) = self.snippet_of(id) else { return Err(Fault::Stopped(Stop::NoSnippet)) };
        let given = self.parameters(file, parameters)?;
        self.deeper()?;
        let inner =
            File { label: Some(&snippet.label), source: &snippet.source, parsed: &snippet.parsed, layout: &layout };
        let shares = tag.name.text == "include";
        let outer = if shares {
            self.frame.enter();
            None
        } else {
            let stamp = self.stamp();
            Some(std::mem::replace(&mut self.frame, Frame::new(stamp)))
        };
        for (name, binding) in given {
            self.frame.set(&name, binding);
        }
        let printed = self.items(&inner, 0, snippet.parsed.items.len());
        match outer {
            Some(outer) => self.frame = outer,
            None => self.frame.leave(),
        }
        self.depth -= 1;
        printed
    }

    fn parameters(&mut self, file: &File<'_>, parameters: &[Argument]) -> Result<Vec<(String, Binding)>, Fault> {
        let mut given = Vec::new();
        for parameter in parameters {
            let Some(name) = &parameter.name else { continue };
            let constant = self.is_constant(&parameter.value);
            let value = self.value(file, &parameter.value)?;
            let binding = self.binding(value, constant);
            given.push((name.text.clone(), binding));
        }
        Ok(given)
    }
}
