//! Fixes applied again and again until nothing is left to fix: one may make room for another.

use std::collections::HashSet;
use std::slice;

use super::code_action::Taken;
use crate::lint::{Applicability, Finding, Fix};
use crate::syntax::Macro;
use crate::text::{Edit, Span, apply_edits};

/// More rounds than any macro needs that a person wrote.
const MOST_ROUNDS: usize = 50;

/// How many fixes of a round are tried one by one.
const MOST_ALONE: usize = 50;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixing {
    /// Those that leave nothing to choose.
    Safe,
    /// The best of every finding.
    Suggested,
}

/// A text after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// It.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many findings are left that a suggested fix would clear.
    pub suggested: usize,
    /// Whether there would have been more to do.
    pub stopped: bool,
}

/// Applies the fixes that `check` finds, in rounds; of those that overlap, the first. A suggestion that only adds something
/// has a round of its own, after all others: what it adds may be all that was missing. A round that would make new syntax
/// mistakes, a text that was there before, or no difference to what it is meant to clear, is not applied.
pub fn fixed(source: &str, fixing: Fixing, mut check: impl FnMut(&str) -> Vec<Finding>) -> Fixed {
    let mut now = State::new(source.to_owned(), &mut check);
    let mut seen = HashSet::from([source.to_owned()]);
    let mut applied = 0;
    for _ in 0..MOST_ROUNDS {
        let fixes = chosen(&now, fixing);
        let Some((next, count)) = now.after(&fixes, &seen, &mut check) else { return now.fixed(applied, false) };
        seen.insert(next.text.clone());
        applied += count;
        now = next;
    }
    let more = now.after(&chosen(&now, fixing), &seen, &mut check).is_some();
    now.fixed(applied, more)
}

/// A fix and the rule that it satisfies.
type Choice<'a> = (&'a str, &'a Fix);

/// What may be done in a round.
struct Round<'a> {
    /// Applied together, or else one of them.
    together: Vec<Choice<'a>>,
    /// Rewordings of sentences that one of those rewords already: one of them, where none of those can be.
    waiting: Vec<Choice<'a>>,
    /// Where nothing else is left to do: those of one rule where each clears a finding, else one of them.
    additions: Vec<Choice<'a>>,
}

impl<'a> Round<'a> {
    /// The additions that satisfy the same rule as the first, without those that overlap.
    fn additions_of_one_rule(&self) -> Vec<Choice<'a>> {
        let first = self.additions.first().map(|(rule, _)| *rule);
        let mut taken = Taken::default();
        let same = self.additions.iter().filter(|(rule, fix)| Some(*rule) == first && taken.take(fix));
        same.copied().collect()
    }
}

/// How far apart two places of one sentence can be, in bytes.
const LONGEST_SENTENCE: usize = 2_000;

/// Rules of form, whose fixes do not change what a sentence says.
const OF_FORM: [&str; 4] = ["syntax/", "template/", "meta/", "library/"];

/// One fix a finding, without those that overlap one before. Of two rewordings in a sentence the second waits: it was made for
/// the sentence as it is.
fn chosen(state: &State, fixing: Fixing) -> Round<'_> {
    let best = state.findings.iter().filter_map(|finding| {
        let safe = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe);
        let first = || finding.fixes.first().filter(|_| fixing == Fixing::Suggested);
        Some((finding.rule.as_str(), safe.or_else(first)?))
    });
    let (additions, mut together): (Vec<Choice<'_>>, Vec<Choice<'_>>) = best.partition(|(_, fix)| is_addition(fix));
    let mut taken = Taken::default();
    let (mut waiting, mut reworded) = (Vec::new(), None::<Span>);
    together.retain(|(rule, fix)| {
        let rewords =
            fix.applicability == Applicability::Suggested && !OF_FORM.iter().any(|family| rule.starts_with(family));
        let place = Some(fix).filter(|_| rewords).and_then(|fix| extent(fix));
        let waits = place.zip(reworded).is_some_and(|(place, last)| is_one_sentence(&state.text, last, place));
        if waits {
            waiting.push((*rule, *fix));
            return false;
        }
        let taken = taken.take(fix);
        reworded = place.filter(|_| taken).or(reworded);
        taken
    });
    Round { together, waiting, additions }
}

/// From the first to the last byte that a fix touches.
fn extent(fix: &Fix) -> Option<Span> {
    let start = fix.edits.iter().map(|edit| edit.span.start).min()?;
    Some(Span::new(start, fix.edits.iter().map(|edit| edit.span.end).max()?))
}

/// Whether no sentence ends, and no line is blank, between two places.
fn is_one_sentence(text: &str, one: Span, other: Span) -> bool {
    let (first, last) = if one.start <= other.start { (one, other) } else { (other, one) };
    let reaches = first.end.max(first.start + 1).min(last.start);
    // A rewording of a whole sentence has taken its mark along.
    let from =
        if text.get(..reaches).is_some_and(|said| said.ends_with(['.', '!', '?'])) { reaches - 1 } else { reaches };
    let between = text.get(from..last.start.max(from)).unwrap_or_default();
    if between.len() > LONGEST_SENTENCE {
        return false;
    }
    let ends = |at: usize, mark: char| {
        let behind = between.get(at + mark.len_utf8()..).unwrap_or_default();
        behind.is_empty() || behind.starts_with(char::is_whitespace)
    };
    let blank = between.contains("\n\n") || between.contains("\r\n\r\n") || between.contains("\n- ");
    !blank && !between.char_indices().any(|(at, c)| matches!(c, '.' | '!' | '?') && ends(at, c))
}

fn is_addition(fix: &Fix) -> bool {
    fix.applicability == Applicability::Suggested && fix.edits.iter().all(|edit| edit.span.is_empty())
}

/// A text, and what was found in it.
struct State {
    text: String,
    findings: Vec<Finding>,
    /// How many syntax and front-matter mistakes it has, whatever is told of them.
    mistakes: usize,
}

impl State {
    fn new(text: String, check: &mut impl FnMut(&str) -> Vec<Finding>) -> Self {
        let mistakes = Macro::parse(&text).mistakes.len();
        Self { findings: check(&text), mistakes, text }
    }

    /// The state after a round, and how many fixes were applied: all of them, else the first that does no harm by itself.
    fn after(
        &self,
        round: &Round<'_>,
        seen: &HashSet<String>,
        check: &mut impl FnMut(&str) -> Vec<Finding>,
    ) -> Option<(Self, usize)> {
        let mut attempt = |fixes: &[Choice<'_>]| self.attempt(fixes, seen, check);
        if round.together.len() > 1
            && let Some(done) = attempt(&round.together)
        {
            return Some(done);
        }
        let alone = |fix: &Choice<'_>| attempt(slice::from_ref(fix));
        if let Some(done) = round.together.iter().chain(&round.waiting).take(MOST_ALONE).find_map(alone) {
            return Some(done);
        }
        let alone = |fix: &Choice<'_>| attempt(slice::from_ref(fix));
        let (one, count) = { round.additions.iter() }.take(MOST_ALONE).find_map(alone)?;
        let same = round.additions_of_one_rule();
        let Some((rule, _)) =
            same.first().filter(|(rule, _)| same.len() > 1 && one.count(rule) + 1 == self.count(rule))
        else {
            return Some((one, count));
        };
        let all = attempt(&same).filter(|(next, _)| next.count(rule) + same.len() <= self.count(rule));
        all.or(Some((one, count)))
    }

    /// The state after all of `fixes`, where they bring something and break nothing.
    fn attempt(
        &self,
        fixes: &[Choice<'_>],
        seen: &HashSet<String>,
        check: &mut impl FnMut(&str) -> Vec<Finding>,
    ) -> Option<(Self, usize)> {
        let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
        let text = apply_edits(&self.text, &edits).filter(|text| !seen.contains(text))?;
        let next = State::new(text, check);
        self.is_improved_by(&next, fixes).then_some((next, fixes.len()))
    }

    /// Whether `fixes` brought something and broke nothing. What a safe fix lays open may be told from now on; a suggested
    /// one has to clear something of its rule.
    fn is_improved_by(&self, next: &State, fixes: &[Choice<'_>]) -> bool {
        let mut rules: Vec<&str> = { fixes.iter() }
            .filter(|(_, fix)| fix.applicability == Applicability::Suggested)
            .map(|(rule, _)| *rule)
            .collect();
        rules.sort_unstable();
        rules.dedup();
        next.mistakes <= self.mistakes && rules.iter().all(|rule| next.count(rule) < self.count(rule))
    }

    fn count(&self, rule: &str) -> usize {
        self.findings.iter().filter(|finding| finding.rule == rule).count()
    }

    fn fixed(self, applied: usize, stopped: bool) -> Fixed {
        let suggested = self.findings.iter().filter(|finding| !finding.fixes.is_empty()).count();
        Fixed { text: self.text, applied, suggested, stopped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Severity;

    /// Finds every `from` of the table and offers its `to`.
    fn check(table: &'static [(&str, &str, Applicability)]) -> impl FnMut(&str) -> Vec<Finding> {
        move |text| {
            let mut findings = Vec::new();
            for (from, to, applicability) in table {
                let places = text.match_indices(from).map(|(at, _)| Span::new(at, at + from.len()));
                findings.extend(places.map(|span| Finding {
                    rule: format!("test/{from}"),
                    severity: Severity::Warning,
                    span,
                    message: String::new(),
                    when: Vec::new(),
                    related: Vec::new(),
                    fixes: vec![Fix {
                        title: String::new(),
                        applicability: *applicability,
                        edits: vec![Edit::replace(span, *to)],
                    }],
                }));
            }
            findings
        }
    }

    use Applicability::{Safe, Suggested};

    #[test]
    fn fixes_are_repeated_until_nothing_is_left() {
        let table = &[("aaa", "aa", Safe), ("bb", "c", Suggested)];
        let found = fixed("aaaaaa bb", Fixing::Safe, check(table));
        assert_eq!(found, Fixed { text: "aa bb".to_owned(), applied: 4, suggested: 1, stopped: false });
        let found = fixed("aaaaaa bb", Fixing::Suggested, check(table));
        assert_eq!((found.text.as_str(), found.suggested), ("aa c", 0));
    }

    #[test]
    fn two_rewordings_of_one_sentence_are_two_rounds() {
        // The second is made for what the first leaves of the sentence, and no more wanted there.
        let rewording = |text: &str| {
            let table: &'static [_] = match text.contains("one") {
                true => &[("one", "1", Suggested), ("two", "2", Suggested)],
                false => &[],
            };
            check(table)(text)
        };
        assert_eq!(fixed("one, two.", Fixing::Suggested, rewording).text, "1, two.");
        assert_eq!(fixed("One is one. So two.", Fixing::Suggested, rewording).text, "One is 1. So 2.");
    }

    #[test]
    fn what_goes_round_in_a_circle_ends() {
        let found = fixed("x", Fixing::Safe, check(&[("x", "y", Safe), ("y", "x", Safe)]));
        assert_eq!((found.text.as_str(), found.applied, found.stopped), ("y", 1, false));
    }

    #[test]
    fn what_grows_for_ever_is_stopped() {
        let found = fixed("x", Fixing::Safe, check(&[("x", "xo", Safe)]));
        assert_eq!((found.applied, found.stopped), (MOST_ROUNDS, true));
    }

    #[test]
    fn what_would_break_the_macro_is_left_out() {
        let table = &[("a", "{{", Safe), ("b", "c", Safe)];
        let found = fixed("a b", Fixing::Safe, check(table));
        assert_eq!((found.text.as_str(), found.applied), ("a c", 1));
    }

    fn lacks(rule: &str, at: usize, words: &str) -> Finding {
        let edits = vec![Edit::insert(at, words.to_owned())];
        Finding {
            rule: rule.to_owned(),
            severity: Severity::Hint,
            span: Span::at(at),
            message: String::new(),
            when: Vec::new(),
            related: Vec::new(),
            fixes: vec![Fix { title: String::new(), applicability: Suggested, edits }],
        }
    }

    #[test]
    fn what_one_addition_makes_needless_is_not_added() {
        let check = |text: &str| {
            let wants =
                |rule, word: &str| (!text.contains("by Friday")).then(|| lacks(rule, text.len(), &format!(" {word}")));
            wants("a", "Done by Friday.").into_iter().chain(wants("b", "You hear from me by Friday.")).collect()
        };
        let found = fixed("Hi.", Fixing::Suggested, check);
        assert_eq!((found.text.as_str(), found.applied), ("Hi. Done by Friday.", 1));
    }

    /// After every `x` a `!` is missing.
    fn every_x_lacks(text: &str) -> Vec<Finding> {
        let lacking = text.match_indices('x').filter(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'!'));
        lacking.map(|(at, _)| lacks("x", at + 1, "!")).collect()
    }

    #[test]
    fn additions_that_are_all_needed_are_one_round() {
        let found = fixed(&"x ".repeat(200), Fixing::Suggested, every_x_lacks);
        assert_eq!(found, Fixed { text: "x! ".repeat(200), applied: 200, suggested: 0, stopped: false });
    }

    #[test]
    fn of_additions_of_one_rule_only_those_needed_are_made() {
        let check = |text: &str| if text.contains('!') { Vec::new() } else { every_x_lacks(text) };
        let found = fixed("x x", Fixing::Suggested, check);
        assert_eq!((found.text.as_str(), found.applied), ("x! x", 1));
    }

    #[test]
    fn a_suggestion_that_clears_nothing_is_left_out() {
        let found = fixed("x b", Fixing::Suggested, check(&[("x", "x!", Suggested), ("b", "c", Suggested)]));
        assert_eq!((found.text.as_str(), found.applied), ("x c", 1));
    }
}
