//! The thread that answers what editors ask beside diagnostics (outlines, completion, names …) from analyses that are
//! there already, so that no diagnostics wait for it.

use std::io;
use std::sync::mpsc;
use std::thread;

/// The queue to the thread.
#[derive(Clone, Debug)]
pub(super) struct Adviser {
    questions: mpsc::Sender<Question>,
}

type Question = Box<dyn FnOnce() + Send>;

impl Adviser {
    /// Starts the thread. It ends when nobody can ask any more.
    pub(super) fn start(name: &str) -> io::Result<Self> {
        let (questions, queue) = mpsc::channel::<Question>();
        let work = move || queue.iter().for_each(|question| question());
        thread::Builder::new().name(name.into()).spawn(work)?;
        Ok(Self { questions })
    }

    /// Puts a question in the queue. It must not panic.
    pub(super) fn advise(&self, question: impl FnOnce() + Send + 'static) {
        let _ = self.questions.send(Box::new(question));
    }
}
