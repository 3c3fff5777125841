//! The nodes of the concrete tree as plain values: delimited parts, and the pieces that stand inside of them.

use std::sync::LazyLock;

use tree_sitter::{Node, TreeCursor};

use crate::text::Span;

/// What a node of the grammar is to whoever reads the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    FrontMatter,
    FrontMatterOpen,
    FrontMatterClose,
    Yaml,
    Output,
    Tag,
    CommentTag,
    Slot,
    Raw,
    Comment,
    UnclosedOutput,
    UnclosedTag,
    UnclosedCommentTag,
    UnclosedSlot,
    /// `{{`, `{%`, `[[`, or a whole `{% raw %}`.
    Open,
    /// `}}`, `%}`, `]]`, or a whole `{% endraw %}`.
    Close,
    /// A leaf between delimiters.
    Piece(PieceKind),
    /// Holds pieces.
    Group,
    /// Prose, and all else.
    Other,
}

/// The leaves between delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A name: of a tag, a filter, a variable, a property.
    Word,
    /// A text in quotes.
    Text,
    /// A quote without its partner.
    UnclosedText,
    /// `5`, `-1.5`.
    Number,
    /// `true false nil null empty blank`.
    Literal,
    /// A comparison operator, or `=`.
    Operator,
    /// `and`, `or`.
    Logical,
    /// `in`.
    In,
    /// `.`
    Dot,
    /// `..`
    DotDot,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `|`
    Pipe,
    /// `}}` between `{%` and `%}`, or the other way round.
    StrayCloser,
    /// Anything else.
    Unexpected,
}

/// A leaf between delimiters and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where.
    pub span: Span,
}

static KINDS: LazyLock<Vec<NodeKind>> = LazyLock::new(|| {
    let language = tree_sitter::Language::from(tree_sitter_support_macro::LANGUAGE);
    let count = u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
    (0..count).map(|id| language.node_kind_for_id(id).map_or(NodeKind::Other, kind_of_name)).collect()
});

fn kind_of_name(name: &str) -> NodeKind {
    use PieceKind as P;
    match name {
        "front_matter" => NodeKind::FrontMatter,
        "front_matter_open" => NodeKind::FrontMatterOpen,
        "front_matter_close" => NodeKind::FrontMatterClose,
        "yaml" => NodeKind::Yaml,
        "output" => NodeKind::Output,
        "tag" => NodeKind::Tag,
        "comment_tag" => NodeKind::CommentTag,
        "slot" => NodeKind::Slot,
        "raw" => NodeKind::Raw,
        "comment" => NodeKind::Comment,
        "unclosed_output" => NodeKind::UnclosedOutput,
        "unclosed_tag" => NodeKind::UnclosedTag,
        "unclosed_comment_tag" => NodeKind::UnclosedCommentTag,
        "unclosed_slot" => NodeKind::UnclosedSlot,
        "{{" | "{%" | "[[" | "raw_open" | "comment_open" => NodeKind::Open,
        "}}" | "%}" | "]]" | "raw_close" | "comment_close" => NodeKind::Close,
        "path" | "filter" | "range" | "parenthesis" | "named_argument" | "ERROR" => NodeKind::Group,
        "identifier" | "tag_name" | "filter_name" => NodeKind::Piece(P::Word),
        "string" => NodeKind::Piece(P::Text),
        "unterminated_string" => NodeKind::Piece(P::UnclosedText),
        "number" => NodeKind::Piece(P::Number),
        "literal" => NodeKind::Piece(P::Literal),
        "operator" => NodeKind::Piece(P::Operator),
        "logical" => NodeKind::Piece(P::Logical),
        "in" => NodeKind::Piece(P::In),
        "." => NodeKind::Piece(P::Dot),
        ".." => NodeKind::Piece(P::DotDot),
        "[" => NodeKind::Piece(P::OpenBracket),
        "]" => NodeKind::Piece(P::CloseBracket),
        "(" => NodeKind::Piece(P::OpenParen),
        ")" => NodeKind::Piece(P::CloseParen),
        "," => NodeKind::Piece(P::Comma),
        ":" => NodeKind::Piece(P::Colon),
        "|" => NodeKind::Piece(P::Pipe),
        "stray_closer" => NodeKind::Piece(P::StrayCloser),
        "unexpected" => NodeKind::Piece(P::Unexpected),
        _ => NodeKind::Other,
    }
}

/// What `node` is.
pub(super) fn kind(node: &Node) -> NodeKind {
    KINDS.get(usize::from(node.kind_id())).copied().unwrap_or(NodeKind::Other)
}

/// The bytes of `node`.
pub(super) fn span(node: &Node) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// A delimited part taken apart.
#[derive(Clone, Debug, Default)]
pub struct Delimited {
    /// All of it.
    pub span: Span,
    /// `{{`, `{%-`, `[[`, `{% raw %}`.
    pub open: Span,
    /// The closer, where it has one.
    pub close: Option<Span>,
    /// What stands between, leaf by leaf; of slots, comments and `{% raw %}` nothing that matters.
    pub pieces: Vec<Piece>,
}

impl Delimited {
    /// From the end of the opener to the start of the closer, or to the end of the part.
    pub fn inner(&self) -> Span {
        Span::new(self.open.end, self.close.map_or(self.span.end, |close| close.start))
    }

    /// Reads the part that `cursor` stands on into `self`, whose buffer is used again. However deep the part nests,
    /// this costs no stack.
    pub(super) fn fill(&mut self, cursor: &mut TreeCursor, source: &str) {
        self.span = span(&cursor.node());
        self.open = Span::at(self.span.start);
        self.close = None;
        self.pieces.clear();
        if !cursor.goto_first_child() {
            return;
        }
        let mut depth = 1;
        loop {
            let node = cursor.node();
            let kind = kind(&node);
            if kind == NodeKind::Group && cursor.goto_first_child() {
                depth += 1;
                continue;
            }
            self.take(kind, span(&node), source);
            while !cursor.goto_next_sibling() {
                cursor.goto_parent();
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
        }
    }

    fn take(&mut self, kind: NodeKind, span: Span, source: &str) {
        match kind {
            NodeKind::Open => self.open = span,
            NodeKind::Close => self.close = Some(span),
            NodeKind::Piece(PieceKind::Unexpected) => {
                self.pieces.push(Piece { kind: unexpected(span.of(source)), span });
            }
            NodeKind::Piece(kind) => self.pieces.push(Piece { kind, span }),
            _ => {}
        }
    }
}

/// Punctuation out of its place comes as unexpected too; it keeps its kind, since the reader knows better what fits.
fn unexpected(text: &str) -> PieceKind {
    match text {
        "." => PieceKind::Dot,
        ".." => PieceKind::DotDot,
        "[" => PieceKind::OpenBracket,
        "]" => PieceKind::CloseBracket,
        "(" => PieceKind::OpenParen,
        ")" => PieceKind::CloseParen,
        _ => PieceKind::Unexpected,
    }
}
