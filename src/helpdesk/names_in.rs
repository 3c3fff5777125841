//! A help desk's placeholders and logic in the language's own form: canonical names, and `default` for its fallbacks.
//!
//! A name that is not known stays as it is, so that who reads the result is told of it.

use super::facts::Element;
use super::markup::{self, Delimiters, Holes};
use super::{Platform, moment};

/// What placeholders of one help desk become.
#[derive(Debug)]
pub struct NamesIn {
    platform: &'static Platform,
    delimiters: Delimiters,
    /// What stands between a name and the text for the case that it is empty, without blanks: `,fallback=`.
    fallback: Option<&'static str>,
}

/// Words of Liquid that are no names.
const WORDS: [&str; 14] =
    ["and", "or", "not", "contains", "in", "true", "false", "nil", "null", "blank", "empty", "reversed", "with", "as"];

impl NamesIn {
    /// Those of that help desk.
    pub fn of(platform: &'static Platform) -> Self {
        let fallback = platform.fallback.and_then(|fallback| fallback.split_once('…'));
        let fallback = fallback.map(|(before, _)| before.trim().trim_end_matches('"').trim_end());
        Self { platform, delimiters: Delimiters::of(platform), fallback }
    }

    fn canonical(&self, name: &str) -> Option<String> {
        self.platform.name(name).and_then(|found| found.canonical).map(|name| as_path(&name))
    }

    /// The inside of a placeholder that is no Liquid: a name, and perhaps a fallback.
    fn placeholder(&self, inner: &str) -> Option<String> {
        let (name, default) = match self.fallback.and_then(|mark| split(inner, mark)) {
            Some((name, text)) => (name.trim(), Some(unquoted(text.trim()))),
            None => (inner.trim(), None),
        };
        let known = self.platform.name(name).is_some();
        (known || is_path(name)).then(|| self.named(name, default))
    }

    /// The inside of `{{ … }}` or `{% … %}` with its names canonical.
    fn liquid(&self, inner: &str, is_tag: bool) -> String {
        let mut out = String::with_capacity(inner.len() + 16);
        let mut first = is_tag;
        let mut after_pipe = false;
        let mut rest = inner;
        while let Some(letter) = rest.chars().next() {
            let length = match letter {
                '"' | '\'' => rest.get(1..).and_then(|tail| tail.find(letter)).map_or(rest.len(), |end| end + 2),
                letter if letter.is_ascii_alphabetic() || letter == '_' => path_length(rest),
                letter if letter.is_ascii_digit() => {
                    rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len())
                }
                letter => letter.len_utf8(),
            };
            let (part, behind) = rest.split_at(length.min(rest.len()));
            rest = behind;
            let is_name = letter.is_ascii_alphabetic() || letter == '_';
            if !is_name {
                after_pipe = letter == '|' || (after_pipe && letter.is_whitespace());
                out.push_str(part);
                continue;
            }
            let is_filter = std::mem::take(&mut after_pipe);
            let is_argument = behind.trim_start().starts_with(':');
            if is_filter && part == "fallback" {
                out.push_str("default");
            } else if is_filter && part == "datetime_format" {
                let (call, behind) = moment::call(behind);
                out.push_str(&call.unwrap_or_else(|| part.to_owned()));
                rest = behind;
            } else if is_filter || is_argument || std::mem::take(&mut first) || WORDS.contains(&part) {
                out.push_str(part);
            } else {
                out.push_str(&self.canonical(part).unwrap_or_else(|| part.to_owned()));
            }
        }
        out
    }
}

impl Holes for NamesIn {
    fn delimiters(&self) -> &Delimiters {
        &self.delimiters
    }

    fn element(&self) -> Option<&Element> {
        self.platform.element.as_ref()
    }

    fn filled(&self, written: &str) -> String {
        if let Some((name, words)) = markup::fallback(written) {
            return self.named(name, Some(words));
        }
        let own = self.platform.delimiters.iter().filter(|(open, _)| *open != "{{");
        let own = own.filter_map(|(open, close)| written.strip_prefix(open)?.strip_suffix(close));
        if let Some(placeholder) = own.filter_map(|inner| self.placeholder(inner)).next() {
            return placeholder;
        }
        for (open, close, is_tag) in [("{{", "}}", false), ("{%", "%}", true)] {
            if let Some(inner) = written.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
                return format!("{open}{}{close}", self.liquid(inner, is_tag));
            }
        }
        written.to_owned()
    }

    fn named(&self, name: &str, default: Option<&str>) -> String {
        let name = self.canonical(name).unwrap_or_else(|| name.to_owned());
        // Braces would end the placeholder.
        if let Some(text) = default.filter(|text| text.contains(['{', '}']) || text.contains("%}")) {
            return format!(
                "{{% if {name} %}}{{{{ {name} }}}}{{% else %}}{{% raw %}}{text}{{% endraw %}}{{% endif %}}"
            );
        }
        match default.filter(|text| !text.is_empty()) {
            Some(text) if !text.contains('"') => format!("{{{{ {name} | default: \"{text}\" }}}}"),
            Some(text) => format!("{{{{ {name} | default: '{}' }}}}", text.replace('\'', "\u{2019}")),
            None => format!("{{{{ {name} }}}}"),
        }
    }
}

/// The parts before and behind a mark such as `,fallback=`, each sign of which may stand between blanks.
fn split<'t>(inner: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let first = mark.chars().next()?;
    inner.match_indices(first).find_map(|(at, _)| {
        let mut behind = inner.get(at..)?;
        let mut is_word = false;
        for letter in mark.chars() {
            let is_inside = std::mem::replace(&mut is_word, letter.is_alphanumeric()) && is_word;
            let here = if is_inside { behind } else { behind.trim_start() };
            behind = here.strip_prefix(letter)?;
        }
        Some((inner.get(..at)?, behind))
    })
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> &str {
    let without = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    without('"').or_else(|| without('\'')).unwrap_or(text)
}

/// A dotted name as it is written in a macro: parts that are no words, such as the numbers of fields, in brackets.
pub fn as_path(dotted: &str) -> String {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    let mut parts = dotted.split('.');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match is_word(part) {
            true => out.push_str(&format!(".{part}")),
            false => out.push_str(&format!("[\"{}\"]", part.replace('"', ""))),
        }
    }
    out
}

/// How long the path is that begins here: `a.b[0]["c"].d`.
fn path_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    let word = |at: usize| {
        let tail = bytes.get(at..).unwrap_or_default();
        tail.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count()
    };
    at += word(0);
    loop {
        match bytes.get(at) {
            Some(b'.') if word(at + 1) > 0 => at += 1 + word(at + 1),
            Some(b'[') => match rest.get(at..).and_then(|tail| tail.find(']')) {
                Some(end) => at += end + 1,
                None => break,
            },
            _ => break,
        }
    }
    // `-}}` trims white space: the dash is not part of the name.
    while at > 0 && bytes.get(at - 1) == Some(&b'-') {
        at -= 1;
    }
    at.max(1)
}

fn is_path(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && path_length(name) == name.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(platform: &str, written: &str, expected: &str) {
        let names = NamesIn::of(Platform::named(platform).unwrap());
        assert_eq!(names.filled(written), expected, "{platform} {written}");
    }

    #[test]
    fn names_become_canonical_wherever_they_stand() {
        check("zendesk", "{{ticket.requester.first_name}}", "{{customer.first_name}}");
        check("zendesk", "{{ ticket.ticket_field_360099 | upcase }}", "{{ ticket.custom[\"360099\"] | upcase }}");
        check(
            "zendesk",
            "{%- if ticket.requester.name == 'ticket.id' and ticket.id > 1 -%}",
            "{%- if customer.name == 'ticket.id' and ticket.id > 1 -%}",
        );
        check("zendesk", "{{dc.signature_support}}", "{{content.signature_support}}");
        check("zendesk", "{{ticket.requester.frist_name}}", "{{ticket.requester.frist_name}}");
        check("zendesk", "{% case ticket.status %}", "{% case ticket.status %}");
        check("gorgias", "{{ticket.messages[-1].body_text}}", "{{ticket.last_message}}");
        check("zendesk", "{{ticket.requester.name-}}", "{{customer.name-}}");
        check(
            "zendesk",
            "{% if ticket.requester.first_name == blank %}there{% else %}{{ticket.requester.first_name}}{% endif %}",
            "{{ customer.first_name | default: \"there\" }}",
        );
    }

    #[test]
    fn delimiters_and_fallbacks_become_the_languages_own() {
        check("zammad", "#{ticket.customer.firstname}", "{{ customer.first_name }}");
        check("zammad", "#{ticket.nothing.of_it}", "{{ ticket.nothing.of_it }}");
        check("zammad", "#{not a name}", "#{not a name}");
        check("helpscout", "{%customer.firstName,fallback=there%}", "{{ customer.first_name | default: \"there\" }}");
        check(
            "helpscout",
            "{%customer.firstName , fallback = there%}",
            "{{ customer.first_name | default: \"there\" }}",
        );
        check("helpscout", "{%customer.firstName,fallback='tis%}", "{{ customer.first_name | default: \"'tis\" }}");
        check("helpscout", "{%customer.firstName%}", "{{ customer.first_name }}");
        check("discourse", "%{my_username,fallback:you}", "{{ my_username | default: \"you\" }}");
        check("intercom", "{{user.name | fallback:\"there\"}}", "{{customer.name | default:\"there\"}}");
        check("osticket", "%{ticket.name.first}", "{{ customer.first_name }}");
        check(
            "gorgias",
            "{{ticket.created_datetime|datetime_format(\"MMM Do YY\")}}",
            "{{ticket.created_at|date: \"%b %-d %y\"}}",
        );
    }

    #[test]
    fn elements_have_a_name_and_a_default() {
        let names = NamesIn::of(Platform::named("intercom").unwrap());
        assert_eq!(names.named("user.name", Some("Sam & co")), "{{ customer.name | default: \"Sam & co\" }}");
        assert_eq!(names.named("user.name", Some("the \"boss\"")), "{{ customer.name | default: 'the \"boss\"' }}");
        assert_eq!(
            names.named("user.name", Some("a }} b")),
            "{% if customer.name %}{{ customer.name }}{% else %}{% raw %}a }} b{% endraw %}{% endif %}"
        );
        assert_eq!(names.named("what.ever", None), "{{ what.ever }}");
    }
}
