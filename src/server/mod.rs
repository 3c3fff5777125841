//! The language server: the protocol on one side, the rooms on the other.
//!
//! In: messages on stdio or from a port. Out: answers and diagnostics. Knows nothing of terminals.
//!
//! A message goes this way: `frame` cuts it out of the byte stream, `transport` hands it to `handlers` in the order
//! in which it was sent, a change takes effect in `state` before anything else is read, and a question goes to the one
//! thread of `analyst` with the revision that it was asked about. What editors ask beside diagnostics goes on from there to the
//! thread of `adviser`. Protocol types meet the project's own in `convert`.

mod adviser;
mod analysis;
mod analyst;
mod capabilities;
mod clock;
mod code_action;
mod code_lens;
mod commands;
mod completion;
mod configuration;
mod configuration_files;
mod contain;
mod convert;
mod diagnostics;
mod document;
#[cfg(feature = "fault-injection")]
mod fault;
mod formatting;
mod frame;
mod handlers;
mod hover;
mod inlay_hint;
mod library;
mod mistakes;
mod names;
mod outgoing;
mod outline;
mod parent;
mod progress;
mod rename;
mod semantic_tokens;
mod snippets;
mod state;
mod transport;
mod workspace;
mod workspace_diagnostics;

use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc;
use tower_lsp_server::LspService;

use self::analyst::Analyst;
use self::handlers::Handlers;
use self::outgoing::Outgoing;
use self::state::Shared;
use self::workspace_diagnostics::Auditor;

/// How many messages may wait between the thread that reads and the task that dispatches.
const INCOMING: usize = 256;

/// Serves one client until it exits, goes away or closes its side: on stdin and stdout, or the first one that comes to a TCP
/// `port` of 127.0.0.1. Port 0 is any that is free; stderr tells which.
///
/// The status is 0 where the client asked for shutdown first, as the protocol wants it, else 1.
pub fn run(port: Option<u16>) -> ExitCode {
    match port.map_or_else(|| Ok(Door::Stdio), Door::wait_at).and_then(serve) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("softspoken: the language server could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where messages come from and go to.
enum Door {
    Stdio,
    Tcp(TcpStream),
}

impl Door {
    fn wait_at(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        eprintln!("softspoken: waiting for a client at {}", listener.local_addr()?);
        let (stream, _) = listener.accept()?;
        // Answers are short, and each is waited for.
        stream.set_nodelay(true)?;
        Ok(Door::Tcp(stream))
    }

    fn output(&self) -> io::Result<Box<dyn Write + Send>> {
        Ok(match self {
            Door::Stdio => Box::new(io::stdout()),
            Door::Tcp(stream) => Box::new(stream.try_clone()?),
        })
    }

    fn read(self, messages: &mpsc::Sender<transport::Incoming>) {
        match self {
            Door::Stdio => transport::read(io::stdin().lock(), messages),
            Door::Tcp(stream) => transport::read(BufReader::new(stream), messages),
        }
    }
}

fn serve(door: Door) -> io::Result<ExitCode> {
    let shared = Arc::new(Shared::default());
    let outgoing = Outgoing::start(door.output()?)?;
    let analyst = Analyst::start(Arc::clone(&shared), outgoing.clone())?;
    let auditor = Auditor::start(Arc::clone(&shared), outgoing.clone(), analyst.clone())?;
    let (sender, incoming) = mpsc::channel(INCOMING);
    thread::Builder::new().name("input".into()).spawn(move || door.read(&sender))?;

    let handlers_shared = Arc::clone(&shared);
    let handlers_outgoing = outgoing.clone();
    let (service, socket) =
        LspService::new(move |client| Handlers::new(client, handlers_shared, handlers_outgoing, analyst, auditor));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(transport::serve(service, socket, incoming, &outgoing, &shared));
    outgoing.finish();
    Ok(if shared.was_shut_down() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
