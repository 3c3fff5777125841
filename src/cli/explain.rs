//! `explain`: the page of a rule or a technique.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::configuration::configuration;
use super::nearest;
use super::page;
use super::status::{Failure, Status, printed};
use super::terminal::{self, Color, Style};
use crate::knowledge::{Knowledge, rule_page, technique_page};

const EXAMPLE: &str = "Example: softspoken explain tone/calm-command";

/// Print the page of a rule or a technique
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Arguments {
    /// Such as tone/flat-refusal or positive-language
    #[arg(value_name = "RULE|TECHNIQUE")]
    name: String,
    /// Use this softspoken.toml, not the one found here
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", hide_possible_values = true, default_value = "auto")]
    color: Color,
}

/// Prints it.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let config = configuration(arguments.config.as_deref())?;
    let page = find(&arguments.name, &config.known)?;
    let style = Style::of_stdout(arguments.color);
    let text = page::for_terminal(&page, style);
    let mut out = terminal::stdout(style);
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// The page of that name. A rule may be named without its family.
fn find(name: &str, knowledge: &Knowledge) -> Result<String, Failure> {
    let short = |id: &str| id.split_once('/').is_some_and(|(_, rest)| rest == name);
    if let Some(rule) = knowledge.rule(name) {
        return Ok(rule_page(knowledge, rule));
    }
    if let Some(technique) = knowledge.technique(name) {
        return Ok(technique_page(knowledge, technique));
    }
    if let Some(rule) = knowledge.rules.iter().find(|rule| short(&rule.id)) {
        return Ok(rule_page(knowledge, rule));
    }
    let rules = knowledge.rules.iter().map(|rule| rule.id.as_str());
    let names = rules.chain(knowledge.techniques.iter().map(|technique| technique.id.as_str()));
    let hint = nearest::hint(name, names);
    Err(Failure::new(format!("`{name}` is neither a rule nor a technique.{hint} `softspoken rules` lists the rules.")))
}
