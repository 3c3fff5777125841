//! A folder of macros with a configuration file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

/// The folder, for as long as the test runs.
pub(crate) struct Shop(TempDir);

impl Shop {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let shop = Self(TempDir::new().unwrap());
        shop.write("softspoken.toml", "");
        files.iter().for_each(|(name, text)| shop.write(name, text));
        shop
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.0.path().join(name)).unwrap();
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        uri_of(&self.0.path().join(name))
    }

    /// What a client tells of files that were changed on the disk.
    pub(crate) fn changed(&self, client: &mut Client, names: &[&str]) {
        let changes: Vec<Value> = names.iter().map(|name| json!({"uri": self.uri(name), "type": 2})).collect();
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    }
}

pub(crate) fn uri_of(path: &Path) -> String {
    format!("file://{}", path.display())
}
