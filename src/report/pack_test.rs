//! Whether packs keep what their examples promise: bad lines are caught and good ones pass, rewordings can be offered, and
//! no phrase stands there that no line needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{ActRole, Acts, PackLine, PackPlace, Role, Tells, Written};
use crate::lint::{self, Fixes, Refused, Settings, Subject, phrases_in, try_rewordings};
use crate::message::Prose;
use crate::syntax::Macro;

/// How much of a phrase a message shows, in characters.
const LONGEST: usize = 60;

/// What came of the test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackTest<'a> {
    /// How many rules were tested.
    pub rules: usize,
    /// How many acts were tested.
    pub acts: usize,
    /// How many lines they have.
    pub lines: usize,
    /// How many phrases they have.
    pub phrases: usize,
    /// By file, then in the order of the file.
    pub failures: Vec<PackFailure<'a>>,
}

/// Something that a pack does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFailure<'a> {
    /// The line, the phrase or the rewording.
    pub place: PackPlace<'a>,
    /// The id of the rule or the act.
    pub id: String,
    /// What kind of failure.
    pub kind: PackFailureKind,
    /// In plain words.
    pub message: String,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PackFailureKind {
    /// A `bad` or `yes` line that is not caught.
    Missed,
    /// A `good` or `no` line that is caught.
    Caught,
    /// A phrase that no line reaches.
    Unreached,
    /// A rewording or a fix that is offered for no line.
    NeverOffered,
}

impl PackFailureKind {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            PackFailureKind::Missed => "missed",
            PackFailureKind::Caught => "caught",
            PackFailureKind::Unreached => "unreached",
            PackFailureKind::NeverOffered => "never-offered",
        }
    }
}

/// Tests the rules and acts of which anything stands in a file that is `wanted`. Of what stands in other files only lines
/// are told that fail.
pub fn test_packs<'a>(written: &Written<'a>, wanted: impl Fn(&str) -> bool) -> PackTest<'a> {
    let mut tester =
        Tester { written, wanted: entries(written, &wanted), test: PackTest::default(), seen: Seen::default() };
    tester.test.rules = tester.wanted.iter().filter(|entry| matches!(entry, Entry::Rule(_))).count();
    tester.test.acts = tester.wanted.len() - tester.test.rules;
    written.lines.iter().for_each(|line| tester.line(line));
    tester.phrases();
    tester.rewordings();
    tester.fixes();
    let mut test = tester.test;
    let is_line = |kind| matches!(kind, PackFailureKind::Missed | PackFailureKind::Caught);
    test.failures.retain(|failure| is_line(failure.kind) || wanted(failure.place.file));
    test.failures.sort_by_key(|failure| (failure.place.file, failure.place.span, failure.kind));
    test
}

/// A rule or an act, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    Rule(usize),
    Act(usize),
}

fn entry_of(tells: Tells) -> Entry {
    match tells {
        Tells::Rule(index) => Entry::Rule(index),
        Tells::Act(index) => Entry::Act(index),
    }
}

/// Whose a phrase is.
fn entry_of_phrase(written: &Written, phrase: u32) -> Option<Entry> {
    let rule = written.knowledge.phrase_use(phrase).map(|used| Entry::Rule(used.rule));
    rule.or_else(|| Some(Entry::Act(written.knowledge.act_use(phrase)?.act)))
}

fn entries(written: &Written, wanted: impl Fn(&str) -> bool) -> BTreeSet<Entry> {
    let is_wanted = |place: Option<PackPlace>| place.is_some_and(|place| wanted(place.file));
    let lines = written.lines.iter().filter(|line| is_wanted(written.line(line))).map(|line| entry_of(line.tells));
    let phrases = (0..written.knowledge.phrases.len() as u32).filter(|phrase| is_wanted(written.phrase(*phrase)));
    lines.chain(phrases.filter_map(|phrase| entry_of_phrase(written, phrase))).collect()
}

/// What was seen while the lines were read.
#[derive(Debug, Default)]
struct Seen {
    /// The phrases that a line of their own entry has: one that must be caught, and any.
    by_positive: BTreeSet<u32>,
    by_any: BTreeSet<u32>,
    /// Rewordings that are offered somewhere, by rule, case and number.
    offered: BTreeSet<(usize, usize, usize)>,
    /// Why others are not, at the first line where they were tried.
    refused: BTreeMap<(usize, usize, usize), (String, Refused)>,
    /// Fixes of flow that are offered somewhere, by rule and number.
    fixes: BTreeSet<(usize, usize)>,
}

struct Tester<'w, 'a> {
    written: &'w Written<'a>,
    wanted: BTreeSet<Entry>,
    test: PackTest<'a>,
    seen: Seen,
}

impl<'a> Tester<'_, 'a> {
    /// Whether a line shows what only other macros around it bring out.
    fn is_across_macros(&self, tells: Tells) -> bool {
        let Tells::Rule(rule) = tells else { return false };
        let rule = self.written.knowledge.rules.get(rule);
        rule.is_some_and(|rule| lint::ACROSS_MACROS.contains(&rule.id.as_str()))
    }

    fn line(&mut self, line: &PackLine) {
        if !self.wanted.contains(&entry_of(line.tells)) || self.is_across_macros(line.tells) {
            return;
        }
        self.test.lines += 1;
        let parsed = Macro::parse(&line.text);
        let settings = Settings::default();
        let knowledge = &self.written.knowledge;
        let subject = Subject {
            source: &line.text,
            parsed: &parsed,
            knowledge,
            settings: &settings,
            snippets: &crate::message::NoSnippets,
        };
        let own = phrases_in(&subject).into_iter();
        let own: Vec<u32> =
            own.filter(|phrase| entry_of_phrase(self.written, *phrase) == Some(entry_of(line.tells))).collect();
        if line.positive {
            self.seen.by_positive.extend(own.iter().copied());
        }
        self.seen.by_any.extend(own);
        match line.tells {
            Tells::Rule(rule) => self.line_of_rule(line, rule, &subject),
            Tells::Act(act) => self.line_of_act(line, act, &subject),
        }
    }

    fn line_of_rule(&mut self, line: &PackLine, index: usize, subject: &Subject) {
        let Some(rule) = subject.knowledge.rules.get(index) else { return };
        let found = lint::check(subject, Fixes::None).into_iter().find(|finding| finding.rule == rule.id);
        match found {
            None if line.positive => self.fail_line(line, &rule.id, PackFailureKind::Missed, "not caught".to_owned()),
            Some(finding) if !line.positive => {
                let words = finding.span.of(&line.text);
                self.fail_line(line, &rule.id, PackFailureKind::Caught, format!("caught at “{words}”"));
            }
            _ => {}
        }
        if !line.positive {
            return;
        }
        if !rule.fixes.is_empty() {
            let findings = lint::check(subject, Fixes::All).into_iter().filter(|finding| finding.rule == rule.id);
            let offered: Vec<String> = findings.flat_map(|finding| finding.fixes).map(|fix| fix.title).collect();
            let fixes = rule.fixes.iter().enumerate().filter(|(_, fix)| offered.contains(&fix.title()));
            self.seen.fixes.extend(fixes.map(|(number, _)| (index, number)));
        }
        for tried in try_rewordings(subject).into_iter().filter(|tried| tried.rule == index) {
            let key = (tried.rule, tried.case, tried.reframe);
            match tried.outcome {
                Ok(_) => drop(self.seen.offered.insert(key)),
                Err(refused) => drop(self.seen.refused.entry(key).or_insert_with(|| (line.text.clone(), refused))),
            }
        }
    }

    fn line_of_act(&mut self, line: &PackLine, index: usize, subject: &Subject) {
        let Some(entry) = subject.knowledge.acts.get(index) else { return };
        let said = lint::acts(subject, &Prose::read(subject.source, subject.parsed));
        let done = said.iter().fold(Acts::default(), |all, sentence| all.union(sentence.acts)).contains(entry.id);
        let id = entry.id.as_str();
        match (done, line.positive) {
            (false, true) => self.fail_line(line, id, PackFailureKind::Missed, "does not do the act".to_owned()),
            (true, false) => self.fail_line(line, id, PackFailureKind::Caught, "does the act".to_owned()),
            _ => {}
        }
    }

    fn fail_line(&mut self, line: &PackLine, id: &str, kind: PackFailureKind, words: String) {
        let message = format!("{words}: {}", one_line(&line.text));
        self.fail(self.written.line(line), id, kind, message);
    }

    fn fail(&mut self, place: Option<PackPlace<'a>>, id: &str, kind: PackFailureKind, message: String) {
        let Some(place) = place else { return };
        self.test.failures.push(PackFailure { place, id: id.to_owned(), kind, message });
    }

    /// Tells the phrases that no line reaches.
    fn phrases(&mut self) {
        let knowledge = &self.written.knowledge;
        for phrase in 0..knowledge.phrases.len() as u32 {
            let Some(entry) = entry_of_phrase(self.written, phrase).filter(|entry| self.wanted.contains(entry)) else {
                continue;
            };
            self.test.phrases += 1;
            let looks_for = match entry {
                Entry::Rule(_) => knowledge.phrase_use(phrase).is_some_and(|used| matches!(used.role, Role::Case(_))),
                Entry::Act(_) => knowledge.act_use(phrase).is_some_and(|used| matches!(used.role, ActRole::Case(_))),
            };
            let reached = if looks_for { &self.seen.by_positive } else { &self.seen.by_any };
            if reached.contains(&phrase) {
                continue;
            }
            let (id, positive, any) = match entry {
                Entry::Rule(rule) => {
                    (knowledge.rules.get(rule).map(|rule| rule.id.as_str()), "`bad`", "`bad` or `good`")
                }
                Entry::Act(act) => (knowledge.acts.get(act).map(|act| act.id.as_str()), "`yes`", "`yes` or `no`"),
            };
            let lines = if looks_for { positive } else { any };
            let place = self.written.phrase(phrase);
            let text = place.map_or("", |place| place.text);
            let message = format!("no {lines} line has this phrase: {}", shortened(text));
            self.fail(place, id.unwrap_or_default(), PackFailureKind::Unreached, message);
        }
    }

    /// Tells the fixes of flow that are offered for no line.
    fn fixes(&mut self) {
        let knowledge = &self.written.knowledge;
        for entry in self.wanted.clone() {
            let Entry::Rule(index) = entry else { continue };
            let Some(rule) = knowledge.rules.get(index) else { continue };
            for (number, fix) in rule.fixes.iter().enumerate() {
                if !self.seen.fixes.contains(&(index, number)) {
                    let message = format!("never offered: {}", fix.title());
                    self.fail(self.written.fix(index, number), &rule.id, PackFailureKind::NeverOffered, message);
                }
            }
        }
    }

    /// Tells the rewordings that were tried and never offered. One that was not tried belongs to phrases that no line
    /// reaches, which is told already.
    fn rewordings(&mut self) {
        for (key, (line, refused)) in std::mem::take(&mut self.seen.refused) {
            if self.seen.offered.contains(&key) {
                continue;
            }
            let (rule, case, reframe) = key;
            let why = match refused {
                Refused::DoesNotFit => {
                    "it does not fit what was captured, or leaves out much of the sentence".to_owned()
                }
                Refused::IsKnown => "another one says the same".to_owned(),
                Refused::LosesAPart(text) => format!("a placeholder, slot or mark is lost in “{}”", one_line(&text)),
                Refused::IsCaught(text, by) => format!("{by} catches “{}”", one_line(&text)),
            };
            let message = format!("never offered; for “{}” {why}", one_line(&line));
            let id = self.written.knowledge.rules.get(rule).map(|rule| rule.id.clone()).unwrap_or_default();
            self.fail(self.written.reframe(rule, case, reframe), &id, PackFailureKind::NeverOffered, message);
        }
    }
}

/// The beginning of a long text on one line.
fn shortened(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
