//! What is written behind a sentence, a placeholder or a text message, without being a part of the text.

use crate::knowledge::Act;
use crate::lint::{self, Subject};
use crate::message::render::{Around, Object, SlotSample, render, render_paths};
use crate::message::{MessageGraph, NoSnippets};
use crate::syntax::{Channel, ItemKind, Macro};
use crate::text::Span;

use super::expressions::visit;
use super::names::{Names, Symbol};
use super::sms;

/// The most characters of a sample.
const LONGEST_SAMPLE: usize = 40;

/// The longest macro of which all paths are looked at for a hint, in bytes, and the most of these: text messages are short.
const LONGEST_WITH_PATHS: usize = 4096;
const MOST_PATHS: usize = 16;

/// A label that an editor shows between characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where, in bytes: behind a sentence.
    pub offset: usize,
    /// What it says: `apologise · commit`.
    pub label: String,
}

/// The acts of the sentences that end in `span`, in source order; a sentence that does nothing has no hint.
pub fn act_hints(subject: &Subject, span: Span) -> Vec<Hint> {
    let prose = MessageGraph::read(subject.source, subject.parsed, &NoSnippets).prose;
    let said = lint::acts(subject, &prose).into_iter();
    let here = said.filter(|sentence| span.touches(sentence.span.end) && !sentence.acts.is_empty());
    here.map(|sentence| {
        let acts: Vec<&str> = sentence.acts.iter().map(Act::as_str).collect();
        Hint { offset: sentence.span.end, label: acts.join(" · ") }
    })
    .collect()
}

/// What each placeholder that ends in `span` may look like to the customer, filters and all, with the samples of `data`.
/// One that reads a name of the macro has no hint.
pub fn sample_hints(subject: &Subject, data: &Object, span: Span) -> Vec<Hint> {
    let names = Names::read(subject.source, subject.parsed);
    let is_ours = |place: Span| {
        let first = names.occurrences.partition_point(|occurrence| occurrence.span.start < place.start);
        let occurrence = names.occurrences.get(first).filter(|occurrence| occurrence.span.start == place.start);
        let symbol = occurrence.and_then(|occurrence| names.symbol(*occurrence));
        matches!(symbol, Some(Symbol::Assigned(_) | Symbol::LoopVariable(_)))
    };
    let mut out = Vec::new();
    for item in &subject.parsed.items {
        if !matches!(item.kind, ItemKind::Output(_)) || !span.touches(item.span.end) {
            continue;
        }
        let (mut reads, mut ours) = (false, false);
        visit(&item.kind, &mut |expression| {
            reads |= matches!(expression.value, crate::syntax::Value::Path(_));
            ours |= is_ours(expression.span);
        });
        if !reads || ours {
            continue;
        }
        let alone = item.span.of(subject.source);
        let around = Around { data, snippets: &NoSnippets, slots: &[], now: 0 };
        let Ok(printed) = render(alone, &Macro::parse(alone), &around) else { continue };
        let sample: String = printed.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if sample.is_empty() || !printed.warnings.is_empty() {
            continue;
        }
        let cut = sample.char_indices().nth(LONGEST_SAMPLE).map(|(end, _)| end);
        let label = cut.map_or(sample.clone(), |end| format!("{}…", sample.get(..end).unwrap_or_default()));
        out.push(Hint { offset: item.span.end, label });
    }
    out
}

/// How many parts the macro is sent in where it is for text messages, with the samples of `data` and `slots`.
pub fn sms_hint(subject: &Subject, data: &Object, slots: &[SlotSample], now: i64) -> Option<Hint> {
    let parsed = subject.parsed;
    if !parsed.front_matter.channels.iter().any(|(channel, _)| *channel == Channel::Sms) {
        return None;
    }
    let around = Around { data, snippets: subject.snippets, slots, now };
    let printed = render(subject.source, parsed, &around).ok()?;
    let parts = sms::parts(printed.text.trim());
    let count = if parts.count == 1 { "1 SMS part".to_owned() } else { format!("{} SMS parts", parts.count) };
    let because = parts.because.map(|letter| format!(" (short parts because of “{letter}”)")).unwrap_or_default();
    let body = parsed.body.of(subject.source);
    let offset = parsed.body.start + body.trim_end().len();
    let most = most_parts(subject, &around).filter(|most| *most > parts.count);
    let elsewhere = most.map(|most| format!("; up to {most} parts on other paths")).unwrap_or_default();
    Some(Hint { offset, label: format!("{count}, {} characters left{because}{elsewhere}", parts.left) })
}

/// The most parts of any message that the macro can become, as far as they are few; `None` where it has one only.
fn most_parts(subject: &Subject, around: &Around) -> Option<usize> {
    let Subject { source, parsed, .. } = *subject;
    let decides = !parsed.blocks.is_empty() || super::document_link::rendered(parsed).next().is_some();
    if !decides || source.len() > LONGEST_WITH_PATHS {
        return None;
    }
    let paths = render_paths(source, parsed, around, MOST_PATHS).ok()?;
    paths.messages.iter().map(|message| sms::parts(message.rendered.text.trim()).count).max()
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_subject;
    use super::*;

    fn with<T>(source: &str, ask: impl FnOnce(&Subject, &Object) -> T) -> T {
        let data = crate::workspace::sample_data(&crate::workspace::Config::default());
        with_subject(source, &NoSnippets, |subject| ask(subject, &data))
    }

    #[test]
    fn samples_as_the_customer_reads_them() {
        let source = "{{ customer.first_name | upcase }} {% assign a = 1 %}{{ a }} {{ 'x' }} {{ unknown }} {{ order.items | join: ', ' }}";
        let hints = with(source, |subject, data| sample_hints(subject, data, Span::new(0, source.len())));
        let labels: Vec<&str> = hints.iter().map(|hint| hint.label.as_str()).collect();
        assert_eq!((labels[0], labels.len(), hints[0].offset), ("PRIYA", 2, 34));
    }

    #[test]
    fn parts_of_text_messages() {
        let hint = |source: &str| with(source, |subject, data| sms_hint(subject, data, &[], 0));
        let sms = "---\nchannels: [sms]\n---\nHi {{ customer.first_name }}.\n";
        let label = "1 SMS part, 151 characters left".to_owned();
        assert_eq!(hint(sms), Some(Hint { offset: sms.len() - 1, label }));
        assert_eq!(hint("---\nchannels: [email]\n---\nHi."), None);
        let long = "a".repeat(170);
        let branches =
            hint(&format!("---\nchannels: [sms]\n---\nHi.{{% if order.closed %}}{long}{{% endif %}}")).unwrap();
        assert_eq!(branches.label, "1 SMS part, 157 characters left; up to 2 parts on other paths");
        let curly = hint("---\nchannels: [sms]\n---\nIt’s here.").unwrap();
        assert_eq!(curly.label, "1 SMS part, 60 characters left (short parts because of “’”)");
    }

    #[test]
    fn one_label_behind_each_sentence_that_does_something() {
        let source = "We're sorry about this. The pot is blue. I'll send a new one.";
        let hints = |span| with_subject(source, &NoSnippets, |subject| act_hints(subject, span));
        let hint = |offset, label: &str| Hint { offset, label: label.to_owned() };
        let last = hint(source.len(), "own · commit · owner");
        assert_eq!(hints(Span::new(0, source.len())), [hint(23, "apologise"), last.clone()]);
        assert_eq!(hints(Span::new(30, source.len())), [last], "only those that are asked for");
    }
}
