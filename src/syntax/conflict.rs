//! Two versions of a passage, one below the other, between which a person has yet to choose: what version control and an import
//! write where both sides changed.

use super::Mistake;
use crate::text::Span;

/// What opens a conflict, stands between its sides, and ends it.
const MARKS: [&str; 3] = ["<<<<<<< ", "=======", ">>>>>>> "];

/// What stands before a mark in front matter, where it is a comment.
const COMMENT: &str = "# ";

/// The line that opens each conflict, and the other marks of it.
pub fn conflicts(source: &str) -> Vec<(Span, Vec<Span>)> {
    let [open, between, close] = MARKS;
    let mut found: Vec<(Span, Vec<Span>)> = Vec::new();
    if !source.contains(open) {
        return found;
    }
    let mut at = 0;
    let mut is_open = false;
    for line in source.split_inclusive(['\n', '\r']) {
        let text = line.trim_end_matches(['\n', '\r']);
        let span = Span::new(at, at + text.len());
        at += line.len();
        if text.starts_with(open) {
            found.push((span, Vec::new()));
            is_open = true;
        } else if text.strip_prefix(COMMENT).is_some_and(|text| text.starts_with(open)) {
            found.push((span, Vec::new()));
            is_open = false;
        } else if is_open && (text == between || text.starts_with(close)) {
            found.last_mut().into_iter().for_each(|(_, others)| others.push(span));
            is_open = !text.starts_with(close);
        }
    }
    found
}

/// A mistake for each.
pub(super) fn mistakes(source: &str) -> impl Iterator<Item = Mistake> {
    conflicts(source).into_iter().map(|(span, others)| {
        let message = match others.is_empty() {
            true => "This is what the other side has; choose one of the two and delete this line",
            false => "Two versions stand here; keep one of them, or a mix of both, and delete the lines with the marks",
        };
        let mistake = Mistake::new("syntax/conflict", span, message);
        others.into_iter().fold(mistake, |mistake, other| mistake.related(other, "This line goes, too"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lines_open_a_conflict() {
        let check = |source: &str, expected: &[(&str, usize)]| {
            let found: Vec<_> =
                conflicts(source).into_iter().map(|(span, others)| (span.of(source), others.len())).collect();
            assert_eq!(found, expected, "{source}");
        };
        check("a <<<<<<< here\n=======\n", &[]);
        check("Title\n=======\n", &[]);
        check("<<<<<<<", &[]);
        check("<<<<<<< here\r\na\r\n=======\r\nb\r\n>>>>>>> zendesk 1\r\nTitle\r\n=======\r\n", &[("<<<<<<< here", 2)]);
        check(
            "---\n# <<<<<<< zendesk has title: b\ntitle: a\n---\n=======\n",
            &[("# <<<<<<< zendesk has title: b", 0)],
        );
        check("<<<<<<< here\n<<<<<<< there\n=======", &[("<<<<<<< here", 0), ("<<<<<<< there", 1)]);
    }
}
