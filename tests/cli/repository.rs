//! A temporary repository of the real git, with nothing of this machine's settings.

use std::process::{Command, Stdio};

use crate::folder::{Folder, Run, run};

/// A folder with macros, under git.
pub(crate) struct Repository {
    pub(crate) folder: Folder,
}

/// What git is told instead of the settings of this machine.
const SETTINGS: [(&str, &str); 9] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "Ann"),
    ("GIT_AUTHOR_EMAIL", "ann@example.com"),
    ("GIT_COMMITTER_NAME", "Ann"),
    ("GIT_COMMITTER_EMAIL", "ann@example.com"),
    ("GIT_AUTHOR_DATE", "2026-01-01T12:00:00Z"),
    ("GIT_COMMITTER_DATE", "2026-01-01T12:00:00Z"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

impl Repository {
    /// With these files in a first commit on `main`.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let repository = Self::empty(files);
        repository.commit("first");
        repository
    }

    /// Without a commit.
    pub(crate) fn empty(files: &[(&str, &str)]) -> Self {
        let repository = Self { folder: Folder::new(files) };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository
    }

    /// Runs git in it, which must succeed; gives what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        let output = git.args(arguments).current_dir(self.folder.path()).envs(SETTINGS).stdin(Stdio::null()).output();
        let output = output.expect("git is installed");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
    }

    /// Commits everything.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.folder.write(path, text.as_bytes());
    }

    /// The binary, started in a folder of it.
    pub(crate) fn command(&self, below: &str, arguments: &[&str]) -> Command {
        let mut command = self.folder.command(arguments);
        command.current_dir(self.folder.path().join(below)).envs(SETTINGS);
        command
    }

    /// Runs it to the end at the top.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.command("", arguments), b"")
    }
}
