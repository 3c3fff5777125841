//! Every way in which a macro may change here, there or on both sides between two imports, on help desks, tables and folders.

use std::collections::BTreeMap;
use std::fs;

use serde_json::json;

use crate::folder::Folder;

/// What happened to a macro on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Nothing,
    Title,
    Text,
    Both,
    Gone,
}

const SIDES: [Side; 5] = [Side::Nothing, Side::Title, Side::Text, Side::Both, Side::Gone];

impl Side {
    fn title(self) -> bool {
        matches!(self, Side::Title | Side::Both)
    }

    fn text(self) -> bool {
        matches!(self, Side::Text | Side::Both)
    }
}

/// A macro for each pair of changes: here, there.
fn pairs() -> Vec<(Side, Side)> {
    SIDES.into_iter().flat_map(|here| SIDES.map(|there| (here, there))).collect()
}

/// A macro as its source has it.
struct Row {
    number: usize,
    title: String,
    words: String,
}

fn row(number: usize, there: Side) -> Option<Row> {
    let title = if there.title() { "there" } else { "Macro" };
    let words = if there.text() { "theirs" } else { "plain" };
    let row = Row { number, title: format!("{title} {number}"), words: words.to_owned() };
    (there != Side::Gone).then_some(row)
}

/// Where macros come from: writes them as that does, and gives the arguments of an import.
type Source = fn(&Folder, &[Row]) -> &'static [&'static str];

fn zendesk(folder: &Folder, rows: &[Row]) -> &'static [&'static str] {
    let one = |row: &Row| {
        let html = format!("<p>Hi {{{{ticket.requester.name}}}},</p><p>it is <b>{}</b>.</p><p>Bye</p>", row.words);
        json!({"id": row.number, "title": row.title, "actions": [{"field": "comment_value_html", "value": html}]})
    };
    folder.write("dump.json", json!({ "macros": rows.iter().map(one).collect::<Vec<_>>() }).to_string().as_bytes());
    &["zendesk", "dump.json"]
}

fn zammad(folder: &Folder, rows: &[Row]) -> &'static [&'static str] {
    let one = |row: &Row| {
        let html = format!("<div>Hi,</div><div><br></div><div>it is <b>{}</b>.</div>", row.words);
        json!({"id": row.number, "name": row.title, "content": html, "keywords": "a, b", "active": true})
    };
    folder.write("dump.json", json!(rows.iter().map(one).collect::<Vec<_>>()).to_string().as_bytes());
    &["zammad", "dump.json"]
}

fn csv(folder: &Folder, rows: &[Row]) -> &'static [&'static str] {
    let mut table = "id,title,text,owner\n".to_owned();
    for Row { number, title, words } in rows {
        table.push_str(&format!("{number},{title},\"Hi,\n\nit is {words}.\n\nBye\",ops\n"));
    }
    folder.write("t.csv", table.as_bytes());
    &["csv", "t.csv"]
}

fn files(folder: &Folder, rows: &[Row]) -> &'static [&'static str] {
    _ = fs::remove_dir_all(folder.path().join("texts"));
    for Row { number, title, words } in rows {
        let text = format!("---\ntitle: {title}\n---\nHi,\n\nit is {words}.\n\nBye\n");
        folder.write(&format!("texts/{}/{number}.md", number % 3), text.as_bytes());
    }
    &["files", "texts"]
}

fn rows(there: impl Fn(Side) -> Side) -> Vec<Row> {
    pairs().iter().enumerate().filter_map(|(number, (_, side))| row(number, there(*side))).collect()
}

/// The files by their macros.
fn macros(folder: &Folder) -> BTreeMap<usize, (String, String)> {
    let mut found = BTreeMap::new();
    let mut folders = vec!["macros".to_owned()];
    while let Some(below) = folders.pop() {
        for name in crate::folder::names(&folder.path().join(&below)) {
            let path = format!("{below}/{name}");
            if folder.path().join(&path).is_dir() {
                folders.push(path);
                continue;
            }
            let text = folder.read(&path);
            let title = text.lines().find(|line| line.starts_with("title: ")).expect("a title");
            let number = title.rsplit(' ').next().and_then(|word| word.parse().ok()).expect("a number");
            found.insert(number, (path, text));
        }
    }
    found
}

/// The words that an import says of macros, by their paths.
fn said(folder: &Folder, arguments: &[&str]) -> BTreeMap<String, String> {
    let run = folder.run(&[&["import"], arguments, &["--into", "macros"]].concat());
    assert!(run.status < 2, "{run}");
    let line = |line: &str| {
        let (word, path) = line.split_at(9);
        (path.trim().split(':').next().unwrap_or_default().to_owned(), word.trim().to_owned())
    };
    run.stdout.lines().map(line).collect()
}

/// What an import says of a macro, and what it says when it is asked again.
fn expected(here: Side, there: Side) -> (&'static str, &'static str) {
    let conflict = (here.title() && there.title()) || (here.text() && there.text());
    let comes = (there.title() && !here.title()) || (there.text() && !here.text());
    match (here, there) {
        (_, Side::Gone) | (Side::Nothing, Side::Nothing) => ("", ""),
        (Side::Gone, _) => ("left out", "left out"),
        _ if conflict => ("conflict", "unsolved"),
        (Side::Nothing, _) => ("updated", ""),
        _ if comes => ("updated", "edited"),
        _ => ("edited", "edited"),
    }
}

/// Changes the files here; gives what they are then.
fn edit(folder: &Folder, before: &BTreeMap<usize, (String, String)>) -> BTreeMap<usize, (String, String)> {
    let mut edited = BTreeMap::new();
    for (number, (here, _)) in pairs().into_iter().enumerate() {
        let (path, text) = before.get(&number).expect("a file for each macro");
        let mut text = text.replacen("---\n", "---\nowner: us\n", 1);
        if here.title() {
            text = text.replace("title: Macro", "title: here");
        }
        if here.text() {
            text = text.replace("plain", "ours");
        }
        match here {
            Side::Gone => folder.remove(path),
            _ => drop(folder.write(path, text.as_bytes())),
        }
        edited.insert(number, (path.clone(), text));
    }
    edited
}

fn check(source: Source) {
    let folder = Folder::new(&[]);
    let arguments = source(&folder, &rows(|_| Side::Nothing));
    let first = said(&folder, arguments);
    assert_eq!(first.len(), pairs().len(), "{first:?}");
    assert!(first.values().all(|word| word == "new"), "{first:?}");
    assert!(said(&folder, arguments).is_empty(), "a second import says nothing");
    let edited = edit(&folder, &macros(&folder));
    source(&folder, &rows(|there| there));
    let (now, lock) = (said(&folder, arguments), folder.read("softspoken-desk.json"));
    let after = macros(&folder);
    let again = said(&folder, arguments);
    assert_eq!(macros(&folder), after, "a second import changes nothing");
    assert_eq!(folder.read("softspoken-desk.json"), lock);
    for (number, (here, there)) in pairs().into_iter().enumerate() {
        let (path, text) = &edited[&number];
        let told = |said: &BTreeMap<String, String>| {
            let left_out = said.iter().find(|(said, _)| said.contains(&format!(" {number}”")));
            said.get(path).or(left_out.map(|(_, word)| word)).cloned().unwrap_or_default()
        };
        let both = (told(&now), told(&again));
        let (one, other) = expected(here, there);
        assert_eq!((both.0.as_str(), both.1.as_str()), (one, other), "{number}: {here:?} {there:?}");
        let Some((_, after)) = after.get(&number) else {
            assert_eq!(here, Side::Gone);
            continue;
        };
        assert!(after.starts_with("---\nowner: us\n"), "what is ours stays: {after}");
        let has = |word: &str| after.contains(word);
        match one {
            "" | "edited" => assert_eq!(after, text, "{here:?} {there:?}"),
            _ => {
                let title = (has("title: here"), has("title: there"));
                assert_eq!(title, (here.title(), there.title()), "{after}");
                assert_eq!((has("ours"), has("theirs")), (here.text(), there.text()), "{after}");
            }
        }
    }
    settled(&folder, &[arguments, &["--theirs"]].concat());
}

/// The help desk's side wins where both changed, and what only we changed stays.
fn settled(folder: &Folder, arguments: &[&str]) {
    let now = said(folder, arguments);
    assert!(now.values().all(|word| ["updated", "new", "edited"].contains(&word.as_str())), "{now:?}");
    let last = said(folder, arguments);
    assert!(last.values().all(|word| word == "edited"), "{last:?}");
    for (number, (_, text)) in macros(folder) {
        let (here, there) = pairs()[number];
        let has = |word: &str| text.contains(word);
        let wins = |here: bool, there: bool| (here && !there, there);
        let title = wins(here.title(), there.title());
        assert_eq!((has("title: here"), has("title: there")), title, "{here:?} {there:?} {text}");
        assert_eq!((has("ours"), has("theirs")), wins(here.text(), there.text()), "{here:?} {there:?} {text}");
    }
}

#[test]
fn of_a_help_desk_with_html() {
    check(zendesk);
    check(zammad);
}

#[test]
fn of_a_table() {
    check(csv);
}

#[test]
fn of_a_folder() {
    check(files);
}
