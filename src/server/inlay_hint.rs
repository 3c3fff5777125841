//! Labels between characters: the parts of a text message, and for those who ask for it in their settings, what each
//! sentence does and what placeholders may look like.

use tower_lsp_server::ls_types as lsp;

use super::analysis::Analysis;
use super::{clock, convert};
use crate::assist;
use crate::syntax::Channel;
use crate::workspace::{sample_data, slot_samples};

/// The hints of a range.
pub(super) fn hints(analysis: &Analysis, range: lsp::Range) -> Vec<lsp::InlayHint> {
    let snapshot = &analysis.snapshot;
    let encoding = snapshot.client.encoding;
    let span = convert::span(&snapshot.text, range, encoding);
    let (subject, config) = (analysis.subject(), analysis.snippets.roots().config());
    let mut hints = Vec::new();
    if snapshot.editor.act_hints {
        hints.extend(assist::act_hints(&subject, span));
    }
    if snapshot.editor.sample_hints {
        hints.extend(assist::sample_hints(&subject, &sample_data(config), span));
    }
    if for_text_messages(analysis) {
        let hint = assist::sms_hint(&subject, &sample_data(config), &slot_samples(config), clock::now());
        hints.extend(hint.filter(|hint| span.touches(hint.offset)));
    }
    hints.sort_by_key(|hint| hint.offset);
    hints
        .into_iter()
        .map(|hint| lsp::InlayHint {
            position: convert::position(&snapshot.text, hint.offset, encoding),
            label: lsp::InlayHintLabel::String(hint.label),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
        .collect()
}

/// Whether a macro is for text messages; of others no sample is made.
fn for_text_messages(analysis: &Analysis) -> bool {
    analysis.parsed.front_matter.channels.iter().any(|(channel, _)| *channel == Channel::Sms)
}
