//! Between the bytes and the handlers: messages are read on a thread of their own and dispatched one after the other.
//!
//! The framework's own loop is not used: it stops at the first malformed message, drops what a client sends before it has
//! the answer to `initialize`, leaves unknown `$/` requests without an answer, and starts handlers in no promised order.

use std::future::poll_fn;
use std::io::BufRead;
use std::task::Poll;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::mpsc;
use tower_lsp_server::jsonrpc::{Error, Id, Request, Response};
use tower_lsp_server::ls_types::{DidChangeTextDocumentParams, DidOpenTextDocumentParams, MessageType};
use tower_lsp_server::{ClientSocket, ExitedError, LspService};
use tower_service::Service;

use super::contain::{Panicked, contain_future};
use super::frame::{self, Unreadable};
use super::handlers::Handlers;
use super::outgoing::Outgoing;
use super::state::Shared;

/// What came from the client.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request or a notification.
    Call(Request),
    /// The answer to a request of the server.
    Answer(Response),
    /// No message of the protocol.
    Malformed(Error),
}

/// Reads messages until the stream ends or nobody takes them. Runs on a thread of its own.
pub(super) fn read(mut input: impl BufRead, messages: &mpsc::Sender<Incoming>) {
    loop {
        let message = match frame::read(&mut input) {
            Ok(Some(body)) => parse(&body),
            Ok(None) => return,
            Err(Unreadable::Headers(why)) => Incoming::Malformed(parse_error(&why)),
            Err(Unreadable::Stream(error)) => {
                eprintln!("softspoken: cannot read from the editor: {error}");
                return;
            }
        };
        if messages.blocking_send(message).is_err() {
            return;
        }
    }
}

fn parse(body: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return Incoming::Malformed(parse_error(&error.to_string())),
    };
    let is_call = value.get("method").is_some();
    let message = match is_call {
        true => serde_json::from_value(value).map(Incoming::Call),
        false => serde_json::from_value(value).map(Incoming::Answer),
    };
    message.unwrap_or_else(|error| {
        let message = format!("this is no request, notification or answer: {error}").into();
        Incoming::Malformed(Error { message, ..Error::invalid_request() })
    })
}

fn parse_error(why: &str) -> Error {
    Error { message: format!("this message cannot be read: {why}").into(), ..Error::parse_error() }
}

/// Dispatches messages until the client exits, closes the stream or is gone.
pub(super) async fn serve(
    mut service: LspService<Handlers>,
    socket: ClientSocket,
    mut incoming: mpsc::Receiver<Incoming>,
    outgoing: &Outgoing,
    shared: &Shared,
) {
    let (mut requests, mut answers) = socket.split();
    loop {
        tokio::select! {
            biased;
            message = incoming.recv() => match message {
                None => return,
                Some(Incoming::Call(request)) if request.method() == "exit" => return,
                Some(Incoming::Call(request)) => {
                    warn_of_loss(&request, outgoing);
                    dispatch(&mut service, request, outgoing).await;
                }
                Some(Incoming::Answer(answer)) => {
                    let _ = answers.send(answer).await;
                }
                Some(Incoming::Malformed(error)) => outgoing.send(&Response::from_error(Id::Null, error)),
            },
            Some(request) = requests.next() => outgoing.send(&request),
            () = shared.stopped() => return,
        }
    }
}

/// The framework drops a notification with wrong parameters without a word. Where a text is lost with it, as by a client
/// that counts lines from below zero, the author has to know: all that follows would be judged by a text that is not theirs.
fn warn_of_loss(request: &Request, outgoing: &Outgoing) {
    let params = request.params().unwrap_or(&Value::Null);
    let error = match request.method() {
        "textDocument/didOpen" => DidOpenTextDocumentParams::deserialize(params).err(),
        "textDocument/didChange" => DidChangeTextDocumentParams::deserialize(params).err(),
        _ => None,
    };
    if let Some(error) = error {
        let text = format!("A change could not be read ({error}). Close the macro and open it again.");
        outgoing.log(MessageType::ERROR, text);
    }
}

/// Runs a handler up to its first wait, here and now, so that changes take effect in the order of the messages; what is
/// left of it goes on beside the others.
async fn dispatch(service: &mut LspService<Handlers>, request: Request, outgoing: &Outgoing) {
    let is_ready = poll_fn(|context| service.poll_ready(context)).await;
    if is_ready.is_err() {
        return;
    }
    let id = request.id().cloned();
    let mut handler = Box::pin(contain_future(service.call(request)));
    let step = poll_fn(|context| Poll::Ready(handler.as_mut().poll(context))).await;
    if let Poll::Ready(outcome) = step {
        answer(id, outcome, outgoing);
        return;
    }
    let outgoing = outgoing.clone();
    tokio::spawn(async move { answer(id, handler.await, &outgoing) });
}

type Outcome = Result<Result<Option<Response>, ExitedError>, Panicked>;

fn answer(id: Option<Id>, outcome: Outcome, outgoing: &Outgoing) {
    let response = match (outcome, id) {
        (Ok(Ok(Some(response))), _) => response,
        // The framework says nothing to requests that start with `$/`; the protocol wants an answer to each.
        (Ok(Ok(None)), Some(id)) => Response::from_error(id, Error::method_not_found()),
        (Ok(_), _) => return,
        (Err(Panicked(why)), Some(id)) => {
            let message = format!("softspoken made a mistake of its own: {why}").into();
            Response::from_error(id, Error { message, ..Error::internal_error() })
        }
        (Err(Panicked(why)), None) => {
            outgoing.log(MessageType::ERROR, format!("softspoken made a mistake of its own: {why}"));
            return;
        }
    };
    outgoing.send(&response);
}
