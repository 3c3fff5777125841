//! Whether what was printed is what a page says.

/// `[..]` stands for anything in a line, a line `…` for any lines.
pub(crate) fn is_as_said(printed: &str, said: &str) -> bool {
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let said: Vec<&str> = said.lines().map(str::trim_end).collect();
    lines(&printed, &said)
}

fn lines(printed: &[&str], said: &[&str]) -> bool {
    let Some((first, rest)) = said.split_first() else { return printed.is_empty() };
    if *first == "…" {
        return (0..=printed.len()).any(|skipped| lines(&printed[skipped..], rest));
    }
    let Some((line, left)) = printed.split_first() else { return false };
    line_is(line, first) && lines(left, rest)
}

fn line_is(printed: &str, said: &str) -> bool {
    let Some((first, rest)) = said.split_once("[..]") else { return printed == said };
    let (middle, last) = rest.rsplit_once("[..]").unwrap_or(("", rest));
    let Some(mut left) = printed.strip_prefix(first) else { return false };
    for piece in middle.split("[..]") {
        let Some(at) = left.find(piece) else { return false };
        left = left.get(at + piece.len()..).unwrap_or("");
    }
    left.ends_with(last)
}

#[test]
fn dots_stand_for_anything() {
    for (printed, said, holds) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\nb\n", "a\n", false),
        ("a\n", "a\nb\n", false),
        ("a\nb\nc\n", "a\n…\n", true),
        ("a\nb\nc\n", "a\n…\nc\n", true),
        ("a\nb\nc\n", "a\n…\nb\n", false),
        ("took 3 ms in 2 files\n", "took [..] ms in [..] files\n", true),
        ("took 3 ms in 2 files\n", "took [..] s in [..] files\n", false),
        ("took 3 ms\n", "took [..]s\n", true),
        ("took 3 ms\n", "took [..]x\n", false),
    ] {
        assert_eq!(is_as_said(printed, said), holds, "{printed} against {said}");
    }
}
