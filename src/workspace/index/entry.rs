//! What the index keeps of one macro, read in one pass over its bytes: a full parse of ten thousand macros would take longer
//! than anybody waits.
//!
//! Of tags only those that render are looked at, also where they are never sent: whoever needs to be exact reads the few files
//! that the index names.

use serde::{Deserialize, Serialize};

use super::front::Front;
use super::sentences::{Sentences, hash};
use crate::syntax::Macro;

/// What is kept of a macro.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The id in its front matter.
    pub id: Option<Box<str>>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// The help desks that it says it is for.
    pub(super) platforms: Box<[Box<str>]>,
    /// What may keep it from being compared with others, as a number.
    pub(super) variant: u32,
    /// Numbers of the ids that it renders, sorted, each once.
    pub(super) renders: Box<[u32]>,
    /// Numbers of the words inside of delimiters, sorted, each once.
    pub(super) words: Box<[u32]>,
    /// Numbers of the sentences that count, sorted, each once.
    pub(super) sentences: Box<[u32]>,
}

impl Entry {
    /// Reads a text.
    pub fn read(source: &str) -> Self {
        let (front, above, body) = parts(source);
        let (mut scan, mut subject) = (Scan::with_words(), Scan::with_words());
        scan.run(body);
        // A subject line has placeholders too.
        subject.run(above);
        scan.words.append(&mut subject.words);
        Self::of(front, scan)
    }

    /// The same without the words inside of delimiters.
    pub fn without_words(source: &str) -> Self {
        let (front, _, body) = parts(source);
        let mut scan = Scan::default();
        scan.run(body);
        Self::of(front, scan)
    }

    fn of(front: Front, scan: Scan) -> Self {
        Self {
            id: front.id,
            title: front.title,
            platforms: front.platforms,
            variant: front.variant,
            renders: sorted(scan.renders),
            words: sorted(scan.words),
            sentences: sorted(scan.sentences.finish()),
        }
    }
}

/// The id in the front matter of a text.
pub(in crate::workspace) fn front_id(source: &str) -> Option<Box<str>> {
    parts(source).0.id
}

/// Within how many bytes behind an opener the closer of most parts stands.
const NEAR: usize = 160;

/// Front matter as far as it matters, its text, and the body.
fn parts(source: &str) -> (Front, &str, &str) {
    let start = source.trim_start_matches('\u{feff}');
    if !start.starts_with("---") {
        return (Front::default(), "", start);
    }
    let mut end = 0;
    for (number, line) in start.split_inclusive('\n').enumerate() {
        end += line.len();
        let is_fence = line.trim_end() == "---";
        let has_lone_returns = || line.trim_end_matches(['\r', '\n']).contains('\r');
        if number == 0 && has_lone_returns() {
            break;
        }
        if number == 0 && !is_fence {
            return (Front::default(), "", start);
        }
        if number > 0 && is_fence {
            let (front, body) = start.split_at(end);
            return (Front::read(front), front, body);
        }
    }
    let parsed = Macro::parse(source);
    (Front::of(&parsed.front_matter), parsed.front_matter.yaml.of(source), parsed.body.of(source))
}

fn sorted(mut numbers: Vec<u32>) -> Box<[u32]> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into()
}

#[derive(Debug, Default)]
struct Scan {
    sentences: Sentences,
    renders: Vec<u32>,
    words: Vec<u32>,
    /// Whether the words are asked for.
    with_words: bool,
}

impl Scan {
    fn with_words() -> Self {
        Self { with_words: true, ..Self::default() }
    }

    fn run(&mut self, mut text: &str) {
        while let Some((before, opener, rest)) = next_opener(text) {
            self.sentences.text(before);
            let closer = match opener {
                "{{" => "}}",
                "{%" => "%}",
                _ => "]]",
            };
            // What another opener follows was never closed, as in a macro that is being written.
            // Most are closed soon, so that no more than what is inside has to be looked through for one.
            let near = rest.get(..rest.floor_char_boundary(NEAR)).unwrap_or_default();
            let soon = before_closer(near, closer).and_then(|inside| rest.get(..inside.len() + closer.len()));
            let near = soon.unwrap_or(rest);
            let near = near.get(..until_opener(near, opener)).unwrap_or_default();
            let Some(inside) = before_closer(near, closer) else {
                text = rest;
                continue;
            };
            let after = rest.get(inside.len() + closer.len()..).unwrap_or_default();
            text = match opener {
                "{%" => self.tag(trimmed(inside), after),
                _ => {
                    self.piece(trimmed(inside));
                    after
                }
            };
        }
        self.sentences.text(text);
    }

    /// A placeholder or slot: what is before its filters or its hint is the word that it stands for.
    fn piece(&mut self, inside: &str) {
        let name = inside.split(['|', ':']).next().unwrap_or_default().trim();
        self.sentences.opaque(name);
        self.name_words(inside);
    }

    /// A tag; gives where to go on.
    fn tag<'a>(&mut self, inside: &str, after: &'a str) -> &'a str {
        let (word, rest) = inside.split_at(inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len()));
        match word {
            "comment" => return past(after, "endcomment"),
            "raw" => {
                let end = past(after, "endraw");
                self.sentences.text(after.get(..after.len() - end.len()).unwrap_or_default());
                return end;
            }
            "render" | "include" => self.renders.extend(id_in(rest).map(hash)),
            _ => {}
        }
        self.name_words(inside);
        after
    }

    fn name_words(&mut self, inside: &str) {
        if !self.with_words {
            return;
        }
        let words = inside.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-');
        self.words.extend(words.filter(|word| !word.is_empty()).map(hash));
    }
}

/// The text before the next opener, the opener, and what follows it.
fn next_opener(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'{', b'[', text.as_bytes().get(from..)?)?;
        let opener = text.get(at..at + 2).filter(|opener| ["{{", "{%", "[["].contains(opener));
        match opener {
            Some(opener) => return Some((text.get(..at)?, opener, text.get(at + 2..)?)),
            None => from = at + 1,
        }
    }
}

/// What stands before the first closer, which is two bytes of ASCII.
fn before_closer<'a>(text: &'a str, closer: &str) -> Option<&'a str> {
    let first = *closer.as_bytes().first()?;
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(first, text.as_bytes().get(from..)?)?;
        if text.get(at..)?.starts_with(closer) {
            return text.get(..at);
        }
        from = at + 1;
    }
}

/// Where in what follows an opener the next one stands. Inside of outputs and tags `[[` may be part of a path.
fn until_opener(rest: &str, opener: &str) -> usize {
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(next_opener).map(|(before, ..)| from + before.len()) {
        if opener == "[[" || !rest.get(at..).unwrap_or_default().starts_with("[[") {
            return at;
        }
        from = at + 2;
    }
    rest.len()
}

fn trimmed(inside: &str) -> &str {
    inside.trim_start_matches('-').trim_end_matches('-').trim()
}

/// What follows the tag of a word, or nothing where there is none.
fn past<'a>(text: &'a str, word: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{%") {
        let near = after.split("{%").next().unwrap_or_default();
        match near.split_once("%}") {
            Some((inside, _)) if trimmed(inside) == word => return after.get(inside.len() + 2..).unwrap_or_default(),
            _ => rest = after,
        }
    }
    ""
}

/// The id behind `render`, with or without quotes.
fn id_in(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let quoted = ['\'', '"'].into_iter().find_map(|quote| rest.strip_prefix(quote)?.split(quote).next());
    quoted.or_else(|| rest.split([',', ' ', '\n', '\r', '\t']).next()).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renders(source: &str, ids: &[&str]) {
        assert_eq!(Entry::read(source).renders, sorted(ids.iter().map(|id| hash(id)).collect()), "{source}");
    }

    #[test]
    fn ids_are_read_from_tags_in_every_form() {
        renders("{% render 'a/b', x: 1 %}{%- include \"c\" -%}{% render d, e: 2 %}", &["a/b", "c", "d"]);
        renders(
            "{% comment %}{% render 'a' %}{% endcomment %}{% raw %}{% render 'b' %}{%- endraw %}{% render 'c' %}",
            &["c"],
        );
        renders("{% render %}{% render '' %}{% renders 'a' %}{{ render 'a' }}{% render 'a'", &[]);
        renders("{% comment %}{% render 'a' %}", &[]);
        renders("Hi {{ name {% render 'a' %} {{ order.number }} {% render 'b' {% render 'c' %}", &["a", "c"]);
        renders("[[ when {% render 'a' %} ]] {{ list[names[[0]]] }}{% render 'b' %}", &["a", "b"]);
        renders("{% comment %}{% {% endcomment %}{% render 'a' %}", &["a"]);
        assert_eq!(Entry::read("---\rid: x\r---\rHi.\r").id.as_deref(), Some("x"));
        renders("---\nid: x\n---\n{% render 'y' %}", &["y"]);
        renders("---\nid: x\n{% render 'y' %}\n\nHello there.\n", &["y"]);
    }

    #[test]
    fn sentences_are_those_of_the_body_with_placeholders_as_words() {
        let count = |source: &str| Entry::read(source).sentences.len();
        assert_eq!(count("---\ntitle: one two three four five six\n---\n"), 0);
        assert_eq!(count("Your order {{ order.number | default: \"of last. week\" }} left us at noon today."), 1);
        let plain = Entry::read("I will call you by [[when: day]] at the very latest.").sentences;
        assert_eq!(Entry::read("I will call you by [[ when ]] at\n the very latest!").sentences, plain);
        assert_ne!(Entry::read("I will call you by [[ who ]] at the very latest.").sentences, plain);
        assert_eq!(count("{% comment %}One two three four five six.{% endcomment %}"), 0);
        assert_eq!(count("{% raw %}One two {{ three }} four five six.{% endraw %}"), 1);
        assert_eq!(count("One two three {{ four five six."), 1);
    }

    #[test]
    fn odd_texts_are_read_to_their_end() {
        for source in
            ["", "\u{feff}", "---", "---\n", "{", "[", "{%", "{{-", "{%--%}", "é{[", "\u{feff}---\n---", "{% raw %}"]
        {
            assert_eq!(Entry::read(source).sentences.len(), 0, "{source:?}");
        }
    }

    #[test]
    fn words_inside_of_delimiters_are_kept() {
        let entry = Entry::read(
            "---\nsubject: \"Order {{ order.id }}\"\n---\nHello {{ order.total_due | default: 'x' }} [[ day ]] {% if late-fee %}",
        );
        for word in ["order", "id", "total_due", "day", "late-fee"] {
            assert!(entry.words.binary_search(&hash(word)).is_ok(), "{word}");
        }
        assert!(entry.words.binary_search(&hash("Hello")).is_err());
    }

    #[test]
    fn without_words_all_else_is_the_same() {
        let source = "---\nid: x\nsubject: Of {{ order.id }}\n---\nOne two three four {{ five.six }} [[ seven ]].{% render 'y' %}";
        let entry = Entry::read(source);
        assert!(!entry.words.is_empty() && entry.sentences.len() == 1);
        assert_eq!(Entry::without_words(source), Entry { words: Box::default(), ..entry });
    }
}
