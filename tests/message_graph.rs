//! The message graph says what the customer can receive: no message more, none less. Macros are made up from small parts,
//! every combination of data is tried on a plain reading of their meaning, and the texts are compared with the graph's.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, reason = "a test")]

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use proptest::prelude::*;
use softspoken::message::render::{Around, Object, Value, render_paths};
use softspoken::message::{MessageGraph, NoSnippets, Prose, Sentence, WordKind};
use softspoken::syntax::Macro;

/// A part of a made-up macro.
#[derive(Clone, Debug)]
enum Part {
    Text(&'static str),
    Output(&'static str),
    Slot,
    Assign(&'static str, &'static str),
    Value(&'static str),
    If(Vec<(Condition, Vec<Part>)>, Option<Vec<Part>>),
    Unless(Condition, Vec<Part>, Option<Vec<Part>>),
    Case(Vec<(Vec<&'static str>, Vec<Part>)>, Option<Vec<Part>>),
    For(Vec<Part>, Option<Vec<Part>>),
}

#[derive(Clone, Debug)]
enum Condition {
    Flag(&'static str),
    Plan(bool, &'static str),
    Both(&'static str, &'static str),
    Either(&'static str, &'static str),
    Assigned(&'static str),
}

/// Flags, the plan, how long the list is.
#[derive(Clone, Debug, Default)]
struct Data {
    flags: BTreeMap<&'static str, bool>,
    plan: Option<&'static str>,
    items: usize,
    /// What `x` is before the macro gives it a value.
    x: Option<&'static str>,
    assigned: BTreeMap<&'static str, &'static str>,
}

const FLAGS: [&str; 3] = ["a", "b", "c"];
const PLANS: [&str; 2] = ["free", "paid"];
const VALUES: [&str; 2] = ["one", "Two. Three"];

impl Condition {
    fn write(&self, out: &mut String) {
        let _ = match self {
            Condition::Flag(flag) => write!(out, "{flag}"),
            Condition::Plan(true, plan) => write!(out, "plan == '{plan}'"),
            Condition::Plan(false, plan) => write!(out, "plan  != \"{plan}\""),
            Condition::Both(one, other) => write!(out, "{one} and {other}"),
            Condition::Either(one, other) => write!(out, "{one} or {other}"),
            Condition::Assigned(value) => write!(out, "x == '{value}'"),
        };
    }

    fn holds(&self, data: &Data) -> bool {
        let flag = |flag: &str| data.flags.get(flag).copied().unwrap_or_default();
        match self {
            Condition::Flag(name) => flag(name),
            Condition::Plan(equal, plan) => (data.plan == Some(plan)) == *equal,
            Condition::Both(one, other) => flag(one) && flag(other),
            Condition::Either(one, other) => flag(one) || flag(other),
            Condition::Assigned(value) => data.assigned.get("x").copied().or(data.x) == Some(value),
        }
    }
}

/// The macro as its author writes it.
fn write_all(parts: &[Part], out: &mut String) {
    let arm = |tag: &str, condition: &Condition, out: &mut String| {
        let _ = write!(out, "{{% {tag} ");
        condition.write(out);
        out.push_str(" %}");
    };
    let otherwise = |parts: &Option<Vec<Part>>, out: &mut String| {
        if let Some(parts) = parts {
            out.push_str("{% else %}");
            write_all(parts, out);
        }
    };
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Output(name) => _ = write!(out, "{{{{ {name} }}}}"),
            Part::Slot => out.push_str("[[slot]]"),
            Part::Assign(name, value) => _ = write!(out, "{{% assign {name} = '{value}' %}}"),
            Part::Value(name) => _ = write!(out, "{{{{ {name} }}}}"),
            Part::If(arms, last) => {
                for (index, (condition, parts)) in arms.iter().enumerate() {
                    arm(if index == 0 { "if" } else { "elsif" }, condition, out);
                    write_all(parts, out);
                }
                otherwise(last, out);
                out.push_str("{% endif %}");
            }
            Part::Unless(condition, parts, last) => {
                arm("unless", condition, out);
                write_all(parts, out);
                otherwise(last, out);
                out.push_str("{% endunless %}");
            }
            Part::Case(arms, last) => {
                out.push_str("{% case plan %}");
                for (values, parts) in arms {
                    let values: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
                    let _ = write!(out, "{{% when {} %}}", values.join(", "));
                    write_all(parts, out);
                }
                otherwise(last, out);
                out.push_str("{% endcase %}");
            }
            Part::For(parts, last) => {
                out.push_str("{% for i in items %}");
                write_all(parts, out);
                otherwise(last, out);
                out.push_str("{% endfor %}");
            }
        }
    }
}

/// Whether a part prints nothing but white space whatever the data: Liquid leaves that out in blocks.
fn is_blank(part: &Part) -> bool {
    let all = |parts: &Vec<Part>| parts.iter().all(is_blank);
    let last = |parts: &Option<Vec<Part>>| parts.iter().all(all);
    match part {
        Part::Text(text) => text.trim().is_empty(),
        Part::Assign(..) => true,
        Part::Output(_) | Part::Slot | Part::Value(_) => false,
        Part::If(arms, otherwise) => arms.iter().all(|(_, parts)| all(parts)) && last(otherwise),
        Part::Unless(_, parts, otherwise) | Part::For(parts, otherwise) => all(parts) && last(otherwise),
        Part::Case(arms, otherwise) => arms.iter().all(|(_, parts)| all(parts)) && last(otherwise),
    }
}

/// What the customer receives. Placeholders and slots are words of their own.
fn send(parts: &[Part], data: &mut Data, out: &mut String) {
    for part in parts {
        // What is blank prints nothing, but gives names their values.
        let mut nothing = String::new();
        let out = if is_blank(part) && !matches!(part, Part::Text(_)) { &mut nothing } else { &mut *out };
        let arm: Option<&Vec<Part>> = match part {
            Part::Text(text) => {
                out.push_str(text);
                None
            }
            Part::Output(_) => {
                out.push_str("{{ p }}");
                None
            }
            Part::Slot => {
                out.push_str("[[slot]]");
                None
            }
            Part::Value(name) => {
                out.push_str(data.assigned.get(name).copied().unwrap_or("{{ p }}"));
                None
            }
            Part::Assign(name, value) => {
                data.assigned.insert(name, value);
                None
            }
            Part::If(arms, last) => {
                arms.iter().find(|(condition, _)| condition.holds(data)).map(|(_, parts)| parts).or(last.as_ref())
            }
            Part::Unless(condition, parts, last) => {
                if condition.holds(data) {
                    last.as_ref()
                } else {
                    Some(parts)
                }
            }
            Part::Case(arms, last) => {
                let fits = |value: &&&str| data.plan == Some(**value);
                let fitting: Vec<&Vec<Part>> =
                    arms.iter().flat_map(|(values, parts)| values.iter().filter(fits).map(move |_| parts)).collect();
                let all = if fitting.is_empty() { last.iter().collect() } else { fitting };
                all.into_iter().for_each(|parts| send(parts, data, out));
                None
            }
            Part::For(_, last) if data.items == 0 => last.as_ref(),
            Part::For(parts, _) => {
                (1..data.items).for_each(|_| send(parts, data, out));
                Some(parts)
            }
        };
        if let Some(parts) = arm {
            send(parts, data, out);
        }
    }
}

fn show(prose: &Prose, sentence: &Sentence) -> String {
    let words = prose.words(sentence).iter().map(|word| match word.kind {
        WordKind::Placeholder(_) => "{p}",
        WordKind::Slot(_) => "[s]",
        WordKind::Comma => ",",
        WordKind::Break => ":",
        WordKind::Opaque => "`",
        WordKind::Word | WordKind::Number => prose.text(word),
    });
    format!("{}{}", words.collect::<Vec<_>>().join(" "), if sentence.question { "?" } else { "." })
}

/// All messages of a graph. States are numbers of messages so far.
fn messages(graph: &MessageGraph) -> BTreeSet<String> {
    let mut texts: BTreeMap<u64, String> = BTreeMap::from([(0, String::new())]);
    let arrivals = graph.arrivals(0_u64, &[], |node, state| {
        let Some(sentence) = graph.nodes[node].sentence else { return state };
        let said = show(&graph.prose, &graph.prose.sentences[sentence as usize]);
        let mut hasher = DefaultHasher::new();
        (state, &said).hash(&mut hasher);
        let next = hasher.finish();
        let text = format!("{} | {said}", texts[&state]);
        texts.insert(next, text);
        next
    });
    arrivals.at_end().iter().map(|arrival| texts[&arrival.state].clone()).collect()
}

/// Every combination of what the macro asks for.
fn every_data(source: &str) -> Vec<Data> {
    let mut all = vec![Data::default()];
    let mut vary = |asked: bool, set: &dyn Fn(&Data) -> Vec<Data>| {
        if asked {
            all = all.iter().flat_map(set).collect();
        }
    };
    for flag in FLAGS {
        let with = |data: &Data, value| {
            let mut data = data.clone();
            data.flags.insert(flag, value);
            data
        };
        vary(source.contains(&format!(" {flag} ")), &|data| vec![with(data, false), with(data, true)]);
    }
    vary(source.contains("plan"), &|data| {
        [None, Some(PLANS[0]), Some(PLANS[1])].map(|plan| Data { plan, ..data.clone() }).to_vec()
    });
    vary(source.contains("items"), &|data| [0, 1, 2].map(|items| Data { items, ..data.clone() }).to_vec());
    vary(source.contains("x =="), &|data| {
        [None, Some(VALUES[0]), Some(VALUES[1])].map(|x| Data { x, ..data.clone() }).to_vec()
    });
    all
}

fn check(parts: &[Part]) -> Result<(), TestCaseError> {
    let mut source = String::new();
    write_all(parts, &mut source);
    let graph = MessageGraph::read(&source, &Macro::parse(&source), &NoSnippets);
    // Where one sentence has too many readings, or too many conditions depend on one another, the graph says so.
    prop_assume!(graph.notices.is_empty() && !graph.arrivals((), &[], |_, state| state).inexact);
    let texts: BTreeSet<String> = every_data(&source)
        .into_iter()
        .map(|mut data| {
            let mut text = String::new();
            send(parts, &mut data, &mut text);
            text
        })
        .collect();
    let expected: BTreeSet<String> =
        texts.iter().flat_map(|text| messages(&MessageGraph::read(text, &Macro::parse(text), &NoSnippets))).collect();
    prop_assert_eq!(messages(&graph), expected, "{}", source);
    every_place_is_right(&source, &graph)
}

/// What `render --all-paths` prints: the same messages, letter by letter.
fn check_rendered(parts: &[Part]) -> Result<(), TestCaseError> {
    let mut source = String::new();
    write_all(parts, &mut source);
    let mut customer = Object::default();
    customer.set("name", Value::text("{{ p }}"));
    let mut data = Object::default();
    data.set("customer", Value::Object(customer.into()));
    data.set("x", Value::text("{{ p }}"));
    let around = Around { data: &data, snippets: &NoSnippets, slots: &[], now: 0 };
    let paths = render_paths(&source, &Macro::parse(&source), &around, 1_000).expect("a macro that ends");
    prop_assume!(!paths.more);
    let rendered: BTreeSet<String> = paths.messages.into_iter().map(|message| message.rendered.text).collect();
    let sent = every_data(&source).into_iter().map(|mut data| {
        let mut text = String::new();
        send(parts, &mut data, &mut text);
        text.replace("[[slot]]", "[slot]")
    });
    prop_assert_eq!(rendered, sent.collect::<BTreeSet<_>>(), "{}", source);
    Ok(())
}

/// Each word stands where its place says. One that a tag cuts has its letters around the tag.
fn every_place_is_right(source: &str, graph: &MessageGraph) -> Result<(), TestCaseError> {
    for sentence in &graph.prose.sentences {
        for word in graph.prose.words(sentence).iter().filter(|word| word.kind == WordKind::Word) {
            let there = source.get(word.span.start..word.span.end).expect("a place in the source").to_lowercase();
            let said = graph.prose.text(word);
            // A word that a tag cuts, that a loop repeats or that a name stands for.
            let made_up = there.contains('{') || source.contains("{% for") || source.contains("{% case");
            let right =
                there == said || there.contains("{{ x }}") || (made_up && said.chars().all(|c| there.contains(c)));
            prop_assert!(right, "{:?} is not at {:?} in {}", said, there, source);
        }
    }
    Ok(())
}

fn condition() -> impl Strategy<Value = Condition> {
    let flag = || prop::sample::select(&FLAGS[..]);
    let plan = || prop::sample::select(&PLANS[..]);
    prop_oneof![
        4 => flag().prop_map(Condition::Flag),
        2 => (any::<bool>(), plan()).prop_map(|(equal, plan)| Condition::Plan(equal, plan)),
        1 => prop::sample::subsequence(&FLAGS[..], 2).prop_map(|two| Condition::Both(two[0], two[1])),
        1 => prop::sample::subsequence(&FLAGS[..], 2).prop_map(|two| Condition::Either(two[0], two[1])),
        1 => prop::sample::select(&VALUES[..]).prop_map(Condition::Assigned),
    ]
}

/// Texts that begin, end and cut sentences, words and lines.
const TEXTS: [&str; 22] = [
    "We can",
    "not",
    " not",
    " help",
    "One.",
    " Two.",
    " Three?",
    " ",
    "\n\n",
    "\n\n- Item",
    ".",
    " and so on.",
    " Best,\n\n",
    "\n\n> Quote\n\n",
    "e.g. this",
    " Mr. ",
    " in 4.",
    " it's 5",
    ", then",
    "Yes! ",
    " no. ",
    " (ok) ",
];

/// The values of each `when`. One that stands there twice is sent twice.
fn whens() -> Vec<Vec<Vec<&'static str>>> {
    let [free, paid] = PLANS;
    vec![
        vec![vec![free]],
        vec![vec![paid], vec![free]],
        vec![vec![free, paid]],
        vec![vec![free], vec![free]],
        vec![vec![free, paid], vec![paid]],
        vec![vec![paid], vec![free, paid]],
        vec![vec![free, free]],
    ]
}

/// Whether a name is given a value in a branch or a loop.
fn gives_values_inside(parts: &[Part]) -> bool {
    let assigns =
        |parts: &Vec<Part>| parts.iter().any(|part| matches!(part, Part::Assign(..))) || gives_values_inside(parts);
    parts.iter().any(|part| match part {
        Part::If(arms, last) => arms.iter().map(|(_, parts)| parts).chain(last).any(assigns),
        Part::Unless(_, parts, last) | Part::For(parts, last) => std::iter::once(parts).chain(last).any(assigns),
        Part::Case(arms, last) => arms.iter().map(|(_, parts)| parts).chain(last).any(assigns),
        _ => false,
    })
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let leaf = prop_oneof![
        6 => prop::sample::select(&TEXTS[..]).prop_map(Part::Text),
        1 => Just(Part::Output("customer.name")),
        1 => Just(Part::Slot),
        1 => Just(Part::Value("x")),
        1 => prop::sample::select(&VALUES[..]).prop_map(|value| Part::Assign("x", value)),
    ];
    let part = leaf.prop_recursive(3, 14, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            4 => (prop::collection::vec((condition(), some()), 1..3), prop::option::of(some())).prop_map(|(arms, last)| Part::If(arms, last)),
            1 => (condition(), some(), prop::option::of(some())).prop_map(|(condition, parts, last)| Part::Unless(condition, parts, last)),
            1 => (prop::sample::select(whens()), prop::collection::vec(some(), 2), prop::option::of(some()))
                .prop_map(|(whens, parts, last)| Part::Case(whens.into_iter().zip(parts).collect(), last)),
            1 => (some(), prop::option::of(some())).prop_map(|(parts, last)| Part::For(parts, last)),
        ]
    });
    let assign = prop::sample::select(&VALUES[..]).prop_map(|value| Part::Assign("x", value));
    prop::collection::vec(prop_oneof![9 => part, 1 => assign], 0..6).prop_map(|mut parts| {
        // What is a value on some paths and data on others is not told apart.
        if gives_values_inside(&parts) {
            parts.insert(0, Part::Assign("x", VALUES[0]));
        }
        parts
    })
}

/// Ten thousand; `PROPTEST_CASES` asks for another number.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(10_000)
}

/// Found by chance: paths that come to different choices behind the same words are two.
#[test]
fn a_loop_in_a_loop_over_the_same_list() {
    let inner = Part::For(vec![Part::Text("One."), Part::Output("customer.name")], None);
    let arms =
        vec![(vec![PLANS[1]], vec![Part::Text("We can")]), (vec![PLANS[0]], vec![Part::Output("customer.name")])];
    let outer = Part::For(vec![inner, Part::Output("customer.name")], None);
    check(&[outer, Part::Case(arms, None), Part::Text("We can")]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_global_rejects: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_graph_holds_the_messages_that_can_be_sent(parts in parts()) {
        check(&parts)?;
    }

    #[test]
    fn all_paths_render_the_messages_that_can_be_sent(parts in parts()) {
        check_rendered(&parts)?;
    }
}
