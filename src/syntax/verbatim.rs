//! `{% raw %}` and `{% comment %}`, also those that are never closed.

use super::nearest::nearest;
use super::node::Delimited;
use super::{Mistake, delimiters::line_from};
use crate::text::{Edit, Span};

/// Where the inside of an unclosed `{% raw %}` or `{% comment %}` was meant to end, where the part ends, and the mistake.
pub(super) fn unclosed(source: &str, part: &Delimited, name: &str) -> (Span, usize, Mistake) {
    let closer = format!("end{name}");
    let rule = if name == "raw" { "syntax/unclosed-raw" } else { "syntax/unclosed-comment" };
    if let Some((whole, word)) = misspelt_end(source, part, &closer) {
        let message = format!(
            "`{{% {name} %}}` opened here is never closed; write `{closer}` instead of `{}`",
            super::values::shown(word.of(source))
        );
        let mistake = Mistake::new(rule, part.open, message)
            .related(word, format!("Write `{closer}` here"))
            .mend(format!("Change to `{closer}`"), vec![Edit::replace(word, closer)]);
        return (Span::new(part.open.end, whole.start), whole.end, mistake);
    }
    let end = passage_end(source, part);
    let inside = Span::new(part.open.end, end);
    let own_line = inside.of(source).starts_with(['\n', '\r']);
    let written = format!("{{% {closer} %}}");
    let message = format!("`{{% {name} %}}` opened here is never closed; add `{written}` where it ends");
    let line_break = if inside.of(source).contains("\r\n") { "\r\n" } else { "\n" };
    let text = if own_line { format!("{line_break}{written}") } else { written.clone() };
    let mistake = Mistake::new(rule, part.open, message)
        .related(Span::at(end), format!("Add `{written}` here"))
        .mend(format!("Add `{written}`"), vec![Edit::insert(end, text)]);
    (inside, end, mistake)
}

/// A tag such as `{% endrwa %}` or `{% end %}` in the unclosed part: all of it, and its word.
fn misspelt_end(source: &str, part: &Delimited, closer: &str) -> Option<(Span, Span)> {
    let mut at = part.open.end;
    loop {
        let rest = source.get(at..part.span.end)?;
        let open = at + rest.find("{%")?;
        at = open + 2;
        let tag = source.get(at..part.span.end)?;
        let blank = tag.len() - tag.trim_start_matches(['-', ' ', '\t']).len();
        let start = at + blank;
        let word = source.get(start..part.span.end)?;
        let length = word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
        let word = Span::new(start, start + length);
        let after = source.get(word.end..part.span.end)?.trim_start_matches(['-', ' ', '\t']);
        if !after.starts_with("%}") {
            continue;
        }
        let text = word.of(source);
        if text == "end"
            || text.starts_with('e') && nearest(text, [closer, "endif", "endfor", "endcase"]) == Some(closer)
        {
            return Some((Span::new(open, part.span.end - after.len() + 2), word));
        }
    }
}

/// The end of the line where something stands on it, else of the paragraph that follows.
fn passage_end(source: &str, part: &Delimited) -> usize {
    let line = line_from(source, part.open.end, part.span.end);
    if !line.of(source).trim().is_empty() {
        return line.start + line.of(source).trim_end().len();
    }
    let mut end = line.start;
    let mut at = line.end;
    while at < part.span.end {
        let rest = source.get(at..part.span.end).unwrap_or_default();
        at += if rest.starts_with("\r\n") { 2 } else { 1 };
        let next = line_from(source, at, part.span.end);
        if next.of(source).trim().is_empty() {
            if end > line.start {
                break;
            }
        } else {
            end = next.start + next.of(source).trim_end().len();
        }
        at = next.end;
    }
    end
}
