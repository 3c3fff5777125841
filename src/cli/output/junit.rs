//! `junit`: the XML of JUnit. A macro is a test suite, and each finding a test case: it fails where it fails the run, and says
//! what was found where it does not. A macro without findings has one case that passes.

use std::collections::HashMap;

use super::super::paths::prose;
use super::xml::{DECLARATION, Element};
use super::{Checked, Format, Part, Run, Unread, notes};
use crate::knowledge::Severity;
use crate::lint::{Finding, Fixes};

/// See the module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Junit {
    /// The lightest severity that fails the run.
    fails: Option<Severity>,
}

impl Junit {
    /// For a run that fails from `fails` on.
    pub(super) fn new(fails: Option<Severity>) -> Self {
        Self { fails }
    }

    fn failure(self, finding: &Finding) -> bool {
        self.fails.is_some_and(|floor| finding.severity >= floor)
    }

    fn case<'a>(self, checked: &'a Checked<'_>, finding: &'a Finding, name: String) -> Element<'a> {
        let result = match self.failure(finding) {
            true => {
                Element::new("failure").with("type", finding.severity.as_str()).with("message", prose(&finding.message))
            }
            false => Element::new("system-out"),
        };
        case(checked.path, name).elements([result.text(told(checked, finding))])
    }
}

impl Format for Junit {
    /// One suggestion is shown of each finding.
    fn fixes(&self) -> Fixes {
        Fixes::First
    }

    fn begin(&self) -> String {
        format!("{DECLARATION}<testsuites name=\"softspoken\">\n")
    }

    fn file(&self, checked: &Checked<'_>) -> Part {
        let mut names = Names::default();
        let findings = || checked.findings.iter().map(|reported| &reported.finding);
        let failures = findings().filter(|finding| self.failure(finding)).count();
        let cases = findings().map(|finding| self.case(checked, finding, names.of(finding)));
        let cases: Vec<Element<'_>> = match checked.findings.is_empty() {
            true => vec![case(checked.path, "nothing to improve".to_owned())],
            false => cases.collect(),
        };
        suite(checked.path, failures, 0, cases).lines().into()
    }

    fn unread(&self, unread: &Unread) -> Part {
        let path = unread.path.as_deref().unwrap_or(".");
        let words = prose(&unread.words);
        let error = Element::new("error").with("type", "unreadable").with("message", words.clone()).text(words);
        suite(path, 0, 1, vec![case(path, "it can be read".to_owned()).elements([error])]).lines().into()
    }

    fn end(&self, _run: &Run) -> String {
        "</testsuites>\n".to_owned()
    }
}

fn suite<'a>(path: &'a str, failures: usize, errors: usize, cases: Vec<Element<'a>>) -> Element<'a> {
    Element::new("testsuite")
        .with("name", path)
        .with("tests", cases.len().to_string())
        .with("failures", failures.to_string())
        .with("errors", errors.to_string())
        .elements(cases)
}

fn case(path: &str, name: String) -> Element<'_> {
    Element::new("testcase").with("classname", path).with("name", name)
}

/// All that there is to say of a finding.
fn told(checked: &Checked<'_>, finding: &Finding) -> String {
    let place = checked.start(finding);
    let first = format!(
        "{}:{}:{}: {}[{}] {}",
        checked.path,
        place.line + 1,
        place.column + 1,
        finding.severity.as_str(),
        finding.rule,
        prose(&finding.message)
    );
    [first].into_iter().chain(notes::lines(checked, finding)).collect::<Vec<_>>().join("\n")
}

/// Names of cases: without lines, so that a case keeps its name from run to run, and each once.
#[derive(Debug, Default)]
struct Names {
    seen: HashMap<String, usize>,
}

impl Names {
    fn of(&mut self, finding: &Finding) -> String {
        let name = format!("{}: {}", finding.rule, prose(&finding.message));
        let seen = self.seen.entry(name.clone()).or_default();
        *seen += 1;
        if *seen == 1 { name } else { format!("{name} ({seen})") }
    }
}
