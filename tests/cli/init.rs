//! `init`: what it sees, what it writes, and that the first check after it is quiet.

use expect_test::{Expect, expect};

use crate::folder::{Folder, Run, run};
use crate::repository::Repository;

const MACROS: [(&str, &str); 5] = [
    (
        "support/macros/late.macro",
        "---\nintent: delay\nlocale: en-GB\n---\nPlease calm down. It was sent on {{ parcel.sent_on | date: '%d %B' }}.\n\n\
         {% if order.risk_score >= 30 %}You must wait.{% endif %}\n\n{% render 'parts/bye' %}\n",
    ),
    (
        "support/macros/again.macro",
        "Your colour is {{ order.colour }}, for {{ ticket.requester.first_name }}, by {{ current_user.name }}.\n",
    ),
    ("support/macros/typo.macro", "Hi {{ customer.frist_name }}, your colour is {{ order.colour }}.\n"),
    ("support/macros/parts/bye.macro", "Bye for now.\n"),
    ("notes.txt", "no macro\n"),
];

/// What the files in the folder say that `init` wrote.
fn written(folder: &Folder, files: &[&str]) -> String {
    files.iter().map(|file| format!("=== {file}\n{}", folder.read(file))).collect()
}

fn is_quiet(run: &Run) {
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run}");
}

#[test]
fn what_can_be_seen_is_written_and_the_first_check_is_quiet() {
    let repository = Repository::new(&MACROS);
    repository.git(&["remote", "add", "origin", "git@github.com:shop/macros.git"]);
    expect![[r#"
        Found 4 macros in support/macros/; snippets in support/macros/parts/; placeholders of Zendesk; 3 variables of your own.
        Wrote softspoken.toml
        Wrote .vscode/extensions.json
        Wrote .github/workflows/softspoken.yml
        Wrote softspoken-baseline.json

        Next:
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        note: softspoken-baseline.json holds 13 findings of 3 macros: 13 new, 0 dropped
        [exit 0]
    "#]]
    .assert_eq(&repository.run(&["init"]).to_string());
    let files = ["softspoken.toml", ".github/workflows/softspoken.yml", ".vscode/extensions.json"];
    expect![[r#"
        === softspoken.toml
        #:schema https://softspoken.github.io/softspoken/schema/config.json
        # What softspoken knows of these macros. Change what you like; every key is explained at
        # https://softspoken.github.io/softspoken/configuration.html

        [lint]
        # Language of macros that name none.
        locale = "en-GB"
        # What was found before you began and is not told. `softspoken check --write-baseline` writes it anew.
        baseline = "softspoken-baseline.json"

        # [lint.severity]
        # "tone/no-owner" = "off"   # a rule or a family: error, warning, information, hint or off

        [macros]
        # Ids of macros are paths from here on.
        root = "support/macros"

        [snippets]
        # What is here is a part of other macros.
        roots = ["support/macros/parts"]

        [platforms]
        # Placeholders of these help desks were found.
        targets = ["zendesk"]

        # Variables that macros use and no help desk of the catalogue has. The types are guesses: put right what is wrong.
        [variables."order.colour"]
        type = "string"   # in 2 macros
        [variables."order.risk_score"]
        type = "number"   # in 1 macro
        [variables."parcel.sent_on"]
        type = "date"   # in 1 macro

        # The most findings of a rule or family that are put up with.
        # [budgets]
        # "tone/hedge" = 20
        === .github/workflows/softspoken.yml
        # Checks the macros: all of them on the main branch, what changed for the worse in pull requests.
        name: Macros
        on:
          pull_request:
          push:
            branches: ["main"]
        permissions:
          contents: read
        jobs:
          softspoken:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v5
                with:
                  # What changed is found by comparing with the history.
                  fetch-depth: 0
              - uses: softspoken/softspoken@v0.1.0
                with:
                  paths: "."
                  changed-since: ${{ github.event.pull_request.base.sha }}
        === .vscode/extensions.json
        {
          "recommendations": ["softspoken.softspoken"]
        }
    "#]].assert_eq(&written(&repository.folder, &files));
    is_quiet(&repository.run(&["check"]));
    is_quiet(&repository.run(&["check", "--fail-on", "hint"]));
    // A second time nothing is touched.
    let before = written(&repository.folder, &[&files[..], &["softspoken-baseline.json"]].concat());
    expect![[r#"
        Found 4 macros in support/macros/; snippets in support/macros/parts/; placeholders of Zendesk.
        Kept softspoken.toml, which was there
        Kept .vscode/extensions.json, which was there
        Kept .github/workflows/softspoken.yml, which was there
        Kept softspoken-baseline.json, which was there

        Next:
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [exit 0]
    "#]]
    .assert_eq(&repository.run(&["init"]).to_string());
    assert_eq!(written(&repository.folder, &[&files[..], &["softspoken-baseline.json"]].concat()), before);
    // What is new is told.
    repository.write("support/macros/new.macro", "Please calm down.\n");
    assert_eq!(repository.run(&["check"]).status, 1);
}

#[test]
fn an_empty_folder_gets_a_first_macro() {
    let folder = Folder::new(&[]);
    expect![[r#"
        Found no macros here; a first one shows what they look like.
        Wrote macros/first-reply.macro
        Wrote softspoken.toml
        Wrote .vscode/extensions.json
        Wrote softspoken-baseline.json

        Next:
          in CI, run `softspoken check`: it exits with 1 where something new was found
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        note: softspoken-baseline.json holds 0 findings of 0 macros: 0 new, 0 dropped
        [exit 0]
    "#]]
    .assert_eq(&folder.run(&["init"]).to_string());
    assert_eq!(folder.names(), [".vscode", "macros", "softspoken-baseline.json", "softspoken.toml"]);
    expect![[r#"
        {"version": 1, "findings": [
        ]}
    "#]]
    .assert_eq(&folder.read("softspoken-baseline.json"));
    is_quiet(&folder.run(&["check", "--fail-on", "hint"]));
}

#[test]
fn nothing_is_written_where_it_is_only_shown() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n")]);
    expect![[r#"
        --- softspoken.toml
        +++ softspoken.toml
        @@ -0,0 +1,16 @@
        +#:schema https://softspoken.github.io/softspoken/schema/config.json
        +# What softspoken knows of these macros. Change what you like; every key is explained at
        +# https://softspoken.github.io/softspoken/configuration.html
        +
        +[lint]
        +# Language of macros that name none.
        +# locale = "en-GB"
        +# What was found before you began and is not told. `softspoken check --write-baseline` writes it anew.
        +baseline = "softspoken-baseline.json"
        +
        +# [lint.severity]
        +# "tone/no-owner" = "off"   # a rule or a family: error, warning, information, hint or off
        +
        +# The most findings of a rule or family that are put up with.
        +# [budgets]
        +# "tone/hedge" = 20
        --- .vscode/extensions.json
        +++ .vscode/extensions.json
        @@ -0,0 +1,3 @@
        +{
        +  "recommendations": ["softspoken.softspoken"]
        +}
        Found 1 macro.
        softspoken-baseline.json would list what is found then
        [exit 0]
    "#]]
    .assert_eq(&folder.run(&["init", "--diff"]).to_string());
    assert_eq!(folder.names(), ["a.macro"]);
}

#[test]
fn workflows_stand_at_the_top_of_the_repository() {
    let repository = Repository::new(&[(".github/CODEOWNERS", ""), ("apps/desk/macros/a.macro", "Hi.\n")]);
    let shown = run(repository.command("apps/desk", &["init"]), b"");
    expect![[r#"
        Found 1 macro in macros/.
        Wrote softspoken.toml
        Wrote .vscode/extensions.json
        Wrote ../../.github/workflows/softspoken.yml
        Wrote softspoken-baseline.json

        Next:
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        note: softspoken-baseline.json holds 0 findings of 0 macros: 0 new, 0 dropped
        [exit 0]
    "#]]
    .assert_eq(&shown.to_string());
    let workflow = repository.folder.read(".github/workflows/softspoken.yml");
    assert!(workflow.contains("paths: \"apps/desk\"\n"), "{workflow}");
    assert!(repository.folder.read("apps/desk/softspoken.toml").contains("root = \"macros\"\n"));
    is_quiet(&repository.run(&["check", "apps/desk"]));
}

#[test]
fn a_pipeline_of_gitlab_is_never_changed() {
    let check = |files: &[(&str, &str)], expected: Expect| {
        let repository = Repository::new(files);
        repository.git(&["remote", "add", "origin", "https://gitlab.com/shop/macros.git"]);
        let run = repository.run(&["init"]);
        expected.assert_eq(&format!("{run}{}", repository.folder.read(".gitlab-ci.yml")));
    };
    check(
        &[("a.macro", "Hi.\n"), (".gitlab-ci.yml", "stages: [test]\n")],
        expect![[r#"
            Found 1 macro.
            Wrote softspoken.toml
            Wrote .vscode/extensions.json
            Wrote softspoken-baseline.json

            Next:
              add to .gitlab-ci.yml:

                include:
                  - remote: https://raw.githubusercontent.com/softspoken/softspoken/v0.1.0/templates/softspoken.yml
                    inputs:
                      paths: "."

              `softspoken check` tells what is new; commit the files above
              `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
              after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
            [stderr]
            note: softspoken-baseline.json holds 0 findings of 0 macros: 0 new, 0 dropped
            [exit 0]
            stages: [test]
        "#]],
    );
    check(
        &[("a.macro", "Hi.\n")],
        expect![[r#"
            Found 1 macro.
            Wrote softspoken.toml
            Wrote .vscode/extensions.json
            Wrote .gitlab-ci.yml
            Wrote softspoken-baseline.json

            Next:
              `softspoken check` tells what is new; commit the files above
              `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
              after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
            [stderr]
            note: softspoken-baseline.json holds 0 findings of 0 macros: 0 new, 0 dropped
            [exit 0]
            include:
              - remote: https://raw.githubusercontent.com/softspoken/softspoken/v0.1.0/templates/softspoken.yml
                inputs:
                  paths: "."
        "#]],
    );
}

#[test]
#[cfg(unix)]
fn nothing_is_written_behind_a_link_that_leads_elsewhere() {
    use std::os::unix::fs::symlink;
    let repository = Repository::new(&[("a.macro", "Hi.\n"), ("settings/own.json", "{}\n")]);
    let outside = Folder::new(&[]);
    symlink(outside.path(), repository.folder.path().join(".github")).expect("a link");
    symlink("settings", repository.folder.path().join(".vscode")).expect("a link");
    expect![[r#"
        Found 1 macro.
        Wrote softspoken.toml
        Wrote .vscode/extensions.json
        Did not write .github/workflows/softspoken.yml: its folder is a link that leads out of here
        Wrote softspoken-baseline.json

        Next:
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        note: softspoken-baseline.json holds 0 findings of 0 macros: 0 new, 0 dropped
        [exit 0]
    "#]]
    .assert_eq(&repository.run(&["init"]).to_string());
    assert_eq!(outside.names(), [""; 0]);
    assert!(repository.folder.path().join("settings/extensions.json").exists());
}

#[test]
fn a_configuration_that_is_there_holds() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n"), ("softspoken.toml", "[lint]\nlocale = \"en\"\n")]);
    expect![[r#"
        Found 1 macro.
        Kept softspoken.toml, which was there
        Wrote .vscode/extensions.json

        Next:
          `softspoken check --write-baseline` lists what is there now, so that only what is new is told
          in CI, run `softspoken check`: it exits with 1 where something new was found
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [exit 0]
    "#]]
    .assert_eq(&folder.run(&["init"]).to_string());
    assert_eq!(folder.read("softspoken.toml"), "[lint]\nlocale = \"en\"\n");
    assert_eq!(folder.names(), [".vscode", "a.macro", "softspoken.toml"]);
    let broken = Folder::new(&[("a.macro", "Hi.\n"), ("softspoken.toml", "[lnit]\n")]);
    let run = broken.run(&["init"]);
    assert_eq!(run.status, 2, "{run}");
    assert_eq!(broken.names(), ["a.macro", "softspoken.toml"]);
}

#[test]
fn names_with_anything_in_them_make_a_configuration_that_can_be_read() {
    let repository = Repository::new(&[
        ("my \"odd\" macros/a.macro", "{% render 'say \"bye\"' %} {{ größe.höhe }}\n"),
        ("my \"odd\" macros/parts/say \"bye\".macro", "Bye.\n"),
    ]);
    let run = repository.run(&["init"]);
    assert_eq!(run.status, 0, "{run}");
    is_quiet(&repository.run(&["check", "--fail-on", "hint"]));
    expect![[r#"
        baseline = "softspoken-baseline.json"
        root = "my \"odd\" macros"
        roots = ["my \"odd\" macros/parts"]
        [variables."größe.höhe"]
        type = "string"   # in 1 macro"#]]
    .assert_eq(
        &repository
            .folder
            .read("softspoken.toml")
            .lines()
            .filter(|line| line.contains('"') && !line.starts_with('#'))
            .collect::<Vec<_>>()
            .join("\n"),
    );
}

#[test]
fn a_macro_that_cannot_be_read_is_named_once() {
    let folder = Folder::new(&[("a.macro", "Please calm down.\n")]);
    folder.write("b.macro", b"\xff");
    expect![[r#"
        Found 1 macro.
        Wrote softspoken.toml
        Wrote .vscode/extensions.json
        Wrote softspoken-baseline.json

        Next:
          mend what could not be read: until then the exit status is 2
          in CI, run `softspoken check`: it exits with 1 where something new was found
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        error: b.macro: line 1, column 1 is not UTF-8 text (byte 0); save the file as UTF-8
        note: softspoken-baseline.json holds 1 finding of 1 macro: 1 new, 0 dropped
        [exit 2]
    "#]]
    .assert_eq(&folder.run(&["init"]).to_string());
    assert!(folder.names().contains(&"softspoken-baseline.json".to_owned()));
    expect![[r#"
        Found 1 macro.
        Kept softspoken.toml, which was there
        Kept .vscode/extensions.json, which was there
        Kept softspoken-baseline.json, which was there

        Next:
          mend what could not be read: until then the exit status is 2
          in CI, run `softspoken check`: it exits with 1 where something new was found
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        error: b.macro: line 1, column 1 is not UTF-8 text (byte 0); save the file as UTF-8
        [exit 2]
    "#]]
    .assert_eq(&folder.run(&["init"]).to_string());
}

#[test]
fn texts_of_before_are_taken_for_macros() {
    let folder = Folder::new(&[
        ("README.md", "Write {{name}} for the name.\n"),
        ("notes.md", "Nothing to fill in.\n"),
        ("templates/m1.liquid", "Hi {{ticket.requester.first_name}}, please calm down.\n"),
        ("[old] replies/de/m2.txt", "Hi {{ticket.requester.first_name}}.\n"),
    ]);
    expect![[r#"
        No file ends in .macro. Texts with placeholders were found: `\[old\]\ replies/**/*.txt`, `templates/**/*.liquid`
        Found 2 macros; placeholders of Zendesk.
        Wrote softspoken.toml
        Wrote .vscode/extensions.json
        Wrote softspoken-baseline.json

        Next:
          in CI, run `softspoken check`: it exits with 1 where something new was found
          `softspoken check` tells what is new; commit the files above
          `softspoken fix --diff` shows what leaves nothing to choose, `softspoken report` where to begin
          after `softspoken fix`, `softspoken check --write-baseline` takes in what was hidden behind it
        [stderr]
        note: softspoken-baseline.json holds 5 findings of 2 macros: 5 new, 0 dropped
        [exit 0]
    "#]]
    .assert_eq(&folder.run(&["init"]).to_string());
    expect![[r##"
        #:schema https://softspoken.github.io/softspoken/schema/config.json
        # What softspoken knows of these macros. Change what you like; every key is explained at
        # https://softspoken.github.io/softspoken/configuration.html

        [lint]
        # Language of macros that name none.
        # locale = "en-GB"
        # What was found before you began and is not told. `softspoken check --write-baseline` writes it anew.
        baseline = "softspoken-baseline.json"

        # [lint.severity]
        # "tone/no-owner" = "off"   # a rule or a family: error, warning, information, hint or off

        [files]
        # Texts with placeholders that do not end in .macro. Take out what is sent to nobody.
        include = ["\\[old\\]\\ replies/**/*.txt", "templates/**/*.liquid"]

        [platforms]
        # Placeholders of these help desks were found.
        targets = ["zendesk"]

        # The most findings of a rule or family that are put up with.
        # [budgets]
        # "tone/hedge" = 20
    "##]]
    .assert_eq(&folder.read("softspoken.toml"));
    assert_eq!(
        folder.run(&["check"]).to_string(),
        "Checked 2 macros: nothing new. 5 findings are hidden by the baseline.\n[exit 0]\n"
    );
}

#[test]
fn a_baseline_that_is_there_is_kept() {
    let folder =
        Folder::new(&[("a.macro", "Hi.\n"), ("softspoken-baseline.json", "{\"version\": 1, \"findings\": []}\n")]);
    let run = folder.run(&["init"]);
    assert!(run.stdout.contains("Kept softspoken-baseline.json, which was there\n"), "{run}");
    assert!(run.stdout.contains("`softspoken check --write-baseline` lists what is there now"), "{run}");
}
