//! Ends the server when the editor that started it is gone, even where its end of stdin stays open.

use std::time::Duration;

/// How often to look: seldom enough to cost nothing, often enough that no stray server is noticed.
const INTERVAL: Duration = Duration::from_secs(3);

/// Comes back when the process `pid` is gone. A process that is not there at first is one of another machine or
/// container, of which nothing can be known: then this never comes back.
pub(super) async fn gone(pid: u32) {
    if !is_alive(pid) {
        std::future::pending::<()>().await;
    }
    while is_alive(pid) {
        tokio::time::sleep(INTERVAL).await;
    }
}

#[cfg(unix)]
fn is_alive(pid: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else { return true };
    // A process of another user is alive all the same.
    test_kill_process(pid) != Err(Errno::SRCH)
}

/// Where processes cannot be asked without unsafe code, the end of stdin has to do.
#[cfg(not(unix))]
fn is_alive(_pid: u32) -> bool {
    true
}
