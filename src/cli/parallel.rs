//! The same work on many things, on all cores, with results in the order of the things.
//!
//! Things are handed out in groups, so that threads seldom meet. A thread that is done takes the next group at once, but no
//! group is begun that is far ahead of the one whose results are waited for, or while much waits: what waits takes memory.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many things of a list make a group.
const GROUP: usize = 8;
/// How many groups a thread may be ahead of the results that were taken.
const AHEAD: usize = 16;
/// No group is begun while those that were begun and not yet taken weigh so many bytes.
const HEAVY: usize = 1 << 26;

/// A thing whose work panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// What is done with results, on the thread that asked for them.
pub(super) trait Taker<T, R> {
    /// Takes the next one.
    fn take(&mut self, thing: &T, result: Result<R, Panicked>);

    /// How many bytes a thing holds, where that may be many.
    fn weight(_thing: &T) -> usize {
        0
    }

    /// Nothing is there to be taken for now, and it may be long until there is.
    fn wait(&mut self) {}
}

impl<T, R, F: FnMut(&T, Result<R, Panicked>)> Taker<T, R> for F {
    fn take(&mut self, thing: &T, result: Result<R, Panicked>) {
        self(thing, result);
    }
}

/// Calls `work` on every one of `things` on `jobs` threads, and `take` on every result, in order, on this thread.
pub(super) fn in_order<'t, T: Sync, R: Send>(
    things: &'t [T],
    jobs: NonZeroUsize,
    work: impl Fn(&'t T) -> R + Sync,
    mut take: impl FnMut(&T, Result<R, Panicked>),
) {
    if jobs.get() == 1 || things.len() <= 1 {
        things.iter().for_each(|thing| take(thing, guarded(|| work(thing))));
        return;
    }
    let jobs = jobs.min(NonZeroUsize::MIN.saturating_add(things.len() / GROUP));
    let groups = things.chunks(GROUP).map(|group| group.iter().collect::<Vec<&'t T>>());
    stream(groups, jobs, |thing| work(thing), &mut |thing: &&'t T, result| take(thing, result));
}

/// The same of things that come in groups, one after the other, and may be without an end.
pub(super) fn stream<T: Sync, R: Send, G: AsRef<[T]> + Send, K: Taker<T, R>>(
    groups: impl Iterator<Item = G> + Send,
    jobs: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    taker: &mut K,
) {
    let line =
        Line { source: Mutex::new((groups, 0)), state: Mutex::default(), done: Condvar::new(), room: Condvar::new() };
    let most = jobs.get().saturating_mul(AHEAD);
    thread::scope(|scope| {
        // Were taking to panic, the threads would wait for room for ever.
        let _end = End(&line);
        for _ in 0..jobs.get() {
            scope.spawn(|| {
                while let Some((number, group)) = line.next(most, weight::<T, R, G, K>) {
                    let results = group.as_ref().iter().map(|thing| guarded(|| work(thing))).collect();
                    line.put(number, (group, results));
                }
            });
        }
        line.take_all(taker);
    });
}

fn weight<T, R, G: AsRef<[T]>, K: Taker<T, R>>(group: &G) -> usize {
    group.as_ref().iter().map(K::weight).sum()
}

fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Panicked)
}

/// Where threads and taker meet.
struct Line<I, G, R> {
    /// What is left of the groups, and how many were given out.
    source: Mutex<(I, usize)>,
    state: Mutex<State<G, R>>,
    /// Something may be there to be taken.
    done: Condvar,
    /// Something was taken.
    room: Condvar,
}

struct State<G, R> {
    /// What waits to be taken, by the number of the group.
    waiting: BTreeMap<usize, (G, Vec<Result<R, Panicked>>)>,
    /// How many groups were taken.
    taken: usize,
    /// How many bytes those weigh that were given out and not taken.
    weight: usize,
    /// How many there are, once that is known.
    all: Option<usize>,
    /// Nothing more will be taken.
    over: bool,
}

impl<G, R> Default for State<G, R> {
    fn default() -> Self {
        Self { waiting: BTreeMap::new(), taken: 0, weight: 0, all: None, over: false }
    }
}

impl<G, R, I: Iterator<Item = G>> Line<I, G, R> {
    /// The next group, and its number; waits while that would be `most` ahead, or too much is.
    fn next(&self, most: usize, weight: impl Fn(&G) -> usize) -> Option<(usize, G)> {
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        let (groups, given) = &mut *source;
        let mut state = self.state();
        while (*given >= state.taken.saturating_add(most) || state.weight >= HEAVY) && !state.over {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.over || state.all.is_some() {
            return None;
        }
        drop(state);
        let Some(group) = groups.next() else {
            self.state().all = Some(*given);
            self.done.notify_one();
            return None;
        };
        *given += 1;
        self.state().weight += weight(&group);
        Some((*given - 1, group))
    }
}

impl<I, G, R> Line<I, G, R> {
    fn state(&self) -> MutexGuard<'_, State<G, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, number: usize, done: (G, Vec<Result<R, Panicked>>)) {
        let mut state = self.state();
        state.waiting.insert(number, done);
        if number == state.taken {
            self.done.notify_one();
        }
    }

    fn take_all<T, K: Taker<T, R>>(&self, taker: &mut K)
    where
        G: AsRef<[T]>,
    {
        let mut state = self.state();
        loop {
            let next = state.taken;
            if let Some((group, results)) = state.waiting.remove(&next) {
                drop(state);
                group.as_ref().iter().zip(results).for_each(|(thing, result)| taker.take(thing, result));
                let weight = weight::<T, R, G, K>(&group);
                drop(group);
                state = self.state();
                state.taken += 1;
                state.weight -= weight;
                self.room.notify_one();
                continue;
            }
            if state.all == Some(next) {
                return;
            }
            drop(state);
            taker.wait();
            state = self.state();
            while !state.waiting.contains_key(&next) && state.all != Some(next) {
                state = self.done.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

/// Tells the threads that nothing more is taken.
struct End<'l, I, G, R>(&'l Line<I, G, R>);

impl<I, G, R> Drop for End<'_, I, G, R> {
    fn drop(&mut self) {
        self.0.state().over = true;
        self.0.room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const THREE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2);

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
        in_order(&things, THREE, work, |_, result| seen.push(result));
        assert_eq!(seen, things.iter().map(|thing| Ok(thing * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn one_panic_costs_one_result() {
        for jobs in [NonZeroUsize::MIN, THREE] {
            let mut seen = Vec::new();
            let work = |thing: &i32| if *thing == 2 { panic!("two") } else { *thing };
            in_order(&[1, 2, 3], jobs, work, |_, result| seen.push(result));
            assert_eq!(seen, [Ok(1), Err(Panicked), Ok(3)]);
        }
    }

    #[test]
    fn nothing_is_begun_that_is_far_ahead() {
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_: &usize| begun.fetch_add(1, Ordering::SeqCst) - taken.load(Ordering::SeqCst);
        let groups = (0..5_000).map(|number| [number]);
        let mut furthest = 0;
        let mut take = |_: &usize, ahead: Result<usize, Panicked>| {
            furthest = furthest.max(ahead.unwrap());
            taken.fetch_add(1, Ordering::SeqCst);
        };
        stream(groups, THREE, work, &mut take);
        assert_eq!(taken.into_inner(), 5_000);
        assert!(furthest <= 3 * (AHEAD + 1), "{furthest}");
    }

    /// Notes how many heavy things are there at once.
    struct Heavy<'a> {
        there: &'a AtomicUsize,
    }

    impl Taker<usize, usize> for Heavy<'_> {
        fn take(&mut self, _: &usize, there: Result<usize, Panicked>) {
            self.there.fetch_sub(1, Ordering::SeqCst);
            assert!(there.unwrap() <= 2);
        }

        fn weight(_: &usize) -> usize {
            HEAVY / 2
        }
    }

    #[test]
    fn what_is_heavy_is_not_heaped_up() {
        let there = AtomicUsize::new(0);
        let groups = (0..500).map(|number| {
            there.fetch_add(1, Ordering::SeqCst);
            [number]
        });
        let work = |_: &usize| {
            thread::yield_now();
            there.load(Ordering::SeqCst)
        };
        stream(groups, THREE, work, &mut Heavy { there: &there });
        assert_eq!(there.into_inner(), 0);
    }

    #[test]
    fn nothing_waits_for_what_has_not_come_yet() {
        // Each group is given only when the one before was taken.
        let (told, heard) = std::sync::mpsc::channel();
        let groups = (0..20).map(move |number| {
            if number > 0 {
                heard.recv().expect("the one before was taken");
            }
            [number]
        });
        let mut take = |number: &i32, _: Result<(), Panicked>| told.send(*number).expect("the source listens");
        stream(groups, THREE, |_| (), &mut take);
    }
}
