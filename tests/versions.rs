//! One version everywhere: what a release is made of names the version of `Cargo.toml`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn every_file_names_the_version_of_the_package() {
    for (path, line) in [
        ("pyproject.toml", "version = \"VERSION\""),
        ("pyproject.toml", "dependencies = [\"softspoken==VERSION\"]"),
        ("action.yml", "    default: \"VERSION\""),
        ("templates/softspoken.yml", "      default: \"VERSION\""),
        (
            "templates/softspoken.yml",
            "#     - remote: https://raw.githubusercontent.com/softspoken/softspoken/vVERSION/templates/softspoken.yml",
        ),
        ("docs/ci.md", "      - uses: softspoken/softspoken@vVERSION"),
        (
            "docs/ci.md",
            "  - remote: https://raw.githubusercontent.com/softspoken/softspoken/vVERSION/templates/softspoken.yml",
        ),
        ("docs/ci.md", "    rev: vVERSION"),
        ("grammar/Cargo.toml", "version = \"VERSION\""),
        ("editors/vscode/package.json", "  \"version\": \"VERSION\","),
    ] {
        let line = line.replace("VERSION", VERSION);
        let text = fs::read_to_string(path).expect("a file");
        assert!(text.lines().any(|there| there == line), "{path} has no line {line}");
    }
}
