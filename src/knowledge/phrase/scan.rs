//! Finding which phrases occur, and where.
//!
//! A phrase is looked for only in sentences that hold one of its rarest words, and followed word by word only where
//! nothing else that it needs is missing or stands elsewhere: so the work for a word hardly grows with the number of
//! phrases. What was found in the sentences read last is kept, and no more of them than a fixed number.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::automata::{Automata, LooksAround};
use super::builder::Builder;
use super::locate::{Beginnings, Follower, Line};
use super::memory::{Known, Memory};
use super::needs::{self, Need, Needs};
use super::positions::{AllNeeds, Positions};
use super::program::{CUT, END, Program, START, Symbol};
use super::{Match, Token};

/// All phrases of some packs, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Phrases {
    program: Program,
    /// All that phrases need, each once.
    needs: AllNeeds,
    /// All of that that must stand right behind one another, each once: indices into `needs`.
    pairs: Vec<(u32, u32)>,
    /// What is known of each phrase, by its number.
    plans: Vec<Plan>,
    /// By symbol: the phrases that are looked for where it stands.
    by_symbol: Vec<Vec<Lead>>,
    /// The phrases that need no word.
    always: Vec<u32>,
    /// The hash of the text of each phrase, by its number.
    texts: Vec<u64>,
    /// What was found in the sentences that were read last.
    #[serde(skip)]
    memory: Memory,
    /// What was used by those who read sentences before, and is for the next.
    #[serde(skip)]
    idle: Mutex<Vec<Work>>,
}

/// A phrase that one of its rarest words leads to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Lead {
    phrase: u32,
    /// Another word that it needs, where it needs just that one: most phrases end here, without a look at their plan.
    also: Option<Symbol>,
}

/// Numbers what phrases need: each is known by one.
#[derive(Default)]
struct Numbers {
    /// The first of them.
    first: usize,
    all: Vec<Need>,
    known: HashMap<Need, u32>,
    pairs: HashMap<(u32, u32), u32>,
}

impl Numbers {
    fn of(&mut self, need: Need) -> u32 {
        let Self { first, all, known, .. } = self;
        *known.entry(need).or_insert_with_key(|need| {
            all.push(need.clone());
            (*first + all.len()) as u32 - 1
        })
    }
}

/// How to look for a phrase.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Plan {
    /// What it needs besides the word that led to it: indices into [`Phrases::needs`].
    needs: Vec<u32>,
    /// All that it needs, in the order in which it stands in a match; none where it is no more than one.
    in_order: Vec<u32>,
    /// Which of it stands right behind which: indices into [`Phrases::pairs`].
    adjacent: Vec<u32>,
    begins: Beginnings,
}

impl Phrases {
    /// Takes what was compiled: all of it, or, where the builder went on from there, what is not in `compiled` yet.
    pub(crate) fn new(builder: Builder, compiled: Option<&Phrases>) -> Self {
        let nothing = Self::default();
        let before = compiled.unwrap_or(&nothing);
        let (program, known, texts) = builder.finish();
        let by_symbol = vec![Vec::new(); program.symbol_count()];
        let mut phrases = Self { by_symbol, texts, pairs: before.pairs.clone(), ..Self::default() };
        let mut numbers = Numbers { first: before.needs.len(), ..Numbers::default() };
        let mut kept: HashMap<u32, Vec<u32>> = HashMap::new();
        for (number, (known, entry)) in (0..).zip(known.into_iter().zip(&program.entries)) {
            let plan = match known {
                needs::Known::Now(needs) => {
                    let begins = Beginnings::of(&program, entry.start);
                    phrases.plan(number, needs, begins, &mut numbers)
                }
                needs::Known::Before(old) => {
                    kept.entry(old).or_default().push(number);
                    before.plans.get(old as usize).cloned().unwrap_or_default()
                }
            };
            phrases.plans.push(plan);
        }
        let now = |old: u32| kept.get(&old).into_iter().flatten().copied();
        for (leads, old) in phrases.by_symbol.iter_mut().zip(&before.by_symbol) {
            leads.extend(old.iter().flat_map(|lead| now(lead.phrase).map(|phrase| Lead { phrase, ..*lead })));
        }
        phrases.always.extend(before.always.iter().flat_map(|old| now(*old)));
        phrases.needs = match compiled {
            Some(compiled) => compiled.needs.with(numbers.all, program.symbol_count()),
            None => AllNeeds::new(numbers.all, program.symbol_count()),
        };
        phrases.program = program;
        phrases
    }

    /// How to look for a phrase that has no plan yet.
    fn plan(&mut self, phrase: u32, needs: Needs, begins: Beginnings, numbers: &mut Numbers) -> Plan {
        let Needs { rarest_first, in_order, adjacent } = needs;
        let in_order = if in_order.len() > 1 { in_order } else { Vec::new() };
        let in_order = in_order.into_iter().map(|need| numbers.of(need)).collect();
        let adjacent = adjacent.into_iter().map(|(one, other)| {
            let pair = (numbers.of(one), numbers.of(other));
            *numbers.pairs.entry(pair).or_insert_with(|| {
                self.pairs.push(pair);
                self.pairs.len() as u32 - 1
            })
        });
        let adjacent = adjacent.collect();
        let mut needs = rarest_first.into_iter();
        match needs.next() {
            Some(rarest) => {
                let also = needs.as_slice().iter().find(|need| need.len() == 1).and_then(|need| need.first());
                self.look_where(&rarest, Lead { phrase, also: also.copied() });
            }
            None => self.always.push(phrase),
        }
        Plan { needs: needs.map(|need| numbers.of(need)).collect(), in_order, adjacent, begins }
    }

    /// What the phrases were compiled to.
    pub(super) fn program(&self) -> &Program {
        &self.program
    }

    /// The hashes of the texts of all phrases, by their numbers.
    pub(super) fn texts(&self) -> &[u64] {
        &self.texts
    }

    fn look_where(&mut self, need: &[Symbol], lead: Lead) {
        for &symbol in need {
            if let Some(leads) = self.by_symbol.get_mut(symbol as usize) {
                leads.push(lead);
            }
        }
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.plans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Begins scanning. What is found is remembered: a sentence that was read not long ago, by whomever, is not read again.
    pub fn scan(&self) -> Scan<'_> {
        Scan { memory: Some(&self.memory), ..self.scan_anew() }
    }

    /// Begins scanning without a look at what is remembered.
    pub fn scan_anew(&self) -> Scan<'_> {
        Scan { phrases: self, line: Line::default(), memory: None, known: None }
    }

    /// Lends what is needed for work on a sentence.
    fn work<T>(&self, of: impl FnOnce(&mut Work) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let last = idle().pop();
        let mut work = last.unwrap_or_default();
        let result = of(&mut work);
        idle().push(work);
        result
    }

    fn occurs(&self, phrase: u32, plan: &Plan, line: &Line) -> bool {
        self.work(|Work { automata, follower, .. }| {
            let told = automata.occurs(&self.program, phrase, &plan.begins, line);
            told.unwrap_or_else(|LooksAround| follower.occurs(&self.program, phrase, &plan.begins, line))
        })
    }

    fn locate(&self, phrase: u32, plan: &Plan, line: &Line) -> Vec<Match> {
        self.work(|Work { automata, follower, .. }| {
            follower.locate(automata, &self.program, phrase, &plan.begins, line)
        })
    }

    /// The phrases of which no word is missing in a sentence, nor stands elsewhere; sorted.
    fn possible(&self, line: &Line) -> Vec<u32> {
        self.work(|work| self.candidates(line, &mut work.positions))
    }

    fn candidates(&self, line: &Line, positions: &mut Positions) -> Vec<u32> {
        positions.read(&self.needs, &line.symbols);
        let mut out = Vec::new();
        for symbol in &line.symbols {
            for lead in self.by_symbol.get(*symbol as usize).map_or(&[][..], Vec::as_slice) {
                if lead.also.is_none_or(|also| positions.holds(also)) && self.has_all_of(lead.phrase, positions) {
                    out.push(lead.phrase);
                }
            }
        }
        out.extend(self.always.iter().filter(|phrase| self.has_all_of(**phrase, positions)));
        out.sort_unstable();
        out.dedup();
        out
    }

    fn has_all_of(&self, phrase: u32, positions: &mut Positions) -> bool {
        let Some(plan) = self.plans.get(phrase as usize) else { return false };
        let pair = |pair: &u32| self.pairs.get(*pair as usize).copied().unwrap_or_default();
        plan.needs.iter().all(|need| positions.meets(&self.needs, *need))
            && plan.adjacent.iter().all(|adjacent| positions.stand_together(&self.needs, pair(adjacent)))
            && positions.stand_in_order(&self.needs, &plan.in_order)
    }
}

/// What whoever reads sentences works with.
#[derive(Debug, Default)]
struct Work {
    positions: Positions,
    automata: Automata,
    follower: Follower,
}

/// Scans sentences one after the other.
#[derive(Debug)]
pub struct Scan<'a> {
    phrases: &'a Phrases,
    line: Line,
    memory: Option<&'a Memory>,
    /// What is remembered of the sentence.
    known: Option<Arc<Known>>,
}

impl Scan<'_> {
    /// Takes a sentence in. `whole_start` and `whole_end` say whether no tag cuts it there.
    pub fn sentence<'t>(
        &mut self,
        tokens: impl Iterator<Item = Token<'t>>,
        whole_start: bool,
        whole_end: bool,
    ) -> Arc<Known> {
        self.read(tokens, whole_start, whole_end);
        let (phrases, line) = (self.phrases, &self.line);
        let known = match self.memory {
            Some(memory) => memory.of(line, || phrases.possible(line)),
            None => Arc::new(Known::new(line.clone(), phrases.possible(line))),
        };
        self.known = self.memory.is_some().then(|| Arc::clone(&known));
        known
    }

    /// Takes in a sentence that was taken in before, by whomever.
    pub fn again(&mut self, known: &Arc<Known>) {
        self.known = Some(Arc::clone(known));
    }

    fn read<'t>(&mut self, tokens: impl Iterator<Item = Token<'t>>, whole_start: bool, whole_end: bool) {
        let Line { symbols, places } = &mut self.line;
        symbols.clear();
        places.clear();
        if whole_start {
            symbols.push(START);
            places.push(0);
        }
        for (index, token) in tokens.enumerate() {
            self.phrases.program.symbols(token, |symbol| {
                symbols.push(symbol);
                places.push(index as u32);
            });
        }
        symbols.push(if whole_end { END } else { CUT });
        places.push(places.last().map_or(0, |last| last + 1));
    }

    /// Where `phrase` matches in the sentence that was taken in last: the leftmost, each as long as it can be, not
    /// overlapping. Places are token indices.
    pub fn locate(&mut self, phrase: u32) -> Vec<Match> {
        if !self.occurs(phrase) {
            return Vec::new();
        }
        let phrases = self.phrases;
        let Some(plan) = phrases.plans.get(phrase as usize) else { return Vec::new() };
        match &self.known {
            Some(known) => known.places(phrase, || phrases.locate(phrase, plan, &known.line)),
            None => phrases.locate(phrase, plan, &self.line),
        }
    }

    /// Whether `phrase` matches in the sentence that was taken in last.
    pub fn occurs(&mut self, phrase: u32) -> bool {
        let phrases = self.phrases;
        let Some(plan) = phrases.plans.get(phrase as usize) else { return false };
        match &self.known {
            Some(known) => known.occurs(phrase, || phrases.occurs(phrase, plan, &known.line)),
            None => phrases.occurs(phrase, plan, &self.line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    /// The words and commas of a line, as good as a test needs them.
    fn tokens(line: &str) -> Vec<Token<'_>> {
        let pieces = line.split_inclusive([' ', ',']).flat_map(|piece| {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let comma = piece.ends_with(',').then_some(Token::Comma);
            (!word.is_empty()).then_some(Token::Word(word)).into_iter().chain(comma)
        });
        pieces.collect()
    }

    #[test]
    fn no_match_is_hidden_by_what_its_phrase_needs() {
        let knowledge = Knowledge::shipped();
        let mut scan = knowledge.phrases.scan_anew();
        let mut matches = 0;
        for line in knowledge.rules.iter().flat_map(|rule| rule.bad.iter().chain(&rule.good)) {
            let line = line.to_lowercase();
            let possible = scan.sentence(tokens(&line).into_iter(), true, true);
            for phrase in 0..knowledge.phrases.len() as u32 {
                if scan.occurs(phrase) {
                    matches += 1;
                    assert!(possible.possible().contains(&phrase), "phrase {phrase} of {line:?}");
                }
            }
        }
        assert!(matches > knowledge.phrases.len(), "the lines of the packs match most phrases");
    }

    #[test]
    fn a_sentence_of_other_words_is_not_followed() {
        let knowledge = Knowledge::shipped();
        let possible = knowledge.phrases.scan().sentence(tokens("purple elephants dance").into_iter(), true, true);
        assert!(possible.possible().is_empty());
    }
}
