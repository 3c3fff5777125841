//! A temporary folder with macros in it, and what the binary says of them.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What code hosts set.
const HOSTS: [&str; 4] = ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// A folder that goes away with the test.
pub(crate) struct Folder {
    directory: TempDir,
    cache: TempDir,
}

/// How a command ended.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    /// A folder with these files, folders on the way made as needed.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let temporary = || tempfile::tempdir().expect("a temporary folder");
        let folder = Self { directory: temporary(), cache: temporary() };
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Where its runs keep what they worked out.
    pub(crate) fn cache(&self) -> &Path {
        self.cache.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("folders are made");
        fs::write(&path, bytes).expect("the file is written");
        path
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect("the file is there")
    }

    /// Changes a file, which has `from`.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path}: {text}");
        self.write(path, text.replace(from, to).as_bytes());
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).expect("the file was there");
    }

    /// What is in it, hidden files too, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        names(self.path())
    }

    /// The binary, started in the folder, with nothing of this machine's settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_softspoken"));
        command.current_dir(self.path()).args(arguments);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "CI"].iter().chain(&HOSTS) {
            command.env_remove(name);
        }
        // Each folder has a cache of its own, outside of it so that commands do not meet it.
        command.env("SOFTSPOKEN_CACHE_DIR", self.cache());
        command
    }

    /// Runs it to the end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments), b"")
    }

    /// Runs it with these environment variables.
    pub(crate) fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        run(command, b"")
    }

    /// Runs it with `input` on standard input.
    pub(crate) fn run_on(&self, arguments: &[&str], input: &[u8]) -> Run {
        run(self.command(arguments), input)
    }
}

/// What is in a folder, hidden files too, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Runs `command` to the end.
pub(crate) fn run(mut command: Command, input: &[u8]) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A command that does not read its input may be gone before all of it is written.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("the binary ends");
    Run {
        status: output.status.code().expect("the binary ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

impl fmt::Display for Run {
    /// What a person sees, stdout first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "[stderr]\n{}", self.stderr)?;
        }
        writeln!(f, "[exit {}]", self.status)
    }
}

impl Run {
    /// The one JSON value that it printed.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect("one JSON value")
    }

    /// The findings of a `jsonl` run as `path:line:column rule`, a line each.
    pub(crate) fn places(&self) -> String {
        let mut out = String::new();
        for line in self.stdout.lines() {
            let finding: serde_json::Value = serde_json::from_str(line).expect("a finding a line");
            let start = &finding["range"]["start"];
            let text = |value: &serde_json::Value| value.as_str().unwrap_or("?").to_owned();
            out.push_str(&format!(
                "{}:{}:{} {}\n",
                text(&finding["path"]),
                start["line"],
                start["column"],
                text(&finding["rule"])
            ));
        }
        out
    }
}
