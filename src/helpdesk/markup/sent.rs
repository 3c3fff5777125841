//! Light Markdown for a help desk whose texts are Markdown: its own marks stay, and what only HTML says is said otherwise or
//! told.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::plain::Plain;
use super::wraps::{is_break, line_ends, masked};
use crate::text::Span;

/// The Markdown that is sent; what stands in `holes` (in order) goes through as it is. `unseen` names the tags that Markdown has
/// nothing for, which stay. Where every line end is shown (`shows_lines`), lines that were only wrapped are joined.
pub fn markdown(text: &str, holes: &[Span], shows_lines: bool) -> Plain {
    let mut out = Plain::default();
    let breaks = breaks(text, holes, shows_lines, &mut out);
    let wraps = line_ends(text, holes).into_iter().filter(|end| shows_lines && !end.is_short);
    let mut changes: Vec<_> = wraps.map(|end| (end.between, " ")).chain(breaks).collect();
    changes.sort_by_key(|(range, _)| range.start);
    let mut at = 0;
    for (range, written) in changes {
        out.text.push_str(text.get(at..range.start).unwrap_or_default());
        out.text.push_str(written);
        at = range.end.max(at);
    }
    out.text.push_str(text.get(at..).unwrap_or_default());
    out
}

/// What is written for each `<br>`.
fn breaks(
    text: &str,
    holes: &[Span],
    shows_lines: bool,
    out: &mut Plain,
) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut in_heading = false;
    for (event, range) in Parser::new(&masked(text, holes)).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::InlineHtml(tag) | Event::Html(tag) if is_break(&tag) => {
                let rest = text.get(range.end..).unwrap_or_default();
                let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
                let written = match (in_heading, shows_lines, ends_line) {
                    // A heading is one line.
                    (true, ..) => " ",
                    // Two blanks say in Markdown that the line ends on purpose.
                    (_, false, true) => "  ",
                    (_, false, false) => "  \n",
                    (_, true, true) => "",
                    (_, true, false) => "\n",
                };
                found.push((range, written));
            }
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let tag = tag.trim();
                if !tag.starts_with("</") && !tag.starts_with("<!--") && !out.unseen.contains(&"HTML") {
                    out.unseen.push("HTML");
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_on_purpose_end_as_markdown_has_it() {
        let text = "# x<br>y\n\na<br>\nb<br>c **d** {{e<br>}} `<br>` <u>f</u>\n\nLine  \nend<br>";
        let hole = text.find("{{").unwrap();
        let holes = [Span::new(hole, hole + 9)];
        let Plain { text: sent, unseen } = markdown(text, &holes, false);
        assert_eq!(sent, "# x y\n\na  \nb  \nc **d** {{e<br>}} `<br>` <u>f</u>\n\nLine  \nend  ");
        assert_eq!(unseen, ["HTML"]);
        let Plain { text: sent, .. } = markdown(text, &holes, true);
        assert_eq!(sent, "# x y\n\na\nb\nc **d** {{e<br>}} `<br>` <u>f</u>\n\nLine  \nend");
    }

    #[test]
    fn wrapped_lines_are_joined_where_every_line_end_is_shown() {
        let wrapped = "Your parcel left our warehouse in Leeds on the\nfourteenth of May.\nIt is late.<br>\nBest,\nAnn";
        assert_eq!(
            markdown(wrapped, &[], true).text,
            "Your parcel left our warehouse in Leeds on the fourteenth of May. It is late.\nBest,\nAnn"
        );
        assert_eq!(
            markdown("- Your parcel left our warehouse in Leeds on the\n  14th\n\n> so.\n> it is", &[], true).text,
            "- Your parcel left our warehouse in Leeds on the 14th\n\n> so. it is"
        );
    }
}
