//! What is being written at a place, told from the text before it alone, so that it is known while the text is broken.

use crate::text::Span;

/// How far back an opening delimiter is looked for, in bytes.
const FARTHEST: usize = 4096;

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Context<'a> {
    /// Words for the customer. `starts` where a sentence may begin here.
    Prose {
        /// The word so far.
        word: Span,
        /// Whether it may be the first of a sentence.
        starts: bool,
    },
    /// A value: a variable or a text in quotes.
    Value {
        /// The path so far.
        word: Span,
        /// Whether a list is wanted.
        list: bool,
    },
    /// The name of a filter.
    Filter {
        /// The name so far.
        word: Span,
        /// What it is applied to: value and filters before it.
        chain: &'a str,
    },
    /// An argument of a filter.
    Argument {
        /// The value so far.
        word: Span,
        /// The filter.
        filter: &'a str,
        /// How many arguments stand before it.
        number: usize,
    },
    /// The name of a tag.
    Tag {
        /// The name so far.
        word: Span,
        /// From the opening delimiter on.
        open: usize,
    },
    /// What may follow a value in a condition.
    Operator {
        /// The word so far.
        word: Span,
    },
    /// What may follow the list of a loop.
    LoopOption {
        /// The word so far.
        word: Span,
    },
    /// The id of a snippet.
    Snippet {
        /// The id so far, without its quote.
        word: Span,
        /// Whether a quote stands before it.
        quoted: bool,
    },
    /// The name of a parameter of a snippet.
    Parameter {
        /// The name so far.
        word: Span,
        /// The id of the snippet.
        snippet: &'a str,
        /// All between the id and the name, with the parameters that are given already.
        given: &'a str,
    },
    /// The value of a parameter.
    ParameterValue {
        /// The value so far.
        word: Span,
        /// The id of the snippet.
        snippet: &'a str,
        /// The parameter.
        name: &'a str,
    },
    /// The name of a slot.
    Slot {
        /// The name so far.
        word: Span,
    },
    /// The id of a rule in `{% # allow … %}`.
    Allow {
        /// The id so far.
        word: Span,
    },
    /// A place for which nothing is known.
    Nothing,
}

/// What stands at byte `offset` of a body that begins at `start`.
pub(super) fn context(source: &str, start: usize, offset: usize) -> Context<'_> {
    let offset = source.floor_char_boundary(offset.min(source.len()));
    let from = source.ceil_char_boundary(offset.saturating_sub(FARTHEST).max(start).min(offset));
    let before = source.get(from..offset).unwrap_or_default();
    let Some((open, closer)) = opener(before) else { return prose(source, start, offset) };
    let inner = before.get(open + 2..).unwrap_or_default();
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let inside = Inside { inner, end: offset };
    match closer {
        "}}" => inside.output(inner),
        "]]" => inside.slot(),
        _ => inside.tag(from + open),
    }
}

/// The last delimiter that is opened in `text` and not closed, and what closes it.
fn opener(text: &str) -> Option<(usize, &'static str)> {
    let pairs = [("{{", "}}"), ("{%", "%}"), ("[[", "]]")];
    let open = pairs.iter().filter_map(|(open, close)| Some((text.rfind(open)?, *close)));
    let (at, close) = open.max_by_key(|(at, _)| *at)?;
    let closed = text.get(at + 2..).is_some_and(|rest| rest.contains(close));
    (!closed).then_some((at, close))
}

fn prose(source: &str, start: usize, offset: usize) -> Context<'_> {
    let before = source.get(start.min(offset)..offset).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let word = line.rsplit(|letter: char| !letter.is_alphabetic() && letter != '-').next().unwrap_or_default();
    let ahead = line.strip_suffix(word).unwrap_or_default().trim_end();
    let starts = ahead.is_empty() || ahead.ends_with(['.', '!', '?', '}', ']', ',']) || ahead == "-";
    Context::Prose { word: Span::new(offset - word.len(), offset), starts }
}

/// The text between an opening delimiter and the place.
struct Inside<'a> {
    inner: &'a str,
    end: usize,
}

impl<'a> Inside<'a> {
    /// The place of a piece at the end of the text.
    fn last(&self, piece: &str) -> Span {
        Span::new(self.end - piece.len(), self.end)
    }

    fn output(&self, chain: &'a str) -> Context<'a> {
        let Some(pipe) = last_outside_quotes(chain, '|') else { return self.value(chain, false) };
        let (before, filter) = (chain.get(..pipe).unwrap_or_default(), chain.get(pipe + 1..).unwrap_or_default());
        let Some(colon) = first_outside_quotes(filter, ':') else {
            let word = filter.trim_start();
            return match is_path(word) {
                true => Context::Filter { word: self.last(word), chain: before },
                false => Context::Nothing,
            };
        };
        let name = filter.get(..colon).unwrap_or_default().trim();
        let arguments = filter.get(colon + 1..).unwrap_or_default();
        let word = word_at_end(arguments);
        match is_in_quotes(arguments) {
            true => Context::Nothing,
            false => Context::Argument {
                word: self.last(word),
                filter: name,
                number: outside_quotes(arguments).filter(|(_, letter)| *letter == ',').count(),
            },
        }
    }

    fn value(&self, text: &'a str, list: bool) -> Context<'a> {
        let word = word_at_end(text);
        let ahead = text.strip_suffix(word).unwrap_or_default().trim();
        match is_in_quotes(text) || !ahead.is_empty() {
            true => Context::Nothing,
            false => Context::Value { word: self.last(word), list },
        }
    }

    fn slot(&self) -> Context<'a> {
        match self.inner.contains([':', '|']) {
            true => Context::Nothing,
            false => Context::Slot { word: self.last(self.inner.trim_start()) },
        }
    }

    fn tag(&self, open: usize) -> Context<'a> {
        let text = self.inner.trim_start();
        if let Some(comment) = text.strip_prefix('#') {
            return self.comment(comment);
        }
        let name = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
        let rest = text.get(name.len()..).unwrap_or_default();
        if rest.is_empty() {
            return Context::Tag { word: self.last(name), open };
        }
        match name {
            "if" | "elsif" | "unless" => self.condition(rest),
            "case" => self.value(rest, false),
            "when" => self.when(rest),
            "for" => self.for_loop(rest),
            "assign" => match rest.split_once('=') {
                Some((_, chain)) => self.output(chain),
                None => Context::Nothing,
            },
            "render" | "include" => self.render(rest),
            _ => Context::Nothing,
        }
    }

    fn comment(&self, comment: &'a str) -> Context<'a> {
        let rules = comment.trim_start().strip_prefix("allow").filter(|rest| rest.starts_with([' ', '\t']));
        match rules {
            Some(rules) if !rules.contains(':') => {
                let word = rules.rsplit([' ', '\t', ',']).next().unwrap_or_default();
                Context::Allow { word: self.last(word) }
            }
            _ => Context::Nothing,
        }
    }

    fn condition(&self, text: &'a str) -> Context<'a> {
        if is_in_quotes(text) {
            return Context::Nothing;
        }
        let word = word_at_end(text);
        let ahead = text.strip_suffix(word).unwrap_or_default().trim_end();
        let last = ahead.rsplit(char::is_whitespace).next().unwrap_or_default();
        let wants_value =
            ahead.is_empty() || ahead.ends_with(['=', '<', '>']) || matches!(last, "and" | "or" | "contains");
        match wants_value {
            true => Context::Value { word: self.last(word), list: false },
            false => Context::Operator { word: self.last(word) },
        }
    }

    fn when(&self, text: &'a str) -> Context<'a> {
        let last = text.rsplit(',').next().unwrap_or_default();
        self.value(last, false)
    }

    fn for_loop(&self, text: &'a str) -> Context<'a> {
        let word = word_at_end(text);
        let ahead: Vec<&str> = text.strip_suffix(word).unwrap_or_default().split_whitespace().collect();
        match ahead.as_slice() {
            [_, "in"] => Context::Value { word: self.last(word), list: true },
            [_, "in", .., last] if last.ends_with(':') => Context::Value { word: self.last(word), list: false },
            [_, "in", _, ..] => Context::LoopOption { word: self.last(word) },
            _ => Context::Nothing,
        }
    }

    fn render(&self, text: &'a str) -> Context<'a> {
        let text = text.trim_start();
        let Some(quote) = text.chars().next().filter(|letter| matches!(letter, '\'' | '"')) else {
            let word = text;
            return match word.contains([' ', ',']) {
                true => Context::Nothing,
                false => Context::Snippet { word: self.last(word), quoted: false },
            };
        };
        let inside = text.get(1..).unwrap_or_default();
        let Some((snippet, rest)) = inside.split_once(quote) else {
            return Context::Snippet { word: self.last(inside), quoted: true };
        };
        let Some(comma) = last_outside_quotes(rest, ',') else { return Context::Nothing };
        let (given, piece) = (rest.get(..comma).unwrap_or_default(), rest.get(comma + 1..).unwrap_or_default());
        match piece.split_once(':') {
            None => Context::Parameter { word: self.last(piece.trim_start()), snippet, given },
            Some((name, value)) => {
                let word = value.trim_start();
                let ended = !is_in_quotes(word) && !is_path(word);
                if ended {
                    return Context::Nothing;
                }
                Context::ParameterValue { word: self.last(word), snippet, name: name.trim() }
            }
        }
    }
}

/// The path, or the beginning of one, at the end of a text.
fn word_at_end(text: &str) -> &str {
    text.rsplit(|letter: char| !is_path_letter(letter)).next().unwrap_or_default()
}

fn is_path(text: &str) -> bool {
    text.chars().all(is_path_letter)
}

fn is_path_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    text.char_indices().filter(move |(_, letter)| match (quote, letter) {
        (None, '"' | '\'') => {
            quote = Some(*letter);
            false
        }
        (None, _) => true,
        (Some(open), letter) => {
            if open == *letter {
                quote = None;
            }
            false
        }
    })
}

fn last_outside_quotes(text: &str, wanted: char) -> Option<usize> {
    outside_quotes(text).filter(|(_, letter)| *letter == wanted).last().map(|(at, _)| at)
}

fn first_outside_quotes(text: &str, wanted: char) -> Option<usize> {
    outside_quotes(text).find(|(_, letter)| *letter == wanted).map(|(at, _)| at)
}

fn is_in_quotes(text: &str) -> bool {
    let mut quote = None;
    for letter in text.chars() {
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    quote.is_some()
}

#[cfg(test)]
mod tests;
