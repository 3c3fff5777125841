//! A small client that talks to the built binary over pipes, one step after the other.
//!
//! Every wait ends: with what was waited for, or with a panic that says what was missing. [`Client::finish`] fails where
//! the server sent something that no test looked at. Every message is held against the protocol's model (`conformance`).

#![allow(dead_code, reason = "each test target uses a part of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use softspoken::text::{Edit, Encoding, Position, Span, Text, apply_edits};

#[path = "conformance/mod.rs"]
pub(crate) mod conformance;

use conformance::Checker;

/// A server that says nothing for so long will never say it. Long enough for a slow machine in a debug build.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server and what it said so far.
pub(crate) struct Client {
    child: Child,
    input: Option<Box<dyn Write + Send>>,
    inbox: Receiver<Value>,
    unread: VecDeque<Value>,
    last_id: i64,
    checker: Checker,
    checks: Checks,
}

/// Whose messages must be as the protocol says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Checks {
    Both,
    Server,
    Nobody,
}

impl Client {
    /// A server that was not greeted yet.
    pub(crate) fn spawn() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_softspoken"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let output = child.stdout.take().expect("stdout is piped");
        let input = child.stdin.take().expect("stdin is piped");
        Self::of(child, output, input)
    }

    /// The same at a port.
    pub(crate) fn spawn_at_port() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_softspoken"))
            .args(["lsp", "--tcp", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut said = String::new();
        let mut stderr = BufReader::new(child.stderr.take().expect("stderr is piped"));
        stderr.read_line(&mut said).expect("it says where");
        let stream = TcpStream::connect(said.trim().rsplit(' ').next().expect("an address")).expect("it listens");
        Self::of(child, stream.try_clone().expect("a stream"), stream)
    }

    fn of(child: Child, output: impl Read + Send + 'static, input: impl Write + Send + 'static) -> Self {
        let (sender, inbox) = mpsc::channel();
        let output = BufReader::new(output);
        thread::spawn(move || messages(output).for_each(|message| drop(sender.send(message))));
        Self {
            input: Some(Box::new(input)),
            child,
            inbox,
            unread: VecDeque::new(),
            last_id: 0,
            checker: Checker::default(),
            checks: Checks::Both,
        }
    }

    /// A server that was greeted by a client which supports nothing in particular.
    pub(crate) fn start() -> Self {
        Self::start_with(json!({"capabilities": {}}))
    }

    /// A server that was greeted with these parameters of `initialize`.
    pub(crate) fn start_with(params: Value) -> Self {
        let mut client = Self::spawn();
        client.initialize(params);
        client
    }

    /// Greets the server; gives its capabilities.
    pub(crate) fn initialize(&mut self, mut params: Value) -> Value {
        // Required, though most clients of these tests have nothing to say there.
        for name in ["processId", "rootUri"] {
            if params.get(name).is_none() {
                params[name] = Value::Null;
            }
        }
        let answer = self.ask("initialize", params);
        self.notify("initialized", json!({}));
        answer["capabilities"].clone()
    }

    /// Sends bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("stdin is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// It may send what only a newer protocol knows, or an editor by itself. Before it says anything.
    pub(crate) fn newer(&mut self) {
        self.checker = Checker::for_real_client();
    }

    /// From here on it sends what the protocol does not let it. What the server sends is looked at all the same.
    pub(crate) fn careless(&mut self) {
        self.checks = Checks::Server;
    }

    /// From here on no message is held against the protocol, for measurements.
    pub(crate) fn unchecked(&mut self) {
        self.checks = Checks::Nobody;
    }

    /// Sends messages in one write.
    pub(crate) fn send(&mut self, messages: &[Value]) {
        for message in messages.iter().filter(|_| self.checks != Checks::Nobody) {
            let problems = self.checker.client_sent(message);
            assert!(self.checks == Checks::Server || problems.is_empty(), "{problems:#?}\nin {message}");
        }
        let bytes: Vec<u8> = messages.iter().flat_map(frame).collect();
        self.send_bytes(&bytes);
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&[notification(method, params)]);
    }

    /// Sends a request and gives its id.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        let request = self.new_request(method, params);
        let id = request["id"].as_i64().expect("ids are numbers");
        self.send(&[request]);
        id
    }

    /// A request with an id of its own, not sent yet.
    pub(crate) fn new_request(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params})
    }

    /// The whole answer to a request.
    pub(crate) fn answer_to(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none(), &format!("an answer to {id}"))
    }

    /// Sends a request and gives its result.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer_to(id);
        answer.get("result").unwrap_or_else(|| panic!("{method} failed: {answer}")).clone()
    }

    /// Sends a request and gives the code of its error.
    pub(crate) fn ask_error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        self.answer_to(id)["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} did not fail"))
    }

    /// The next notification of a method.
    pub(crate) fn notification(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method && message.get("id").is_none(), method)["params"].clone()
    }

    /// The next request of the server, by its method: id and parameters.
    pub(crate) fn asked(&mut self, method: &str) -> (Value, Value) {
        let request = self.wait(|message| message["method"] == method && message.get("id").is_some(), method);
        (request["id"].clone(), request["params"].clone())
    }

    /// Answers a request of the server.
    pub(crate) fn answer(&mut self, id: &Value, result: Value) {
        self.send(&[json!({"jsonrpc": "2.0", "id": id, "result": result})]);
    }

    /// Opens a macro.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        self.notify("textDocument/didOpen", did_open(uri, text));
    }

    /// Changes a macro: each change is `(start, end, text)`, or the whole text.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: &[Value]) {
        self.notify("textDocument/didChange", did_change(uri, version, changes));
    }

    /// Closes a macro.
    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The next pushed diagnostics.
    pub(crate) fn pushed(&mut self) -> Value {
        self.notification("textDocument/publishDiagnostics")
    }

    /// The pushed diagnostics of a version; older ones before it are read and left aside.
    pub(crate) fn pushed_for(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            let params = self.pushed();
            assert_eq!(params["uri"], uri);
            let pushed = params["version"].as_i64().expect("a version");
            assert!(pushed <= version, "version {pushed} was never sent");
            if pushed == version {
                return list(&params["diagnostics"]);
            }
        }
    }

    /// The actions that are offered for a range, of some kinds or of all.
    pub(crate) fn actions(&mut self, uri: &str, range: &Value, only: Option<&[&str]>) -> Vec<Value> {
        let mut context = json!({"diagnostics": []});
        if let Some(only) = only {
            context["only"] = json!(only);
        }
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        list(&self.ask("textDocument/codeAction", params))
    }

    /// The process of the server.
    pub(crate) fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Closes stdin.
    pub(crate) fn close_input(&mut self) {
        self.input = None;
    }

    /// Waits for the end of the server and gives its exit status.
    pub(crate) fn exit_status(&mut self) -> i32 {
        // Its end of the pipe closes when it ends; until then there may be messages.
        while let Ok(message) = self.inbox.recv_timeout(PATIENCE) {
            self.check(&message);
            self.unread.push_back(message);
        }
        self.child.wait().expect("the server ends").code().expect("an exit status")
    }

    /// Ends the server as the protocol wants it. Fails where something was sent that nobody read.
    pub(crate) fn finish(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_status(), 0, "after a shutdown");
        assert!(self.unread.is_empty(), "nobody read {:#?}", self.unread);
        let all_answered = self.checks == Checks::Nobody || self.checker.unanswered().is_empty();
        assert!(all_answered, "no answer to {:?}", self.checker.unanswered());
    }

    /// Fails where a message of the server is not as the protocol says.
    fn check(&mut self, message: &Value) {
        if self.checks == Checks::Nobody {
            return;
        }
        let problems = self.checker.server_sent(message);
        assert!(problems.is_empty(), "{problems:#?}\nin {message:#}");
    }

    /// The next message that is wanted, from those left aside or from the server.
    pub(crate) fn wait(&mut self, wanted: impl Fn(&Value) -> bool, what: &str) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).expect("it was found there");
        }
        loop {
            let message = self.inbox.recv_timeout(PATIENCE);
            let message = message.unwrap_or_else(|_| panic!("{what} never came; unread: {:#?}", self.unread));
            self.check(&message);
            if wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A message with its header.
pub(crate) fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn messages(mut output: impl BufRead) -> impl Iterator<Item = Value> {
    std::iter::from_fn(move || {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if output.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(value) => length = value.parse().expect("a length"),
                None => break,
            }
        }
        let mut body = vec![0; length];
        output.read_exact(&mut body).ok()?;
        Some(serde_json::from_slice(&body).expect("the server writes JSON"))
    })
}

/// A notification, not sent yet.
pub(crate) fn notification(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

/// The parameters of `didOpen`, version 1.
pub(crate) fn did_open(uri: &str, text: &str) -> Value {
    json!({"textDocument": {"uri": uri, "languageId": "support-macro", "version": 1, "text": text}})
}

/// The parameters of `didChange`.
pub(crate) fn did_change(uri: &str, version: i64, changes: &[Value]) -> Value {
    json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes})
}

/// A change of a range.
pub(crate) fn replace(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    json!({"range": range(start, end), "text": text})
}

/// A range from line and column to line and column.
pub(crate) fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    json!({"start": {"line": start.0, "character": start.1}, "end": {"line": end.0, "character": end.1}})
}

/// The parameters of a request about a place.
pub(crate) fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

/// The elements of an array; none of `null`.
pub(crate) fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// The codes of diagnostics.
pub(crate) fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect()
}

/// The bytes that a range names.
pub(crate) fn span_of(source: &str, range: &Value, encoding: Encoding) -> Span {
    let text = Text::new(source);
    let offset = |place: &Value| {
        let number = |key: &str| place[key].as_u64().expect("a number") as usize;
        text.offset(Position { line: number("line"), column: number("character") }, encoding)
    };
    Span::new(offset(&range["start"]), offset(&range["end"]))
}

/// The text after the edits of a code action.
pub(crate) fn apply(source: &str, action: &Value, encoding: Encoding) -> String {
    let edit = &action["edit"];
    let in_changes = edit["changes"].as_object().into_iter().flat_map(|changes| changes.values());
    let in_documents = edit["documentChanges"].as_array().into_iter().flatten().map(|document| &document["edits"]);
    let edits: Vec<Value> = in_changes.chain(in_documents).flat_map(list).collect();
    assert!(!edits.is_empty(), "an action without edits: {action}");
    apply_edits_of(source, &edits, encoding)
}

/// The text after edits of the protocol.
pub(crate) fn apply_edits_of(source: &str, edits: &[Value], encoding: Encoding) -> String {
    let edit = |edit: &Value| {
        Edit::replace(span_of(source, &edit["range"], encoding), edit["newText"].as_str().expect("text"))
    };
    apply_edits(source, &edits.iter().map(edit).collect::<Vec<_>>()).expect("edits that fit")
}
