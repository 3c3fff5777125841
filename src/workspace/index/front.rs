//! What the index wants to know of front matter. What is written plainly, as most is, is read line by line; all else by the
//! parser that knows all of YAML.

use super::sentences::hash;
use crate::syntax::{FrontMatter, Macro};

/// What the index keeps of front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) id: Option<Box<str>>,
    pub(super) title: Option<Box<str>>,
    /// Its help desks.
    pub(super) platforms: Box<[Box<str>]>,
    /// What keeps macros from being compared: locale, channels, help desks.
    pub(super) variant: u32,
}

impl Front {
    /// Reads a text that is front matter with both its fences.
    pub(super) fn read(text: &str) -> Self {
        plainly(text).unwrap_or_else(|| Self::of(&Macro::parse(text).front_matter))
    }

    /// The same of front matter that was read already.
    pub(super) fn of(front_matter: &FrontMatter) -> Self {
        let channels = front_matter.channels.iter().map(|(channel, _)| channel.as_str());
        let platforms: Vec<&str> = front_matter.platforms.iter().map(|name| name.text.as_str()).collect();
        let locale = front_matter.locale.as_ref().map(|locale| locale.text.as_str());
        Self {
            platforms: boxed(&platforms),
            variant: variant(locale, channels.collect(), platforms),
            id: front_matter.id.as_ref().map(|id| id.text.as_str().into()),
            title: front_matter.title.as_ref().map(|title| title.text.as_str().into()),
        }
    }
}

/// One number for all that may keep two macros from being compared.
fn variant(locale: Option<&str>, mut channels: Vec<&str>, mut platforms: Vec<&str>) -> u32 {
    channels.sort_unstable();
    platforms.sort_unstable();
    hash(&format!("{}\n{}\n{}", locale.unwrap_or_default(), channels.join(","), platforms.join(",")))
}

/// `None` where anything stands there that is not `key: words` or a list of words in brackets.
fn plainly(text: &str) -> Option<Front> {
    let (mut id, mut title, mut locale) = (None, None, None);
    let (mut channels, mut platforms) = (Vec::new(), Vec::new());
    let inside = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let mut keys: Vec<&str> = Vec::new();
    for line in inside.map(str::trim_end).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(':')?;
        let value = value.strip_prefix(' ')?.trim();
        let is_word = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        if !key.chars().all(is_word) || keys.contains(&key) {
            return None;
        }
        keys.push(key);
        match key {
            "id" => id = Some(words(value)?),
            "title" => title = Some(words(value)?),
            // Rare, and checked by those who know the words.
            "locale" if value.starts_with("en") => locale = Some(words(value)?),
            "locale" => return None,
            "channels" => channels = list(value)?,
            "platforms" => platforms = list(value)?,
            _ if list(value).is_some() || words(value).is_some() || is_day(value) => {}
            _ => return None,
        }
    }
    let locale = locale.filter(|locale| crate::syntax::is_locale(locale));
    channels.retain(|channel| crate::syntax::Channel::from_word(channel).is_some());
    let (id, title, names) = (id.map(Into::into), title.map(Into::into), boxed(&platforms));
    Some(Front { id, title, platforms: names, variant: variant(locale, channels, platforms) })
}

fn boxed(words: &[&str]) -> Box<[Box<str>]> {
    words.iter().map(|word| Box::from(*word)).collect()
}

/// By byte: whether it may mean something in YAML.
const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let marks = b":#\"'{}[]&*!|>%@`";
    let mut at = 0;
    while at < marks.len() {
        odd[marks[at] as usize] = true;
        at += 1;
    }
    odd
};

/// Words that mean no more than they say, in YAML too.
fn words(value: &str) -> Option<&str> {
    let begins = value.starts_with(|letter: char| letter.is_alphabetic());
    let odd = value.bytes().any(|byte| ODD.get(usize::from(byte)).copied().unwrap_or_default());
    let other = ["true", "false", "null"].iter().any(|word| value.eq_ignore_ascii_case(word));
    (begins && !odd && !other).then_some(value)
}

fn list(value: &str) -> Option<Vec<&str>> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    inside.split(',').map(|word| words(word.trim())).collect()
}

fn is_day(value: &str) -> bool {
    value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read plainly is what the parser reads.
    fn check(yaml: &str, is_plain: bool) {
        let text = format!("---\n{yaml}\n---\n");
        let parsed = Front::of(&Macro::parse(&text).front_matter);
        assert_eq!(Front::read(&text), parsed, "{yaml}");
        assert_eq!(plainly(&text).is_some(), is_plain, "{yaml}");
    }

    #[test]
    fn plain_front_matter_is_read_without_a_parser_to_the_same_effect() {
        check("title: Late parcel", true);
        check("id: refunds/late\r\ntitle: Été\r\nreview_by: 2027-01-02\r", true);
        check("channels: [email, chat, fax]\nplatforms: [zendesk]\nlocale: en-GB\ntags: [a, b]", true);
        check("title: Late, and lost, again", true);
        check("locale: english", true);
        check("locale: de", false);
    }

    #[test]
    fn all_else_is_left_to_the_parser() {
        check("title: \"Late: parcel\"", false);
        check("title: Late # parcel", false);
        check("title: true", false);
        check("title: 12", false);
        check("title:", false);
        check("title: Late\n  parcel", false);
        check("title: a\ntitle: b", false);
        check("{id: flow}", false);
        check("tags:\n  - a", false);
        check("id: &a x\ntitle: *a", false);
    }
}
