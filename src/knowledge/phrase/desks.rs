//! What threads work with, each with its own: what one has written down stays in its caches, and no thread waits for another.

use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, TryLockError};

/// How many threads find a desk of their own.
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

impl<T: Default> Desks<T> {
    /// Lends a desk for some work.
    pub(super) fn work<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let own = number() % DESKS;
        for Desk(desk) in self.desks.iter().cycle().skip(own).take(DESKS) {
            let mut desk = match desk.try_lock() {
                Ok(desk) => desk,
                // What is written down stays right if a thread ended over it.
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => continue,
            };
            return work(desk.get_or_insert_default());
        }
        work(&mut T::default())
    }
}

/// The number of this thread.
fn number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static NUMBER: Cell<Option<usize>> = const { Cell::new(None) };
    }
    NUMBER.with(|number| {
        number.get().unwrap_or_else(|| {
            let next = NEXT.fetch_add(1, Ordering::Relaxed);
            number.set(Some(next));
            next
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_down_stays() {
        let desks: Desks<Vec<usize>> = Desks::default();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let desks = &desks;
                scope.spawn(move || {
                    for _ in 0..100 {
                        desks.work(|desk| desk.push(thread));
                    }
                });
            }
        });
        let mut all = Vec::new();
        for Desk(desk) in desks.desks {
            all.extend(desk.into_inner().unwrap().into_iter().flat_map(|desk| *desk));
        }
        assert_eq!(all.len(), 400);
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
