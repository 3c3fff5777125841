//! Line breaks, marks, sizes and nonsense.

use expect_test::expect;
use proptest::prelude::*;

use super::{Fences, check_source, lines, read, read_source};
use crate::syntax::front_matter::Read;
use crate::text::{Span, apply_edits};

#[test]
fn places_are_bytes_whatever_stands_before() {
    check_source(
        "\u{feff}---\r\n# 😀 é\r\ntitel: 😀\r\nintent: refusla\r\n---\r\n",
        expect![[r#"
        titel: 😀
        ^^^^^
        meta/unknown-key: `titel` is not a key of front matter; did you mean `title`?
        Change to `title` (suggested)
        > title: 😀

        intent: refusla
                ^^^^^^^
        meta/bad-value: `intent` does not know `refusla`; did you mean `refusal`?
        Change to `refusal` (suggested)
        > intent: refusal
    "#]],
    );
    check_source(
        "---\r😀: x\rtags: é\r---\r",
        expect![[r#"
            😀: x
            ^
            meta/unknown-key: `😀` is not a key of front matter

            tags: é
                  ^
            meta/wrong-type: `tags` must be a list; write `[é]`
            Make it a list (safe)
            > tags: [é]
        "#]],
    );
    check_source(
        "---\n\"😀\": 1\nowner: 😀: b\n---\n",
        expect![[r#"
            "😀": 1
            ^^^
            meta/unknown-key: `😀` is not a key of front matter

            owner: 😀: b
                   ^^^^
            meta/bad-yaml: A value with a colon in it must be in quotes
            Put the value in quotes (safe)
            > owner: "😀: b"
        "#]],
    );
}

#[test]
fn sizes_do_not_matter() {
    let keys: String = (0..5_000).map(|n| format!("key{n}: {n}\n")).collect();
    let read = read_source(&format!("---\n{keys}---\n"));
    assert_eq!((read.front_matter.entries.len(), read.mistakes.len()), (5_000, 5_000));

    let same = "title: a\n".repeat(5_000);
    assert_eq!(read_source(&format!("---\n{same}---\n")).mistakes.len(), 4_999);

    let huge = "é ".repeat(500_000);
    let read = read_source(&format!("---\ntitle: {huge}\n{huge}: a\nintent: {huge}\n---\n"));
    assert_eq!(read.front_matter.title.map(|title| title.text.len()), Some(huge.len() - 1));
    assert!(read.mistakes.iter().all(|mistake| mistake.message.len() < 1_000));
}

#[test]
fn depth_does_not_matter() {
    let lists = format!("---\ntags: {}\nowner: me\n---\n", "[".repeat(100_000));
    assert_eq!(read_source(&lists).front_matter.owner.map(|owner| owner.text), Some("me".to_owned()));
    let dashes = format!("---\ntags:\n{}a\nowner: me\n---\n", "- ".repeat(10_000));
    assert_eq!(read_source(&dashes).front_matter.owner.map(|owner| owner.text), Some("me".to_owned()));
    let extra: String = (2..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    let read = read_source(&format!("---\nsource:\n extra:\n{extra}---\n"));
    assert_eq!(read.mistakes, []);
    assert_eq!(read.front_matter.data.len(), 3_000);
}

#[test]
fn references_do_not_grow() {
    let mut yaml = "a0: &a0 [x, x]\n".to_owned();
    for n in 1..40 {
        yaml += &format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1);
    }
    assert!(read_source(&format!("---\n{yaml}---\n")).front_matter.data.len() < 200);
}

fn assert_sound(source: &str, fences: Fences, read: &Read) {
    let inside = |span: Span| {
        assert!(source.get(span.range()).is_some(), "{span:?} in {source:?}");
        assert!(fences.yaml.contains(span), "{span:?} in {source:?}");
    };
    for datum in &read.front_matter.data {
        inside(datum.value);
        datum.key.iter().for_each(|key| inside(key.span));
    }
    read.front_matter.tags.iter().for_each(|tag| inside(tag.span));
    for mistake in &read.mistakes {
        if mistake.rule != "meta/unclosed-front-matter" {
            inside(mistake.span);
        }
        assert!(source.get(mistake.span.range()).is_some());
        if let Some(mend) = &mistake.mend {
            let after = apply_edits(source, &mend.edits);
            assert!(after.is_some_and(|after| after != source), "{mistake:?} in {source:?}");
        }
    }
    assert!(source.is_char_boundary(read.body_start));
}

/// Text made of what YAML gives a meaning to.
fn yamlish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "title",
        "tags",
        "slots",
        "allow",
        "review_by",
        "tone/blame",
        "intent",
        "extra",
        "source",
        ":",
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "}}",
        "[[",
        ",",
        "\"",
        "'",
        "#",
        " #",
        "&a",
        "*a",
        "!",
        "!!str ",
        "|",
        ">",
        "|2-",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "...",
        "\\",
        "é",
        "😀",
        "e\u{301}",
        "\u{feff}",
        "\u{0}",
        "\u{7}",
        "\u{85}",
        "\u{2028}",
        "\u{a0}",
        "2027-3-1",
        "true",
        "~",
        "5",
        "a b",
        "x",
        "<<",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_every_place_is_in_the_text(yaml in yamlish(), closed: bool, bom: bool) {
        let source = format!("{}---\n{yaml}\n{}", if bom { "\u{feff}" } else { "" }, if closed { "---\nHi" } else { "" });
        let start = if bom { 7 } else { 4 };
        let end = start + yaml.len() + 1;
        let span = Span::new(start - 4, source.len());
        let fences = Fences { span: if closed { Span::new(start - 4, end + 4) } else { span }, yaml: Span::new(start, end), closed };
        assert_sound(&source, fences, &read(&source, fences));
    }

    #[test]
    fn lines_cover_the_text(text in yamlish()) {
        let whole = Span::new(0, text.len());
        let mut next = 0;
        for line in lines(&text, whole) {
            prop_assert_eq!(line.span.start, next);
            next = line.next;
        }
        prop_assert_eq!(next, text.len());
    }
}
