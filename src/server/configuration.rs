//! What the editor's settings decide about rules, and how they come here.

use serde_json::Value;
use tower_lsp_server::Client;
use tower_lsp_server::ls_types as lsp;

use crate::knowledge::Severity;
use crate::lint::Settings;

/// The name under which clients keep the settings of this server.
const SECTION: &str = "softspoken";

/// What the editor's settings decide. What they leave out is left to the configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EditorSettings {
    /// Severity by rule id or family prefix; `None` switches off.
    severity: Vec<(String, Option<Severity>)>,
    /// Rules not to tell, besides the file's.
    ignore: Vec<String>,
    /// The only rules to tell, in the place of the file's; empty leaves the file's.
    select: Vec<String>,
    /// Whether to show what each sentence does.
    pub(super) act_hints: bool,
    /// Whether to show what placeholders may look like.
    pub(super) sample_hints: bool,
}

impl EditorSettings {
    /// Reads settings as clients send them: `{"lint": …, "hints": …}`, alone or under `softspoken`. What makes no sense is
    /// left out, so that one wrong entry does not take the others with it. `None` where nothing is said about this server, as by
    /// clients that send an empty object to everyone.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let section = match value.get(SECTION) {
            Some(section) => section.as_object()?,
            None => value.as_object().filter(|bare| bare.contains_key("lint") || bare.contains_key("hints"))?,
        };
        let lint = section.get("lint").unwrap_or(&Value::Null);
        let hints = section.get("hints").unwrap_or(&Value::Null);
        Some(Self {
            severity: severities(lint.get("severity")),
            ignore: names(lint.get("ignore")),
            select: names(lint.get("select")),
            act_hints: hints.get("acts").and_then(Value::as_bool).unwrap_or_default(),
            sample_hints: hints.get("samples").and_then(Value::as_bool).unwrap_or_default(),
        })
    }

    /// These settings over those of a file.
    pub(super) fn over(&self, mut file: Settings) -> Settings {
        file.severity.extend(self.severity.iter().cloned());
        file.ignore.extend(self.ignore.iter().cloned());
        if !self.select.is_empty() {
            file.select.clone_from(&self.select);
        }
        file
    }
}

fn severities(value: Option<&Value>) -> Vec<(String, Option<Severity>)> {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    let known = entries.filter_map(|(rule, word)| match word.as_str()? {
        "off" => Some((rule.clone(), None)),
        word => Some((rule.clone(), Some(Severity::from_word(word)?))),
    });
    known.collect()
}

fn names(value: Option<&Value>) -> Vec<String> {
    let entries = value.and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Asks the client for its settings.
pub(super) async fn ask(client: &Client) -> Option<EditorSettings> {
    let item = lsp::ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
    let answers = client.configuration(vec![item]).await.ok()?;
    EditorSettings::read(answers.first()?)
}

/// What the client is asked to watch: configuration files, the packs that they may name, and macros that others render.
pub(super) fn watch() -> lsp::Registration {
    let options =
        lsp::DidChangeWatchedFilesRegistrationOptions { watchers: ["**/*.toml", "**/*.macro"].map(watcher).to_vec() };
    lsp::Registration {
        id: "files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}

fn watcher(glob: &str) -> lsp::FileSystemWatcher {
    lsp::FileSystemWatcher { glob_pattern: lsp::GlobPattern::String(glob.to_owned()), kind: None }
}

/// Whether an address may be that of a configuration file or of a pack.
pub(super) fn is_file(uri: &lsp::Uri) -> bool {
    uri.path().as_str().ends_with(".toml")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(value: &Value, rule: &str, expected: Option<Severity>) {
        let settings = EditorSettings::read(value).unwrap().over(Settings::default());
        assert_eq!(settings.severity(rule, Severity::Warning), expected, "{rule} with {value}");
    }

    #[test]
    fn settings_come_bare_or_under_a_name() {
        let lint = json!({"severity": {"tone/blame": "hint", "meta/": "off"}, "ignore": ["tone/excuse"]});
        for value in [json!({"lint": lint}), json!({"softspoken": {"lint": lint}})] {
            check(&value, "tone/blame", Some(Severity::Hint));
            check(&value, "meta/title", None);
            check(&value, "tone/excuse", None);
            check(&value, "tone/other", Some(Severity::Warning));
        }
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let value =
            json!({"lint": {"severity": {"tone/blame": "loud", "tone/a": 3, "tone/b": "error"}, "ignore": "x"}});
        check(&value, "tone/blame", Some(Severity::Warning));
        check(&value, "tone/b", Some(Severity::Error));
        assert_eq!(EditorSettings::read(&json!({"softspoken": {}})), Some(EditorSettings::default()));
        for nothing in [json!(null), json!({}), json!({"softspoken": null}), json!({"python": {}}), json!("lint")] {
            assert_eq!(EditorSettings::read(&nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_editor_wins_over_the_file() {
        let file = Settings { severity: vec![("tone/blame".into(), Some(Severity::Error))], ..Settings::default() };
        let editor = EditorSettings::read(&json!({"lint": {"severity": {"tone/blame": "off"}}})).unwrap();
        assert_eq!(editor.over(file).severity("tone/blame", Severity::Warning), None);
    }
}
