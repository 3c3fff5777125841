//! A figure beside its budget: one line on stdout, which `scripts/bench.sh` makes a row of the README's table of.
//!
//! The line is `budget<TAB>what<TAB>most allowed<TAB>measured<TAB>unit`.

use std::time::{Duration, Instant};

/// Whether the figures are wanted: `cargo bench` says so, `cargo test --benches` only wants to know that they run.
pub(crate) fn is_wanted() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// Tells a figure.
pub(crate) fn tell(what: &str, most: f64, measured: f64, unit: &str) {
    println!("budget\t{what}\t{}\t{}\t{unit}", digits(most), digits(measured));
}

/// Three digits that count.
fn digits(value: f64) -> String {
    match value {
        value if value.fract() == 0.0 => format!("{value}"),
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// Milliseconds.
pub(crate) fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// The median time of `runs` calls, after one call that does not count.
pub(crate) fn median<T>(runs: usize, mut call: impl FnMut() -> T) -> Duration {
    drop(call());
    let mut times: Vec<Duration> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            let result = std::hint::black_box(call());
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
