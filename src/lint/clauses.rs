//! Where a clause can stand in a sentence: what may come before it, and what may go on behind it.
//!
//! A rewording that says something else must not leave words over that belonged to what is gone.

use crate::knowledge::Part;

/// Words behind which no clause can begin.
const OPEN_ENDS: [&str; 34] = [
    "a", "an", "the", "my", "our", "your", "his", "her", "its", "their", "to", "of", "for", "with", "by", "in", "on",
    "at", "from", "into", "is", "are", "was", "were", "be", "been", "am", "it's", "that's", "this's", "there's", "not",
    "very", "too",
];

/// Whether what stands before a match is no clause and no address, so that a new clause cannot follow it.
pub(super) fn is_left_open(before: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    OPEN_ENDS.contains(&last.to_lowercase().replace('’', "'").as_str())
}

/// Words that begin a clause of their own.
const CLAUSE_OPENERS: [&str; 22] = [
    "i", "i'd", "i'll", "i'm", "i've", "we", "we'd", "we'll", "we're", "we've", "let's", "here's", "here", "you",
    "you'll", "you're", "could", "would", "may", "can", "please", "what",
];

/// Words that ask, behind which only what is asked can come.
pub(super) const PLEAS: [&str; 2] = ["please", "kindly"];

/// Words that a clause of its own begins with behind "and" or "but", or that go on with one that has a subject.
const GOES_ON_WELL: [&str; 33] = [
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "you",
    "you'll",
    "you're",
    "it",
    "it's",
    "they",
    "he",
    "she",
    "there",
    "that's",
    "this",
    "what",
    "if",
    "will",
    "would",
    "am",
    "are",
    "have",
    "please",
    "here's",
    "thank",
    "thanks",
    "appreciate",
];

/// The first word, in small letters.
fn first_word(text: &str) -> String {
    let word = text.trim_start().split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    word.to_lowercase().replace('’', "'")
}

/// Whether a text begins a clause of its own.
pub(super) fn opens_clause(text: &str) -> bool {
    let first = first_word(text);
    first == "because" || CLAUSE_OPENERS.contains(&first.as_str())
}

/// Whether what stands behind a match goes on with a part of what was reworded ("… and delay", "… and listen"), which nothing
/// that is said instead can be followed by.
pub(super) fn goes_on(after: &str) -> bool {
    let after = after.trim_start_matches([',', ' ']);
    let Some((word, rest)) = after.split_once(char::is_whitespace) else { return false };
    matches!(word.to_lowercase().as_str(), "and" | "or" | "but") && !GOES_ON_WELL.contains(&first_word(rest).as_str())
}

/// Whether a part of the sentence is left over at its place in the template: what goes on with the words that are gone, or
/// what has a “but” of its own and is not the last that is said.
pub(super) fn is_left_over(name: &str, filled: &str, template: &[Part], at: usize) -> bool {
    let literals =
        |parts: &[Part]| parts.iter().any(|part| matches!(part, Part::Literal(text) if !text.trim().is_empty()));
    match name {
        "before" => false,
        "after" => {
            let own = template.iter().find(|part| matches!(part, Part::Literal(text) if !text.trim().is_empty()));
            let follows_literal = at.checked_sub(1).and_then(|before| template.get(before));
            let of_own = matches!(own, Some(Part::Literal(text)) if opens_clause(text));
            let follows = matches!(follows_literal, Some(Part::Literal(text)) if !text.trim().is_empty());
            of_own && follows && goes_on(filled)
        }
        _ => filled.contains(", but ") && literals(template.get(at + 1..).unwrap_or_default()),
    }
}

/// Whether a clause of its own comes next in the template that what stands before the match cannot lead up to: a plea, or
/// another clause with a comma behind it.
pub(super) fn cannot_lead(before: &str, template: &[Part], at: usize) -> bool {
    let next = template.get(at + 1);
    let opens = |text: &str| opens_clause(text) || matches!(first_word(text).as_str(), "this" | "that" | "it");
    if !matches!(next, Some(Part::Literal(text)) if opens(text)) {
        return false;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let subjects = ["i", "we", "you", "it", "they", "he", "she", "i've", "we've", "you've", "it's", "that", "this"];
    let is_clause = before.split_whitespace().count() > 2 && subjects.contains(&first_word(before).as_str());
    PLEAS.contains(&last.as_str()) || (is_clause && before.ends_with(','))
}
