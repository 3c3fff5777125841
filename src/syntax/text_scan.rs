//! Looks for slips in prose: single braces around a variable, closers that close nothing.
//!
//! Most braces in prose are no slip: `{`, `{name}`, JSON and style sheets are text.

use std::collections::{HashMap, HashSet};

use super::{Item, ItemKind, Mistake};
use crate::text::{Edit, Span};

/// Notes every slip in the text items.
pub(super) fn scan(source: &str, items: &[Item], mistakes: &mut Vec<Mistake>) {
    let text = |item: &Item| item.kind == ItemKind::Text;
    if !items.iter().any(|item| text(item) && is_suspicious(item.span.of(source))) {
        return;
    }
    let code = code_spans(source, items);
    let mut scanner = Scanner { source, code, mistakes, brackets: 0, owed: Owed::default(), answered: HashSet::new() };
    for item in items {
        if text(item) {
            scanner.text(item.span);
        } else {
            scanner.owed.part(item.span, source);
        }
    }
    let Scanner { answered, mistakes, .. } = scanner;
    // The closer stands further on, so that a second one in front of it is no mend.
    mistakes
        .iter_mut()
        .filter(|mistake| answered.contains(&mistake.span.start))
        .for_each(|mistake| mistake.mend = None);
}

fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'}', b']', bytes).any(|at| bytes.get(at) == Some(&b'}') || bytes.get(at + 1) == Some(&b']'))
}

/// Parts that are not closed where they end, by their first byte: closers further on in prose belong to them. That has
/// been said.
#[derive(Default)]
struct Owed {
    output: Option<usize>,
    tag: Option<usize>,
    slot: Option<usize>,
}

impl Owed {
    /// Takes note of a part that is not text.
    fn part(&mut self, span: Span, source: &str) {
        let text = span.of(source);
        let (slot, closer) = match text.get(..2) {
            Some("{{") => (&mut self.output, '}'),
            Some("{%") => (&mut self.tag, '}'),
            Some("[[") => (&mut self.slot, ']'),
            _ => return,
        };
        if !text.ends_with(closer) {
            *slot = Some(span.start);
        }
    }
}

struct Scanner<'a> {
    source: &'a str,
    code: Vec<Span>,
    mistakes: &'a mut Vec<Mistake>,
    /// How many square brackets are open in the prose so far.
    brackets: usize,
    owed: Owed,
    /// The parts whose closers were found.
    answered: HashSet<usize>,
}

impl Scanner<'_> {
    fn text(&mut self, span: Span) {
        let mut at = span.start;
        let mut braces = 0;
        while at < span.end {
            at = self.byte(span, at, &mut braces);
        }
    }

    /// Notes a closer at `at` that closes nothing, unless it belongs to an `opener` before, or stands in code.
    fn stray(&mut self, at: usize, opener: Option<usize>, mistake: Mistake) {
        match opener {
            Some(opener) => {
                self.answered.insert(opener);
            }
            None if in_code(&self.code, at) => {}
            None => self.mistakes.push(mistake),
        }
    }

    /// Looks at the byte at `at`, and gives the place to go on from. `braces` counts those that are open.
    fn byte(&mut self, span: Span, at: usize, braces: &mut usize) -> usize {
        let bytes = self.source.as_bytes();
        let byte = |at: usize| if at < span.end { bytes.get(at).copied().unwrap_or_default() } else { 0 };
        match (byte(at), byte(at + 1)) {
            (b'{', _) => {
                if let Some((end, mistake)) = single_brace(self.source, span, at).filter(|_| !in_code(&self.code, at)) {
                    self.mistakes.push(mistake);
                    return end;
                }
                *braces += 1;
            }
            (b'}', b'}') if *braces < 2 => {
                let run = self.source.get(at..span.end).unwrap_or_default();
                *braces = 0;
                let mistake = stray_output_closer(self.source, span, at);
                let opener = self.owed.output.take();
                self.stray(at, opener, mistake);
                return at + run.len() - run.trim_start_matches('}').len();
            }
            (b'%', b'}') => {
                if *braces == 0 {
                    let message = "`%}` closes nothing here; write `{%` where the tag starts, or remove it";
                    let opener = self.owed.tag.take();
                    self.stray(at, opener, Mistake::new("syntax/stray-closer", Span::new(at, at + 2), message));
                }
                *braces = braces.saturating_sub(1);
                return at + 2;
            }
            (b'}', _) => *braces = braces.saturating_sub(1),
            (b'[', _) => self.brackets += 1,
            (b']', b']') if self.brackets == 0 => {
                let message = "`]]` closes nothing here; write `[[` where the slot starts, or remove it";
                let opener = self.owed.slot.take();
                self.stray(at, opener, Mistake::new("syntax/stray-closer", Span::new(at, at + 2), message));
                return at + 2;
            }
            (b']', _) => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        at + 1
    }
}

fn in_code(code: &[Span], at: usize) -> bool {
    let next = code.partition_point(|span| span.end <= at);
    code.get(next).is_some_and(|span| span.start <= at)
}

/// `{customer.first_name}`, `{ name | upcase }` or `{name}}` at byte `at`: the byte after it, and the mistake.
fn single_brace(source: &str, span: Span, at: usize) -> Option<(usize, Mistake)> {
    let text = source.get(at + 1..span.end)?;
    let outer = text.trim_start_matches([' ', '\t']);
    // `{ { name } }`
    let spaced = outer.strip_prefix('{');
    let inside = spaced.unwrap_or(text).trim_start_matches([' ', '\t']);
    let path = path_length(inside);
    if path.0 == 0 {
        return None;
    }
    let after = inside.get(path.0..)?.trim_start_matches([' ', '\t']);
    let (filtered, rest) = match after.strip_prefix('|') {
        Some(filters) => (true, filters.get(filter_length(filters)?..)?),
        None => (false, after),
    };
    let rest_start = span.end - rest.len();
    let close = if rest.starts_with("}}") {
        2
    } else if rest.starts_with('}') {
        let gap = rest.get(1..)?.trim_start_matches([' ', '\t']);
        if spaced.is_some() && gap.starts_with('}') { rest.len() - gap.len() + 1 } else { 1 }
    } else {
        return None;
    };
    let double = close > 1;
    if !filtered && path.1 == 0 && !(double && spaced.is_none()) {
        return None;
    }
    let open_end = span.end - spaced.unwrap_or(text).len();
    let open = if spaced.is_some() && !double { Span::new(open_end - 1, open_end) } else { Span::new(at, open_end) };
    let close = Span::new(rest_start, rest_start + close);
    let whole = open.cover(close);
    let shown = super::values::shown(Span::new(open.end, close.start).of(source).trim());
    let message = format!("A variable stands in two braces; write `{{{{ {shown} }}}}`, or it is sent as it stands");
    let mut edits = vec![Edit::replace(open, "{{")];
    if close.of(source) != "}}" {
        edits.push(Edit::replace(close, "}}"));
    }
    Some((close.end, Mistake::new("syntax/single-brace", whole, message).mend("Write two braces", edits)))
}

/// The bytes of a dotted path at the start of `text`, and how many dots it has.
fn path_length(text: &str) -> (usize, usize) {
    let mut length = 0;
    let mut dots = 0;
    loop {
        let word = text.get(length..).unwrap_or_default();
        if !word.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return (0, 0);
        }
        length += word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
        if !text.get(length..).unwrap_or_default().starts_with('.') {
            return (length, dots);
        }
        length += 1;
        dots += 1;
    }
}

/// The bytes of filters after the first `|`, which start with a word and end before a brace on the same line.
fn filter_length(text: &str) -> Option<usize> {
    let word = text.trim_start_matches([' ', '\t']);
    if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let end = text.find(['{', '}', '\n', '\r'])?;
    text.get(end..)?.starts_with('}').then_some(end)
}

fn stray_output_closer(source: &str, span: Span, at: usize) -> Mistake {
    let closer = Span::new(at, at + 2);
    let before = source.get(span.start..at).unwrap_or_default().trim_end_matches([' ', '\t']);
    let path: &str = {
        let start = before.rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).map_or(0, |found| {
            found + before.get(found..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        before.get(start..).unwrap_or_default()
    };
    let dotted = path_length(path) == (path.len(), path.matches('.').count()) && path.contains('.');
    let start = span.start + before.len() - path.len();
    let message = "`}}` closes nothing here; write `{{` where the output starts, or remove it";
    Mistake::new("syntax/stray-closer", closer, message).mend_if(
        dotted,
        format!("Add `{{{{` before `{}`", super::values::shown(path)),
        vec![Edit::insert(start, "{{ ")],
        false,
    )
}

/// A run of backticks.
struct Ticks {
    span: Span,
    /// The number of the paragraph it stands in.
    paragraph: usize,
}

/// The stretches between backticks, in order. A run of three and more may span paragraphs.
fn code_spans(source: &str, items: &[Item]) -> Vec<Span> {
    let runs = tick_runs(source, items);
    let mut partner: Vec<Option<usize>> = vec![None; runs.len()];
    let mut next: HashMap<usize, usize> = HashMap::new();
    for (number, run) in runs.iter().enumerate().rev() {
        let fenced = run.span.len() > 2;
        if let Some(slot) = partner.get_mut(number) {
            *slot = next
                .get(&run.span.len())
                .copied()
                .filter(|&other| fenced || runs.get(other).is_some_and(|other| other.paragraph == run.paragraph));
        }
        next.insert(run.span.len(), number);
    }
    let mut spans = Vec::new();
    let mut number = 0;
    while let Some(run) = runs.get(number) {
        let close = partner.get(number).copied().flatten();
        if let Some((close, other)) = close.and_then(|close| runs.get(close).map(|other| (close, other))) {
            spans.push(run.span.cover(other.span));
            number = close;
        }
        number += 1;
    }
    spans
}

fn tick_runs(source: &str, items: &[Item]) -> Vec<Ticks> {
    let mut runs: Vec<Ticks> = Vec::new();
    let mut paragraph = 0;
    for item in items.iter().filter(|item| item.kind == ItemKind::Text) {
        let bytes = item.span.of(source).as_bytes();
        let mut blank_line = false;
        let mut start = None;
        for (at, byte) in bytes.iter().chain([&b' ']).enumerate() {
            match (byte, start) {
                (b'`', None) => start = Some(at),
                (b'`', Some(_)) => {}
                (_, Some(from)) => {
                    let base = item.span.start;
                    runs.push(Ticks { span: Span::new(base + from, base + at), paragraph });
                    start = None;
                }
                _ => {}
            }
            match byte {
                b'\n' if blank_line => paragraph += 1,
                b'\n' => blank_line = true,
                b' ' | b'\t' | b'\r' => {}
                _ => blank_line = false,
            }
        }
    }
    runs
}
