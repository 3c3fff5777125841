//! `softspoken.render`: the message for some data and choices, and nothing else.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use tower_lsp_server::jsonrpc::Result;

use super::{Asked, Office, refused};
use crate::assist;
use crate::message::render::{Around, Choices, Object, is_html, render_chosen, to_html_marked};
use crate::server::analysis::Analysis;
use crate::server::clock;
use crate::workspace::{sample_data, slot_samples};

pub(super) const EXAMPLE: &str = r#"{"choices": {"order.gift": true}, "data": {"customer": {"first_name": "Ann"}}}"#;

/// What fills a macro in: choices by question, and data over the samples.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Filling {
    pub(super) choices: Object,
    pub(super) data: Object,
}

impl Filling {
    /// The choices.
    pub(super) fn choices(&self) -> Result<Choices> {
        let mut choices = Choices::default();
        for (question, answer) in self.choices.iter() {
            let chosen = assist::chosen(answer).ok_or_else(|| {
                refused(format!("the choice for `{question}` must be true, false or a number of rounds up to 10"))
            })?;
            choices.choose(question, chosen);
        }
        Ok(choices)
    }

    /// The samples with the data over them. A name with dots is a name with dots wherever it stands.
    pub(super) fn data(&self, analysis: &Analysis) -> Object {
        let mut data = sample_data(analysis.snippets.roots().config());
        let mut own = Object::default();
        self.data.iter().for_each(|(name, value)| own.set_dotted(name, value.clone()));
        data.merge(&own);
        data
    }
}

#[derive(Serialize)]
struct Record {
    version: u8,
    subject: Option<String>,
    text: String,
    html: String,
    /// Where Liquid prints an error instead of a value.
    warnings: Vec<String>,
}

pub(super) async fn run(office: &Office<'_>, mut asked: Asked) -> Result<Option<Json>> {
    let filling: Filling = asked.options()?;
    let choices = filling.choices()?;
    let rendered = office.analyst.survey(&asked.uri, move |analysis| render(analysis, &filling, choices)).await?;
    rendered.transpose()
}

fn render(analysis: &Analysis, filling: &Filling, choices: Choices) -> Result<Json> {
    let (data, slots) = (filling.data(analysis), slot_samples(analysis.snippets.roots().config()));
    let around = Around { data: &data, snippets: &analysis.snippets, slots: &slots, now: clock::now() };
    let rendered = render_chosen(&analysis.source, &analysis.parsed, &around, choices);
    let (rendered, _) = rendered.map_err(|error| refused(error.message))?;
    let is_html = is_html(&analysis.parsed.front_matter, analysis.path());
    let record = Record {
        version: 1,
        html: to_html_marked(&rendered, is_html, &[]),
        warnings: rendered.warnings.into_iter().map(|warning| warning.message).collect(),
        subject: rendered.subject,
        text: rendered.text,
    };
    Ok(serde_json::to_value(record).unwrap_or_default())
}
