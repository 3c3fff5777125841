//! Cells of a Markdown table. Whatever a macro or a file name says, it stays text.

use super::super::super::paths::prose;

/// Running text; what stands in backticks is code.
pub(super) fn text(words: &str) -> String {
    let words = prose(words);
    let mut parts = words.split('`').map(escaped);
    if words.matches('`').count() % 2 == 1 {
        return parts.collect::<Vec<_>>().join("&#96;");
    }
    let mut out = parts.next().unwrap_or_default();
    while let (Some(inside), Some(after)) = (parts.next(), parts.next()) {
        out.push_str(&format!("<code>{inside}</code>{after}"));
    }
    out
}

/// A name as it is.
pub(super) fn code(name: &str) -> String {
    format!("<code>{}</code>", escaped(&super::one_line(name)))
}

/// A name that leads to `url`, where there is one.
pub(super) fn link(name: &str, url: &str) -> String {
    if url.is_empty() { code(name) } else { format!("<a href=\"{}\">{}</a>", escaped(url), code(name)) }
}

/// A line of a table.
pub(super) fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Every sign that means something in Markdown or HTML as a reference, which is text in both.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '.' | ',' | '?' | '-' | '/' | '(' | ')' | ';' => out.push(c),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_means_something_by_is_text() {
        assert_eq!(text("a | b *c* <d>"), "a &#124; b &#42;c&#42; &#60;d&#62;");
        assert_eq!(text("say `{% if %}` here"), "say <code>&#123;&#37; if &#37;&#125;</code> here");
        assert_eq!(text("one ` alone"), "one &#96; alone");
        assert_eq!(code("a|b\n.macro"), "<code>a&#124;b&#92;n.macro</code>");
    }
}
