//! `softspoken check` of a whole repository: 10,000 macros of 2 kB, the built binary, wall time and memory; for the first time, and
//! again with what the first run kept.

mod support;

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{budget, folder, process};

const MACROS: usize = 10_000;
const RUNS: usize = 5;

fn main() -> io::Result<()> {
    if !budget::is_wanted() {
        return Ok(());
    }
    let root = tempfile::tempdir()?;
    let bytes = folder::write(root.path(), MACROS)?;
    println!("{MACROS} macros, {:.1} kB each", bytes as f64 / 1000.0 / MACROS as f64);
    all_are_checked(root.path())?;
    let cache = tempfile::tempdir()?;
    let cold = |format| command(root.path(), format, None);
    let warm = |format| command(root.path(), format, Some(cache.path()));
    for format in ["concise", "json", "human"] {
        measure(&format!("check of 10,000 macros of 2 kB, {format}"), 1.2, || cold(format))?;
        measure(&format!("the same again, {format}"), 0.25, || warm(format))?;
    }
    budget::tell("memory of such a check, json", 150.0, process::peak(&mut cold("json"))?, "MB");
    budget::tell("memory of the same again, json", 150.0, process::peak(&mut warm("json"))?, "MB");
    Ok(())
}

/// Tells the median time of a command.
fn measure(what: &str, most: f64, command: impl Fn() -> Command) -> io::Result<()> {
    let mut outcome = Ok(());
    let time = budget::median(RUNS, || {
        if let Err(error) = run(&mut command()) {
            outcome = Err(error);
        }
    });
    outcome?;
    budget::tell(what, most, time.as_secs_f64(), "s");
    println!("{:.1} µs a macro", micros(time) / MACROS as f64);
    Ok(())
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A run that passes macros over would be fast.
fn all_are_checked(folder: &Path) -> io::Result<()> {
    let output = command(folder, "json", None).stdout(Stdio::piped()).stderr(Stdio::inherit()).output()?;
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(io::Error::other)?;
    let count = |what: &str| report.pointer(what).and_then(serde_json::Value::as_u64).unwrap_or_default();
    println!("{} files, {} warnings", count("/summary/files"), count("/summary/warnings"));
    if count("/summary/files") == MACROS as u64 && count("/summary/warnings") > 0 {
        return Ok(());
    }
    Err(io::Error::other("softspoken check did not look at every macro"))
}

fn run(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("softspoken check ended with {status}"))) }
}

/// A check of `folder`, with a cache where one is given.
fn command(folder: &Path, format: &str, cache: Option<&Path>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_softspoken"));
    command.args(["check", "--fail-on", "never", "--format", format]).arg(folder);
    match cache {
        Some(cache) => command.env("SOFTSPOKEN_CACHE_DIR", cache),
        None => command.arg("--no-cache"),
    };
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}
