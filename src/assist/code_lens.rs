//! What is shown above a macro: the paths through it, and the techniques that it uses and misses.

use crate::lint::Subject;
use crate::report::{MacroReport, report};

/// Lines above a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lenses {
    /// Where, in bytes: the first line that says something.
    pub offset: usize,
    /// One beside the other.
    pub titles: Vec<String>,
}

/// The lenses of a macro; `None` where it says nothing.
pub fn lenses(subject: &Subject) -> Option<Lenses> {
    let body = subject.parsed.body;
    let text = body.of(subject.source);
    let offset = body.start + (text.len() - text.trim_start().len());
    if text.trim().is_empty() {
        return None;
    }
    let MacroReport { paths, words, used, missed, .. } = report(subject);
    let titles = vec![
        format!("{}, {}", counted(paths, "path"), counted(words as u64, "word")),
        format!("uses {}, misses {}", counted(used.len() as u64, "technique"), missed.len()),
    ];
    Some(Lenses { offset, titles })
}

fn counted(number: u64, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// The techniques that a macro uses and misses, one a line, for a message to whoever asks.
pub fn scorecard(subject: &Subject) -> String {
    let MacroReport { paths, used, missed, .. } = report(subject);
    let title = |id: &String| {
        let technique = subject.knowledge.technique(id);
        technique.map_or_else(|| id.clone(), |technique| format!("{} ({id})", technique.title))
    };
    let list = |ids: &[String]| match ids {
        [] => "none".to_owned(),
        ids => ids.iter().map(title).collect::<Vec<_>>().join("; "),
    };
    format!("{}. Uses: {}. Misses: {}.", counted(paths, "path"), list(&used), list(&missed))
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_subject;
    use super::*;
    use crate::message::NoSnippets;

    #[test]
    fn paths_words_and_techniques() {
        let source = "---\nintent: apology\n---\n\nI'm sorry that it is late, that's on us.{% if a %} Bye.{% endif %}";
        let lenses = with_subject(source, &NoSnippets, lenses).unwrap();
        assert_eq!(&source[lenses.offset..lenses.offset + 9], "I'm sorry");
        assert_eq!(lenses.titles[0], "2 paths, 10 words");
        assert!(lenses.titles[1].starts_with("uses ") && lenses.titles[1].contains(", misses "), "{lenses:?}");
        let card = with_subject(source, &NoSnippets, scorecard);
        assert!(card.starts_with("2 paths. Uses: ") && card.contains("(genuine-apology)"), "{card}");
    }

    #[test]
    fn nothing_above_nothing() {
        assert_eq!(with_subject("---\ntitle: a\n---\n\n", &NoSnippets, lenses), None);
    }
}
