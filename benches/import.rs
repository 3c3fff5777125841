//! `softspoken import` of a help desk's whole dump: 20,000 macros, the built binary, wall time; for the first time, and again
//! when nothing has changed. `MACROS=5000` in the environment makes it shorter.

mod support;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};
use support::{budget, macros};

const MACROS: u64 = 20_000;
const SENTENCES: usize = 8;
const RUNS: usize = 5;

fn main() -> io::Result<()> {
    if !budget::is_wanted() {
        return Ok(());
    }
    let count = std::env::var("MACROS").ok().and_then(|count| count.parse().ok()).unwrap_or(MACROS);
    let folder = tempfile::tempdir()?;
    let dump = folder.path().join("dump.json");
    let text = dump_of(count).to_string();
    println!("{count} macros, {:.1} kB each", text.len() as f64 / 1000.0 / count as f64);
    fs::write(&dump, text)?;
    let mut first = Vec::new();
    let mut again = Vec::new();
    for run in 0..RUNS {
        let into = folder.path().join(format!("run-{run}"));
        first.push(import(&dump, &into)?);
        again.push(import(&dump, &into)?);
        let written = fs::read_dir(&into)?.count();
        if written == 0 {
            return Err(io::Error::other("nothing was written"));
        }
    }
    budget::tell(&format!("import of {count} macros"), 3.0, median(&mut first), "s");
    budget::tell("the same again, nothing changed", 3.0, median(&mut again), "s");
    Ok(())
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn import(dump: &Path, into: &Path) -> io::Result<f64> {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_softspoken"))
        .args(["import", "zendesk"])
        .arg(dump)
        .arg("--into")
        .arg(into)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    let time = start.elapsed().as_secs_f64();
    if status.success() { Ok(time) } else { Err(io::Error::other("the import failed")) }
}

/// Macros as an editor of HTML writes them, in forty folders.
fn dump_of(count: u64) -> Value {
    let macros: Vec<Value> = (0..count)
        .map(|number| {
            let text = macros::reply(number, SENTENCES).replace('&', "&amp;").replace('<', "&lt;");
            let html = format!(
                "<p>Hi {{{{ticket.requester.first_name}}}},</p><p>{text}</p><ul><li><strong>One</strong>&nbsp;thing</li><li>an\
                 <a href=\"https://shop.example/{number}?a=1&amp;b={{{{ticket.id}}}}\" target=\"_blank\">other</a></li></ul>\
                 <p>{{{{current_user.first_name}}}}</p>"
            );
            json!({
                "id": 360_000_000_000 + number,
                "title": format!("Folder {}::Macro {}", number % 40, number / 3),
                "active": number % 9 != 0,
                "description": null,
                "position": number,
                "actions": [
                    {"field": "status", "value": "pending"},
                    {"field": "comment_value_html", "value": html},
                    {"field": "current_tags", "value": "one two"},
                ],
                "restriction": {"type": "Group", "id": 7, "ids": [7, 8]},
            })
        })
        .collect();
    json!({ "macros": macros })
}
