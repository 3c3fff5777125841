//! Where names get their meaning, and where they are used.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use super::library::Librarian;
use super::snippets::OpenDocuments;
use super::state::{Shared, file_path};
use crate::assist::{self, Definition, Names, Symbol, Target};
use crate::message::Snippets;
use crate::syntax::Macro;
use crate::text::{Span, Text};
use crate::workspace::{CONFIG_FILE, Index, Rendered, possible_ids, read_macro};

pub(super) fn offset(analysis: &Analysis, position: lsp::Position) -> usize {
    convert::offset(&analysis.snapshot.text, position, analysis.snapshot.client.encoding)
}

fn range(analysis: &Analysis, span: Span) -> lsp::Range {
    convert::range(&analysis.snapshot.text, span, analysis.snapshot.client.encoding)
}

fn location(analysis: &Analysis, span: Span) -> lsp::Location {
    lsp::Location { uri: analysis.snapshot.uri.clone(), range: range(analysis, span) }
}

/// Where the word at a position gets its meaning.
pub(super) fn definition(analysis: &Analysis, position: lsp::Position) -> Option<lsp::GotoDefinitionResponse> {
    let found = assist::definition(&analysis.source, &analysis.parsed, offset(analysis, position))?;
    let places = places(analysis, &found);
    if places.is_empty() {
        return None;
    }
    if !analysis.snapshot.client.definition_links {
        return Some(lsp::GotoDefinitionResponse::Array(places));
    }
    let links = places.into_iter().map(|place| lsp::LocationLink {
        origin_selection_range: Some(range(analysis, found.span)),
        target_uri: place.uri,
        target_range: place.range,
        target_selection_range: place.range,
    });
    Some(lsp::GotoDefinitionResponse::Link(links.collect()))
}

fn places(analysis: &Analysis, found: &Definition) -> Vec<lsp::Location> {
    match &found.target {
        Target::Here(spans) => spans.iter().map(|span| location(analysis, *span)).collect(),
        Target::Snippet(id) => {
            in_snippet(analysis, id, |snippet| assist::start_of(&snippet.parsed)).into_iter().collect()
        }
        Target::Parameter { snippet: id, name } => {
            let place =
                in_snippet(analysis, id, |snippet| assist::parameter_in(&snippet.source, &snippet.parsed, name));
            place.into_iter().collect()
        }
        Target::Variable(dotted) => declared(analysis, dotted).into_iter().collect(),
        Target::Slot { name, first } => {
            let slots = &analysis.snippets.roots().config().slots;
            let described = slots.iter().find(|slot| slot.name == *name).map(|slot| slot.span);
            let described = described.and_then(|span| in_configuration(analysis, span));
            vec![described.unwrap_or_else(|| location(analysis, *first))]
        }
    }
}

fn in_snippet(
    analysis: &Analysis,
    id: &str,
    place: impl FnOnce(&crate::message::Snippet) -> Span,
) -> Option<lsp::Location> {
    let snippet = analysis.snippets.get(id)?;
    let uri = analysis.snippets.uri(&snippet.label)?.clone();
    let range = convert::range(&Text::new(&snippet.source), place(&snippet), analysis.snapshot.client.encoding);
    Some(lsp::Location { uri, range })
}

/// Where `softspoken.toml` declares a variable.
fn declared(analysis: &Analysis, dotted: &str) -> Option<lsp::Location> {
    let own = analysis.vocabulary().variable(dotted).filter(|variable| variable.own)?;
    let variables = &analysis.snippets.roots().config().variables;
    let span = variables.iter().find(|variable| variable.name == own.name)?.span;
    in_configuration(analysis, span)
}

fn in_configuration(analysis: &Analysis, span: Span) -> Option<lsp::Location> {
    let file = analysis.snippets.roots().config().root.as_ref()?.join(CONFIG_FILE);
    let text = Text::new(&read_macro(&file).ok()?);
    let range = convert::range(&text, span, analysis.snapshot.client.encoding);
    Some(lsp::Location { uri: lsp::Uri::from_file_path(&file)?, range })
}

/// Every place of the name at a position: in the macro, and of snippets and declared variables in all macros.
pub(super) fn references(
    analysis: &Analysis,
    position: lsp::Position,
    declaration: bool,
    shared: &Arc<Shared>,
    library: &Librarian,
) -> Vec<lsp::Location> {
    let offset = offset(analysis, position);
    if assist::names_itself(&analysis.parsed, offset) {
        return users_of_this(analysis, declaration, shared, library);
    }
    let names = Names::read(&analysis.source, &analysis.parsed);
    let Some(here) = names.at(offset) else { return Vec::new() };
    let mut out = Vec::new();
    match names.symbol(here) {
        Some(Symbol::Snippet(id)) => match analysis.snippets.found(id) {
            Some((path, snippet)) => {
                let own_id = snippet.parsed.front_matter.id.as_ref().map(|id| id.text.clone());
                if declaration {
                    out.extend(in_snippet(analysis, id, |snippet| assist::start_of(&snippet.parsed)));
                }
                out.extend(users(analysis, &Rendered { path: path.clone(), own_id }, shared, library));
            }
            None => out.extend(names.places(here).map(|place| location(analysis, place.span))),
        },
        Some(symbol @ Symbol::Variable(dotted)) if declared(analysis, dotted).is_some() => {
            if declaration {
                out.extend(declared(analysis, dotted));
            }
            let last = dotted.rsplit('.').next().unwrap_or(dotted);
            out.extend(in_all(analysis, &Having::Word(last), shared, library, |_, other| other == symbol));
        }
        _ => {
            let places = names.places(here).filter(|place| declaration || !place.defines);
            out.extend(places.map(|place| location(analysis, place.span)));
        }
    }
    out
}

/// Who renders the macro that was asked in.
fn users_of_this(
    analysis: &Analysis,
    declaration: bool,
    shared: &Arc<Shared>,
    library: &Librarian,
) -> Vec<lsp::Location> {
    let Some(path) = file_path(&analysis.snapshot.uri) else { return Vec::new() };
    let own_id = analysis.parsed.front_matter.id.as_ref().map(|id| id.text.clone());
    let own = declaration.then(|| location(analysis, assist::start_of(&analysis.parsed)));
    own.into_iter().chain(users(analysis, &Rendered { path, own_id }, shared, library)).collect()
}

/// Whether another macro renders the one that was asked in, by what is known of the others by now. Where not all of them are
/// known, they are read where there is `time` for that; else the answer is that one may.
pub(super) fn is_rendered(analysis: &Analysis, time: bool, shared: &Arc<Shared>, library: &Librarian) -> bool {
    let Some(path) = file_path(&analysis.snapshot.uri) else { return false };
    let own_id = analysis.parsed.front_matter.id.as_ref().map(|id| id.text.clone());
    let of = Rendered { path, own_id };
    let (roots, having) = (analysis.snippets.roots(), Having::Render(&of));
    let files = library.ask_all(roots, |index| having.files(index));
    if files.is_none() && !time {
        return true;
    }
    let mut found = false;
    let visit = |user: &Path, source: &str| {
        if !found && user != of.path && having.is_possible(source) {
            let parsed = Macro::parse(source);
            found = assist::rendered(&parsed).any(|id| roots.leads_to(user, &id.text, &of));
        }
    };
    match files {
        Some(files) => roots.each_of(files, &OpenDocuments(shared), visit),
        None => roots.each_macro(&OpenDocuments(shared), visit),
    }
    found
}

fn users(analysis: &Analysis, of: &Rendered, shared: &Arc<Shared>, library: &Librarian) -> Vec<lsp::Location> {
    let roots = analysis.snippets.roots();
    in_all(analysis, &Having::Render(of), shared, library, |user, symbol| match symbol {
        Symbol::Snippet(id) => roots.leads_to(user, id, of),
        _ => false,
    })
}

/// What a macro has to have to be read closer.
enum Having<'a> {
    /// A word inside of delimiters.
    Word(&'a str),
    /// A tag that renders a macro.
    Render(&'a Rendered),
}

impl Having<'_> {
    fn files(&self, index: &Index) -> Vec<PathBuf> {
        match self {
            Having::Word(word) => index.naming(word),
            Having::Render(of) => {
                let ids = possible_ids(&of.path, of.own_id.as_deref());
                index.rendering(ids.iter().map(String::as_str))
            }
        }
    }

    fn is_possible(&self, source: &str) -> bool {
        match self {
            Having::Word(word) => source.contains(word),
            Having::Render(_) => source.contains("render") || source.contains("include"),
        }
    }
}

/// The places of a name in all macros of the workspace. Only texts that may have it are read closer.
fn in_all(
    analysis: &Analysis,
    having: &Having,
    shared: &Arc<Shared>,
    library: &Librarian,
    is_it: impl Fn(&Path, &Symbol) -> bool,
) -> Vec<lsp::Location> {
    let encoding = analysis.snapshot.client.encoding;
    let mut out = Vec::new();
    let visit = |path: &Path, source: &str| {
        if !having.is_possible(source) {
            return;
        }
        let names = Names::read(source, &Macro::parse(source));
        let fits: Vec<bool> = names.symbols.iter().map(|symbol| is_it(path, symbol)).collect();
        let places = names.occurrences.iter().filter(|place| fits.get(place.symbol) == Some(&true));
        let places: Vec<Span> = places.map(|place| place.span).collect();
        if places.is_empty() {
            return;
        }
        let open = shared.lock().uri_of(path).cloned();
        let Some(uri) = open.or_else(|| lsp::Uri::from_file_path(path)) else { return };
        let text = Text::new(source);
        let places = places.into_iter().map(|span| convert::range(&text, span, encoding));
        out.extend(places.map(|range| lsp::Location { uri: uri.clone(), range }));
    };
    let (roots, open) = (analysis.snippets.roots(), OpenDocuments(shared));
    library.catch_up();
    match library.ask_all(roots, |index| having.files(index)) {
        Some(files) => roots.each_of(files, &open, visit),
        // A macro of another folder than those that are open.
        None => roots.each_macro(&open, visit),
    }
    out
}
