//! The examples in `test/corpus`, in tree-sitter's own format: a name between two lines of `=`, a source, a line of `-`, the
//! tree. Where the source holds such a line itself, the longest one counts.
//!
//! `UPDATE_EXPECT=1` writes the trees that the parser gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::Parser;

#[test]
fn every_example_has_its_tree() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for file in files() {
        let examples = read(&fs::read_to_string(&file).unwrap());
        assert!(!examples.is_empty(), "{} holds no example", file.display());
        for example in &examples {
            let tree = parse(&example.source);
            if tree != example.tree {
                wrong.push(format!("{}: {}\n{}", file.display(), example.name, pretty(&tree)));
            }
        }
        if update {
            fs::write(&file, examples.iter().map(Example::show).collect::<String>()).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_of_node_and_every_field_has_an_example() {
    let trees: String = examples().into_iter().map(|example| example.tree).collect();
    let language = tree_sitter::Language::from(tree_sitter_support_macro::LANGUAGE);

    let kinds = (0..language.node_kind_count() as u16)
        .filter(|&kind| language.node_kind_is_visible(kind) && language.node_kind_is_named(kind))
        .filter_map(|kind| language.node_kind_for_id(kind))
        .filter(|kind| !trees.contains(&format!("({kind})")) && !trees.contains(&format!("({kind} ")));
    assert_eq!(kinds.collect::<BTreeSet<_>>(), BTreeSet::new());

    let fields = (1..=language.field_count() as u16)
        .filter_map(|field| language.field_name_for_id(field))
        .filter(|field| !trees.contains(&format!("{field}: (")));
    assert_eq!(fields.collect::<BTreeSet<_>>(), BTreeSet::new());
}

#[test]
fn names_are_told_apart() {
    let mut seen = BTreeSet::new();
    for example in examples() {
        assert!(seen.insert(example.name.clone()), "two examples are called {:?}", example.name);
    }
}

struct Example {
    name: String,
    source: String,
    /// As tree-sitter writes it, on one line.
    tree: String,
}

impl Example {
    fn show(&self) -> String {
        let Example { name, source, .. } = self;
        let border = "=".repeat(80);
        let divider = "-".repeat(80);
        format!("{border}\n{name}\n{border}\n{source}\n{divider}\n\n{}\n", pretty(&parse(source)))
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn examples() -> Vec<Example> {
    files().iter().flat_map(|file| read(&fs::read_to_string(file).unwrap())).collect()
}

fn parse(source: &str) -> String {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_support_macro::LANGUAGE.into()).unwrap();
    parser.parse(source, None).unwrap().root_node().to_sexp()
}

fn read(text: &str) -> Vec<Example> {
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len().saturating_sub(2))
        .filter(|&at| is_border(lines[at], '=') && is_border(lines[at + 2], '='))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(&start, end)| example(lines[start + 1], &lines[start + 3..end])).collect()
}

fn example(name: &str, body: &[&str]) -> Example {
    let divider = (0..body.len())
        .filter(|&at| is_border(body[at], '-'))
        .max_by_key(|&at| body[at].len())
        .unwrap_or_else(|| panic!("{name}: no line of hyphens between source and tree"));
    let tree = body[divider + 1..].join(" ");
    let tree = tree.split_whitespace().collect::<Vec<_>>().join(" ").replace(" )", ")");
    Example { name: name.to_owned(), source: body[..divider].join("\n"), tree }
}

fn is_border(line: &str, character: char) -> bool {
    line.len() >= 3 && line.chars().all(|other| other == character)
}

/// A node a line, indented by depth.
fn pretty(tree: &str) -> String {
    let mut pretty = String::new();
    let mut depth = 0;
    for (at, character) in tree.char_indices() {
        let after_field = pretty.ends_with(": ");
        match character {
            '(' if at > 0 && !after_field => {}
            ' ' if !pretty.ends_with(':') => {
                pretty.push('\n');
                pretty.push_str(&"  ".repeat(depth));
                continue;
            }
            _ => {}
        }
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        pretty.push(character);
    }
    pretty.push('\n');
    pretty
}
