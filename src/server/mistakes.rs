//! A panic of the server's own, told to those who wait and to the client's log.

use tower_lsp_server::jsonrpc::Error;
use tower_lsp_server::ls_types as lsp;

use super::contain::Panicked;
use super::outgoing::Outgoing;

/// Tells the client's log of a mistake, and gives the error for the request that met it.
pub(super) fn mistake(uri: &lsp::Uri, panicked: &Panicked, outgoing: &Outgoing) -> Error {
    report(uri, panicked, outgoing);
    Error { message: "softspoken made a mistake of its own and could not answer".into(), ..Error::internal_error() }
}

/// Tells the client's log of a mistake.
pub(super) fn report(uri: &lsp::Uri, panicked: &Panicked, outgoing: &Outgoing) {
    let text = format!("softspoken made a mistake of its own while reading {}: {}", uri.as_str(), panicked.0);
    outgoing.log(lsp::MessageType::ERROR, text);
}
