//! Where logic between blocks is written, so that what it switches on and off is whole: `{% if a %}<li>one</li>{% endif %}`
//! within a list, and around `<ul>` where all of the list depends on it.

use std::collections::HashMap;

use super::logic::{Role, role};
use super::outline::{Outline, Part};

/// A block, by the place of what opens it; 0 is the text itself.
type Block = usize;

/// A tag.
struct Tag {
    hole: usize,
    role: Option<Role>,
    stands: Stands,
}

/// Where a tag stands.
#[derive(Clone, Copy)]
enum Stands {
    /// Among the words of a block.
    Within(Block),
    /// Among the edges of blocks: the number of the run.
    Between(usize),
}

/// Edges of blocks without words between them.
#[derive(Default)]
struct Run {
    /// Every block that a tag could stand in here, with how deep that is and behind how many edges of the run.
    slots: HashMap<Block, (usize, usize)>,
    /// The outermost of these.
    outermost: Block,
    /// Its edges, in order.
    edges: Vec<Part>,
}

/// Moves the logic between blocks to where its other halves are.
pub(super) fn settle(outline: &mut Outline<'_>) {
    if !outline.parts.iter().any(|part| matches!(part, Part::Logic(_))) {
        return;
    }
    let parts = std::mem::take(&mut outline.parts);
    let (runs, tags) = surveyed(outline, &parts);
    let chosen = chosen(&runs, &tags);
    outline.parts = rebuilt(parts, &runs, &tags, &chosen);
}

/// All runs, and all tags in order.
fn surveyed(outline: &Outline<'_>, parts: &[Part]) -> (Vec<Run>, Vec<Tag>) {
    let mut runs: Vec<Run> = Vec::new();
    let mut tags = Vec::new();
    let mut open: Vec<Block> = vec![0];
    let mut in_run = false;
    for (place, part) in parts.iter().enumerate() {
        if !is_edge(part) {
            in_run = false;
            if let Part::Words(words) | Part::Code(words) | Part::Html(words) = part {
                let holes = outline.split(words).into_iter().filter_map(Result::ok);
                let block = open.last().copied().unwrap_or_default();
                let tag = |hole| Tag { hole, role: role(outline.hole(hole)), stands: Stands::Within(block) };
                tags.extend(holes.map(tag).filter(|tag| tag.role.is_some()));
            }
            continue;
        }
        if !in_run {
            runs.push(Run { outermost: open.last().copied().unwrap_or_default(), ..Run::default() });
            in_run = true;
        }
        let number = runs.len() - 1;
        let Some(run) = runs.last_mut() else { continue };
        let slot = |run: &mut Run, open: &[Block]| {
            let block = open.last().copied().unwrap_or_default();
            run.slots.entry(block).or_insert((open.len(), run.edges.len()));
        };
        slot(run, &open);
        match part {
            Part::Logic(hole) => {
                let role = role(outline.hole(*hole));
                tags.push(Tag { hole: *hole, role, stands: Stands::Between(number) });
                continue;
            }
            Part::Open(_) => open.push(place + 1),
            _ => {
                open.pop();
                let depth = |block: Block| run.slots.get(&block).map_or(usize::MAX, |(depth, _)| *depth);
                if open.len() < depth(run.outermost) {
                    run.outermost = open.last().copied().unwrap_or_default();
                }
            }
        }
        run.edges.push(part.clone());
        slot(run, &open);
    }
    (runs, tags)
}

fn is_edge(part: &Part) -> bool {
    matches!(part, Part::Open(_) | Part::Close(_) | Part::Logic(_))
}

/// For each tag between blocks, behind how many edges of its run it is written.
fn chosen(runs: &[Run], tags: &[Tag]) -> Vec<usize> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut blocks: Vec<Block> = tags.iter().map(|tag| outermost(runs, tag)).collect();
    for (number, tag) in tags.iter().enumerate() {
        match tag.role {
            Some(Role::Opens) => groups.push(vec![number]),
            Some(Role::Parts) => groups.last_mut().into_iter().for_each(|group| group.push(number)),
            Some(Role::Closes) => {
                let Some(mut group) = groups.pop() else { continue };
                group.push(number);
                if let Some(block) = shared(runs, tags, &group) {
                    group.iter().for_each(|number| {
                        if let Some(own) = blocks.get_mut(*number) {
                            *own = block
                        }
                    });
                }
            }
            None => {}
        }
    }
    let mut last = (usize::MAX, 0);
    let places = tags.iter().zip(blocks).map(|(tag, block)| {
        let Stands::Between(run) = tag.stands else { return 0 };
        let place = runs.get(run).and_then(|run| run.slots.get(&block)).map_or(0, |(_, place)| *place);
        // Tags keep their order.
        let place = if last.0 == run { place.max(last.1) } else { place };
        last = (run, place);
        place
    });
    places.collect()
}

fn outermost(runs: &[Run], tag: &Tag) -> Block {
    match tag.stands {
        Stands::Within(block) => block,
        Stands::Between(run) => runs.get(run).map_or(0, |run| run.outermost),
    }
}

/// The block that all tags of a group can stand in: the innermost of those that each would stand in by itself.
fn shared(runs: &[Run], tags: &[Tag], group: &[usize]) -> Option<Block> {
    let members = || group.iter().filter_map(|number| tags.get(*number));
    let depth = |tag: &Tag| match tag.stands {
        Stands::Within(_) => usize::MAX,
        Stands::Between(run) => {
            runs.get(run).and_then(|run| run.slots.get(&run.outermost)).map_or(0, |(depth, _)| *depth)
        }
    };
    let block = members().max_by_key(|tag| depth(tag)).map(|tag| outermost(runs, tag))?;
    let fits = |tag: &Tag| match tag.stands {
        Stands::Within(own) => own == block,
        Stands::Between(run) => runs.get(run).is_some_and(|run| run.slots.contains_key(&block)),
    };
    members().all(fits).then_some(block)
}

/// The parts with the tags of each run at their places.
fn rebuilt(parts: Vec<Part>, runs: &[Run], tags: &[Tag], chosen: &[usize]) -> Vec<Part> {
    let mut out = Vec::with_capacity(parts.len());
    let between = tags.iter().zip(chosen).filter_map(|(tag, place)| match tag.stands {
        Stands::Between(run) => Some((run, *place, tag.hole)),
        Stands::Within(_) => None,
    });
    let mut between = between.peekable();
    let (mut next_run, mut in_run) = (0, false);
    for part in parts {
        if !is_edge(&part) {
            in_run = false;
            out.push(part);
            continue;
        }
        if std::mem::replace(&mut in_run, true) {
            continue;
        }
        let run = runs.get(next_run);
        let edges = run.map_or(&[][..], |run| &run.edges);
        for (place, edge) in edges.iter().enumerate() {
            while let Some((.., hole)) = between.next_if(|(run, at, _)| *run == next_run && *at <= place) {
                out.push(Part::Logic(hole));
            }
            out.push(edge.clone());
        }
        while let Some((.., hole)) = between.next_if(|(run, ..)| *run == next_run) {
            out.push(Part::Logic(hole));
        }
        next_run += 1;
    }
    out
}
