//! A body in a form that is the same however it is laid out: blanks within delimiters, kinds of line ends, and blank lines
//! around all of it make no difference.

/// The form.
pub(super) fn normal(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body.trim_matches(['\n', '\r', ' ', '\t', '\u{feff}']);
    while let Some(at) = memchr::memchr2(b'{', b'[', rest.as_bytes()) {
        lines(&mut out, rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let hole = [("{{", "}}", true), ("{%", "%}", true), ("[[", "]]", false)].into_iter().find_map(
            |(open, close, code)| {
                let inner = rest.strip_prefix(open)?;
                let near = inner.get(..inner.floor_char_boundary(2_000))?;
                near.find(close).map(|end| (open, close, code, end))
            },
        );
        let Some((open, close, code, end)) = hole else {
            out.push_str(rest.get(..1).unwrap_or_default());
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        let inner = rest.get(2..2 + end).unwrap_or_default();
        out.push_str(open);
        tight(&mut out, inner, code);
        out.push_str(close);
        rest = rest.get(end + 4..).unwrap_or_default();
    }
    lines(&mut out, rest);
    out
}

fn lines(out: &mut String, text: &str) {
    match text.contains('\r') {
        true => out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n")),
        false => out.push_str(text),
    }
}

/// The inside of a hole with blanks only between two words, and in texts.
fn tight(out: &mut String, inner: &str, has_texts: bool) {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let mut blank = false;
    let mut rest = inner;
    let start = out.len();
    while let Some(letter) = rest.chars().next() {
        if letter.is_whitespace() {
            blank = true;
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            continue;
        }
        let before = out.get(start..).and_then(|out| out.chars().next_back());
        if std::mem::take(&mut blank) && is_word(before) && is_word(Some(letter)) {
            out.push(' ');
        }
        let text = Some(letter).filter(|letter| has_texts && matches!(letter, '"' | '\''));
        let end = text.and_then(|quote| rest.get(1..)?.find(quote));
        match end {
            Some(end) => {
                let text = rest.get(1..end + 1).unwrap_or_default();
                let quote = if text.contains('"') { '\'' } else { '"' };
                out.push(quote);
                out.push_str(text);
                out.push(quote);
                rest = rest.get(end + 2..).unwrap_or_default();
            }
            None => {
                out.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
    }
}
