//! `schema`: JSON Schemas (2020-12) of what people write and what programs read, printed from the tables that the readers
//! check against. One file a schema.

mod config;
mod diff;
mod finding;
mod front_matter;
mod pack;
mod parts;

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::status::{Failure, Status, printed};
use super::terminal::{self, Color, Style};

const EXAMPLE: &str = "Example: softspoken schema pack";

/// Print a JSON Schema, for completion and checks in editors
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// config, front-matter, pack, finding or diff [default: all, by name]
    #[arg(hide_possible_values = true)]
    of: Option<SchemaOf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    Config,
    FrontMatter,
    Pack,
    Finding,
    Diff,
}

/// Prints it.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let schema = match arguments.of {
        Some(SchemaOf::Config) => config::schema(),
        Some(SchemaOf::FrontMatter) => front_matter::schema(),
        Some(SchemaOf::Pack) => pack::schema(),
        Some(SchemaOf::Finding) => finding::schema(),
        Some(SchemaOf::Diff) => diff::schema(),
        None => json!({
            "config": config::schema(),
            "front-matter": front_matter::schema(),
            "pack": pack::schema(),
            "finding": finding::schema(),
            "diff": diff::schema(),
        }),
    };
    let mut out = terminal::stdout(Style::of_stdout(Color::Never));
    printed(writeln!(out, "{schema:#}").and_then(|()| out.flush()))
}

/// A whole schema: what `body` says, under its name.
fn document(name: &str, title: &str, body: Value) -> Value {
    let mut out = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{}/schema/{name}.json", env!("CARGO_PKG_HOMEPAGE")),
        "title": title,
    });
    if let (Value::Object(out), Value::Object(body)) = (&mut out, body) {
        out.extend(body);
    }
    out
}

/// An object with these properties and no others.
fn object(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut out = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Value::Object(out), false) = (&mut out, required.is_empty()) {
        out.insert("required".to_owned(), json!(required));
    }
    out
}

/// `schema` with a description.
fn described(mut schema: Value, meaning: &str) -> Value {
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), json!(meaning));
    }
    schema
}
