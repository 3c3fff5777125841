//! Tags with their ends.

use super::{Candidate, CandidateKind, Completer, Topic, candidate};
use crate::assist::blocks;
use crate::lint::Subject;
use crate::syntax::{BlockKind, Macro};
use crate::text::Span;

impl Completer<'_> {
    pub(super) fn tags(&self, word: Span, open: usize) -> Vec<Candidate> {
        let Subject { source, parsed, .. } = self.writing.subject;
        let line = Rest::of(source, word.end);
        let alone = source
            .get(..open)
            .unwrap_or_default()
            .rsplit(['\n', '\r'])
            .next()
            .is_some_and(|line| line.trim().is_empty());
        let spaced = source.get(open..word.start).is_some_and(|ahead| ahead.ends_with(char::is_whitespace));
        let pad = if spaced { "" } else { " " };
        let mut out = Vec::new();
        for name in self.block_around(parsed).map(arms).unwrap_or_default() {
            out.push(self.tag(name, "", None, (word, line, pad, alone)));
        }
        for (name, rest, block) in TAGS {
            out.push(self.tag(name, rest, *block, (word, line, pad, alone)));
        }
        let mut known = std::collections::HashSet::new();
        out.retain(|candidate| known.insert(candidate.label.clone()));
        out
    }

    /// The kind of the block around the place: the one that can be closed here.
    fn block_around(&self, parsed: &Macro) -> Option<BlockKind> {
        let item = blocks::item_at(parsed, self.offset).map(|(_, item)| item.block)?;
        let block = item.or_else(|| {
            // Behind the last item stands whatever its block still holds.
            let unclosed = parsed.blocks.iter().rposition(|block| block.close.is_none())?;
            let opener = parsed.items.get(parsed.blocks.get(unclosed)?.open)?;
            (opener.span.end <= self.offset).then_some(unclosed)
        });
        parsed.blocks.get(block?).map(|block| block.kind)
    }

    fn tag(
        &self,
        name: &str,
        rest: &str,
        block: Option<BlockKind>,
        (word, line, pad, alone): (Span, Rest, &str, bool),
    ) -> Candidate {
        let plain = format!("{pad}{name}");
        let wants = !rest.is_empty();
        let text = if wants { format!("{plain} ") } else { plain.clone() };
        let topic = Some(Topic::Tag(name.to_owned()));
        let base = Candidate { text: text.clone(), topic, ..candidate(name, CandidateKind::Keyword, word) };
        let Rest::Closable(span) = line else { return base };
        let dash = if span.of(self.writing.subject.source).trim_start().starts_with('-') { "-" } else { "" };
        let head = if wants { format!("{plain} {rest}") } else { plain.clone() };
        let inside = if alone { "\n$0\n" } else { "$0" };
        let end = block.map(|block| format!("{inside}{{% {} %}}", block.closer())).unwrap_or_default();
        let snippet = format!("{head} {dash}%}}{end}");
        Candidate {
            span: word.cover(span),
            text: if wants { format!("{text}{dash}%}}") } else { format!("{text} {dash}%}}") },
            snippet: Some(snippet),
            ..base
        }
    }
}

/// What stands behind the name of a tag on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Nothing but blanks up to this place, and a closing delimiter where there is one: it can be written anew.
    Closable(Span),
    /// Something that must stay.
    Taken,
}

impl Rest {
    fn of(source: &str, offset: usize) -> Self {
        let rest = source.get(offset..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let text = line.trim_start_matches([' ', '\t']);
        let blanks = line.len() - text.len();
        for closer in ["-%}", "%}"] {
            if text.starts_with(closer) {
                return Rest::Closable(Span::new(offset, offset + blanks + closer.len()));
            }
        }
        if text.is_empty() || !line.contains("%}") { Rest::Closable(Span::at(offset)) } else { Rest::Taken }
    }
}

/// Tags with what follows their names, in the notation of snippets, and the block that they open.
const TAGS: &[(&str, &str, Option<BlockKind>)] = &[
    ("if", "${1:condition}", Some(BlockKind::If)),
    ("unless", "${1:condition}", Some(BlockKind::Unless)),
    ("case", "${1:value}", Some(BlockKind::Case)),
    ("for", "${1:item} in ${2:list}", Some(BlockKind::For)),
    ("assign", "${1:name} = ${2:value}", None),
    ("capture", "${1:name}", Some(BlockKind::Capture)),
    ("render", "'${1:id}'", None),
    ("# allow", "${1:rule}: ${2:why}", None),
];

/// What may stand between the tags of a block, and its end.
fn arms(kind: BlockKind) -> Vec<&'static str> {
    let arms: &[&str] = match kind {
        BlockKind::If | BlockKind::Unless => &["else", "elsif"],
        BlockKind::Case => &["when", "else"],
        BlockKind::For => &["else"],
        BlockKind::Capture => &[],
    };
    std::iter::once(kind.closer()).chain(arms.iter().copied()).collect()
}
