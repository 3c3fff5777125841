//! Compiles the shipped packs and the facts of help desks, so that no start of the program has to: phrases become one program
//! here, written to files that the library holds and reads in a moment.
//!
//! The code that compiles is the library's own, by path: `text.rs`, `knowledge.rs` and `helpdesk.rs` beside this file name the
//! parts of the rooms that it takes.

mod helpdesk;
mod knowledge;
mod text;

use std::path::PathBuf;
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
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("packs.postcard"), postcard::to_stdvec(&knowledge)?)?;
    fs::write(out.join("helpdesk.postcard"), helpdesk::compiled(&root)?)?;
    Ok(())
}
