//! Fill-ins that were meant to be placeholders and would be sent as they stand: `[NAME]`, `<insert date>`, `XXX`, `TODO`,
//! `%FIRSTNAME%`, and those of other tools, `{first_name}`, `${name}`, `#{name}`, `*|FNAME|*`.

use super::names::Names;
use super::place::Place;
use super::teller::Teller;
use super::words::Words;
use crate::helpdesk::Platform;
use crate::knowledge::Severity;
use crate::syntax::ItemKind;
use crate::text::{Edit, QuickSet, Span};

const LEFTOVER: &str = "template/leftover";

/// The longest fill-in, in bytes.
const LONGEST: usize = 60;

/// The most words of a fill-in's name.
const MOST_WORDS: usize = 3;

/// The shortest blank to fill in, in underscores; fewer are marks of Markdown.
const SHORTEST_BLANK: usize = 4;

/// The longest line of underscores that is a rule across the page, in bytes.
const LONGEST_RULE: usize = 200;

/// Elements of HTML that are also words of fill-ins.
const ELEMENTS: &[&str] = &["address", "a", "code", "data", "details", "link", "summary", "time", "title"];

/// Something left over: where it is, and the slot that it should be.
struct Leftover {
    span: Span,
    name: String,
    hint: Option<String>,
}

/// Tells of all of them in prose that nothing covers.
pub(super) fn find(place: &Place, covered: &[Span], names: &Names, teller: &mut Teller) {
    let explained = explained(place);
    let mut covered = covered.iter().peekable();
    for item in place.parsed.items.iter().filter(|item| item.kind == ItemKind::Text) {
        let mut last = item.span.start;
        while let Some(leftover) = next(place, names, Span::new(last, item.span.end)) {
            last = leftover.span.end;
            while covered.next_if(|span| span.end <= leftover.span.start).is_some() {}
            let told = covered.peek().is_some_and(|span| span.overlaps(leftover.span));
            let link = explained.contains(leftover.span.of(place.source));
            if !told && !link && !is_verbatim(place, leftover.span) {
                tell(place, teller, &leftover);
            }
        }
    }
}

fn tell(place: &Place, teller: &mut Teller, leftover: &Leftover) {
    let written = leftover.span.of(place.source);
    let slot = match &leftover.hint {
        Some(hint) => format!("[[{}: {hint}]]", leftover.name),
        None => format!("[[{}]]", leftover.name),
    };
    let message = format!(
        "`{written}` would be sent as it stands; make it a slot, such as `{slot}`, that the agent must fill in"
    );
    let Some(mut told) = teller.tell(place, LEFTOVER, Severity::Error, leftover.span, message) else { return };
    told.fix(format!("Make it the slot `{slot}`"), vec![Edit::replace(leftover.span, slot)]);
    let variable = Words::shipped().leftover_variables.get(&leftover.name);
    if let Some(variable) = variable {
        let default = match variable.as_str() {
            "customer.first_name" | "customer.name" => place.quoted("there"),
            _ => None,
        };
        let default = default.map(|text| format!(" | default: {text}")).unwrap_or_default();
        let output = format!("{{{{ {variable}{default} }}}}");
        told.fix(format!("Write `{output}`"), vec![Edit::replace(leftover.span, output)]);
    }
}

/// The marks that a leftover may begin with.
const MARKS: &[u8; 9] = b"[<%{*_XTF";

/// Where the first of them stands.
fn next_mark(bytes: &[u8]) -> Option<usize> {
    // Many bytes at once, without a branch at each.
    let is_mark = |byte: &u8| MARKS.iter().fold(0, |any, mark| any | u8::from(byte == mark));
    let holds = |chunk: &[u8; 32]| chunk.iter().fold(0, |any, byte| any | is_mark(byte)) != 0;
    let (chunks, _) = bytes.as_chunks::<32>();
    let from = 32 * chunks.iter().position(holds).unwrap_or(chunks.len());
    bytes.get(from..)?.iter().position(|byte| is_mark(byte) != 0).map(|at| from + at)
}

/// The first leftover in a stretch of prose.
fn next(place: &Place, names: &Names, stretch: Span) -> Option<Leftover> {
    let text = stretch.of(place.source);
    let mut at = 0;
    while let Some(found) = text.as_bytes().get(at..).and_then(next_mark) {
        at += found;
        let start = stretch.start + at;
        let leftover = match text.as_bytes().get(at)? {
            b'[' => in_brackets(place, start, stretch.end),
            b'<' => between(place, start, stretch.end, '>').filter(|left| !is_element(place, left.span)),
            b'%' => in_percent_signs(place, start, stretch.end),
            b'{' => in_braces(place, names, start, stretch),
            b'*' => of_mailing(place, start, stretch.end),
            b'_' => blank(place, start),
            b'X' => crosses(place, start),
            b'T' | b'F' => note(place, start),
            _ => None,
        };
        if leftover.is_some() {
            return leftover;
        }
        at += 1;
    }
    None
}

/// `[NAME]`, unless it is a link, or something of Markdown's.
fn in_brackets(place: &Place, start: usize, end: usize) -> Option<Leftover> {
    let leftover = between(place, start, end, ']')?;
    let before = place.source.get(..start)?.chars().next_back();
    let after = place.source.get(leftover.span.end..)?.chars().next();
    if matches!(before, Some('[' | ']' | '!' | '\\')) || matches!(after, Some('(' | '[' | ':' | ']')) {
        return None;
    }
    Some(leftover)
}

/// The links, brackets and all, that are explained somewhere in the text: `[name]: https://…`.
fn explained<'a>(place: &Place<'a>) -> QuickSet<&'a str> {
    let source = place.source.as_bytes();
    let ends = memchr::memchr_iter(b']', source).filter(|at| source.get(at + 1) == Some(&b':'));
    let links = ends.filter_map(|end| {
        let near = place.border(end.saturating_sub(LONGEST + 2), end);
        let open = place.source.get(near..end)?.rfind('[')?;
        place.source.get(near + open..end + 1)
    });
    links.collect()
}

/// A fill-in from the mark at byte `start` to the next `close` on the same line.
fn between(place: &Place, start: usize, end: usize, close: char) -> Option<Leftover> {
    let rest = place.source.get(start + 1..end.min(place.border(start + LONGEST + 8, start + 1)))?;
    let inner: &str = rest.get(..rest.find(close).filter(|end| *end > 0 && *end <= LONGEST)?)?;
    let span = Span::new(start, start + inner.len() + 2);
    let name = name_of(inner)?;
    Some(Leftover { span, name, hint: None })
}

/// The name of the slot that the words between brackets ask for; `None` where they are prose.
fn name_of(inner: &str) -> Option<String> {
    let words = Words::shipped();
    if inner.trim() != inner || !inner.chars().all(|letter| letter.is_alphanumeric() || " _-/'’.".contains(letter)) {
        return None;
    }
    let lower = inner.to_lowercase().replace("'s", "").replace("’s", "");
    let of: Vec<&str> = lower.split([' ', '_', '-', '/', '.']).filter(|word| !word.is_empty()).collect();
    let first = of.first()?;
    let asked = words.leftover_verbs.contains(*first) && of.len() > 1;
    if !asked && !of.iter().all(|word| words.leftover.contains(*word)) {
        return None;
    }
    if !asked && of.iter().all(|word| words.leftover_weak.contains(*word)) {
        return None;
    }
    let shouted = !inner.chars().any(char::is_lowercase);
    if of.len() == 1 && words.leftover_capitals.contains(*first) && !shouted {
        return None;
    }
    let telling: Vec<&str> = of
        .iter()
        .copied()
        .filter(|word| {
            let empty =
                ["insert", "enter", "add", "fill", "the", "a", "an", "here", "in", "of", "your", "their", "our"];
            !empty.contains(word) && word.chars().all(char::is_alphanumeric)
        })
        .take(MOST_WORDS)
        .collect();
    let own = of.contains(&"your") && telling.contains(&"name");
    match telling.is_empty() {
        true => None,
        false if own => Some(format!("your_{}", telling.join("_"))),
        false => Some(telling.join("_")),
    }
}

fn is_element(place: &Place, span: Span) -> bool {
    let inner = span.of(place.source).trim_matches(['<', '>']);
    ELEMENTS.contains(&inner.to_lowercase().as_str())
}

/// `%FIRSTNAME%` and `%first_name%`.
fn in_percent_signs(place: &Place, start: usize, end: usize) -> Option<Leftover> {
    let leftover = between(place, start, end, '%')?;
    let inner = leftover.span.of(place.source).trim_matches('%');
    let like_a_name = inner.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_');
    let marked = inner.contains('_') || !inner.chars().any(char::is_lowercase);
    (like_a_name && marked && inner.len() > 2).then_some(leftover)
}

/// `{first_name}`, `{phone number}`, and with a mark before them any name: `${order}`, `#{order}`. What a help desk writes so
/// is its own where the macro is for that help desk.
fn in_braces(place: &Place, names: &Names, start: usize, stretch: Span) -> Option<Leftover> {
    let before = Span::new(stretch.start, start).of(place.source).chars().next_back();
    let (opener, start) = match before {
        Some('$') => ("${", start - 1),
        Some('#') => ("#{", start - 1),
        Some('{' | '%' | '\\') => return None,
        _ => ("{", start),
    };
    let delimits = |platform: &&'static Platform| platform.delimiters.iter().any(|(open, _)| *open == opener);
    if names.platforms.iter().any(delimits) {
        return None;
    }
    let from = start + opener.len();
    let rest = place.source.get(from..stretch.end.min(place.border(from + LONGEST + 8, from)))?;
    let inner = rest.get(..rest.find('}').filter(|end| *end > 0 && *end <= LONGEST)?)?;
    let span = Span::new(start, from + inner.len() + 1);
    if place.source.get(span.end..)?.starts_with('}') {
        return None;
    }
    let name = match opener {
        "{" => name_of(&inner.to_uppercase()).filter(|_| inner.trim() == inner),
        _ => identifier(inner),
    };
    Some(Leftover { span, name: name?, hint: None })
}

/// The name of a slot for what another tool calls by a name of one word: `order.id`, `FNAME`.
fn identifier(inner: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
    let named = inner.starts_with(|first: char| first.is_ascii_alphabetic()) && inner.chars().all(plain);
    named.then(|| inner.to_ascii_lowercase().replace('.', "_"))
}

/// `*|FNAME|*`, as tools for mailings write it.
fn of_mailing(place: &Place, start: usize, end: usize) -> Option<Leftover> {
    let rest = place.source.get(start..end.min(place.border(start + LONGEST + 8, start)))?;
    let inner = rest.strip_prefix("*|")?;
    let inner = inner.get(..inner.find("|*")?)?;
    let span = Span::new(start, start + inner.len() + 4);
    Some(Leftover { span, name: identifier(inner)?, hint: None })
}

/// `____`, a blank to fill in on paper; a line of nothing else is a rule across the page.
fn blank(place: &Place, start: usize) -> Option<Leftover> {
    let joined = |letter: char| letter.is_alphanumeric() || "_-/*".contains(letter);
    if place.source.get(..start)?.ends_with(joined) {
        return None;
    }
    let rest = place.source.get(start..)?;
    let length = rest.bytes().take_while(|byte| *byte == b'_').count();
    let span = Span::new(start, start + length);
    if length < SHORTEST_BLANK || rest.get(length..)?.starts_with(joined) {
        return None;
    }
    let line = place.line(start);
    let is_blank = |letter: char| letter == '_' || letter == ' ';
    let alone = line.len() <= LONGEST_RULE && line.of(place.source).trim().chars().all(is_blank);
    let hint = Some("what belongs here".to_owned());
    (!alone).then(|| Leftover { span, name: "detail".to_owned(), hint })
}

/// `XXX`, unless it stands for hidden digits or is part of a number.
fn crosses(place: &Place, start: usize) -> Option<Leftover> {
    let joined = |letter: char| letter.is_alphanumeric() || "-*#/+_•".contains(letter);
    if place.source.get(..start)?.ends_with(joined) {
        return None;
    }
    let rest = place.source.get(start..)?;
    let length = rest.bytes().take_while(|byte| *byte == b'X').count();
    let before = place.source.get(..start)?;
    let after = rest.get(length..)?;
    let of_number = |letter: char| letter.is_ascii_digit() || letter == 'X' || letter == '*';
    let alone = !after.starts_with(joined);
    let number = before.trim_end_matches([' ', '.']).ends_with(of_number)
        || after.trim_start_matches([' ', '.']).starts_with(of_number);
    let span = Span::new(start, start + length);
    let hint = Some("what belongs here".to_owned());
    (length >= 3 && alone && !number).then(|| Leftover { span, name: "detail".to_owned(), hint })
}

/// `TODO` and `FIXME`, with the note behind it.
fn note(place: &Place, start: usize) -> Option<Leftover> {
    let rest = place.source.get(start..)?;
    let word = ["TODO", "FIXME"].into_iter().find(|word| rest.starts_with(word))?;
    let joined = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let after = rest.get(word.len()..)?;
    if place.source.get(..start)?.ends_with(joined) || after.starts_with(joined) {
        return None;
    }
    let near = place.source.get(start + word.len()..place.border(start + LONGEST * 4, start)).unwrap_or_default();
    let line = near.split(['\n', '\r']).next().unwrap_or_default();
    let said = line
        .strip_prefix(':')
        .filter(|said| !said.contains(['[', ']', '|', '{', '}', '<', ':']) && said.len() <= LONGEST);
    let said = said.map(|said| said.trim().trim_end_matches('.')).filter(|said| !said.is_empty());
    let end = match said {
        Some(_) => start + word.len() + line.trim_end().len(),
        None => start + word.len(),
    };
    let hint = Some(said.unwrap_or("what belongs here").to_owned());
    Some(Leftover { span: Span::new(start, end), name: "detail".to_owned(), hint })
}

/// Whether a place is in code, or in the customer's own words, which nobody changes.
fn is_verbatim(place: &Place, span: Span) -> bool {
    let line = place.line(span.start);
    let before = Span::new(line.start, span.start).of(place.source);
    before.matches('`').count() % 2 == 1 || before.trim_start().starts_with('>')
}
