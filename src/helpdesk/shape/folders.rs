//! The folders of a dump: lists of them beside the macros, macros listed within them, and those that a title names.

use std::collections::HashMap;

use serde_json::Value;

use super::super::facts::{Category, Shape};
use super::super::reply::{Folder, Reply};
use super::record::text_at;

/// Folders in one another, at most: what goes deeper goes in a circle.
const MOST_DEPTH: usize = 20;

/// The folder that an item of a list is; `None` where it is something else.
pub(super) fn folder(shape: &Shape, item: &Value) -> Option<Folder> {
    let category = shape.category.as_ref()?;
    let id = text_at(item, category.id.as_deref()?)?;
    let name = text_at(item, category.name.as_deref()?)?;
    let parent = category.parent.as_deref().and_then(|parent| text_at(item, parent));
    let parent = parent.map(|parent| last_part(category, parent)).filter(|parent| !parent.is_empty());
    Some(Folder { id, name, parent })
}

/// The folders that a page lists beside its macros.
pub(super) fn beside(shape: &Shape, page: &Value) -> Vec<Folder> {
    let lists = shape.category.iter().flat_map(|category| &category.from).filter(|from| !from.is_empty());
    let items = lists.filter_map(|from| page.pointer(from)?.as_array()).flatten();
    items.filter_map(|item| folder(shape, item)).collect()
}

/// Whether an item of a bare list is a folder and no macro.
pub(super) fn is_folder(shape: &Shape, item: &Value) -> bool {
    let bare = shape.category.as_ref().is_some_and(|category| category.from.iter().any(String::is_empty));
    bare && item.pointer(&shape.title).is_none() && folder(shape, item).is_some()
}

/// The id of the folder that a record is in, as the record says it.
pub(super) fn of_record(shape: &Shape, record: &Value) -> Option<String> {
    let category = shape.category.as_ref()?;
    let id = last_part(category, text_at(record, category.at.as_deref()?)?);
    (!id.is_empty() && category.none.as_deref() != Some(&id)).then_some(id)
}

fn last_part(category: &Category, id: String) -> String {
    match category.last_part {
        true => id.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned(),
        false => id,
    }
}

/// Names the folders of macros, by all that is known of folders.
pub fn name_folders(shape: &Shape, replies: &mut [Reply], folders: &[Folder]) {
    let Some(category) = &shape.category else { return };
    let by_id: HashMap<&str, &Folder> = folders.iter().map(|folder| (folder.id.as_str(), folder)).collect();
    for reply in replies {
        if reply.folder.is_none() && !reply.category.is_empty() {
            continue;
        }
        if let Some(mark) = &category.in_title {
            let mut parts: Vec<&str> = reply.title.split(mark.as_str()).map(str::trim).collect();
            parts.pop();
            reply.category = parts.into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect();
            continue;
        }
        let Some(id) = &reply.folder else { continue };
        reply.category = match &category.between {
            Some(between) => {
                let parts = id.split(between.as_str()).map(str::trim);
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
            None => path(category, id, &by_id),
        };
    }
}

/// The names of a folder and of those around it, outermost first.
fn path(category: &Category, id: &str, by_id: &HashMap<&str, &Folder>) -> Vec<String> {
    let known = std::iter::successors(by_id.get(id), |folder| by_id.get(folder.parent.as_deref()?)).take(MOST_DEPTH);
    let mut names: Vec<String> = known.map(|folder| folder.name.clone()).collect();
    if names.is_empty() {
        names.push(format!("{} {id}", category.word.as_deref().unwrap_or("folder")));
    }
    names.reverse();
    names
}
