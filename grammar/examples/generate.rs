//! Writes `src/parser.c` and its neighbours anew from `grammar.js`. Needs `node`.

use std::error::Error;
use std::path::Path;

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// The newest interface of generated parsers that every editor in use loads.
const ABI: usize = 14;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut notes = Vec::new();
    generate_parser_in_directory(
        root,
        None::<&Path>,
        Some(root.join("grammar.js")),
        ABI,
        None,
        None,
        true,
        OptLevel::default(),
        &mut notes,
    )?;
    for note in notes {
        eprintln!("{note}");
    }
    Ok(())
}
