//! Compiles the generated parser.

use std::path::Path;

fn main() {
    let source = Path::new("src");
    let parser = source.join("parser.c");

    let mut build = cc::Build::new();
    build.std("c11").include(source).file(&parser);
    if std::env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("msvc") {
        build.flag("-utf-8");
    }
    build.compile("tree-sitter-support-macro");

    println!("cargo:rerun-if-changed={}", parser.display());
    println!("cargo:rerun-if-changed=src/tree_sitter/parser.h");
}
