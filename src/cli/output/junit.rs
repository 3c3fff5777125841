//! `junit`: the XML of JUnit. A macro is a test suite, and each finding a test case: it fails where it fails the run, and says
//! what was found where it does not. A macro without findings has one case that passes. A budget that is spent is a suite, too.

use std::collections::HashMap;

use super::super::paths::prose;
use super::xml::{DECLARATION, Element};
use super::{Checked, Format, Part, Reported, Run, Spent, Unread, notes};
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

    fn failure(self, reported: &Reported) -> bool {
        !reported.budgeted && self.fails.is_some_and(|floor| reported.finding.severity >= floor)
    }

    fn case<'a>(self, checked: &'a Checked<'_>, reported: &'a Reported, name: String) -> Element<'a> {
        let finding = &reported.finding;
        let result = match self.failure(reported) {
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
        let failures = checked.findings.iter().filter(|reported| self.failure(reported)).count();
        let cases = checked.findings.iter().map(|reported| self.case(checked, reported, names.of(&reported.finding)));
        let cases: Vec<Element<'_>> = match checked.findings.is_empty() {
            true => vec![case(checked.path, "nothing to improve".to_owned())],
            false => cases.collect(),
        };
        suite(checked.path, failures, 0, cases).lines().into()
    }

    fn unread(&self, unread: &Unread) -> Part {
        let path = unread.path.as_deref().unwrap_or(".");
        let words = prose(&unread.words);
        let (name, kind) =
            if unread.repeated { ("its id comes once", "repeated") } else { ("it can be read", "unreadable") };
        let error = Element::new("error").with("type", kind).with("message", words.clone()).text(words);
        suite(path, 0, 1, vec![case(path, name.to_owned()).elements([error])]).lines().into()
    }

    fn spent(&self, Spent { rule, words }: &Spent) -> Part {
        let budget = format!("budget of {rule}");
        let (failures, result) = match self.fails {
            Some(_) => (1, Element::new("failure").with("type", "budget").with("message", words.clone())),
            None => (0, Element::new("system-out")),
        };
        let case = case(&budget, "it is not spent".to_owned()).elements([result.text(words.clone())]);
        suite(&budget, failures, 0, vec![case]).lines().into()
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
