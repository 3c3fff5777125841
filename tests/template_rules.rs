//! The shipped entries of rules about templates and help desks and what is found agree: every bad example gives its rule and nothing else of the
//! family, every good one nothing; every fix clears its finding and leaves a text that parses. And no placeholder that is right
//! is ever called wrong: neither in the example macros, nor any name of any help desk in a macro for it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use softspoken::helpdesk::Platform;
use softspoken::knowledge::{Knowledge, Severity};
use softspoken::lint::{Finding, Fixes, Settings, Subject, check};
use softspoken::message::NoSnippets;
use softspoken::syntax::Macro;
use softspoken::text::apply_edits;
use softspoken::workspace::{Config, discover};

/// Families of rules with their entries, how many there are at least, and how many fixes their examples have.
const FAMILIES: [(&str, &str, usize, usize); 2] = [
    ("template/", include_str!("../packs/core/template.toml"), 15, 20),
    ("platform/", include_str!("../packs/core/platform.toml"), 10, 6),
];

/// Rules that only a very long text breaks.
const WITHOUT_EXAMPLES: [&str; 1] = ["platform/too-long"];

fn found(source: &str, settings: &Settings, fixes: Fixes) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    check(&Subject { source, parsed: &parsed, knowledge: Knowledge::shipped(), settings, snippets: &NoSnippets }, fixes)
}

fn of_family(family: &str, source: &str, settings: &Settings) -> Vec<Finding> {
    let mut findings = found(source, settings, Fixes::All);
    findings.retain(|finding| finding.rule.starts_with(family));
    findings
}

fn texts<'a>(rule: &'a toml::Value, key: &str) -> Vec<&'a str> {
    let list = rule.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_str).collect()
}

#[test]
fn examples_of_rules_hold() {
    let settings = Settings::default();
    let mut wrong = Vec::new();
    for (family, entries, least, _) in FAMILIES {
        let pack: toml::Value = toml::from_str(entries).expect("the pack is TOML");
        let rules = pack["rule"].as_array().expect("the pack has rules");
        assert!(rules.len() >= least);
        for rule in rules {
            let id = rule["id"].as_str().expect("a rule has an id");
            let (bad, good) = (texts(rule, "bad"), texts(rule, "good"));
            let has_examples = !bad.is_empty() && !good.is_empty();
            assert!(has_examples || WITHOUT_EXAMPLES.contains(&id), "{id} has no examples");
            let told = bad.iter().map(|source| (source, vec![id.to_owned()]));
            let quiet = good.iter().map(|source| (source, Vec::new()));
            for (source, expected) in told.chain(quiet) {
                let mut rules: Vec<String> =
                    of_family(family, source, &settings).into_iter().map(|one| one.rule).collect();
                rules.dedup();
                if rules != expected {
                    wrong.push(format!("{id}: {source:?} gives {rules:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixes_clear_their_findings() {
    let settings = Settings::default();
    for (family, entries, _, least) in FAMILIES {
        let pack: toml::Value = toml::from_str(entries).expect("the pack is TOML");
        let (mut tried, mut wrong) = (0, Vec::new());
        let bad = pack["rule"].as_array().expect("rules").iter().flat_map(|rule| texts(rule, "bad"));
        for source in bad {
            for finding in of_family(family, source, &settings) {
                for fix in &finding.fixes {
                    tried += 1;
                    let after = apply_edits(source, &fix.edits).expect("edits that fit");
                    let broken = Macro::parse(&after).mistakes.len() > Macro::parse(source).mistakes.len();
                    let left = of_family(family, &after, &settings);
                    if broken || left.iter().any(|other| other.rule == finding.rule) {
                        wrong.push(format!("{}: {source:?} becomes {after:?}", finding.rule));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(tried > least, "{family} {tried}");
    }
}

/// The rules that call a placeholder wrong.
fn calls_wrong(finding: &Finding) -> bool {
    let of_syntax = finding.rule.starts_with("syntax/");
    let rules = [
        "template/unknown-name",
        "template/other-help-desk",
        "template/group-printed",
        "template/filter-type",
        "template/filter-argument",
        "template/leftover",
        "template/agent-in-greeting",
    ];
    of_syntax || rules.contains(&finding.rule.as_str())
}

#[test]
fn no_name_of_a_help_desk_is_called_wrong_in_a_macro_for_it() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for platform in Platform::all() {
        for name in &platform.names {
            let (open, close) = platform
                .delimiters
                .iter()
                .find(|(open, close)| name.written.starts_with(open) && name.written.ends_with(close))
                .expect("delimiters");
            let placeholder = format!("{open}{}{close}", name.example());
            let source = format!("---\nplatforms: [{}]\n---\nThis is {placeholder} as of today.\n", platform.id);
            tried += 1;
            for finding in found(&source, &Settings::default(), Fixes::None) {
                let unverified = !name.verified && finding.rule == "template/help-desk-name";
                if calls_wrong(&finding) || (unverified && finding.severity > Severity::Hint) {
                    wrong.push(format!("{}: {placeholder}: {} {}", platform.id, finding.rule, finding.message));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 800);
}

#[test]
fn every_spelling_with_a_common_name_can_be_turned_into_it() {
    let mut wrong = Vec::new();
    for platform in Platform::all() {
        for name in platform.names.iter().filter(|name| name.canonical.is_some()) {
            let delimiters = platform
                .delimiters
                .iter()
                .find(|(open, close)| name.written.starts_with(open) && name.written.ends_with(close));
            let (open, close) = delimiters.expect("delimiters");
            let placeholder = format!("{open}{}{close}", name.example());
            let source = format!("---\nplatforms: [{}]\n---\nThis is {placeholder} as of today.\n", platform.id);
            let settings = Settings::default();
            let canonical = platform.name(&name.example()).and_then(|found| found.canonical).expect("a canonical name");
            let spelled: Vec<Finding> = of_family("template/", &source, &settings)
                .into_iter()
                .filter(|one| one.rule == "template/help-desk-name")
                .collect();
            // Some are common names too, and mean what those mean.
            if settings.vocabulary.variable(&name.example()).is_some() && open.starts_with("{{") && spelled.is_empty() {
                continue;
            }
            let fixed =
                spelled.first().and_then(|one| one.fixes.first()).and_then(|fix| apply_edits(&source, &fix.edits));
            let left = fixed.as_ref().map(|fixed| found(fixed, &settings, Fixes::None));
            let clean = left
                .is_some_and(|left| !left.iter().any(|one| calls_wrong(one) || one.rule == "template/help-desk-name"));
            if !clean || !fixed.as_ref().is_some_and(|fixed| fixed.contains(&canonical)) {
                wrong.push(format!("{}: {placeholder} ({canonical}) becomes {fixed:?}", platform.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_placeholder_of_the_example_macros_is_called_wrong() {
    let config = Config::find(Path::new("examples")).expect("examples/softspoken.toml has no mistake");
    let files = discover(&[Path::new("examples")], &config).files;
    assert!(files.len() > 70);
    let mut wrong = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("UTF-8");
        let path = std::path::absolute(&file).expect("a path");
        let settings = Settings { standing: config.standing(&path), ..config.settings.clone() };
        let told = of_family("template/", &source, &settings);
        wrong.extend(told.iter().map(|one| format!("{}: {} {}", file.display(), one.rule, one.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
