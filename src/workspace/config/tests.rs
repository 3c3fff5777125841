//! What a configuration file decides, and every message about it.

use std::fs;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use super::*;
use crate::knowledge::Severity;

/// The mistakes of a file, each with the text that it marks.
fn check(text: &str, expected: Expect) {
    let (_, mistakes) = Config::parse(Path::new("softspoken.toml"), text);
    let shown: Vec<String> =
        mistakes.iter().map(|mistake| format!("{:?}\n  {}\n", mistake.span.of(text), mistake.message)).collect();
    expected.assert_eq(&shown.concat());
}

fn parse(text: &str) -> Config {
    let (config, mistakes) = Config::parse(Path::new("softspoken.toml"), text);
    assert_eq!(mistakes, []);
    config
}

#[test]
fn unknown_keys_are_told_with_the_nearest() {
    check(
        "[lnit]\n[colours]\ntop = 1\n",
        expect![[r#"
            "lnit"
              `softspoken.toml` has no key `lnit`; did you mean `lint`?
            "colours"
              `softspoken.toml` has no key `colours`; it takes `lint`, `files`, `platforms`, `variables`, `slots`, `macros`, `snippets`, `style`, `terms` and `budgets`
        "#]],
    );
    check(
        "[lint]\nignroe = []\ncolour = \"red\"\n",
        expect![[r#"
            "ignroe"
              `[lint]` has no key `ignroe`; did you mean `ignore`?
            "colour"
              `[lint]` has no key `colour`; it takes `select`, `ignore`, `severity`, `packs`, `locale` and `baseline`
        "#]],
    );
    check(
        "[files]\nexcludes = []\n[terms]\nproduct = []\n",
        expect![[r#"
            "excludes"
              `[files]` has no key `excludes`; did you mean `exclude`?
            "product"
              `[terms]` has no key `product`; did you mean `products`?
        "#]],
    );
    check(
        "[platforms]\ntarget = []\n[macros]\nroots = []\n[snippets]\nroot = \"\"\n",
        expect![[r#"
            "target"
              `[platforms]` has no key `target`; did you mean `targets`?
            "roots"
              `[macros]` has no key `roots`; did you mean `root`?
            "root"
              `[snippets]` has no key `root`; did you mean `roots`?
        "#]],
    );
    check(
        "[variables.\"a.b\"]\nkind = \"string\"\n[slots.x]\nhint = \"y\"\n",
        expect![[r#"
            "kind"
              `[variables."a.b"]` has no key `kind`; it takes `type`, `description`, `sample`, `optional` and `name`
            "hint"
              `[slots.x]` has no key `hint`; it takes `description`, `example` and `options`
        "#]],
    );
    check(
        "[style.fax]\nsentence = 3\n[style.email]\nsentences = 3\n",
        expect![[r#"
            "fax"
              `[style]` has no key `fax`; it takes `email`, `chat`, `sms`, `social`, `phone` and `form`
            "sentences"
              `[style.email]` has no key `sentences`; did you mean `sentence`?
        "#]],
    );
}

#[test]
fn wrong_types_are_told_at_the_value() {
    check(
        "lint = 3\n",
        expect![[r#"
            "3"
              `[lint]` must be a section of `key = value` lines, not a number
        "#]],
    );
    check(
        "[lint]\nselect = \"tone/\"\nignore = [1, 2.5]\nlocale = 2027-01-01\nseverity = []\n",
        expect![[r#"
            "\"tone/\""
              `select` must be a list of texts, not text; write ["tone/"]
            "1"
              `ignore` must hold only texts in quotes, not a number
            "2.5"
              `ignore` must hold only texts in quotes, not a number
            "2027-01-01"
              `locale` must be text in quotes, not a date
            "[]"
              `[lint.severity]` must be a section of `key = value` lines, not a list
        "#]],
    );
    check(
        "[variables]\na = 1\n[variables.b]\noptional = \"yes\"\nname = \"x\"\nsample = []\n",
        expect![[r#"
            "1"
              `[variables."a"]` must be a section of `key = value` lines, not a number
            "\"yes\""
              `optional` must be `true` or `false`, not text
            "\"x\""
              `name` must be a section of `key = value` lines, not text
            "[]"
              `sample` must be text in quotes, not a list
        "#]],
    );
    check(
        "[style.email]\nsentence = -1\nparagraph = \"many\"\n[budgets]\n\"tone/\" = 1.5\n",
        expect![[r#"
            "-1"
              `sentence` must be a whole number, 0 or more
            "\"many\""
              `paragraph` must be a whole number, 0 or more
            "1.5"
              `tone/` must be a whole number, 0 or more
        "#]],
    );
}

#[test]
fn bad_values_are_told() {
    check(
        "[lint]\nlocale = \"en_GB\"\n",
        expect![[r#"
            "\"en_GB\""
              `en_GB` is not a language tag; write one such as `en` or `en-GB`
        "#]],
    );
    check(
        "[lint.severity]\n\"tone/\" = \"eror\"\n\"meta/\" = 3\n",
        expect![[r#"
            "\"eror\""
              This is not a severity; did you mean `error`?
            "3"
              This is not a severity; the words are `error`, `warning`, `information`, `hint` and `off`
        "#]],
    );
    check(
        "[lint]\nignore = [\"tone/flat-refusl\", \"tone\", \"nonsense\"]\n",
        expect![[r#"
            "\"tone/flat-refusl\""
              No rule and no family is called `tone/flat-refusl`; did you mean `tone/flat-refusal`?
            "\"tone\""
              No rule and no family is called `tone`; did you mean `tone/`?
            "\"nonsense\""
              No rule and no family is called `nonsense`; `softspoken rules` lists them
        "#]],
    );
    check(
        "[lint.severity]\n\"tone/nothing-of-the-kind\" = \"off\"\n[budgets]\n\"ton/\" = 3\n",
        expect![[r#"
            "\"tone/nothing-of-the-kind\""
              No rule and no family is called `tone/nothing-of-the-kind`; `softspoken rules` lists them
            "\"ton/\""
              No rule and no family is called `ton/`; did you mean `tone/`?
        "#]],
    );
    check(
        "[files]\ninclude = [\"a{b\"]\n",
        expect![[r#"
            "\"a{b\""
              `a{b` is not a pattern for files; one looks like `macros/**/*.md`
        "#]],
    );
}

#[test]
fn bad_variables_and_help_desks_are_told() {
    check(
        "[variables.\"order total\"]\n[variables.\"a.b\"]\ntype = \"integer\"\n[variables.\"a.c\"]\ntype = \"colour\"\n",
        expect![[r#"
            "\"order total\""
              `order total` cannot be the name of a variable; one is made of words with dots between, such as `order.total`
            "\"integer\""
              `integer` is not a type; did you mean `number`?
            "\"colour\""
              `colour` is not a type; the types are `string`, `url`, `number`, `money`, `date`, `boolean`, `list` and `any`
        "#]],
    );
    check(
        "[variables.\"a.b\"]\ntype = \"number\"\nsample = \"many\"\nname = { zendsk = \"{{x}}\" }\n[platforms]\ntargets = [\"zendesk\", \"Help Scout\", \"fax\"]\n",
        expect![[r#"
            "\"many\""
              `many` is no sample of this type (number); write one such as `3`
            "zendsk"
              No help desk is called `zendsk`; did you mean `zendesk`?
            "\"fax\""
              No help desk is called `fax`; the names are `zendesk`, `freshdesk`, `intercom`, `helpscout`, `gorgias`, `front`, `hubspot`, `chatwoot`, `zammad`, `freescout`, `osticket`, `otobo`, `uvdesk`, `discourse`, `livehelperchat`, `kustomer`, `salesforce`, `crisp`, `zohodesk`, `frappe_helpdesk`, `servicenow`, `faveo`, `espanso`, `textexpander`, `reamaze`, `liveagent` and `jira_sm`
        "#]],
    );
    let config = parse("[variables.\"a.b\"]\ntype = \"list\"\noptional = true\n[platforms]\ntargets = [\"zammad\"]\n");
    let variable = config.settings.vocabulary.variable("a.b").unwrap();
    assert!(variable.own && variable.may_be_empty && variable.kind == crate::helpdesk::Kind::List);
    assert_eq!(config.settings.platforms, ["zammad"]);
}

#[test]
fn what_is_not_toml_is_told_where() {
    check(
        "[lint\nselect = []\n",
        expect![[r#"
            ""
              This cannot be read as TOML: unclosed table, expected `]`
        "#]],
    );
    check(
        "# 😀\r\n[lint]\r\nlocale = en\r\n",
        expect![[r#"
            "en"
              This cannot be read as TOML: string values must be quoted, expected literal string
        "#]],
    );
    check(
        "a = 1\na = 2\n",
        expect![[r#"
            "a"
              This cannot be read as TOML: duplicate key
        "#]],
    );
    check(
        "x = \"y\n",
        expect![[r#"
            ""
              This cannot be read as TOML: invalid basic string, expected `"`
        "#]],
    );
}

#[test]
fn an_empty_file_decides_nothing() {
    let config = parse("");
    assert_eq!(config.settings, Settings::default());
    assert!(parse("\u{feff}# only a comment\r\n").include.is_empty());
}

#[test]
fn everything_that_may_be_written() {
    let config = parse(
        r#"
        [lint]
        select = ["tone/", "syntax/"]
        ignore = ["tone/flat-refusal"]
        locale = "en-GB"
        [lint.severity]
        "tone/policy-wall" = "error"
        "meta/" = "off"
        [files]
        include = ["*.md"]
        exclude = ["archive/**"]
        [platforms]
        targets = ["zendesk"]
        [variables."order.total"]
        type = "money"
        description = "what they paid"
        sample = 24
        optional = true
        name = { zendesk = "{{ticket.total}}" }
        [slots.when]
        description = "day"
        example = "Monday"
        options = ["Monday", "Tuesday"]
        [macros]
        root = "macros"
        [snippets]
        roots = ["macros/snippets"]
        [style.sms]
        sentence = 12
        paragraph = 0x20
        [terms]
        words = ["no worries"]
        products = ["Calm Down"]
        [budgets]
        "tone/" = 3
        "#,
    );
    assert_eq!(config.settings.select, ["tone/", "syntax/"]);
    assert_eq!(config.settings.ignore, ["tone/flat-refusal"]);
    assert_eq!(
        config.settings.severity,
        [("tone/policy-wall".to_owned(), Some(Severity::Error)), ("meta/".to_owned(), None)]
    );
    assert_eq!(config.settings.locale.as_deref(), Some("en-GB"));
    assert_eq!(config.settings.terms, ["Calm Down", "no worries"]);
    assert_eq!((config.include, config.exclude), (vec!["*.md".to_owned()], vec!["archive/**".to_owned()]));
    assert_eq!(config.variables[0].names, [("zendesk".to_owned(), "{{ticket.total}}".to_owned())]);
    assert_eq!((config.variables[0].sample.as_deref(), config.variables[0].optional), (Some("24"), true));
    assert_eq!(config.slots[0].options.len(), 2);
    assert_eq!((config.style[0].sentence, config.style[0].paragraph), (Some(12), Some(32)));
    assert_eq!(config.budgets, [("tone/".to_owned(), 3)]);
}

/// Later entries win, so their order is that of the file, not of the alphabet.
#[test]
fn severities_keep_their_order() {
    let config = parse("[lint.severity]\n\"tone/\" = \"off\"\n\"meta/\" = \"hint\"\n\"syntax/\" = \"error\"\n");
    let rules: Vec<&str> = config.settings.severity.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["tone/", "meta/", "syntax/"]);
}

#[test]
fn the_nearest_file_upwards_holds() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    fs::write(folder.path().join(CONFIG_FILE), "[lint]\nlocale = \"de\"\n").unwrap();
    fs::write(folder.path().join("a").join(CONFIG_FILE), "[lint]\nlocale = \"fr\"\n").unwrap();
    let locale = |path: &Path| Config::find(path).unwrap().settings.locale;
    assert_eq!(locale(&inner).as_deref(), Some("fr"));
    assert_eq!(locale(&inner.join("x.macro")).as_deref(), Some("fr"));
    assert_eq!(locale(&inner.join("not/there/x.macro")).as_deref(), Some("fr"));
    assert_eq!(locale(folder.path()).as_deref(), Some("de"));
    assert_eq!(Config::find(&inner).unwrap().root, Some(folder.path().join("a")));
}

#[test]
fn a_file_that_cannot_be_read_is_a_mistake() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(CONFIG_FILE);
    let missing = Config::read(&path).unwrap_err();
    assert_eq!((missing.message.as_str(), missing.span), ("there is no such file or folder", Span::default()));
    fs::write(&path, b"a = \"\xff\"").unwrap();
    expect!["line 1, column 6 is not UTF-8 text (byte 5); save the file as UTF-8"]
        .assert_eq(&Config::read(&path).unwrap_err().message);
}

#[test]
fn the_examples_have_no_mistake() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(CONFIG_FILE);
    let config = Config::read(&path).unwrap();
    assert_eq!(config.settings.locale.as_deref(), Some("en-GB"));
    assert!(config.variables.iter().any(|variable| variable.name == "order.id"));
}

const OURS: &str = "disable = [\"tone/blame\"]\n[[rule]]\nid = \"team/price\"\ntitle = \"T\"\nseverity = \"hint\"\n\
                    message = \"M\"\nwhy = \"W\"\n[[rule.case]]\nphrases = [\"cheap\"]\n";

#[test]
fn packs_are_read_and_their_rules_may_be_named() {
    let shop = TempDir::new().unwrap();
    fs::create_dir(shop.path().join("rules")).unwrap();
    fs::write(shop.path().join("rules/ours.toml"), OURS).unwrap();
    let file = shop.path().join(CONFIG_FILE);
    let text =
        "[lint]\nignore = [\"team/price\", \"tone/blame\"]\npacks = [\"rules/*.toml\"]\n[budgets]\n\"team/\" = 1\n";
    let (config, mistakes) = Config::parse(&file, text);
    assert_eq!(mistakes, []);
    assert_eq!(config.packs.iter().map(|pack| pack.name.as_str()).collect::<Vec<_>>(), ["rules/ours.toml"]);
    assert!(config.known.rule("team/price").is_some() && config.known.rule("tone/blame").is_none());
    assert_eq!((config.settings.ignore.len(), config.budgets.len()), (2, 1));
}

#[test]
fn mistakes_of_packs_stand_in_their_own_files() {
    let shop = TempDir::new().unwrap();
    let (file, pack) = (shop.path().join(CONFIG_FILE), shop.path().join("ours.toml"));
    fs::write(&pack, "colour = 1\n").unwrap();
    fs::write(shop.path().join("other.toml"), b"caf\xe9").unwrap();
    let (_, mistakes) = Config::parse(&file, "[lint]\npacks = [\"o*.toml\", \"gone.toml\"]\ncolour = 1\n");
    let shown: Vec<String> = mistakes
        .iter()
        .map(|m| format!("{} {:?} {}\n", m.path.strip_prefix(shop.path()).unwrap().display(), m.span, m.message))
        .collect();
    expect![[r#"
        softspoken.toml Span { start: 27, end: 38 } there is no file `gone.toml`
        softspoken.toml Span { start: 40, end: 46 } `[lint]` has no key `colour`; it takes `select`, `ignore`, `severity`, `packs`, `locale` and `baseline`
        other.toml Span { start: 0, end: 0 } line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8
        ours.toml Span { start: 0, end: 6 } a pack has no key `colour`; it takes `disable`, `redefine`, `technique`, `rule`, `act`, `classes` and `inflections`
    "#]].assert_eq(&shown.concat());
}
