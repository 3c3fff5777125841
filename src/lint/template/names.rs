//! Names: whether a variable is called so, here or on a help desk, and what was meant where none is.

use std::cell::RefCell;

use super::place::Place;
use super::teller::Teller;
use crate::helpdesk::{Found, Kind, Platform, PlatformMatch, Variable, Vocabulary, as_path};
use crate::knowledge::Severity;
use crate::lint::{Standing, Subject};
use crate::syntax::Path;
use crate::text::{Edit, QuickMap, Span};

const UNKNOWN: &str = "template/unknown-name";
const SPELLED_AS_HERE: &str = "template/help-desk-name";
pub(in crate::lint) const OF_ANOTHER: &str = "template/other-help-desk";
const GROUP: &str = "template/group-printed";

/// The most names without a meaning for which the nearest is looked for: nobody mends more at once.
const MOST_LOOKED_FOR: usize = 50;

/// What names may mean in one macro.
pub(super) struct Names<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    /// The help desks that the macro is written for; empty where nothing says so.
    pub(super) platforms: Vec<&'static Platform>,
    /// Whether the macro was written here, so that a help desk never saw what stands in it.
    is_from_here: bool,
    standing: Standing,
    /// Room for a name that is looked up.
    dotted: RefCell<String>,
    /// What the last names mean that are no variable: each is asked about several times.
    others: RefCell<Vec<(String, Meaning<'a>)>>,
    nearest: RefCell<QuickMap<String, Option<Nearest>>>,
    /// The same for names without a dot, in the subject line and in the body.
    nearest_defined: RefCell<QuickMap<(bool, String), Option<String>>>,
}

/// Of so many names that are no variable it is remembered what they mean.
const MOST_REMEMBERED: usize = 8;

/// What a path means.
#[derive(Clone)]
pub(super) enum Meaning<'a> {
    /// A variable, or a part of one that may be anything.
    Variable(&'a Variable, Kind),
    /// A help desk's name.
    Spelled(Spelling),
    /// A part that the variable has not.
    NoSuchPart(&'a Variable, String),
    /// A group of variables.
    Group,
    /// Nothing.
    Unknown { known_root: bool },
}

/// A name as a help desk spells it.
#[derive(Clone)]
pub(super) struct Spelling {
    /// The help desk's id.
    pub(super) platform: String,
    /// What it is here, where there is such a thing.
    pub(super) canonical: Option<String>,
    /// Whether a source says so.
    pub(super) verified: bool,
}

impl From<PlatformMatch> for Spelling {
    fn from(found: PlatformMatch) -> Self {
        Self { platform: found.platform.to_owned(), canonical: found.canonical, verified: found.name.verified }
    }
}

#[derive(Clone)]
enum Nearest {
    Canonical(String),
    OfPlatform(PlatformMatch),
}

impl<'a> Names<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        let front_matter = &subject.parsed.front_matter;
        let own: Vec<&str> = front_matter.platforms.iter().map(|name| name.text.as_str()).collect();
        let origin = front_matter.source.as_ref().and_then(|source| source.platform.as_ref());
        let words = match (own.is_empty(), origin) {
            (false, _) => own,
            (true, Some(origin)) => vec![origin.text.as_str()],
            (true, None) => subject.settings.platforms.iter().map(String::as_str).collect(),
        };
        Self {
            vocabulary: &subject.settings.vocabulary,
            platforms: words.into_iter().filter_map(Platform::named).collect(),
            is_from_here: origin.is_none() && !subject.settings.is_there,
            standing: subject.settings.standing,
            dotted: RefCell::default(),
            others: RefCell::default(),
            nearest: RefCell::default(),
            nearest_defined: RefCell::default(),
        }
    }

    /// What a path means whose first name the macro does not define itself.
    pub(super) fn meaning(&self, path: &Path) -> Meaning<'a> {
        let mut dotted = self.dotted.take();
        dotted.clear();
        path.write_dotted(&mut dotted);
        let meaning = self.meaning_of(&dotted);
        self.dotted.replace(dotted);
        meaning
    }

    fn meaning_of(&self, dotted: &str) -> Meaning<'a> {
        if let Some(variable) = self.vocabulary.variable(dotted) {
            return Meaning::Variable(variable, variable.kind);
        }
        let known = self.others.borrow().iter().find(|(name, _)| name == dotted).map(|(_, meaning)| meaning.clone());
        known.unwrap_or_else(|| {
            let meaning = self.meaning_of_other(dotted);
            let mut others = self.others.borrow_mut();
            if others.len() >= MOST_REMEMBERED {
                others.remove(0);
            }
            others.push((dotted.to_owned(), meaning.clone()));
            meaning
        })
    }

    /// The same of a name that is no variable.
    fn meaning_of_other(&self, dotted: &str) -> Meaning<'a> {
        if let Some(found) = self.own_spelling(dotted).or_else(|| self.of_platforms(dotted).map(Spelling::from)) {
            return Meaning::Spelled(found);
        }
        match self.vocabulary.find(dotted) {
            Found::Variable(variable) => Meaning::Variable(variable, variable.kind),
            Found::Part(variable, part) => match part_kind(variable, part) {
                Some(kind) => Meaning::Variable(variable, kind),
                None => Meaning::NoSuchPart(variable, part.to_owned()),
            },
            Found::Group => Meaning::Group,
            Found::Unknown { known_root } => Meaning::Unknown { known_root },
        }
    }

    /// What the workspace says that help desks call its own variables.
    pub(super) fn own_spelling(&self, inner: &str) -> Option<Spelling> {
        let mut spelled = self.vocabulary.spelled(inner);
        let first = spelled.next();
        let here = first.into_iter().chain(spelled).max_by_key(|(_, platform)| self.is_for(platform));
        here.map(|(variable, platform)| Spelling {
            platform: platform.to_owned(),
            canonical: Some(variable.name.clone()),
            verified: true,
        })
    }

    /// The help desk that calls something so: one that the macro is written for, else any.
    fn of_platforms(&self, dotted: &str) -> Option<PlatformMatch> {
        let here = self.platforms.iter().find_map(|platform| platform.name(dotted));
        here.or_else(|| {
            let bare = !dotted.contains('.') && !dotted.contains('_');
            // A bare word is more likely a parameter of a snippet than the name of a help desk that nobody speaks of.
            if bare || (!dotted.contains('.') && self.standing == Standing::Snippet) {
                return None;
            }
            let all = Platform::all_with(dotted);
            let best = all.iter().find(|found| found.canonical.is_some() && found.name.verified);
            best.or_else(|| all.first()).cloned()
        })
    }

    /// Whether the macro is written for the help desk, or for no one in particular.
    pub(super) fn is_for(&self, platform: &str) -> bool {
        let id = Platform::named(platform).map_or(platform, |known| known.id);
        self.platforms.is_empty() || self.platforms.iter().any(|here| here.id == id)
    }

    fn nearest(&self, dotted: &str) -> Option<Nearest> {
        if let Some(known) = self.nearest.borrow().get(dotted) {
            return known.clone();
        }
        if self.nearest.borrow().len() >= MOST_LOOKED_FOR {
            return None;
        }
        let canonical = self.vocabulary.nearest(dotted).map(|variable| Nearest::Canonical(variable.name.clone()));
        let found = canonical.or_else(|| {
            let all: Vec<&'static Platform> = match self.platforms.is_empty() {
                true => Platform::all().iter().collect(),
                false => self.platforms.clone(),
            };
            Platform::nearest(&all, dotted).map(Nearest::OfPlatform)
        });
        self.nearest.borrow_mut().insert(dotted.to_owned(), found.clone());
        found
    }
}

impl Names<'_> {
    /// The name that the macro defines and that is spelt most like `name`.
    fn nearest_defined<'d>(&self, place: &Place, name: &str, defined: impl Iterator<Item = &'d str>) -> Option<String> {
        let mut known = self.nearest_defined.borrow_mut();
        let key = (place.is_subject, name.to_owned());
        if let Some(known) = known.get(&key) {
            return known.clone();
        }
        if known.len() >= MOST_LOOKED_FOR || name.len() <= 2 {
            return None;
        }
        // Sorted, so that among equals the same one is offered every time.
        let mut defined: Vec<&str> = defined.collect();
        defined.sort_unstable();
        let near = crate::text::nearest(name, defined).map(|(near, _)| near.to_owned());
        known.insert(key, near.clone());
        near
    }
}

/// The kind of a part of a variable; `None` where it has no such part.
fn part_kind(variable: &Variable, part: &str) -> Option<Kind> {
    match (variable.kind, part) {
        (Kind::List | Kind::String | Kind::Url, "size") => Some(Kind::Number),
        // What stands in a list, and what a workspace's own values hold, is not listed.
        (Kind::List | Kind::Any, _) => Some(Kind::Any),
        _ if variable.own => Some(Kind::Any),
        _ => None,
    }
}

/// A help desk's name told as such.
pub(super) fn tell_spelling(names: &Names, place: &Place, teller: &mut Teller, span: Span, found: &Spelling) {
    let title = title(&found.platform);
    let most = if found.verified { Severity::Error } else { Severity::Hint };
    let written = span.of(place.source);
    // What all of them have under some name is sent under that.
    let is_known = |name: &str| names.platforms.iter().all(|platform| platform.spell(name).is_some());
    let is_sent = names.is_from_here && found.canonical.as_deref().is_some_and(is_known);
    match (&found.canonical.as_deref().map(as_path), is_sent || names.is_for(&found.platform)) {
        (Some(canonical), true) => {
            let message = format!("`{written}` is {title}'s name for it; here it is `{canonical}`");
            if let Some(mut told) = teller.tell(place, SPELLED_AS_HERE, most, span, message) {
                told.fix(format!("Write `{canonical}`"), vec![Edit::replace(span, canonical.as_str())]);
            }
        }
        (canonical, false) => {
            let others: Vec<&str> = names.platforms.iter().map(|platform| platform.title).collect();
            let others = others.join(" and ");
            let here = canonical.as_ref().map(|canonical| format!("; here it is `{canonical}`")).unwrap_or_default();
            let message = format!("`{written}` is {title}'s name, and this macro is for {others}{here}");
            if let Some(mut told) = teller.tell(place, OF_ANOTHER, most, span, message)
                && let Some(canonical) = canonical
            {
                told.fix(format!("Write `{canonical}`"), vec![Edit::replace(span, canonical.as_str())]);
            }
        }
        // It is right where it is meant for, and the language has no word for it.
        (None, true) => {}
    }
}

pub(super) fn title(platform: &str) -> &str {
    Platform::named(platform).map_or(platform, |platform| platform.title)
}

/// Tells of a path that means nothing here. `defined` are the names that the macro gives values to.
pub(super) fn tell_unknown<'d>(
    names: &Names,
    place: &Place,
    teller: &mut Teller,
    path: &Path,
    span: Span,
    known_root: bool,
    defined: impl Iterator<Item = &'d str>,
) {
    let dotted = path.dotted();
    if path.segments.is_empty() {
        tell_bare(names, place, teller, &dotted, span, defined);
        return;
    }
    let root = path.root.text.as_str();
    let open = names.platforms.iter().find(|platform| !platform.complete && platform.has_root(root));
    let incomplete = open.is_some();
    let all_complete = !names.platforms.is_empty() && names.platforms.iter().all(|platform| platform.complete);
    let near = names.nearest(&dotted);
    // A parameter of a snippet, or a field that a help desk leaves free, as likely as not.
    let free = || names.standing == Standing::Snippet || Platform::may_have(&dotted);
    if near.is_none() && !known_root && free() {
        return;
    }
    let certain = (known_root && !incomplete) || all_complete;
    let most = match certain {
        true => Severity::Error,
        // Nobody knows all names of such a help desk, and this may well be one.
        false if incomplete && near.is_none() => Severity::Hint,
        false => Severity::Warning,
    };
    let (message, canonical) = match &near {
        Some(Nearest::Canonical(name)) => {
            (format!("no variable is called `{dotted}`; did you mean `{name}`?"), Some(name.clone()))
        }
        Some(Nearest::OfPlatform(found)) => {
            let (title, inner) = (title(found.platform), found.name.inner);
            let here = match &found.canonical {
                Some(canonical) => format!(", which is `{}` here", as_path(canonical)),
                None => String::new(),
            };
            let to = found.canonical.as_deref().map_or_else(|| inner.to_owned(), as_path);
            (format!("no variable is called `{dotted}`; {title} has `{inner}`{here}"), Some(to))
        }
        None if let Some(platform) = open => {
            let title = platform.title;
            (
                format!("`{dotted}` is not among the names of {title} that are known here; check that it exists there"),
                None,
            )
        }
        None => (
            format!(
                "no variable is called `{dotted}`, so customers would read nothing there; check the name, or declare it \
                 under `[variables]` in `softspoken.toml`"
            ),
            None,
        ),
    };
    if let Some(mut told) = teller.tell(place, UNKNOWN, most, span, message)
        && let Some(canonical) = canonical
    {
        told.fix(format!("Write `{canonical}`"), vec![Edit::replace(span, canonical)]);
    }
}

/// A name without a dot may be a parameter: it is told only where the macro defines one that is spelt nearly so, or where
/// it is no snippet.
fn tell_bare<'d>(
    names: &Names,
    place: &Place,
    teller: &mut Teller,
    name: &str,
    span: Span,
    defined: impl Iterator<Item = &'d str>,
) {
    let near = names.nearest_defined(place, name, defined);
    let message = match &near {
        Some(near) => format!("nothing is called `{name}`; did you mean `{near}`?"),
        None if names.standing == Standing::Macro => format!(
            "nothing is called `{name}`, so customers would read nothing there; check the name, or declare it under \
             `[variables]` in `softspoken.toml`"
        ),
        None => return,
    };
    if let Some(mut told) = teller.tell(place, UNKNOWN, Severity::Warning, span, message)
        && let Some(near) = near
    {
        told.fix(format!("Write `{near}`"), vec![Edit::replace(span, near)]);
    }
}

/// Tells of a part that a variable has not.
pub(super) fn tell_no_part(place: &Place, teller: &mut Teller, span: Span, variable: &Variable, part: &str) {
    let (name, kind) = (&variable.name, variable.kind.as_str());
    let message =
        format!("`{name}` is of the kind “{kind}” and has no part `{part}`, so customers would read nothing there");
    if let Some(mut told) = teller.tell(place, UNKNOWN, Severity::Error, span, message) {
        told.fix(format!("Write `{name}`"), vec![Edit::replace(span, name.as_str())]);
    }
}

/// Tells of a group of variables that is printed.
pub(super) fn tell_group(names: &Names, place: &Place, teller: &mut Teller, path: &Path, span: Span) {
    let dotted = path.dotted();
    let beginning = format!("{dotted}.");
    let mut below = names.vocabulary.variables().filter(|variable| variable.name.starts_with(&beginning));
    let Some(example) = below.find(|variable| !variable.name.ends_with('*')) else { return };
    let message =
        format!("`{dotted}` is a group of variables and prints nothing; write one of them, such as `{}`", example.name);
    teller.tell(place, GROUP, Severity::Error, span, message);
}
