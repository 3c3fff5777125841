//! Every `--help` fits a screen and shows an example that works.

use crate::folder::Folder;

const COMMANDS: &[&[&str]] = &[
    &[],
    &["check"],
    &["fix"],
    &["fmt"],
    &["explain"],
    &["rules"],
    &["rules", "test"],
    &["render"],
    &["report"],
    &["init"],
    &["import"],
    &["export"],
    &["diff"],
    &["schema"],
    &["completions"],
    &["lsp"],
];
const LINES: usize = 24;
const COLUMNS: usize = 80;

#[test]
fn every_help_fits_a_screen_and_shows_an_example() {
    for command in COMMANDS {
        let run = Folder::new(&[]).run(&[*command, &["--help"]].concat());
        assert_eq!(run.status, 0, "{command:?}");
        assert!(run.stdout.lines().count() < LINES, "{command:?} is too long:\n{}", run.stdout);
        for line in run.stdout.lines() {
            assert!(line.chars().count() <= COLUMNS, "{command:?} is too wide: {line}");
        }
        assert!(run.stdout.contains("\nExample: "), "{command:?} shows no example");
    }
}

#[test]
fn the_examples_are_good_usage() {
    let folder = Folder::new(&[
        ("macros/a.macro", "---\ntitle: It\n---\nI am on it.\n"),
        ("rules/ours.toml", ""),
        ("macros.json", "{\"macros\": []}"),
    ]);
    for command in COMMANDS {
        let help = folder.run(&[*command, &["--help"]].concat()).stdout;
        let example = help.lines().find_map(|line| line.strip_prefix("Example: softspoken "));
        let Some(example) = example else { continue };
        let run = folder.run(&example.split_whitespace().collect::<Vec<_>>());
        assert_eq!(run.status, 0, "softspoken {example}: {run}");
    }
}

#[test]
fn version_is_that_of_the_package() {
    let run = Folder::new(&[]).run(&["--version"]);
    assert_eq!(run.stdout, format!("softspoken {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_a_command_the_help_is_shown() {
    let run = Folder::new(&[]).run(&[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("Usage: softspoken <COMMAND>"), "{run}");
}
