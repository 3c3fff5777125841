//! A matcher that does what the notation says and nothing clever, and the test that the real one agrees with it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::notation::{Pattern, parse};
use super::{Builder, Class, Phrases, Token};
use crate::knowledge::contraction::expand;

/// What stands in a sentence, with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Start,
    End,
    Cut,
    Word(&'static str),
    Placeholder,
    Comma,
    Break,
}

/// The word classes of the test.
const CLASSES: [(&str, &[&str]); 2] = [("pair", &["a b", "c", "do not"]), ("nest", &["<pair> [d]", "!a b"])];

const CONJUNCTIONS: [&str; 17] = [
    "and", "or", "but", "so", "because", "since", "as", "that", "although", "though", "while", "whilst", "whereas",
    "if", "unless", "until", "when",
];

/// Matches from one beginning.
struct Reference<'a> {
    pieces: &'a [Piece],
    classes: &'a HashMap<String, Vec<Pattern>>,
    /// Where the match begins: a comma there is not passed over.
    start: Option<usize>,
}

impl Reference<'_> {
    /// Where `pattern` can end that begins before piece number `at`.
    fn ends(&self, pattern: &Pattern, at: usize) -> BTreeSet<usize> {
        let any_word = |piece: Piece| matches!(piece, Piece::Word(_) | Piece::Placeholder);
        match pattern {
            Pattern::Sequence(parts) => parts
                .iter()
                .fold(BTreeSet::from([at]), |open, part| open.into_iter().flat_map(|at| self.ends(part, at)).collect()),
            Pattern::OneOf(options) => options.iter().flat_map(|option| self.ends(option, at)).collect(),
            Pattern::Optional(inner) => self.ends(inner, at).into_iter().chain([at]).collect(),
            Pattern::Word(word) => {
                let mut open = BTreeSet::from([at]);
                expand(word, |part| {
                    open = open
                        .iter()
                        .flat_map(|&at| self.take(at, true, |piece| piece == Piece::Word(known(part))))
                        .collect();
                });
                open
            }
            Pattern::Inflected(word) => {
                let forms = [word.clone(), format!("{word}s"), format!("{word}ed"), format!("{word}ing")];
                self.take(at, true, |piece| matches!(piece, Piece::Word(word) if forms.iter().any(|form| form == word)))
            }
            Pattern::Class(name, _) => match name.as_str() {
                "placeholder" => self.take(at, true, |piece| piece == Piece::Placeholder),
                "word" => self.take(at, false, any_word),
                "break" => self.take(at, true, |piece| piece == Piece::Break),
                _ => self.classes[name].iter().flat_map(|phrase| self.ends(phrase, at)).collect(),
            },
            Pattern::Gap(width) => (0..*width).fold(BTreeSet::from([at]), |open, _| {
                let further: Vec<usize> = open.iter().flat_map(|&at| self.take(at, true, any_word)).collect();
                open.into_iter().chain(further).collect()
            }),
            Pattern::Rest => {
                let last = self.pieces.len() - 1;
                self.take(at, true, any_word).into_iter().flat_map(|first| first..=last).collect()
            }
            Pattern::Capture(_, inner) => self.ends(inner, at),
            Pattern::Start => self.take(at, false, |piece| piece == Piece::Start),
            Pattern::End => self.take(at, true, |piece| piece == Piece::End),
            Pattern::Comma => self.take(at, false, |piece| piece == Piece::Comma),
            Pattern::Clause => {
                let begins = match at.checked_sub(1).map(|before| self.pieces[before]) {
                    Some(Piece::Start | Piece::Break | Piece::Comma) => true,
                    Some(Piece::Word(word)) => CONJUNCTIONS.contains(&word),
                    _ => false,
                };
                begins.then_some(at).into_iter().collect()
            }
            Pattern::Not(not) => {
                let stands = match not.before {
                    true => (0..=at).any(|start| {
                        let ends = Reference { start: Some(start), ..*self }.ends(&not.what, start);
                        ends.into_iter().any(|end| end <= at && self.only_commas(end..at))
                    }),
                    false => !Reference { start: None, ..*self }.ends(&not.what, at).is_empty(),
                };
                (!stands).then_some(at).into_iter().collect()
            }
        }
    }

    fn only_commas(&self, range: Range<usize>) -> bool {
        self.pieces[range].iter().all(|piece| *piece == Piece::Comma)
    }

    /// Takes one piece, commas before it passed over where that is allowed.
    fn take(&self, at: usize, skips: bool, accepts: impl Fn(Piece) -> bool) -> BTreeSet<usize> {
        let skips = skips && self.start != Some(at);
        let fits =
            |&place: &usize| (place == at || skips && self.only_commas(at..place)) && accepts(self.pieces[place]);
        (at..self.pieces.len()).filter(fits).map(|place| place + 1).collect()
    }
}

/// The leftmost matches, each as long as it can be, as ranges of pieces.
fn matches(pattern: &Pattern, pieces: &[Piece], classes: &HashMap<String, Vec<Pattern>>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let mut ends = Reference { pieces, classes, start: Some(start) }.ends(pattern, start);
        if takes_rest(pattern) {
            ends.retain(|end| matches!(pieces.get(*end), Some(Piece::End | Piece::Cut)));
        }
        match ends.last() {
            Some(&end) => {
                out.push(start..end);
                start = end.max(start + 1);
            }
            None => start += 1,
        }
    }
    out
}

fn takes_rest(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Rest => true,
        Pattern::Capture(_, inner) => takes_rest(inner),
        Pattern::Sequence(parts) => parts.last().is_some_and(takes_rest),
        _ => false,
    }
}

const WORDS: [&str; 12] = ["a", "b", "c", "d", "e", "as", "do", "not", "can", "and", "because", "aing"];

fn known(word: &str) -> &'static str {
    WORDS.iter().find(|known| **known == word).copied().unwrap_or("")
}

/// Phrases as text. Many have a mistake, which is as it should be: they are left out.
fn phrase() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["a", "b", "c", "d", "do", "not", "can't", "don't", "and", "~a"]);
    let class =
        prop::sample::select(vec!["<pair>", "<nest>", "<word>", "<placeholder>", "<break>", ",", "^,", "..1", "..3"]);
    let leaf = prop_oneof![4 => word.prop_map(str::to_owned), 1 => class.prop_map(str::to_owned)];
    let element = leaf.prop_recursive(3, 12, 3, |inner| {
        let sequence = prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| parts.join(" "));
        let options = prop::collection::vec(sequence, 1..3).prop_map(|parts| parts.join("|"));
        (options, prop::sample::select(vec!["()", "[]", "!", "{}"])).prop_map(|(inside, brackets)| match brackets {
            "()" => format!("({inside})"),
            "[]" => format!("[{inside}]"),
            "!" => format!("!({inside})"),
            _ => format!("{{name: {inside}}}"),
        })
    });
    let begin = prop::sample::select(vec!["", "", "", "^ ", "^, ", "!not ", "!(do not ..2) "]);
    let end = prop::sample::select(vec!["", "", "", " $", " ...", " {rest: ...}", " !a", " !(..2 b)", " !$"]);
    (begin, prop::collection::vec(element, 1..4), end)
        .prop_map(|(begin, parts, end)| format!("{begin}{}{end}", parts.join(" ")))
}

fn token() -> impl Strategy<Value = Token<'static>> {
    prop_oneof![
        8 => prop::sample::select(WORDS.to_vec()).prop_map(Token::Word),
        1 => prop::sample::select(vec!["can't", "don't", "other"]).prop_map(Token::Word),
        2 => Just(Token::Comma),
        1 => Just(Token::Break),
        1 => Just(Token::Placeholder),
    ]
}

/// The pieces of a sentence, and the token of each.
fn pieces(tokens: &[Token<'static>], whole_start: bool, whole_end: bool) -> (Vec<Piece>, Vec<Option<usize>>) {
    let mut pieces = Vec::new();
    let mut places = Vec::new();
    if whole_start {
        pieces.push(Piece::Start);
        places.push(None);
    }
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) => expand(word, |part| pieces.push(Piece::Word(known(part)))),
            Token::Comma => pieces.push(Piece::Comma),
            Token::Break => pieces.push(Piece::Break),
            _ => pieces.push(Piece::Placeholder),
        }
        places.resize(pieces.len(), Some(index));
    }
    pieces.push(if whole_end { Piece::End } else { Piece::Cut });
    places.push(None);
    (pieces, places)
}

fn classes() -> HashMap<String, Vec<Pattern>> {
    let parsed = |phrases: &[&str]| phrases.iter().map(|phrase| parse(phrase).expect("a class of the test")).collect();
    CLASSES.iter().map(|(name, phrases)| ((*name).to_owned(), parsed(phrases))).collect()
}

fn as_classes(classes: &HashMap<String, Vec<Pattern>>) -> HashMap<String, Class> {
    classes.iter().map(|(name, phrases)| (name.clone(), Class::Parsed(phrases.clone().into()))).collect()
}

proptest! {
    #![proptest_config(Config { cases: 3_000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_real_matcher_agrees_with_the_reference(
        phrases in prop::collection::vec(phrase(), 1..5),
        lines in prop::collection::vec((prop::collection::vec(token(), 0..9), any::<bool>(), any::<bool>()), 1..6),
    ) {
        let classes = classes();
        let mut builder = Builder::new(as_classes(&classes), HashMap::new());
        let mut added = Vec::new();
        for phrase in &phrases {
            if let Ok(pattern) = parse(phrase) && builder.add(phrase, &pattern).is_ok() {
                added.push((phrase, pattern));
            }
        }
        let compiled = Phrases::new(builder, None);
        let mut scan = compiled.scan();
        for (tokens, whole_start, whole_end) in &lines {
            let possible = scan.sentence(tokens.iter().copied(), *whole_start, *whole_end);
            let (pieces, places) = pieces(tokens, *whole_start, *whole_end);
            for (number, (phrase, pattern)) in added.iter().enumerate() {
                let in_tokens = |found: &Range<usize>| {
                    let mut tokens = places[found.clone()].iter().flatten();
                    let first = *tokens.next()?;
                    Some(first..tokens.last().copied().unwrap_or(first) + 1)
                };
                let expected: Vec<Range<usize>> = matches(pattern, &pieces, &classes).iter().filter_map(in_tokens).collect();
                let found: Vec<Range<usize>> = scan.locate(number as u32).into_iter().map(|place| place.tokens).collect();
                prop_assert_eq!(&found, &expected, "{} in {:?}", phrase, pieces);
                prop_assert!(found.is_empty() || possible.possible().contains(&(number as u32)), "{} is hidden in {:?}", phrase, pieces);
            }
        }
    }
}

#[test]
fn the_random_phrases_are_not_mostly_mistakes() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let drawn: Vec<String> = (0..500).map(|_| phrase().new_tree(&mut runner).expect("a phrase").current()).collect();
    let good = |phrase: &&String| {
        parse(phrase).is_ok_and(|p| Builder::new(as_classes(&classes()), HashMap::new()).add(phrase, &p).is_ok())
    };
    let negated = drawn.iter().filter(good).filter(|phrase| phrase.contains('!')).count();
    assert!(drawn.iter().filter(good).count() > 250 && negated > 60, "{drawn:#?}");
}
