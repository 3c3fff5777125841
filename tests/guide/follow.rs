//! Does what a page says, from its first block to its last, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::page::{Block, Page};
use crate::printed::is_as_said;

struct Reader {
    folder: TempDir,
    home: TempDir,
    /// The file that was made or changed last, for “at the end of it”.
    last: Option<PathBuf>,
    /// What the next block is to replace.
    replaced: Option<(PathBuf, String)>,
    /// Console blocks that print something else, by their index, with what they should say.
    wrong: Vec<(usize, String)>,
}

/// Follows a page. Gives the console blocks that print something else, by their index, with what they should say.
pub(crate) fn follow(page: &Page) -> Vec<(usize, String)> {
    let folder = || tempfile::tempdir().expect("a folder");
    let mut reader = Reader { folder: folder(), home: folder(), last: None, replaced: None, wrong: Vec::new() };
    for named in page.text.split("<!-- in a copy of ").skip(1).filter_map(|rest| rest.split(" -->").next()) {
        copy(Path::new(named), reader.folder.path());
    }
    for (index, block) in page.blocks.iter().enumerate() {
        match block.language.as_str() {
            "console" => reader.run(index, block),
            _ => reader.write(block),
        }
    }
    assert!(reader.replaced.is_none(), "{}: nothing to replace the last block with", page.path.display());
    reader.wrong
}

impl Reader {
    fn run(&mut self, index: usize, block: &Block) {
        let mut now = String::new();
        let mut holds = true;
        for (command, said) in commands(&block.text) {
            let printed = self.output(command);
            let as_said = is_as_said(&printed, &said);
            holds &= as_said;
            now += &format!("$ {command}\n{}", if as_said { &said } else { &printed });
        }
        if !holds {
            self.wrong.push((index, now));
        }
    }

    /// What a command prints, with nothing of this machine's settings.
    fn output(&self, command: &str) -> String {
        let programs = Path::new(env!("CARGO_BIN_EXE_softspoken")).parent().expect("a folder");
        let path = std::env::var("PATH").unwrap_or_default();
        let run =
            Command::new("bash")
                .args(["-c", &format!("exec 2>&1; {command}")])
                .current_dir(self.folder.path())
                .env_clear()
                .env("PATH", format!("{}:{path}", programs.display()))
                .env("HOME", self.home.path())
                .env("LANG", "C.UTF-8")
                .env("GIT_CONFIG_GLOBAL", "/dev/null")
                .env("GIT_CONFIG_NOSYSTEM", "1")
                .env("GIT_CONFIG_COUNT", "1")
                .env("GIT_CONFIG_KEY_0", "init.defaultBranch")
                .env("GIT_CONFIG_VALUE_0", "main")
                .envs(["AUTHOR", "COMMITTER"].into_iter().flat_map(|who| {
                    [(format!("GIT_{who}_NAME"), "Ann"), (format!("GIT_{who}_EMAIL"), "ann@example.com")]
                }))
                .output()
                .expect("bash runs");
        String::from_utf8(run.stdout).expect("UTF-8")
    }

    fn write(&mut self, block: &Block) {
        let Block { text, before, .. } = block;
        if let Some((path, old)) = self.replaced.take() {
            assert_eq!(before.trim().split(' ').next(), Some("with"), "{before}");
            let now = read(&path);
            assert_eq!(now.matches(&old).count(), 1, "{old} in\n{now}");
            self.put(&path, &now.replace(&old, text));
            return;
        }
        let path = file_named(before).map(|name| self.folder.path().join(name)).or_else(|| self.last.clone());
        let Some(path) = path else { return };
        if before.contains("In a new file") {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("the file");
        } else if before.trim_end().ends_with("replace") {
            self.replaced = Some((path.clone(), text.clone()));
        } else if before.contains("At the end of") {
            self.put(&path, &(read(&path) + text));
        } else if before.contains("At the top of") || before.contains("the first line of the file is") {
            self.put(&path, &(text.clone() + &read(&path)));
        } else {
            return;
        }
        self.last = Some(path);
    }

    fn put(&mut self, path: &Path, text: &str) {
        fs::write(path, text).expect("the file");
    }
}

/// The commands of a console block, each with what it is said to print.
fn commands(text: &str) -> Vec<(&str, String)> {
    let mut out: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), out.last_mut()) {
            (Some(command), _) => out.push((command, String::new())),
            (None, Some((_, said))) => *said += &format!("{line}\n"),
            (None, None) => panic!("a console block begins with a prompt, not with {line}"),
        }
    }
    out
}

/// The last file that a text names in backticks.
fn file_named(text: &str) -> Option<&str> {
    let names = text.split('`').skip(1).step_by(2);
    names
        .filter(|name| {
            [".toml", ".macro", ".yaml", ".yml", ".json", ".jsonl"].iter().any(|ending| name.ends_with(ending))
        })
        .last()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder of the project").flatten() {
        let path = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&path).expect("a folder");
            copy(&entry.path(), &path);
        } else {
            fs::copy(entry.path(), path).expect("a copy");
        }
    }
}
