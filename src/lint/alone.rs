//! A sentence judged alone, where that tells as much as judging it among its neighbours.
//!
//! It does for most rewordings: where the sentence cannot run into what stands around it, where no rule that finds something
//! asks what stands there, and where the placeholders of the sentence stay as they are, what is told of these and of the
//! neighbours is the same before and after. Where any of this is in doubt, nothing is told here.

mod branches;

use super::heard::Heard;
use super::neighbours::{Around, Neighbours};
use super::reframe::Wording;
use super::tone::{hits, wording_of};
use super::trial::sent_alike;
use super::{Fixes, Subject, shouting};
use crate::knowledge::{Near, PhraseUse, Role, Severity};
use crate::message::{MessageGraph, Sentence, WordKind, ends_in_abbreviation};
use crate::syntax::ItemKind;
use crate::text::Span;

/// A longer sentence (in bytes) is not judged alone: it may be read in parts.
const LONGEST: usize = 700;

/// Nor is one that is longer than this with its neighbours.
const LONGEST_AROUND: usize = 1_400;

/// Behind so many words of a sentence no placeholder is a part of a greeting.
const PAST_GREETING: usize = 3;

/// Fill-ins that are written in letters.
const LEFT_OVER: [&str; 3] = ["XXX", "TODO", "FIXME"];

/// What there is to say of a sentence alone.
#[derive(Debug)]
pub(super) struct Alone<'a> {
    /// The rules that say something, once for each place, and how heavy it is.
    found: Vec<(&'a str, Severity)>,
    /// Its placeholders, as written. What is to be filled in is not told of.
    parts: Vec<String>,
}

impl<'a> Alone<'a> {
    /// Judges `text` in the place of the sentence.
    pub(super) fn of(wording: &Wording<'a>, beside: &Beside, text: &str) -> Option<Self> {
        if !is_closed(text) || LEFT_OVER.iter().any(|word| text.contains(word)) {
            return None;
        }
        let parsed = sent_alike(wording, text);
        let past_greeting = |at: usize| text.get(..at).unwrap_or_default().split(' ').nth(PAST_GREETING).is_some();
        let is_plain = parsed.items.iter().all(|item| match item.kind {
            ItemKind::Text => item.span.of(text).chars().all(is_of_prose),
            ItemKind::Output(_) => past_greeting(item.span.start),
            ItemKind::Slot(_) => true,
            _ => false,
        });
        if !is_plain || parsed.is_html || !parsed.mistakes.is_empty() {
            return None;
        }
        let parts = parsed.items.iter().filter(|item| matches!(item.kind, ItemKind::Output(_)));
        let parts = parts.map(|item| item.span.of(text).to_owned()).collect();
        let found = found(wording, beside, &Subject { source: text, parsed: &parsed, ..*wording.subject })?;
        Some(Self { found, parts })
    }

    /// The rule that speaks against this sentence in the place of the `old` one, if any does; `None` where its neighbours must
    /// be asked.
    pub(super) fn caught(&self, wording: &Wording, old: &Self) -> Option<Option<String>> {
        if self.parts != old.parts {
            return None;
        }
        let own = wording.rule.id.as_str();
        let is_more = |rule: &str| self.count(rule) > old.count(rule);
        let more = |found: &&(&'a str, Severity)| found.0 != own && is_more(found.0);
        let Some((rule, _)) = self.found.iter().find(more) else {
            let still = self.count(own) >= old.count(own);
            return Some(still.then(|| own.to_owned()));
        };
        // Of several the first is named, and a neighbour may say one of them first; so it may say it with more weight.
        let is_only = !self.found.iter().any(|found| more(&found) && found.0 != *rule);
        let weighs = self.found.iter().any(|found| found.0 == *rule && found.1 >= wording.severity);
        (is_only && weighs).then(|| Some((*rule).to_owned()))
    }

    fn count(&self, rule: &str) -> usize {
        self.found.iter().filter(|found| found.0 == rule).count()
    }
}

/// What phrases and shouting find in a message without tags that stands between others. `None` where what it says may change
/// what is found in these.
fn found<'a>(wording: &Wording<'a>, beside: &Beside, subject: &Subject) -> Option<Vec<(&'a str, Severity)>> {
    let knowledge = wording.subject.knowledge;
    let graph = MessageGraph::read(subject.source, subject.parsed, subject.snippets);
    let heard = Heard::new(subject, &graph.prose);
    let around = Around::new(&graph, &heard);
    let mut neighbours = Neighbours::between(subject, &around, wording.around.heard, beside.before, beside.after);
    let mut out = Vec::new();
    for hit in &hits(subject, &around, &mut neighbours) {
        let rule = knowledge.rules.get(hit.rule).filter(|rule| rule.flow.is_empty())?;
        if let Some(found) = wording_of(subject, &around, &mut neighbours, hit) {
            out.push((rule.id.as_str(), found.severity));
        }
    }
    if !beside.is_known && neighbours.asked_outside {
        return None;
    }
    let answers = |index| beside.asked.iter().any(|asked| neighbours.says(*asked, index));
    if (0..graph.prose.sentences.len()).any(answers) {
        return None;
    }
    for finding in shouting::find(subject, &graph.prose, Fixes::None) {
        out.push((knowledge.rule(&finding.rule)?.id.as_str(), finding.severity));
    }
    Some(out)
}

/// Whether a sentence begins and ends so that no other one can run into it.
fn is_closed(text: &str) -> bool {
    text.len() <= LONGEST && begins_anew(text) && ends_with_mark(text) && !ends_in_abbreviation(text)
}

/// Whether a text is a new sentence behind one that ends in a mark.
fn begins_anew(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) || text.starts_with("[[")
}

fn ends_with_mark(text: &str) -> bool {
    text.ends_with(['.', '!', '?'])
}

/// Whether a letter means nothing but itself: no markup, no quotation mark, nothing that a fill-in begins with.
fn is_of_prose(letter: char) -> bool {
    letter.is_alphanumeric() || " ,.;:!?'’()-–—/&+@$£€".contains(letter)
}

/// What stands beside a sentence.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The numbers of the sentences before and behind it, where they are known.
    before: Option<usize>,
    after: Option<usize>,
    /// Whether they are: among branches there may be several.
    is_known: bool,
    /// What rules that find something in these ask of the sentence: whether it says one of these phrases.
    asked: Vec<PhraseUse>,
}

impl Beside {
    /// What stands beside the sentence in the stretch `around`; `None` where what is said of them all is not told by what is said
    /// of the sentence.
    pub(super) fn of(wording: &Wording, around: Span) -> Option<Self> {
        let Wording { subject, prose, sentence, index, .. } = *wording;
        if !is_whole(sentence) || subject.parsed.is_html || around.len() > LONGEST_AROUND {
            return None;
        }
        if !is_plain(subject, around) {
            return Self::among_branches(wording, around);
        }
        let mut out = Self { is_known: true, ..Self::default() };
        let near = |numbers: Vec<usize>| -> Vec<(usize, &Sentence)> {
            let all = numbers.into_iter().filter_map(|number| Some((number, prose.sentences.get(number)?)));
            all.filter(|(_, near)| near.file == 0 && around.contains(near.span)).collect()
        };
        let begins = match *near(wording.around.before(index)) {
            [] => sentence.span.start,
            [(number, before)] => {
                let gap = Span::new(before.span.end, sentence.span.start).of(subject.source);
                let ends = ends_with_mark(before.span.of(subject.source));
                (is_whole(before) && is_parted(gap, ends)).then_some(())?;
                out.before = Some(number);
                out.asked.extend(asked_by(wording, number, before, &[Near::OnlyBefore, Near::NotBefore], true)?);
                before.span.start
            }
            _ => return None,
        };
        let ends = match *near(wording.around.after(index)) {
            [] => sentence.span.end,
            [(number, after)] => {
                let gap = Span::new(sentence.span.end, after.span.start).of(subject.source);
                let text = after.span.of(subject.source);
                let begins = begins_anew(text) || (text.starts_with("{{") && !text.starts_with("{{-"));
                // How a line is broken further on hangs on how long it is.
                let on_its_line = gap.contains('\n') || !text.contains('\n');
                (is_whole(after) && on_its_line && is_parted(gap, begins)).then_some(())?;
                out.after = Some(number);
                out.asked.extend(asked_by(wording, number, after, &[Near::OnlyAfter, Near::NotAfter], false)?);
                after.span.end
            }
            _ => return None,
        };
        (around == Span::new(begins, ends)).then_some(out)
    }

    /// The same of a sentence with branches around it.
    fn among_branches(wording: &Wording, around: Span) -> Option<Self> {
        let Wording { subject, prose, sentence, index, .. } = *wording;
        if !branches::part(subject, around, sentence.span) {
            return None;
        }
        let mut out = Self::default();
        let near = |number: &usize| {
            prose.sentences.get(*number).is_some_and(|near| near.file == 0 && near.span.overlaps(around))
        };
        let all = (0..index).rev().take_while(near).chain((index + 1..prose.sentences.len()).take_while(near));
        for number in all {
            let other = prose.sentences.get(number)?;
            if other.span != sentence.span {
                (is_whole(other) && around.contains(other.span)).then_some(())?;
                out.asked.extend(asked_by(wording, number, other, &Near::ALL, true)?);
            }
        }
        Some(out)
    }
}

fn is_whole(sentence: &Sentence) -> bool {
    sentence.file == 0 && !sentence.cut_start && !sentence.cut_end
}

/// Whether nothing but prose, placeholders and slots stands in a stretch, and nothing that reaches further than a sentence.
fn is_plain(subject: &Subject, stretch: Span) -> bool {
    let items = &subject.parsed.items;
    let first = items.partition_point(|item| item.span.end <= stretch.start);
    let mut inside = items.iter().skip(first).take_while(|item| item.span.start < stretch.end);
    inside.all(|item| match item.kind {
        ItemKind::Text => {
            let text = Span::new(item.span.start.max(stretch.start), item.span.end.min(stretch.end));
            is_quiet(text.of(subject.source))
        }
        ItemKind::Output(_) | ItemKind::Slot(_) => true,
        _ => false,
    })
}

/// Whether nothing in a text between items reaches further than a sentence.
fn is_quiet(text: &str) -> bool {
    !text.contains(['`', '"', '“', '”', '{', '[', ']', '<', '>', '~', '\r'])
}

/// Whether what stands between two sentences parts them whatever they say: a blank line, the mark of a list, or any blank where
/// they end and begin as sentences do.
fn is_parted(gap: &str, end_and_begin: bool) -> bool {
    let Some((_, line)) = gap.rsplit_once('\n') else {
        return end_and_begin && !gap.is_empty() && gap.trim().is_empty();
    };
    let is_blank = gap.trim().is_empty();
    let is_item = gap.trim() == line.trim() && matches!(line.trim(), "-" | "*" | "•") && line.ends_with(' ');
    is_item || is_blank && (end_and_begin || gap.matches('\n').count() > 1)
}

/// What the rules that find something in a neighbour ask of the sentence, by these conditions and by what softens; `None` where
/// the neighbour is not read as it is written.
fn asked_by(
    wording: &Wording,
    number: usize,
    sentence: &Sentence,
    conditions: &[Near],
    softens: bool,
) -> Option<Vec<PhraseUse>> {
    let knowledge = wording.subject.knowledge;
    let written_so = wording.prose.words(sentence).iter().all(|word| {
        let first = wording.subject.source.as_bytes().get(word.span.start);
        word.file == 0 && (first != Some(&b'{') || matches!(word.kind, WordKind::Placeholder(_)))
    });
    let mut scan = wording.around.heard.scan();
    let known = wording.around.heard.take_in(number, &mut scan).filter(|_| written_so)?;
    let mut out = Vec::new();
    for phrase in known.possible() {
        let Some(PhraseUse { rule, role: Role::Case(case) }) = knowledge.phrase_use(*phrase) else { continue };
        let Some(entry) = knowledge.rules.get(rule) else { continue };
        let of_rule = |near| entry.has_near(near).then_some(Role::Near(near, None));
        let of_case = |near| entry.cases.get(case)?.has_near(near).then_some(Role::Near(near, Some(case)));
        let roles = conditions.iter().flat_map(|near| [of_rule(*near), of_case(*near)]).flatten();
        let roles = roles.chain((softens && entry.softens()).then_some(Role::Soften));
        let before = out.len();
        out.extend(roles.map(|role| PhraseUse { rule, role }));
        if out.len() > before && !scan.occurs(*phrase) {
            out.truncate(before);
        }
    }
    Some(out)
}
