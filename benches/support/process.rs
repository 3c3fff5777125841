//! What a process weighs.

use std::process::{Child, Command};
use std::time::Duration;
use std::{fs, io, thread};

/// How often a running process is looked at.
const PAUSE: Duration = Duration::from_millis(2);

/// The most megabytes that `command` had in memory until it ended, where the system tells.
pub(crate) fn peak(command: &mut Command) -> io::Result<f64> {
    watch(&mut command.spawn()?)
}

/// The same of a process that runs.
pub(crate) fn watch(child: &mut Child) -> io::Result<f64> {
    let mut peak = 0.0;
    while child.try_wait()?.is_none() {
        peak = field(child.id(), "VmHWM:").map_or(peak, |now| f64::max(now, peak));
        thread::sleep(PAUSE);
    }
    Ok(peak / 1000.0)
}

/// Resident kilobytes of a process.
pub(crate) fn resident(process: u32) -> Option<f64> {
    field(process, "VmRSS:")
}

fn field(process: u32, name: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
