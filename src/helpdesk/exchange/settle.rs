//! A file with the conflicts of an earlier import, settled: what is here stays, and what else was offered is told by its part,
//! so that the other side can be taken whole.

use super::merge::{Front, MARK};
use super::{Fields, PARTS};
use crate::syntax::Macro;

/// What parts the sides of a conflict, and what ends it.
const BETWEEN: &str = "=======";
const END: &str = ">>>>>>> ";
/// What is above the side of the files.
const HERE: &str = "here";

/// A file without the conflicts of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The file with what is here.
    pub source: String,
    /// Which parts had a conflict: the name, the texts, the rest.
    pub parts: [bool; PARTS],
}

/// Takes the conflicts out that an import from `desk` left; those of anybody else stay.
pub fn here_only(source: &str, desk: &str, fields: Fields) -> Settled {
    let body = Macro::parse_front_matter(source).body.start;
    let (front, body) = source.split_at_checked(body).unwrap_or(("", source));
    let mut settled = Settled { source: String::with_capacity(source.len()), parts: [false; PARTS] };
    settled.front_matter(front, desk, fields);
    settled.body(body, desk);
    settled
}

impl Settled {
    /// Without the comments above its keys.
    fn front_matter(&mut self, front: &str, desk: &str, fields: Fields) {
        let mark = format!("# {MARK}{desk} has ");
        for line in front.split_inclusive('\n') {
            let Some(said) = line.strip_prefix(&mark) else {
                self.source.push_str(line);
                continue;
            };
            let key = said.split(':').next().unwrap_or_default();
            let parts = [Front::Name, Front::Format, Front::Rest];
            for (has, _) in self.parts.iter_mut().zip(parts).filter(|(_, part)| part.keys(fields).contains(&key)) {
                *has = true;
            }
        }
    }

    /// Without the other side of each passage.
    fn body(&mut self, body: &str, desk: &str) {
        let mut rest = body;
        while let Some(at) = opener(rest) {
            let inside = rest.get(at..).and_then(|from| from.split_once('\n')).map_or("", |(_, inside)| inside);
            let Some((here, after)) = sides(inside, desk) else { break };
            self.source.push_str(rest.get(..at).unwrap_or_default());
            self.source.push_str(here);
            let [name, _, others] = self.parts;
            self.parts = [name, true, others];
            rest = after;
            if here.is_empty() {
                // The line between two paragraphs is there once already.
                rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
            }
        }
        self.source.push_str(rest);
    }
}

/// Where the first line stands that opens a conflict of an import.
fn opener(text: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        (line.trim_end().strip_prefix(MARK) == Some(HERE)).then_some(start)
    })
}

/// The side of the files, and what follows the whole conflict; `None` where that is not as an import writes it.
fn sides<'t>(inside: &'t str, desk: &str) -> Option<(&'t str, &'t str)> {
    let mut at = 0;
    let mut here = None;
    for line in inside.split_inclusive('\n') {
        let text = line.trim_end();
        match here {
            _ if text.starts_with(MARK) => return None,
            None if text == BETWEEN => here = inside.get(..at),
            Some(here) if text.starts_with(END) => {
                let theirs = text.get(END.len()..).unwrap_or_default();
                let is_ours = theirs.strip_prefix(desk).is_some_and(|id| id.starts_with(' '));
                return inside.get(at + line.len()..).filter(|_| is_ours).map(|after| (here, after));
            }
            _ => {}
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str, parts: [bool; PARTS]) {
        let fields = Fields { description: true, subject: true, locale: true, tags: true };
        let settled = here_only(source, "zendesk", fields);
        assert_eq!((settled.source.as_str(), settled.parts), (expected, parts));
    }

    #[test]
    fn what_is_here_stays() {
        check(
            "---\n# <<<<<<< zendesk has title: B\n# ours\ntitle: A\n---\nHi\n\n<<<<<<< here\nmine\n=======\nother\n>>>>>>> zendesk 7\n\nBye\n",
            "---\n# ours\ntitle: A\n---\nHi\n\nmine\n\nBye\n",
            [true, true, false],
        );
        check(
            "---\r\n# <<<<<<< zendesk has tags: [a]\r\n---\r\n<<<<<<< here\r\n=======\r\nother\r\n>>>>>>> zendesk 7\r\n\r\nBye",
            "---\r\n---\r\nBye",
            [false, true, true],
        );
    }

    #[test]
    fn what_no_import_wrote_stays() {
        let same = |source: &str| check(source, source, [false; PARTS]);
        same("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n");
        same("<<<<<<< here\na\n=======\nb\n>>>>>>> main\n");
        same("<<<<<<< here\na\n=======\nb\n");
        same("<<<<<<< here\n<<<<<<< here\na\n=======\nb\n>>>>>>> zendesk 7\n");
        same("<<<<<<< here");
        same("# <<<<<<< zendesk has title: A\n");
        same("");
    }
}
