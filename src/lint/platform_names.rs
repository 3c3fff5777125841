//! Help desks that front matter names and that do not exist.

use super::{Applicability, Finding, Fix, Fixes, Subject};
use crate::helpdesk::Platform;
use crate::knowledge::Severity;
use crate::syntax::Name;
use crate::text::{Edit, nearest};

const BAD_VALUE: &str = "meta/bad-value";

/// One finding for each name under `platforms` and `source` that no help desk has.
pub(super) fn find(subject: &Subject, fixes: Fixes) -> Vec<Finding> {
    let front_matter = &subject.parsed.front_matter;
    let origin = front_matter.source.as_ref().and_then(|source| source.platform.as_ref());
    let named = front_matter.platforms.iter().chain(origin);
    let unknown =
        named.filter(|name| Platform::named(&name.text).is_none() && !Platform::ids().any(|id| id == name.text));
    unknown.filter_map(|name| told(subject, fixes, name)).collect()
}

fn told(subject: &Subject, fixes: Fixes, name: &Name) -> Option<Finding> {
    let default = subject.knowledge.rule(BAD_VALUE).map_or(Severity::Error, |rule| rule.severity);
    let near = nearest(&name.text, Platform::ids()).map(|(near, _)| near);
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let ids: Vec<String> = Platform::ids().map(|id| format!("`{id}`")).collect();
            format!("the names are {}", ids.join(", "))
        }
    };
    let fix = near.filter(|_| fixes.wanted(name.span)).map(|near| Fix {
        title: format!("Write `{near}`"),
        applicability: Applicability::Suggested,
        edits: vec![Edit::replace(name.span, near)],
    });
    let shown: String = name.text.chars().take(60).collect();
    Some(Finding {
        rule: BAD_VALUE.to_owned(),
        severity: subject.settings.severity(BAD_VALUE, default)?,
        span: name.span,
        message: format!("No help desk is called `{}`; {hint}", shown.replace('`', "'")),
        when: Vec::new(),
        related: Vec::new(),
        fixes: fix.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::lint::Settings;
    use crate::message::NoSnippets;
    use crate::syntax::Macro;
    use crate::text::apply_edits;

    /// The messages, and the text after all fixes.
    fn check(source: &str, expected: &[&str], after: &str) {
        let (parsed, settings) = (Macro::parse(source), Settings::default());
        let knowledge = Knowledge::shipped();
        let found = find(
            &Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets },
            Fixes::All,
        );
        let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(messages, expected);
        let edits: Vec<Edit> = found.iter().flat_map(|one| &one.fixes).flat_map(|fix| fix.edits.clone()).collect();
        assert_eq!(apply_edits(source, &edits).unwrap(), after);
    }

    #[test]
    fn names_that_no_help_desk_has() {
        check(
            "---\nplatforms: [zendsk, \"front\", Help Scout, \"freshdsk\"]\nsource: {platform: gorgas}\n---\n",
            &[
                "No help desk is called `zendsk`; did you mean `zendesk`?",
                "No help desk is called `freshdsk`; did you mean `freshdesk`?",
                "No help desk is called `gorgas`; did you mean `gorgias`?",
            ],
            "---\nplatforms: [zendesk, \"front\", Help Scout, \"freshdesk\"]\nsource: {platform: gorgias}\n---\n",
        );
        check("---\nplatforms: [reamaze, jira_sm]\n---\n", &[], "---\nplatforms: [reamaze, jira_sm]\n---\n");
    }

    #[test]
    fn a_name_that_is_like_none_gets_the_list() {
        let (source, settings) = ("---\nplatforms: [ours]\n---\n", Settings::default());
        let parsed = Macro::parse(source);
        let knowledge = Knowledge::shipped();
        let subject = Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &NoSnippets };
        let found = find(&subject, Fixes::All);
        assert!(found[0].message.contains("the names are `zendesk`, ") && found[0].fixes.is_empty(), "{found:?}");
    }
}
