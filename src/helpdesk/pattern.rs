//! Names of help desks with a variable part, such as `ticket.custom_fields.<key>`.

use std::borrow::Cow;

/// A name with its indices written with dots: `messages[0].text` and `messages["text"]` as `messages.0.text`.
pub(super) fn plain(name: &str) -> Cow<'_, str> {
    if !name.contains('[') || !name.contains(']') || name.contains('<') {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '[' => out.push('.'),
            ']' | '"' | '\'' => {}
            _ => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// What stands in the first variable part where `name` fits `pattern`; `None` where it does not. A part holds no dot, unless
/// it is the inside of parentheses.
pub(super) fn matches<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    let mut captured: Option<&str> = None;
    let mut rest = name;
    let mut left: Cow<'_, str> = match pattern.contains("[<") {
        true => Cow::Owned(pattern.replace("[<", ".<").replace(">]", ">")),
        false => Cow::Borrowed(pattern),
    };
    loop {
        let Some(open) = left.find('<') else {
            return if rest == &*left { captured } else { None };
        };
        rest = rest.strip_prefix(left.get(..open)?)?;
        let dots = left.get(..open)?.ends_with('(');
        let close = open + left.get(open..)?.find('>')?;
        let after = left.get(close + 1..)?.to_owned();
        let literal = after.split('<').next().unwrap_or_default();
        let end = match (literal.is_empty(), after.contains('<')) {
            (true, _) => rest.len(),
            (false, false) => rest.strip_suffix(literal)?.len(),
            (false, true) => rest.find(literal)?,
        };
        let part = rest.get(..end)?;
        if part.is_empty() || (part.contains('.') && !dots) || part.contains(char::is_whitespace) && !dots {
            return None;
        }
        captured = captured.or(Some(part));
        rest = rest.get(end..)?;
        left = Cow::Owned(after);
    }
}

/// What every name begins with that fits `pattern`.
pub(super) fn start(pattern: &str) -> String {
    let start = pattern.split('<').next().unwrap_or_default();
    match start.strip_suffix('[') {
        Some(name) => format!("{name}."),
        None => start.to_owned(),
    }
}

/// How many bytes of a pattern are not variable.
pub(super) fn fixed(pattern: &str) -> usize {
    let variable = pattern.split('<').skip(1).map(|part| part.find('>').map_or(0, |end| end + 2));
    pattern.len().saturating_sub(variable.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, name: &str, expected: Option<&str>) {
        assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
    }

    #[test]
    fn parts_are_captured() {
        check("ticket.custom.<key>", "ticket.custom.colour", Some("colour"));
        check("ticket.custom.<key>", "ticket.custom.", None);
        check("ticket.custom.<key>", "ticket.custom.a.b", None);
        check("ticket.custom.<key>.title", "ticket.custom.a.title", Some("a"));
        check("ticket_field_<id>", "ticket_field_3", Some("3"));
        check("<object>.<field>", "Account.Name", Some("Account"));
        check("dt(<arguments>)", "dt(ticket.updated_at, \"%Y\")", Some("ticket.updated_at, \"%Y\""));
        check("SUBJECT[<n>]", "SUBJECT.20", Some("20"));
        check("name", "name", None);
    }

    #[test]
    fn what_is_fixed_is_counted() {
        assert_eq!(fixed("a.<key>.b<id>"), 4);
        assert_eq!(fixed("abc"), 3);
    }

    #[test]
    fn indices_become_dots() {
        assert_eq!(plain("ticket.messages[-1].text"), "ticket.messages.-1.text");
        assert_eq!(plain("a[\"b\"]"), "a.b");
        assert_eq!(plain("a.<key>"), "a.<key>");
    }
}
