//! The shipped entries of syntax rules and the parser agree: every bad example gives its rule and nothing else, every
//! good one gives nothing.

use softspoken::syntax::Macro;

const RULES: &str = include_str!("../packs/core/syntax.toml");

/// The rules that the parser finds in `source`, each once.
fn found(source: &str) -> Vec<&'static str> {
    let mut rules: Vec<&str> = Macro::parse(source).mistakes.iter().map(|mistake| mistake.rule).collect();
    rules.dedup();
    rules
}

fn texts<'a>(rule: &'a toml::Value, key: &str) -> Vec<&'a str> {
    let list = rule.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_str).collect()
}

#[test]
fn examples_of_syntax_rules_hold() {
    let pack: toml::Value = toml::from_str(RULES).expect("the pack is TOML");
    let rules = pack["rule"].as_array().expect("the pack has rules");
    assert!(rules.len() > 25);
    let mut wrong = Vec::new();
    for rule in rules {
        let id = rule["id"].as_str().expect("a rule has an id");
        let (bad, good) = (texts(rule, "bad"), texts(rule, "good"));
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{id} has no examples"));
        }
        let told = bad.iter().map(|source| (source, found(source), vec![id]));
        let quiet = good.iter().map(|source| (source, found(source), Vec::new()));
        for (source, found, expected) in told.chain(quiet) {
            if found != expected {
                wrong.push(format!("{id}: {source:?} gives {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
