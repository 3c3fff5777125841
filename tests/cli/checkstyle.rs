//! `check --format checkstyle`.

use expect_test::expect;
use roxmltree::Document;

use crate::folder::{Folder, Run};
use crate::odd;

fn checkstyle(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "checkstyle"], arguments].concat())
}

#[test]
fn a_finding_is_an_error_of_its_file() {
    let folder = Folder::new(&[
        ("angry.macro", "Hi.\n\nPlease calm down.\n"),
        ("calm.macro", "I am on it.\n"),
        ("open.macro", "Hi {{ customer.first_name }\n"),
    ]);
    folder.write("latin.macro", b"Caf\xe9 calm.\n");
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
        <file name="angry.macro">
          <error line="3" column="1" severity="warning" message="“Please calm down” tells the customer how to feel" source="tone/calm-command"/>
        </file>
        <file name="latin.macro">
          <error line="1" severity="error" message="line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8" source="unreadable"/>
        </file>
        <file name="open.macro">
          <error line="1" column="4" severity="error" message="`{{` opened here is closed with `}` only; write `}}`" source="syntax/single-brace"/>
        </file>
        </checkstyle>
        [stderr]
        error: latin.macro: line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8
        [exit 2]
    "#]].assert_eq(&checkstyle(&folder, &["--select", "tone/calm-command,syntax/"]).to_string());
}

#[test]
#[cfg(unix)]
fn names_are_read_back_as_they_are() {
    let run = checkstyle(&odd::folder(), &[]);
    let document = Document::parse(&run.stdout).expect("XML");
    let files: Vec<&str> = document.descendants().filter_map(|node| node.attribute("name")).collect();
    for name in odd::NAMES {
        // XML has no place for a bell.
        assert!(files.contains(&name.replace('\u{7}', "\u{fffd}").as_str()), "{name:?} is not in {files:?}");
    }
}

#[test]
fn without_findings_it_is_still_a_document() {
    let run = checkstyle(&Folder::new(&[("a.macro", "I am on it.\n")]), &[]);
    let document = Document::parse(&run.stdout).expect("XML");
    assert!(document.root_element().has_tag_name("checkstyle"));
    assert_eq!(document.root_element().children().filter(|node| node.is_element()).count(), 0);
}
