//! What each piece of a macro is, for editors that colour by meaning.

use crate::syntax::{Argument, Filter, ItemKind, Macro, Segment, TagKind, Value};
use crate::text::Span;

use super::expressions::{filters_of, visit};
use super::names::{Names, Symbol};

/// A piece and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// Where, on one line.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
}

/// What a piece can be. The order is that of the list that clients are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// A name that others give.
    Variable,
    /// A name that the macro gives.
    Local,
    /// What is taken from a value, or a key of front matter.
    Property,
    /// A filter.
    Function,
    /// A tag.
    Keyword,
    /// A text.
    String,
    /// A number.
    Number,
    /// A parameter.
    Parameter,
    /// What is never sent.
    Comment,
    /// A slot.
    Slot,
    /// The id of a snippet.
    Snippet,
}

impl TokenKind {
    /// Every kind, in order.
    pub const ALL: [TokenKind; 11] = [
        TokenKind::Variable,
        TokenKind::Local,
        TokenKind::Property,
        TokenKind::Function,
        TokenKind::Keyword,
        TokenKind::String,
        TokenKind::Number,
        TokenKind::Parameter,
        TokenKind::Comment,
        TokenKind::Slot,
        TokenKind::Snippet,
    ];
}

/// The tokens that share a byte with `within`, in source order, none overlapping another, none over a line break.
pub fn tokens(source: &str, parsed: &Macro, within: Span) -> Vec<Token> {
    let mut out = Vec::new();
    front_matter(parsed, &mut out);
    let names = Names::read(source, parsed);
    for place in &names.occurrences {
        let kind = match names.symbol(*place) {
            Some(Symbol::Assigned(_) | Symbol::LoopVariable(_)) => TokenKind::Local,
            Some(Symbol::Slot(_)) => TokenKind::Slot,
            Some(Symbol::Snippet(_)) => TokenKind::Snippet,
            // Coloured by their parts.
            Some(Symbol::Variable(_)) | None => continue,
        };
        out.push(Token { span: place.span, kind });
    }
    for item in parsed.items.iter().filter(|item| item.span.overlaps(within)) {
        of_item(&item.kind, item.span, &mut out);
    }
    // Names that the macro gives come before the roots of paths at the same place.
    out.sort_by_key(|token| (token.span.start, token.kind == TokenKind::Variable, token.span.end));
    one_line_each(source, out, within)
}

fn front_matter(parsed: &Macro, out: &mut Vec<Token>) {
    let front_matter = &parsed.front_matter;
    for (index, datum) in front_matter.data.iter().enumerate() {
        out.extend(datum.key.as_ref().map(|key| Token { span: key.span, kind: TokenKind::Property }));
        let has_parts = front_matter.data.get(index + 1).is_some_and(|next| next.parent == Some(index));
        let subject = datum.key.as_ref().is_some_and(|key| key.text == "subject") && datum.parent.is_none();
        if !has_parts && !subject && !datum.value.is_empty() {
            out.push(Token { span: datum.value, kind: TokenKind::String });
        }
    }
}

fn of_item(kind: &ItemKind, whole: Span, out: &mut Vec<Token>) {
    match kind {
        ItemKind::Comment | ItemKind::CommentTag(_) => out.push(Token { span: whole, kind: TokenKind::Comment }),
        ItemKind::Slot(slot) => {
            let words = slot.hint.iter().chain(&slot.options);
            out.extend(words.map(|word| Token { span: word.span, kind: TokenKind::String }));
        }
        ItemKind::Tag(tag) => {
            out.push(Token { span: tag.name.span, kind: TokenKind::Keyword });
            match &tag.kind {
                TagKind::Render { parameters, .. } => arguments(parameters, out),
                TagKind::For { arguments: given, .. } => arguments(given, out),
                _ => {}
            }
        }
        _ => {}
    }
    for Filter { name, arguments: given, .. } in filters_of(kind) {
        out.push(Token { span: name.span, kind: TokenKind::Function });
        arguments(given, out);
    }
    visit(kind, &mut |expression| {
        let kind = match &expression.value {
            Value::Path(path) => {
                out.push(Token { span: path.root.span, kind: TokenKind::Variable });
                for segment in &path.segments {
                    if let Segment::Property(name) = segment {
                        out.push(Token { span: name.span, kind: TokenKind::Property });
                    }
                }
                return;
            }
            Value::Text(_) => TokenKind::String,
            Value::Number(_) => TokenKind::Number,
            Value::Boolean(_) | Value::Nil | Value::Empty | Value::Blank => TokenKind::Keyword,
            Value::Range(..) | Value::Broken => return,
        };
        out.push(Token { span: expression.span, kind });
    });
}

fn arguments(given: &[Argument], out: &mut Vec<Token>) {
    let names = given.iter().filter_map(|argument| argument.name.as_ref());
    out.extend(names.map(|name| Token { span: name.span, kind: TokenKind::Parameter }));
}

fn one_line_each(source: &str, tokens: Vec<Token>, within: Span) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut end = 0;
    for token in tokens {
        if token.span.start < end {
            continue;
        }
        end = token.span.end;
        let mut start = token.span.start;
        for line in token.span.of(source).split(['\n', '\r']) {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            if !span.is_empty() && span.overlaps(within) {
                out.push(Token { span, kind: token.kind });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(&str, TokenKind)]) {
        let parsed = Macro::parse(source);
        let tokens = tokens(source, &parsed, Span::new(0, source.len()));
        assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{tokens:?}");
        let shown: Vec<(&str, TokenKind)> = tokens.iter().map(|token| (token.span.of(source), token.kind)).collect();
        assert_eq!(shown, expected);
    }

    use TokenKind::{
        Comment, Function, Keyword, Local, Number, Parameter, Property, Slot, Snippet, String as Words, Variable,
    };

    #[test]
    fn the_pieces_of_a_body() {
        check(
            "{{ a.b | default: \"x\" }}{% for c in d limit: 3 %}{{ c.e }}[[f: g]]{% endfor %}{% # no\r\nte %}",
            &[
                ("a", Variable),
                ("b", Property),
                ("default", Function),
                ("\"x\"", Words),
                ("for", Keyword),
                ("c", Local),
                ("d", Variable),
                ("limit", Parameter),
                ("3", Number),
                ("c", Local),
                ("e", Property),
                ("f", Slot),
                ("g", Words),
                ("endfor", Keyword),
                ("{% # no", Comment),
                ("te %}", Comment),
            ],
        );
        check(
            "{% render 'a/b', c: true %}",
            &[("render", Keyword), ("a/b", Snippet), ("c", Parameter), ("true", Keyword)],
        );
    }

    #[test]
    fn front_matter_by_key_and_value() {
        check(
            "---\nsubject: On {{ a }}\ntags: [b]\nslots:\n  c: {}\n---\n",
            &[
                ("subject", Property),
                ("tags", Property),
                ("b", Words),
                ("slots", Property),
                ("c", Property),
                ("{}", Words),
            ],
        );
    }

    #[test]
    fn only_what_is_asked_for() {
        let source = "{{ a }}\n{{ b }}\n{{ c }}";
        let found = tokens(source, &Macro::parse(source), Span::new(8, 15));
        assert_eq!(found, [Token { span: Span::new(11, 12), kind: Variable }]);
    }
}
