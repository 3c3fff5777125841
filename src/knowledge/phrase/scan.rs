//! Finding which phrases occur, and where.
//!
//! A phrase is looked for only in sentences that hold one of its rarest words, and followed word by word only where
//! nothing else that it needs is missing or stands elsewhere: so the work for a word hardly grows with the number of
//! phrases. What was found in the sentences read last is kept, and no more of them than a fixed number.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::builder::Builder;
use super::locate::{Beginnings, Follower, Line};
use super::memory::{Known, Memory};
use super::needs::{Need, Needs};
use super::program::{COMMA, CUT, END, Program, START, Symbol};
use super::{Match, Token};

/// All phrases of some packs, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Phrases {
    program: Program,
    /// All that phrases need, each once.
    needs: Vec<Need>,
    /// All of that that must stand right behind one another, each once: indices into `needs`.
    pairs: Vec<(u32, u32)>,
    /// What is known of each phrase, by its number.
    plans: Vec<Plan>,
    /// By symbol: the phrases that are looked for where it stands.
    by_symbol: Vec<Vec<Lead>>,
    /// The phrases that need no word.
    always: Vec<u32>,
    /// What was found in the sentences that were read last.
    #[serde(skip)]
    memory: Memory,
}

/// A phrase that one of its rarest words leads to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Lead {
    phrase: u32,
    /// Another word that it needs, where it needs just that one: most phrases end here, without a look at their plan.
    also: Option<Symbol>,
}

/// How to look for a phrase.
#[derive(Debug, Serialize, Deserialize)]
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
    /// Takes what was compiled.
    pub(crate) fn new(builder: Builder) -> Self {
        let (program, needs) = builder.finish();
        let mut phrases = Self { by_symbol: vec![Vec::new(); program.symbol_count()], ..Self::default() };
        let mut known: HashMap<Need, u32> = HashMap::new();
        let mut known_pairs: HashMap<(u32, u32), u32> = HashMap::new();
        let mut number_of = |all: &mut Vec<Need>, need: Need| {
            *known.entry(need).or_insert_with_key(|need| {
                all.push(need.clone());
                all.len() as u32 - 1
            })
        };
        for (number, (needs, entry)) in (0..).zip(needs.into_iter().zip(&program.entries)) {
            let Needs { rarest_first, in_order, adjacent } = needs;
            let in_order = if in_order.len() > 1 { in_order } else { Vec::new() };
            let in_order = in_order.into_iter().map(|need| number_of(&mut phrases.needs, need)).collect();
            let mut number_in = |need| number_of(&mut phrases.needs, need);
            let adjacent = adjacent.into_iter().map(|(one, other)| (number_in(one), number_in(other)));
            let adjacent = adjacent.map(|pair| {
                *known_pairs.entry(pair).or_insert_with(|| {
                    phrases.pairs.push(pair);
                    phrases.pairs.len() as u32 - 1
                })
            });
            let adjacent = adjacent.collect();
            let mut needs = rarest_first.into_iter();
            match needs.next() {
                Some(rarest) => {
                    let also = needs.as_slice().iter().find(|need| need.len() == 1).and_then(|need| need.first());
                    phrases.look_where(&rarest, Lead { phrase: number, also: also.copied() });
                }
                None => phrases.always.push(number),
            }
            let needs = needs.map(|need| number_of(&mut phrases.needs, need)).collect();
            phrases.plans.push(Plan { needs, in_order, adjacent, begins: Beginnings::of(&program, entry.start) });
        }
        phrases.program = program;
        phrases
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
        Scan {
            phrases: self,
            line: Line::default(),
            present: Vec::new(),
            met: Vec::new(),
            together: Vec::new(),
            sentence: 0,
            follower: Follower::default(),
            memory: None,
            known: None,
        }
    }
}

/// Scans sentences one after the other.
#[derive(Debug)]
pub struct Scan<'a> {
    phrases: &'a Phrases,
    line: Line,
    /// By symbol: whether it is in the sentence.
    present: Vec<bool>,
    /// By need: the last sentence in which it was looked for, and whether it was there.
    met: Vec<(u32, bool)>,
    /// The same by pair, and whether they stood together.
    together: Vec<(u32, bool)>,
    /// The number of the sentence.
    sentence: u32,
    follower: Follower,
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
        let line = std::mem::take(&mut self.line);
        let known = match self.memory {
            Some(memory) => memory.of(&line, || self.possible(&line)),
            None => Arc::new(Known::new(line.clone(), self.possible(&line))),
        };
        self.line = line;
        self.known = self.memory.is_some().then(|| Arc::clone(&known));
        known
    }

    /// Takes in a sentence that was taken in before, by whomever.
    pub fn again(&mut self, known: &Arc<Known>) {
        self.known = Some(Arc::clone(known));
    }

    /// The phrases of which no word is missing in the sentence.
    fn possible(&mut self, line: &Line) -> Vec<u32> {
        self.present.resize(self.phrases.by_symbol.len(), false);
        self.met.resize(self.phrases.needs.len(), (0, false));
        self.together.resize(self.phrases.pairs.len(), (0, false));
        self.sentence += 1;
        self.mark(line, true);
        let candidates = self.candidates(line);
        self.mark(line, false);
        candidates
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

    /// Notes which symbols the sentence holds, or forgets them.
    fn mark(&mut self, line: &Line, present: bool) {
        for &symbol in &line.symbols {
            if let Some(mark) = self.present.get_mut(symbol as usize) {
                *mark = present;
            }
        }
    }

    /// The phrases that no word is missing for, sorted.
    fn candidates(&mut self, line: &Line) -> Vec<u32> {
        let phrases = self.phrases;
        let mut out = Vec::new();
        for symbol in &line.symbols {
            for lead in phrases.by_symbol.get(*symbol as usize).map_or(&[][..], Vec::as_slice) {
                if lead.also.is_none_or(|also| self.holds(also)) && self.has_all_of(lead.phrase, line) {
                    out.push(lead.phrase);
                }
            }
        }
        out.extend(phrases.always.iter().filter(|phrase| self.has_all_of(**phrase, line)));
        out.sort_unstable();
        out.dedup();
        out
    }

    fn has_all_of(&mut self, phrase: u32, line: &Line) -> bool {
        let Some(plan) = self.phrases.plans.get(phrase as usize) else { return false };
        plan.needs.iter().all(|need| self.meets(*need))
            && plan.adjacent.iter().all(|pair| self.have_together(*pair, line))
            && self.stand_in_order(&plan.in_order, line)
    }

    /// Whether the sentence holds one of what is needed.
    fn meets(&mut self, need: u32) -> bool {
        match self.met.get(need as usize) {
            Some((sentence, met)) if *sentence == self.sentence => return *met,
            _ => {}
        }
        let met = self.need(need).iter().any(|symbol| self.holds(*symbol));
        if let Some(known) = self.met.get_mut(need as usize) {
            *known = (self.sentence, met);
        }
        met
    }

    /// Whether the sentence has a pair.
    fn have_together(&mut self, pair: u32, line: &Line) -> bool {
        match self.together.get(pair as usize) {
            Some((sentence, together)) if *sentence == self.sentence => return *together,
            _ => {}
        }
        let both = self.phrases.pairs.get(pair as usize);
        let together = both.is_some_and(|(one, other)| self.stand_together(*one, *other, line));
        if let Some(known) = self.together.get_mut(pair as usize) {
            *known = (self.sentence, together);
        }
        together
    }

    /// Whether one of what is needed stands right behind one of something else, but for commas between.
    fn stand_together(&self, one: u32, other: u32, line: &Line) -> bool {
        let (one, other) = (self.need(one), self.need(other));
        let mut left = line.symbols.as_slice();
        while let [first, rest @ ..] = left {
            left = rest;
            if !is_one_of(one, *first) {
                continue;
            }
            let commas = rest.iter().take_while(|symbol| **symbol == COMMA).count();
            if rest.iter().take(commas + 1).any(|next| is_one_of(other, *next)) {
                return true;
            }
        }
        false
    }

    /// Whether what is needed stands in the sentence one behind the other.
    fn stand_in_order(&self, needs: &[u32], line: &Line) -> bool {
        let mut symbols = line.symbols.iter();
        needs.iter().all(|need| symbols.any(|symbol| is_one_of(self.need(*need), *symbol)))
    }

    fn need(&self, number: u32) -> &[Symbol] {
        self.phrases.needs.get(number as usize).map_or(&[], |need| need)
    }

    fn holds(&self, symbol: Symbol) -> bool {
        self.present.get(symbol as usize).is_some_and(|present| *present)
    }

    /// Where `phrase` matches in the sentence that was taken in last: the leftmost, each as long as it can be, not
    /// overlapping. Places are token indices.
    pub fn locate(&mut self, phrase: u32) -> Vec<Match> {
        if !self.occurs(phrase) {
            return Vec::new();
        }
        let Some(plan) = self.phrases.plans.get(phrase as usize) else { return Vec::new() };
        let (follower, program) = (&mut self.follower, &self.phrases.program);
        match &self.known {
            Some(known) => known.places(phrase, || follower.locate(program, phrase, &plan.begins, &known.line)),
            None => follower.locate(program, phrase, &plan.begins, &self.line),
        }
    }

    /// Whether `phrase` matches in the sentence that was taken in last.
    pub fn occurs(&mut self, phrase: u32) -> bool {
        let Some(plan) = self.phrases.plans.get(phrase as usize) else { return false };
        let (follower, program) = (&mut self.follower, &self.phrases.program);
        match &self.known {
            Some(known) => known.occurs(phrase, || follower.occurs(program, phrase, &plan.begins, &known.line)),
            None => follower.occurs(program, phrase, &plan.begins, &self.line),
        }
    }
}

/// Whether a symbol is in a sorted set.
fn is_one_of(set: &[Symbol], symbol: Symbol) -> bool {
    match set {
        [only] => *only == symbol,
        _ => set.binary_search(&symbol).is_ok(),
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
