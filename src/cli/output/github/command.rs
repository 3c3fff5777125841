//! Workflow commands: `::warning file=…,line=…::words`, a line each, escaped as the runner reads them.

/// A command that is being written.
#[derive(Debug)]
pub(super) struct Command {
    text: String,
    /// What stands before the next property.
    before: char,
}

impl Command {
    /// The command of that name.
    pub(super) fn new(name: &str) -> Self {
        Self { text: format!("::{name}"), before: ' ' }
    }

    /// With that property.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.text.push(std::mem::replace(&mut self.before, ','));
        self.text.push_str(name);
        self.text.push('=');
        escape(value, true, &mut self.text);
        self
    }

    /// The whole line.
    pub(super) fn says(mut self, words: &str) -> String {
        self.text.push_str("::");
        escape(words, false, &mut self.text);
        self.text.push('\n');
        self.text
    }
}

/// Writes `text` so that it stays on its line and, in a property, among the others.
fn escape(text: &str, in_property: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if in_property => out.push_str("%3A"),
            ',' if in_property => out.push_str("%2C"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_in_their_place() {
        let command =
            Command::new("warning").with("file", "a,b:c%0A\n.macro").with("line", "3").says("50% :: off,\r\nnow");
        assert_eq!(command, "::warning file=a%2Cb%3Ac%250A%0A.macro,line=3::50%25 :: off,%0D%0Anow\n");
    }
}
