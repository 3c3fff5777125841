//! The readings of what is open: a walk carries one for each path that reads on differently, and only so many.

use crate::text::QuickMap;

use super::ahead::{self, Follows, Over};
use super::graph::{Decision, NoticeKind};
use super::open::{Open, REMEMBERED_DECISIONS};
use super::walk::Walk;

/// More readings of one sentence than this are not carried along: then only the last decisions make a difference.
const MOST_READINGS: usize = 32;
/// So many are kept where the last decisions have very many arms; what is decided otherwise shares one.
const MOST_KEPT: usize = 64;
/// Readings times arms where paths part: no more of them come to a block with many arms.
const MOST_PARTED: usize = 1_024;
/// As many readings as come to a block, however many arms it has.
const FEWEST_PARTED: usize = 4;
/// How many readings wait at blocks, one in another, before each block gets only one.
const MOST_WAITING: usize = 4_096;
/// So many decisions are carried along with what is open.
const MOST_CARRIED: usize = 16;
/// From so many on, readings are compared by their hashes.
const MANY: usize = 8;

impl Walk<'_> {
    /// Notes in the graph what was decided, where nothing is said for so long that carrying it on would cost.
    pub(super) fn note_decisions(&mut self) {
        for open in &mut self.open {
            if open.decisions().count() >= MOST_CARRIED {
                let edge = open.take_edge();
                open.join_at(self.graph.join(vec![edge]));
            }
        }
    }

    /// Comes to a place where paths part in so many.
    pub(super) fn before_arms(&mut self, arms: usize) {
        self.note_decisions();
        let most = (MOST_PARTED / arms.max(1)).clamp(FEWEST_PARTED, MOST_KEPT);
        self.cut_to(most.min(self.most_waiting()));
    }

    /// Lets only so many readings wait for the end of the blocks around.
    pub(super) fn cut_to_wait(&mut self) {
        self.cut_to(self.most_waiting());
    }

    fn most_waiting(&self) -> usize {
        MOST_WAITING.saturating_sub(self.waiting).max(1)
    }

    fn cut_to(&mut self, most: usize) {
        let open = std::mem::take(&mut self.open);
        self.open = self.at_most(open, most);
    }

    /// At most as many of these readings as are kept anywhere.
    pub(super) fn at_most_kept(&mut self, open: Vec<Open>) -> Vec<Open> {
        self.at_most(open, MOST_KEPT)
    }

    fn at_most(&mut self, open: Vec<Open>, most: usize) -> Vec<Open> {
        if open.len() > most { self.cut(open, most) } else { open }
    }

    /// What is open where `arm` of a choice is taken: paths on which it cannot be are left out.
    pub(super) fn taking(&self, entry: &[Open], choice: Option<u32>, arm: usize) -> Vec<Open> {
        let Some(choice) = choice else { return entry.to_vec() };
        self.deciding(entry, Decision { choice, arm: arm as u32 })
    }

    /// What is open where this is decided.
    pub(super) fn deciding(&self, entry: &[Open], decision: Decision) -> Vec<Open> {
        let possible = entry.iter().filter(|open| self.graph.is_possible(open.decisions(), decision));
        possible
            .map(|open| {
                let mut open = open.clone();
                open.decide(decision);
                open
            })
            .collect()
    }

    /// Ends what is over where this follows, so that it need not be carried along several paths, and joins what is alike.
    pub(super) fn settle(&mut self, follows: Follows) {
        if self.unknown_after > 0 {
            return self.compress();
        }
        let follows = follows.then(self.after);
        self.graph.many_paths(self.open.len() > 1);
        for open in &mut self.open {
            if open.is_clean() {
                continue;
            }
            match ahead::over(open.tail(), follows) {
                Over::No => {}
                Over::Sentence => open.end_sentence(&mut self.graph),
                Over::Run => open.close_run(&mut self.graph),
            }
        }
        self.compress();
    }

    /// Makes one of the paths that read on alike.
    pub(super) fn compress(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        // Most often two paths meet.
        if let [one, other] = self.open.as_slice()
            && !one.reads_like(other)
        {
            return;
        }
        let groups = alike(std::mem::take(&mut self.open));
        self.open = groups.into_iter().filter_map(|group| self.joined(group)).collect();
        if self.open.len() > MOST_READINGS {
            let open = std::mem::take(&mut self.open);
            self.open = self.cut(open, MOST_KEPT);
        }
    }

    fn joined(&mut self, group: Vec<Open>) -> Option<Open> {
        let mut group = group;
        if group.len() < 2 {
            return group.pop();
        }
        let merged = group.iter().any(|open| open.merged);
        let edges = group.iter_mut().map(Open::take_edge).collect();
        let mut first = group.into_iter().next()?;
        first.join_at(self.graph.join(edges));
        first.merged = merged;
        Some(first)
    }

    /// Lets one reading stand for those that differ in older decisions only, so that at most `most` are left (which is not
    /// none). The author is told.
    fn cut(&mut self, open: Vec<Open>, most: usize) -> Vec<Open> {
        if let Some(place) = open.iter().find_map(Open::place) {
            self.graph.notice(place, NoticeKind::ManyReadings);
        }
        let mut told_apart = by_last_decisions(&open, REMEMBERED_DECISIONS);
        for last in (1..REMEMBERED_DECISIONS).rev() {
            if told_apart.count > most {
                told_apart = by_last_decisions(&open, last);
            }
        }
        let mut groups: Vec<Vec<Open>> = Vec::new();
        groups.resize_with(told_apart.count.min(most), Vec::new);
        for (number, open) in told_apart.numbers.into_iter().zip(open) {
            // Those that are too many share the last.
            let number = number.min(most.saturating_sub(1));
            if let Some(group) = groups.get_mut(number) {
                group.push(open);
            }
        }
        let joined = groups.into_iter().filter_map(|group| {
            let is_one = group.len() == 1;
            let mut open = self.joined(group)?;
            open.merged |= !is_one;
            Some(open)
        });
        joined.collect()
    }
}

/// Which group each reading belongs to.
struct Groups {
    numbers: Vec<usize>,
    count: usize,
}

/// Readings by their last decisions, in the order in which they come.
fn by_last_decisions(open: &[Open], last: usize) -> Groups {
    let mut known: QuickMap<&[Decision], usize> = QuickMap::default();
    let mut number = |open| {
        let next = known.len();
        *known.entry(Open::last_decisions(open, last)).or_insert(next)
    };
    let numbers = open.iter().map(&mut number).collect();
    Groups { numbers, count: known.len() }
}

/// Readings by what is read on alike.
fn alike(open: Vec<Open>) -> Vec<Vec<Open>> {
    if let [first, rest @ ..] = open.as_slice()
        && rest.iter().all(|open| first.reads_like(open))
    {
        return vec![open];
    }
    let mut groups: Vec<Vec<Open>> = Vec::new();
    let is_in = |group: &Vec<Open>, open: &Open| group.first().is_some_and(|first| first.reads_like(open));
    if open.len() < MANY {
        for open in open {
            match groups.iter_mut().find(|group| is_in(group, &open)) {
                Some(group) => group.push(open),
                None => groups.push(vec![open]),
            }
        }
        return groups;
    }
    let mut numbers: QuickMap<u64, Vec<usize>> = QuickMap::default();
    for open in open {
        let numbers = numbers.entry(open.reading_hash()).or_default();
        let known = numbers.iter().find(|&&number| groups.get(number).is_some_and(|group| is_in(group, &open)));
        match known.and_then(|&number| groups.get_mut(number)) {
            Some(group) => group.push(open),
            None => {
                numbers.push(groups.len());
                groups.push(vec![open]);
            }
        }
    }
    groups
}
