//! The tree-sitter grammar of support macros: the parser, and the queries that editors use with it.
//!
//! Every text parses without `ERROR` and `MISSING` nodes; what is broken stands in nodes of its own (`unclosed_tag`,
//! `unterminated_string`, `stray_closer`, `unexpected`).
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_support_macro::LANGUAGE.into())?;
//! let tree = parser.parse("Hi {{ customer.first_name }},", None);
//! assert_eq!(
//!     tree.map(|tree| tree.root_node().to_sexp()).as_deref(),
//!     Some("(source_file (text) (output (path root: (identifier) property: (identifier))) (text))")
//! );
//! # Ok::<(), tree_sitter::LanguageError>(())
//! ```

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_support_macro() -> *const ();
}

/// The parser, to be handed to `tree_sitter::Parser::set_language`.
// SAFETY: the function is the generated entry point, which returns a pointer to a static language description.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_support_macro) };

/// Every kind of node with its fields and children, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// Captures for highlighting.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// Where other languages stand: YAML in the front matter, Markdown in the text.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");

/// What an editor can fold without knowing which tags belong together.
pub const FOLDS_QUERY: &str = include_str!("../../queries/folds.scm");
