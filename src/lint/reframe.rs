//! Rewordings: a reframe's template filled in, tried out, and offered only where it makes things better.

use super::clauses::{PLEAS, cannot_lead, goes_on, is_left_open, is_left_over, opens_clause};
use super::neighbours::Around;
use super::tone::span_of;
use super::trial::Trial;
use super::{Applicability, Fix, Subject};
use crate::knowledge::phrase::Match;
use crate::knowledge::{Case, Part, Reframe, Replaces, Rule, Severity, parts};
use crate::message::{Prose, Sentence, WordKind, has_tags};
use crate::syntax::{Item, ItemKind};
use crate::text::{Edit, Span};

/// How much of a rewording a title shows, in characters.
const LONGEST_TITLE: usize = 90;

/// How many words before or after a match a template for the whole sentence may leave out.
const MOST_DROPPED: usize = 3;

/// A finding that is to be reworded.
pub(super) struct Wording<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) prose: &'a Prose,
    pub(super) around: &'a Around<'a>,
    /// The number of the sentence.
    pub(super) index: usize,
    pub(super) sentence: &'a Sentence,
    pub(super) rule: &'a Rule,
    pub(super) case: &'a Case,
    pub(super) found: &'a Match,
    pub(super) severity: Severity,
    /// All that matched, which is more than what is marked where a rest was captured.
    pub(super) matched: Span,
}

/// A rewording that was tried at a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Index of the rule.
    pub rule: usize,
    /// Index of the case in the rule.
    pub case: usize,
    /// Index of the rewording in the case.
    pub reframe: usize,
    /// What it says instead, or why it is not offered.
    pub outcome: Result<String, Refused>,
}

/// Why a rewording is not offered at a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It names what the phrase that matched did not capture, or would leave out much of the sentence.
    DoesNotFit,
    /// What it says lacks a placeholder, a slot or a tag, or has one twice, or half of a pair of marks.
    LosesAPart(String),
    /// What it says has a finding of this rule as heavy as the one that it mends.
    IsCaught(String, String),
    /// Another one says the same.
    IsKnown,
}

/// The rewordings worth offering, in the order of the pack; of several only the first, where that is asked.
pub(super) fn reframes(wording: &Wording, only_first: bool) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for (reframe, outcome) in wording.case.reframes.iter().zip(tried(wording, only_first)) {
        let Ok((span, text)) = outcome else { continue };
        let applicability = if reframe.safe { Applicability::Safe } else { Applicability::Suggested };
        fixes.push(Fix { title: title(&text), applicability, edits: vec![Edit::replace(span, text)] });
    }
    fixes
}

/// What becomes of each rewording, in the order of the pack.
pub(super) fn outcomes(wording: &Wording) -> Vec<Result<String, Refused>> {
    tried(wording, false).into_iter().map(|outcome| outcome.map(|(_, text)| text)).collect()
}

/// What becomes of each, up to the first that is worth offering where no more is asked.
fn tried(wording: &Wording, only_first: bool) -> Vec<Result<(Span, String), Refused>> {
    let trial = Trial::new(wording);
    let mut out: Vec<Result<(Span, String), Refused>> = Vec::new();
    for reframe in &wording.case.reframes {
        let Some((span, text)) = fill_in(wording, reframe) else {
            out.push(Err(Refused::DoesNotFit));
            continue;
        };
        let known = out.iter().any(|other| matches!(other, Ok((_, other)) if *other == text));
        out.push(if known {
            Err(Refused::IsKnown)
        } else if !keeps_all_parts(wording, span, &text) {
            Err(Refused::LosesAPart(text))
        } else if let Some(rule) = trial.caught(span, &text) {
            Err(Refused::IsCaught(text, rule))
        } else {
            Ok((span, text))
        });
        if only_first && out.last().is_some_and(Result::is_ok) {
            break;
        }
    }
    out
}

fn title(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("Say “{}…”", text.get(..end).unwrap_or_default().trim_end()),
        None => format!("Say “{text}”"),
    }
}

/// The reworded text and what it takes the place of.
pub(super) fn fill_in(wording: &Wording, reframe: &Reframe) -> Option<(Span, String)> {
    let sentence = wording.sentence;
    let whole = reframe.replaces == Replaces::Sentence;
    let template = parts(&reframe.text);
    let addressed = vocative(wording).filter(|_| whole && !template.contains(&Part::Name("after")));
    if whole && (sentence.cut_start || sentence.cut_end || drops_words(wording, &template, addressed.is_some())) {
        return None;
    }
    let span = if whole { sentence.span } else { wording.matched };
    let mut text = String::new();
    for (at, part) in template.iter().copied().enumerate() {
        match part {
            Part::Literal(literal) if text.trim_end().ends_with([':', ';']) && two_marks(&text, literal) => {
                return None;
            }
            Part::Literal(literal) => append(&mut text, literal),
            Part::Name(name) => {
                let filled = named(wording, name)?;
                if name == "before" && (is_left_open(filled) || cannot_lead(filled, &template, at)) {
                    return None;
                }
                if is_left_over(name, filled, &template, at) {
                    return None;
                }
                let mut filled = in_place(wording, &text, filled)?;
                if let Some(rest) = filled.strip_prefix(',').filter(|_| text.trim_end().ends_with(',')) {
                    filled = rest.trim_start().to_owned();
                }
                if two_marks(&text, &filled) {
                    return None;
                }
                fit_article(&mut text, &filled);
                append(&mut text, &filled);
            }
        }
    }
    let text = text.trim();
    let original = span.of(wording.subject.source);
    let text = if begins_sentence(wording, span) || !begins_with_i(original) {
        capital_as(original, text)
    } else {
        text.to_owned()
    };
    if !whole {
        return set_behind(wording, span, text);
    }
    let text = with_mark(text, sentence.mark.of(wording.subject.source));
    Some((span, with_vocative(text, addressed)))
}

/// A rewording of the match behind what stands before it: a mark at its beginning leaves no blank, and begins no sentence,
/// as a bracket does not either.
fn set_behind(wording: &Wording, span: Span, text: String) -> Option<(Span, String)> {
    if marks_meet(wording.subject.source, span, &text) || clause_has_no_place(wording, span, &text) {
        return None;
    }
    if opens_clause(&text) && named(wording, "after").is_some_and(goes_on) {
        return None;
    }
    if !text.starts_with(['(', ',', ';', ':', '.']) {
        return Some((span, text));
    }
    let before = Span::new(wording.sentence.span.start, span.start).of(wording.subject.source);
    let said = before.trim_end_matches(' ');
    if said.is_empty() {
        return None;
    }
    let blanks = if text.starts_with('(') { 0 } else { before.len() - said.len() };
    Some((Span::new(span.start - blanks, span.end), text))
}

/// Whether a mark would stand right behind a comma, where what stood between them is left out.
fn two_marks(text: &str, part: &str) -> bool {
    text.trim_end().ends_with([',', ';', ':']) && part.trim_start().starts_with([',', ';', ':', '.', '!', '?'])
}

/// Whether a comma of the text or beside it would stand right before another mark.
fn marks_meet(source: &str, span: Span, text: &str) -> bool {
    let before = source.get(..span.start).unwrap_or_default().trim_end_matches(' ').chars().next_back();
    let behind = source.get(span.end..).unwrap_or_default().trim_start_matches(' ').chars().next();
    let meet = |one: Option<char>, other: Option<char>| {
        one.is_some_and(|mark| ",;:".contains(mark)) && other.is_some_and(|mark| ",;:.!?".contains(mark))
    };
    let (first, last) = (text.chars().next(), text.chars().next_back());
    meet(before, first.or(behind)) || meet(last, behind)
}

/// Whether the text begins a clause right behind a word that none can follow ("you need to let's …"), where what it takes the
/// place of did not.
fn clause_has_no_place(wording: &Wording, span: Span, text: &str) -> bool {
    let words = wording.prose.words(wording.sentence);
    let before = wording.found.tokens.start.checked_sub(1).and_then(|before| words.get(before));
    let open = before.is_some_and(|word| {
        let text = wording.prose.text(word);
        word.kind == WordKind::Word && (is_left_open(text) || PLEAS.contains(&text))
    });
    open && opens_clause(text) && !opens_clause(span.of(wording.subject.source))
}

/// Words that begin with another sound than their letter.
const SOUNDS: [(&str, bool); 9] = [
    ("hour", true),
    ("honest", true),
    ("honour", true),
    ("honor", true),
    ("heir", true),
    ("uni", false),
    ("us", false),
    ("eu", false),
    ("one", false),
];

/// Makes an article at the end of `text` fit the word that is put behind it: "a" error becomes "an" error.
fn fit_article(text: &mut String, word: &str) {
    let said = text.trim_end();
    let article = said.rsplit(char::is_whitespace).next().unwrap_or_default();
    let lower = word.to_lowercase();
    if !matches!(article, "a" | "A" | "an" | "An") || !lower.starts_with(|c: char| c.is_ascii_lowercase()) {
        return;
    }
    let known = SOUNDS.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, vowel)| *vowel);
    let vowel = known.unwrap_or_else(|| lower.starts_with(['a', 'e', 'i', 'o', 'u']));
    let kept = said.len() - article.len() + 1;
    text.truncate(kept);
    text.push_str(if vowel { "n " } else { " " });
}

/// Whom the sentence speaks to at its end, with the comma before: `, {{ customer.first_name }}`, `, Sam`.
fn vocative<'a>(wording: &Wording<'a>) -> Option<&'a str> {
    let source = wording.subject.source;
    let behind = wording.prose.words(wording.sentence).get(wording.found.tokens.end..)?;
    let [comma, name] = behind else { return None };
    let is_name = match name.kind {
        WordKind::Placeholder(_) | WordKind::Slot(_) => true,
        WordKind::Word => name.span.of(source).starts_with(char::is_uppercase) && !begins_with_i(name.span.of(source)),
        _ => false,
    };
    let text = named(wording, "after")?;
    let only_that = Span::new(comma.span.start, name.span.end).of(source) == text && text.starts_with(',');
    (is_name && only_that).then_some(text)
}

/// The text with whom it speaks to before its final mark.
fn with_vocative(text: String, addressed: Option<&str>) -> String {
    let Some(addressed) = addressed else { return text };
    let said = text.trim_end_matches(['.', '!', '?', '…']);
    let mark = text.get(said.len()..).unwrap_or_default();
    format!("{said}{addressed}{mark}")
}

/// Whether what stands at `span` is how the sentence begins.
fn begins_sentence(wording: &Wording, span: Span) -> bool {
    span.start <= wording.sentence.span.start && !wording.sentence.cut_start
}

/// Whether a text begins with a word that is always in capitals.
fn begins_with_i(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).next() == Some("I")
}

/// Whether a template for the whole sentence leaves out more than a few words around the match: they may say something.
fn drops_words(wording: &Wording, template: &[Part], keeps_vocative: bool) -> bool {
    ["before", "after"].into_iter().any(|name| {
        let uses = template.contains(&Part::Name(name)) || (name == "after" && keeps_vocative);
        !uses && named(wording, name).is_some_and(|text| text.split_whitespace().count() > MOST_DROPPED)
    })
}

/// What a name of a template stands for; `None` where the phrase that matched does not capture it.
fn named<'a>(wording: &Wording<'a>, name: &str) -> Option<&'a str> {
    let source = wording.subject.source;
    let sentence = wording.sentence;
    match name {
        "match" => Some(wording.matched.of(source)),
        "before" => Some(Span::new(sentence.span.start, wording.matched.start).of(source).trim()),
        "after" => Some(Span::new(wording.matched.end, sentence.mark.start).of(source).trim()),
        _ => {
            let capture = wording.found.captures.iter().find(|capture| capture.name == name)?;
            let words = wording.prose.words(sentence).get(capture.tokens.clone())?;
            Some(span_of(words).of(source))
        }
    }
}

/// A captured part as it is written behind `text`: a capital that only the beginning of a sentence gave it is taken away,
/// and one is given where it begins a sentence now. `None` where that is no way to begin one.
fn in_place(wording: &Wording, text: &str, filled: &str) -> Option<String> {
    let text = text.trim_end();
    let begins = text.is_empty();
    let behind_mark = text.ends_with(['.', '!', '?']);
    if (begins || behind_mark) && filled.starts_with(['(', ')', ',', ';', ':', '–', '—']) {
        return None;
    }
    if behind_mark {
        return Some(capitalised(filled));
    }
    let at_start = wording.sentence.span.of(wording.subject.source).starts_with(filled);
    let first_word = filled.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let lowers = !begins && at_start && first_word != "I" && first_word.chars().skip(1).all(char::is_lowercase);
    Some(match filled.chars().next() {
        Some(first) if lowers => first.to_lowercase().chain(filled.chars().skip(1)).collect(),
        _ => filled.to_owned(),
    })
}

/// Puts `part` behind `text` without doubling a blank or leaving one before a mark.
fn append(text: &mut String, part: &str) {
    let blank = |text: &str| text.is_empty() || text.ends_with(char::is_whitespace);
    let part = if blank(text) { part.trim_start() } else { part };
    if part.starts_with([',', '.', ';', ':', '!', '?']) {
        text.truncate(text.trim_end().len());
    }
    text.push_str(part);
}

fn capital_as(original: &str, text: &str) -> String {
    let capital = original.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if capital { capitalised(text) } else { text.to_owned() }
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

/// The text with the sentence's final mark, unless it has one of its own; a comma gives way to it. A statement does not
/// take a question mark over.
fn with_mark(mut text: String, mark: &str) -> String {
    if !text.ends_with(['.', '!', '?', '…']) {
        if !mark.is_empty() {
            text.truncate(text.trim_end_matches([',', ';', ' ']).len());
        }
        text.push_str(if mark.contains('?') { "." } else { mark });
    }
    text
}

/// Whether every placeholder, slot and tag of the replaced text is in the new one as often as before, as written.
pub(super) fn keeps_all_parts(wording: &Wording, span: Span, text: &str) -> bool {
    let Subject { source, parsed, .. } = *wording.subject;
    let replaced = span.of(source);
    // Half of a pair of tags would stay.
    if has_tags(replaced, parsed.is_html) {
        return false;
    }
    let first = parsed.items.partition_point(|item| item.span.end <= span.start);
    let inside = parsed.items.iter().skip(first).take_while(|item| item.span.start < span.end);
    let (prose, code): (Vec<_>, Vec<_>) = inside.partition(|item| item.kind == ItemKind::Text);
    let within = |item: &Item| Span::new(item.span.start.max(span.start), item.span.end.min(span.end)).of(source);
    let words: String = prose.into_iter().map(within).collect();
    let marks_balance = ["**", "`", "_"].iter().all(|mark| words.matches(mark).count() % 2 == 0);
    let mut parts = code.into_iter().map(|item| item.span.of(source));
    marks_balance && parts.all(|part| text.matches(part).count() == replaced.matches(part).count())
}
