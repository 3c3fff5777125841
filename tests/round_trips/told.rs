//! What export leaves out, whoever writes the macro has been told; and what they are told so, export leaves out.

use std::sync::Arc;

use softspoken::helpdesk::outgoing::{File, outgoing};
use softspoken::helpdesk::unfold::{Around, nothing_tried};
use softspoken::helpdesk::{Platform, shape};
use softspoken::knowledge::{Knowledge, Severity};
use softspoken::lint::{Finding, Fixes, Settings, Standing, Subject, check};
use softspoken::message::{Snippet, Snippets};
use softspoken::syntax::Macro;

use super::*;

/// Snippets: one with what most help desks cannot say, one that is for a single help desk, one with a parameter.
const SNIPPETS: [(&str, &str); 3] = [
    ("odd", "{% if ticket.priority == \"high\" %}Fast{% else %}Slow{% endif %}, {{ order.number }}"),
    ("own", "---\nplatforms: [zendesk]\n---\nHi {{ customer.first_name | default: \"there\" }}"),
    ("given", "Hi {{ name | default: \"there\" }}{% if tone == \"warm\" %} dear{% endif %}"),
];

#[derive(Debug)]
struct Kept;

impl Snippets for Kept {
    fn get(&self, id: &str) -> Option<Arc<Snippet>> {
        let (id, source) = SNIPPETS.iter().find(|(known, _)| *known == id)?;
        let (id, source) = ((*id).to_owned(), (*source).to_owned());
        Some(Arc::new(Snippet { label: format!("{id}.macro"), parsed: Macro::parse(&source), id, source }))
    }
}

fn findings(platform: &Platform, source: &str, standing: Standing) -> Vec<Finding> {
    let parsed = Macro::parse(source);
    let settings = Settings { platforms: vec![platform.id.to_owned()], standing, ..Settings::default() };
    let knowledge = Knowledge::shipped();
    check(&Subject { source, parsed: &parsed, knowledge, settings: &settings, snippets: &Kept }, Fixes::None)
}

/// Whether a finding says that the macro is left out: for certain, or in so many words.
fn says_so(finding: &Finding) -> bool {
    let is_heavy = matches!(finding.severity, Severity::Error | Severity::Warning);
    finding.rule.starts_with("platform/") && (is_heavy || finding.message.contains("export leaves it out"))
}

fn is_told(platform: &'static Platform, source: &str) {
    let parsed = Macro::parse(source);
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &Kept, vocabulary: &vocabulary, parameters: false, tried: nothing_tried };
    let sent = outgoing(platform, &[File { source, parsed: &parsed, around }]).expect("what it takes is known");
    let stops: Vec<&str> = sent.notes.iter().filter(|note| note.stops).map(|note| note.words.as_str()).collect();
    // A text without front matter is asked for its title by export alone.
    let is_asked = |words: &&&str| parsed.front_matter.span.is_some() || !words.starts_with("it has no title");
    let is_left_out = !sent.losses.is_empty() || stops.iter().filter(is_asked).count() > 0;
    let own = findings(platform, source, Standing::Macro);
    let told: Vec<&Finding> = own.iter().filter(|finding| says_so(finding)).collect();
    let context = || format!("{} {source:?}\n{:?}\n{stops:?}\n{own:?}", platform.id, sent.losses);
    assert!(told.is_empty() || is_left_out, "told in vain: {}", context());
    // What stands in a snippet is told there.
    let in_snippets = || {
        let rendered = SNIPPETS.iter().filter(|(id, _)| source.contains(&format!("render \"{id}\"")));
        rendered.flat_map(|(_, text)| findings(platform, text, Standing::Snippet)).any(|finding| says_so(&finding))
    };
    // A name that is none anywhere is told as that.
    let is_unknown = own.iter().any(|one| one.rule == "template/unknown-name" && one.severity >= Severity::Warning);
    assert!(!is_left_out || !told.is_empty() || is_unknown || in_snippets(), "left out without a word: {}", context());
}

const TITLES: &[&str] =
    &["", "title: A title\n", "title: ee\n", "title: \"  ee  \"\n", "title: \"  \"\n", "title: \"\"\n"];
const SUBJECTS: &[&str] = &[
    "",
    "",
    "subject: A subject\n",
    "subject: \"Hi {{ customer.first_name | default: 'you' }}\"\n",
    "subject: \"{% if ticket.priority == 'high' %}Fast{% endif %}\"\n",
];
const OTHERS: &[&str] = &[
    "",
    "",
    "",
    "format: html\n",
    "source: { platform: helpscout, id: \"7\", extra: { \"part\": \"chat\" } }\n",
    "source: { platform: zendesk, id: \"7\" }\nactions: [{ field: comment_value, value: \"a\" }]\n",
];
const PIECES: &[&str] = &[
    "",
    "Thanks.",
    "Hi {{ customer.first_name | default: \"there\" }},",
    "{{ ticket.number | default: \"with us\" }}",
    "{{ agent.name | default: \"100%, sure\" }}",
    "{{ customer.first_name | default: \"100%, sure\" }}",
    "{{ customer.name | default: agent.name }}",
    "{{ customer.phone }} {{ order.number }} {{ ticket.requester.name }}",
    "{{ \"now\" | date: \"%Y\" }} {{ ticket.created_at | date: \"%d.%m.%Y\" }} {{ ticket.created_at | date: \"%A %s\" }}",
    "{{ customer.name | upcase | truncate: 20 }} {{ ticket.subject | base64_encode }}",
    "{{ 'a' | upcase }} {% assign a = 'b' %}{{ a }}{% if a == 'b' %}c{% endif %}",
    "{% assign n = customer.name %}{% if ticket.id == 3 %}{% assign n = 'x' %}{% endif %}{{ n }}",
    "{% capture who %}{{ customer.first_name | default: 'there' }}{% endcapture %}{{ who | upcase }} {{ who }}",
    "{% for tag in ticket.tags %}{{ tag }}{% endfor %}{% for n in (1..3) %}{{ n }}{% endfor %}",
    "{% case ticket.status %}{% when 'open' %}Open{% else %}Done{% endcase %}",
    "{% unless ticket.priority == 'high' %}A{% elsif ticket.id %}B{% endunless %}",
    "{% raw %}{{ name }} #{x} {% x %}{% endraw %}",
    "#{abc} `#{ticket.title}` %{ticket.name} %{x}",
    "<table><tr><td>a</td><td>b</td></tr></table>",
    "<b>a</b><br>\nb <u>c</u>",
    "{% render \"odd\" %}",
    "{% render \"own\" %}",
    "{% render \"given\", name: customer.first_name, tone: 'warm' %}",
    "{% render \"given\", name: 'you', tone: ticket.priority %}",
    "[[what: one / two]]",
    "{{ ticket.nobody }}",
    "{{ foo.bar }}",
    "{{ foo }}",
];

fn odd() -> impl Strategy<Value = String> {
    let text = prop_oneof![2 => vec(select(PIECES), 0..4).prop_map(|pieces| pieces.join(" ")), 1 => body()];
    let front = (select(TITLES), select(SUBJECTS), select(OTHERS));
    (front, text, any::<bool>()).prop_map(|((title, subject, other), text, bare)| match bare && title.is_empty() {
        true => text,
        false => format!("---\n{title}{subject}{other}---\n{text}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_left_out_has_been_told(source in odd()) {
        // The file of a further text is no macro by itself where it came from.
        let is_part = |platform: &Platform| platform.id == "helpscout" && source.contains("\"part\"");
        shape::with_shape().filter(|platform| !is_part(platform)).for_each(|platform| is_told(platform, &source));
    }
}
