//! The server as an editor feels it: from the start of the process to the first diagnostics, from a keystroke to the
//! diagnostics after it, over stdio, and the memory of a server that rests. `cargo bench --bench server`

#[path = "../tests/lsp/client.rs"]
mod client;
mod support;

use std::time::{Duration, Instant};

use client::{Client, did_open, notification, replace};
use serde_json::json;
use support::{budget, process};

const URI: &str = "untitled:bench.macro";

const HEAD: &str = "---\ntitle: Late parcel\nintent: delay\nchannel: email\n---\n";

/// Prose as it is written, a placeholder, a slot and a block: with one finding.
const PASSAGE: &str = "\
Hi {{ customer.first_name | default: \"there\" }},

Thank you for telling us about order {{ order.number }}. I can see that it left our warehouse on Monday and that it has
not moved since, and that you needed it for the weekend. [[ detail: what the customer told us ]]

{% if order.total > 50 %}
I have asked the carrier to look for it today, and I will write to you again by six o'clock with what they say.
{% else %}
Unfortunately, there is nothing we can do about the weather.
{% endif %}

If you would rather not wait, I can send a new one now or return the money: which of the two suits you better?

";

/// A macro of at least `size` bytes.
fn text(size: usize) -> String {
    let mut text = HEAD.to_owned();
    while text.len() < size {
        text.push_str(PASSAGE);
    }
    text
}

fn main() {
    println!("{:<44} {:>9} {:>9} {:>9}", "", "p50", "p95", "budget");
    row("start to first diagnostics, 2 kB", &starts(30, 2_000), Some(30.0));
    row("start to first diagnostics, 200 kB", &starts(10, 200_000), None);
    row("keystroke to diagnostics, 2 kB", &keystrokes(500, 2_000), Some(2.0));
    row("keystroke to diagnostics, 200 kB", &keystrokes(100, 200_000), Some(25.0));
    if let Some(kilobytes) = idle_memory() {
        println!("{:<44} {:>6.1} MB {:>9} {:>9}", "memory at rest, one macro open", kilobytes / 1024.0, "", "25 MB");
        budget::tell("memory of an idle server, one macro open", 25.0, kilobytes / 1024.0, "MB");
    }
}

fn row(what: &str, times: &[Duration], most: Option<f64>) {
    let at = |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let shown = most.map(|most| format!("{most} ms")).unwrap_or_default();
    println!("{what:<44} {:>6.2} ms {:>6.2} ms {shown:>9}", at(50), at(95));
    if let Some(most) = most {
        budget::tell(what, most, at(50), "ms");
    }
}

/// Start, greet and open in one write; sorted.
fn starts(count: usize, size: usize) -> Vec<Duration> {
    let text = text(size);
    let mut times: Vec<Duration> = (0..count)
        .map(|_| {
            let start = Instant::now();
            let mut client = Client::spawn();
            client.unchecked();
            let initialize =
                client.new_request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
            let initialized = notification("initialized", json!({}));
            let open = notification("textDocument/didOpen", did_open(URI, &text));
            client.send(&[initialize, initialized, open]);
            assert!(!client.pushed_for(URI, 1).is_empty(), "the passage has a finding");
            start.elapsed()
        })
        .collect();
    times.sort();
    times
}

/// Letters typed in the middle of the text, each after the diagnostics for the one before; sorted.
fn keystrokes(count: u32, size: usize) -> Vec<Duration> {
    let text = text(size);
    let middle = text.get(..text.len() / 2).unwrap_or_default().matches('\n').count();
    // The second line of a passage, which is prose.
    let line = (middle..).find(|line| text.lines().nth(*line).is_some_and(|text| text.starts_with("If you")));
    let line = u32::try_from(line.unwrap_or_default()).unwrap_or_default();
    let mut client = Client::start();
    client.unchecked();
    client.open(URI, &text);
    client.pushed_for(URI, 1);
    let mut times: Vec<Duration> = (0..count)
        .map(|column| {
            let version = i64::from(column) + 2;
            let at = (line, 2 + column);
            let start = Instant::now();
            client.change(URI, version, &[replace(at, at, if column % 6 == 5 { " " } else { "f" })]);
            client.pushed_for(URI, version);
            start.elapsed()
        })
        .collect();
    times.sort();
    client.finish();
    times
}

/// Resident kilobytes, where the system tells.
fn idle_memory() -> Option<f64> {
    let mut client = Client::start();
    client.unchecked();
    client.open(URI, &text(2_000));
    client.pushed_for(URI, 1);
    let kilobytes = process::resident(client.process_id());
    client.finish();
    kilobytes
}
