//! Text inside of HTML. Whatever a macro says, it stays text.

/// `text` for an element or a quoted attribute.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What HTML does not allow, a browser may drop or take for something else.
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// JSON for a `script` element: nothing in it ends the element or opens a comment.
pub(super) fn json(json: &str) -> String {
    // Outside of strings JSON has no `<`, and in strings the escape means the same.
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_means_something_by_is_text() {
        assert_eq!(text("a <b> & \"c\" 'd'"), "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
        assert_eq!(text("é 😀\n\t"), "é 😀\n\t");
        assert_eq!(text("\0\x1b"), "\u{fffd}\u{fffd}");
        assert_eq!(json("[\"</script><!--\"]"), "[\"\\u003c/script>\\u003c!--\"]");
    }
}
