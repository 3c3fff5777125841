//! Signatures by their shape: `^AB`, `-Sam`, `/NS`, a name alone on the last line.

use crate::message::{Prose, Word, WordKind};

/// Most words of a line that is nothing but a name.
const LONGEST_NAME: usize = 3;
/// Most words of one with a title or a place behind the name.
const LONGEST_WITH_TITLE: usize = 6;
/// What may stand in lower case in such a line: "Jo, membership desk", "Martin at the Leeds store".
const OF_TITLES: [&str; 33] = [
    "and",
    "at",
    "billing",
    "box",
    "branch",
    "care",
    "claims",
    "customer",
    "customers",
    "department",
    "desk",
    "for",
    "from",
    "guest",
    "help",
    "in",
    "lead",
    "manager",
    "membership",
    "of",
    "office",
    "reception",
    "relations",
    "sales",
    "service",
    "services",
    "shop",
    "store",
    "studio",
    "success",
    "support",
    "team",
    "the",
];
/// What begins a short last line that is no name.
const NO_NAMES: [&str; 30] = [
    "absolutely",
    "apologies",
    "attached",
    "certainly",
    "dear",
    "done",
    "good",
    "great",
    "hello",
    "hey",
    "hi",
    "no",
    "note",
    "noted",
    "ok",
    "okay",
    "one",
    "perfect",
    "please",
    "right",
    "see",
    "sorry",
    "sure",
    "thank",
    "thanks",
    "the",
    "unfortunately",
    "we",
    "well",
    "yes",
];
/// By byte, whether a mark begins with it that may stand before a name; the long dashes begin with the last of these.
const IS_MARK: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = [b'^', b'~', b'/', b'*', b'=', b'-', 0xe2];
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};
/// Most characters of one name.
const LONGEST_WORD: usize = 14;

/// Whether a sentence ends in a mark and a name: `… for you. - RN`, `… soon ^Sam`, `… then! /KB`.
pub(super) fn is_signed(source: &str, prose: &Prose, index: usize) -> bool {
    let Some(sentence) = prose.sentences.get(index) else { return false };
    let source = prose.source_of(sentence.file, source);
    let floor = sentence.floor;
    let text = source.get(floor..sentence.span.end).unwrap_or_default();
    if !may_be_signed(text) {
        return false;
    }
    // What stands before its first word on its line may be the mark.
    let line = memchr::memrchr2(b'\n', b'\r', text.as_bytes())
        .filter(|&at| floor + at < sentence.span.start)
        .map_or(0, |at| at + 1);
    signature(text.get(line..).unwrap_or_default())
}

/// Whether a text may end in a mark and a name: most end in a word that no mark stands before.
fn may_be_signed(text: &str) -> bool {
    let mut bytes = text.trim_end().as_bytes();
    // Behind the name may stand an address, or which part this is.
    let word = bytes.iter().rev().take_while(|byte| !byte.is_ascii_whitespace());
    if word.clone().any(|&byte| byte == b'/' || !byte.is_ascii()) {
        return true;
    }
    let skipped: [fn(&u8) -> bool; 3] = [
        |byte| matches!(byte, b'.' | b'!' | b'"'),
        |byte| byte.is_ascii_alphabetic(),
        |byte| byte.is_ascii_whitespace() || *byte == 0x0b,
    ];
    for is_skipped in skipped {
        while let Some((_, rest)) = bytes.split_last().filter(|(last, _)| is_skipped(last)) {
            bytes = rest;
        }
    }
    bytes.last().is_some_and(|&mark| IS_MARK[usize::from(mark)] || !mark.is_ascii())
}

/// Whether `text` ends in a signature.
fn signature(text: &str) -> bool {
    let mut rest = text.trim_end();
    loop {
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
        let address = word.starts_with("http://") || word.starts_with("https://");
        if word.is_empty() || !(address || is_counter(word)) {
            break;
        }
        rest = rest.strip_suffix(word).unwrap_or_default().trim_end();
    }
    let rest = rest.trim_end_matches(['.', '!', '"', '”']);
    let name_start = rest.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + next_length(rest, at));
    let (before, name) = rest.split_at(name_start);
    let initials = (2..=3).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_name = name.starts_with(char::is_uppercase) && name.chars().count() <= LONGEST_WORD;
    let spaced = before.trim_end();
    let Some(mark) = spaced.chars().next_back() else { return false };
    let ahead = spaced.trim_end_matches(mark);
    let loose = ahead.is_empty() || ahead.ends_with(|c: char| !c.is_alphanumeric());
    // `with you- AB`: a dash that a hand put too far left.
    let loose_after = initials && spaced.len() < before.len();
    match mark {
        '^' | '~' => (is_name || initials) && loose,
        '/' | '*' | '=' => initials && loose,
        '-' | '–' | '—' => is_name && (loose || loose_after) && stands_apart(ahead),
        _ => false,
    }
}

/// `2/3`: which part of a longer reply this is.
fn is_counter(word: &str) -> bool {
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('/').is_some_and(|(part, whole)| digits(part) && digits(whole))
}

/// Whether what stands before a dash is over, so that a name may follow; `Monday - Friday` is not.
fn stands_apart(before: &str) -> bool {
    let before = before.trim_end();
    if before.ends_with(|c: char| !c.is_alphanumeric()) {
        return !before.ends_with(',') || before.split_whitespace().count() <= 2;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let alone = last.len() == before.len();
    before.is_empty() || (alone && last.chars().all(char::is_alphabetic)) || last.starts_with(char::is_lowercase)
}

fn next_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// Whether a sentence is a line at the end of the message with nothing but a name on it, or a name and a title.
pub(super) fn is_name_line(source: &str, prose: &Prose, index: usize) -> bool {
    let Some(sentence) = prose.sentences.get(index) else { return false };
    let source = prose.source_of(sentence.file, source);
    let at_end = prose.sentences.iter().skip(index + 1).all(|later| prose.words(later).len() <= LONGEST_NAME);
    let before = index.checked_sub(1).and_then(|before| prose.sentences.get(before));
    if !at_end || sentence.cut_start || !sentence.mark.is_empty() {
        return false;
    }
    let alone = before.is_some_and(|before| before.block != sentence.block);
    let after_a_mark = before.is_some_and(|before| !before.mark.is_empty());
    let words = prose.words(sentence);
    let is_agent =
        |word: &Word| matches!(word.kind, WordKind::Placeholder(_)) && word.span.of(source).contains("agent");
    let named = |word: &Word| match word.kind {
        WordKind::Word => is_name(word.span.of(source)),
        WordKind::Placeholder(_) => is_agent(word),
        _ => false,
    };
    let agent_first = words.len() <= LONGEST_WITH_TITLE && words.first().is_some_and(is_agent);
    let only_names = words.len() <= LONGEST_NAME && words.iter().all(named);
    (alone && (agent_first || only_names)) || ((alone || after_a_mark) && is_name_with_title(source, words))
}

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.chars().count() <= LONGEST_WORD
}

/// Whether `words` are a name, and behind it at most a title or a place: "Ruth Adeyemi, Baggage Recovery".
fn is_name_with_title(source: &str, words: &[Word]) -> bool {
    let spoken = |word: &&Word| word.kind != WordKind::Comma;
    let fits = |word: &Word| {
        let text = word.span.of(source);
        match word.kind {
            WordKind::Comma => true,
            WordKind::Word => is_name(text) || OF_TITLES.contains(&text),
            _ => false,
        }
    };
    let Some(first) = words.first().filter(|word| word.kind == WordKind::Word) else { return false };
    let first = first.span.of(source);
    let shouted = first.chars().count() > LONGEST_NAME && first.chars().all(char::is_uppercase);
    is_name(first)
        && !shouted
        && !NO_NAMES.contains(&first.to_lowercase().as_str())
        && words.iter().filter(spoken).count() <= LONGEST_WITH_TITLE
        && words.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Macro;

    #[test]
    fn a_mark_and_a_name() {
        let signed = [
            "We are on it ^Sam",
            "^AB",
            "Please try again. - KN.",
            "Happy to help! -Ines",
            "Is it better now? /RT",
            "We'll look /RT https://t.example/x1",
            "Thanks - Callum 2/2",
            "I'll write to you today. ~Hana",
            "All set.- LM.",
            "Kind regards – Rhys",
            "Your turn *AFM",
            "See you = JJ",
            "Any luck? --Dee",
            "Thanks, -Ines",
            "and the team will help you- MR.",
            "Thanks -Sam\u{a0}\u{b}",
            "Thanks -\u{b}Sam",
            "Merci – Éloïse.”",
        ];
        let not = [
            "We are open Monday - Friday",
            "Choose Settings / Privacy",
            "Use and/OR",
            "*Important*",
            "It costs 5 - 10",
            "",
            "-",
            "A well-known",
            "Reset the T-Rex",
            "2/3",
            "https://t.example/AB",
            "it is 9AM - PM",
            "you and/or Sam",
        ];
        for text in signed {
            assert!(signature(text) && may_be_signed(text), "{text:?} is signed");
        }
        for text in not {
            assert!(!signature(text), "{text:?} is not");
        }
    }

    #[test]
    fn a_name_on_the_last_line() {
        let last = |source: &str| {
            let prose =
                crate::message::MessageGraph::read(source, &Macro::parse(source), &crate::message::NoSnippets).prose;
            is_name_line(source, &prose, prose.sentences.len() - 1)
        };
        assert!(last("It is done.\n\nBest,\nSam"));
        assert!(last("It is done.\n\n{{ agent.name }}"));
        assert!(last("It is done.\n\n{{ agent.name }}, Fernhill customer care"));
        assert!(!last("It is done.\n\n{{ order.number }}, by customer care"));
        assert!(!last("Sam"), "the first line is a title or a greeting");
        assert!(!last("It is done.\n\nStill open.") && !last("It is done.\n\nstill open"));
        assert!(!last("It is done.\n\n{{ order.status }}"));
    }

    #[test]
    fn a_name_behind_the_last_sentence() {
        let last = |source: &str| {
            let prose = Prose::read(source, &Macro::parse(source));
            is_name_line(source, &prose, prose.sentences.len() - 1)
        };
        for name in ["Tamsin", "Ruth Adeyemi, Baggage Recovery", "Martin at the Leeds store", "Jo, membership desk"] {
            assert!(last(&format!("It is done. {name}")), "{name}");
        }
        for other in ["Thanks", "FINAL NOTICE", "Martin called", "No, thanks", "Tamsin.", "Yes", "tamsin"] {
            assert!(!last(&format!("It is done. {other}")), "{other}");
        }
    }
}
