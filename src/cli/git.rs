//! What git knows: the repository of a folder, the commit from which on things changed, the files that did, and their texts of then.
//!
//! `git` is started by itself, never through a shell, and every list of paths is taken with NUL between them.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use super::status::Failure;
use crate::workspace::io_words;

/// The name of a commit has at least so many digits.
const SHORTEST: usize = 7;

/// A work tree.
#[derive(Debug)]
pub(super) struct Repository {
    /// Its folder, written as the paths are that led to it.
    pub(super) top: PathBuf,
}

/// A file that is not as it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Changed {
    /// Where it is now, below the top; `None` where it is gone.
    pub(super) now: Option<PathBuf>,
    /// Where it was, and the name of its text of then; `None` for a new one.
    pub(super) before: Option<(PathBuf, String)>,
}

impl Repository {
    /// The repository that `folder` (absolute) is in.
    pub(super) fn of(folder: &Path) -> Result<Self, Failure> {
        let output = run(folder, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            return Err(match words(&output) {
                words if words.contains("not a git repository") => {
                    let folder = folder.display();
                    Failure::new(format!("{folder} is in no git repository, so nothing is known of what changed there"))
                }
                words => {
                    let way_out = way_out(&output).map(|command| format!("; if it is yours: `{command}`"));
                    Failure::new(format!("git: {words}{}", way_out.unwrap_or_default()))
                }
            });
        }
        let top = path(output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout));
        Ok(Self { top: as_written(folder, &top) })
    }

    /// The commit that `HEAD` and `revision` both come from: what was changed since then was changed here.
    pub(super) fn base(&self, revision: &str) -> Result<String, Failure> {
        if revision.is_empty() || revision.starts_with('-') {
            return Err(Failure::new(format!(
                "`--changed-since {revision}` needs a commit, a branch or a tag, such as origin/main"
            )));
        }
        let commit = |name: &str| self.line(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]);
        if commit("HEAD")?.is_none() {
            return Err(Failure::new(
                "there is no commit yet in this repository, so nothing can have changed since one",
            ));
        }
        let Some(other) = commit(revision)? else {
            let hint = self.how_to_get(revision)?;
            return Err(Failure::new(format!("git knows no commit, branch or tag `{revision}` here{hint}")));
        };
        let Some(base) = self.line(&["merge-base", &other, "HEAD"])? else {
            let hint = self.how_to_get(revision)?;
            return Err(Failure::new(format!("`{revision}` and what is checked out have no commit in common{hint}")));
        };
        Ok(base)
    }

    /// What brings a revision here, or what it has in common with what is checked out, as far as its name tells.
    fn how_to_get(&self, revision: &str) -> Result<String, Failure> {
        let is_shallow = self.line(&["rev-parse", "--is-shallow-repository"])?.is_some_and(|answer| answer == "true");
        let remotes = self.line(&["remote"])?.unwrap_or_default();
        let deepen = if is_shallow { "--unshallow " } else { "" };
        let of_remote = revision.split_once('/').filter(|(remote, _)| remotes.lines().any(|known| known == *remote));
        // One branch was cloned, and to have all of its history brings no other.
        let fetch = of_remote
            .map(|(remote, branch)| format!("`git fetch {deepen}{remote} {branch}:refs/remotes/{remote}/{branch}`"));
        let is_commit = revision.len() >= SHORTEST && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        let fetch = fetch.or_else(|| (is_shallow && is_commit).then(|| "`git fetch --unshallow`".to_owned()));
        Ok(match fetch {
            Some(fetch) if is_shallow => format!(
                "; only a part of the history was cloned: fetch the rest with {fetch}, or set `fetch-depth: 0` where CI checks out"
            ),
            Some(fetch) => format!("; {fetch} fetches it"),
            None if is_shallow => "; only a part of the history was cloned, without other branches and tags".to_owned(),
            None => String::new(),
        })
    }

    /// The tracked files that are not as they were at `base`.
    pub(super) fn changed(&self, base: &str) -> Result<Vec<Changed>, Failure> {
        let arguments =
            ["diff", "--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--ignore-submodules", base, "--"];
        Ok(read_raw(&self.done(&arguments)?))
    }

    /// The commit that last changed the file at `path`; `None` where none did.
    pub(super) fn last_commit_of(&self, path: &Path) -> Option<String> {
        let path = path.to_str()?;
        self.line(&["log", "-1", "--format=%H", "--", path]).ok().flatten().filter(|commit| !commit.is_empty())
    }

    /// The files that git keeps, below the top.
    pub(super) fn tracked(&self) -> Result<HashSet<PathBuf>, Failure> {
        let list = self.done(&["ls-files", "-z", "--cached"])?;
        Ok(list.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(path).collect())
    }

    /// The texts of these names, in their order; `None` for one that is not there.
    pub(super) fn texts(&self, names: &[&str]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let mut child = command(&self.top, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_started(&error))?;
        let stdin = child.stdin.take();
        let asked: String = names.iter().map(|name| format!("{name}\n")).collect();
        // Git answers while it is asked: one thread alone would wait for ever.
        let output = thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(asked.as_bytes())));
            child.wait_with_output()
        });
        let output = output.map_err(|error| not_started(&error))?;
        let mut rest = output.stdout.as_slice();
        Ok(names.iter().map(|_| next_text(&mut rest)).collect())
    }

    /// The addresses of the remotes; none where git does not tell.
    pub(super) fn remotes(&self) -> Vec<String> {
        let list = self.line(&["config", "--get-regexp", r"^remote\..*\.url$"]).ok().flatten().unwrap_or_default();
        list.lines().filter_map(|line| Some(line.split_once(' ')?.1.to_owned())).collect()
    }

    /// The branch that others begin at: that of the remote, else the one that is checked out.
    pub(super) fn main_branch(&self) -> Option<String> {
        let name = |name: &str| self.line(&["symbolic-ref", "--quiet", "--short", name]).ok().flatten();
        let of_remote = name("refs/remotes/origin/HEAD");
        of_remote.and_then(|name| Some(name.strip_prefix("origin/")?.to_owned())).or_else(|| name("HEAD"))
    }

    /// The one line that git answers; `None` where it says no.
    fn line(&self, arguments: &[&str]) -> Result<Option<String>, Failure> {
        let output = run(&self.top, arguments)?;
        let line = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
        Ok(output.status.success().then_some(line))
    }

    /// What git prints; what it cannot do ends the run.
    fn done(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = run(&self.top, arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(Failure::new(format!("git: {}", words(&output)))) }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    command(folder, arguments).stdin(Stdio::null()).output().map_err(|error| not_started(&error))
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // Words of git in other languages could not be told apart; a look takes no locks.
    command.arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command
}

fn not_started(error: &io::Error) -> Failure {
    Failure::new(match error.kind() {
        io::ErrorKind::NotFound => "`--changed-since` needs git, and there is none to be found here".to_owned(),
        _ => format!("git could not be started: {}", io_words(error)),
    })
}

/// The first line that git says when something is wrong.
fn words(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr);
    words.lines().next().unwrap_or("it could not do it, and does not say why").trim_start_matches("fatal: ").to_owned()
}

/// The command that git says to give where it does not trust a folder.
fn way_out(output: &Output) -> Option<String> {
    let words = String::from_utf8_lossy(&output.stderr);
    words.lines().map(str::trim).find(|line| line.starts_with("git config ")).map(str::to_owned)
}

/// `top`, which git gives with all links resolved, as whoever wrote `folder` would write it.
fn as_written(folder: &Path, top: &Path) -> PathBuf {
    let (Ok(real), Ok(top)) = (folder.canonicalize(), top.canonicalize()) else { return top.to_owned() };
    let Ok(below) = real.strip_prefix(&top) else { return top };
    let written = folder.ancestors().nth(below.components().count());
    written.filter(|written| written.canonicalize().is_ok_and(|real| real == top)).map_or(top, Path::to_owned)
}

/// Reads `git diff --raw -z`: for each file `:modes names status`, its path, and a second one where it was renamed.
fn read_raw(raw: &[u8]) -> Vec<Changed> {
    let mut fields = raw.split(|byte| *byte == 0);
    let mut out = Vec::new();
    while let (Some(head), Some(first)) = (fields.next(), fields.next()) {
        let head = String::from_utf8_lossy(head);
        let mut parts = head.split(' ');
        let (Some(name), Some(status)) = (parts.nth(2), parts.nth(1)) else { break };
        let first = path(first);
        let before = |path: PathBuf| Some((path, name.to_owned()));
        out.push(match status.chars().next() {
            Some('A') => Changed { now: Some(first), before: None },
            Some('D') => Changed { now: None, before: before(first) },
            Some('R') => Changed { now: fields.next().map(path), before: before(first) },
            Some('C') => Changed { now: fields.next().map(path), before: None },
            // What is not merged yet comes a second time, with the text of then.
            Some('U') => continue,
            _ => Changed { now: Some(first.clone()), before: before(first) },
        });
    }
    out
}

/// Takes one answer of `git cat-file --batch`: `name type size`, the text, and a line break.
fn next_text(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = String::from_utf8_lossy(rest.get(..end)?).into_owned();
    *rest = rest.get(end + 1..)?;
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let text = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..).unwrap_or_default();
    Some(text)
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes.to_vec()).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(bytes).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_with_anything_in_them_are_read() {
        let raw = b":100644 100644 aaa bbb M\0a \"b\"\n.macro\0:100644 000000 ccc 000 D\0c\0:100644 100644 ddd eee R087\0d\0e\0\
                    :000000 100644 000 fff A\0f\0:000000 100644 000 000 U\0g\0";
        let before = |path: &str, name: &str| Some((PathBuf::from(path), name.to_owned()));
        let now = |path: &str| Some(PathBuf::from(path));
        let expected = [
            Changed { now: now("a \"b\"\n.macro"), before: before("a \"b\"\n.macro", "aaa") },
            Changed { now: None, before: before("c", "ccc") },
            Changed { now: now("e"), before: before("d", "ddd") },
            Changed { now: now("f"), before: None },
        ];
        assert_eq!(read_raw(raw), expected);
        assert_eq!(read_raw(b""), []);
    }

    #[test]
    fn texts_are_taken_one_after_the_other() {
        let mut answers = &b"aaa blob 3\na\nb\nbbb missing\nccc blob 0\n\n"[..];
        let all: Vec<_> = (0..4).map(|_| next_text(&mut answers)).collect();
        assert_eq!(all, [Some(b"a\nb".to_vec()), None, Some(Vec::new()), None]);
    }
}
