//! Names of files and folders for macros, from the names that people gave them.

use crate::syntax::to_slug;

/// The most bytes of a name.
const LONGEST: usize = 80;

/// Names that some systems keep for devices.
const TAKEN: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The folders of a macro; those of whose names nothing is left are passed over.
pub fn folder_slugs(category: &[String]) -> Vec<String> {
    category.iter().filter_map(|name| slug(name)).collect()
}

/// The name of a macro's file, without its ending: of its title, or else of its id.
pub fn name_slug(title: &str, in_title: Option<&str>, id: &str) -> String {
    let last = in_title.and_then(|mark| title.rsplit(mark).map(str::trim).find(|part| !part.is_empty()));
    let name = slug(last.unwrap_or(title));
    name.or_else(|| slug(id).map(|id| format!("macro-{id}"))).unwrap_or_else(|| "macro".to_owned())
}

fn slug(name: &str) -> Option<String> {
    let slug = to_slug(&name.replace(['/', '\\'], "-"))?;
    let end = slug.floor_char_boundary(LONGEST);
    let cut = slug.get(..end).unwrap_or_default();
    let slug = match (end < slug.len(), cut.rfind('-')) {
        (true, Some(word)) => cut.get(..word).unwrap_or_default(),
        _ => cut,
    };
    let device = |name: &str| {
        let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
        TAKEN.contains(&name)
            || port.is_some_and(|port| port.len() == 1 && port.bytes().all(|byte| byte.is_ascii_digit()))
    };
    Some(if device(slug) { format!("{slug}-macro") } else { slug.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_as_macros_are() {
        let check = |title: &str, expected: &str| assert_eq!(name_slug(title, Some("::"), "12"), expected, "{title}");
        check("Delivery::Where is my parcel?", "where-is-my-parcel");
        check("Rückgabe – zu spät 😀", "rückgabe-zu-spät");
        check("Don’t / can’t", "dont-cant");
        check("?!", "macro-12");
        check("", "macro-12");
        check("A::", "a");
        check("CON", "con-macro");
        check("com7", "com7-macro");
        check("../../etc/passwd", "etc-passwd");
        check(&"word ".repeat(40), &["word"; 16].join("-"));
        check(&"é".repeat(100), &"é".repeat(40));
        assert_eq!(name_slug("..", None, "../x"), "macro-x");
        assert_eq!(folder_slugs(&["Late / lost".to_owned(), "?".to_owned(), "B".to_owned()]), ["late-lost", "b"]);
    }
}
