//! Macros of help desks as files and back: what an import and an export together keep, for every shape.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod seen;
mod told;

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use softspoken::helpdesk::carried;
use softspoken::helpdesk::outgoing::{File, Outgoing, outgoing};
use softspoken::helpdesk::reply::Reply;
use softspoken::helpdesk::shape::{self, Form};
use softspoken::helpdesk::unfold::{Around, nothing_tried};
use softspoken::helpdesk::{NamesIn, Platform, Vocabulary, shown};
use softspoken::message::NoSnippets;
use softspoken::syntax::Macro;

/// The files that an import makes of a macro.
fn files(platform: &'static Platform, reply: &Reply) -> Vec<String> {
    carried::files(platform.id, &NamesIn::of(platform), reply)
}

/// What an export makes of such files.
fn sent(platform: &'static Platform, files: &[String]) -> Outgoing {
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &NoSnippets, vocabulary: &vocabulary, parameters: false, tried: nothing_tried };
    let parsed: Vec<Macro> = files.iter().map(|source| Macro::parse(source)).collect();
    let files: Vec<File<'_>> =
        files.iter().zip(&parsed).map(|(source, parsed)| File { source, parsed, around }).collect();
    outgoing(platform, &files).expect("what the help desk takes is known")
}

fn read(platform: &'static Platform, text: &str, form: Form) -> Vec<Reply> {
    let dump = shape::read(platform, text, form).expect("the dump is read");
    assert_eq!(dump.faults, []);
    dump.replies
}

/// Reads a dump, writes what an export would, and compares what both hold.
fn round(platform: &'static Platform, text: &str, form: Form, told: &mut String) {
    let names = NamesIn::of(platform);
    let before = read(platform, text, form);
    let sent: Vec<Outgoing> = before.iter().map(|reply| sent(platform, &files(platform, reply))).collect();
    for out in &sent {
        out.losses
            .iter()
            .for_each(|(_, loss)| told.push_str(&format!("{}: lost {:?} {}\n", platform.id, loss.kind, loss.what)));
        out.notes.iter().for_each(|note| told.push_str(&format!("{}: {}\n", platform.id, note.words)));
    }
    let replies: Vec<Reply> = sent.into_iter().map(|out| out.reply).collect();
    let written = shape::write(platform, &replies, form).expect("its shape is known");
    let after = read(platform, &written, form);
    assert_eq!(after.len(), before.len());
    for (before, after) in before.iter().zip(&after) {
        customers_see_the_same(platform, before, after);
        let (before, after) = (shown(platform, &names, before), shown(platform, &names, after));
        assert_eq!(after, before, "{}", platform.id);
    }
    // What was exported and imported is exported the same, byte for byte.
    let again = after.iter().map(|reply| self::sent(platform, &files(platform, reply)).reply).collect::<Vec<_>>();
    assert_eq!(shape::write(platform, &again, form).expect("its shape is known"), written);
}

/// What customers read of a macro is the same on the help desk, here, and after an export and an import.
fn customers_see_the_same(platform: &'static Platform, before: &Reply, after: &Reply) {
    let all = |reply: &Reply| files(platform, reply).iter().map(|file| seen::seen(file)).collect::<Vec<_>>();
    let here = all(before);
    assert_eq!(all(after), here, "{} {}", platform.id, before.title);
    let there = before.texts.iter().filter(|text| !text.internal);
    for (text, here) in there.zip(&here) {
        if let Some(there) = seen::seen_there(platform, before, text) {
            assert_eq!(*here, there, "{} {} {}", platform.id, before.title, text.body);
        }
    }
}

#[test]
fn every_dump_comes_back() {
    let mut told = String::new();
    let mut count = 0;
    for platform in shape::with_shape() {
        let folder = Path::new("tests/fixtures/helpdesk").join(platform.id);
        let mut paths: Vec<_> = fs::read_dir(folder).expect("fixtures").flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file() && !path.ends_with("dynamic_content.json")) {
            let form = if path.extension().is_some_and(|ending| ending == "csv") { Form::Csv } else { Form::Json };
            round(platform, &fs::read_to_string(path).expect("a fixture"), form, &mut told);
            count += 1;
        }
    }
    assert!(count >= 24, "{count}");
    expect_test::expect![[""]].assert_eq(&told);
}

/// Words with every sign that Markdown or HTML could take for its own.
const WORDS: &[&str] = &[
    "your parcel",
    "Hi",
    "a long line of words that an editor has wrapped somewhere near its end",
    "5 * 3 = 15",
    "a_b_c",
    "*",
    "_x_",
    "\\*",
    "&amp;",
    "&lt;b>",
    "a < b",
    "<3",
    "AT&T",
    "[NAME]",
    "[a](b)",
    "1986.",
    "# no",
    "- no",
    "> no",
    "`",
    "C:\\dir",
    "~~",
    "é🚲",
    "a&nbsp;b",
    "a\u{a0}b",
    "\"so\"",
    "it's",
    "50%",
    "}",
    "{",
    "|",
    "a\u{202f}b",
];
const MARKS: &[(&str, &str)] = &[
    ("**", "**"),
    ("*", "*"),
    ("", ""),
    ("", ""),
    ("`", "`"),
    ("[", "](https://a.example/?x=1&y=2)"),
    ("[", "]({{ ticket.url }})"),
    ("<u>", "</u>"),
    ("<span style=\"color: red\">", "</span>"),
];
const HOLES: &[&str] = &[
    "{{ customer.first_name }}",
    "{{ ticket.id }}",
    "{{ customer.name | default: \"there\" }}",
    "[[what happened]]",
    "{{ agent.name | upcase }}",
];
const ENDS: &[&str] = &["\n", "<br>\n", " ", "  \n", ".\n"];
const CONDITIONS: &[&str] = &["ticket.id == 3", "ticket.priority == \"urgent\"", "customer.name contains \"A & B\""];

fn inline() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => select(WORDS).prop_map(str::to_owned), 1 => select(HOLES).prop_map(str::to_owned)];
    let words = vec(word, 1..4).prop_map(|words| words.join(" "));
    // A fill-in within a link is `[[…](…)` on a help desk whose texts are Markdown.
    let is_odd = |open: &str, words: &str| open == "[" && words.contains("[[");
    (select(MARKS), words).prop_map(move |((open, close), words)| match is_odd(open, &words) {
        true => words,
        false => format!("{open}{words}{close}"),
    })
}

fn lines() -> impl Strategy<Value = String> {
    vec((inline(), select(ENDS)), 1..4).prop_map(|parts| {
        let text: String = parts.into_iter().flat_map(|(words, end)| [words, end.to_owned()]).collect();
        text.trim_end().to_owned()
    })
}

fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => lines(),
        2 => vec(inline(), 1..4).prop_map(|items| items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")),
        1 => vec(inline(), 1..4).prop_map(|items| items.iter().map(|item| format!("1. {item}")).collect::<Vec<_>>().join("\n")),
        1 => inline().prop_map(|words| format!("> {words}")),
        1 => inline().prop_map(|words| format!("## {words}")),
        1 => Just("---".to_owned()),
        1 => (select(CONDITIONS), lines(), lines()).prop_map(|(when, one, two)| {
            format!("{{% if {when} %}}\n{one}\n{{% else %}}\n{two}\n{{% endif %}}")
        }),
        1 => (select(CONDITIONS), inline()).prop_map(|(when, words)| format!("See {{% if {when} %}}{words}{{% endif %}} there.")),
        1 => (select(CONDITIONS), inline(), inline()).prop_map(|(when, one, two)| {
            format!("- {one}\n{{% if {when} %}}\n- {two}\n{{% endif %}}\n- more")
        }),
    ]
}

fn body() -> impl Strategy<Value = String> {
    vec(block(), 1..5).prop_map(|blocks| blocks.join("\n\n") + "\n")
}

/// What a help desk gives back of a macro that it was sent, and what it was sent as.
fn given_back(platform: &'static Platform, files: &[String]) -> (Reply, String, Outgoing) {
    let sent = sent(platform, files);
    let written = shape::write(platform, std::slice::from_ref(&sent.reply), Form::Json).expect("its shape is known");
    let mut read = read(platform, &written, Form::Json);
    (read.pop().expect("one macro"), written, sent)
}

fn with_title(body: &str) -> String {
    format!("---\ntitle: A title\nsource: {{ platform: none, id: \"1\" }}\n---\n{body}")
}

/// What a help desk has of a macro is the same after an import and an export, and from then on letter by letter.
fn comes_back(platform: &'static Platform, body: &str) {
    let names = NamesIn::of(platform);
    let (once, ..) = given_back(platform, &[with_title(body)]);
    let (twice, written, _) = given_back(platform, &files(platform, &once));
    assert_eq!(shown(platform, &names, &twice), shown(platform, &names, &once), "{} {body:?}", platform.id);
    customers_see_the_same(platform, &once, &twice);
    let (_, again, _) = given_back(platform, &files(platform, &twice));
    assert_eq!(again, written, "{} {body:?}", platform.id);
}

fn cases() -> u32 {
    std::env::var("ROUND_TRIP_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_reads_the_same_again(body in body()) {
        shape::with_shape().for_each(|platform| comes_back(platform, &body));
    }
}
