//! `check --platform`: dumps of help desks, checked as they stand.

use std::fs;

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::folder::{Folder, Run};

/// A folder with the fixture at `path` in it, by its own name, and what the binary says of that.
fn run(platform: &str, path: &str, arguments: &[&str]) -> (Folder, Run) {
    let fixture = format!("{}/tests/fixtures/helpdesk/{path}", env!("CARGO_MANIFEST_DIR"));
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = Folder::new(&[]);
    folder.write(name, &fs::read(fixture).expect("the fixture is there"));
    let run = folder.run(&[&["check", "--platform", platform, name], arguments].concat());
    (folder, run)
}

fn check(platform: &str, path: &str, arguments: &[&str], expected: Expect) {
    expected.assert_eq(&run(platform, path, arguments).1.to_string());
}

#[test]
fn a_person_reads_the_title_and_the_text_of_each_macro() {
    check(
        "zendesk",
        "zendesk/macros.json",
        &["--select", "tone/,template/"],
        expect![[r#"
            Delivery::Where is my parcel?: 1 warning and 2 for information

            warning[template/may-be-empty]: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
             --> macros.json:68:17 (/macros/1/actions/0/value/1)
              |
            1 | Hi {{customer.first_name}},
              |    ^^^^^^^^^^^^^^^^^^^^^^^
              |
              = why: A web form may give no first name, an order may have no tracking number yet.
              = try: Write “there” where it is empty
                     Hi {{customer.first_name | default: "there"}},

            information[template/may-be-empty]: `ticket.custom["360099"]` may be empty, and the sentence would have a gap; say what to write then
             --> macros.json:68:76 (/macros/1/actions/0/value/1)
              |
            3 | your parcel left us on {{ticket.custom["360099"]}}.<br>
              |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = why: A web form may give no first name, an order may have no tracking number yet.
              = try: Leave it out where it is empty
                     your parcel left us on{% if ticket.custom["360099"] %} {{ticket.custom["360099"]}}{%
                     endif %}.<br>

            information[template/may-be-empty]: `content.signature_support` may be empty, and the sentence would have a gap; say what to write then
             --> macros.json:68:176 (/macros/1/actions/0/value/1)
              |
            6 | {{content.signature_support}}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = why: A web form may give no first name, an order may have no tracking number yet.
              = try: Leave it out where it is empty
                     {% if content.signature_support %}{{content.signature_support}}{% endif %}

            Delivery::where is my parcel: 2 warnings and 1 for information

            warning[tone/flat-refusal]: “Unfortunately we cannot” is a dead end; say what you can do
             --> macros.json:139:60 (/macros/4/actions/0/value)
              |
            1 | …class="zd-comment" dir="auto">Unfortunately we cannot change the address once a parcel…
              |                                ^^^^^^^^^^^^^^^^^^^^^^^
              |
              = why: A bare no is the last thing that an upset customer reads: whatever help comes after it is
                     lost, and the next message asks for a supervisor.
              = try: <div class="zd-comment" dir="auto">While we can't change the address once a parcel has
                     left, what I can do is [[alternative: what you can offer instead]].<br><br><table
                     border="1"><tbody><tr><th>Carrier</th><th>Telephone</th></tr>{% for t in ticket.tags
                     %}<tr><td>{{t}}</td><td>+44&#8239;20&#8239;794…

            information[tone/negative-frame]: “Unfortunately” puts the bad news first; the same can be said from its other side
             --> macros.json:139:60 (/macros/4/actions/0/value)
              |
            1 | <div class="zd-comment" dir="auto">Unfortunately we cannot change the address once a parcel…
              |                                    ^^^^^^^^^^^^^
              |
              = why: “Unfortunately” and “I regret to inform you” announce a loss before the customer has read
                     what it is, and the rest is read in that light.
              = try: <div class="zd-comment" dir="auto">We cannot change the address once a parcel has
                     left.<br><br><table border="1"><tbody><tr><th>Carrier</th><th>Telephone</th></tr>{% for t
                     in ticket.tags %}<tr><td>{{t}}</td><td>+44&#8239;20&#8239;7946&#8239;0000</td></tr>{%
                     endfor %}</tbody></table><span style="colo…

            warning[tone/calm-command]: “Please</span> <u>calm down</u> and” tells the customer how to feel
             --> macros.json:139:355 (/macros/4/actions/0/value)
              |
            1 | …style="color: #cc0000">Please</span> <u>calm down</u> and wait 3&nbsp;&ndash;&nbsp;5…
              |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = why: Nobody has ever calmed down by being told to.

            Checked 5 macros: 3 warnings and 3 for information in 2 of them.
            [exit 1]
        "#]],
    );
}

#[test]
fn other_formats_give_places_of_the_file_and_name_the_macro() {
    check(
        "freshdesk",
        "freshdesk/responses.json",
        &["--format", "concise"],
        expect![[r#"
        responses.json:7:45: warning[template/may-be-empty] “Refund: where it is”: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
        responses.json:7:178: information[template/may-be-empty] “Refund: where it is”: `assignee.name` may be empty, and the sentence would have a gap; say what to write then
        responses.json:37:25: information[flow/can-do-first] “Address change”: “You must send us the new address before noon, otherwise nothing can be…” comes before what you can do; lead with the offer
        responses.json:37:25: information[tone/demand] “Address change”: “You must” gives the customer an order; ask, or say what the next step is
        responses.json:37:81: warning[tone/flat-refusal] “Address change”: “nothing can be done” is a dead end; say what you can do
        [exit 1]
    "#]],
    );
    check(
        "zammad",
        "zammad/text_modules.csv",
        &["--format", "concise"],
        expect![[r#"
        text_modules.csv:2:45: warning[template/may-be-empty] “Gruß: Antwort”: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
        text_modules.csv:3:29: warning[template/may-be-empty] “Parcel late”: `customer.first_name` may be empty, and the greeting would have a gap where the name belongs; say what to write then
        text_modules.csv:4:1: hint[flow/commitment-without-time] “Parcel late”: “I will write "tomorrow".” does not say by when; give a day and an hour
        [exit 1]
    "#]],
    );
}

#[test]
fn the_bytes_of_a_finding_are_those_of_its_words_however_the_dump_escapes_them() {
    let (folder, run) = run("zendesk", "zendesk/macros.json", &["--format", "jsonl", "--select", "tone/calm-command"]);
    let finding: Value = serde_json::from_str(run.stdout.trim()).expect("one finding");
    let offset = |end: &str| finding["range"][end]["offset"].as_u64().expect("an offset") as usize;
    let dump = folder.read("macros.json");
    assert_eq!(&dump[offset("start")..offset("end")], "Please</span> <u>calm down</u> and");
    let record = json!({
        "pointer": "/macros/4/actions/0/value", "id": "360041000015", "title": "Delivery::where is my parcel",
    });
    assert_eq!(finding["record"], record);
    assert_eq!(finding["fixes"], json!([]));

    let dump = r#"{"macros": [{"id": 1, "title": "A", "actions": [{"field": "comment_value_html", "value": "\u003cp\u003e\ud83d\udeb2 \"Hi\",\u003c/p\u003e\u003cp\u003ePlease \u003cb\u003ecalm\u003c/b\u003e down\u003c/p\u003e"}]}]}"#;
    let folder = Folder::new(&[("dump.json", dump)]);
    let run = folder.run(&["check", "--platform", "zendesk", "dump.json", "--format", "jsonl", "--select", "tone/"]);
    let finding: Value = serde_json::from_str(run.stdout.trim()).expect("one finding");
    let offset = |end: &str| finding["range"][end]["offset"].as_u64().expect("an offset") as usize;
    assert_eq!(&dump[offset("start")..offset("end")], r"Please \u003cb\u003ecalm\u003c/b\u003e down");
}

#[test]
fn names_are_judged_by_what_the_help_desk_has() {
    let check = |platform: &str, name: &str, expected: Expect| {
        let records = match platform {
            "zendesk" => {
                json!({"macros": [{"id": 1, "title": "A", "actions": [{"field": "comment_value", "value": name}]}]})
            }
            "gorgias" => {
                json!({"data": [{"id": 1, "name": "A", "actions": [{"name": "setResponseText", "arguments": {"body_text": name}}]}]})
            }
            _ => json!([{"id": 1, "name": "A", "content": name}]),
        };
        let folder = Folder::new(&[("dump.json", &records.to_string())]);
        let select = "syntax/,template/unknown-name,template/help-desk-name,template/other-help-desk";
        let run =
            folder.run(&["check", "--platform", platform, "dump.json", "--format", "concise", "--select", select]);
        expected.assert_eq(&run.to_string());
    };
    check(
        "zendesk",
        "{{ticket.ticket_field_360099}} {{ticket.requester.custom_fields.size}}",
        expect![[r#"
        [exit 0]
    "#]],
    );
    check(
        "zendesk",
        "{{ticket.requester.frist_name}} {{ticket.anything_else}}",
        expect![[r#"
        dump.json:1:77: warning[template/unknown-name] “A”: no variable is called `ticket.requester.frist_name`; Zendesk has `ticket.requester.first_name`, which is `customer.first_name` here
        dump.json:1:109: hint[template/unknown-name] “A”: `ticket.anything_else` is not among the names of Zendesk that are known here; check that it exists there
        [exit 1]
    "#]],
    );
    check(
        "zendesk",
        "{{ticket.customer.firstname}}",
        expect![[r#"
        dump.json:1:77: warning[template/other-help-desk] “A”: `ticket.customer.firstname` is Gorgias's name, and this macro is for Zendesk; here it is `customer.first_name`
        [exit 1]
    "#]],
    );
    check(
        "gorgias",
        "{{ticket.created_datetime|datetime_format(\"L\")}} {{ticket.customer.integrations.x.y}}",
        expect![[r#"
            dump.json:1:143: hint[template/unknown-name] “A”: `ticket.customer.integrations.x.y` is not among the names of Gorgias that are known here; check that it exists there
            [exit 0]
        "#]],
    );
    check(
        "zammad",
        "#{ticket.customer.firstname} #{ticket.nothing}",
        expect![[r#"
        dump.json:1:61: error[template/unknown-name] “A”: no variable is called `ticket.nothing`, so customers would read nothing there; check the name, or declare it under `[variables]` in `softspoken.toml`
        [exit 1]
    "#]],
    );
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    for (platform, path, expected) in [
        (
            "zendesk",
            "zendesk/broken/cut_short.json",
            expect![[r#"
            [stderr]
            error: cut_short.json:20:215: this is no JSON: it ends before what was begun is closed; was it cut short?
            [exit 2]
        "#]],
        ),
        (
            "zendesk",
            "zendesk/broken/not_utf8.json",
            expect![[r#"
                [stderr]
                error: not_utf8.json: line 1, column 36 is not UTF-8 text (byte 35); save the file as UTF-8
                [exit 2]
            "#]],
        ),
        (
            "zendesk",
            "zendesk/broken/actions_no_list.json",
            expect![[r#"
            [stderr]
            error: actions_no_list.json:24:18: the actions of this macro are no list
            [exit 2]
        "#]],
        ),
        (
            "chatwoot",
            "csv/macros.csv",
            expect![[r#"
            [stderr]
            error: macros.csv:1:1: Chatwoot exports no tables; its dump is JSON
            [exit 2]
        "#]],
        ),
        (
            "intercom",
            "intercom/broken/error_answer.json",
            expect![[r#"
            [stderr]
            error: error_answer.json:1:1: the help desk answered with an error in the place of macros: “Access Token Invalid”
            [exit 2]
        "#]],
        ),
    ] {
        check(platform, path, &["--fail-on", "never"], expected);
    }
}

#[test]
fn rows_of_a_table_that_cannot_be_read_are_named() {
    let check = |table: &str, expected: Expect| {
        let run = Folder::new(&[("dump.csv", table)]).run(&[
            "check",
            "--platform",
            "zammad",
            "dump.csv",
            "--select",
            "tone/",
        ]);
        expected.assert_eq(&run.stderr);
    };
    check(
        "id,name,content\n1,Fine,Hello\n2,Open,\"Hello\n3,Lost,Hi\n",
        expect![[r#"
            error: dump.csv:3:8: this quote is never closed
        "#]],
    );
    check(
        "id,name,content\n1,Fine,Hello\n2,Short\n3,Long,Hello,too much\n",
        expect![[r#"
            error: dump.csv:3:1: this row has 2 fields, and the first line 3
            error: dump.csv:4:1: this row has 4 fields, and the first line 3
        "#]],
    );
}

#[test]
fn what_is_no_dump_is_refused() {
    let folder = Folder::new(&[("a.macro", "Hi")]);
    let check = |arguments: &[&str], expected: Expect| expected.assert_eq(&folder.run(arguments).to_string());
    check(
        &["check", "--platform", "zendesk"],
        expect![[r#"
        [stderr]
        error: `--platform` reads the file that a help desk exported; name it, as in `softspoken check --platform zendesk macros.json`
        [exit 2]
    "#]],
    );
    check(
        &["check", "--platform", "front", "none.json"],
        expect![[r#"
        [stderr]
        error: none.json: there is no such file or folder
        [exit 2]
    "#]],
    );
    check(
        &["check", "--platform", "kustomer", "a.json"],
        expect![[r#"
        [stderr]
        error: invalid value 'kustomer' for '--platform <NAME>': dumps are read of zendesk, freshdesk, intercom, helpscout, gorgias, front, chatwoot, zammad, osticket

        For more information, try '--help'.
        [exit 2]
    "#]],
    );
}

#[test]
fn a_dump_of_several_megabytes_in_one_line_is_read() {
    let macros: Vec<Value> = (0..2_000)
        .map(|id| {
            let text = format!("<p>Hi,</p><p>{} Please calm down.</p>", "Your parcel is on its way. ".repeat(40));
            json!({"id": id, "title": format!("Macro {id}"), "actions": [{"field": "comment_value_html", "value": text}]})
        })
        .collect();
    let folder = Folder::new(&[("dump.json", &json!({ "macros": macros }).to_string())]);
    let run = folder.run(&[
        "check",
        "--platform",
        "zendesk",
        "dump.json",
        "--select",
        "tone/calm-command",
        "--format",
        "concise",
    ]);
    assert_eq!(run.stdout.lines().count(), 2_000, "{}", run.stderr);
    assert!(run.stdout.contains("“Macro 1999”"));
}

#[test]
fn lines_of_a_text_are_named_by_their_words() {
    let dump = r#"[{"id": 1, "title": "A", "content_html": "<p>One.</p><p>Hi {% if ticket.id %}there, dear friend<br>two</p>"}]"#;
    let folder = Folder::new(&[("dump.json", dump)]);
    let run =
        folder.run(&["check", "--platform", "freshdesk", "dump.json", "--select", "syntax/", "--format", "concise"]);
    expect![[r#"
        dump.json:1:60: error[syntax/unclosed-block] “A”: `{% if %}` opened here is never closed; add `{% endif %}` behind “there, dear friend”
    "#]].assert_eq(&run.stdout);
}

#[test]
fn a_subject_line_is_a_text_of_its_own() {
    let dump = json!({"_results": [
        {"id": "rsp_1", "name": "Late", "subject": "Please calm down, {{recipient.first_name}} & \u{1f6b2}", "body": "<p>Hi,</p>"}
    ]});
    let folder = Folder::new(&[("templates.json", &dump.to_string())]);
    let run = folder.run(&[
        "check",
        "--platform",
        "front",
        "templates.json",
        "--select",
        "tone/,template/",
        "--format",
        "concise",
    ]);
    expect![[r#"
        templates.json:1:53: warning[tone/calm-command] “Late”: “Please calm down” tells the customer how to feel
        templates.json:1:71: information[template/may-be-empty] “Late”: `customer.first_name` may be empty, and the sentence would have a gap; say what to write then
        [exit 1]
    "#]].assert_eq(&run.to_string());
    let run = folder.run(&["check", "--platform", "front", "templates.json", "--format", "jsonl", "--select", "tone/"]);
    let finding: Value = serde_json::from_str(run.stdout.lines().next().expect("a finding")).expect("JSON");
    assert_eq!(finding["record"]["pointer"], "/_results/0/subject");
}
