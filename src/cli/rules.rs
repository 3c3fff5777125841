//! `rules`: all rules with severity and techniques.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::configuration::configuration;
use super::rules_test;
use super::status::{Failure, Status, printed};
use super::terminal::{self, Color, Style};
use crate::knowledge::Rule;

const EXAMPLE: &str = "Example: softspoken rules --format json";

/// List the rules with their severity and techniques
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<RulesCommand>,
    /// table or json
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, default_value = "table")]
    format: RulesFormat,
    /// Use this softspoken.toml, not the one found here
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", hide_possible_values = true, default_value = "auto")]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    Test(rules_test::Arguments),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    Table,
    Json,
}

/// Prints them.
pub(super) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    if let Some(RulesCommand::Test(arguments)) = &arguments.command {
        return rules_test::run(arguments);
    }
    let config = configuration(arguments.config.as_deref())?;
    let rules = &config.known.rules;
    let style = Style::of_stdout(arguments.color);
    let text = match arguments.format {
        RulesFormat::Table => table(rules, style),
        RulesFormat::Json => json(rules),
    };
    let mut out = terminal::stdout(style);
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn table(rules: &[Rule], style: Style) -> String {
    const HEADINGS: (&str, &str) = ("RULE", "SEVERITY");
    let width = rules.iter().map(|rule| rule.id.len()).chain([HEADINGS.0.len()]).max().unwrap_or_default();
    let mut out = style.bold(&format!("{:width$}  {:11}  TECHNIQUES", HEADINGS.0, HEADINGS.1));
    out.push('\n');
    for rule in rules {
        let severity = style.paint(rule.severity, &format!("{:11}", rule.severity.as_str()));
        let line = format!("{:width$}  {severity}  {}", rule.id, rule.techniques.join(", "));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn json(rules: &[Rule]) -> String {
    let rules: Vec<_> = rules
        .iter()
        .map(|rule| {
            json!({
                "rule": rule.id,
                "title": rule.title,
                "severity": rule.severity.as_str(),
                "techniques": rule.techniques,
                "url": rule.url(),
            })
        })
        .collect();
    format!("{:#}\n", json!({ "version": 1, "rules": rules }))
}
