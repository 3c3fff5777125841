//! The `softspoken.toml` that holds for a document and the packs that it names, read once until they change, their
//! mistakes told at their places.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::ls_types::notification::PublishDiagnostics;

use super::convert;
use super::diagnostics::SOURCE;
use super::outgoing::Outgoing;
use super::state::Snapshot;
use crate::lint::Settings;
use crate::text::{Encoding, Span, Text};
use crate::workspace::{Config, ConfigMistake, Known, SnippetRoots, read_macro};

/// The configuration files that were read.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Which reading all this is of.
    reading: u64,
    /// The file that holds for the documents of a folder.
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// What a file says, and where ids of snippets start.
    by_file: HashMap<PathBuf, (Arc<Config>, Arc<SnippetRoots>)>,
    /// Where ids start in folders for which no file holds, by folder and the one that it was opened with.
    without: HashMap<(PathBuf, PathBuf), Arc<SnippetRoots>>,
    /// The packs that a file named when it was last read.
    packs: HashMap<PathBuf, Vec<PathBuf>>,
    /// The files of which the client was told mistakes.
    mistaken: HashSet<PathBuf>,
}

/// What holds for a document.
#[derive(Debug)]
pub(super) struct Decisions {
    /// What was decided about rules.
    pub(super) settings: Settings,
    /// What is known.
    pub(super) known: Known,
    /// Where ids of snippets start.
    pub(super) roots: Arc<SnippetRoots>,
}

impl Files {
    /// Whether a document is judged by another reading of the files than the one before it.
    pub(super) fn are_old(&self, of: &Snapshot) -> bool {
        self.reading != of.configuration
    }

    /// What holds for a document. Mistakes in a file that is read for that go to the client; what the file says elsewhere
    /// holds all the same.
    pub(super) fn decisions(&mut self, of: &Snapshot, outgoing: &Outgoing) -> Decisions {
        if self.are_old(of) {
            self.reading = of.configuration;
            self.by_folder.clear();
            let known = std::mem::take(&mut self.by_file);
            for gone in known.into_keys().filter(|file| !file.is_file()) {
                self.tell_all(&gone, "", &Config::default(), &[], of.client.encoding, outgoing);
            }
        }
        let file = of.place.as_deref().and_then(|place| self.file_for(place));
        let Some(file) = file else {
            let roots = self.roots_without(of);
            return Decisions { settings: of.editor.over(Settings::default()), known: Known::default(), roots };
        };
        let (config, roots) = self.read(&file, of.client.encoding, outgoing);
        let mut settings = of.editor.over(config.settings.clone());
        settings.standing = of.place.as_deref().map(|place| config.standing(place)).unwrap_or_default();
        Decisions { settings, known: config.known.clone(), roots }
    }

    /// Ids start in the folder that was opened, in that of the document, and in those between.
    fn roots_without(&mut self, of: &Snapshot) -> Arc<SnippetRoots> {
        let Some(place) = &of.place else { return Arc::default() };
        // The place of a document without a file is the folder itself.
        let folder = if of.folder.as_ref() == Some(place) { place } else { place.parent().unwrap_or(place) };
        let base = of.folder.as_deref().unwrap_or(folder);
        let roots = self.without.entry((base.to_owned(), folder.to_owned()));
        let roots = roots.or_insert_with(|| {
            let roots = SnippetRoots::new(Arc::default(), base);
            Arc::new(if base == folder { roots } else { roots.around(place) })
        });
        Arc::clone(roots)
    }

    fn file_for(&mut self, place: &Path) -> Option<PathBuf> {
        let folder = place.parent().unwrap_or(place).to_owned();
        self.by_folder.entry(folder).or_insert_with(|| Config::file_for(place)).clone()
    }

    fn read(&mut self, file: &Path, encoding: Encoding, outgoing: &Outgoing) -> (Arc<Config>, Arc<SnippetRoots>) {
        if let Some(known) = self.by_file.get(file) {
            return known.clone();
        }
        let (config, text, mistakes) = match read_macro(file) {
            Ok(text) => {
                let (config, mistakes) = Config::parse(file, &text);
                (config, text, mistakes)
            }
            Err(why) => {
                let mistake = ConfigMistake { path: file.to_owned(), span: Span::default(), message: unreadable(&why) };
                (Config::default(), String::new(), vec![mistake])
            }
        };
        self.tell_all(file, &text, &config, &mistakes, encoding, outgoing);
        let config = Arc::new(config);
        let base = file.parent().unwrap_or(file);
        let roots = Arc::new(SnippetRoots::new(Arc::clone(&config), base));
        self.by_file.insert(file.to_owned(), (Arc::clone(&config), Arc::clone(&roots)));
        (config, roots)
    }

    /// Tells the mistakes of a configuration file and of each of its packs, each in its own file. A pack that it named
    /// before and names no more has none.
    fn tell_all(
        &mut self,
        file: &Path,
        text: &str,
        config: &Config,
        mistakes: &[ConfigMistake],
        encoding: Encoding,
        outgoing: &Outgoing,
    ) {
        let packs = config.packs.iter().map(|pack| (pack.path.clone(), pack.text.as_deref().unwrap_or_default()));
        let named: Vec<(PathBuf, &str)> = packs.collect();
        let before = self.packs.insert(file.to_owned(), named.iter().map(|(path, _)| path.clone()).collect());
        let gone = before.unwrap_or_default().into_iter().filter(|path| !named.iter().any(|(named, _)| named == path));
        let gone: Vec<(PathBuf, &str)> = gone.map(|path| (path, "")).collect();
        for (path, text) in std::iter::once((file.to_owned(), text)).chain(named).chain(gone) {
            let text = Text::new(text);
            let here = mistakes.iter().filter(|mistake| mistake.path == path);
            let items = here.map(|mistake| item(&text, mistake, encoding)).collect();
            self.tell(&path, items, outgoing);
        }
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

fn unreadable(why: &str) -> String {
    format!("this file cannot be read: {why}")
}
