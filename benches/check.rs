//! `softspoken check` of a whole repository: 10,000 macros of 2 kB, the built binary, wall time.

mod support;

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{budget, folder};

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
    for format in ["concise", "json", "human"] {
        let mut outcome = Ok(());
        let time = budget::median(RUNS, || {
            if let Err(error) = check(root.path(), format) {
                outcome = Err(error);
            }
        });
        outcome?;
        let what = format!("check of 10,000 macros of 2 kB, {format}");
        budget::tell(&what, 1.5, time.as_secs_f64(), "s");
        println!("{:.1} µs a macro", micros(time) / MACROS as f64);
    }
    Ok(())
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A run that passes macros over would be fast.
fn all_are_checked(folder: &Path) -> io::Result<()> {
    let output = command(folder, "json").stderr(Stdio::inherit()).output()?;
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(io::Error::other)?;
    let count = |what: &str| report.pointer(what).and_then(serde_json::Value::as_u64).unwrap_or_default();
    println!("{} files, {} warnings", count("/summary/files"), count("/summary/warnings"));
    if count("/summary/files") == MACROS as u64 && count("/summary/warnings") > 0 {
        return Ok(());
    }
    Err(io::Error::other("softspoken check did not look at every macro"))
}

fn check(folder: &Path, format: &str) -> io::Result<()> {
    let status = command(folder, format).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("softspoken check ended with {status}"))) }
}

fn command(folder: &Path, format: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_softspoken"));
    command.args(["check", "--fail-on", "never", "--format", format]).arg(folder);
    command
}
