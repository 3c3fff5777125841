//! Macros as a support team writes them, as many as are wanted, no two alike.
//!
//! Sentences are put together from the lists below: `<name>` in a template is one entry of that list, which may name
//! others. Each macro of 2 kB has front matter, outputs, slots, a choice of passages and about one tone fault.

use std::fmt::Write as _;

use super::random::Random;

/// The lists that templates name.
#[rustfmt::skip]
const LISTS: [(&str, &[&str]); 22] = [
    ("thing", &[
        "parcel", "sofa", "kettle", "lamp", "blanket", "gift card", "subscription", "booking", "bill", "tea set",
        "bread knife", "rain jacket", "desk chair", "water filter", "headphones", "coffee grinder", "bookshelf",
        "replacement part", "bicycle light", "picnic basket", "photo album", "yoga mat", "garden hose", "wall clock",
    ]),
    ("quality", &[
        "blue", "small", "large", "second", "missing", "new", "engraved", "spare", "returned", "delayed", "damaged",
        "wrapped", "heavy", "seasonal", "first", "repaired", "refurbished", "matching",
    ]),
    ("place", &[
        "the warehouse", "the depot in {{ store.city }}", "our packing team", "the workshop", "the courier",
        "{{ order.carrier | default: \"the carrier\" }}", "the returns desk", "our payments partner",
        "the {{ store.name }} shop", "the customs office", "the sorting centre", "your neighbour",
        "the pick-up point",
    ]),
    ("day", &[
        "Monday", "Tuesday morning", "Wednesday", "Thursday at noon", "Friday", "Sunday evening", "the 14th", "May 2",
        "[[when: day and time]]", "{{ order.delivery_date | date: \"%-d %B\" }}", "the last day of the month",
    ]),
    ("doing", &[
        "checked", "opened", "traced", "measured", "photographed", "weighed", "compared", "looked up", "reviewed",
        "tested", "followed", "confirmed", "recorded",
    ]),
    ("detail", &[
        "the tracking page", "the delivery note", "the payment record", "the serial number", "the label",
        "the photo that you sent", "order {{ order.id }}", "the notes on your account", "the return form",
        "the scan from <day>", "the last three messages", "the receipt", "the <thing>",
    ]),
    ("feeling", &[
        "a worry", "frustrating", "a real nuisance", "tiring", "a let-down", "hard to plan around", "unsettling",
    ]),
    ("offer", &[
        "a full refund of {{ order.total }}", "a new <thing> by <day>", "store credit for [[amount]]",
        "a repair at no cost to you", "an exchange for the <quality> one", "free return postage",
        "a call from me on <day>", "delivery to <place>", "a discount on your next <thing>",
    ]),
    ("act", &[
        "booked the collection for <day>", "asked <place> for an answer by <day>",
        "put the <quality> <thing> aside for you", "sent the <thing> again", "cancelled the second payment",
        "moved the delivery to <day>", "written to <place>", "changed the address on {{ order.id }}",
        "added a note for <place>", "reserved the <thing> until <day>",
    ]),
    ("because", &[
        "because the <thing> left <place> on <day>", "since <place> scanned it twice",
        "as the <quality> one is out of stock", "because a label was torn", "since the address had no house number",
        "because two orders were packed together", "as the payment took longer than planned",
    ]),
    ("greeting", &[
        "Hi {{ customer.first_name | default: \"there\" }},",
        "Hello {{ customer.first_name | default: \"there\" }},", "Dear {{ customer.name | default: \"customer\" }},",
        "Good morning {{ customer.first_name | default: \"and welcome\" }},",
    ]),
    ("acknowledge", &[
        "You were waiting for the <quality> <thing>, and a <thing> that does not come is <feeling>.",
        "Thank you for telling us about the <thing>; [[impact]] made it <feeling>.",
        "You have written to us <number> times about the <quality> <thing>, and that is <feeling>.",
        "I can see from <detail> that the <thing> reached you <day>, without the <quality> <thing>.",
        "You planned [[occasion]] around this <thing>, so hearing nothing since <day> is <feeling>.",
    ]),
    ("explain", &[
        "I <doing> <detail> with <place>, and the <quality> <thing> is on its way to <place>.",
        "This happened <because>, and I have <act> so that it cannot happen twice.",
        "On <day> I <doing> <detail> and <act>.", "<Place> <doing> the <thing> on <day>, <because>.",
        "What I found: <place> has the <quality> <thing>, and <detail> shows where it goes next.",
        "The <thing> you ordered for {{ order.total }} was packed on <day>, and <place> <doing> it again (see {{ order.tracking_url }}).",
    ]),
    ("promise", &[
        "I'll write to you by <day> with what <place> says.", "I have <act>, and I'll check on it myself on <day>.",
        "You'll have <offer>, and I'm the person who looks after it.",
        "I've <act>; the next message from me comes on <day>.",
        "Between now and <day> I'm asking <place> about <detail>.",
    ]),
    ("ask", &[
        "Which would you like, <offer> or <offer>?", "Would <offer> suit you, or do you prefer <offer>?",
        "Could you send me a photo of the <thing> and <detail>?", "Is <day> a good time for <place> to call you?",
        "What would help you most right now, <offer> or <offer>?",
    ]),
    ("step", &[
        "Put the <quality> <thing> back in its box and keep <detail> at hand.", "Take <detail> to <place> by <day>.",
        "Open your account, choose the <thing>, and press **Return**.",
        "Write {{ order.id }} on the box, under the label.", "Reply with \"<offer>\" if that is the one you want.",
        "Keep the <thing> until <day>; <place> collects it.",
    ]),
    ("number", &["two", "three", "four", "five", "several", "a few"]),
    ("fault", &[
        "Please calm down while I look at <detail>.",
        "Unfortunately we cannot send the <quality> <thing> to <place>.", "You should have kept <detail>.",
        "That is our policy for every <quality> <thing>.", "You are wrong about <detail>.",
        "I don't know where the <thing> is.", "We guarantee that the <thing> arrives on <day>.",
        "Someone will get back to you about the <thing> as soon as possible.",
        "We apologise for any inconvenience with the <thing>.", "I'm sorry if you felt that the <thing> was late.",
        "As I already said, the <quality> <thing> left <place> on <day>.",
        "There is nothing I can do about the <thing>.", "I'm sorry, but I am unable to change <detail> after <day>.",
        "Your claim about the <thing> has been passed to the relevant department.",
        "You failed to send <detail> by <day>.",
    ]),
    ("condition", &[
        "order.days_since_delivery <= 30", "customer.vip", "order.status == \"shipped\"", "order.total > 100",
        "ticket.channel contains \"chat\"", "order.closed and customer.vip", "order.carrier == \"post\"",
    ]),
    ("closing", &["Kind regards,", "Best wishes,", "Warm regards,", "All the best,", "Until then,"]),
    ("intent", &["update", "apology", "refusal", "hold", "resolution", "clarify", "follow-up", "general"]),
    ("tag", &["shipping", "refunds", "returns", "stock", "payments", "repairs", "gifts", "accounts", "tracking"]),
];

/// How long a macro is, in bytes, if nothing else is said.
pub(crate) const USUAL: usize = 2_000;

/// The macro of `seed`: about `bytes` long, at least that.
pub(crate) fn text(seed: u64, bytes: usize) -> String {
    let mut random = Random::new(seed);
    let mut out = front_matter(&mut random, seed);
    let greeting = expand(&mut random, "<greeting>\n\n");
    out.push_str(&greeting);
    let mut paragraphs = 0;
    // A fault on average in every usual macro, somewhere in the middle.
    let fault_at = 1 + random.below(5);
    while out.len() + 160 < bytes {
        let paragraph = paragraph(&mut random, paragraphs, paragraphs % 9 == fault_at);
        out.push_str(&paragraph);
        paragraphs += 1;
    }
    let closing = expand(
        &mut random,
        "<closing>\n[[name: your first name]]\nThe {{ store.name | default: \"Fernhill\" }} team\n",
    );
    out.push_str(&closing);
    out
}

/// A reply of about so many sentences, as it was sent: a third of them has a fault.
pub(crate) fn reply(seed: u64, sentences: usize) -> String {
    let mut random = Random::new(seed);
    let kinds = ["<acknowledge>", "<explain>", "<promise>", "<ask>", "<step>"];
    let mut template = "Hello,\n\n".to_owned();
    for number in 0..sentences {
        let kind = if number == 1 && seed.is_multiple_of(3) { "<fault>" } else { random.pick(&kinds) };
        template.push_str(kind);
        template.push(' ');
    }
    expand(&mut random, &template)
}

fn front_matter(random: &mut Random, seed: u64) -> String {
    let (month, day) = (1 + random.below(9), 10 + random.below(20));
    let template = format!(
        "---\ntitle: The <quality> <thing> and the <quality> <thing>, case {seed}\ndescription: When a <thing> is late or lost\nintent: <intent>\nchannels: [email, chat]\ntags: [<tag>]\nowner: care-content\nreview_by: 2028-0{month}-{day}\n---\n"
    );
    expand(random, &template)
}

fn paragraph(random: &mut Random, index: usize, faulty: bool) -> String {
    let mut template = match (index + random.below(2)) % 5 {
        0 => "<acknowledge> <explain>".to_owned(),
        1 => "{% if <condition> -%}\n<explain> <promise>\n{%- else -%}\n<explain>\n{%- endif %}".to_owned(),
        2 => "<ask>\n\n- <step>\n- <step>\n- <step>".to_owned(),
        3 => "<promise> <explain> {% unless <condition> %}<promise>{% endunless %}".to_owned(),
        _ => "<explain> <explain> <ask>".to_owned(),
    };
    if faulty {
        let _ = write!(template, "\n\n<fault> <promise>");
    }
    let mut out = expand(random, &template);
    out.push_str("\n\n");
    out
}

/// `template` with every `<name>` replaced; `<Name>` gets a capital.
fn expand(random: &mut Random, template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('<') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let named = after.strip_prefix('<').and_then(|after| after.split_once('>'));
        let list = named.and_then(|(name, tail)| Some((list(name)?, name, tail)));
        let Some((choices, name, tail)) = list else {
            out.push('<');
            rest = after.strip_prefix('<').unwrap_or_default();
            continue;
        };
        let choice = random.pick(choices);
        let filled = expand(random, choice);
        match filled.chars().next() {
            Some(first) if name.starts_with(char::is_uppercase) => {
                out.extend(first.to_uppercase().chain(filled.chars().skip(1)));
            }
            _ => out.push_str(&filled),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn list(name: &str) -> Option<&'static [&'static str]> {
    let (_, choices) = LISTS.iter().find(|(list, _)| list.eq_ignore_ascii_case(name))?;
    Some(choices)
}

/// All words that the lists hold, as a phrase may name them.
pub(crate) fn vocabulary() -> Vec<&'static str> {
    let texts = LISTS.iter().flat_map(|(_, choices)| choices.iter());
    let plain = |word: &&str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut words: Vec<&str> = texts.flat_map(|text| text.split([' ', ',', '.', ';'])).filter(plain).collect();
    words.sort_unstable();
    words.dedup();
    words
}
