//! Texts that are longer than a help desk takes.

use super::OnTarget;
use super::words::{plural, titles};
use crate::helpdesk::Platform;
use crate::helpdesk::facts::Limit;
use crate::helpdesk::markup::Delimiters;
use crate::helpdesk::outgoing::written;
use crate::helpdesk::unfold::Unfolded;
use crate::knowledge::Severity;
use crate::lint::template::place::Place;
use crate::lint::template::teller::Teller;
use crate::text::Span;

const TOO_LONG: &str = "platform/too-long";

/// How many times longer markup makes a text at most: texts that are far from the limit are not written at all.
const MOST_GROWTH: usize = 8;

/// A text that is too long for help desks.
struct TooLong {
    span: Span,
    platforms: Vec<&'static Platform>,
    by: usize,
    most: u32,
    unit: &'static str,
    certain: bool,
    longest: Vec<Span>,
}

/// Tells where a text goes over the limit.
pub(super) fn too_long(place: &Place, teller: &mut Teller, texts: &[OnTarget]) {
    let mut found: Vec<TooLong> = Vec::new();
    for (platform, unfolded) in texts {
        let Some(one) = over(place, platform, unfolded) else { continue };
        match found.iter_mut().find(|known| known.most == one.most && known.unit == one.unit && known.span == one.span)
        {
            Some(known) => {
                known.platforms.push(platform);
                known.certain |= one.certain;
                known.by = known.by.max(one.by);
            }
            None => found.push(one),
        }
    }
    for one in found {
        let takes = plural(&one.platforms, "takes", "take");
        let most = if one.certain { Severity::Error } else { Severity::Hint };
        let message = format!(
            "{} {takes} texts of {} {} at most, as they are sent with their markup; this one is {} over",
            titles(&one.platforms),
            one.most,
            one.unit,
            one.by
        );
        let Some(mut told) = teller.tell(place, TOO_LONG, most, one.span, message) else { continue };
        for tag in one.longest.iter().take(5) {
            told.related(*tag, "The longest message takes this passage");
        }
    }
}

fn over(place: &Place, platform: &'static Platform, unfolded: &Unfolded) -> Option<TooLong> {
    let limit = platform.limits.text.as_ref()?;
    let most = usize::try_from(limit.most).ok()?;
    if (unfolded.text.len() + unfolded.more).saturating_mul(MOST_GROWTH) <= most {
        return None;
    }
    let (written, unit) = length(place, platform, unfolded, limit)?;
    // Passages that are left out grow as the others do.
    let more = unfolded.more.saturating_mul(written.max(1)) / unfolded.text.len().max(1);
    let whole = written + if unfolded.text.is_empty() { unfolded.more } else { more };
    let by = whole.checked_sub(most).filter(|by| *by > 0)?;
    let at = most.saturating_mul(unfolded.text.len()) / written.max(1);
    let part = unfolded.trace.partition_point(|(start, _)| *start <= at).checked_sub(1);
    let (start, item) = part.and_then(|part| unfolded.trace.get(part)).copied().unwrap_or((0, place.parsed.body));
    let from = place.border((item.start + at.saturating_sub(start)).min(item.end), item.start);
    let line = place.line(from);
    let span = Span::new(from.min(line.end), line.end.max(from.min(line.end)));
    let longest = unfolded.longest.clone();
    // Where what is sent fits by itself, it is the passage that is not.
    let span = longest.first().copied().filter(|_| written <= most).unwrap_or(span);
    Some(TooLong { span, platforms: vec![platform], by, most: limit.most, unit, certain: limit.verified, longest })
}

/// How long a text is in the help desk's own form.
fn length(place: &Place, platform: &Platform, unfolded: &Unfolded, limit: &Limit) -> Option<(usize, &'static str)> {
    let form = platform.text.as_ref()?;
    let written = written(unfolded, place.parsed.is_html, form.kind, form, &Delimiters::of(platform)).ok()?.text;
    match limit.unit.as_str() {
        "bytes" => Some((written.len(), "bytes")),
        "characters" => Some((written.chars().count(), "characters")),
        _ => None,
    }
}
