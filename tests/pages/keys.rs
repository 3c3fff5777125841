//! Tables of the keys of `softspoken.toml` and of front matter.

use softspoken::syntax::{Field, FrontMatter, Shape};
use softspoken::workspace::{CONFIG_KEYS, ConfigKey, ConfigShape};

use crate::section::cell;

/// A table for each section of `softspoken.toml`.
pub(crate) fn configuration() -> String {
    CONFIG_KEYS.iter().map(section).collect::<Vec<_>>().join("\n")
}

fn section(key: &ConfigKey) -> String {
    let mut rows = Vec::new();
    let heading = match key.shape {
        ConfigShape::Section(keys) => {
            collect("", keys, &mut rows);
            format!("[{}]", key.name)
        }
        ConfigShape::Named(ConfigShape::Section(keys)) => {
            collect("", keys, &mut rows);
            format!("[{}.\"NAME\"]", key.name)
        }
        ConfigShape::Named(value) => {
            rows.push(row("\"NAME\"", &shape(value), "By the name of a rule or a family."));
            format!("[{}]", key.name)
        }
        _ => panic!("{} is no section", key.name),
    };
    format!("### `{heading}`\n\n{}\n\n| key | value | meaning |\n|---|---|---|\n{}", key.meaning, rows.concat())
}

fn collect(before: &str, keys: &[ConfigKey], rows: &mut Vec<String>) {
    for key in keys {
        let name = format!("{before}{}", key.name);
        match key.shape {
            ConfigShape::Section(inner) => collect(&format!("{name}."), inner, rows),
            ConfigShape::Named(value) => rows.push(row(&format!("{name}.\"NAME\""), &shape(value), key.meaning)),
            other => rows.push(row(&name, &shape(&other), key.meaning)),
        }
    }
}

fn row(name: &str, value: &str, meaning: &str) -> String {
    format!("| `{}` | {} | {} |\n", cell(name), cell(value), cell(meaning))
}

fn shape(of: &ConfigShape) -> String {
    match of {
        ConfigShape::Text => "text".to_owned(),
        ConfigShape::Word(words) => words_of(words),
        ConfigShape::Boolean => "`true` or `false`".to_owned(),
        ConfigShape::Count => "a whole number".to_owned(),
        ConfigShape::Scalar => "text, number, date, `true` or `false`".to_owned(),
        ConfigShape::Texts => "a list of texts".to_owned(),
        ConfigShape::Section(_) | ConfigShape::Named(_) => "a section".to_owned(),
    }
}

fn words_of(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The table of the keys of front matter.
pub(crate) fn front_matter() -> String {
    let mut out = String::from("| key | value | for example | meaning |\n|---|---|---|---|\n");
    add_fields("", FrontMatter::FIELDS, &mut out);
    out
}

fn add_fields(before: &str, fields: &[Field], out: &mut String) {
    for field in fields {
        let name = format!("{before}{}", field.name);
        *out += &format!(
            "| `{}` | {} | `{}` | {} |\n",
            cell(&name),
            cell(&value(&field.shape)),
            cell(field.example),
            cell(field.meaning)
        );
        match field.shape {
            Shape::Fields(inner) => add_fields(&format!("{name}."), inner, out),
            Shape::List(Shape::Fields(inner)) => add_fields(&format!("{name}[]."), inner, out),
            Shape::Named(Shape::Fields(inner)) => add_fields(&format!("{name}.NAME."), inner, out),
            _ => {}
        }
    }
}

fn value(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Slug => "a name in parts, joined by `/`".to_owned(),
        Shape::Date => "a day".to_owned(),
        Shape::Locale => "a language tag".to_owned(),
        Shape::Word(words) => words_of(words),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Scalar => "text, number, `true` or `false`".to_owned(),
        Shape::List(Shape::Fields(_)) => "a list of entries".to_owned(),
        Shape::List(item) => format!("a list: {}", value(item)),
        Shape::Fields(_) => "keys of its own".to_owned(),
        Shape::Named(_) => "entries by name".to_owned(),
        Shape::Reasons => "rules or families, each with a reason".to_owned(),
        Shape::Anything => "anything".to_owned(),
    }
}
