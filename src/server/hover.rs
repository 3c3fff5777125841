//! What is shown where the mouse rests.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::convert;
use crate::assist::{self, Pointing};

/// The hover at a position.
pub(super) fn hover(analysis: &Analysis, position: lsp::Position) -> Option<lsp::Hover> {
    let snapshot = &analysis.snapshot;
    let offset = convert::offset(&snapshot.text, position, snapshot.client.encoding);
    let platforms = analysis.platforms();
    let config = analysis.snippets.roots().config();
    let pointing =
        Pointing { subject: analysis.subject(), findings: &analysis.findings, platforms: &platforms, config };
    let hover = assist::hover(&pointing, offset)?;
    let contents = match snapshot.client.markdown {
        true => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: hover.markdown },
        false => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain(&hover.markdown) },
    };
    Some(lsp::Hover {
        contents: lsp::HoverContents::Markup(contents),
        range: Some(convert::range(&snapshot.text, hover.span, snapshot.client.encoding)),
    })
}

/// Markdown without its marks, for clients that show the bare characters.
pub(super) fn plain(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| !line.starts_with("```") && !line.starts_with("~~~~"));
    let bare = lines.map(|line| {
        let line = line.trim_start_matches('#').trim_start_matches("> ");
        line.replace("**", "").replace('`', "").trim_start().to_owned()
    });
    bare.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("## Why\n\n**Say** `what` you can do.\n> Fine.\n"), "Why\n\nSay what you can do.\nFine.");
    }
}
