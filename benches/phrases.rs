//! Whether analysis costs more where packs hold more phrases. It must not.

mod support;

use std::time::Duration;

use divan::Bencher;
use divan::counter::BytesCount;
use softspoken::knowledge::Knowledge;
use softspoken::lint::{Fixes, Settings, Subject, check};
use softspoken::syntax::Macro;
use support::{budget, macros, phrases};

/// How many phrases a small and a large set of packs hold.
const COUNTS: [usize; 2] = [200, 2_000];
/// How many macros are read, no two alike.
const MACROS: u64 = 400;

fn main() {
    divan::main();
    if budget::is_wanted() {
        let macros = parsed();
        let [small, large] = COUNTS.map(|count| time(&macros, &phrases::knowledge(count)));
        let kilobytes = macros.iter().map(|(source, _)| source.len()).sum::<usize>() as f64 / 1000.0;
        println!(
            "{:.1} µs/kB with 200 phrases, {:.1} µs/kB with 2,000",
            small.as_secs_f64() * 1e6 / kilobytes,
            large.as_secs_f64() * 1e6 / kilobytes
        );
        let ratio = large.as_secs_f64() / small.as_secs_f64();
        budget::tell("analysis with 2,000 phrases, against 200", 1.3, ratio, "times");
    }
}

fn time(macros: &[(String, Macro)], knowledge: &Knowledge) -> Duration {
    budget::median(11, || analyse(macros, knowledge))
}

#[divan::bench(args = COUNTS)]
fn analysis(bencher: Bencher, count: usize) {
    let knowledge = phrases::knowledge(count);
    let macros = parsed();
    let bytes = macros.iter().map(|(source, _)| source.len()).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).bench(|| analyse(&macros, &knowledge));
}

#[divan::bench(args = COUNTS)]
fn compiling(count: usize) -> Knowledge {
    phrases::knowledge(count)
}

fn parsed() -> Vec<(String, Macro)> {
    let parsed = |seed| {
        let source = macros::text(seed, macros::USUAL);
        let parsed = Macro::parse(&source);
        (source, parsed)
    };
    (0..MACROS).map(parsed).collect()
}

fn analyse(macros: &[(String, Macro)], knowledge: &Knowledge) -> usize {
    let settings = Settings::default();
    let found = |(source, parsed): &(String, Macro)| {
        check(&Subject { source, parsed, knowledge, settings: &settings }, Fixes::None).len()
    };
    macros.iter().map(found).sum()
}
