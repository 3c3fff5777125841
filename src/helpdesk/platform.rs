//! The help desks: how each writes placeholders, and the names that it knows, from shipped data at the first question.

use crate::text::{QuickMap, QuickSet};
use std::sync::OnceLock;

use super::answers::Answers;
use super::facts::{Element, Facts, Fallback, Limits, Logic, Printed, Shape, TextForm};
use super::pattern;
use super::shipped_list::SHIPPED_IDS;
use super::spelling::{Spellings, Unknown};

/// What the build script made of the files, in the order of [`SHIPPED_IDS`].
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/helpdesk.postcard"));

/// Help desks of whose placeholders no source says anything.
const NAME_ONLY: &[&str] = &["reamaze", "liveagent", "jira_sm"];

/// A help desk.
#[derive(Debug, Default)]
pub struct Platform {
    /// Its id, as in `platforms: [zendesk]`.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What stands before and after a name.
    pub delimiters: Vec<(&'static str, &'static str)>,
    /// Whether its catalogue holds every name that it knows, so that any other is wrong there.
    pub complete: bool,
    /// What is written behind a name for the case that it is empty, with `…` for the text; `None` where there is no such
    /// thing or it is not known.
    pub fallback: Option<&'static str>,
    /// What customers read in the place of a value that is empty: “nothing”, “a dash”; `None` where no source says so.
    pub empty: Option<&'static str>,
    /// The fallback and what is known of it.
    pub fallback_form: Option<Fallback<&'static str>>,
    /// What customers read in the place of an empty value, and how certain that is.
    pub when_empty: Option<Printed<&'static str>>,
    /// What they read in the place of a name that it does not know.
    pub when_unknown: Option<Printed<&'static str>>,
    /// How its editor writes a text; `None` where that is not known.
    pub text: Option<TextForm>,
    /// What it takes; empty where that is not known.
    pub limits: Limits,
    /// What of Liquid it runs; `None` where that is not known.
    pub logic: Option<Logic>,
    /// What its export looks like; `None` where that is not known.
    pub shape: Option<Shape>,
    /// The element that stands in its HTML in the place of a name.
    pub element: Option<Element>,
    /// Its names.
    pub names: Vec<PlatformName>,
    /// Names without a variable part.
    exact: QuickMap<String, usize>,
    /// The same in their order, as they are compared with names that are not known: the places of `spellings` in `names`.
    spelled: Vec<usize>,
    spellings: Spellings,
    /// The others.
    patterns: Vec<Pattern>,
    by_canonical: QuickMap<&'static str, usize>,
}

/// A name with a variable part.
#[derive(Debug)]
struct Pattern {
    /// Its place among the names.
    at: usize,
    /// What stands before the variable part.
    start: String,
}

/// A name as a help desk spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlatformName {
    /// As it is written there, such as `{{ticket.requester.name}}`; `<…>` in it stands for any one part.
    pub written: &'static str,
    /// The same without delimiters.
    pub inner: &'static str,
    /// The canonical variable that holds the same, where there is one; `<key>` in it is the variable part of the name.
    pub canonical: Option<&'static str>,
    /// Whether a source says so. What is not verified is good for hints only.
    pub verified: bool,
    /// Where it is said.
    pub source: &'static str,
    /// What it holds.
    pub meaning: &'static str,
}

/// A name found on a help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformMatch {
    /// The help desk, by its id.
    pub platform: &'static str,
    /// The entry.
    pub name: PlatformName,
    /// The canonical variable, its variable part filled in.
    pub canonical: Option<String>,
}

impl PlatformName {
    /// The name with something in the place of its variable parts, without delimiters.
    pub fn example(&self) -> String {
        let mut parts = self.inner.split('<');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (variable, rest) = part.split_once('>').unwrap_or((part, ""));
            let word: String = variable.chars().filter(char::is_ascii_alphanumeric).collect();
            out.push_str(if word.is_empty() { "key" } else { &word });
            out.push_str(rest);
        }
        out
    }
}

impl Platform {
    /// Every help desk whose names are known.
    pub fn all() -> &'static [Platform] {
        static READ: OnceLock<Vec<Platform>> = OnceLock::new();
        READ.get_or_init(|| {
            // What the build script wrote is read by the code that wrote it; a test reads all of it.
            let facts: Vec<Facts<&'static str>> = postcard::from_bytes(COMPILED).unwrap_or_default();
            SHIPPED_IDS.iter().zip(facts).map(|(id, facts)| Platform::of(id, facts)).collect()
        })
    }

    /// The ids of all help desks that are known by name: those of [`Platform::all`], and those of which no more is known.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        Self::all().iter().map(|platform| platform.id).chain(NAME_ONLY.iter().copied())
    }

    /// The help desk of that id or name; case, blanks and dashes make no difference.
    pub fn named(word: &str) -> Option<&'static Platform> {
        let plain = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let word = plain(word);
        Self::all().iter().find(|platform| plain(platform.id) == word || plain(platform.title) == word)
    }

    /// Whether its placeholders look like those of Liquid, so that it may well run tags and filters too.
    pub fn writes_liquid(&self) -> bool {
        self.delimiters.first() == Some(&("{{", "}}"))
    }

    /// The name of the help desk that is spelt so, without delimiters. Indices may be written `[0]` or `.0`.
    pub fn name(&'static self, inner: &str) -> Option<PlatformMatch> {
        let exact = self.exact.get(pattern::plain(inner).as_ref()).and_then(|at| self.names.get(*at));
        exact.map(|name| self.found(name, "")).or_else(|| self.by_pattern(inner, true))
    }

    /// A name without what the help desk writes around it.
    pub fn without_delimiters<'t>(&self, written: &'t str) -> &'t str {
        let inner = self.delimiters.iter().find_map(|(open, close)| written.strip_prefix(open)?.strip_suffix(close));
        inner.unwrap_or(written).trim()
    }

    /// `even_open`: whether names count that would fit almost anything.
    fn by_pattern(&'static self, inner: &str, even_open: bool) -> Option<PlatformMatch> {
        let inner = pattern::plain(inner);
        let near = self.patterns.iter().filter(|pattern| inner.starts_with(&pattern.start));
        near.filter_map(|pattern| self.names.get(pattern.at)).find_map(|name| {
            let captured = pattern::matches(name.inner, &inner)?;
            (even_open || !is_open(name.inner)).then(|| self.found(name, captured))
        })
    }

    fn found(&'static self, name: &PlatformName, captured: &str) -> PlatformMatch {
        let canonical = name.canonical.map(|canonical| canonical.replace("<key>", captured));
        PlatformMatch { platform: self.id, name: *name, canonical }
    }

    /// How the help desk writes a canonical variable; `None` where it has no such thing.
    pub fn written(&self, canonical: &str) -> Option<&PlatformName> {
        self.by_canonical.get(canonical).and_then(|at| self.names.get(*at))
    }

    /// How the help desk spells a canonical variable, without delimiters, and whether a source says so; what stands for the
    /// variable part of a family is filled in.
    pub fn spell(&self, canonical: &str) -> Option<(String, bool)> {
        if let Some(name) = self.written(canonical) {
            return Some((name.inner.to_owned(), name.verified));
        }
        let families = self.names.iter().filter(|name| name.canonical.is_some_and(|known| known.contains("<key>")));
        families.filter(|name| name.inner.matches('<').count() == 1).find_map(|name| {
            let key = pattern::matches(name.canonical?, canonical)?;
            let (before, rest) = name.inner.split_once('<')?;
            let (_, after) = rest.split_once('>')?;
            Some((format!("{before}{key}{after}"), name.verified))
        })
    }

    /// Whether names of the help desk begin with this one and a dot.
    pub fn has_root(&self, root: &str) -> bool {
        let below = |name: &PlatformName| name.inner.strip_prefix(root).is_some_and(|rest| rest.starts_with('.'));
        self.names.iter().any(below)
    }

    /// Whether some help desk may have such a name, since all names that begin so are free there.
    pub fn may_have(inner: &str) -> bool {
        let may = |platform: &'static Platform| {
            let found = platform.by_pattern(inner, true);
            found.is_some_and(|found| !found.name.inner.starts_with('<'))
        };
        MAY_HAVE.with(|known| known.of(inner, || Self::all().iter().any(may)))
    }

    /// Every help desk that has a name spelt so, whatever its delimiters. Names with a variable part that would fit almost
    /// anything, such as `ticket.<property>`, are left out.
    pub fn all_with(inner: &str) -> Vec<PlatformMatch> {
        ALL_WITH.with(|known| known.of(inner, || Self::find_all_with(inner)))
    }

    fn find_all_with(inner: &str) -> Vec<PlatformMatch> {
        static INDEX: OnceLock<QuickMap<String, Vec<(usize, usize)>>> = OnceLock::new();
        let index = INDEX.get_or_init(|| {
            let mut index: QuickMap<String, Vec<(usize, usize)>> = QuickMap::default();
            for (number, platform) in Self::all().iter().enumerate() {
                for (name, at) in &platform.exact {
                    index.entry(name.clone()).or_default().push((number, *at));
                }
            }
            index
        });
        let exact = index.get(pattern::plain(inner).as_ref()).map_or(&[][..], Vec::as_slice);
        let exact = exact.iter().filter_map(|(platform, at)| {
            let platform = Self::all().get(*platform)?;
            Some(platform.found(platform.names.get(*at)?, ""))
        });
        let mut out: Vec<PlatformMatch> = exact.collect();
        if out.is_empty() {
            out.extend(Self::all().iter().filter_map(|platform| platform.by_pattern(inner, false)));
        }
        out
    }

    /// The name of one of `platforms` that a name most likely means which is none.
    pub fn nearest(platforms: &[&'static Platform], inner: &str) -> Option<PlatformMatch> {
        if platforms.len() < Self::all().len() {
            return Self::find_nearest(platforms.iter().copied(), inner);
        }
        NEAREST.with(|known| known.of(inner, || Self::find_nearest(Self::all().iter(), inner)))
    }

    fn find_nearest(platforms: impl Iterator<Item = &'static Platform>, inner: &str) -> Option<PlatformMatch> {
        let unknown = Unknown::new(&pattern::plain(inner))?;
        let near = platforms.filter_map(|platform| {
            let (place, distance) = platform.spellings.nearest(&unknown)?;
            Some((distance, platform, platform.names.get(*platform.spelled.get(place)?)?))
        });
        let (_, platform, name) = near.min_by_key(|(distance, ..)| *distance)?;
        Some(platform.found(name, ""))
    }
}

thread_local! {
    static MAY_HAVE: Answers<bool> = Answers::default();
    static ALL_WITH: Answers<Vec<PlatformMatch>> = Answers::default();
    static NEAREST: Answers<Option<PlatformMatch>> = Answers::default();
}

/// Whether a pattern leaves all open but a first name, with which names of other help desks begin too.
fn is_open(pattern: &str) -> bool {
    static ROOTS: OnceLock<QuickSet<&'static str>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| {
        let names = Platform::all().iter().flat_map(|platform| &platform.names);
        names.filter(|name| !name.inner.contains('<')).filter_map(|name| name.inner.split('.').next()).collect()
    });
    let fixed = pattern.split('<').next().unwrap_or_default();
    fixed.is_empty() || fixed.strip_suffix('.').is_some_and(|root| roots.contains(root))
}

impl Platform {
    /// The help desk of which a file says that.
    fn of(id: &'static str, facts: Facts<&'static str>) -> Self {
        let Facts { title, complete, delimiters, sources, fallback, empty, unknown, logic, text, limits, shape, names } =
            facts;
        let element = fallback.as_ref().and_then(|fallback| fallback.element.clone());
        let mut platform = Platform {
            id,
            title,
            delimiters,
            complete,
            fallback: fallback.as_ref().map(|fallback| fallback.written),
            fallback_form: fallback,
            empty: empty.as_ref().map(|empty| empty.words),
            when_empty: empty,
            when_unknown: unknown,
            text,
            limits: limits.unwrap_or_default(),
            logic,
            shape,
            element,
            ..Platform::default()
        };
        let source = |number: usize| sources.get(number.wrapping_sub(1)).copied().unwrap_or_default();
        for fact in names.list {
            platform.names.push(PlatformName {
                written: fact.written,
                inner: platform.without_delimiters(fact.written),
                canonical: fact.canonical,
                verified: fact.verified,
                source: source(fact.source),
                meaning: fact.meaning,
            });
        }
        platform.index();
        platform
    }

    /// Makes its names ready to be looked for.
    fn index(&mut self) {
        for (at, name) in self.names.iter().enumerate() {
            if name.inner.contains('<') {
                self.patterns.push(Pattern { at, start: pattern::start(name.inner) });
            } else {
                self.spelled.push(at);
                self.exact.entry(pattern::plain(name.inner).into_owned()).or_insert(at);
            }
            if let Some(canonical) = name.canonical {
                self.by_canonical.entry(canonical).or_insert(at);
            }
        }
        let names = &self.names;
        let spelled = self.spelled.iter().filter_map(|at| names.get(*at));
        self.spellings = Spellings::of(spelled.map(|name| name.inner));
        // The narrower of two that fit comes first.
        let fixed = |pattern: &Pattern| names.get(pattern.at).map_or(0, |name| pattern::fixed(name.inner));
        self.patterns.sort_by_key(|pattern| std::cmp::Reverse(fixed(pattern)));
    }
}

#[cfg(test)]
mod tests;
