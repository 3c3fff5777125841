//! `softspoken.preview`: the message with its switches, its data and its findings, for whoever draws it; for clients that
//! draw nothing themselves, a file with it is shown.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types as lsp;
use tower_lsp_server::ls_types::MessageType;

use super::render::Filling;
use super::{Asked, Office, PreviewFiles};
use crate::assist::{self, Field, Message, Preview, Switch};
use crate::lint::Finding;
use crate::message::render::{Around, Choices, Chosen, Object, RenderError, Value, is_html, to_html_marked};
use crate::report::{MacroReport, SentenceReport, report};
use crate::server::analysis::Analysis;
use crate::server::{clock, convert};
use crate::text::Span;
use crate::workspace::slot_samples;

pub(super) const EXAMPLE: &str =
    r#"{"choices": {"order.gift": true}, "data": {"customer": {"first_name": "Ann"}}, "panel": true}"#;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    choices: Object,
    data: Object,
    /// Whether the client draws the preview itself.
    panel: bool,
}

/// What a panel draws.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    version: u8,
    uri: lsp::Uri,
    document_version: i32,
    title: String,
    /// `markdown` or `html`.
    format: &'static str,
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
    /// Why there is no message.
    problem: Option<Problem>,
    conditions: Vec<Condition>,
    data: Vec<Datum>,
    sentences: Vec<Sentence>,
    findings: Vec<Told>,
    /// Bytes of the text in which each finding stands, for those who show the text.
    marks: Vec<MarkRecord>,
}

#[derive(Serialize)]
struct Problem {
    message: String,
    /// Where, if that is in the macro.
    range: Option<lsp::Range>,
}

#[derive(Serialize)]
struct Condition {
    text: String,
    /// `condition` or `loop`.
    kind: &'static str,
    /// Yes or no, or a number of rounds; nothing where it was not asked.
    state: Json,
    chosen: bool,
    fixed: bool,
    ranges: Vec<lsp::Range>,
    /// The snippet that asks it.
    snippet: Option<String>,
}

#[derive(Serialize)]
struct Datum {
    name: String,
    value: Value,
    range: Option<lsp::Range>,
}

#[derive(Serialize)]
struct Sentence {
    range: lsp::Range,
    text: String,
    acts: Vec<&'static str>,
    when: Vec<String>,
    /// Indices into `findings`.
    findings: Vec<usize>,
}

#[derive(Serialize)]
struct Told {
    range: lsp::Range,
    rule: String,
    severity: &'static str,
    message: String,
    when: Vec<String>,
    /// Whether it stands in this message.
    shown: bool,
}

#[derive(Serialize)]
struct MarkRecord {
    start: usize,
    end: usize,
    finding: usize,
}

pub(super) async fn run(office: &Office<'_>, mut asked: Asked) -> Result<Option<Json>> {
    let Options { choices, data, panel } = asked.options()?;
    let filling = Filling { choices, data };
    let choices = filling.choices()?;
    let facts = office.shared.lock().client;
    let files = (!panel).then(|| Arc::clone(office.previews));
    let question = move |analysis: &Analysis| {
        let (record, page) = draw(analysis, &filling, &choices);
        let file = files.and_then(|files| write(&files, analysis, &page));
        (record, page, file)
    };
    let Some((record, page, file)) = office.analyst.survey(&asked.uri, question).await? else { return Ok(None) };
    match file {
        _ if panel => {}
        Some(file) if facts.shows_documents => office.show(file, None),
        // Some editors show the first line of a message only: it says where all of it is.
        Some(file) => {
            let path = file.to_file_path().map_or_else(String::new, |path| path.display().to_string());
            office.tell(MessageType::INFO, format!("Preview in {path}\n\n{page}"));
        }
        None => office.tell(MessageType::INFO, page),
    }
    Ok(serde_json::to_value(record).ok())
}

fn write(files: &PreviewFiles, analysis: &Analysis, page: &str) -> Option<lsp::Uri> {
    let stem = analysis.path().file_stem().map(|stem| stem.to_string_lossy().into_owned());
    files.write(analysis.snapshot.uri.as_str(), &stem.unwrap_or_default(), page)
}

/// The preview for panels, and as a page of text.
fn draw(analysis: &Analysis, filling: &Filling, choices: &Choices) -> (Record, String) {
    let (subject, parsed) = (analysis.subject(), &analysis.parsed);
    let (data, slots) = (filling.data(analysis), slot_samples(analysis.snippets.roots().config()));
    let around = Around { data: &data, snippets: &analysis.snippets, slots: &slots, now: clock::now() };
    let findings = &analysis.findings;
    let preview = assist::preview(&subject, &around, choices, findings);
    let name = analysis.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let page = assist::preview_page(&subject, &name, &preview, findings);
    let MacroReport { sentences, .. } = report(&subject);
    let Preview { message, questions, names } = preview;
    let place = |span: Span| convert::range(&analysis.snapshot.text, span, analysis.snapshot.client.encoding);
    let is_html = is_html(&parsed.front_matter, analysis.path());
    let (message, problem) = match message {
        Ok(message) => (Some(message), None),
        Err(RenderError { label, span, message }) => {
            (None, Some(Problem { message, range: label.is_none().then(|| place(span)) }))
        }
    };
    let marks = message.as_ref().map(|message| message.marks.clone()).unwrap_or_default();
    let shown: HashSet<usize> = marks.iter().map(|mark| mark.number).collect();
    let told = |(number, finding): (usize, &Finding)| Told {
        range: place(finding.span),
        rule: finding.rule.clone(),
        severity: finding.severity.as_str(),
        message: finding.message.clone(),
        when: finding.when.clone(),
        shown: shown.contains(&number),
    };
    let record = Record {
        version: 1,
        uri: analysis.snapshot.uri.clone(),
        document_version: analysis.snapshot.version,
        title: parsed.front_matter.title.as_ref().map_or(name, |title| title.text.clone()),
        format: if is_html { "html" } else { "markdown" },
        html: message.as_ref().map(|Message { rendered, marks }| to_html_marked(rendered, is_html, marks)),
        subject: message.as_ref().and_then(|message| message.rendered.subject.clone()),
        text: message.map(|message| message.rendered.text),
        problem,
        conditions: questions.into_iter().map(|switch| condition(switch, &place)).collect(),
        data: names
            .into_iter()
            .map(|Field { name, value, span }| Datum { name, value, range: span.map(&place) })
            .collect(),
        sentences: sentences.into_iter().map(|sentence| said(sentence, findings, &place)).collect(),
        findings: findings.iter().enumerate().map(told).collect(),
        marks: marks
            .iter()
            .map(|mark| MarkRecord { start: mark.span.start, end: mark.span.end, finding: mark.number })
            .collect(),
    };
    (record, page)
}

fn condition(switch: Switch, place: &impl Fn(Span) -> lsp::Range) -> Condition {
    Condition {
        text: switch.text,
        kind: if switch.loops { "loop" } else { "condition" },
        state: match switch.state {
            None => Json::Null,
            Some(Chosen::Holds(holds)) => holds.into(),
            Some(Chosen::Rounds(rounds)) => rounds.into(),
        },
        chosen: switch.chosen,
        fixed: switch.fixed,
        ranges: switch.spans.into_iter().map(place).collect(),
        snippet: switch.label,
    }
}

fn said(sentence: SentenceReport, findings: &[Finding], place: &impl Fn(Span) -> lsp::Range) -> Sentence {
    // Findings are in the order of the text.
    let to = findings.partition_point(|finding| finding.span.start < sentence.span.end);
    let before = findings.iter().enumerate().take(to).rev();
    let here = before.take_while(|(_, finding)| finding.span.start >= sentence.span.start);
    let mut here: Vec<usize> = here.map(|(number, _)| number).collect();
    here.reverse();
    Sentence {
        range: place(sentence.span),
        text: sentence.text,
        acts: sentence.acts.iter().map(|act| act.as_str()).collect(),
        when: sentence.when,
        findings: here,
    }
}
