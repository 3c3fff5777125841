//! How `render` prints messages: as text, as a page of HTML, or for programs.

use std::io::{self, IsTerminal};
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::render_paths::{Message, Messages};
use crate::message::render::{escape_html, is_html, to_html};
use crate::syntax::FrontMatter;

/// The macro that the messages come from.
pub(super) struct Shown<'a> {
    pub(super) path: &'a str,
    pub(super) file: &'a Path,
    pub(super) front_matter: &'a FrontMatter,
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Html,
    Json,
}

/// What is printed.
pub(super) fn output(format: Format, shown: &Shown<'_>, messages: &Messages) -> String {
    match format {
        Format::Text => text(messages),
        Format::Html => html(shown, messages),
        Format::Json => json(shown, messages),
    }
}

/// One message byte for byte; many with a line above each that says when it is sent.
fn text(messages: &Messages) -> String {
    let mut out = String::new();
    for (number, message) in messages.messages.iter().enumerate() {
        if messages.all {
            let gap = if number == 0 { "" } else { "\n" };
            out.push_str(&format!("{gap}== {}\n", heading(messages, number, message)));
        }
        if let Some(subject) = &message.rendered.subject {
            out.push_str(&format!("Subject: {subject}\n\n"));
        }
        out.push_str(&message.rendered.text);
        if (messages.all || io::stdout().is_terminal()) && !message.rendered.text.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

/// `2 of 3: order.gift, not customer.vip`.
fn heading(messages: &Messages, number: usize, message: &Message) -> String {
    let count = messages.messages.len();
    let more = if messages.more { " and more" } else { "" };
    let when = if message.when.is_empty() { "always".to_owned() } else { one_line(&message.when.join(", ")) };
    format!("{} of {count}{more}: {when}", number + 1)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn html(shown: &Shown<'_>, messages: &Messages) -> String {
    let front_matter = shown.front_matter;
    let subject = messages.messages.first().and_then(|message| message.rendered.subject.as_deref());
    let title = front_matter.title.as_ref().map(|title| title.text.as_str()).or(subject).unwrap_or(shown.path);
    let locale = front_matter.locale.as_ref();
    let lang = locale.map(|locale| format!(" lang=\"{}\"", escape_html(&locale.text))).unwrap_or_default();
    let mut out = format!(
        "<!doctype html>\n<html{lang}>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n<body>\n",
        escape_html(title)
    );
    for (number, message) in messages.messages.iter().enumerate() {
        if messages.all {
            out.push_str(&format!("<h2>{}</h2>\n", escape_html(&heading(messages, number, message))));
        }
        out.push_str("<article>\n");
        if let Some(subject) = &message.rendered.subject {
            out.push_str(&format!("<p><strong>Subject:</strong> {}</p>\n", escape_html(subject)));
        }
        if is_html(front_matter, shown.file) {
            out.push_str(&message.rendered.text);
        } else {
            out.push_str(&to_html(&message.rendered));
        }
        out.push_str(if out.ends_with('\n') { "</article>\n" } else { "\n</article>\n" });
    }
    out.push_str("</body>\n</html>\n");
    out
}

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    path: &'a str,
    format: &'static str,
    /// Whether there are no more messages than these.
    complete: bool,
    messages: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    /// Only where all paths are wanted; without them the data decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    text: &'a str,
}

fn json(shown: &Shown<'_>, messages: &Messages) -> String {
    let records = messages.messages.iter().map(|message| Record {
        when: messages.all.then_some(message.when.as_slice()),
        subject: message.rendered.subject.as_deref(),
        text: &message.rendered.text,
    });
    let document = Document {
        version: 1,
        path: shown.path,
        format: if is_html(shown.front_matter, shown.file) { "html" } else { "markdown" },
        complete: !messages.more,
        messages: records.collect(),
    };
    // Texts and lists of texts can always be written as JSON.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
