//! What threads work with, each with its own: what one has written down stays in its caches, and no thread waits for another.

use std::cell::Cell;
use std::fmt;
use std::sync::{Mutex, MutexGuard, TryLockError};

/// How many threads find a desk of their own at once.
const DESKS: usize = 32;

/// Some desks.
pub(super) struct Desks<T> {
    desks: [Desk<T>; DESKS],
}

/// One of them, on a line of the cache of its own.
#[repr(align(128))]
struct Desk<T>(Mutex<Option<Box<T>>>);

impl<T> Default for Desks<T> {
    fn default() -> Self {
        Self { desks: std::array::from_fn(|_| Desk(Mutex::new(None))) }
    }
}

impl<T> fmt::Debug for Desks<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Desks").finish_non_exhaustive()
    }
}

thread_local! {
    /// The desk that this thread worked at last.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

impl<T: Default> Desks<T> {
    /// Lends a desk for some work: the one that the thread had last, or the first that is free. So there are no more of them
    /// in use than threads that work at once, however many come and go.
    pub(super) fn work<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let last = LAST.get();
        let free =
            self.free(last).or_else(|| (0..DESKS).find_map(|number| self.free(number).inspect(|_| LAST.set(number))));
        match free {
            Some(mut desk) => work(desk.get_or_insert_default()),
            None => work(&mut T::default()),
        }
    }

    fn free(&self, number: usize) -> Option<MutexGuard<'_, Option<Box<T>>>> {
        match self.desks.get(number)?.0.try_lock() {
            Ok(desk) => Some(desk),
            // What is written down stays right if a thread ended over it.
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_that_come_one_after_the_other_share_a_desk() {
        let desks: Desks<usize> = Desks::default();
        for before in 0..100 {
            std::thread::scope(|scope| {
                scope.spawn(|| desks.work(|count| assert_eq!(std::mem::replace(count, before + 1), before)));
            });
        }
    }

    #[test]
    fn a_thread_comes_back_to_its_desk() {
        let desks: Desks<usize> = Desks::default();
        desks.work(|first| {
            *first = 1;
            desks.work(|second| *second = 2);
        });
        assert_eq!(desks.work(|own| *own), 2);
    }

    #[test]
    fn work_in_the_middle_of_work_finds_another_desk() {
        let desks: Desks<usize> = Desks::default();
        let inner = desks.work(|one| {
            *one = 1;
            desks.work(|other| *other)
        });
        assert_eq!(inner, 0);
    }
}
