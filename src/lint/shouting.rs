//! Shouting: words in capitals, and runs of exclamation marks.
//!
//! Phrases cannot say it, since they match whatever the case. Its entry in the pack has message, why and examples; what
//! is shouting is decided here.

use std::collections::HashSet;

use super::capitals::{calm, capitalised, is_acronym, is_english, letters, lower_case};
use super::quote::quote;
use super::tone::names_a_term;
use super::{Applicability, Finding, Fix, Fixes, Subject};
use crate::knowledge::{Rule, Severity};
use crate::message::{Prose, Sentence, Word, WordKind};
use crate::text::{Edit, Span};

const RULE: &str = "tone/shouting";

/// How long a line in capitals may be that is taken for a heading, in words.
const LONGEST_HEADING: usize = 3;

/// Words of three letters that are shouted by themselves: "do NOT reply".
#[rustfmt::skip]
const SHORT_STRESSED: [&str; 18] = [
    "all", "any", "are", "but", "can", "did", "had", "has", "how", "not", "now", "one", "our", "too", "was", "who", "why",
    "you",
];

/// Labels in front of a colon that raise the voice, where "NOTE:" and the name of a field do not.
const ALARMING: [&str; 9] =
    ["attention", "final", "immediate", "immediately", "important", "last", "please", "urgent", "urgently"];

/// Words that are in capitals for their weight, and never the name of a key or an answer to type.
const STRESSED: [&str; 13] =
    ["all", "always", "any", "before", "cannot", "don't", "every", "must", "never", "not", "only", "please", "without"];

/// What stands shortly before a word that is written in capitals because it is written so elsewhere: "reply STOP".
#[rustfmt::skip]
const NAMING: [&str; 36] = [
    "button", "called", "choose", "click", "code", "enter", "field", "folder", "go", "hit", "hold", "key", "labeled",
    "labelled", "marked", "menu", "mode", "named", "open", "option", "press", "push", "reads", "replied", "reply", "say",
    "says", "select", "send", "status", "tab", "tap", "text", "tick", "type", "word",
];

/// How far before the word it may stand: "press START, then ENTER".
const NAMING_REACH: usize = 5;

/// What stands right behind such a word: "the START button".
#[rustfmt::skip]
const NAMED: [&str; 14] = [
    "button", "code", "field", "folder", "key", "light", "link", "menu", "mode", "page", "screen", "section", "switch", "tab",
];

/// What makes exclamation marks cheerful.
#[rustfmt::skip]
const CHEER: [&str; 31] = [
    "amazing", "awesome", "beautiful", "birthday", "brilliant", "cheers", "congrats", "congratulations", "cute",
    "delighted", "enjoy", "excited", "fantastic", "glad", "gorgeous", "great", "happy", "hooray", "hurray", "love",
    "loved", "lovely", "perfect", "pleased", "thank", "thanks", "thrilled", "welcome", "wonderful", "wow", "yay",
];

/// Words in capitals that follow each other, by their place in the sentence.
#[derive(Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
    /// Words of at least three letters that are no acronym.
    loud: usize,
    /// Those of them that are known to be English.
    english: usize,
}

/// What a word is to a run of capitals.
enum Loudness {
    /// In capitals, and long enough to tell.
    Loud { english: bool },
    /// One or two letters in capitals: neither begins a run by itself nor ends one.
    Short,
    /// Has no case of its own: a number, a placeholder, a comma, an acronym.
    Between,
    /// In lower case, quoted, or a dash.
    Quiet,
}

/// The findings of the rule, where the packs have it.
pub(super) fn find(subject: &Subject, prose: &Prose, fixes: Fixes) -> Vec<Finding> {
    let Some(rule) = subject.knowledge.rule(RULE) else { return Vec::new() };
    let mut out = Vec::new();
    for (index, sentence) in prose.sentences.iter().enumerate() {
        // What a snippet says is told in the snippet.
        if sentence.file != 0 {
            continue;
        }
        let shout = Shout { subject, prose, rule, sentence, words: prose.words(sentence), fixes };
        if shout.may_have_loud_words() && !shout.is_heading(index) {
            let quiet = |run: &Run| shout.is_written_so(*run) || shout.is_cheerful(*run);
            let runs = shout.runs().into_iter().filter(|run| !quiet(run));
            out.extend(runs.filter_map(|run| shout.words_finding(run)));
        }
        out.extend(shout.marks_finding());
    }
    // The readings of one sentence shout the same words.
    let mut known = HashSet::new();
    out.retain(|finding| known.insert(finding.span));
    out
}

/// A sentence that is listened to.
struct Shout<'a> {
    subject: &'a Subject<'a>,
    prose: &'a Prose,
    rule: &'a Rule,
    sentence: &'a Sentence,
    words: &'a [Word],
    fixes: Fixes,
}

impl Shout<'_> {
    /// Whether a word may be in capitals that is long enough to tell; most sentences have none, which their bytes tell.
    fn may_have_loud_words(&self) -> bool {
        let text = self.sentence.span.of(self.subject.source).as_bytes();
        let goes_on = |byte: u8| byte.is_ascii_uppercase() || byte == b'\'';
        let is_plain =
            text.is_ascii() && !text.array_windows().any(|&[one, next]| one.is_ascii_uppercase() && goes_on(next));
        !(self.sentence.in_order && is_plain)
    }

    /// The runs of capitals, before it is asked whether they are shouted.
    fn runs(&self) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        let mut open: Option<Run> = None;
        for (place, word) in self.words.iter().enumerate() {
            match self.loudness(word) {
                Loudness::Quiet => out.extend(open.take()),
                Loudness::Between => {}
                Loudness::Short => {
                    let run = open.get_or_insert(Run { first: place, last: place, loud: 0, english: 0 });
                    run.last = place;
                }
                Loudness::Loud { english } => {
                    let run = open.get_or_insert(Run { first: place, last: place, loud: 0, english: 0 });
                    run.last = place;
                    run.loud += 1;
                    run.english += usize::from(english);
                }
            }
        }
        out.extend(open);
        out.into_iter().filter_map(|run| self.trimmed(run)).filter(|run| self.is_loud(*run)).collect()
    }

    fn loudness(&self, word: &Word) -> Loudness {
        match word.kind {
            WordKind::Break => return Loudness::Quiet,
            WordKind::Word if word.quoted => return Loudness::Quiet,
            // Most words begin with a small letter.
            WordKind::Word if self.begins_small(word) => return Loudness::Quiet,
            WordKind::Word => {}
            _ => return Loudness::Between,
        }
        let Some((written, lower)) = self.capitals(word) else { return Loudness::Quiet };
        let named = is_attached(self.subject.source, written)
            || names_a_term(self.subject, self.sentence, std::slice::from_ref(word));
        match letters(&lower) {
            0..=2 if named || !SHORT_STRESSED.contains(&lower.as_str()) => Loudness::Short,
            _ if named || is_acronym(&lower) => Loudness::Between,
            _ => Loudness::Loud { english: is_english(&lower) },
        }
    }

    fn begins_small(&self, word: &Word) -> bool {
        self.subject.source.as_bytes().get(word.span.start).is_some_and(u8::is_ascii_lowercase)
    }

    /// Where the letters of a word in capitals stand, and the word in lower case.
    fn capitals(&self, word: &Word) -> Option<(Span, String)> {
        let text = word.span.of(self.subject.source);
        if self.begins_small(word) {
            return None;
        }
        let behind = text.trim_start_matches('_');
        let start = word.span.end - behind.len();
        let letters = behind.trim_end_matches('_');
        Some((Span::new(start, start + letters.len()), lower_case(letters)?))
    }

    /// The run without an `I` or `A` at its ends, which is a capital anywhere.
    fn trimmed(&self, mut run: Run) -> Option<Run> {
        let single = |place: usize| self.words.get(place).is_some_and(|word| word.span.len() == 1);
        let quiet = |place: usize| {
            single(place) || self.words.get(place).is_some_and(|word| !matches!(word.kind, WordKind::Word))
        };
        while run.first < run.last && quiet(run.first) {
            run.first += 1;
        }
        while run.first < run.last && quiet(run.last) {
            run.last -= 1;
        }
        (run.loud > 0).then_some(run)
    }

    fn is_loud(&self, run: Run) -> bool {
        if run.loud > 1 {
            return run.english > 1;
        }
        let loud = self.words.get(run.first..=run.last).unwrap_or_default();
        let stressed = |lower: &str| letters(lower) > 3 || SHORT_STRESSED.contains(&lower);
        run.english == 1 && loud.iter().any(|word| self.capitals(word).is_some_and(|(_, lower)| stressed(&lower)))
    }

    /// Whether a word or two are in capitals because they are a keyword, a unit or a label.
    fn is_written_so(&self, run: Run) -> bool {
        if run.loud > 2 {
            return false;
        }
        let text = |place: usize| self.words.get(place).map_or("", |word| self.prose.text(word));
        let stressed = |place: usize| STRESSED.contains(&text(place)) || text(place).ends_with("ly");
        let named = !(run.first..=run.last).any(stressed)
            && ((run.first.saturating_sub(NAMING_REACH)..run.first).any(|place| NAMING.contains(&text(place)))
                || NAMED.contains(&text(run.last + 1)));
        let kind = |place: Option<usize>| place.and_then(|place| self.words.get(place)).map(|word| word.kind);
        let unit = run.loud == 1 && kind(run.first.checked_sub(1)) == Some(WordKind::Number);
        let alarming = (run.first..=run.last).any(|place| ALARMING.contains(&text(place)));
        let label = run.first == 0 && kind(Some(run.last + 1)) == Some(WordKind::Break) && !alarming;
        named || unit || label
    }

    /// Whether it is good news or thanks that is shouted, with nothing stressed beside it.
    fn is_cheerful(&self, run: Run) -> bool {
        let mut words = self.words.iter().take(run.last + 1).skip(run.first).map(|word| self.prose.text(word));
        words.clone().any(|word| CHEER.contains(&word)) && !words.any(|word| STRESSED.contains(&word))
    }

    /// Whether the sentence is a few words in capitals on a line of their own, without a mark.
    fn is_heading(&self, index: usize) -> bool {
        let block = |at: Option<usize>| at.and_then(|at| self.prose.sentences.get(at)).map(|sentence| sentence.block);
        let own = Some(self.sentence.block);
        let alone = block(index.checked_sub(1)) != own && block(Some(index + 1)) != own;
        alone && self.sentence.mark.is_empty() && self.words.len() <= LONGEST_HEADING
    }

    fn words_finding(&self, run: Run) -> Option<Finding> {
        let default = if run.loud > 1 { self.rule.severity } else { self.rule.severity.min(Severity::Information) };
        let words = self.words.get(run.first..=run.last)?;
        let edits: Vec<Edit> = words.iter().filter_map(|word| self.calmed(word)).collect();
        let span = Span::new(words.first()?.span.start, words.last()?.span.end);
        self.finding(span, default, vec![("Write it in small letters".to_owned(), edits)])
    }

    /// The edit that takes the capitals from a word, where it has too many.
    fn calmed(&self, word: &Word) -> Option<Edit> {
        if !matches!(self.loudness(word), Loudness::Loud { .. } | Loudness::Short) {
            return None;
        }
        let (span, lower) = self.capitals(word)?;
        let written = span.of(self.subject.source);
        let text = calm(written, &lower);
        let begins = word.span.start == self.sentence.span.start && !self.sentence.cut_start;
        let text = if begins { capitalised(&text) } else { text };
        (text != written).then(|| Edit::replace(span, text))
    }

    fn marks_finding(&self) -> Option<Finding> {
        let last = self.words.iter().rev().find(|word| word.kind != WordKind::Comma)?;
        let runs = loud_marks(self.sentence.mark.of(self.subject.source), self.sentence.mark.start);
        let span = Span::new(runs.first()?.start, runs.last()?.end);
        let cheerful = self.words.iter().any(|word| CHEER.contains(&self.prose.text(word)));
        if last.quoted || cheerful {
            return None;
        }
        let with = |mark: &str| -> Vec<Edit> { runs.iter().map(|&run| Edit::replace(run, mark)).collect() };
        let fixes = match self.sentence.question {
            true => vec![("End with one question mark".to_owned(), with("?"))],
            false => vec![
                ("End with a full stop".to_owned(), with(".")),
                ("End with one exclamation mark".to_owned(), with("!")),
            ],
        };
        self.finding(span, self.rule.severity.min(Severity::Information), fixes)
    }

    fn finding(&self, span: Span, default: Severity, fixes: Vec<(String, Vec<Edit>)>) -> Option<Finding> {
        let severity = self.subject.settings.severity(RULE, default)?;
        let fixes = fixes.into_iter().filter(|(_, edits)| !edits.is_empty() && self.fixes.wanted(span));
        let fix = |(title, edits)| Fix { title, applicability: Applicability::Suggested, edits };
        Some(Finding {
            rule: RULE.to_owned(),
            severity,
            span,
            message: self.rule.message.replace("{match}", &quote(span.of(self.subject.source))),
            when: Vec::new(),
            related: Vec::new(),
            fixes: fixes.map(fix).collect(),
        })
    }
}

/// Whether a word is a part of a code, an address, a blank to fill or a name with signs in it: `#HELP`, `AT&T`, `TEA-42`,
/// `[NAME]`.
fn is_attached(source: &str, span: Span) -> bool {
    let joins =
        |c: char| c.is_alphanumeric() || matches!(c, '@' | '#' | '_' | '/' | '\\' | '&' | '+' | '=' | '$' | '[' | ']');
    let mut before = source.get(..span.start).unwrap_or_default().chars().rev();
    let mut after = source.get(span.end..).unwrap_or_default().chars();
    let digit_behind_sign = |chars: &mut dyn Iterator<Item = char>, bracket: char| match chars.next() {
        // Between tags it stands free: `<b>NOW</b>`.
        Some(c) if c == bracket => true,
        Some('-' | '.') => chars.next().is_some_and(char::is_numeric),
        Some('_') => chars.next().is_some_and(char::is_alphanumeric),
        Some(c) => joins(c),
        None => false,
    };
    digit_behind_sign(&mut before, '<') || digit_behind_sign(&mut after, '>')
}

/// The runs of two or more `!` and `?` in `marks`, which begins at byte `start`.
fn loud_marks(marks: &str, start: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = marks.get(at..).and_then(|rest| rest.find(['!', '?'])) {
        let begin = at + found;
        let rest = marks.get(begin..).unwrap_or_default();
        let length = rest.find(|c| c != '!' && c != '?').unwrap_or(rest.len());
        at = begin + length;
        if length > 1 {
            out.push(Span::new(start + begin, start + at));
        }
    }
    out
}
