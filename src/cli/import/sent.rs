//! Which macros are at their help desk as an export from here gives them, although their files say more than that can hold.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::super::desk_macros;
use super::super::desk_same::{Both, as_read};
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
    let mut out = Vec::new();
    for (of_desk, mine) in desk.macros.iter().zip(&here) {
        let known = of_desk.files.first().and_then(|file| by_path.get(&file.shown));
        let Some((number, pair)) = known.filter(|_| here.len() == desk.macros.len()) else { continue };
        let same = Both::of(platform, mine, pair.reply).same;
        if same.contains(&true) {
            out.push((*number, same));
        }
    }
    Ok(out)
}
