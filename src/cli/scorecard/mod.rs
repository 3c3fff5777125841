//! `report --format html`: one page that needs nothing beside itself, neither a network nor a second file.
//!
//! The rows of all macros are in the page as a table, so that it can be read, searched and printed without its script.
//! What a row unfolds to is a line of JSON each, made into elements when it is asked for: ten thousand macros unfolded at
//! once are more than a browser holds.

mod entry;
mod escape;
mod tally;

pub(super) use entry::Entry;
pub(super) use tally::Tally;

use super::printer::Printer;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// From so many macros on, what is out of sight is not laid out. Browsers tell screen readers less of such rows, so that
/// shorter lists do without.
const LONG: usize = 1_000;

/// Prints the page about the macros of `place`.
pub(super) fn print(printer: &mut Printer, place: &str, mut entries: Vec<Entry>, tally: &Tally) {
    entries.sort_by(|a, b| a.rank.cmp(&b.rank));
    printer.print(&head(place));
    printer.print(&tally.totals());
    printer.print(CONTROLS_BEFORE_INTENTS);
    printer.print(&tally.intents());
    printer.print(CONTROLS_AFTER_INTENTS);
    let long = if entries.len() > LONG { " long" } else { "" };
    printer.print(&format!("<table id=list class=\"sortable{long}\" aria-labelledby=macros>"));
    printer.print(&headings(&COLUMNS));
    printer.print("<tbody>\n");
    for (number, entry) in entries.iter().enumerate() {
        printer.print(&format!("<tr data-n={number}>{}</tr>\n", entry.cells));
    }
    printer.print("</tbody></table>\n");
    printer.print("<script type=\"application/json\" id=names>");
    printer.print(&escape::json(&tally.names()));
    printer.print("</script>\n<script type=\"application/json\" id=details>");
    for entry in &entries {
        printer.print("\n");
        printer.print(&entry.detail);
    }
    printer.print("</script>\n");
    printer.print(&format!("<script nonce=scorecard>\n{SCRIPT}</script>\n</main></body></html>\n"));
}

fn head(place: &str) -> String {
    let place = escape::text(place);
    format!(
        "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>\n\
         <meta name=viewport content=\"width=device-width, initial-scale=1\">\n\
         <meta name=color-scheme content=\"light dark\">\n\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src data:; style-src 'nonce-scorecard'; \
         script-src 'nonce-scorecard'; base-uri 'none'; form-action 'none'\">\n\
         <link rel=icon href=\"data:,\"><title>Scorecard: {place}</title>\n<style nonce=scorecard>\n{STYLE}</style></head>\n\
         <body><main>\n<h1>Scorecard <small>{place}</small></h1>\n"
    )
}

const CONTROLS_BEFORE_INTENTS: &str = "<h2 id=macros>Macros</h2>\n\
    <noscript><p>Sorting, filtering and unfolding need a script, which is switched off here. All macros are in the table, those \
    that need attention first.</p></noscript>\n\
    <form id=filter><label>Title or path <input type=search id=words autocomplete=off></label>\n\
    <label>Intent <select id=intent><option value=\"\">any</option>";

const CONTROLS_AFTER_INTENTS: &str = "</select></label>\n\
    <label>Findings <select id=found><option value=\"\">any or none</option><option value=5>errors</option>\
    <option value=6>errors or warnings</option><option value=8>some</option><option value=0>none</option></select></label>\n\
    <button type=button id=attention>Needs attention first</button>\n\
    <button type=button id=unfold>Unfold</button> <button type=button id=fold>Fold</button>\n\
    <p role=status id=shown></p></form>\n";

const COLUMNS: [&str; 10] =
    ["Macro", "Intent", "Paths", "Words", "Errors", "Warnings", "Information", "Hints", "Used", "Missed"];

/// The head of a table whose columns can be sorted by.
fn headings(columns: &[&str]) -> String {
    let cells: String = columns
        .iter()
        .map(|column| format!("<th scope=col aria-sort=none><button type=button>{column}</button></th>"))
        .collect();
    format!("<thead><tr>{cells}</tr></thead>")
}
