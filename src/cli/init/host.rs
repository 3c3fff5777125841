//! Where the code is kept, and the CI workflow that goes with it.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::git::Repository;
use super::super::paths;
use super::files::Files;

const VERSION: &str = env!("CARGO_PKG_VERSION");

const GITHUB: &str = ".github/workflows/softspoken.yml";
const GITLAB: &str = ".gitlab-ci.yml";

/// What is seen of the code host.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// The top of the repository, as seen from here.
    top: PathBuf,
    /// This folder, as seen from there.
    below: String,
    branch: String,
    github: bool,
    gitlab: bool,
    /// A pipeline of GitLab is there already.
    has_pipeline: bool,
}

impl Host {
    /// Of the repository around a folder, or of the folder itself where there is none.
    pub(super) fn of(here: &Path) -> Self {
        let repository = Repository::of(here).ok();
        let top = repository.as_ref().map_or_else(|| here.to_owned(), |repository| repository.top.clone());
        let remotes = repository.as_ref().map(Repository::remotes).unwrap_or_default();
        let branch = repository.as_ref().and_then(Repository::main_branch).unwrap_or_else(|| "main".to_owned());
        let is = |name: &str| remotes.iter().any(|remote| server(remote).contains(name));
        let has_pipeline = fs::symlink_metadata(top.join(GITLAB)).is_ok();
        Self {
            below: paths::shown(here, &top),
            branch,
            github: top.join(".github").is_dir() || is("github."),
            gitlab: has_pipeline || is("gitlab"),
            has_pipeline,
            top: PathBuf::from(paths::shown(&top, here)),
        }
    }

    /// The top of the repository, as seen from here; here where there is none.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// The workflows, at the top of the repository.
    pub(super) fn files(&self, files: &mut Files) {
        if self.github {
            files.add(self.at_top(GITHUB), self.github_workflow());
        }
        if self.gitlab && !self.has_pipeline {
            files.add(self.at_top(GITLAB), self.gitlab_lines());
        }
    }

    fn at_top(&self, file: &str) -> PathBuf {
        if self.top == Path::new(".") { PathBuf::from(file) } else { self.top.join(file) }
    }

    /// What is left to be done by hand.
    pub(super) fn steps(&self) -> Vec<String> {
        if self.has_pipeline {
            let lines: Vec<String> = self.gitlab_lines().lines().map(|line| format!("    {line}")).collect();
            return vec![format!("add to {GITLAB}:\n\n{}\n", lines.join("\n"))];
        }
        match self.github || self.gitlab {
            true => Vec::new(),
            false => vec!["in CI, run `softspoken check`: it exits with 1 where something new was found".to_owned()],
        }
    }

    fn github_workflow(&self) -> String {
        let Self { below, branch, .. } = self;
        let (below, branch) = (quoted(below), quoted(branch));
        format!(
            "# Checks the macros: all of them on the main branch, what changed for the worse in pull requests.\n\
             name: Macros\n\
             on:\n  \
               pull_request:\n  \
               push:\n    \
                 branches: [{branch}]\n\
             permissions:\n  \
               contents: read\n\
             jobs:\n  \
               softspoken:\n    \
                 runs-on: ubuntu-latest\n    \
                 steps:\n      \
                   - uses: actions/checkout@v5\n        \
                     with:\n          \
                       # What changed is found by comparing with the history.\n          \
                       fetch-depth: 0\n      \
                   - uses: softspoken/softspoken@v{VERSION}\n        \
                     with:\n          \
                       paths: {below}\n          \
                       changed-since: ${{{{ github.event.pull_request.base.sha }}}}\n"
        )
    }

    fn gitlab_lines(&self) -> String {
        let below = quoted(&self.below);
        format!(
            "include:\n  \
               - remote: https://raw.githubusercontent.com/softspoken/softspoken/v{VERSION}/templates/softspoken.yml\n    \
                 inputs:\n      \
                   paths: {below}\n"
        )
    }
}

/// The server in the address of a remote: `git@server:path`, or `scheme://user@server:port/path`; empty for a folder.
fn server(remote: &str) -> &str {
    let part = match remote.split_once("://") {
        Some((_, rest)) => rest.split('/').next().unwrap_or_default(),
        None => remote.split_once(':').map(|(part, _)| part).filter(|part| !part.contains('/')).unwrap_or_default(),
    };
    let server = part.rsplit('@').next().unwrap_or_default();
    server.split(':').next().unwrap_or_default()
}

/// As YAML writes text: that of JSON is some.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_server_tells_the_host() {
        let check = |remote: &str, expected: &str| assert_eq!(server(remote), expected, "{remote}");
        check("git@github.com:acme/gitlab-macros.git", "github.com");
        check("work:acme/gitlab-macros.git", "work");
        check("https://gitlab.com/acme/github.io-macros", "gitlab.com");
        check("https://sam:pass@gitlab.acme.com:8443/github.com/macros.git", "gitlab.acme.com");
        check("ssh://git@github.com:22/acme/macros", "github.com");
        check("file:///srv/gitlab/macros", "");
        check("../gitlab/macros:old", "");
        check("/srv/gitlab/macros.git", "");
    }
}
