//! `check --format github`: the page of the step.

use expect_test::expect;

use crate::folder::{Folder, Run};
use crate::odd;

const LIMIT: usize = 1024 * 1024;

/// Checks the folder with a page at `summary.md`.
fn github(folder: &Folder, arguments: &[&str]) -> Run {
    let page = folder.path().join("summary.md");
    let page = page.to_str().expect("UTF-8");
    folder.run_with(&[("GITHUB_STEP_SUMMARY", page)], &[&["check", "--format", "github"], arguments].concat())
}

fn rows(page: &str, beginning: &str) -> usize {
    page.lines().filter(|line| line.starts_with(beginning)).count()
}

#[test]
fn it_is_appended_with_sums_rules_and_findings() {
    let folder = Folder::new(&[
        ("a.macro", "Please calm down.\n\nYou are wrong about that.\n"),
        ("b.macro", "Hi {{ customer.first_name }\n"),
        ("summary.md", "before\n"),
    ]);
    github(&folder, &["--select", "tone/,syntax/"]);
    expect![[r#"
        before

        ### softspoken

        Checked 2 macros: 1 error and 2 warnings; 3 come with a suggestion.

        | Findings | Macros | Severity | Rule | Techniques |
        |---:|---:|---|---|---|
        | 1 | 1 | error | <a href="https&#58;//softspoken.github.io/softspoken/rules/syntax/single-brace.html"><code>syntax/single-brace</code></a> |  |
        | 1 | 1 | warning | <a href="https&#58;//softspoken.github.io/softspoken/rules/tone/calm-command.html"><code>tone/calm-command</code></a> | calm-compassion, phrases-to-avoid, validate-before-solving |
        | 1 | 1 | warning | <a href="https&#58;//softspoken.github.io/softspoken/rules/tone/tells-wrong.html"><code>tone/tells-wrong</code></a> | phrases-to-avoid, collaborative-language, reflect-and-verify |

        | Severity | Place | Finding | Rule |
        |---|---|---|---|
        | error | <code>b.macro&#58;1&#58;4</code> | <code>&#123;&#123;</code> opened here is closed with <code>&#125;</code> only; write <code>&#125;&#125;</code> | <a href="https&#58;//softspoken.github.io/softspoken/rules/syntax/single-brace.html"><code>syntax/single-brace</code></a> |
        | warning | <code>a.macro&#58;1&#58;1</code> | “Please calm down” tells the customer how to feel | <a href="https&#58;//softspoken.github.io/softspoken/rules/tone/calm-command.html"><code>tone/calm-command</code></a> |
        | warning | <code>a.macro&#58;3&#58;1</code> | “You are wrong” contradicts the customer | <a href="https&#58;//softspoken.github.io/softspoken/rules/tone/tells-wrong.html"><code>tone/tells-wrong</code></a> |
    "#]].assert_eq(&folder.read("summary.md"));
}

#[test]
#[cfg(unix)]
fn names_and_texts_stay_text() {
    let folder = odd::folder();
    github(&folder, &["--select", "tone/"]);
    let page = folder.read("summary.md");
    // Of what stands in cells, only the tags that the page itself writes are HTML.
    let own = ["<code>", "</code>", "<a href=\"", "\">", "</a>"];
    for line in page.lines().filter(|line| line.starts_with("| ") && line.contains("<code>")) {
        let rest = own.iter().fold(line.to_owned(), |line, tag| line.replace(tag, ""));
        assert!(!rest.contains(['<', '>', '*', '`', '[', '\u{1b}', '\u{7}']), "{rest}");
        assert!([5, 6].contains(&rest.matches('|').count()), "{rest}");
    }
    assert!(page.contains("pipe&#124;&#42;bold&#42;.macro"), "{page}");
}

#[test]
fn it_is_never_longer_than_the_host_takes() {
    let folder = Folder::new(&[]);
    let text = "Please calm down.\n\n".repeat(900);
    for number in 0..16 {
        folder.write(&format!("{number}.macro"), text.as_bytes());
    }
    folder.write("z.macro", b"Hi {{ customer.first_name }\n");
    github(&folder, &["--select", "tone/calm-command,syntax/"]);
    let page = folder.read("summary.md");
    assert!(page.len() <= LIMIT && page.len() > LIMIT / 2, "{} bytes", page.len());
    let (errors, warnings) = (rows(&page, "| error"), rows(&page, "| warning"));
    assert!(errors > 0 && warnings > 1000, "{errors} {warnings}");
    assert!(page.find("| error") < page.find("| warning"), "the heaviest first");
    let left = 16 * 900 + errors - errors - warnings;
    assert!(page.ends_with(&format!("\nand {left} rows more\n")), "{}", &page[page.len() - 200..]);
}

#[test]
fn what_stands_there_already_counts() {
    for there in [LIMIT - 300, LIMIT - 10, LIMIT, LIMIT + 10] {
        let folder = Folder::new(&[("a.macro", &"Please calm down.\n\n".repeat(100))]);
        folder.write("summary.md", "x".repeat(there).as_bytes());
        assert_eq!(github(&folder, &[]).status, 1);
        let page = folder.read("summary.md");
        assert!(page.len() <= LIMIT.max(there), "{} bytes", page.len());
        assert!(page.starts_with("xxx"));
    }
}

#[test]
fn a_page_that_cannot_be_written_is_no_failure() {
    let folder = Folder::new(&[("a.macro", "I am on it.\n"), ("summary.md/x", "")]);
    let run = github(&folder, &[]);
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains("the summary of the step could not be written"), "{run}");
}

#[test]
fn other_formats_write_none() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n")]);
    let page = folder.path().join("summary.md");
    let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", page.to_str().expect("UTF-8"))];
    folder.run_with(&variables, &["check", "--format", "json"]);
    assert!(!page.exists());
    folder.run_with(&variables, &["check"]);
    assert!(page.exists());
}
