//! Long, deep and thoroughly broken texts: every byte is kept, and nothing overflows.

use super::super::Macro;
use super::covers;

/// The macro of a text, which must be covered by items.
fn parse(source: &str) -> Macro {
    let parsed = Macro::parse(source);
    covers(&parsed, source);
    parsed
}

fn count(parsed: &Macro, rule: &str) -> usize {
    parsed.mistakes.iter().filter(|mistake| mistake.rule == rule).count()
}

#[test]
fn ten_megabytes_of_prose() {
    let source = "We are sorry that {this} took so long, 5 % of [you](https://example.com) wait.\n\n".repeat(128_000);
    assert!(source.len() > 10_000_000);
    let parsed = parse(&source);
    assert_eq!(parsed.items.len(), 1);
    assert_eq!(parsed.mistakes, []);
}

#[test]
fn ten_thousand_nested_tags() {
    let source = format!("{}x{}", "{% if a %}".repeat(10_000), "{% endif %}".repeat(10_000));
    let parsed = parse(&source);
    assert_eq!(parsed.mistakes, []);
    assert_eq!(parsed.blocks.len(), 10_000);
    assert!(parsed.blocks.iter().all(|block| block.close.is_some()));
}

#[test]
fn ten_thousand_blocks_that_are_never_closed() {
    for opener in ["{% if a %}", "{% if a %}\n", "{% for a in b %}\n  x\n", "{% if a %}{% for x in y %}{% endif %}\n"] {
        let source = opener.repeat(10_000);
        assert_eq!(count(&parse(&source), "syntax/unclosed-block"), 10_000, "{opener}");
    }
}

#[test]
fn ten_thousand_ends_of_nothing() {
    let source = "{% endif %}".repeat(10_000);
    assert_eq!(count(&parse(&source), "syntax/stray-end"), 10_000);
}

#[test]
fn ten_thousand_openers_of_delimiters() {
    for (opener, rule) in [
        ("{{ a ", "syntax/unclosed-output"),
        ("{% assign a = 5 ", "syntax/unclosed-tag"),
        ("[[a ", "syntax/unclosed-slot"),
        ("{% # a ", "syntax/unclosed-tag"),
    ] {
        let source = opener.repeat(10_000);
        assert!(count(&parse(&source), rule) >= 1, "{opener}");
    }
}

#[test]
fn raw_and_comments_without_end() {
    for opener in ["{% raw %}\n", "{% comment %}\n", "{% raw %} {% comment %}\n\n"] {
        let parsed = parse(&opener.repeat(10_000));
        assert!(!parsed.mistakes.is_empty(), "{opener}");
    }
}

#[test]
fn ten_thousand_brackets() {
    for (open, close) in [("a[", "]"), ("(", ")"), ("a[(", ")]")] {
        let source = format!("{{{{ {}1{} }}}}", open.repeat(10_000), close.repeat(10_000));
        let parsed = parse(&source);
        assert_eq!(count(&parsed, "syntax/too-deep"), 1, "{open}");
        assert_eq!(parsed.mistakes.len(), 1, "{open}");
    }
}

#[test]
fn long_chains() {
    let filters = format!("{{{{ a{} }}}}", " | upcase".repeat(10_000));
    assert_eq!(parse(&filters).mistakes, []);
    let path = format!("{{{{ a{} }}}}", ".b".repeat(10_000));
    assert_eq!(parse(&path).mistakes, []);
    let condition = format!("{{% if a{} %}}{{% endif %}}", " and a == 1".repeat(10_000));
    assert_eq!(parse(&condition).mistakes, []);
    let branches = format!("{{% if a %}}{}{{% endif %}}", "{% elsif b %}x".repeat(10_000));
    assert_eq!(parse(&branches).mistakes, []);
    let ticks = "`a ``b ".repeat(10_000) + "{a.b}";
    parse(&ticks);
}
