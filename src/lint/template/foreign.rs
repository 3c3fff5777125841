//! Placeholders as help desks write them, with delimiters or fallbacks that are not those of the language.
//!
//! To the parser they are prose or mistakes; who knows the help desk sees what was meant.

use super::names::{Names, OF_ANOTHER, Spelling, title};
use super::place::Place;
use super::teller::Teller;
use crate::helpdesk::answers::Answers;
use crate::helpdesk::{Platform, as_path};
use crate::knowledge::Severity;
use crate::syntax::ItemKind;
use crate::text::{Edit, Span};

const SPELLED: &str = "template/help-desk-name";

/// The longest placeholder that is looked at, in bytes.
const LONGEST: usize = 160;

/// What begins a placeholder in prose.
const IN_PROSE: &[&str] = &["{!!$", "#{", "%{", "${", "{!", "<OTOBO_", "{"];

/// A placeholder of a help desk.
struct Placeholder {
    span: Span,
    found: Spelling,
    fallback: Option<String>,
}

/// Tells of every one, and gives their places.
pub(super) fn find(place: &Place, names: &Names, teller: &mut Teller) -> Vec<Span> {
    let mut covered = Vec::new();
    for item in &place.parsed.items {
        match &item.kind {
            ItemKind::Text => in_prose(place, names, teller, item.span, &mut covered),
            ItemKind::Broken | ItemKind::Tag(_) | ItemKind::Output(_) => {
                if let Some(found) = in_delimiters(place, names, item.span, &item.kind) {
                    covered.push(found.span);
                    tell(place, names, teller, &found);
                }
            }
            _ => {}
        }
    }
    covered
}

fn in_prose(place: &Place, names: &Names, teller: &mut Teller, text: Span, covered: &mut Vec<Span>) {
    let prose = text.of(place.source);
    let mut done = 0;
    for at in memchr::memchr2_iter(b'{', b'<', prose.as_bytes()) {
        // The mark before a brace belongs to the opener.
        let before = prose.get(..at).and_then(|before| before.chars().next_back());
        let is_brace = prose.as_bytes().get(at) == Some(&b'{');
        let start = if is_brace && matches!(before, Some('#' | '%' | '$')) { at - 1 } else { at };
        if start < done {
            continue;
        }
        let rest = prose.get(start..).unwrap_or_default();
        let Some(opener) = IN_PROSE.iter().find(|opener| rest.starts_with(**opener)) else { continue };
        let start = text.start + start;
        if let Some(found) = at_opener(place, names, start, opener) {
            done = found.span.end - text.start;
            covered.push(found.span);
            tell(place, names, teller, &found);
        }
    }
}

/// The placeholder that begins at byte `start` with `opener`.
fn at_opener(place: &Place, names: &Names, start: usize, opener: &str) -> Option<Placeholder> {
    let from = start + opener.len();
    let rest = place.source.get(from..place.border(from + LONGEST + 8, from))?;
    platforms(names, opener).find_map(|(platform, closer)| {
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let end = line.find(closer).filter(|end| *end <= LONGEST)?;
        let (inner, fallback) = without_fallback(platform, line.get(..end)?);
        let found = known(platform, names, inner)?;
        let span = Span::new(start, start + opener.len() + end + closer.len());
        Some(Placeholder { span, found, fallback })
    })
}

/// A part between `{%` and `%}` or between `{{` and `}}` that is no such thing here.
fn in_delimiters(place: &Place, names: &Names, span: Span, kind: &ItemKind) -> Option<Placeholder> {
    let text = span.of(place.source);
    let is_output = matches!(kind, ItemKind::Output(_));
    if span.len() > LONGEST || (is_output && !text.contains('|')) {
        return None;
    }
    let opener = ["{{{", "{{", "{%"].into_iter().find(|opener| text.starts_with(opener))?;
    if opener == "{{{" {
        return at_opener(place, names, span.start, opener);
    }
    let closer = if opener == "{{" { "}}" } else { "%}" };
    let inner = text.strip_prefix(opener)?.strip_suffix(closer)?.trim();
    let find = || {
        platforms(names, opener).find_map(|(platform, _)| {
            let (inner, fallback) = without_fallback(platform, inner);
            // A name alone between braces is a name, whatever it is called.
            if opener == "{{" && fallback.is_none() {
                return None;
            }
            let found = known(platform, names, inner)?;
            Some(Placeholder { span, found, fallback })
        })
    };
    let is_usual = !names.vocabulary.has_spellings() && names.platforms.is_empty();
    if is_usual && !FOR_NO_ONE.with(|known| known.of(text, || find().is_some())) {
        return None;
    }
    find()
}

thread_local! {
    /// Whether a part between delimiters is a help desk's placeholder, where nothing says which help desks matter: the macros of
    /// one team write the same few parts again and again.
    static FOR_NO_ONE: Answers<bool> = Answers::default();
}

/// The help desks that write placeholders with `opener`, with their closers: those that the macro is written for first.
fn platforms<'n, 't>(
    names: &'n Names<'t>,
    opener: &'n str,
) -> impl Iterator<Item = (&'static Platform, &'static str)> + use<'n, 't> {
    let here = names.platforms.iter().copied();
    let all =
        here.chain(Platform::all().iter().filter(|platform| !names.platforms.iter().any(|n| n.id == platform.id)));
    all.filter_map(move |platform| {
        let (_, closer) = platform.delimiters.iter().find(|(open, _)| *open == opener)?;
        // A single brace is anything, unless the macro is for a help desk that writes so.
        let known = opener != "{" || names.platforms.iter().any(|here| here.id == platform.id);
        known.then_some((platform, *closer))
    })
}

/// The name of a help desk; one with a variable beginning counts only where the macro is for that help desk.
fn known(platform: &'static Platform, names: &Names, inner: &str) -> Option<Spelling> {
    let own = names.own_spelling(inner.trim());
    let own = own.filter(|own| Platform::named(&own.platform).is_some_and(|of| of.id == platform.id));
    let here = names.platforms.iter().any(|here| here.id == platform.id);
    let listed = || platform.name(inner.trim()).filter(|found| here || !found.name.inner.starts_with('<'));
    own.or_else(|| listed().map(Spelling::from))
}

/// A name without what stands behind it for the case that it is empty, and that text.
fn without_fallback<'t>(platform: &Platform, inner: &'t str) -> (&'t str, Option<String>) {
    let Some((before, _)) = platform.fallback.and_then(|fallback| fallback.split_once('…')) else {
        return (inner, None);
    };
    let mark = before.trim_start().chars().next().unwrap_or(',');
    let Some((name, rest)) = inner.split_once(mark) else { return (inner, None) };
    let word = before.trim_start().trim_start_matches(mark).trim().trim_end_matches('"').trim_end();
    match rest.trim_start().strip_prefix(word) {
        Some(text) => (name.trim(), Some(text.trim().trim_matches(['"', '\'']).to_owned())),
        None => (inner, None),
    }
}

fn tell(place: &Place, names: &Names, teller: &mut Teller, placeholder: &Placeholder) {
    let Placeholder { span, found, fallback } = placeholder;
    let most = if found.verified { Severity::Error } else { Severity::Hint };
    let written = span.of(place.source);
    let title = title(&found.platform);
    let default = fallback.as_deref().filter(|text| !text.is_empty());
    let default = default.and_then(|text| place.quoted(text)).map(|text| format!(" | default: {text}"));
    let new = found.canonical.as_deref().map(as_path);
    let new = new.map(|name| format!("{{{{ {name}{} }}}}", default.unwrap_or_default()));
    let is_for = names.is_for(&found.platform);
    let here = new.as_ref().map(|new| format!("; here it is `{new}`")).unwrap_or_default();
    let (rule, message) = match (is_for, &new) {
        // It is right where it is meant for, and the language has no word for it.
        (true, None) if !names.platforms.is_empty() => return,
        (true, _) => (SPELLED, format!("`{written}` is how {title} writes it{here}")),
        (false, _) => {
            let others: Vec<&str> = names.platforms.iter().map(|platform| platform.title).collect();
            let others = others.join(" and ");
            (OF_ANOTHER, format!("`{written}` is how {title} writes it, and this macro is for {others}{here}"))
        }
    };
    if let Some(mut told) = teller.tell(place, rule, most, *span, message)
        && let Some(new) = new
    {
        told.fix(format!("Write `{new}`"), vec![Edit::replace(*span, new)]);
    }
}
