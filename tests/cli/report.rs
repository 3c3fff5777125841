//! `report`: what each macro does.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::folder::Folder;

const FILES: &[(&str, &str)] = &[
    (
        "chat/late.macro",
        "---\ntitle: Late parcel\nintent: apology\n---\nHi {{ customer.first_name | default: 'there' }},\n\nI'm sorry that it is late. \
         {% if order.closed %}I'll call you by [[when]].{% else %}😀 Please calm down.{% endif %}\n",
    ),
    ("empty.macro", ""),
    // What a macro does is looked at here, whatever the rules about whole messages say of it.
    CONFIG,
    PACK,
];

const CONFIG: (&str, &str) = ("softspoken.toml", "[lint]\npacks = [\"own.toml\"]\nignore = [\"flow/\"]\n");
const PACK: (&str, &str) = (
    "own.toml",
    "[[rule]]\nid = \"flow/own\"\nseverity = \"hint\"\ntitle = \"T\"\nwhy = \"W\"\nmessage = \"M\"\n\
     case = [{ phrases = [\"nay\"] }]\n",
);

fn check(files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let run = Folder::new(files).run(&[&["report"], arguments].concat());
    expected.assert_eq(&run.to_string());
}

#[test]
fn table_has_a_line_a_macro_and_one_for_all() {
    check(
        FILES,
        &[],
        expect![[r#"
            MACRO            INTENT   PATHS  WORDS  ERRORS  WARNINGS  INFORMATION  HINTS  USED  MISSED
            chat/late.macro  apology      2     16       0         1            0      0     3       1
            empty.macro      -            1      0       0         0            0      0     0       0
            2 macros                            16       0         1            0      0
            [exit 0]
        "#]],
    );
    check(
        FILES,
        &["chat"],
        expect![[r#"
            MACRO            INTENT   PATHS  WORDS  ERRORS  WARNINGS  INFORMATION  HINTS  USED  MISSED
            chat/late.macro  apology      2     16       0         1            0      0     3       1
            1 macro                             16       0         1            0      0
            [exit 0]
        "#]],
    );
    check(
        &[],
        &[],
        expect![[r#"
            MACRO     INTENT  PATHS  WORDS  ERRORS  WARNINGS  INFORMATION  HINTS  USED  MISSED
            0 macros                     0       0         0            0      0
            [stderr]
            note: no macros (files that end in .macro) found in .
            [exit 0]
        "#]],
    );
}

#[test]
fn json_keeps_its_contract() {
    let run = Folder::new(FILES).run(&["report", "--format", "json", "."]);
    assert_eq!(run.status, 0, "{run}");
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["version"], 1);
    let late = &report["macros"][0];
    let mut keys: Vec<&String> = late.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(keys, ["findings", "flow", "intent", "path", "paths", "sentences", "techniques", "title", "words"]);
    assert_eq!(late["path"], "chat/late.macro");
    assert_eq!((&late["title"], &late["intent"]), (&json!("Late parcel"), &json!("apology")));
    assert_eq!((&late["paths"], &late["words"]), (&json!(2), &json!(16)));
    assert_eq!(late["findings"], json!({"error": 0, "warning": 1, "information": 0, "hint": 0}));
    assert_eq!(late["flow"].as_object().expect("an object").len(), 14);
    assert_eq!((&late["flow"]["apology_count"], &late["flow"]["refusal_has_reason"]), (&json!(1), &Value::Null));
    let sentence = &late["sentences"][3];
    assert_eq!(sentence["text"], "Please calm down.");
    assert_eq!(sentence["when"], json!(["not order.closed"]));
    let range = &sentence["range"];
    assert_eq!(range["start"]["line"], 7);
    let column = range["start"]["column"].as_u64().expect("a column");
    assert_eq!(range["end"]["column"].as_u64(), Some(column + 17), "columns count characters, not bytes");
    assert_eq!(late["sentences"][2]["acts"], json!(["own", "commit", "timeline", "owner"]));
    assert_eq!(late["techniques"]["used"], json!(["genuine-apology", "concrete-timeline", "ownership"]));
    assert_eq!(report["macros"][1]["title"], Value::Null);
    assert_eq!(report["summary"]["macros"], 2);
    assert_eq!(report["summary"]["acts"]["apologise"], 1);
    assert_eq!(report["summary"]["techniques"]["ownership"], 1);
}

#[test]
fn snippets_count_where_they_are_rendered_and_are_listed_where_they_stand() {
    let files = &[
        ("late.macro", "---\nintent: apology\n---\n{% render 'sorry' %} {% if a %}Bye.{% endif %}\n"),
        CONFIG,
        PACK,
        ("sorry.macro", "We{% if b %} apologise{% else %} are sorry{% endif %}, that's on us.\n"),
    ];
    let run = Folder::new(files).run(&["report", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let [late, sorry] = [&report["macros"][0], &report["macros"][1]];
    assert_eq!((&late["paths"], &sorry["paths"]), (&json!(4), &json!(2)));
    assert_eq!(late["techniques"]["used"], json!(["genuine-apology", "ownership"]));
    let texts = |report: &Value| -> Vec<Value> {
        report["sentences"].as_array().expect("a list").iter().map(|sentence| sentence["text"].clone()).collect()
    };
    assert_eq!(texts(late), ["Bye."]);
    assert_eq!(texts(sorry), ["We apologise, that's on us.", "We are sorry, that's on us."]);
    assert_eq!(sorry["sentences"][1]["when"], json!(["not b"]));
    assert_eq!(late["words"], 1);
}

#[test]
fn what_is_expected_of_an_intent_is_missed() {
    let files = &[("no.macro", "---\nintent: refusal\n---\nThat is not possible, as it was worn.\n"), CONFIG, PACK];
    let run = Folder::new(files).run(&["report", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let techniques = &report["macros"][0]["techniques"];
    assert_eq!(techniques["used"], json!(["brief-why"]));
    assert_eq!(techniques["missed"], json!(["return-control", "empathic-validation", "positive-language"]));
    assert_eq!(report["summary"]["missed"]["positive-language"], 1);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_printed() {
    let folder = Folder::new(FILES);
    folder.write("bad.macro", b"caf\xe9\n");
    let run = folder.run(&["report", "--format", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("bad.macro: line 1, column 4 is not UTF-8"), "{run}");
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["summary"]["macros"], 2);
}

#[test]
fn standard_input_is_read_like_a_file() {
    let run = Folder::new(&[]).run_on(&["report", "--format", "json", "-"], b"We apologise.");
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["macros"][0]["sentences"][0]["acts"], json!(["apologise"]));
}

/// What stands between two marks of a page.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let from = page.find(start).expect("the start") + start.len();
    let length = page[from..].find(end).expect("the end");
    &page[from..from + length]
}

#[test]
fn page_lists_the_macros_that_need_attention_first() {
    let folder = Folder::new(FILES);
    let run = folder.run(&["report", "--format", "html", "--output", "card.html", "chat", "empty.macro"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let page = folder.read("card.html");
    let title = between(&page, "<title>", "</title>");
    let rows = between(&page, "<tbody>\n<tr data-n", "</table>").replace("<td", "\n<td");
    let details = between(&page, "id=details>", "</script>");
    expect![[r#"
        Scorecard: chat, empty.macro
        =0><th scope=row><button type=button aria-expanded=false><b>Late parcel</b><i>chat/late.macro</i></button></th>
        <td>apology</td>
        <td>2</td>
        <td>16</td>
        <td>0</td>
        <td class=warning>1</td>
        <td>0</td>
        <td>0</td>
        <td>3</td>
        <td>1</td></tr>
        <tr data-n=1><th scope=row><button type=button aria-expanded=false><b>empty.macro</b></button></th>
        <td>–</td>
        <td>1</td>
        <td>0</td>
        <td>0</td>
        <td>0</td>
        <td>0</td>
        <td>0</td>
        <td>0</td>
        <td>0</td></tr>
        </tbody>
        {"used":["genuine-apology","concrete-timeline","ownership"],"missed":["empathic-validation"],"findings":[{"severity":"warning","rule":"tone/calm-command","line":7,"message":"“Please calm down” tells the customer how to feel","when":["not order.closed"]}],"sentences":[{"line":5,"text":"Hi {{ customer.first_name | default: 'there' }},","acts":["greeting"]},{"line":7,"text":"I'm sorry that it is late.","acts":["apologise"]},{"line":7,"text":"I'll call you by [[when]].","acts":["own","commit","timeline","owner"],"when":["order.closed"]},{"line":7,"text":"Please calm down.","acts":[],"when":["not order.closed"]}]}
        {"used":[],"missed":[],"findings":[],"sentences":[]}"#]].assert_eq(&format!("{title}\n{rows}{details}"));
    for far in ["http:", "https:", "//cdn", "@import", "url("] {
        assert!(!page.replace("https://softspoken.github.io/softspoken/rules/", "").contains(far), "{far}");
    }
}

#[test]
fn page_takes_what_macros_say_for_text() {
    let title = "</script><script>alert(1)</script><!-- \"quoted\" 'and' &";
    let source = format!(
        "---\ntitle: '{}'\n---\nCalm down, </script><img src=x onerror=alert(1)>.\n",
        title.replace('\'', "''")
    );
    let folder = Folder::new(&[("a.macro", &source)]);
    folder.write("<img src=x onerror=alert(1)>'\".macro", b"Calm down.");
    let page = folder.run(&["report", "--format", "html"]).stdout;
    assert_eq!(page.matches("<script").count(), 3, "two of data and one of our own");
    assert_eq!(page.matches("</script").count(), 3);
    assert!(!page.contains("<img") && !page.contains("<!--"));
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"), "{page}");
    let details = between(&page, "id=details>\n", "</script>");
    let read: Vec<Value> = details.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(read.len(), 2);
    assert!(
        read.iter().any(|detail| detail["sentences"][0]["text"] == "Calm down, </script><img src=x onerror=alert(1)>.")
    );
}

#[test]
fn page_says_what_could_not_be_read() {
    let folder = Folder::new(&[("a.macro", "Hi.")]);
    folder.write("bad.macro", b"caf\xe9\n");
    let run = folder.run(&["report", "--format", "html", "."]);
    assert_eq!(run.status, 2);
    assert!(run.stdout.contains("<dt>could not be read</dt><dd>1</dd>"), "{run}");
}
