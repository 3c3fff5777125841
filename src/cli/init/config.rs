//! The text of `softspoken.toml` for what was seen.

use std::fmt::Write as _;

use super::super::check::BASELINE;
use super::others::Others;
use super::survey::Survey;
use crate::helpdesk::Kind;

/// Where the book is.
const HOME: &str = env!("CARGO_PKG_HOMEPAGE");

/// With a comment for whatever is in it, and for what could be.
pub(super) fn text(survey: &Survey, others: &Others) -> String {
    let mut out = format!(
        "#:schema {HOME}/schema/config.json\n\
         # What softspoken knows of these macros. Change what you like; every key is explained at\n\
         # {HOME}/configuration.html\n\n\
         [lint]\n\
         # Language of macros that name none.\n"
    );
    let locale = survey.locale.as_deref();
    let _ = writeln!(out, "{}locale = {}", if locale.is_some() { "" } else { "# " }, quoted(locale.unwrap_or("en-GB")));
    let _ = write!(
        out,
        "# What was found before you began and is not told. `softspoken check --write-baseline` writes it anew.\n\
         baseline = \"{BASELINE}\"\n\n\
         # [lint.severity]\n\
         # \"tone/no-owner\" = \"off\"   # a rule or a family: error, warning, information, hint or off\n"
    );
    if !others.globs.is_empty() {
        let globs: Vec<String> = others.globs.iter().map(|glob| quoted(glob)).collect();
        let _ = write!(
            out,
            "\n[files]\n# Texts with placeholders that do not end in .macro. Take out what is sent to nobody.\ninclude = [{}]\n",
            globs.join(", ")
        );
    }
    if !survey.layout.macros.is_empty() {
        let _ = write!(
            out,
            "\n[macros]\n# Ids of macros are paths from here on.\nroot = {}\n",
            quoted(&survey.layout.macros)
        );
    }
    if !survey.layout.snippets.is_empty() {
        let roots: Vec<String> = survey.layout.snippets.iter().map(|folder| quoted(folder)).collect();
        let _ =
            write!(out, "\n[snippets]\n# What is here is a part of other macros.\nroots = [{}]\n", roots.join(", "));
    }
    if !survey.platforms.is_empty() {
        let targets: Vec<String> = survey.platforms.iter().map(|id| quoted(id)).collect();
        let _ = write!(
            out,
            "\n[platforms]\n# Placeholders of these help desks were found.\ntargets = [{}]\n",
            targets.join(", ")
        );
    }
    if !survey.variables.is_empty() {
        out.push_str("\n# Variables that macros use and no help desk of the catalogue has. The types are guesses: put right what is wrong.\n");
    }
    for (name, (kind, count)) in &survey.variables {
        let macros = if *count == 1 { "macro" } else { "macros" };
        let kind = Kind::WORDS.iter().find(|(_, known)| known == kind).map_or("any", |(word, _)| word);
        let kind = quoted(kind);
        let _ = writeln!(out, "[variables.{}]\ntype = {kind}   # in {count} {macros}", quoted(name));
    }
    out.push_str(
        "\n# The most findings of a rule or family that are put up with.\n# [budgets]\n# \"tone/hedge\" = 20\n",
    );
    out
}

/// As TOML writes text: its escapes are those of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
