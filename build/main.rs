//! Compiles the shipped packs, so that no start of the program has to: their phrases become one program here, written to
//! a file that the library holds and reads in a moment.
//!
//! The code that compiles is the library's own, by path: `text.rs` and `knowledge.rs` beside this file name the parts of the
//! two rooms that it takes.

mod knowledge;
mod text;

use std::path::{Path, PathBuf};
use std::{env, fs};

use knowledge::{PackFile, load};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=packs");
    println!("cargo::rerun-if-changed=build");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let names: Vec<String> = knowledge::SHIPPED_NAMES.iter().map(|name| format!("packs/{name}.toml")).collect();
    let texts =
        names.iter().map(|name| fs::read_to_string(root.join(name)).map_err(|error| format!("{name}: {error}")));
    let texts: Vec<String> = texts.collect::<Result<_, _>>()?;
    let files: Vec<PackFile> = names.iter().zip(&texts).map(|(name, text)| PackFile { name, text }).collect();
    // Mistakes are left to the tests, which tell them better.
    let (knowledge, _) = load(&files);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("packs.postcard"), postcard::to_stdvec(&knowledge)?)?;
    Ok(())
}
