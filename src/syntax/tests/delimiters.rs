//! What was opened and not closed, or closed with something else.

use expect_test::expect;

use super::check;

#[test]
fn an_output_that_is_never_closed() {
    check(
        "Hi {{ customer.first_name, thanks",
        expect![[r#"
        Hi {{ customer.first_name, thanks
           ^^
        syntax/unclosed-output: `{{` opened here is never closed; add `}}` after `customer.first_name`
          1:26 `` Add `}}` here
          suggested: Add `}}`
            Hi {{ customer.first_name }}, thanks
    "#]],
    );
}
