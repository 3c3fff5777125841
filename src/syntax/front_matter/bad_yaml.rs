//! What is wrong with YAML that does not parse, in plain words and at the place where a person would mend it. The
//! library says where it gave up; here the usual causes are tried out, and one is named only when mending it helps.

use super::lines::{key_of, lines, tight_key_of, trimmed, value_of};
use super::phrase::{code, quoted};
use super::yaml::{self, Kind, ParseError};
use crate::syntax::{Mend, Mistake};
use crate::text::{Edit, Span, apply_edits};

/// The rule of every mistake in this file.
const RULE: &str = "meta/bad-yaml";

/// More lines than this are not searched for the cause: each try parses the entry again.
const TRIES: usize = 50;

/// Mistakes, and the text without them.
#[derive(Clone, Debug)]
pub(super) struct Diagnosis {
    /// At least one.
    pub(super) mistakes: Vec<Mistake>,
    /// What to read in the place of the broken text.
    pub(super) text: String,
    /// The byte of the source where that begins.
    pub(super) base: usize,
    /// Bytes that `text` has and the source has not: where (as a byte of the source) and how many.
    pub(super) inserted: Option<(usize, usize)>,
    /// Values that `text` only fills with something harmless, and what they really say.
    pub(super) raw: Vec<(Span, Span)>,
}

/// Finds the cause of `error` in the entry `head`, which begins with a key.
pub(super) fn diagnose(source: &str, head: Span, error: &ParseError) -> Diagnosis {
    needs_quotes(source, head)
        .or_else(|| unclosed_quote(source, head))
        .or_else(|| bad_code(source, head))
        .or_else(|| unclosed_bracket(source, head))
        .or_else(|| stray_bracket(source, head))
        .or_else(|| tabs(source, head))
        .or_else(|| tight_colon(source, head))
        .or_else(|| crooked_key(source, head))
        .unwrap_or_else(|| unexplained(source, head, error))
}

fn is_mapping(text: &str) -> bool {
    let mut nodes = Vec::new();
    let root = yaml::parse(text, 0, &mut nodes);
    let root = root.ok().flatten().and_then(|root| nodes.get(root));
    root.is_some_and(|node| matches!(node.kind, Kind::Mapping(_)))
}

/// Blanks and comments stay, so that what stands around keeps its place.
fn masked(source: &str, head: Span, values: impl IntoIterator<Item = Span>) -> Option<String> {
    let edits: Vec<Edit> = values
        .into_iter()
        .map(|value| {
            Edit::replace(Span::new(value.start - head.start, value.end - head.start), "x".repeat(value.len()))
        })
        .collect();
    apply_edits(head.of(source), &edits)
}

fn mistake(span: Span, message: String, mend: Option<Mend>) -> Mistake {
    Mistake { rule: RULE, span, message, related: Vec::new(), mend }
}

/// Values on one line that cannot stand without quotes.
fn needs_quotes(source: &str, head: Span) -> Option<Diagnosis> {
    let mut mistakes = Vec::new();
    let mut raw = Vec::new();
    for line in lines(source, head).take(TRIES) {
        let Some(value) = value_of(source, line.span) else { continue };
        let Some((mistake, text)) = quote(source, value) else { continue };
        mistakes.push(mistake);
        raw.push((value, text));
    }
    let text = masked(source, head, raw.iter().map(|(value, _)| *value))?;
    (!mistakes.is_empty() && is_mapping(&text)).then_some(Diagnosis {
        mistakes,
        text,
        base: head.start,
        inserted: None,
        raw,
    })
}

/// The mistake of a value that needs quotes and the span of the text that it means.
fn quote(source: &str, value: Span) -> Option<(Mistake, Span)> {
    let text = value.of(source);
    if is_mapping(&format!("k: {text}\n")) {
        return None;
    }
    let mut meant = value;
    let (message, safe) = if let Some(opener) = placeholder(text) {
        (format!("A value that begins with `{opener}` must be in quotes"), true)
    } else if let Some(delimiter) = delimiter_of(text) {
        if !closes_early(text, delimiter) {
            return None;
        }
        let inner = text.get(1..).and_then(|rest| rest.strip_suffix(delimiter));
        if let Some(inner) = inner {
            meant = Span::new(value.start + 1, value.start + 1 + inner.len());
        }
        ("The quoted text ends before the value does".to_owned(), inner.is_some())
    } else if text.starts_with(['[', '{']) {
        if !text.contains([']', '}']) || text.ends_with([']', '}']) {
            return None;
        }
        ("A value that goes on after a bracket must be in quotes".to_owned(), false)
    } else if text.starts_with(['@', '`', '%', '*', '&', '!', '-', '?', ',', ']', '}', '|', '>']) {
        (
            format!("A value that begins with {} must be in quotes", shown(first(text))),
            text.starts_with(['@', '`', '%']),
        )
    } else if text.contains(": ") || text.contains(":\t") || text.ends_with(':') {
        ("A value with a colon in it must be in quotes".to_owned(), true)
    } else {
        return None;
    };
    let title = "Put the value in quotes".to_owned();
    let mend = Mend { title, edits: vec![Edit::replace(value, quoted(meant.of(source)))], safe };
    Some((mistake(value, message, Some(mend)), meant))
}

/// The placeholder, slot or tag that `text` begins with.
fn placeholder(text: &str) -> Option<&'static str> {
    let pairs = [("{{", "}}"), ("{%", "%}"), ("[[", "]]")];
    pairs.into_iter().find(|(open, close)| text.starts_with(open) && text.contains(close)).map(|(open, _)| open)
}

fn first(text: &str) -> &str {
    text.chars().next().and_then(|first| text.get(..first.len_utf8())).unwrap_or_default()
}

/// One character in backticks; a backtick needs two.
fn shown(character: &str) -> String {
    if character == "`" { "`` ` ``".to_owned() } else { code(character) }
}

fn delimiter_of(text: &str) -> Option<char> {
    ['"', '\''].into_iter().find(|&delimiter| text.starts_with(delimiter))
}

/// Where the quote that `text` begins with is closed.
fn closing(text: &str, delimiter: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && delimiter == '"' {
            characters.next();
        } else if character == delimiter {
            // Two apostrophes in a row stand for one.
            if delimiter == '"' || characters.next_if(|&(_, next)| next == '\'').is_none() {
                return Some(at);
            }
        }
    }
    None
}

/// Whether something follows the quoted text that `text` begins with.
fn closes_early(text: &str, delimiter: char) -> bool {
    closing(text, delimiter).is_some_and(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        !rest.is_empty() && !rest.trim_start_matches([' ', '\t']).starts_with('#') || rest.starts_with('#')
    })
}

fn unclosed_quote(source: &str, head: Span) -> Option<Diagnosis> {
    for line in lines(source, head).take(TRIES) {
        let Some(value) = value_of(source, line.span) else { continue };
        let text = value.of(source);
        let Some(delimiter) = delimiter_of(text) else { continue };
        if closing(text, delimiter).is_some() || is_mapping(&format!("k: {text}\n")) {
            continue;
        }
        let text = masked(source, head, [value])?;
        if !is_mapping(&text) {
            continue;
        }
        let opener = Span::new(value.start, value.start + 1);
        let mend = Mend {
            title: "Close the quote at the end of the line".to_owned(),
            edits: vec![Edit::insert(value.end, delimiter)],
            safe: false,
        };
        let message = "The quote that opens here is never closed".to_owned();
        return Some(Diagnosis {
            mistakes: vec![mistake(opener, message, Some(mend))],
            text,
            base: head.start,
            inserted: None,
            raw: vec![(value, Span::new(opener.end, value.end))],
        });
    }
    None
}

/// `"C:\quotes"`: a backslash in double quotes that begins no code of YAML.
fn bad_code(source: &str, head: Span) -> Option<Diagnosis> {
    for line in lines(source, head).take(TRIES) {
        let Some(value) = value_of(source, line.span).filter(|value| value.of(source).starts_with('"')) else {
            continue;
        };
        let text = value.of(source);
        let Some(inner) = closing(text, '"').and_then(|end| text.get(1..end)) else { continue };
        let Some(at) = code_without_meaning(inner) else { continue };
        let masked = masked(source, head, [value])?;
        if !is_mapping(&masked) {
            continue;
        }
        let start = value.start + 1 + at;
        let length = 1 + inner.get(at + 1..).map_or(0, |rest| first(rest).len());
        let span = Span::new(start, start + length);
        let single = !inner.contains('\'') && inner.matches('\\').count() == 1;
        let edit = if single {
            Edit::replace(Span::new(value.start, value.start + text.len()), format!("'{inner}'"))
        } else {
            Edit::insert(start, "\\")
        };
        let title = if single { "Use single quotes" } else { "Write two backslashes" };
        let mend = Mend { title: title.to_owned(), edits: vec![edit], safe: true };
        let message = format!("In double quotes {} is a code, and one that does not exist", code(span.of(source)));
        return Some(Diagnosis {
            mistakes: vec![mistake(span, message, Some(mend))],
            text: masked,
            base: head.start,
            inserted: None,
            raw: vec![(value, Span::new(value.start + 1, value.start + 1 + inner.len()))],
        });
    }
    None
}

/// The first backslash that YAML gives no meaning to.
fn code_without_meaning(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            continue;
        }
        let (_, next) = characters.next()?;
        let digits = match next {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if "0abtnvfre \"/\\N_LP\t".contains(next) => 0,
            _ => return Some(at),
        };
        let hexadecimal = characters.as_str().chars().take(digits).filter(char::is_ascii_hexdigit).count() == digits;
        if !hexadecimal {
            return Some(at);
        }
    }
    None
}

fn unclosed_bracket(source: &str, head: Span) -> Option<Diagnosis> {
    let opening =
        |line: super::lines::Line| value_of(source, line.span).filter(|value| value.of(source).starts_with(['[', '{']));
    let value = lines(source, head).take(TRIES).find_map(opening)?;
    let end = trimmed(source, Span::new(value.start, head.end)).end;
    let closers = missing_closers(source.get(value.start..end)?);
    if closers.is_empty() {
        return None;
    }
    let before = source.get(head.start..end)?;
    let after = source.get(end..head.end)?;
    let text = format!("{before}{closers}{after}");
    if !is_mapping(&text) {
        return None;
    }
    let message = format!("The `{}` that opens here is never closed", first(value.of(source)));
    let mend = Mend {
        title: format!("Add `{closers}`"),
        edits: vec![Edit::insert(end, closers.clone())],
        safe: end <= value.end && closers.len() == 1,
    };
    Some(Diagnosis {
        mistakes: vec![mistake(Span::new(value.start, value.start + 1), message, Some(mend))],
        text,
        base: head.start,
        inserted: Some((end, closers.len())),
        raw: Vec::new(),
    })
}

/// `[a, b]]`.
fn stray_bracket(source: &str, head: Span) -> Option<Diagnosis> {
    let end = trimmed(source, head).end;
    let text = Span::new(head.start, end).of(source);
    let last = text.chars().next_back().filter(|last| matches!(last, ']' | '}'))?;
    let before = text.strip_suffix(last)?;
    if !is_mapping(before) {
        return None;
    }
    let span = Span::new(end - 1, end);
    let mend = Mend { title: "Remove it".to_owned(), edits: vec![Edit::delete(span)], safe: true };
    Some(Diagnosis {
        mistakes: vec![mistake(span, format!("This `{last}` closes nothing"), Some(mend))],
        text: before.to_owned(),
        base: head.start,
        inserted: None,
        raw: Vec::new(),
    })
}

/// The brackets that would close all that `text` opens outside of quotes.
fn missing_closers(text: &str) -> String {
    let mut open = Vec::new();
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (Some(opener), _) if opener == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ']' | '}') if open.last() == Some(&character) => {
                open.pop();
            }
            (None, _) => {}
        }
    }
    open.into_iter().rev().collect()
}

fn tabs(source: &str, head: Span) -> Option<Diagnosis> {
    let mut tabs = Vec::new();
    let (mut tabbed, mut spaced) = (Vec::new(), Vec::new());
    for line in lines(source, head) {
        let text = line.span.of(source);
        let indent = text.get(..text.len() - text.trim_start_matches([' ', '\t']).len()).unwrap_or_default();
        let starts = indent.match_indices('\t').map(|(at, _)| line.span.start + at);
        tabs.extend(starts.map(|at| Span::new(at, at + 1)));
        if indent.contains('\t') {
            tabbed.push(indent)
        } else if !indent.is_empty() {
            spaced.push(indent.len())
        }
    }
    let first = tabs.first().copied()?;
    // Beside lines that are indented with spaces, a tab is as wide as makes them line up.
    let lines_up = |width: &usize| {
        tabbed.iter().all(|indent| {
            let tabs = indent.matches('\t').count();
            spaced.contains(&(indent.len() - tabs + tabs * width))
        })
    };
    let width = [4, 2, 8, 3].into_iter().find(lines_up).unwrap_or(2);
    let replaced = |by: &str| {
        let here = |tab: &Span| Edit::replace(Span::new(tab.start - head.start, tab.end - head.start), by);
        apply_edits(head.of(source), &tabs.iter().map(here).collect::<Vec<_>>())
    };
    let spaces = " ".repeat(width);
    if !is_mapping(&replaced(&spaces)?) {
        return None;
    }
    let edits = tabs.iter().map(|tab| Edit::replace(*tab, spaces.as_str())).collect();
    let mend = Mend { title: "Indent with spaces".to_owned(), edits, safe: spaced.is_empty() };
    let message = "Front matter cannot be indented with tabs; use spaces".to_owned();
    Some(Diagnosis {
        mistakes: vec![mistake(first, message, Some(mend))],
        // One space a tab: deep enough where all lines have tabs, and no byte moves.
        text: if spaced.is_empty() { replaced(" ")? } else { source.get(head.start..first.start)?.to_owned() },
        base: head.start,
        inserted: None,
        raw: Vec::new(),
    })
}

/// `title:Refund`.
fn tight_colon(source: &str, head: Span) -> Option<Diagnosis> {
    for line in lines(source, head).take(TRIES) {
        let span = trimmed(source, line.span);
        let Some(key) = tight_key_of(span.of(source)) else { continue };
        let after = span.start + key.len() + 1;
        let text = format!("{} {}", source.get(head.start..after)?, source.get(after..head.end)?);
        if !is_mapping(&text) {
            continue;
        }
        let message = format!("A space is missing after {}", code(source.get(span.start..after)?));
        let mend = Mend { title: "Add the space".to_owned(), edits: vec![Edit::insert(after, " ")], safe: true };
        return Some(Diagnosis {
            mistakes: vec![mistake(Span::new(span.start, after), message, Some(mend))],
            text,
            base: head.start,
            inserted: Some((after, 1)),
            raw: Vec::new(),
        });
    }
    None
}

/// A key whose indentation fits none of the keys above.
fn crooked_key(source: &str, head: Span) -> Option<Diagnosis> {
    let mut indents: Vec<Span> = Vec::new();
    for line in lines(source, head).take(TRIES) {
        let span = trimmed(source, line.span);
        let indent = Span::new(line.span.start, span.start);
        if key_of(span.of(source)).is_none() {
            continue;
        }
        // The nearest key above is the likeliest neighbour.
        for other in indents.iter().rev().filter(|other| other.len() != indent.len()) {
            let other = other.of(source);
            let text = format!("{}{other}{}", source.get(head.start..indent.start)?, source.get(indent.end..head.end)?);
            if !is_mapping(&text) {
                continue;
            }
            let title = "Line it up with a key above".to_owned();
            let mend = Mend { title, edits: vec![Edit::replace(indent, other)], safe: false };
            let message = format!("{} does not line up with the keys above it", code(span.of(source)));
            return Some(Diagnosis {
                mistakes: vec![mistake(span, message, Some(mend))],
                text: source.get(head.start..indent.start)?.to_owned(),
                base: head.start,
                inserted: None,
                raw: Vec::new(),
            });
        }
        indents.retain(|other| other.len() != indent.len());
        indents.push(indent);
    }
    None
}

/// None of the usual causes: what stands before the line of the error is kept.
fn unexplained(source: &str, head: Span, error: &ParseError) -> Diagnosis {
    let good =
        lines(source, head).take_while(|line| line.next <= error.offset).last().map_or(head.start, |line| line.next);
    Diagnosis {
        mistakes: vec![explain(source, head, error)],
        text: source.get(head.start..good).unwrap_or_default().to_owned(),
        base: head.start,
        inserted: None,
        raw: Vec::new(),
    }
}

/// The library's error in plain words, on the rest of the line where it stands.
pub(super) fn explain(source: &str, head: Span, error: &ParseError) -> Mistake {
    let offset = error.offset.clamp(head.start, head.end);
    let has = |word: &str| error.info.contains(word);
    if has("unprintable") || has("byte order mark") {
        let length = source.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = Span::new(offset, (offset + length).min(head.end));
        let mend = Mend { title: "Remove the character".to_owned(), edits: vec![Edit::delete(span)], safe: true };
        return mistake(
            span,
            "An invisible character stands here that front matter cannot hold".to_owned(),
            Some(mend),
        );
    }
    if has("comments must be separated") {
        let mend = Mend { title: "Add the space".to_owned(), edits: vec![Edit::insert(offset, " ")], safe: false };
        return mistake(rest_of_line(source, head, offset), "A space is missing before `#`".to_owned(), Some(mend));
    }
    let message = if has("escape") || has("hexadecimal") {
        "A backslash in double quotes begins a code, and this one does not exist; write `\\\\` for a backslash"
    } else if has("recursion") {
        "Brackets are nested too deeply here"
    } else if has("tab") && !has("table") {
        "A tab stands here where front matter needs spaces"
    } else if has("block scalar") {
        "The lines below `|` or `>` must be indented alike"
    } else if has("quoted scalar") {
        "The quoted text that begins here does not end where it should"
    } else if has("flow") || has("bracket") || has("':' indicator") {
        "The brackets here do not match, or a comma is missing"
    } else {
        "This does not fit the lines around it: check that it has the form `key: value` and how far it is indented"
    };
    mistake(rest_of_line(source, head, offset), message.to_owned(), None)
}

/// From `offset` to the end of its line; where nothing is left there, the last line before that says something.
fn rest_of_line(source: &str, head: Span, offset: usize) -> Span {
    let mut written = Span::at(head.start);
    for line in lines(source, head) {
        let rest = trimmed(source, Span::new(line.span.start.max(offset.min(line.span.end)), line.span.end));
        if line.next > offset && !rest.is_empty() {
            return rest;
        }
        let whole = trimmed(source, line.span);
        if !whole.is_empty() {
            written = whole;
        }
        if line.next > offset {
            break;
        }
    }
    written
}
