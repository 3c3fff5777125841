//! Whether analysis costs more where packs hold more phrases. It must not.

mod support;

use std::time::Instant;

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
const ROUNDS: usize = 15;

fn main() {
    divan::main();
    if budget::is_wanted() {
        let macros = parsed();
        let [small, large] = COUNTS.map(phrases::knowledge);
        // One right after the other, so that what else the machine does weighs on both.
        let mut ratios: Vec<f64> = (0..ROUNDS).map(|_| time(&macros, &large) / time(&macros, &small)).collect();
        ratios.sort_by(f64::total_cmp);
        let ratio = ratios.get(ROUNDS / 2).copied().unwrap_or_default();
        budget::tell("analysis with 2,000 phrases, against 200", 1.3, ratio, "times");
    }
}

/// Seconds.
fn time(macros: &[(String, Macro)], knowledge: &Knowledge) -> f64 {
    let start = Instant::now();
    std::hint::black_box(analyse(macros, knowledge));
    start.elapsed().as_secs_f64()
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
        check(
            &Subject { source, parsed, knowledge, settings: &settings, snippets: &softspoken::message::NoSnippets },
            Fixes::None,
        )
        .len()
    };
    macros.iter().map(found).sum()
}
