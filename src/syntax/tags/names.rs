//! Which tag a word names, also where it is misspelt or comes from another language.

use super::super::nearest::nearest;
use super::super::reader::Reader;
use super::super::values::shown;
use super::super::{BlockKind, Mistake, Name};
use super::rename;
use crate::text::{Edit, Span};

/// What a tag is to whoever pairs blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Known {
    /// Opens a block.
    Open(BlockKind),
    Elsif,
    Else,
    When,
    Assign,
    /// `render` or `include`.
    Render,
    /// Closes a block of that kind.
    End(BlockKind),
    /// Closes something, such as `end` or `endloop`.
    VagueEnd,
    /// `raw` or `comment` with words after the name.
    Verbatim,
    /// `endraw` or `endcomment` with nothing to close.
    VerbatimEnd,
    Unsupported,
    Unknown,
}

/// What a word was taken for.
#[derive(Clone, Copy, Debug)]
pub(super) struct TagName {
    pub(super) known: Known,
    /// The right spelling, where there is one.
    pub(super) word: &'static str,
    /// Whether the word is no tag's name as it stands.
    pub(super) written_wrong: bool,
    /// Whether there can be no doubt about what was meant.
    pub(super) certain: bool,
}

const NAMES: &[(&str, Known)] = &[
    ("if", Known::Open(BlockKind::If)),
    ("elsif", Known::Elsif),
    ("else", Known::Else),
    ("endif", Known::End(BlockKind::If)),
    ("unless", Known::Open(BlockKind::Unless)),
    ("endunless", Known::End(BlockKind::Unless)),
    ("case", Known::Open(BlockKind::Case)),
    ("when", Known::When),
    ("endcase", Known::End(BlockKind::Case)),
    ("for", Known::Open(BlockKind::For)),
    ("endfor", Known::End(BlockKind::For)),
    ("assign", Known::Assign),
    ("capture", Known::Open(BlockKind::Capture)),
    ("endcapture", Known::End(BlockKind::Capture)),
    ("render", Known::Render),
    ("include", Known::Render),
    ("comment", Known::Verbatim),
    ("endcomment", Known::VerbatimEnd),
    ("raw", Known::Verbatim),
    ("endraw", Known::VerbatimEnd),
    ("break", Known::Unsupported),
    ("continue", Known::Unsupported),
    ("cycle", Known::Unsupported),
    ("increment", Known::Unsupported),
    ("decrement", Known::Unsupported),
    ("echo", Known::Unsupported),
    ("liquid", Known::Unsupported),
    ("tablerow", Known::Unsupported),
    ("endtablerow", Known::Unsupported),
    ("ifchanged", Known::Unsupported),
    ("endifchanged", Known::Unsupported),
];

/// The words of other template languages.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("elif", "elsif"),
    ("elseif", "elsif"),
    ("elsif", "elsif"),
    ("else_if", "elsif"),
    ("otherwise", "else"),
    ("fi", "endif"),
    ("foreach", "for"),
    ("each", "for"),
    ("endforeach", "endfor"),
    ("endeach", "endfor"),
    ("next", "endfor"),
    ("switch", "case"),
    ("endswitch", "endcase"),
    ("esac", "endcase"),
    ("set", "assign"),
    ("let", "assign"),
    ("import", "render"),
    ("partial", "render"),
    ("snippet", "render"),
    ("verbatim", "raw"),
    ("endverbatim", "endraw"),
];

fn exact(word: &str) -> Option<(&'static str, Known)> {
    NAMES.iter().find(|(name, _)| *name == word).copied()
}

/// The tag of exactly that name. Every output asks, so that no near names are looked for.
pub(in super::super) fn named_exactly(word: &str) -> Option<Known> {
    exact(word).map(|(_, known)| known)
}

/// What the word of a tag means, and how sure that is.
pub(super) fn lookup(word: &str) -> TagName {
    if let Some((word, known)) = exact(word) {
        return TagName { known, word, written_wrong: false, certain: true };
    }
    let lower = word.to_ascii_lowercase();
    let slashed = lower.strip_prefix('/').and_then(|opener| exact(&format!("end{opener}")));
    if let Some((word, known)) = slashed {
        return TagName { known, word, written_wrong: true, certain: true };
    }
    if let Some((word, known)) = exact(&lower) {
        return TagName { known, word, written_wrong: true, certain: true };
    }
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower).and_then(|(_, name)| exact(name));
    if let Some((word, known)) = other {
        return TagName { known, word, written_wrong: true, certain: matches!(known, Known::Elsif) };
    }
    if let Some((word, known)) = nearest(word, NAMES.iter().map(|(name, _)| *name)).and_then(exact) {
        let vague = lower == "end";
        if !vague {
            return TagName { known, word, written_wrong: true, certain: false };
        }
    }
    let known = if closes_something(&lower) { Known::VagueEnd } else { Known::Unknown };
    TagName { known, word: "", written_wrong: true, certain: false }
}

/// Whether an unknown word reads like the end of some block.
fn closes_something(word: &str) -> bool {
    word.starts_with("end") || word.starts_with('/')
}

/// Notes that no tag is called so. What closes a block vaguely is noted where blocks are paired, since only there it is
/// known which.
pub(super) fn note_wrong_name(reader: &mut Reader, name: &Name, found: &TagName, whole: Span) {
    let written = shown(&name.text);
    match found.known {
        Known::VagueEnd => {}
        Known::Unknown => note_unknown(reader, name, whole),
        _ => {
            let word = found.word;
            let mistake = Mistake::new(
                "syntax/unknown-tag",
                name.span,
                format!("There is no tag `{written}`; did you mean `{word}`?"),
            );
            let edits = rename(name, word);
            reader.note(mistake.mend_if(true, format!("Change to `{word}`"), edits, found.certain));
        }
    }
}

fn note_unknown(reader: &mut Reader, name: &Name, whole: Span) {
    let written = shown(&name.text);
    let rest = reader.rest();
    let is_variable = reader.touches_last() && reader.peek_text().starts_with(['.', '[']);
    let alone = reader.at_end();
    let all = Span::new(name.span.start, rest.end.max(name.span.end));
    let printed = shown(all.of(reader.source));
    if !is_variable && !alone {
        let message =
            format!("There is no tag `{written}`; use a tag of the language, such as `if`, `for` or `render`");
        return reader.note(Mistake::new("syntax/unknown-tag", name.span, message));
    }
    let message = format!("There is no tag `{written}`; to print a variable write `{{{{ {printed} }}}}`");
    let inner = reader.inner();
    let trim = |span: Span| if span.of(reader.source).contains('-') { "-" } else { "" };
    let (open, close) = (Span::new(whole.start, inner.start), Span::new(inner.end, whole.end));
    let edits =
        vec![Edit::replace(open, format!("{{{{{}", trim(open))), Edit::replace(close, format!("{}}}}}", trim(close)))];
    let mistake = Mistake::new("syntax/unknown-tag", if is_variable { all } else { name.span }, message);
    reader.note(mistake.mend_if(is_variable, "Print it with `{{ … }}`", edits, false));
}
