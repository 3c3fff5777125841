//! What is written so far: text, holes in it, and how long the longest message would be.

use crate::text::Span;

/// The most that is written, in bytes: what is longer than this is no macro.
pub(super) const MOST: usize = 20_000_000;

/// Text with holes.
#[derive(Clone, Debug, Default)]
pub(super) struct Out {
    pub(super) text: String,
    pub(super) holes: Vec<Span>,
    /// What the longest message has besides `text`.
    pub(super) more: usize,
    /// What decides for it.
    pub(super) longest: Vec<Span>,
    /// Which parts of the macro stand from which byte on.
    pub(super) trace: Vec<(usize, Span)>,
    /// Whether something vanished since the last text, so that line ends around it may meet.
    joint: bool,
}

/// A state to go back to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    text: usize,
    holes: usize,
    more: usize,
    longest: usize,
    trace: usize,
}

impl Out {
    pub(super) fn mark(&self) -> Mark {
        let (text, holes, longest) = (self.text.len(), self.holes.len(), self.longest.len());
        Mark { text, holes, longest, more: self.more, trace: self.trace.len() }
    }

    /// What was written since then.
    pub(super) fn text_since(&self, mark: Mark) -> &str {
        self.text.get(mark.text..).unwrap_or_default()
    }

    /// How many bytes the longest message has since then.
    pub(super) fn length_since(&self, mark: Mark) -> usize {
        (self.text.len() + self.more).saturating_sub(mark.text + mark.more)
    }

    /// Takes back what was written since then; gives what decided for the longest message there.
    pub(super) fn back_to(&mut self, mark: Mark) -> Vec<Span> {
        self.text.truncate(mark.text);
        self.holes.truncate(mark.holes);
        self.trace.truncate(mark.trace);
        self.more = mark.more;
        self.joint = true;
        self.longest.split_off(mark.longest.min(self.longest.len()))
    }

    /// Takes away what was noted since then of what decides for the longest message.
    pub(super) fn longest_since(&mut self, mark: Mark) -> Vec<Span> {
        self.longest.split_off(mark.longest.min(self.longest.len()))
    }

    /// What comes next stands there in the macro.
    pub(super) fn stands_here(&mut self, span: Span) {
        self.trace.push((self.text.len(), span));
    }

    /// Something of the macro stood here and is not written.
    pub(super) fn vanish(&mut self) {
        self.joint = true;
    }

    /// The author's text. Where tags vanished between two texts, one empty line stays of those that meet.
    pub(super) fn text(&mut self, text: &str) {
        let text = if std::mem::take(&mut self.joint) { without_spare_lines(&self.text, text) } else { text };
        if self.text.len() < MOST {
            self.text.push_str(text);
        }
    }

    /// Something that no markup is looked for in.
    pub(super) fn hole(&mut self, written: &str) {
        self.joint = false;
        if written.is_empty() || self.text.len() >= MOST {
            return;
        }
        let start = self.text.len();
        self.text.push_str(written);
        self.holes.push(Span::new(start, self.text.len()));
    }

    /// Adds what was written elsewhere.
    pub(super) fn append(&mut self, other: &Out) {
        if self.text.len() + other.text.len() > MOST {
            return;
        }
        let before = self.text.len();
        let first = other.holes.first().map_or(other.text.len(), |hole| hole.start);
        self.text(other.text.get(..first).unwrap_or_default());
        let shift = self.text.len() as isize - first as isize;
        self.text.push_str(other.text.get(first..).unwrap_or_default());
        let moved = |at: usize| at.saturating_add_signed(shift);
        self.holes.extend(other.holes.iter().map(|hole| Span::new(moved(hole.start), moved(hole.end))));
        self.more += other.more;
        self.joint = self.joint && self.text.len() == before;
    }

    /// Puts what was written from `middle` on before what was written from `start` to there.
    pub(super) fn swap(&mut self, start: Mark, middle: Mark) {
        let front = middle.text - start.text;
        let back = self.text.len() - middle.text;
        let behind = self.text.split_off(middle.text);
        self.text.insert_str(start.text, &behind);
        let Some(holes) = self.holes.get_mut(start.holes..) else { return };
        let first = middle.holes - start.holes;
        for (number, hole) in holes.iter_mut().enumerate() {
            let (up, down) = if number < first { (back, 0) } else { (0, front) };
            *hole = Span::new(hole.start + up - down, hole.end + up - down);
        }
        holes.rotate_left(first);
    }

    /// Without white space at its ends.
    pub(super) fn trimmed(mut self) -> Self {
        let last = self.holes.last().map_or(0, |hole| hole.end);
        let end = self.text.trim_end().len().max(last);
        self.text.truncate(end);
        let first = self.holes.first().map_or(self.text.len(), |hole| hole.start);
        let before = self.text.get(..first).unwrap_or_default();
        // The blanks of a first line may belong to it.
        let blank = before.len() - before.trim_start().len();
        let start = before.get(..blank).and_then(|blank| blank.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
        self.text.drain(..start);
        self.holes.iter_mut().for_each(|hole| *hole = Span::new(hole.start - start, hole.end - start));
        self
    }
}

/// `text` without the line ends that would make more than one empty line behind what stands before it.
pub fn without_spare_lines<'t>(before: &str, text: &'t str) -> &'t str {
    let tail = before.trim_end_matches([' ', '\t']);
    let allowed = match line_ends(tail.bytes().rev()) {
        _ if tail.is_empty() => 0,
        0 => return text,
        ends => 2 - ends,
    };
    let ends = leading_line_ends(text);
    let spare = ends.len().saturating_sub(allowed);
    let from = spare.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or_default();
    text.get(from..).unwrap_or(text)
}

/// The bytes behind each line end before which only blanks stand.
fn leading_line_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut rest = text;
    loop {
        let blanks = rest.trim_start_matches([' ', '\t']);
        match blanks.strip_prefix("\r\n").or_else(|| blanks.strip_prefix(['\n', '\r'])) {
            Some(behind) => rest = behind,
            None => return ends,
        }
        ends.push(text.len() - rest.len());
    }
}

/// How many line ends stand at the beginning of these bytes, read backwards; two at most.
fn line_ends(bytes: impl Iterator<Item = u8>) -> usize {
    let mut ends = 0;
    for byte in bytes {
        match byte {
            b'\n' => ends += 1,
            b'\r' | b' ' | b'\t' => {}
            _ => break,
        }
        if ends == 2 {
            break;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &str) {
        let mut out = Out::default();
        out.text(before);
        out.vanish();
        out.text(after);
        assert_eq!(out.text, expected, "{before:?} {after:?}");
    }

    #[test]
    fn one_empty_line_stays_of_those_that_meet() {
        check("A\n\n", "\nB", "A\n\nB");
        check("A\n\n", "\n\n\nB", "A\n\nB");
        check("A\n", "\nB", "A\n\nB");
        check("A\n", "\n\nB", "A\n\nB");
        check("A ", "\n\n\nB", "A \n\n\nB");
        check("A\r\n\r\n", "\r\nB", "A\r\n\r\nB");
        check("", "\n\nB", "B");
        check("A\n\n", "  - B", "A\n\n  - B");
    }

    #[test]
    fn parts_change_places() {
        let mut out = Out::default();
        out.hole("{if}");
        let start = out.mark();
        out.text("one ");
        out.hole("{x}");
        let middle = out.mark();
        out.hole("{yy}");
        out.text(" two");
        out.swap(start, middle);
        assert_eq!(out.text, "{if}{yy} twoone {x}");
        let holes: Vec<&str> = out.holes.iter().map(|hole| hole.of(&out.text)).collect();
        assert_eq!(holes, ["{if}", "{yy}", "{x}"]);
    }
}
