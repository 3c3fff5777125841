//! The committed parser is the one that `grammar.js` describes.
//!
//! To bring it up to date: `cargo run -p tree-sitter-support-macro --example generate`.

use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

const ABI: usize = 14;

/// All that the generator writes below `src`.
const PARSER: [&str; 5] =
    ["parser.c", "node-types.json", "tree_sitter/alloc.h", "tree_sitter/array.h", "tree_sitter/parser.h"];

#[test]
fn parser_follows_from_grammar_json() {
    let made = generate("parser_follows_from_grammar_json", "src/grammar.json");
    for file in PARSER {
        assert_same(&made, file);
    }
}

#[test]
fn grammar_json_follows_from_grammar_js() {
    let made = generate("grammar_json_follows_from_grammar_js", "grammar.js");
    assert_same(&made, "grammar.json");
}

#[test]
fn parser_has_the_interface_that_every_editor_loads() {
    let language = tree_sitter::Language::from(tree_sitter_support_macro::LANGUAGE);
    assert_eq!(language.abi_version(), ABI);
    assert_eq!(language.name(), None, "names came with the interface after this one");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Generates into a folder of its own and returns it.
fn generate(test: &str, grammar: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let result = generate_parser_in_directory(
        root(),
        Some(folder.as_path()),
        Some(root().join(grammar)),
        ABI,
        None,
        None,
        true,
        OptLevel::default(),
        &mut Vec::new(),
    );
    if let Err(error) = result {
        panic!("{grammar} does not generate (a grammar.js needs the program `node` on the path): {error}");
    }
    folder
}

fn assert_same(made: &Path, file: &str) {
    let made = fs::read(made.join(file)).unwrap();
    let committed = fs::read(root().join("src").join(file)).unwrap();
    assert!(
        made == committed,
        "src/{file} is out of date; run `cargo run -p tree-sitter-support-macro --example generate`"
    );
}
