//! What formatting promises, on macros made up from parts with any blanks between them, and on nonsense: the text tokens stay,
//! the messages stay, a second time changes nothing, and nothing panics.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use softspoken::format::{format, format_closed, format_range};
use softspoken::message::NoSnippets;
use softspoken::message::render::{Around, Object, Value, render};
use softspoken::syntax::{ItemKind, Macro};
use softspoken::text::{Edit, Span, apply_edits};

/// Between two parts of an expression that need not be parted.
const GAPS: &[&str] = &["", "", " ", "  ", "\t", "\n  ", " \r\n", "\u{b}", "\r"];
/// Between two words.
const BLANKS: &[&str] = &[" ", " ", "  ", "\t", "\n  ", " \r\n \r\n"];

const VALUES: &[&str] = &[
    "name",
    "order.total",
    "order.items[0]",
    "order[\"id\"]",
    "'there'",
    "\" two  words: | , \"",
    "5",
    "-1.5",
    "true",
    "nil",
    "(1..3)",
    "( 1 .. n )",
    "order.items[ n ]",
    "vip?",
    "first-name",
    "empty",
];
const FILTERS: &[(&str, &[&str])] = &[
    ("upcase", &[]),
    ("default", &["'there'"]),
    ("replace", &["'a'", "\"b c\""]),
    ("date", &["'%-d %B'"]),
    ("join", &["', '"]),
    ("default", &["x", "allow_false: true"]),
    ("nonsense", &["1"]),
    ("plus", &["2"]),
];
const CONDITIONS: &[&[&str]] = &[
    &["a"],
    &["n", "==", "3"],
    &["a", "and", "b", "or", "name", "contains", "'P'"],
    &["n", "<=", "-1"],
    &["order.items", "!=", "empty"],
    &["a", "<>", "nil"],
];
const TEXTS: &[&str] = &[
    "Hi ",
    "  two  spaces  ",
    "\n",
    "\r\n",
    "\n\n",
    "😀",
    "e\u{301}",
    " \t\n",
    "a {b} [c] ",
    "| : ,",
    "---\n",
    "\u{feff}",
    "\r",
    "> quoted\n",
    "- item\n",
    "`code`",
];
const FRONT_MATTER: &[&str] = &[
    "title:   Late",
    "title : Late",
    "tags: [a,b , c]",
    "tags:\n  -   a\n  - 'b'",
    "subject: 'About {{n}}  {{name|upcase}}'",
    "slots: {when:  {description: x,options: [ a,b ]} }",
    "# a comment  ",
    "",
    "   ",
    "description: |\n  two  \n\n  lines  ",
    "allow: {tone/blame:  'legal'}",
    "owner:\t\"it's\"   # why",
    "description: >-\n  one\n  two",
    "source: {extra: {a: [1,2]}}",
    "review_by: 2027-03-01  ",
    "channels: [ email,\n  chat ]",
    "unknown:  [ ]",
    "tags: [  [a,b] ,c ]",
];

/// What people type and paste, and what breaks things.
const NONSENSE: &[&str] = &[
    "{{",
    "}}",
    "{%",
    "%}",
    "[[",
    "]]",
    "{{-",
    "-%}",
    "{%-",
    "-}}",
    "{",
    "}",
    "%",
    "|",
    ":",
    ",",
    ".",
    "..",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "-",
    "#",
    "{{a}}",
    "{{ a|b:1 }}",
    "{%if a%}",
    "{%else%}",
    "{%endif%}",
    "{%for x in xs%}",
    "{%endfor%}",
    "{%raw%}",
    "{%endraw%}",
    "{%comment%}",
    "{%endcomment%}",
    "{%#note%}",
    "{% # allow tone/blame %}",
    "[[item:a|b]]",
    "[[ x ]]",
    "if",
    "and",
    "contains",
    "in",
    "=",
    "==",
    "5",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "---\n",
    "---",
    "title:  x\n",
    "tags: [a,b]\n",
    "subject: '{{a}}'\n",
    "- ",
    "  - x\n",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    "key:\n",
    "|\n",
    ">\n",
    "`",
    "é",
    "e\u{301}",
    "👩‍👧",
    "日本",
    "“",
    "”",
    "\u{feff}",
    "\u{0}",
    "\u{2028}",
    "\u{b}",
    "\u{a0}",
    "\t",
    "true",
    "nil",
    "liquid",
    "render",
    "when",
    "assign",
    "x",
];

/// The blanks of a macro, one after the other, over and over.
struct Blanks<'a> {
    choices: &'a [Index],
    at: usize,
}

impl Blanks<'_> {
    fn next(&mut self, of: &[&'static str]) -> &'static str {
        let choice = self.choices[self.at % self.choices.len()];
        self.at += 1;
        of[choice.index(of.len())]
    }

    fn gap(&mut self) -> &'static str {
        self.next(GAPS)
    }

    /// What must stand between two words: nothing only where they are told apart all the same.
    fn between(&mut self, before: &str, after: &str) -> &'static str {
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '?' | '.');
        let together = before.ends_with(joins) && after.starts_with(joins)
            || before.ends_with(['<', '>', '=', '!']) && after.starts_with(['=', '>']);
        if together { self.next(BLANKS) } else { self.gap() }
    }

    fn words(&mut self, words: &[&str]) -> String {
        let mut out = String::new();
        for word in words {
            let blank = if out.is_empty() { "" } else { self.between(&out, word) };
            out.push_str(blank);
            out.push_str(word);
        }
        out
    }
}

#[derive(Clone, Debug)]
enum Part {
    Text(&'static str),
    Output(&'static str, Vec<(&'static str, &'static [&'static str])>),
    Slot(usize),
    Assign(&'static str),
    Note,
    Raw,
    Comment,
    If(&'static [&'static str], Vec<Part>, Option<Vec<Part>>),
    For(Vec<Part>),
    Case(Vec<Part>),
    Capture(Vec<Part>),
}

fn part() -> impl Strategy<Value = Part> {
    let leaf = prop_oneof![
        4 => select(TEXTS).prop_map(Part::Text),
        4 => (select(VALUES), vec(select(FILTERS), 0..3)).prop_map(|(value, filters)| Part::Output(value, filters)),
        2 => (0..4_usize).prop_map(Part::Slot),
        1 => select(VALUES).prop_map(Part::Assign),
        1 => Just(Part::Note),
        1 => Just(Part::Raw),
        1 => Just(Part::Comment),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let parts = vec(inner, 0..4);
        prop_oneof![
            (select(CONDITIONS), parts.clone(), proptest::option::of(parts.clone()))
                .prop_map(|(condition, one, other)| Part::If(condition, one, other)),
            parts.clone().prop_map(Part::For),
            parts.clone().prop_map(Part::Case),
            parts.prop_map(Part::Capture),
        ]
    })
}

fn tag(blanks: &mut Blanks<'_>, words: &[&str], out: &mut String) {
    let (left, right) = (blanks.next(&["", "", "-"]), blanks.next(&["", "", "-"]));
    let (before, inside, after) = (blanks.gap(), blanks.words(words), blanks.gap());
    // A `-` before the closer belongs to it.
    out.push_str(&format!("{{%{left}{before}{inside}{after}{right}%}}"));
}

fn write(parts: &[Part], blanks: &mut Blanks<'_>, out: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Output(value, filters) => {
                let (left, right) = (blanks.next(&["", "", "-"]), blanks.next(&["", "", "-"]));
                out.push_str(&format!(
                    "{{{{{left}{}{value}",
                    if left.is_empty() && value.starts_with('-') { " " } else { blanks.gap() }
                ));
                for (name, arguments) in filters {
                    out.push_str(&format!("{}|{}{name}", blanks.gap(), blanks.gap()));
                    for (number, argument) in arguments.iter().enumerate() {
                        let mark = if number == 0 { ":" } else { "," };
                        out.push_str(&format!("{}{mark}{}{argument}", blanks.gap(), blanks.gap()));
                    }
                }
                out.push_str(&format!("{}{right}}}}}", blanks.gap()));
            }
            Part::Slot(kind) => {
                let mut gap = || blanks.next(&["", " ", "  ", "\t"]);
                let (a, b, c, d, e) = (gap(), gap(), gap(), gap(), gap());
                out.push_str(&match kind {
                    0 => format!("[[{a}when{b}]]"),
                    1 => format!("[[{a}when{b}:{c}day and  time{d}]]"),
                    2 => format!("[[{a}tone{b}:{c}warm{d}|{e}brief{a}]]"),
                    _ => format!("[[{a}two words{b}:{c}at 10:30{d}]]"),
                });
            }
            Part::Assign(value) => tag(blanks, &["assign", "x", "=", value], out),
            Part::Note => tag(blanks, &["#", "note  to self"], out),
            Part::Raw => {
                tag(blanks, &["raw"], out);
                out.push_str(" {{a|b}} [[ x ]] ");
                tag(blanks, &["endraw"], out);
            }
            Part::Comment => {
                tag(blanks, &["comment"], out);
                out.push_str(" {{a|b}} ");
                tag(blanks, &["endcomment"], out);
            }
            Part::If(condition, one, other) => {
                tag(blanks, &[&["if"], *condition].concat(), out);
                write(one, blanks, out);
                if let Some(other) = other {
                    tag(blanks, &["else"], out);
                    write(other, blanks, out);
                }
                tag(blanks, &["endif"], out);
            }
            Part::For(parts) => {
                tag(blanks, &["for", "i", "in", "order.items", "limit", ":", "2"], out);
                write(parts, blanks, out);
                tag(blanks, &["endfor"], out);
            }
            Part::Case(parts) => {
                tag(blanks, &["case", "n"], out);
                tag(blanks, &["when", "1", ",", "3", "or", "'x'"], out);
                write(parts, blanks, out);
                tag(blanks, &["endcase"], out);
            }
            Part::Capture(parts) => {
                tag(blanks, &["capture", "x"], out);
                write(parts, blanks, out);
                tag(blanks, &["endcapture"], out);
            }
        }
    }
}

/// A macro as text: front matter, where there is some, and parts.
fn macros() -> impl Strategy<Value = String> {
    let line_break = select(&["\n", "\r\n"][..]);
    let front_matter = proptest::option::of((vec(select(FRONT_MATTER), 0..5), line_break));
    (front_matter, vec(part(), 0..8), vec(any::<Index>(), 1..40)).prop_map(|(front_matter, parts, choices)| {
        let mut out = String::new();
        if let Some((lines, line_break)) = front_matter {
            let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
            out = format!("---  \n{lines}---\t\n").replace('\n', line_break);
        }
        write(&parts, &mut Blanks { choices: &choices, at: 0 }, &mut out);
        out
    })
}

/// Every combination of what the conditions of made-up macros ask for.
fn data() -> Vec<Object> {
    let mut out = Vec::new();
    for n in ["0", "1", "3", "null"] {
        for (a, b) in [(true, true), (true, false), (false, true), (false, false)] {
            for items in [r#"["mug", "tea", "cup"]"#, "[]"] {
                let data = format!(
                    r#"{{"name": "Priya", "order": {{"total": "£4", "id": 7, "items": {items}}}, "n": {n}, "a": {a}, "b": {b}}}"#
                );
                match serde_json::from_str(&data) {
                    Ok(Value::Object(object)) => out.push((*object).clone()),
                    other => unreachable!("{other:?}"),
                }
            }
        }
    }
    out
}

/// Subject and body as a customer receives them, for every combination of data.
fn messages(source: &str) -> Vec<Option<(Option<String>, String)>> {
    let parsed = Macro::parse(source);
    let message = |data: &Object| {
        let around = Around { data, snippets: &NoSnippets, slots: &[], now: 1_772_000_000 };
        render(source, &parsed, &around).ok().map(|sent| (sent.subject, sent.text))
    };
    data().iter().map(message).collect()
}

fn texts(source: &str) -> Vec<String> {
    let parsed = Macro::parse(source);
    let texts = parsed.items.iter().filter(|item| item.kind == ItemKind::Text);
    texts.map(|item| item.span.of(source).to_owned()).collect()
}

fn applied(source: &str, edits: &[Edit]) -> String {
    apply_edits(source, edits).expect("edits fit the text")
}

/// Everything but blanks and quotes.
fn ink(source: &str) -> String {
    source.chars().filter(|c| !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '"' | '\'')).collect()
}

/// All that formatting promises; gives the formatted text.
fn keeps(source: &str) -> Result<String, TestCaseError> {
    let edits = format(source);
    prop_assert!(edits.is_ok(), "{:?} in {:?}", edits, source);
    let formatted = applied(source, &edits.expect("it was looked at"));
    prop_assert_eq!(ink(source), ink(&formatted), "from {:?}", source);
    prop_assert_eq!(texts(source), texts(&formatted), "from {:?}", source);
    prop_assert_eq!(format(&formatted), Ok(Vec::new()), "a second time, from {:?} and {:?}", source, &formatted);
    Ok(formatted)
}

/// At least some hundreds; `PROPTEST_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sent_stays(source in macros()) {
        let formatted = keeps(&source)?;
        prop_assert_eq!(messages(&source), messages(&formatted), "from {:?}", &source);
    }

    #[test]
    fn nonsense_does_no_harm(fragments in vec(select(NONSENSE), 0..40)) {
        let source = fragments.concat();
        let formatted = keeps(&source)?;
        prop_assert_eq!(messages(&source), messages(&formatted), "from {:?}", &source);
    }

    #[test]
    fn nonsense_between_fences_does_no_harm(fragments in vec(select(NONSENSE), 0..30)) {
        keeps(&format!("---\ntitle: x\n{}\n---\n{{{{a}}}}", fragments.concat()))?;
    }

    #[test]
    fn a_range_is_a_part_of_the_whole(source in macros(), from in any::<Index>(), to in any::<Index>()) {
        let borders: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
        let (from, to) = (borders[from.index(borders.len())], borders[to.index(borders.len())]);
        let whole = format(&source).expect("it is safe");
        let part = format_range(&source, Span::new(from.min(to), to)).expect("it is safe");
        prop_assert!(part.iter().all(|edit| whole.contains(edit)), "{:?}", &source);
        let closed = format_closed(&source, &Macro::parse(&source), to).expect("it is safe");
        prop_assert!(closed.iter().all(|edit| whole.contains(edit)), "{:?} at {}", &source, to);
        prop_assert_eq!(messages(&source), messages(&applied(&source, &closed)), "from {:?}", &source);
    }
}

fn macro_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path() {
            path if path.is_dir() => macro_files(&path, into),
            path => into.push(path),
        }
    }
}

#[test]
fn the_examples_are_formatted() {
    let mut files = Vec::new();
    macro_files(Path::new("examples/macros"), &mut files);
    assert!(files.len() > 20);
    for file in files {
        let source = fs::read_to_string(&file).expect("UTF-8");
        let formatted = keeps(&source).expect("it keeps what it promises");
        if !source.contains("{{ |") {
            assert_eq!(formatted, source, "{}", file.display());
        }
    }
}

#[test]
fn ten_thousand_nested_tags_and_ten_megabytes_are_nothing_special() {
    let nested = "{%if a%}".repeat(10_000) + &"{%endif%}".repeat(10_000);
    let formatted = applied(&nested, &format(&nested).expect("it is safe"));
    assert_eq!(formatted, "{% if a %}".repeat(10_000) + &"{% endif %}".repeat(10_000));
    let unclosed = "{%if a%}{{ b ".repeat(10_000);
    assert_eq!(applied(&unclosed, &format(&unclosed).expect("it is safe")), "{% if a %}{{ b ".repeat(10_000));
    let long = "Hi {{name}}, 😀 all of it.\r\n".repeat(400_000);
    let edits = format(&long).expect("it is safe");
    assert_eq!(edits.len(), 800_000);
}
