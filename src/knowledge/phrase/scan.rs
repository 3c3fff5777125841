//! Finding which phrases occur, and where.
//!
//! A phrase is looked for only where one of its rarest words stands beside what must stand there, and followed word by word
//! only where nothing else that it needs is missing or stands elsewhere: so the work for a word hardly grows with the number of
//! phrases. What was found in the sentences read last is kept, and no more of them than a fixed number.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::automata::{Automata, LooksAround};
use super::builder::Builder;
use super::desks::Desks;
use super::locate::{Beginnings, Follower, Line};
use super::memory::{Known, Memory};
use super::needs;
use super::plan::{Asked, Planner, Plans};
use super::positions::Positions;
use super::program::{CUT, END, Program, START};
use super::{Match, Token};

/// All phrases of some packs, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Phrases {
    program: Program,
    /// How to look for each.
    plans: Plans,
    /// The hash of the text of each phrase, by its number.
    texts: Vec<u64>,
    /// What was found in the sentences that were read last.
    #[serde(skip)]
    memory: Memory,
    /// What those who read sentences work with.
    #[serde(skip)]
    desks: Desks<Work>,
}

impl Phrases {
    /// Takes what was compiled: all of it, or, where the builder went on from there, what is not in `compiled` yet.
    pub(crate) fn new(builder: Builder, compiled: Option<&Phrases>) -> Self {
        let nothing = Plans::default();
        let before = compiled.map_or(&nothing, |compiled| &compiled.plans);
        let (program, known, texts) = builder.finish();
        let mut planner = Planner::new(before, program.symbol_count());
        let mut kept: HashMap<u32, Vec<u32>> = HashMap::new();
        for (number, (known, entry)) in (0..).zip(known.into_iter().zip(&program.entries)) {
            match known {
                needs::Known::Now(needs) => planner.plan(needs, Beginnings::of(&program, entry.start)),
                needs::Known::Before(old) => {
                    kept.entry(old).or_default().push(number);
                    planner.keep(before, old);
                }
            }
        }
        Self { plans: planner.finish(before, &kept), program, texts, ..Self::default() }
    }

    /// What the phrases were compiled to.
    pub(super) fn program(&self) -> &Program {
        &self.program
    }

    /// The hashes of the texts of all phrases, by their numbers.
    pub(super) fn texts(&self) -> &[u64] {
        &self.texts
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

    fn occurs(&self, phrase: u32, line: &Line) -> bool {
        self.desks.work(|work| self.occurs_for(work, phrase, line))
    }

    fn occurs_for(&self, Work { automata, follower, .. }: &mut Work, phrase: u32, line: &Line) -> bool {
        let Some(begins) = self.plans.begins(phrase) else { return false };
        let told = automata.occurs(&self.program, phrase, begins, line);
        told.unwrap_or_else(|LooksAround| follower.occurs(&self.program, phrase, begins, line))
    }

    fn locate(&self, phrase: u32, line: &Line) -> Vec<Match> {
        let Some(begins) = self.plans.begins(phrase) else { return Vec::new() };
        self.desks
            .work(|Work { automata, follower, .. }| follower.locate(automata, &self.program, phrase, begins, line))
    }

    /// The phrases of which no word is missing in a sentence, nor stands elsewhere; sorted.
    fn possible(&self, line: &Line) -> Vec<u32> {
        self.desks.work(|Work { positions, asked, .. }| {
            positions.read(self.plans.needs(), &line.symbols);
            self.plans.candidates(positions, &line.symbols, asked)
        })
    }
}

/// What whoever reads sentences works with.
#[derive(Debug, Default)]
struct Work {
    positions: Positions,
    asked: Asked,
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

    /// Finds out at once of all these phrases whether they match in the sentence that was taken in last: what is asked of one
    /// after the other is answered at more cost.
    pub fn ask(&self, phrases: &[u32]) {
        if let Some(known) = self.known.as_ref().filter(|_| !phrases.is_empty()) {
            let all = self.phrases;
            all.desks.work(|work| known.ask(phrases, |phrase| all.occurs_for(work, phrase, &known.line)));
        }
    }

    /// Where `phrase` matches in the sentence that was taken in last: the leftmost, each as long as it can be, not
    /// overlapping. Places are token indices.
    pub fn locate(&mut self, phrase: u32) -> Vec<Match> {
        if !self.occurs(phrase) {
            return Vec::new();
        }
        let phrases = self.phrases;
        match &self.known {
            Some(known) => known.places(phrase, || phrases.locate(phrase, &known.line)),
            None => phrases.locate(phrase, &self.line),
        }
    }

    /// Whether `phrase` matches in the sentence that was taken in last.
    pub fn occurs(&mut self, phrase: u32) -> bool {
        let phrases = self.phrases;
        match &self.known {
            Some(known) => known.occurs(phrase, || phrases.occurs(phrase, &known.line)),
            None => phrases.occurs(phrase, &self.line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::knowledge::phrase::parse;

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
    fn a_word_said_twice_stands_beside_itself() {
        let mut builder = Builder::new(HashMap::new(), HashMap::new());
        builder.add("ha ha", &parse("ha ha").unwrap()).unwrap();
        let phrases = Phrases::new(builder, None);
        let mut scan = phrases.scan();
        scan.sentence(tokens("well ha ha").into_iter(), true, true);
        assert!(scan.occurs(0));
    }

    #[test]
    fn a_sentence_of_other_words_is_not_followed() {
        let knowledge = Knowledge::shipped();
        let possible = knowledge.phrases.scan().sentence(tokens("purple elephants dance").into_iter(), true, true);
        assert!(possible.possible().is_empty());
    }
}
