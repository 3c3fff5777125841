//! `softspoken check --input jsonl`: short replies from one stream, the built binary, time a reply and memory.

mod support;

use std::io::{self, BufWriter, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::{budget, macros, process};

/// Replies of the stream; `REPLIES=1000000` in the environment makes it longer.
const REPLIES: u64 = 100_000;
/// Sentences of a reply.
const SENTENCES: usize = 3;

fn main() -> io::Result<()> {
    if !budget::is_wanted() {
        return Ok(());
    }
    let wanted = std::env::var("REPLIES").ok().and_then(|count| count.parse().ok());
    let count: u64 = wanted.unwrap_or(REPLIES);
    let short = stream(count / 10)?;
    let long = stream(count)?;
    budget::tell("a short reply of a stream of JSON lines", 100.0, long.time.as_secs_f64() * 1e6 / count as f64, "µs");
    budget::tell("memory after all of them", 150.0, long.peak, "MB");
    println!(
        "{count} replies in {:.1} s, {:.0} a second; {:.1} MB, after a tenth of them {:.1} MB",
        long.time.as_secs_f64(),
        count as f64 / long.time.as_secs_f64(),
        long.peak,
        short.peak
    );
    Ok(())
}

struct Streamed {
    time: Duration,
    peak: f64,
}

fn stream(count: u64) -> io::Result<Streamed> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_softspoken"))
        .args(["check", "--input", "jsonl", "--format", "jsonl", "--fail-on", "never", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let input = child.stdin.take().ok_or_else(|| io::Error::other("no pipe"))?;
    let writer = thread::spawn(move || write(input, count));
    let peak = process::watch(&mut child)?;
    let time = start.elapsed();
    writer.join().map_err(|_| io::Error::other("the writer broke down"))??;
    if child.wait()?.success() { Ok(Streamed { time, peak }) } else { Err(io::Error::other("a line was not read")) }
}

fn write(input: impl Write, count: u64) -> io::Result<()> {
    let mut input = BufWriter::new(input);
    for number in 0..count {
        let text = macros::reply(number, SENTENCES);
        writeln!(input, "{}", serde_json::json!({ "id": number, "text": text }))?;
    }
    input.flush()
}
