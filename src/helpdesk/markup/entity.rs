//! Entities of HTML as the characters that they stand for.

use std::borrow::Cow;

use super::hole;
use crate::message::entity;

/// The entity at the start of `rest`: its length, and what it stands for.
pub(super) fn first(rest: &str) -> Option<(usize, Cow<'static, str>)> {
    const COMMON: [(&str, &str); 6] =
        [("&nbsp;", "\u{a0}"), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")];
    if !rest.starts_with('&') {
        return None;
    }
    let common = COMMON.iter().find(|(name, _)| rest.starts_with(name));
    match common {
        Some((name, shown)) => Some((name.len(), Cow::Borrowed(shown))),
        None => entity(rest).map(|(length, shown)| (length, whole(shown))).or_else(|| unclosed(rest)),
    }
}

/// What an entity stands for; whoever reads words takes a soft hyphen for nothing.
fn whole(shown: String) -> Cow<'static, str> {
    if shown.is_empty() { Cow::Borrowed("\u{ad}") } else { Cow::Owned(shown) }
}

/// An entity that browsers know without its semicolon. In an address, `&copy=1` is none.
fn unclosed(rest: &str) -> Option<(usize, Cow<'static, str>)> {
    const KNOWN: [(&str, &str); 20] = [
        ("&nbsp", "\u{a0}"),
        ("&amp", "&"),
        ("&lt", "<"),
        ("&gt", ">"),
        ("&quot", "\""),
        ("&copy", "©"),
        ("&reg", "®"),
        ("&deg", "°"),
        ("&pound", "£"),
        ("&yen", "¥"),
        ("&cent", "¢"),
        ("&sect", "§"),
        ("&para", "¶"),
        ("&middot", "·"),
        ("&laquo", "«"),
        ("&raquo", "»"),
        ("&frac12", "½"),
        ("&frac14", "¼"),
        ("&times", "×"),
        ("&eacute", "é"),
    ];
    let (name, shown) = KNOWN.iter().find(|(name, _)| rest.starts_with(name))?;
    let goes_on = rest.get(name.len()..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '=');
    (!goes_on).then_some((name.len(), Cow::Borrowed(*shown)))
}

/// A text with its entities decoded.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('&')) {
        out.push_str(text.get(at..at + found).unwrap_or_default());
        at += found;
        match first(text.get(at..).unwrap_or_default()) {
            Some((length, shown)) => {
                out.push_str(&shown);
                at += length;
            }
            None => {
                out.push('&');
                at += 1;
            }
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// The inside of a hole as its author meant it: editors put tags, entities and blanks of their own into it.
pub(super) fn plain(hole: &str) -> String {
    if !hole.contains(['&', '<', '\u{a0}']) {
        return hole.to_owned();
    }
    let mut out = String::with_capacity(hole.len());
    let mut at = 0;
    for tag in hole::tags(hole) {
        out.push_str(hole.get(at..tag.start).unwrap_or_default());
        at = tag.end;
    }
    out.push_str(hole.get(at..).unwrap_or_default());
    decoded(&out).replace('\u{a0}', " ")
}

/// What stands in the `<title>` of a page, on one line; `None` where that is nothing.
pub fn title_of_html(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower.get(tag..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = decoded(text.get(start..end)?).split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}
