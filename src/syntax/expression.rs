//! What stands inside delimiters: paths, values, conditions, filters.

use crate::text::Span;

/// A word with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The whole of it.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A variable such as `order.items[0].name`.
    Path(Path),
    /// A text in quotes, here without them.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// `nil` or `null`.
    Nil,
    /// `empty`.
    Empty,
    /// `blank`.
    Blank,
    /// `(from..to)`.
    Range(Box<Expression>, Box<Expression>),
    /// Something that is not a value; a [`super::Mistake`] says so.
    Broken,
}

/// A variable: a root and what is taken from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The first name.
    pub root: Name,
    /// The rest, in order.
    pub segments: Vec<Segment>,
}

impl Path {
    /// The path with dots, as catalogues list it: `ticket.custom.colour`. An index that is not a constant reads `*`.
    pub fn dotted(&self) -> String {
        let length = |segment: &Segment| match segment {
            Segment::Property(name) => name.text.len() + 1,
            Segment::Index(_) => 2,
        };
        let mut out = String::with_capacity(self.root.text.len() + self.segments.iter().map(length).sum::<usize>());
        self.write_dotted(&mut out);
        out
    }

    /// The same, behind what `out` holds.
    pub fn write_dotted(&self, out: &mut String) {
        out.push_str(&self.root.text);
        for segment in &self.segments {
            out.push('.');
            match segment {
                Segment::Property(name) => out.push_str(&name.text),
                Segment::Index(index) => match &index.value {
                    Value::Text(text) => out.push_str(text),
                    Value::Number(number) => out.push_str(&number.to_string()),
                    _ => out.push('*'),
                },
            }
        }
    }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// `.name`.
    Property(Name),
    /// `[value]`.
    Index(Expression),
}

/// A filter with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// From the name to the last argument.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// What follows the colon.
    pub arguments: Vec<Argument>,
}

/// An argument of a filter or a tag, by name or by place.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The name before the colon, where it has one.
    pub name: Option<Name>,
    /// The value.
    pub value: Expression,
}

/// What `if`, `elsif` and `unless` ask: comparisons joined by `and` and `or`, which Liquid evaluates from the right.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// All of it, as its source text is shown to people.
    pub span: Span,
    /// The first comparison.
    pub first: Comparison,
    /// The others, each with what joins it to all before.
    pub rest: Vec<(Join, Comparison)>,
}

/// How two comparisons are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// `and`.
    And,
    /// `or`.
    Or,
}

/// A value alone, or two values compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The left side, or all there is.
    pub left: Expression,
    /// The operator and the right side.
    pub right: Option<(Operator, Expression)>,
}

/// The comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`.
    Equal,
    /// `!=` or `<>`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `contains`.
    Contains,
}
