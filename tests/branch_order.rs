//! What is found does not hang on how a macro is written down: on which branch comes first, or on whether a passage stands in
//! the macro or in a snippet that it renders.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, reason = "a test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use softspoken::knowledge::Knowledge;
use softspoken::lint::{Finding, Fixes, Settings, Standing, Subject, check};
use softspoken::message::{NoSnippets, Snippet, Snippets};
use softspoken::syntax::Macro;
use softspoken::text::Span;

/// A part of a made-up macro.
#[derive(Clone, Debug)]
enum Part {
    Say(&'static str),
    /// A sentence that a branch cuts.
    Cut(&'static str),
    /// Flag, what is said where it is set, and where not.
    If(&'static str, Vec<Part>, Vec<Part>),
}

const SENTENCES: [&str; 15] = [
    " We can't refund this.",
    " I'm sorry about the delay.",
    " I understand that the kettle stopped again.",
    " I've sent a new one.",
    " Please restart the kettle.",
    " I will call you.",
    " I'll write to you by Friday at noon.",
    " What I can do is offer you a repair.",
    " Thank you for your patience.",
    " Please calm down.",
    " Unfortunately, it is against our policy.",
    " You need to wait.",
    " Somebody will get back to you soon.",
    "\n\n",
    " Would you like a repair or a refund?",
];

/// The macro; `turned`: with each branch in the place of the other.
fn write(parts: &[Part], turned: bool, out: &mut String) {
    for part in parts {
        match part {
            Part::Say(said) => out.push_str(said),
            Part::Cut(flag) if turned => {
                let _ = write!(out, " We can{{% unless {flag} %}}{{% else %}}not{{% endunless %}} help you.");
            }
            Part::Cut(flag) => _ = write!(out, " We can{{% if {flag} %}}not{{% endif %}} help you."),
            Part::If(flag, yes, no) => {
                let (tag, first, second) = if turned { ("unless", no, yes) } else { ("if", yes, no) };
                let _ = write!(out, "{{% {tag} {flag} %}}");
                write(first, turned, out);
                out.push_str("{% else %}");
                write(second, turned, out);
                let _ = write!(out, "{{% end{tag} %}}");
            }
        }
    }
}

#[derive(Debug)]
struct One(Option<Arc<Snippet>>);

impl Snippets for One {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        self.0.clone().filter(|snippet| snippet.id == id)
    }
}

fn findings(source: &str, snippets: &dyn Snippets, standing: Standing) -> Vec<Finding> {
    let (parsed, settings) = (Macro::parse(source), Settings { standing, ..Settings::default() });
    let knowledge = Knowledge::shipped();
    check(&Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets }, Fixes::None)
}

/// Rule, severity and words of each place where something is found. Where branches stand inside what is found, their words
/// are in the order of the file: they are sorted.
fn found(source: &str) -> BTreeSet<(String, &'static str, Vec<String>)> {
    let words = |span: Span| {
        let mut words = Vec::new();
        let mut rest = span.of(source);
        while let Some((text, tag)) = rest.split_once("{%") {
            words.extend(text.split_whitespace());
            rest = tag.split_once("%}").map_or("", |(_, rest)| rest);
        }
        words.extend(rest.split_whitespace());
        words.sort_unstable();
        words.into_iter().map(str::to_owned).collect()
    };
    // What is said of the tags themselves does hang on how they are written.
    let mut told = findings(source, &NoSnippets, Standing::Macro);
    told.retain(|finding| !finding.rule.starts_with("template/"));
    let places = told.into_iter().flat_map(|finding| {
        let spans: Vec<Span> =
            std::iter::once(finding.span).chain(finding.related.iter().map(|related| related.span)).collect();
        spans.into_iter().map(move |span| (finding.rule.clone(), finding.severity.as_str(), span))
    });
    places.map(|(rule, severity, span)| (rule, severity, words(span))).collect()
}

fn flow_rules(source: &str, snippets: &dyn Snippets, standing: Standing) -> BTreeSet<String> {
    let rules = findings(source, snippets, standing).into_iter().map(|finding| finding.rule);
    rules.filter(|rule| rule.starts_with("flow/")).collect()
}

fn parts(flags: &'static [&'static str]) -> impl Strategy<Value = Vec<Part>> {
    let say = prop::sample::select(&SENTENCES[..]).prop_map(Part::Say);
    let cut = prop::sample::select(flags).prop_map(Part::Cut);
    let part = prop_oneof![9 => say, 1 => cut].prop_recursive(2, 10, 4, move |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..3);
        (prop::sample::select(flags), some(), some()).prop_map(|(flag, yes, no)| Part::If(flag, yes, no))
    });
    prop::collection::vec(part, 0..6)
}

fn intent() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["general", "refusal", "update", "apology", "hold", "resolution"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_branches_changes_nothing(parts in parts(&["a", "b", "c"]), intent in intent()) {
        let [plain, turned] = [false, true].map(|turned| {
            let mut source = format!("---\nintent: {intent}\n---\nHello.");
            write(&parts, turned, &mut source);
            source
        });
        prop_assert_eq!(found(&plain), found(&turned), "{}\n{}", plain, turned);
    }

    #[test]
    fn a_snippet_counts_as_if_it_stood_there(
        before in parts(&["a", "b"]),
        inside in parts(&["d", "e"]),
        after in parts(&["a", "b"]),
        intent in intent(),
    ) {
        let [mut begins, mut snippet, mut ends] = [const { String::new() }; 3];
        write(&before, false, &mut begins);
        write(&inside, false, &mut snippet);
        write(&after, false, &mut ends);
        let front = format!("---\nintent: {intent}\n---\nHello.");
        let inlined = format!("{front}{begins}{snippet}{ends}");
        let rendering = format!("{front}{begins}{{% render 'part' %}}{ends}");
        let alone = flow_rules(&format!("---\nintent: {intent}\n---\n{snippet}"), &NoSnippets, Standing::Snippet);
        let parsed = Macro::parse(&snippet);
        let snippets = One(Some(Arc::new(Snippet { id: "part".into(), label: "part.macro".into(), source: snippet, parsed })));
        let inlined_rules = flow_rules(&inlined, &NoSnippets, Standing::Macro);
        let rendered_rules = flow_rules(&rendering, &snippets, Standing::Macro);
        prop_assert!(rendered_rules.is_subset(&inlined_rules), "{:?} but {:?} in\n{}", rendered_rules, inlined_rules, inlined);
        // What is wrong inside of a sentence, or between two of the snippet's, is told in the snippet.
        let told: BTreeSet<String> = rendered_rules.union(&alone).cloned().collect();
        prop_assert!(inlined_rules.is_subset(&told), "{:?} but {:?} in\n{}", told, inlined_rules, inlined);
    }
}
