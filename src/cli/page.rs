//! A page of Markdown on a terminal: wrapped, headings and strong words bold. In a pipe it stays the Markdown that it is.

use super::terminal::Style;
use super::wrap::wrap_with;

/// `page` as `style` can show it.
pub(super) fn for_terminal(page: &str, style: Style) -> String {
    if !style.terminal && !style.color {
        return page.to_owned();
    }
    let mut out = String::with_capacity(page.len() * 2);
    for line in page.lines() {
        let indent = if line.starts_with("- ") { "  " } else { "" };
        let wrapped = wrap_with(line, style.width.saturating_sub(indent.len()), visible_width);
        let text = wrapped.replace('\n', &format!("\n{indent}"));
        out.push_str(&if style.color { painted(&text, style) } else { text });
        out.push('\n');
    }
    out
}

/// The columns of a word without the marks that [`painted`] takes out.
fn visible_width(word: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    let marks = word.chars().filter(|character| matches!(character, '*' | '`')).count();
    word.width().saturating_sub(marks)
}

/// One line of Markdown with escape codes in place of its marks.
fn painted(line: &str, style: Style) -> String {
    if let Some(heading) = line.strip_prefix('#') {
        return style.bold(heading.trim_start_matches(['#', ' ']));
    }
    let mut out = String::with_capacity(line.len());
    for (index, code) in line.split('`').enumerate() {
        // Every second part stands between backticks.
        if index % 2 == 1 { out.push_str(&style.code(code)) } else { out.push_str(&emphasised(code, style)) }
    }
    out
}

/// `**strong**` and `*title*`, each of which may hold no other mark.
fn emphasised(text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, strong) in text.split("**").enumerate() {
        if index % 2 == 1 {
            out.push_str(&style.bold(strong));
            continue;
        }
        for (index, title) in strong.split('*').enumerate() {
            if index % 2 == 1 { out.push_str(&style.italic(title)) } else { out.push_str(title) }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    const PAGE: &str =
        "# Flat refusal\n\n`tone/flat-refusal`, **warning** by *default*\n\n- We cannot do that, whatever you say\n";

    fn check(style: Style, expected: Expect) {
        expected.assert_eq(&for_terminal(PAGE, style).replace('\u{1b}', "ESC"));
    }

    #[test]
    fn a_pipe_gets_the_page_itself() {
        check(
            Style { color: false, terminal: false, width: 20 },
            expect![[r#"
            # Flat refusal

            `tone/flat-refusal`, **warning** by *default*

            - We cannot do that, whatever you say
        "#]],
        );
    }

    #[test]
    fn a_terminal_gets_it_wrapped() {
        check(
            Style { color: false, terminal: true, width: 24 },
            expect![[r#"
            # Flat refusal

            `tone/flat-refusal`,
            **warning** by *default*

            - We cannot do that,
              whatever you say
        "#]],
        );
    }

    #[test]
    fn a_terminal_with_colour_gets_it_painted() {
        check(
            Style { color: true, terminal: true, width: 24 },
            expect![[r#"
            ESC[1mFlat refusalESC[0m

            ESC[36mtone/flat-refusalESC[0m,
            ESC[1mwarningESC[0m by ESC[3mdefaultESC[0m

            - We cannot do that,
              whatever you say
        "#]],
        );
    }
}
