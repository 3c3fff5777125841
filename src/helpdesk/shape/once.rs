//! Each macro of a dump once: pages overlap where macros change while they are fetched, and two that differ are a mistake.

use std::collections::HashMap;

use super::super::exchange::prints_there;
use super::super::reply::Reply;

/// The macros that came so far.
#[derive(Clone, Debug, Default)]
pub struct Once {
    /// In their order, each once.
    pub replies: Vec<Reply>,
    by_id: HashMap<String, usize>,
}

impl Once {
    /// Adds one; says what is wrong where there is another macro with its id.
    pub fn add(&mut self, reply: Reply) -> Option<String> {
        let first = reply.id.as_ref().and_then(|id| self.replies.get(*self.by_id.get(id)?));
        let fault = match first {
            Some(first) if prints_there(first) == prints_there(&reply) => return None,
            Some(first) => {
                let id = reply.id.as_deref().unwrap_or_default();
                Some(format!("two macros have the id {id}: “{}” and “{}”", first.title, reply.title))
            }
            None => None,
        };
        if let Some(id) = reply.id.clone() {
            self.by_id.entry(id).or_insert(self.replies.len());
        }
        self.replies.push(reply);
        fault
    }
}
