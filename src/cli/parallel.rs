//! The same work on many things, on all cores, with results in the order of the things.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many things a thread takes on before results are handed over: bounds the memory that waiting results take.
const BATCH: usize = 64;

/// A thing whose work panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// Calls `work` on every one of `things` on `jobs` threads, and `take` on every result, in order, on this thread.
pub(super) fn in_order<'t, T: Sync, R: Send>(
    things: &'t [T],
    jobs: NonZeroUsize,
    work: impl Fn(&'t T) -> R + Sync,
    mut take: impl FnMut(&T, Result<R, Panicked>),
) {
    for batch in things.chunks(jobs.get().saturating_mul(BATCH)) {
        for (thing, result) in batch.iter().zip(run_batch(batch, jobs, &work)) {
            take(thing, result);
        }
    }
}

fn run_batch<'t, T: Sync, R: Send>(
    batch: &'t [T],
    jobs: NonZeroUsize,
    work: &(impl Fn(&'t T) -> R + Sync),
) -> Vec<Result<R, Panicked>> {
    let guarded = |thing: &'t T| catch_unwind(AssertUnwindSafe(|| work(thing))).map_err(|_| Panicked);
    let threads = jobs.get().min(batch.len());
    if threads <= 1 {
        return batch.iter().map(guarded).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = batch.get(index) else { return done };
            done.push((index, guarded(thing)));
        }
    };
    let mut done: Vec<(usize, Result<R, Panicked>)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        // A worker catches every panic of its work, so joining cannot fail.
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_finishes_first() {
        let things: Vec<usize> = (0..1000).collect();
        let mut seen = Vec::new();
        let work = |thing: &usize| {
            if thing.is_multiple_of(7) {
                thread::yield_now();
            }
            thing * 2
        };
        in_order(&things, NonZeroUsize::MIN.saturating_add(3), work, |_, result| seen.push(result));
        assert_eq!(seen, things.iter().map(|thing| Ok(thing * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn one_panic_costs_one_result() {
        let mut seen = Vec::new();
        let work = |thing: &i32| if *thing == 2 { panic!("two") } else { *thing };
        in_order(&[1, 2, 3], NonZeroUsize::MIN, work, |_, result| seen.push(result));
        assert_eq!(seen, [Ok(1), Err(Panicked), Ok(3)]);
    }
}
