//! Which macros are at their help desk as an export from here gives them, although their files say more than that can hold.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::super::desk_macros::{self, DeskMacro};
use super::super::desk_same::{Both, as_read};
use super::super::parallel;
use super::super::paths;
use super::super::status::Failure;
use super::pairs::Pair;
use super::place::Place;
use crate::helpdesk::Platform;
use crate::helpdesk::exchange::PARTS;
use crate::helpdesk::reply::Reply;

/// Which parts of these macros are the same there, by the numbers of the macros.
pub(super) fn parts(
    platform: &'static Platform,
    place: &Place,
    config: Option<&Path>,
    pairs: &[(usize, &Pair<'_>)],
    jobs: NonZeroUsize,
) -> Result<Vec<(usize, [bool; PARTS])>, Failure> {
    let files = |pair: &Pair<'_>| pair.files.all().iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    let paths: Vec<PathBuf> = pairs.iter().flat_map(|(_, pair)| files(pair)).collect();
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let desk = desk_macros::gathered(platform, &paths, config)?;
    let sent: Vec<Reply> = desk.macros.iter().map(|of_desk| of_desk.sent.reply.clone()).collect();
    let here = as_read(platform, &sent)?;
    let mut by_path: HashMap<String, (usize, &Pair<'_>)> = HashMap::new();
    for (number, pair) in pairs {
        by_path.extend(files(pair).iter().map(|path| (paths::shown(path, &place.here), (*number, *pair))));
    }
    let known = |of_desk: &DeskMacro| of_desk.files.first().and_then(|file| by_path.get(&file.shown)).copied();
    let known = desk.macros.iter().zip(&here).filter_map(|(of_desk, mine)| Some((known(of_desk)?, mine)));
    let known: Vec<_> = known.filter(|_| here.len() == desk.macros.len()).collect();
    let mut out = Vec::new();
    let work = |((_, pair), mine): &((usize, &Pair<'_>), &Reply)| Both::of(platform, mine, pair.reply).same;
    parallel::in_order(&known, jobs, work, |((number, _), _), same| {
        out.extend(same.ok().filter(|same| same.contains(&true)).map(|same| (*number, same)));
    });
    Ok(out)
}
