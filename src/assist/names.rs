//! Every name of a macro with all its places: what it assigns and reads, its slots, the snippets that it renders.
//!
//! As in Liquid, an assigned name holds from its tag to the end of the macro, and the variable of a loop inside of the loop,
//! where it wins. A name that is read before it is assigned is the help desk's or comes from whoever renders the macro,
//! unless both stand in one loop.

use std::collections::HashMap;

use crate::syntax::{BlockKind, Expression, FrontMatter, ItemKind, Macro, Name, TagKind, Value};
use crate::text::Span;

use super::document_link::rendered_by;
use super::expressions::visit;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// A name that `assign` or `capture` gives.
    Assigned(String),
    /// The variable of one loop.
    LoopVariable(String),
    /// What the macro reads and does not give a name to: a variable of the help desk or the workspace, or a parameter, with
    /// dots.
    Variable(String),
    /// A slot.
    Slot(String),
    /// The id of a snippet.
    Snippet(String),
}

/// A place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where, in bytes; of a variable with dots all of it.
    pub span: Span,
    /// An index into [`Names::symbols`].
    pub symbol: usize,
    /// Whether it is given its value or its meaning here.
    pub defines: bool,
}

/// The names of one macro.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What they stand for.
    pub symbols: Vec<Symbol>,
    /// Their places, in source order.
    pub occurrences: Vec<Occurrence>,
}

impl Symbol {
    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Symbol::Assigned(name)
            | Symbol::LoopVariable(name)
            | Symbol::Variable(name)
            | Symbol::Slot(name)
            | Symbol::Snippet(name) => name,
        }
    }
}

impl Names {
    /// The names of a macro.
    pub fn read(source: &str, parsed: &Macro) -> Self {
        let mut reader = Reader::new(parsed);
        reader.front_matter(source);
        reader.body();
        let mut names = reader.names;
        names.occurrences.sort_by_key(|occurrence| (occurrence.span.start, occurrence.span.end));
        names
    }

    /// The name that byte `offset` touches, the innermost where several do.
    pub fn at(&self, offset: usize) -> Option<Occurrence> {
        let here = self.occurrences.iter().filter(|occurrence| occurrence.span.touches(offset));
        here.min_by_key(|occurrence| occurrence.span.len()).copied()
    }

    /// What an occurrence stands for.
    pub fn symbol(&self, of: Occurrence) -> Option<&Symbol> {
        self.symbols.get(of.symbol)
    }

    /// All places of the same name as `of`.
    pub fn places(&self, of: Occurrence) -> impl Iterator<Item = Occurrence> {
        self.occurrences.iter().copied().filter(move |occurrence| occurrence.symbol == of.symbol)
    }

    /// The places of every symbol, by its index.
    pub(super) fn by_symbol(&self) -> Vec<Vec<Occurrence>> {
        let mut out = vec![Vec::new(); self.symbols.len()];
        for occurrence in &self.occurrences {
            if let Some(places) = out.get_mut(occurrence.symbol) {
                places.push(*occurrence);
            }
        }
        out
    }

    /// The symbols that have a place which byte `offset` does not touch, in the order in which they are met.
    pub(super) fn elsewhere(&self, offset: usize) -> impl Iterator<Item = &Symbol> {
        let mut elsewhere = vec![false; self.symbols.len()];
        for occurrence in self.occurrences.iter().filter(|occurrence| !occurrence.span.touches(offset)) {
            if let Some(known) = elsewhere.get_mut(occurrence.symbol) {
                *known = true;
            }
        }
        self.symbols.iter().zip(elsewhere).filter(|(_, elsewhere)| *elsewhere).map(|(symbol, _)| symbol)
    }

    /// The assigned names that hold at byte `offset`, and the variables of the loops around it.
    pub fn given_at<'a>(&'a self, parsed: &'a Macro, offset: usize) -> Vec<&'a str> {
        let reader = Reader::new(parsed);
        let inside = super::blocks::item_at(parsed, offset).and_then(|(_, item)| item.block);
        let mut out = Vec::new();
        let mut block = inside;
        while let Some(around) = block.and_then(|block| parsed.blocks.get(block)) {
            out.extend(loop_variable(parsed, around.open).map(|name| name.text.as_str()));
            block = around.parent;
        }
        let given = self.symbols.iter().filter_map(|symbol| match symbol {
            Symbol::Assigned(name) => Some(name.as_str()),
            _ => None,
        });
        out.extend(given.filter(|name| reader.holds(name, offset, inside)));
        out
    }
}

/// Where an assigned name begins to hold.
#[derive(Clone, Copy, Debug)]
struct Given {
    /// The end of the first tag that assigns it.
    from: usize,
    /// The outermost loop around that tag.
    within: Option<usize>,
}

struct Reader<'a> {
    parsed: &'a Macro,
    names: Names,
    known: HashMap<Symbol, usize>,
    /// The symbols of loop variables, by block.
    loops: HashMap<usize, usize>,
    /// The outermost loop around or at each block.
    outermost: Vec<Option<usize>>,
    given: HashMap<&'a str, Vec<Given>>,
    /// The blocks around the item that is read, outermost first.
    open: Vec<usize>,
    /// The loop variables of these blocks, by name, innermost last.
    looped: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Reader<'a> {
    fn new(parsed: &'a Macro) -> Self {
        let mut outermost: Vec<Option<usize>> = Vec::with_capacity(parsed.blocks.len());
        for (index, block) in parsed.blocks.iter().enumerate() {
            let around = block.parent.and_then(|parent| outermost.get(parent).copied().flatten());
            outermost.push(around.or_else(|| (block.kind == BlockKind::For).then_some(index)));
        }
        let mut given: HashMap<&str, Vec<Given>> = HashMap::new();
        for item in &parsed.items {
            let Some(name) = assigned_by(&item.kind) else { continue };
            let within = item.block.and_then(|block| outermost.get(block).copied().flatten());
            let known = given.entry(&name.text).or_default();
            // The first one in each loop says it all.
            if !known.iter().any(|given| given.within == within) {
                known.push(Given { from: item.span.end, within });
            }
        }
        Self {
            parsed,
            names: Names::default(),
            known: HashMap::new(),
            loops: HashMap::new(),
            outermost,
            given,
            open: Vec::new(),
            looped: HashMap::new(),
        }
    }

    fn front_matter(&mut self, source: &str) {
        let FrontMatter { slots, subject, .. } = &self.parsed.front_matter;
        for slot in slots {
            self.add(Symbol::Slot(slot.name.text.clone()), slot.name.span, true);
        }
        // The subject is a message of its own: what the body assigns does not hold in it.
        let Some(subject) = subject else { return };
        let start = subject.span.start;
        let shift = |span: Span| Span::new(span.start + start, span.end + start);
        for item in &Macro::parse(subject.span.of(source)).items {
            match &item.kind {
                ItemKind::Slot(slot) => self.add(Symbol::Slot(slot.name.text.clone()), shift(slot.name.span), false),
                kind => visit(kind, &mut |expression| self.variable(expression, shift(expression.span))),
            }
        }
    }

    fn body(&mut self) {
        let parsed = self.parsed;
        for item in &parsed.items {
            self.enter(item.block);
            let kind = &item.kind;
            if let ItemKind::Slot(slot) = kind {
                self.add(Symbol::Slot(slot.name.text.clone()), slot.name.span, false);
            }
            if let Some(id) = rendered_by(kind) {
                self.add(Symbol::Snippet(id.text.clone()), id.span, false);
            }
            if let Some(name) = assigned_by(kind) {
                self.add(Symbol::Assigned(name.text.clone()), name.span, true);
            }
            visit(kind, &mut |expression| self.read_value(expression, item.block));
        }
        self.enter(None);
    }

    /// Leaves and enters blocks until those around the next item are open.
    fn enter(&mut self, block: Option<usize>) {
        let parent = block.and_then(|block| self.parsed.blocks.get(block)).and_then(|block| block.parent);
        while let Some(&top) = self.open.last() {
            if Some(top) == block || Some(top) == parent {
                break;
            }
            self.open.pop();
            if let Some(name) = self.loop_variable(top) {
                self.looped.entry(&name.text).or_default().pop();
            }
        }
        let Some(block) = block.filter(|block| self.open.last() != Some(block)) else { return };
        self.open.push(block);
        let Some(name) = self.loop_variable(block) else { return };
        // An arm leads out of its block and back into it: the same symbol goes on.
        let symbol = self.loops.get(&block).copied().unwrap_or_else(|| {
            self.names.symbols.push(Symbol::LoopVariable(name.text.clone()));
            let symbol = self.names.symbols.len() - 1;
            self.names.occurrences.push(Occurrence { span: name.span, symbol, defines: true });
            self.loops.insert(block, symbol);
            symbol
        });
        self.looped.entry(&name.text).or_default().push(symbol);
    }

    fn loop_variable(&self, block: usize) -> Option<&'a Name> {
        loop_variable(self.parsed, self.parsed.blocks.get(block)?.open)
    }

    fn read_value(&mut self, expression: &Expression, inside: Option<usize>) {
        let Value::Path(path) = &expression.value else { return };
        let (name, span) = (path.root.text.as_str(), path.root.span);
        if let Some(&symbol) = self.looped.get(name).and_then(|symbols| symbols.last()) {
            self.names.occurrences.push(Occurrence { span, symbol, defines: false });
        } else if self.holds(name, span.start, inside) {
            self.add(Symbol::Assigned(name.to_owned()), span, false);
        } else {
            self.variable(expression, expression.span);
        }
    }

    fn variable(&mut self, expression: &Expression, span: Span) {
        if let Value::Path(path) = &expression.value {
            self.add(Symbol::Variable(path.dotted()), span, false);
        }
    }

    /// Whether an assigned name holds at byte `offset`, in the block `inside`.
    fn holds(&self, name: &str, offset: usize, inside: Option<usize>) -> bool {
        let around = inside.and_then(|block| self.outermost.get(block).copied().flatten());
        let mut given = self.given.get(name).into_iter().flatten();
        given.any(|given| given.from <= offset || (around.is_some() && given.within == around))
    }

    fn add(&mut self, symbol: Symbol, span: Span, defines: bool) {
        let symbols = &mut self.names.symbols;
        let symbol = *self.known.entry(symbol).or_insert_with_key(|symbol| {
            symbols.push(symbol.clone());
            symbols.len() - 1
        });
        self.names.occurrences.push(Occurrence { span, symbol, defines });
    }
}

fn assigned_by(kind: &ItemKind) -> Option<&Name> {
    match kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Assign { name, .. } => name.as_ref(),
            TagKind::Capture(name) => name.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

fn loop_variable(parsed: &Macro, opener: usize) -> Option<&Name> {
    match &parsed.items.get(opener)?.kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::For { variable, .. } => variable.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::{cursor, with_places};
    use super::*;

    /// All places of the name at the cursor, and what it stands for.
    fn check(marked: &str, expected: &str, symbol: &str) {
        let (source, offset) = cursor(marked);
        let names = Names::read(&source, &Macro::parse(&source));
        let here = names.at(offset).unwrap();
        let places = names.places(here).map(|place| place.span).collect();
        assert_eq!(with_places(&source, places), expected);
        assert_eq!(format!("{:?}", names.symbol(here).unwrap()), symbol, "{marked}");
    }

    #[test]
    fn an_assigned_name_holds_from_its_tag_on() {
        check(
            "{{ a }}{% if b %}{% assign a$0 = a | plus: b %}{% endif %}{{ a.size }}{% capture a %}{% endcapture %}",
            "{{ a }}{% if b %}{% assign «a» = a | plus: b %}{% endif %}{{ «a».size }}{% capture «a» %}{% endcapture %}",
            r#"Assigned("a")"#,
        );
        check(
            "{{ a$0 }}{% assign a = 1 %}{{ a }}{% render 'a', a: a %}",
            "{{ «a» }}{% assign a = 1 %}{{ a }}{% render 'a', a: a %}",
            r#"Variable("a")"#,
        );
        check(
            "{% for x in y %}{{ a$0 }}{% assign a = x %}{% endfor %}{{ y }}",
            "{% for x in y %}{{ «a» }}{% assign «a» = x %}{% endfor %}{{ y }}",
            r#"Assigned("a")"#,
        );
    }

    #[test]
    fn a_loop_variable_holds_in_its_loop() {
        check(
            "{% for x in x.y %}{{ x$0 }}{% for x in x %}{{ x }}{% endfor %}{% if x %}{% else %}{{ x.z }}{% endif %}{% endfor %}{{ x }}",
            "{% for «x» in x.y %}{{ «x» }}{% for x in «x» %}{{ x }}{% endfor %}{% if «x» %}{% else %}{{ «x».z }}{% endif %}{% endfor %}{{ x }}",
            r#"LoopVariable("x")"#,
        );
        check(
            "{% assign x = 1 %}{% for x in y %}{{ x }}{% endfor %}{{ x$0 }}",
            "{% assign «x» = 1 %}{% for x in y %}{{ x }}{% endfor %}{{ «x» }}",
            r#"Assigned("x")"#,
        );
    }

    #[test]
    fn slots_wherever_they_stand() {
        check(
            "---\nsubject: About [[ item ]]\nslots:\n  item:\n    example: mug\n---\n[[item: what]] and [[it$0em]]",
            "---\nsubject: About [[ «item» ]]\nslots:\n  «item»:\n    example: mug\n---\n[[«item»: what]] and [[«item»]]",
            r#"Slot("item")"#,
        );
    }

    #[test]
    fn variables_with_all_their_dots_and_snippets() {
        check(
            "{{ a.b }}{% if a.b$0 == a.c or a['b'] %}{{ x[a.b] }}{% endif %}",
            "{{ «a.b» }}{% if «a.b» == a.c or «a['b']» %}{{ x[«a.b»] }}{% endif %}",
            r#"Variable("a.b")"#,
        );
        check(
            "{% render 'a/b$0' %}{% include 'a/b' %}",
            "{% render '«a/b»' %}{% include '«a/b»' %}",
            r#"Snippet("a/b")"#,
        );
    }

    #[test]
    fn names_that_hold_at_a_place() {
        let (source, offset) = cursor(
            "{% assign a = 1 %}{% for x in y %}{% for z in x %}{{ $0 }}{% endfor %}{% endfor %}{% assign b = 1 %}",
        );
        let parsed = Macro::parse(&source);
        let names = Names::read(&source, &parsed);
        let mut given = names.given_at(&parsed, offset);
        given.sort();
        assert_eq!(given, ["a", "x", "z"]);
    }
}
