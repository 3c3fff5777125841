//! Keeps a panic where it happened: one question fails, the server lives on.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What a panic said.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Panicked(pub(super) String);

impl Panicked {
    fn new(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        Self(text.unwrap_or_else(|| "no reason was given".to_owned()))
    }
}

/// Runs `work`; a panic in it becomes an error. State that others see must not be half changed by `work`.
pub(super) fn contain<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| Panicked::new(payload.as_ref()))
}

/// The same for a future: a panic in any of its steps ends it with an error.
pub(super) async fn contain_future<F: Future>(future: F) -> Result<F::Output, Panicked> {
    let mut future = pin!(future);
    poll_fn(|context| match contain(|| future.as_mut().poll(context)) {
        Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(panicked) => Poll::Ready(Err(panicked)),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(contain(|| 1), Ok(1));
        assert_eq!(contain(|| panic!("at {}", 3)), Err::<(), _>(Panicked("at 3".into())));
    }

    #[test]
    fn a_panic_after_a_wait_becomes_its_words() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let later = async {
            tokio::task::yield_now().await;
            panic!("late")
        };
        assert_eq!(runtime.block_on(contain_future(later)), Err::<(), _>(Panicked("late".into())));
    }
}
