//! Light Markdown for a help desk whose texts are Markdown: its own marks stay, and what only HTML says is said otherwise or
//! told.

use pulldown_cmark::{Event, Parser};

use super::plain::Plain;
use crate::text::Span;

/// The Markdown that is sent; what stands in `holes` (in order) goes through as it is. `unseen` names the tags that Markdown has
/// nothing for, which stay.
pub fn markdown(text: &str, holes: &[Span]) -> Plain {
    let masked = masked(text, holes);
    let mut out = Plain::default();
    let mut at = 0;
    for (event, range) in Parser::new(&masked).into_offset_iter() {
        let (Event::InlineHtml(tag) | Event::Html(tag)) = &event else { continue };
        let tag = tag.trim();
        if tag.eq_ignore_ascii_case("<br>") || tag.eq_ignore_ascii_case("<br/>") || tag.eq_ignore_ascii_case("<br />") {
            out.text.push_str(text.get(at..range.start).unwrap_or_default());
            let rest = text.get(range.end..).unwrap_or_default();
            // Two blanks say in Markdown that the line ends on purpose.
            let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
            out.text.push_str(if ends_line { "  " } else { "  \n" });
            at = range.end;
        } else if !tag.starts_with("</") && !tag.starts_with("<!--") && !out.unseen.contains(&"HTML") {
            out.unseen.push("HTML");
        }
    }
    out.text.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The text with a word as long as each hole in its place.
fn masked(text: &str, holes: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for hole in holes {
        out.push_str(text.get(at..hole.start).unwrap_or_default());
        out.extend(std::iter::repeat_n('x', hole.end.saturating_sub(hole.start.max(at))));
        at = hole.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_on_purpose_end_as_markdown_has_it() {
        let text = "a<br>\nb<br>c **d** {{e<br>}} `<br>` <u>f</u>\n\nLine  \nend<br>";
        let hole = text.find("{{").unwrap();
        let Plain { text, unseen } = markdown(text, &[Span::new(hole, hole + 9)]);
        assert_eq!(text, "a  \nb  \nc **d** {{e<br>}} `<br>` <u>f</u>\n\nLine  \nend  ");
        assert_eq!(unseen, ["HTML"]);
    }
}
