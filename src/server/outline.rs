//! The shape of a macro: document symbols, folds, selections, links, and words that change together.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::assist::{self, Outline, OutlineKind};
use crate::message::Snippets;
use crate::syntax::FrontMatter;
use crate::text::{LineIndex, Span};

/// Words that may stand at the start of a tag: what may be typed into linked places.
const TAG_NAME: &str = "[a-z]+";

/// The outline, nested where the client takes it.
pub(super) fn symbols(analysis: &Analysis) -> lsp::DocumentSymbolResponse {
    let outline = assist::outline(&analysis.subject());
    if analysis.snapshot.client.nested_symbols {
        return nested(analysis, outline).into();
    }
    let mut flat = Vec::new();
    flatten(analysis, outline, None, &mut flat);
    flat.into()
}

fn nested(analysis: &Analysis, outline: Vec<Outline>) -> Vec<lsp::DocumentSymbol> {
    let symbol = |entry: Outline| {
        #[expect(deprecated, reason = "the type has no other constructor")]
        lsp::DocumentSymbol {
            range: range(analysis, entry.span),
            selection_range: range(analysis, entry.head),
            kind: kind(entry.kind),
            name: entry.name,
            detail: entry.detail,
            tags: None,
            deprecated: None,
            children: Some(nested(analysis, entry.children)),
        }
    };
    outline.into_iter().map(symbol).collect()
}

fn flatten(analysis: &Analysis, outline: Vec<Outline>, within: Option<&str>, flat: &mut Vec<lsp::SymbolInformation>) {
    for entry in outline {
        let location = lsp::Location { uri: analysis.snapshot.uri.clone(), range: range(analysis, entry.span) };
        #[expect(deprecated, reason = "the type has no other constructor")]
        flat.push(lsp::SymbolInformation {
            name: entry.name.clone(),
            kind: kind(entry.kind),
            tags: None,
            deprecated: None,
            location,
            container_name: within.map(str::to_owned),
        });
        flatten(analysis, entry.children, Some(&entry.name), flat);
    }
}

fn kind(kind: OutlineKind) -> lsp::SymbolKind {
    match kind {
        OutlineKind::FrontMatter => lsp::SymbolKind::NAMESPACE,
        OutlineKind::Key => lsp::SymbolKind::PROPERTY,
        OutlineKind::Passage => lsp::SymbolKind::STRING,
        OutlineKind::Choice => lsp::SymbolKind::BOOLEAN,
        OutlineKind::Loop => lsp::SymbolKind::ARRAY,
        OutlineKind::Name => lsp::SymbolKind::VARIABLE,
        OutlineKind::Snippet => lsp::SymbolKind::MODULE,
    }
}

/// What can be folded.
pub(super) fn folds(analysis: &Analysis) -> Vec<lsp::FoldingRange> {
    let front_matter: Option<usize> = match analysis.parsed.front_matter {
        FrontMatter { span: Some(span), .. } => Some(LineIndex::new(&analysis.source).line_of(span.start)),
        FrontMatter { .. } => None,
    };
    let fold = |fold: assist::Fold| {
        let kind = match fold.comment {
            true => Some(lsp::FoldingRangeKind::Comment),
            false => (Some(fold.first) == front_matter).then_some(lsp::FoldingRangeKind::Region),
        };
        lsp::FoldingRange {
            start_line: convert::number(fold.first),
            end_line: convert::number(fold.last),
            kind,
            ..lsp::FoldingRange::default()
        }
    };
    let folds = assist::folds(&analysis.source, &analysis.parsed).into_iter().map(fold);
    folds.take(analysis.snapshot.client.most_folds.unwrap_or(usize::MAX)).collect()
}

/// What a selection grows to, for each position.
pub(super) fn selections(analysis: &Analysis, positions: &[lsp::Position]) -> Vec<lsp::SelectionRange> {
    let selections = assist::Selections::new(&analysis.source, &analysis.parsed);
    let selection = |position: &lsp::Position| {
        let offset = convert::offset(&analysis.snapshot.text, *position, analysis.snapshot.client.encoding);
        let mut spans = selections.around(offset);
        if spans.is_empty() {
            spans.push(Span::at(offset));
        }
        let outer_first = spans.into_iter().rev();
        let whole = outer_first
            .fold(None, |parent, span| Some(Box::new(lsp::SelectionRange { range: range(analysis, span), parent })));
        whole.map(|innermost| *innermost).unwrap_or_default()
    };
    positions.iter().map(selection).collect()
}

/// The ids of snippets, each leading to its file.
pub(super) fn links(analysis: &Analysis) -> Vec<lsp::DocumentLink> {
    let links = assist::rendered(&analysis.parsed).filter_map(|id| {
        let snippet = analysis.snippets.get(&id.text)?;
        Some(lsp::DocumentLink {
            range: range(analysis, id.span),
            target: Some(analysis.snippets.uri(&snippet.label)?.clone()),
            tooltip: analysis.snapshot.client.link_tooltips.then(|| snippet.label.clone()),
            data: None,
        })
    });
    links.collect()
}

/// The places that change together with the one at a position.
pub(super) fn linked(analysis: &Analysis, position: lsp::Position) -> Option<lsp::LinkedEditingRanges> {
    let offset = convert::offset(&analysis.snapshot.text, position, analysis.snapshot.client.encoding);
    let spans = assist::linked(&analysis.source, &analysis.parsed, offset)?;
    Some(lsp::LinkedEditingRanges {
        ranges: spans.iter().map(|span| range(analysis, *span)).collect(),
        word_pattern: Some(TAG_NAME.to_owned()),
    })
}

/// What belongs to the word at a position.
pub(super) fn highlights(analysis: &Analysis, position: lsp::Position) -> Vec<lsp::DocumentHighlight> {
    let offset = convert::offset(&analysis.snapshot.text, position, analysis.snapshot.client.encoding);
    let highlight = |found: assist::Highlight| lsp::DocumentHighlight {
        range: range(analysis, found.span),
        kind: Some(match found.written {
            None => lsp::DocumentHighlightKind::TEXT,
            Some(true) => lsp::DocumentHighlightKind::WRITE,
            Some(false) => lsp::DocumentHighlightKind::READ,
        }),
    };
    assist::highlights(&analysis.source, &analysis.parsed, offset).into_iter().map(highlight).collect()
}

fn range(analysis: &Analysis, span: Span) -> lsp::Range {
    convert::range(&analysis.snapshot.text, span, analysis.snapshot.client.encoding)
}
