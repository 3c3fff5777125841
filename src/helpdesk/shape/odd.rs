//! Dumps that look like something else at first sight.

use expect_test::{Expect, expect};

use super::*;

/// The titles of the macros, the keys that are kept, and what is wrong, by place.
fn check(platform: &str, form: Form, dump: &str, expected: Expect) {
    let out = match read(Platform::named(platform).unwrap(), dump, form) {
        Err(fault) => format!("{}: {}\n", fault.at, fault.message),
        Ok(dump) => {
            let keys = |reply: &super::super::reply::Reply| reply.extra.keys().cloned().collect::<Vec<_>>().join(" ");
            let replies = dump.replies.iter().map(|reply| format!("“{}” {}\n", reply.title, keys(reply)));
            let faults = dump.faults.iter().map(|fault| format!("{}: {}\n", fault.at, fault.message));
            let notes = dump.notes.iter().map(|note| format!("note: {note}\n"));
            replies.chain(faults).chain(notes).collect()
        }
    };
    expected.assert_eq(&out);
}

#[test]
fn records_with_a_field_that_is_called_like_a_list() {
    let dump = r#"[{"id":"1","name":"R","body":"Keep me."},{"id":"2","name":"S","body":"x","data":[]}]"#;
    check(
        "intercom",
        Form::Json,
        dump,
        expect![[r#"
        “R” 
        “S” data
    "#]],
    );
    check(
        "intercom",
        Form::Json,
        r#"{"id":"2","name":"S","body":"x","data":[]}"#,
        expect![[r#"
        “S” data
    "#]],
    );
    let dump = r#"[{"id":1,"title":"R","content":"a"},{"id":2,"title":"S","content":"b","responses":[]}]"#;
    check(
        "freshdesk",
        Form::Json,
        dump,
        expect![[r#"
        “R” 
        “S” responses
    "#]],
    );
    let dump = r#"[{"id":1,"short_code":"R","content":"a"},{"id":2,"short_code":"S","content":"b","payload":[]}]"#;
    check(
        "chatwoot",
        Form::Json,
        dump,
        expect![[r#"
        “R” 
        “S” payload
    "#]],
    );
    let dump = r#"[{"canned_id":1,"title":"R","response":"a","data":{"k":{}}}]"#;
    check(
        "osticket",
        Form::Json,
        dump,
        expect![[r#"
        “R” data
    "#]],
    );
    // A record among pages.
    let dump = r#"[{"data":[{"id":"1","name":"R","body":"a"}]},{"id":"2","name":"S","body":"x"}]"#;
    check(
        "intercom",
        Form::Json,
        dump,
        expect![[r#"
        “R” 
        “S” 
    "#]],
    );
}

#[test]
fn what_is_wrong_is_told_in_the_order_of_the_file() {
    let dump = r#"[{"id":"1","body":"a"},3,4,"x",{"id":"2","body":"b"},{"id":"3","name":"S","body":"x"}]"#;
    check(
        "intercom",
        Form::Json,
        dump,
        expect![[r#"
        “” 
        “” 
        “S” 
        1: a macro without name
        23: this is no macro
        25: this is no macro
        28: this is no macro
        31: a macro without name
    "#]],
    );
}

#[test]
fn what_cannot_be_read_is_told_in_plain_words() {
    let deep = format!(r#"[{{"id":"1","name":"R","x":{}1{}}}]"#, "[".repeat(130), "]".repeat(130));
    check(
        "intercom",
        Form::Json,
        &deep,
        expect![[r#"
        151: lists and fields stand more than 127 levels deep in one another here, which is more than can be read
    "#]],
    );
    check(
        "intercom",
        Form::Json,
        r#"[{"id":"1","name":"a \ud83d b"}]"#,
        expect![[r#"
        27: half of an emoji or of another letter stands here (\ud83d without its second half); was the text cut?
    "#]],
    );
    check(
        "intercom",
        Form::Json,
        r#"[{"id":"1","name":"a \ud83d\u0041 b"}]"#,
        expect![[r#"
        32: half of an emoji or of another letter stands here (\ud83d without its second half); was the text cut?
    "#]],
    );
    check(
        "intercom",
        Form::Json,
        r#"[{"id":"1","name":"a \uq b"}]"#,
        expect![[r#"
        26: this is no JSON: invalid escape
    "#]],
    );
}

#[test]
fn the_last_page_says_so_in_many_ways() {
    for next in ["{}", "[]", "0", "\"\"", "null", "false"] {
        let dump = format!(r#"{{"data":[],"pages":{{"next":{next}}}}}"#);
        check("intercom", Form::Json, &dump, expect![[r#""#]]);
    }
    check(
        "intercom",
        Form::Json,
        r#"{"data":[],"pages":{"next":{"page":2}}}"#,
        expect![[r#"
        note: this is one page of several; the macros of the others are not in it
    "#]],
    );
}

#[test]
fn heads_with_signs_of_pointers() {
    check(
        "osticket",
        Form::Csv,
        "canned_id,title,response,a/b,c~d\n1,R,x,y,z\n",
        expect![[r#"
        “R” a/b c~d
    "#]],
    );
    check(
        "osticket",
        Form::Csv,
        "canned_id,title,response,a/b,a/b\n1,R,x,y,z\n",
        expect![[r#"
        29: two columns are called “a/b”
    "#]],
    );
}
