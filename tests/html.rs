//! HTML says the same as the plain text that a browser shows: bodies are made up as runs of words in tags, and read like
//! the same words without them; each word stands where its place says.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, reason = "a test")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use softspoken::knowledge::Knowledge;
use softspoken::lint::{Fixes, Settings, Subject, check};
use softspoken::message::{MessageGraph, NoSnippets, Prose, Sentence, WordKind};
use softspoken::syntax::Macro;
use softspoken::text::apply_edits;

/// A bit of a body, in HTML and as it is shown.
type Bit = (&'static str, &'static str);

const BITS: [Bit; 24] = [
    ("We can", "We can"),
    ("not", "not"),
    (" help", " help"),
    (". ", ". "),
    ("\n", " "),
    ("\n\n  ", " "),
    ("<b>", ""),
    ("</b>", ""),
    ("<a href='x>y'>", ""),
    ("</a\n>", ""),
    ("<o:p></o:p>", ""),
    ("&nbsp;", "\u{a0}"),
    ("don&rsquo;t", "don’t"),
    (" caf&eacute;", " café"),
    (" 1 < 2 & 3 ", " 1 < 2 & 3 "),
    ("<!-- Never <p> this -->", ""),
    ("<style>p > b { color: red }</style>", ""),
    ("<p class=\"a\">", "\n\n"),
    ("</p>", "\n\n"),
    ("<br><br/>", "\n\n"),
    ("</td><td>", "\n\n"),
    ("<blockquote>You never <b>{{ answer }}</b></blockquote>", "\n\n"),
    ("{{ name }}", "{{ name }}"),
    ("<img alt=\"{{ name }}\">", ""),
];

fn show(prose: &Prose, sentence: &Sentence) -> String {
    let words = prose.words(sentence).iter().map(|word| match word.kind {
        WordKind::Word | WordKind::Number => prose.text(word),
        WordKind::Placeholder(_) => "{}",
        _ => ",",
    });
    words.collect::<Vec<_>>().join(" ")
}

fn read(body: &str, is_html: bool) -> (String, Prose) {
    let source = if is_html { format!("---\nformat: html\n---\n{body}") } else { body.to_owned() };
    let prose = MessageGraph::read(&source, &Macro::parse(&source), &NoSnippets).prose;
    (source, prose)
}

/// The text without tags, with the characters of entities.
fn plain(html: &str) -> String {
    let html = html.replace("<!-- Never <p> this -->", "").replace("<style>p > b { color: red }</style>", "");
    let html = html.replace("<a href='x>y'>", "");
    let mut out = String::new();
    let mut depth = false;
    for c in html.chars() {
        match c {
            '<' => depth = true,
            '>' => depth = false,
            _ if !depth => out.push(c),
            _ => {}
        }
    }
    out.replace("&rsquo;", "'").replace("&eacute;", "é").to_lowercase()
}

fn body() -> impl Strategy<Value = Vec<Bit>> {
    prop::collection::vec(prop::sample::select(&BITS[..]), 0..14)
}

#[test]
fn a_refusal_in_tags_is_found_and_no_rewording_breaks_them() {
    let source = "---\nformat: html\nintent: refusal\n---\n<p>We <b>can&rsquo;t</b> help you with that.</p><p>You need to <i>calm down</i>.</p>";
    let (parsed, settings) = (Macro::parse(source), Settings::default());
    let subject = Subject {
        source,
        parsed: &parsed,
        knowledge: Knowledge::shipped(),
        settings: &settings,
        snippets: &NoSnippets,
    };
    let found = check(&subject, Fixes::All);
    let marked = |rule: &str| {
        let finding = found.iter().find(|finding| finding.rule == rule).expect("a finding");
        source[finding.span.start..finding.span.end].to_owned()
    };
    assert_eq!(marked("tone/flat-refusal"), "We <b>can&rsquo;t</b> help you with that");
    assert_eq!(marked("tone/calm-command"), "You need to <i>calm down");
    let mut tried = 0;
    for fix in found.iter().flat_map(|finding| &finding.fixes) {
        let after = apply_edits(source, &fix.edits).expect("edits that fit");
        let tags = |text: &str| ["<b>", "</b>", "<i>", "</i>", "<p>", "</p>"].map(|tag| text.matches(tag).count());
        assert_eq!(tags(&after), tags(source), "{}: {after}", fix.title);
        tried += 1;
    }
    assert!(tried > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_reads_as_it_is_shown(bits in body()) {
        let html: String = bits.iter().map(|(html, _)| *html).collect();
        let shown: String = bits.iter().map(|(_, shown)| *shown).collect();
        let (source, prose) = read(&html, true);
        let (_, expected) = read(&shown, false);
        let said: Vec<String> = prose.sentences.iter().map(|sentence| show(&prose, sentence)).collect();
        let wanted: Vec<String> = expected.sentences.iter().map(|sentence| show(&expected, sentence)).collect();
        prop_assert_eq!(said, wanted, "{:?}", html);
        for sentence in &prose.sentences {
            for word in prose.words(sentence).iter().filter(|word| word.kind == WordKind::Word) {
                let there = &source[word.span.start..word.span.end];
                prop_assert_eq!(plain(there), prose.text(word), "{:?} in {:?}", there, html);
            }
        }
    }

    #[test]
    fn html_in_branches_reads_as_it_is_shown(before in body(), yes in body(), no in body(), after in body()) {
        let join = |html: bool, middle: &[&[Bit]]| {
            let of = |bits: &[Bit]| bits.iter().map(|(tags, shown)| if html { *tags } else { *shown }).collect::<String>();
            middle.iter().map(|bits| of(bits)).collect::<String>()
        };
        let between = format!(
            "{}{{% if a %}}{}{{% else %}}{}{{% endif %}}{}",
            join(true, &[&before]), join(true, &[&yes]), join(true, &[&no]), join(true, &[&after])
        );
        let all = |body: &str, is_html: bool| -> BTreeSet<String> {
            let prose = read(body, is_html).1;
            prose.sentences.iter().map(|sentence| show(&prose, sentence)).collect()
        };
        // What is blank in all branches prints nothing.
        prop_assume!(!join(true, &[&yes, &no]).trim().is_empty());
        let mut expected = all(&join(false, &[&before, &yes, &after]), false);
        expected.extend(all(&join(false, &[&before, &no, &after]), false));
        prop_assert_eq!(all(&between, true), expected, "{:?}", between);
    }
}
