//! What changes in a file, as a unified diff.

use std::time::Duration;

use similar::TextDiff;

use super::paths::one_line;

/// How long the shortest diff is looked for; after that a longer one does.
const PATIENCE: Duration = Duration::from_secs(2);

/// From `before` to `after`, both of the file that reports call `shown`.
pub(super) fn unified(shown: &str, before: &str, after: &str) -> String {
    between(shown, shown, before, after)
}

/// From `before`, which reports call `old`, to `after`, which they call `new`.
pub(super) fn between(old: &str, new: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    diff.unified_diff().header(&one_line(old), &one_line(new)).to_string()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_last_line_without_its_break_is_told() {
        expect![[r#"
            --- a.macro
            +++ a.macro
            @@ -1,3 +1,3 @@
             one
             two
            -{{a}}
            \ No newline at end of file
            +{{ a }}
            \ No newline at end of file
        "#]]
        .assert_eq(&unified("a.macro", "one\ntwo\n{{a}}", "one\ntwo\n{{ a }}"));
    }

    #[test]
    fn names_stay_on_one_line() {
        assert!(unified("a\nb.macro", "x\n", "y\n").starts_with("--- a\\nb.macro\n+++ a\\nb.macro\n@@ -1 +1 @@\n"));
    }
}
