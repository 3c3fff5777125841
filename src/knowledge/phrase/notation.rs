//! The notation: how a phrase is written, as text that reads the way the sentence does.
//!
//! | written | matches |
//! |---|---|
//! | `calm down` | the words, in order |
//! | `(a\|b c)` | one of them |
//! | `[a\|b]` | one of them, or nothing |
//! | `<cannot>` | a word class of the pack, or `<placeholder>`, `<slot>`, `<number>`, `<word>`, `<address>`, `<break>` |
//! | `~fail` | any inflection |
//! | `..3` | up to three words |
//! | `...` | the rest of the sentence; only at the end |
//! | `{name: …}` | the same as inside, remembered |
//! | `^`, `$` | the beginning, the end of the sentence |
//! | `^,` | the beginning of a clause: of the sentence, or behind a break, a comma, or a word such as `and` or `because` |
//! | `,` | a comma that must be there |
//! | `worry !(about\|at all)` | the word, where none of these follows |
//! | `!(not\|never) worry` | the same at the beginning of a phrase: where none of these stands before it |

/// How deep brackets may nest.
const DEEPEST: usize = 24;
/// The widest gap.
const WIDEST_GAP: u32 = 12;

/// A phrase, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// One after the other.
    Sequence(Vec<Pattern>),
    /// One of.
    OneOf(Vec<Pattern>),
    /// This or nothing.
    Optional(Box<Pattern>),
    /// A word as written, lower case.
    Word(String),
    /// Any inflection of a word.
    Inflected(String),
    /// A class, with the byte of the phrase where it is named.
    Class(String, usize),
    /// Up to so many words.
    Gap(u32),
    /// Everything to the end of the sentence.
    Rest,
    /// What is inside, remembered under a name.
    Capture(String, Box<Pattern>),
    /// Beginning of the sentence.
    Start,
    /// End of the sentence.
    End,
    /// Beginning of a clause.
    Clause,
    /// No word: what is inside does not stand here.
    Not(Box<Not>),
    /// A comma.
    Comma,
}

/// What must not stand at a place of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Not {
    /// What must not stand there.
    pub(crate) what: Pattern,
    /// Whether it must not stand before the place, as at the beginning of a phrase, rather than behind it.
    pub(crate) before: bool,
    /// The byte of the phrase where it begins.
    pub(crate) offset: usize,
}

/// What is wrong with a phrase, and at which byte of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternError {
    /// Byte of the phrase, from 0.
    pub(crate) offset: usize,
    /// In plain words.
    pub(crate) message: String,
}

/// Reads a phrase.
pub(crate) fn parse(phrase: &str) -> Result<Pattern, PatternError> {
    let mut parser = Parser { phrase, at: 0, depth: 0, begun: false, negated: false };
    let pattern = parser.alternatives()?;
    match parser.peek() {
        Some(character) => Err(parser.error(format!("`{character}` closes nothing"))),
        None if is_empty(&pattern) => Err(parser.error("the phrase could match nothing at all".into())),
        None => check_rest(&pattern, true, phrase).map(|()| pattern),
    }
}

/// Whether a pattern can match without a word.
fn is_empty(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Sequence(parts) => parts.iter().all(is_empty),
        Pattern::OneOf(parts) => parts.iter().any(is_empty),
        Pattern::Optional(_) | Pattern::Gap(_) | Pattern::Start | Pattern::End => true,
        Pattern::Clause | Pattern::Not(_) => true,
        Pattern::Capture(_, inner) => is_empty(inner),
        Pattern::Word(_) | Pattern::Inflected(_) | Pattern::Class(..) | Pattern::Rest | Pattern::Comma => false,
    }
}

/// Whether what must not stand somewhere could be nothing at all, which stands everywhere.
fn is_anywhere(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Start | Pattern::End | Pattern::Clause => false,
        Pattern::Sequence(parts) => parts.iter().all(is_anywhere),
        Pattern::OneOf(parts) => parts.iter().any(is_anywhere),
        other => is_empty(other),
    }
}

/// Refuses `...` anywhere but at the very end, and a phrase that begins with a gap.
fn check_rest(pattern: &Pattern, last: bool, phrase: &str) -> Result<(), PatternError> {
    let error =
        |message: &str| Err(PatternError { offset: phrase.find("..").unwrap_or(0), message: message.to_owned() });
    match pattern {
        Pattern::Rest if !last => error("`...` takes the rest of the sentence, so it can only stand at the end"),
        Pattern::Capture(_, inner) => check_rest(inner, last, phrase),
        Pattern::Sequence(parts) => {
            let first = parts.iter().find(|part| !matches!(part, Pattern::Not(_)));
            if matches!(first, Some(Pattern::Gap(_) | Pattern::Rest)) {
                return error("a phrase cannot begin with a gap");
            }
            parts.iter().enumerate().try_for_each(|(i, part)| check_rest(part, last && i + 1 == parts.len(), phrase))
        }
        Pattern::OneOf(parts) => parts.iter().try_for_each(|part| check_rest(part, false, phrase)),
        Pattern::Optional(inner) => check_rest(inner, false, phrase),
        // What must not stand here may begin with a gap.
        _ => Ok(()),
    }
}

struct Parser<'a> {
    phrase: &'a str,
    at: usize,
    depth: usize,
    /// Whether something of the phrase stands before `at`.
    begun: bool,
    /// Whether `at` is inside a `!(…)`.
    negated: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.phrase.get(self.at..)?.chars().next()
    }

    fn error(&self, message: String) -> PatternError {
        PatternError { offset: self.at, message }
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.phrase.get(self.at..).is_some_and(|rest| rest.starts_with(text));
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn take(&mut self, accepts: impl Fn(char) -> bool) -> String {
        let rest = self.phrase.get(self.at..).unwrap_or_default();
        let length = rest.find(|c| !accepts(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default().to_owned()
    }

    /// `a b|c`, up to a closing bracket or the end.
    fn alternatives(&mut self) -> Result<Pattern, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("brackets are nested too deep".into()));
        }
        let begun = self.begun;
        let mut options = vec![self.sequence()?];
        while self.eat("|") {
            self.begun = begun;
            options.push(self.sequence()?);
        }
        self.depth -= 1;
        match (options.pop(), options.is_empty()) {
            (Some(only), true) => Ok(only),
            (last, _) => Ok(Pattern::OneOf(options.into_iter().chain(last).collect())),
        }
    }

    fn sequence(&mut self) -> Result<Pattern, PatternError> {
        let mut parts = Vec::new();
        while let Some(character) = self.peek() {
            match character {
                ' ' | '\n' | '\t' | '-' => self.at += 1,
                '|' | ')' | ']' | '}' => break,
                _ => {
                    parts.push(self.element(character)?);
                    self.begun = true;
                }
            }
        }
        match parts.len() {
            0 => Err(self.error("a word is missing here".into())),
            1 => Ok(parts.remove(0)),
            _ => Ok(Pattern::Sequence(parts)),
        }
    }

    fn element(&mut self, character: char) -> Result<Pattern, PatternError> {
        match character {
            '(' => self.bracketed("(", ")"),
            '[' => Ok(Pattern::Optional(Box::new(self.bracketed("[", "]")?))),
            '{' => self.capture(),
            '<' => self.class(),
            '~' => self.inflected(),
            '.' => self.gap(),
            '!' => self.not(),
            '^' if self.eat("^,") => Ok(Pattern::Clause),
            '^' => self.single("^", Pattern::Start),
            '$' => self.single("$", Pattern::End),
            ',' => self.single(",", Pattern::Comma),
            _ if is_word(character) => Ok(Pattern::Word(self.word())),
            _ => Err(self.error(format!("`{character}` has no meaning in a phrase"))),
        }
    }

    fn single(&mut self, text: &str, pattern: Pattern) -> Result<Pattern, PatternError> {
        self.eat(text);
        Ok(pattern)
    }

    fn word(&mut self) -> String {
        self.take(is_word).replace('’', "'").to_lowercase()
    }

    fn bracketed(&mut self, open: &str, close: &str) -> Result<Pattern, PatternError> {
        let start = self.at;
        self.eat(open);
        let inner = self.alternatives()?;
        if self.eat(close) {
            return Ok(inner);
        }
        Err(PatternError { offset: start, message: format!("this `{open}` is never closed with `{close}`") })
    }

    /// `!(words)`, `!word`, `!<class>`: what must not stand here.
    fn not(&mut self) -> Result<Pattern, PatternError> {
        let offset = self.at;
        if self.negated {
            return Err(self.error("a `!` cannot stand inside another".into()));
        }
        self.eat("!");
        let what = match self.peek() {
            Some(next) if next == '(' || next == '<' || next == '~' || next == '^' || next == '$' || is_word(next) => {
                let before = !std::mem::replace(&mut self.begun, true);
                self.negated = true;
                let what = self.element(next)?;
                self.negated = false;
                Not { what, before, offset }
            }
            _ => return Err(self.error("a `!` is followed by what must not stand here: `!(a word|or two)`".into())),
        };
        if is_anywhere(&what.what) {
            let message = "what follows this `!` could be nothing at all, so that the phrase would never match";
            return Err(PatternError { offset, message: message.into() });
        }
        Ok(Pattern::Not(Box::new(what)))
    }

    fn capture(&mut self) -> Result<Pattern, PatternError> {
        let start = self.at;
        if self.negated {
            return Err(self.error("what must not be there cannot be remembered".into()));
        }
        self.eat("{");
        let name = self.take(|c| c.is_ascii_lowercase() || c == '_');
        if name.is_empty() || !self.eat(":") {
            return Err(self.error("a capture is written `{name: words}`".into()));
        }
        let inner = self.alternatives()?;
        if self.eat("}") {
            return Ok(Pattern::Capture(name, Box::new(inner)));
        }
        Err(PatternError { offset: start, message: "this `{` is never closed with `}`".into() })
    }

    fn class(&mut self) -> Result<Pattern, PatternError> {
        let start = self.at;
        self.eat("<");
        let name = self.take(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
        if name.is_empty() || !self.eat(">") {
            return Err(PatternError { offset: start, message: "a word class is written `<name>`".into() });
        }
        Ok(Pattern::Class(name, start))
    }

    fn inflected(&mut self) -> Result<Pattern, PatternError> {
        self.eat("~");
        let word = self.word();
        if word.is_empty() {
            return Err(self.error("a word must follow `~`".into()));
        }
        Ok(Pattern::Inflected(word))
    }

    fn gap(&mut self) -> Result<Pattern, PatternError> {
        let start = self.at;
        if self.negated && self.phrase.get(self.at..).is_some_and(|rest| rest.starts_with("...")) {
            let message = "`...` has no end, and behind a `!` nothing may go on without end; write a gap such as `..3`";
            return Err(self.error(message.into()));
        }
        if self.eat("...") {
            return Ok(Pattern::Rest);
        }
        if !self.eat("..") {
            return Err(self.error("`.` has no meaning in a phrase; a gap is written `..3`".into()));
        }
        match self.take(|c| c.is_ascii_digit()).parse() {
            Ok(width @ 1..=WIDEST_GAP) => Ok(Pattern::Gap(width)),
            _ => Err(PatternError { offset: start, message: format!("a gap is written `..1` to `..{WIDEST_GAP}`") }),
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '\'' || character == '’'
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(phrase: &str, expected: Expect) {
        let shown = match parse(phrase) {
            Ok(pattern) => format!("{pattern:?}"),
            Err(error) => format!("{phrase}\n{:>width$} {}", "^", error.message, width = error.offset + 1),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn everything_the_notation_has() {
        check(
            "^ [please] (~calm down|relax) <cannot> ..2 , {what: follow-up ...}",
            expect![[
                r#"Sequence([Start, Optional(Word("please")), OneOf([Sequence([Inflected("calm"), Word("down")]), Word("relax")]), Class("cannot", 30), Gap(2), Comma, Capture("what", Sequence([Word("follow"), Word("up"), Rest]))])"#
            ]],
        );
    }

    #[test]
    fn negation_and_clauses() {
        check(
            "!(not|do not ..2) worry !about",
            expect![[
                r#"Sequence([Not(Not { what: OneOf([Word("not"), Sequence([Word("do"), Word("not"), Gap(2)])]), before: true, offset: 0 }), Word("worry"), Not(Not { what: Word("about"), before: false, offset: 24 })])"#
            ]],
        );
        check(
            "(!not we|^, i) can ^,",
            expect![[
                r#"Sequence([OneOf([Sequence([Not(Not { what: Word("not"), before: true, offset: 1 }), Word("we")]), Sequence([Clause, Word("i")])]), Word("can"), Clause])"#
            ]],
        );
        check(
            "we !(can ...)",
            expect![[r#"
                we !(can ...)
                         ^ `...` has no end, and behind a `!` nothing may go on without end; write a gap such as `..3`"#]],
        );
        check(
            "we !(can !not) help",
            expect![[r#"
                we !(can !not) help
                         ^ a `!` cannot stand inside another"#]],
        );
        check(
            "we !({what: can}) help",
            expect![[r#"
                we !({what: can}) help
                     ^ what must not be there cannot be remembered"#]],
        );
        check(
            "we !([can] [not]) help",
            expect![[r#"
                we !([can] [not]) help
                   ^ what follows this `!` could be nothing at all, so that the phrase would never match"#]],
        );
        check(
            "we ![can] help",
            expect![[r#"
                we ![can] help
                    ^ a `!` is followed by what must not stand here: `!(a word|or two)`"#]],
        );
        check(
            "!can",
            expect![[r#"
                !can
                    ^ the phrase could match nothing at all"#]],
        );
    }

    #[test]
    fn mistakes_say_where() {
        check(
            "you (must",
            expect![[r#"
            you (must
                ^ this `(` is never closed with `)`"#]],
        );
        check(
            "you must)",
            expect![[r#"
            you must)
                    ^ `)` closes nothing"#]],
        );
        check(
            "a || b",
            expect![[r#"
            a || b
               ^ a word is missing here"#]],
        );
        check(
            "we ... can",
            expect![[r#"
            we ... can
               ^ `...` takes the rest of the sentence, so it can only stand at the end"#]],
        );
        check(
            "we ..99 can",
            expect![[r#"
            we ..99 can
               ^ a gap is written `..1` to `..12`"#]],
        );
        check(
            "[please]",
            expect![[r#"
            [please]
                    ^ the phrase could match nothing at all"#]],
        );
        check(
            "say {hi}",
            expect![[r#"
            say {hi}
                   ^ a capture is written `{name: words}`"#]],
        );
    }
}
