//! The `softspoken.toml` that holds for a document, read once until it changes, its mistakes told at their places.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::ls_types::notification::PublishDiagnostics;

use super::convert;
use super::diagnostics::SOURCE;
use super::outgoing::Outgoing;
use super::state::Snapshot;
use crate::lint::Settings;
use crate::text::{Encoding, Text};
use crate::workspace::{Config, ConfigMistake, read_macro};

/// The configuration files that were read.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Which reading all this is of.
    reading: u64,
    /// The file that holds for the documents of a folder.
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// What a file decides.
    by_file: HashMap<PathBuf, Settings>,
    /// The files of which the client was told mistakes.
    mistaken: HashSet<PathBuf>,
}

impl Files {
    /// The settings that hold for a document. Mistakes in a file that is read for that go to the client; what the file
    /// says elsewhere holds all the same.
    pub(super) fn settings(&mut self, of: &Snapshot, outgoing: &Outgoing) -> Settings {
        if self.reading != of.configuration {
            self.reading = of.configuration;
            self.by_folder.clear();
            self.by_file.clear();
        }
        let file = of.place.as_deref().and_then(|place| self.file_for(place));
        let settings = file.map(|file| self.read(&file, of.client.encoding, outgoing));
        of.editor.over(settings.unwrap_or_default())
    }

    fn file_for(&mut self, place: &Path) -> Option<PathBuf> {
        let folder = place.parent().unwrap_or(place).to_owned();
        self.by_folder.entry(folder).or_insert_with(|| Config::file_for(place)).clone()
    }

    fn read(&mut self, file: &Path, encoding: Encoding, outgoing: &Outgoing) -> Settings {
        if let Some(known) = self.by_file.get(file) {
            return known.clone();
        }
        let (settings, mistakes) = match read_macro(file) {
            Ok(text) => {
                let (config, mistakes) = Config::parse(file, &text);
                let text = Text::new(&text);
                (config.settings, mistakes.iter().map(|mistake| item(&text, mistake, encoding)).collect())
            }
            Err(why) => (Settings::default(), vec![unreadable(&why)]),
        };
        self.tell(file, mistakes, outgoing);
        self.by_file.insert(file.to_owned(), settings.clone());
        settings
    }

    /// Pushed to every client: no client pulls diagnostics of a file that is no macro. In the log as well, for those that
    /// show none of a file that is not open.
    fn tell(&mut self, file: &Path, mistakes: Vec<lsp::Diagnostic>, outgoing: &Outgoing) {
        let was_mistaken = self.mistaken.remove(file);
        if mistakes.is_empty() && !was_mistaken {
            return;
        }
        if let Some(first) = mistakes.first() {
            self.mistaken.insert(file.to_owned());
            let line = first.range.start.line + 1;
            let text = format!("{}, line {line}: {}", file.display(), first.message);
            outgoing.log(lsp::MessageType::WARNING, text);
        }
        if let Some(uri) = lsp::Uri::from_file_path(file) {
            outgoing.notify::<PublishDiagnostics>(lsp::PublishDiagnosticsParams::new(uri, mistakes, None));
        }
    }
}

fn item(text: &Text, mistake: &ConfigMistake, encoding: Encoding) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range: convert::range(text, mistake.span, encoding),
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: mistake.message.clone(),
        ..lsp::Diagnostic::default()
    }
}

fn unreadable(why: &str) -> lsp::Diagnostic {
    lsp::Diagnostic {
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: format!("this file cannot be read: {why}"),
        ..lsp::Diagnostic::default()
    }
}
