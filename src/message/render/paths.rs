//! Every message that a macro can become, by rendering it once for each way through its branches.

use std::collections::{HashMap, HashSet};

use super::script::{Answer, Script};
use super::{Around, RenderError, Rendered, rendered};
use crate::syntax::Macro;

/// How many ways are tried for each message that is wanted: different ways often give the same message.
const WAYS_PER_MESSAGE: usize = 10;

/// The most steps of all renderings together.
const MOST_STEPS: usize = 200_000_000;

/// The most ways to one message that are compared with each other.
const MOST_COMPARED: usize = 1_000;

/// One message and when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMessage {
    /// The message.
    pub rendered: Rendered,
    /// The conditions of a way to it, in the order in which they are asked, as few as can be told; none: always.
    pub when: Vec<String>,
}

/// The messages of a macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// Different ones, in the order of the branches.
    pub messages: Vec<PathMessage>,
    /// Whether there are more.
    pub more: bool,
}

/// The different messages of a macro, at most `most`: conditions that ask something of the data hold and fail in turn, and
/// loops go round once, twice and never. Conditions that ask the same hold or fail together, and what follows from
/// others is not asked, as in the message graph: unless a name in them was set in between or one stands in a snippet.
pub fn render_paths(source: &str, parsed: &Macro, around: &Around<'_>, most: usize) -> Result<Paths, RenderError> {
    let mut paths = Paths::default();
    // By message, what was answered on each way to it.
    let mut ways_to: Vec<Vec<Vec<Answer>>> = Vec::new();
    let mut known: HashMap<(Option<String>, String), usize> = HashMap::new();
    let mut script = Some(Script::default());
    let (mut ways, mut spent) = (0usize, 0usize);
    while let Some(current) = script {
        if paths.messages.len() >= most || ways >= most.saturating_mul(WAYS_PER_MESSAGE) || spent > MOST_STEPS {
            paths.more = true;
            break;
        }
        ways += 1;
        let (rendered, done, steps) = rendered(source, parsed, around, Some(current))?;
        spent = spent.saturating_add(steps);
        let mut done = done.unwrap_or_default();
        let when = std::mem::take(&mut done.when);
        script = done.next();
        let key = (rendered.subject.clone(), rendered.text.clone());
        if let Some(ways) = known.get(&key).and_then(|place| ways_to.get_mut(*place)) {
            ways.push(when);
        } else {
            known.insert(key, paths.messages.len());
            paths.messages.push(PathMessage { rendered, when: Vec::new() });
            ways_to.push(vec![when]);
        }
    }
    for (message, ways) in paths.messages.iter_mut().zip(ways_to) {
        message.when = shortest(ways).iter().map(Answer::words).collect();
    }
    Ok(paths)
}

/// The shortest of several ways to one message, without the questions whose every answer leads to it.
fn shortest(mut ways: Vec<Vec<Answer>>) -> Vec<Answer> {
    let mut all: HashSet<Vec<Answer>> = ways.iter().cloned().collect();
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        for (place, answer) in way.iter().enumerate() {
            let with = |other: Answer| {
                let mut way = way.clone();
                way.splice(place..=place, [other]);
                way
            };
            if answer.others().all(|other| all.contains(&with(other))) {
                let mut without = way.clone();
                without.remove(place);
                if all.insert(without.clone()) {
                    ways.push(without);
                }
            }
        }
        if all.len() > MOST_COMPARED {
            break;
        }
    }
    ways.into_iter().min_by_key(Vec::len).unwrap_or_default()
}
