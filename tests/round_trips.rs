//! Macros of help desks as files and back: what an import and an export together keep, for every shape.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use softspoken::helpdesk::carried;
use softspoken::helpdesk::markup;
use softspoken::helpdesk::outgoing::{File, Outgoing, outgoing};
use softspoken::helpdesk::reply::{Reply, Text};
use softspoken::helpdesk::shape::{self, Form};
use softspoken::helpdesk::unfold::Around;
use softspoken::helpdesk::{NamesIn, Platform, Vocabulary, shown};
use softspoken::message::NoSnippets;
use softspoken::syntax::Macro;

/// The files that an import makes of a macro.
fn files(platform: &'static Platform, reply: &Reply) -> Vec<String> {
    let names = NamesIn::of(platform);
    let mut texts: Vec<Option<&Text>> = reply.texts.iter().filter(|text| !text.internal).map(Some).collect();
    if texts.is_empty() {
        texts.push(None);
    }
    let file = |text: Option<&Text>| {
        let converted = text.map(|text| markup::convert(&text.body, text.kind, &names)).unwrap_or_default();
        carried::file(platform.id, &names, reply, text, &converted)
    };
    texts.into_iter().map(file).collect()
}

/// What an export makes of such files.
fn sent(platform: &'static Platform, files: &[String]) -> Outgoing {
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &NoSnippets, vocabulary: &vocabulary, parameters: false };
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
        let (before, after) = (shown(platform, &names, before), shown(platform, &names, after));
        assert_eq!(after, before, "{}", platform.id);
    }
    // What was exported and imported is exported the same, byte for byte.
    let again = after.iter().map(|reply| self::sent(platform, &files(platform, reply)).reply).collect::<Vec<_>>();
    assert_eq!(shape::write(platform, &again, form).expect("its shape is known"), written);
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
