//! A large workspace as an editor feels it: how long the index takes, what the server weighs with it, and what a person who
//! opens a macro or types in it notices of its making. `cargo bench --bench workspace`; SOFTSPOKEN_BENCH_MACROS sets how many
//! macros there are (10,000 where it is not set).

#[path = "../tests/lsp/client.rs"]
mod client;
mod support;

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io};

use client::{Client, did_open, list, notification, replace};
use serde_json::json;
use support::{budget, folder, macros, process};

/// What the budgets are for.
const USUAL: usize = 10_000;

fn main() -> io::Result<()> {
    if !budget::is_wanted() {
        return Ok(());
    }
    let count = std::env::var("SOFTSPOKEN_BENCH_MACROS").ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL);
    let workspace = tempfile::tempdir()?;
    let bytes = folder::write(workspace.path(), count)?;
    fs::write(workspace.path().join("softspoken.toml"), "")?;
    println!("{count} macros, {:.1} kB each", bytes as f64 / count as f64 / 1000.0);
    measure(workspace.path(), count);
    Ok(())
}

fn measure(workspace: &Path, count: usize) {
    let tell = |what: &str, most: f64, measured: f64, unit: &str| match count {
        USUAL => budget::tell(what, most, measured, unit),
        _ => println!("{what:<62} {measured:>9.2} {unit}"),
    };
    let root = format!("file://{}", workspace.display());
    let mut index: Vec<f64> = (0..5).map(|_| index(&root)).collect();
    tell("index of a workspace of 10,000 macros", 1500.0, median(&mut index), "ms");
    let mut opened: Vec<f64> = (0..9).map(|_| first_diagnostics(&root)).collect();
    tell("start to first diagnostics while the index is made, 2 kB", 30.0, median(&mut opened), "ms");
    let (mut typed, memory) = keystrokes(&root);
    tell("keystroke to diagnostics while the index is made, 2 kB", 2.0, median(&mut typed), "ms");
    if let Some(memory) = memory {
        tell("memory with 10,000 macros in the workspace", 80.0, memory / 1024.0, "MB");
    }
    println!("{:<62} {:>9.2} ms", "diagnostics of the whole workspace", everything(&root));
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// Greets a server that has the folder open.
fn greet(root: &str) -> Client {
    let mut client = Client::spawn();
    let folders = json!([{"uri": root, "name": "bench"}]);
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    client.initialize(json!({"capabilities": watches, "workspaceFolders": folders}));
    client
}

/// From `initialized` to the first answer that the index gives.
fn index(root: &str) -> f64 {
    let start = Instant::now();
    let mut client = greet(root);
    assert!(!list(&client.ask("workspace/symbol", json!({"query": "case"}))).is_empty());
    milliseconds(start)
}

/// A macro that has a finding, and a line of prose at its beginning.
fn open_text() -> String {
    let text = macros::text(1, macros::USUAL);
    format!("I looked at it for you today.\nUnfortunately, there is nothing we can do about the weather.\n\n{text}")
}

/// From the start of the process to diagnostics, with everything in one write.
fn first_diagnostics(root: &str) -> f64 {
    let (uri, text) = (format!("{root}/team-000/case-00000.macro"), open_text());
    let start = Instant::now();
    let mut client = Client::spawn();
    let folders = json!([{"uri": root, "name": "bench"}]);
    let params = json!({"processId": null, "rootUri": null, "capabilities": {}, "workspaceFolders": folders});
    let initialize = client.new_request("initialize", params);
    let open = notification("textDocument/didOpen", did_open(&uri, &text));
    client.send(&[initialize, notification("initialized", json!({})), open]);
    assert!(!client.pushed_for(&uri, 1).is_empty(), "the text has a finding");
    milliseconds(start)
}

/// Letters typed one after the other from the beginning on; and the memory after the index is there.
fn keystrokes(root: &str) -> (Vec<f64>, Option<f64>) {
    let uri = format!("{root}/team-000/case-00000.macro");
    let mut client = greet(root);
    client.open(&uri, &open_text());
    client.pushed_for(&uri, 1);
    let line = 0;
    let times = (0..200u32).map(|column| {
        let version = i64::from(column) + 2;
        let start = Instant::now();
        let at = (line, column);
        client.change(&uri, version, &[replace(at, at, if column % 6 == 5 { " " } else { "f" })]);
        client.pushed_for(&uri, version);
        let time = milliseconds(start);
        std::thread::sleep(Duration::from_millis(2));
        time
    });
    let times = times.collect();
    client.ask("workspace/symbol", json!({"query": "case"}));
    (times, process::resident(client.process_id()))
}

fn everything(root: &str) -> f64 {
    let mut client = Client::spawn();
    let folders = json!([{"uri": root, "name": "bench"}]);
    client.initialize(json!({"capabilities": {"textDocument": {"diagnostic": {}}}, "workspaceFolders": folders}));
    client.ask("workspace/symbol", json!({"query": "case"}));
    let start = Instant::now();
    client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    milliseconds(start)
}
