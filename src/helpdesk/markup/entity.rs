//! Entities of HTML as the characters that they stand for.

use std::borrow::Cow;

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
        None => entity(rest).map(|(length, shown)| (length, Cow::Owned(shown))),
    }
}

/// A text with its entities decoded.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
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
    let mut rest = hole;
    while let Some(open) = rest.find('<') {
        out.push_str(rest.get(..open).unwrap_or_default());
        let tag = rest.get(open..).unwrap_or_default();
        let is_tag = tag.get(1..).is_some_and(|name| name.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()));
        let end = tag.find('>').filter(|_| is_tag);
        match end {
            Some(end) => rest = tag.get(end + 1..).unwrap_or_default(),
            None => {
                out.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
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
