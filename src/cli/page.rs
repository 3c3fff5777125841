//! A page of Markdown for a terminal: headings bold, paragraphs wrapped. Elsewhere it stays the Markdown that it is.

use super::terminal::Style;

/// `page` as `style` can show it.
pub(super) fn for_terminal(page: &str, style: Style) -> String {
    if !style.color {
        return page.to_owned();
    }
    let mut out = String::new();
    for line in page.lines() {
        let heading = line.trim_start_matches('#');
        let heading = (heading.len() < line.len()).then(|| heading.trim_start()).filter(|_| line.starts_with('#'));
        match heading {
            Some(heading) => out.push_str(&style.bold(heading)),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}
