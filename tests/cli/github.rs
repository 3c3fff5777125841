//! `check --format github`: the annotations.

use std::collections::BTreeMap;

use expect_test::expect;

use crate::folder::{Folder, Run};
use crate::odd;

/// A workflow command as the runner reads it.
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

/// The runner's rules: a line that begins with `::` is a command up to the next `::`; properties stand between commas and
/// are unescaped after they are told apart.
fn commands(run: &Run) -> Vec<Command> {
    run.stdout.lines().filter_map(|line| command(line.trim_start())).collect()
}

fn command(line: &str) -> Option<Command> {
    let (head, data) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let property = |text: &str| {
        let (name, value) = text.split_once('=')?;
        Some((name.to_owned(), unescaped(&unescaped(value, &[("%3A", ":"), ("%2C", ",")]), &BREAKS)))
    };
    let properties = properties.split(',').filter_map(property).collect();
    Some(Command { name: name.to_owned(), properties, data: unescaped(data, &BREAKS) })
}

const BREAKS: [(&str, &str); 3] = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];

fn unescaped(text: &str, tokens: &[(&str, &str)]) -> String {
    tokens.iter().fold(text.to_owned(), |text, (escape, token)| text.replace(escape, token))
}

fn github(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "github"], arguments].concat())
}

#[test]
fn a_finding_is_an_annotation() {
    let folder = Folder::new(&[("a.macro", "Hi.\n\nPlease calm down.\n"), ("b.macro", "Please calm\ndown.\n")]);
    expect![[r#"
        ::warning file=a.macro,line=3,endLine=3,col=1,endColumn=17,title=Telling a customer to calm down (tone/calm-command)::a.macro:3:1: “Please calm down” tells the customer how to feel%0AWhy: Nobody has ever calmed down by being told to.%0ATry: Let's work through this together.
        ::warning file=b.macro,line=1,endLine=2,title=Telling a customer to calm down (tone/calm-command)::b.macro:1:1: “Please calm down” tells the customer how to feel%0AWhy: Nobody has ever calmed down by being told to.%0ATry: Let's work through this together.
        Checked 2 macros: 2 warnings; 2 come with a suggestion.
        [exit 1]
    "#]].assert_eq(&github(&folder, &[]).to_string());
}

#[test]
#[cfg(unix)]
fn whatever_a_name_or_a_text_holds_the_runner_reads_it_back() {
    let folder = odd::folder();
    for name in odd::NAMES {
        let run = github(&folder, &["--select", "tone/calm-command", name]);
        let commands = commands(&run);
        assert!(!commands.is_empty(), "{run}");
        for command in &commands {
            assert_eq!((command.name.as_str(), command.properties["file"].as_str()), ("warning", name));
            assert!(command.properties["title"].contains("tone/calm-command"), "{run}");
            assert!(command.data.contains("tells the customer how to feel"), "{run}");
        }
        assert!(run.stdout.lines().all(|line| line.starts_with("::") || line.starts_with("Checked ")), "{run}");
    }
}

#[test]
fn each_kind_has_at_most_ten_and_a_notice_says_so() {
    let folder = Folder::new(&[("softspoken.toml", "[lint.severity]\n\"tone/tells-wrong\" = \"hint\"\n")]);
    for number in 0..15 {
        let text = "Please calm down.\n\nYou are wrong about that.\n\nHi {{ customer.first_name }\n";
        folder.write(&format!("{number:02}.macro"), text.as_bytes());
    }
    let run = github(&folder, &["--select", "tone/,syntax/"]);
    let commands = commands(&run);
    let count = |name: &str| commands.iter().filter(|command| command.name == name).count();
    assert_eq!((count("error"), count("warning"), count("notice")), (10, 10, 10), "{run}");
    let kinds = ["error", "warning", "notice"];
    assert!(commands.is_sorted_by_key(|command| kinds.iter().position(|kind| *kind == command.name)), "{run}");
    let told = &commands.last().expect("a command").data;
    let left: usize = told.split(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    let found = folder.run(&["check", "--format", "jsonl", "--select", "tone/,syntax/"]).stdout.lines().count();
    assert_eq!(left + 29, found, "{told}");
}

#[test]
fn the_summary_is_named_where_there_is_one() {
    let folder = Folder::new(&[("a.macro", &"Please calm down.\n\n".repeat(12))]);
    let last = |variables: &[(&str, &str)]| {
        let arguments = ["check", "--format", "github", "--select", "tone/calm-command"];
        commands(&folder.run_with(variables, &arguments)).pop().expect("a command").data
    };
    assert_eq!(last(&[]), "2 findings are not shown here");
    let page = folder.path().join("summary.md");
    let named = last(&[("GITHUB_STEP_SUMMARY", page.to_str().expect("UTF-8"))]);
    assert_eq!(named, "2 findings are not shown here; the summary of this step lists them as far as it has room");
}

#[test]
fn a_spent_budget_is_the_first_error() {
    let settings = "[budgets]\n\"tone/calm-command\" = 0\n";
    let folder = Folder::new(&[("a.macro", "Please calm down.\n"), ("softspoken.toml", settings)]);
    let run = github(&folder, &["--select", "tone/calm-command"]);
    let first = commands(&run).into_iter().next().expect("a command");
    assert_eq!((first.name.as_str(), first.properties["title"].as_str(), run.status), ("error", "Budget spent", 1));
    assert_eq!(first.data, "1 finding of `tone/calm-command` is 1 more than its budget of 0");
}

#[test]
fn ten_of_a_kind_need_no_notice() {
    let folder = Folder::new(&[]);
    (0..10).for_each(|number| drop(folder.write(&format!("{number}.macro"), b"Please calm down.\n")));
    let run = github(&folder, &["--select", "tone/calm-command"]);
    let names: Vec<String> = commands(&run).into_iter().map(|command| command.name).collect();
    assert_eq!(names, ["warning"; 10]);
}

#[test]
fn what_cannot_be_read_is_the_first_error() {
    let folder = Folder::new(&[("a.macro", "Hi {{ customer.first_name }\n")]);
    folder.write("b.macro", b"Caf\xe9 calm.\n");
    let run = github(&folder, &[]);
    assert_eq!(run.status, 2);
    let first = commands(&run).into_iter().next().expect("a command");
    assert_eq!((first.name.as_str(), first.properties["file"].as_str()), ("error", "b.macro"));
}

#[test]
fn paths_count_from_the_root_of_the_repository() {
    let folder = Folder::new(&[("support/a.macro", "Please calm down.\n")]);
    let root = folder.path().canonicalize().expect("a folder");
    let mut command = folder.command(&["check", "--format", "github"]);
    command.current_dir(root.join("support")).env("GITHUB_WORKSPACE", &root);
    let run = crate::folder::run(command, b"");
    assert_eq!(commands(&run)[0].properties["file"], "support/a.macro");
}

#[test]
fn it_is_the_format_on_github_unless_another_is_asked_for() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n")]);
    let annotates = |value: &str, arguments: &[&str]| {
        !commands(&folder.run_with(&[("GITHUB_ACTIONS", value)], &[&["check"], arguments].concat())).is_empty()
    };
    assert!(annotates("true", &[]));
    assert!(!annotates("", &[]));
    assert!(!annotates("false", &[]));
    assert!(!annotates("true", &["--format", "concise"]));
    assert!(!annotates("true", &["--statistics"]));
}
