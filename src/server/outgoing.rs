//! What goes to the client: one queue, one thread that writes it, so that nothing here ever waits for a slow client.

use std::io::{self, BufWriter, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tower_lsp_server::ls_types::notification::{LogMessage, Notification};
use tower_lsp_server::ls_types::{LogMessageParams, MessageType};

use super::frame;

/// How long the end may be held up by a client that no longer reads.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// The queue to the client. What is put in first arrives first.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    queue: mpsc::Sender<Item>,
}

#[derive(Debug)]
enum Item {
    Message(Vec<u8>),
    /// The last one: the writer says when all before it is out.
    End(mpsc::Sender<()>),
}

#[derive(Serialize)]
struct Call<'a, P> {
    jsonrpc: &'a str,
    method: &'a str,
    params: P,
}

impl Outgoing {
    /// Starts the thread that writes to `output`.
    pub(super) fn start(output: impl Write + Send + 'static) -> io::Result<Self> {
        let (queue, items) = mpsc::channel();
        thread::Builder::new().name("output".into()).spawn(move || write_all(output, &items))?;
        Ok(Self { queue })
    }

    /// Puts a message in the queue. After the client went away it is dropped.
    pub(super) fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            let _ = self.queue.send(Item::Message(body));
        }
    }

    /// Puts a notification in the queue.
    pub(super) fn notify<N: Notification>(&self, params: N::Params) {
        self.send(&Call { jsonrpc: "2.0", method: N::METHOD, params });
    }

    /// Puts a line in the editor's log of this server.
    pub(super) fn log(&self, kind: MessageType, message: impl Into<String>) {
        self.notify::<LogMessage>(LogMessageParams { typ: kind, message: message.into() });
    }

    /// Waits until all that was sent is written, but not for ever.
    pub(super) fn finish(&self) {
        let (done, written) = mpsc::channel();
        if self.queue.send(Item::End(done)).is_ok() {
            let _ = written.recv_timeout(LAST_WORDS);
        }
    }
}

fn write_all(output: impl Write, items: &mpsc::Receiver<Item>) {
    let mut output = BufWriter::new(output);
    while let Ok(item) = items.recv() {
        let mut next = Some(item);
        // All that waits goes out in one write.
        while let Some(item) = next {
            match item {
                Item::Message(body) => {
                    if frame::write(&mut output, &body).is_err() {
                        return;
                    }
                }
                Item::End(done) => {
                    let _ = output.flush();
                    let _ = done.send(());
                    return;
                }
            }
            next = items.try_recv().ok();
        }
        if output.flush().is_err() {
            return;
        }
    }
}
