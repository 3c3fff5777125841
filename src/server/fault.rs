//! Faults that a protocol test asks for by what it writes in a macro. In test builds only.

use std::time::Duration;

use tower_lsp_server::ls_types as lsp;

use super::state::Shared;

/// A macro with this in it makes its analysis panic.
const PANIC: &str = "@@panic@@";
/// A macro with this in it holds up every question about it until the client cancels that.
const HOLD: &str = "@@hold@@";

/// Panics where the text says so.
pub(super) fn panic_if_asked(source: &str) {
    assert!(!source.contains(PANIC), "a fault was asked for");
}

/// Waits for the cancellation where the text of the document says so.
pub(super) fn hold_if_asked(shared: &Shared, uri: &lsp::Uri, cancelled: impl Fn() -> bool) {
    let snapshot = shared.lock().snapshot(uri);
    let held = snapshot.is_some_and(|snapshot| snapshot.text.to_string().contains(HOLD));
    while held && !cancelled() {
        std::thread::sleep(Duration::from_millis(1));
    }
}
