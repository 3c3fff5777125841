//! What `check` does with one macro: reads it and finds what there is to say of it, or what an earlier run found.

use std::borrow::Cow;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::fingerprint;
use super::super::inputs::{Input, Source};
use super::super::library::Library;
use super::super::output::{Checked, Reported};
use super::asked::{self, Noted};
use super::kept::{self, Extent, Grounds};
use crate::knowledge::Knowledge;
use crate::lint::{self, Fixes, Settings, Subject};
use crate::message::{NoSnippets, Snippets};
use crate::syntax::Macro;
use crate::text::LineIndex;
use crate::workspace::{Cache, Digest};

/// What the check of every macro of a run needs.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub(super) library: &'a Library<'a>,
    pub(super) cache: Option<&'a Cache>,
    /// Which fixes are shown.
    pub(super) fixes: Fixes,
}

/// Reads and lints one macro.
pub(super) fn check<'a>(input: &'a Input, work: &Work<'_>) -> Result<Checked<'a>, String> {
    let source = input.source.read()?;
    let place = Place::of(input, &source, work);
    Ok(found(input, source, work, place.as_ref()).0)
}

/// The same with what `show` makes of it, which is kept under `name` as well: whatever it depends on besides the findings
/// has to be in that.
pub(super) fn shown<'a, S: Serialize + DeserializeOwned>(
    input: &'a Input,
    work: &Work<'_>,
    name: Digest,
    show: impl FnOnce(Checked<'a>) -> S,
) -> Result<S, String> {
    let source = input.source.read()?;
    let Some(place) = Place::of(input, &source, work) else { return Ok(show(found(input, source, work, None).0)) };
    let key = Digest::of_parts([place.key.bytes().as_slice(), name.bytes().as_slice()]);
    let kept = place.kept(key, input);
    if let Some(shown) = kept.and_then(|kept| postcard::from_bytes(kept.rest()).ok()) {
        return Ok(shown);
    }
    let (checked, grounds) = found(input, source, work, Some(&place));
    let shown = show(checked);
    if let Some(blob) = grounds.and_then(|grounds| postcard::to_extend(&shown, grounds).ok()) {
        place.cache.put(key, &input.shown, &blob);
    }
    Ok(shown)
}

/// What there is to say of a macro, and what that rests on, as the cache has it.
fn found<'a>(
    input: &'a Input,
    source: String,
    work: &Work<'_>,
    place: Option<&Place<'_>>,
) -> (Checked<'a>, Option<Vec<u8>>) {
    let earlier = place.and_then(|place| place.earlier(input));
    let Found { title, findings, grounds } = earlier.unwrap_or_else(|| judged(input, &source, work, place));
    let knowledge: &Knowledge = &input.known;
    let lines = Cow::Owned(LineIndex::new(&source));
    let source = source.into();
    (Checked { path: &input.shown, title, lines, source, findings, knowledge, dumped: None }, grounds)
}

/// Title and findings, with what they rest on.
struct Found {
    title: Option<String>,
    findings: Vec<Reported>,
    grounds: Option<Vec<u8>>,
}

fn judged(input: &Input, source: &str, work: &Work<'_>, place: Option<&Place<'_>>) -> Found {
    let noted = place.map(|place| (place, Noted::new(&input.snippets)));
    let snippets: &dyn Snippets = noted.as_ref().map_or(&*input.snippets, |(_, noted)| noted);
    let parsed = Macro::parse(source).in_file(Path::new(&input.shown));
    let settings = work.library.settings_for(input, source);
    let subject = Subject { source, parsed: &parsed, knowledge: &input.known, settings: &settings, snippets };
    let findings = reported(&subject, work.fixes);
    let review = parsed.front_matter.review_by.as_ref().map(|day| day.text.as_str());
    let title = parsed.front_matter.title.as_ref().map(|title| title.text.clone());
    let grounds = noted.and_then(|(place, noted)| {
        let grounds = place.grounds(input, work, review, noted)?;
        place.cache.put(place.key, &input.shown, &kept::write(&grounds, title.as_deref(), &findings)?);
        Some(grounds)
    });
    Found { title, findings, grounds }
}

/// Everything there is to say about `subject`.
fn reported(subject: &Subject<'_>, fixes: Fixes) -> Vec<Reported> {
    let findings = lint::check(subject, fixes);
    let fingerprints = fingerprint::fingerprints(subject.source, &findings, subject.knowledge);
    let reported = findings.into_iter().zip(fingerprints);
    reported.map(|(finding, fingerprint)| Reported { finding, fingerprint, budgeted: false }).collect()
}

/// Lints a text that is in no file and among no others.
pub(super) fn check_reply<'a>(
    id: &'a str,
    source: String,
    settings: &Settings,
    knowledge: &'a Knowledge,
    fixes: Fixes,
) -> Checked<'a> {
    let parsed = Macro::parse(&source);
    let subject = Subject { source: &source, parsed: &parsed, knowledge, settings, snippets: &NoSnippets };
    let findings = reported(&subject, fixes);
    let title = parsed.front_matter.title.map(|title| title.text);
    let lines = Cow::Owned(LineIndex::new(&source));
    Checked { path: id, title, lines, source: source.into(), findings, knowledge, dumped: None }
}

/// Where the cache has what was found in a macro, and what that has to rest on.
#[derive(Debug)]
struct Place<'a> {
    cache: &'a Cache,
    key: Digest,
    source: Digest,
    said: Digest,
    /// The fixes that are wanted.
    fixes: Extent,
}

/// A blob of the cache that holds.
struct Kept {
    blob: Vec<u8>,
    /// How long its grounds are.
    grounds: usize,
}

impl Kept {
    fn grounds(&self) -> &[u8] {
        self.blob.get(..self.grounds).unwrap_or_default()
    }

    fn rest(&self) -> &[u8] {
        self.blob.get(self.grounds..).unwrap_or_default()
    }
}

impl<'a> Place<'a> {
    fn of(input: &Input, source: &str, work: &Work<'a>) -> Option<Self> {
        let (cache, key, said) = (work.cache?, key(input)?, work.library.says_of(input)?);
        Some(Self { cache, key, source: Digest::of(source.as_bytes()), said, fixes: Extent::of(work.fixes)? })
    }

    /// What an earlier run found, where it would be found again.
    fn earlier(&self, input: &Input) -> Option<Found> {
        let kept = self.kept(self.key, input)?;
        let (title, findings) = kept::read(kept.rest(), self.fixes != Extent::None)?;
        Some(Found { title, findings, grounds: Some(kept.grounds().to_vec()) })
    }

    /// What was kept under a key, where all that it rests on is the same.
    fn kept(&self, key: Digest, input: &Input) -> Option<Kept> {
        let blob = self.cache.get(key)?;
        let (grounds, rest) = kept::grounds(&blob)?;
        let holds = grounds.source == self.source
            && grounds.said == self.said
            && grounds.fixes >= self.fixes
            && grounds.review.is_none_or(|(day, over)| is_over(input, day) == over)
            && asked::is_answered_the_same(&input.snippets, grounds.asked);
        let grounds = blob.len() - rest.len();
        holds.then_some(Kept { blob, grounds })
    }

    /// What findings rest on that were just made; `None` where that is not certain.
    fn grounds(&self, input: &Input, work: &Work<'_>, review: Option<&str>, noted: Noted<'_>) -> Option<Vec<u8>> {
        // Whether the others still say the same is known only now that they were read.
        if work.library.says_of(input) != Some(self.said) {
            return None;
        }
        let asked = noted.asked();
        let grounds = Grounds {
            source: self.source,
            said: self.said,
            review: review.map(|day| (day, is_over(input, day))),
            asked: asked.iter().map(|(id, snippet, missing)| (id.as_str(), *snippet, *missing)).collect(),
            fixes: self.fixes,
        };
        postcard::to_stdvec(&grounds).ok()
    }
}

/// The key under which the cache has what was found in a macro; `None` for one that has no file.
pub(super) fn key(input: &Input) -> Option<Digest> {
    let Source::File(path) = &input.source else { return None };
    Some(Digest::of_parts([path.as_os_str().as_encoded_bytes(), input.decided.bytes().as_slice()]))
}

/// Whether the day of a review is over.
fn is_over(input: &Input, day: &str) -> bool {
    input.settings.today.as_deref().is_some_and(|today| day < today)
}
