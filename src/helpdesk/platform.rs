//! The help desks: how each writes placeholders, and the names that it knows, read from shipped data at the first question.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::pattern;
use super::spelling::{Spellings, Unknown};

/// Gives the shipped catalogues, by id.
macro_rules! catalogues {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../packs/helpdesk/", $id, ".tsv")))),*]
    };
}

/// In the order of lists.
const CATALOGUES: &[(&str, &str)] = catalogues![
    "zendesk",
    "freshdesk",
    "intercom",
    "helpscout",
    "gorgias",
    "front",
    "hubspot",
    "chatwoot",
    "zammad",
    "freescout",
    "osticket",
    "otobo",
    "uvdesk",
    "discourse",
    "livehelperchat",
    "kustomer",
    "salesforce",
    "crisp",
    "zohodesk",
    "frappe_helpdesk",
    "servicenow",
    "faveo",
    "espanso",
    "textexpander",
];

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
    /// Its names.
    pub names: Vec<PlatformName>,
    /// Names without a variable part.
    exact: HashMap<String, usize>,
    /// The same in their order, as they are compared with names that are not known: the places of `spellings` in `names`.
    spelled: Vec<usize>,
    spellings: Spellings,
    /// The others.
    patterns: Vec<Pattern>,
    by_canonical: HashMap<&'static str, usize>,
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
        READ.get_or_init(|| CATALOGUES.iter().map(|(id, text)| read(id, text)).collect())
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

    /// Whether names of the help desk begin with this one and a dot.
    pub fn has_root(&self, root: &str) -> bool {
        let below = |name: &PlatformName| name.inner.strip_prefix(root).is_some_and(|rest| rest.starts_with('.'));
        self.names.iter().any(below)
    }

    /// Whether some help desk may have such a name, since all names that begin so are free there.
    pub fn may_have(inner: &str) -> bool {
        Self::all().iter().any(|platform| {
            let found = platform.by_pattern(inner, true);
            found.is_some_and(|found| !found.name.inner.starts_with('<'))
        })
    }

    /// Every help desk that has a name spelt so, whatever its delimiters. Names with a variable part that would fit almost
    /// anything, such as `ticket.<property>`, are left out.
    pub fn all_with(inner: &str) -> Vec<PlatformMatch> {
        static INDEX: OnceLock<HashMap<String, Vec<(usize, usize)>>> = OnceLock::new();
        let index = INDEX.get_or_init(|| {
            let mut index: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
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
        let unknown = Unknown::new(&pattern::plain(inner))?;
        let near = platforms.iter().filter_map(|platform| {
            let (place, distance) = platform.spellings.nearest(&unknown)?;
            Some((distance, *platform, platform.names.get(*platform.spelled.get(place)?)?))
        });
        let (_, platform, name) = near.min_by_key(|(distance, ..)| *distance)?;
        Some(platform.found(name, ""))
    }
}

/// Whether a pattern leaves all open but a first name, with which names of other help desks begin too.
fn is_open(pattern: &str) -> bool {
    static ROOTS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| {
        let names = Platform::all().iter().flat_map(|platform| &platform.names);
        names.filter(|name| !name.inner.contains('<')).filter_map(|name| name.inner.split('.').next()).collect()
    });
    let fixed = pattern.split('<').next().unwrap_or_default();
    fixed.is_empty() || fixed.strip_suffix('.').is_some_and(|root| roots.contains(root))
}

/// Reads one catalogue: lines of fields with tabs between, the first of which says what the line holds.
fn read(id: &'static str, text: &'static str) -> Platform {
    let mut platform = Platform { id, title: id, ..Platform::default() };
    let mut sources: Vec<&'static str> = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let kind = fields.next().unwrap_or_default();
        let fields: Vec<&'static str> = fields.collect();
        match (kind, fields.as_slice()) {
            ("title", [title]) => platform.title = title,
            ("delimiters", [open, close]) => platform.delimiters.push((open, close)),
            ("complete", [word]) => platform.complete = *word == "yes",
            ("fallback", [fallback]) => platform.fallback = Some(fallback),
            ("empty", [words, _source]) => platform.empty = Some(words),
            ("source", [_, source]) => sources.push(source),
            ("name", [written, canonical, verified, source, meaning]) => {
                let source = source.parse::<usize>().ok().and_then(|number| sources.get(number.checked_sub(1)?));
                platform.names.push(PlatformName {
                    written,
                    inner: platform.without_delimiters(written),
                    canonical: Some(*canonical).filter(|canonical| !canonical.is_empty()),
                    verified: *verified == "yes",
                    source: source.copied().unwrap_or_default(),
                    meaning,
                });
            }
            _ => {}
        }
    }
    for (at, name) in platform.names.iter().enumerate() {
        if name.inner.contains('<') {
            platform.patterns.push(Pattern { at, start: pattern::start(name.inner) });
        } else {
            platform.spelled.push(at);
            platform.exact.entry(pattern::plain(name.inner).into_owned()).or_insert(at);
        }
        if let Some(canonical) = name.canonical {
            platform.by_canonical.entry(canonical).or_insert(at);
        }
    }
    let names = &platform.names;
    let spelled = platform.spelled.iter().filter_map(|at| names.get(*at));
    platform.spellings = Spellings::of(spelled.map(|name| name.inner));
    // The narrower of two that fit comes first.
    let fixed = |pattern: &Pattern| names.get(pattern.at).map_or(0, |name| pattern::fixed(name.inner));
    platform.patterns.sort_by_key(|pattern| std::cmp::Reverse(fixed(pattern)));
    platform
}

#[cfg(test)]
mod tests {
    use super::super::Vocabulary;
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let vocabulary = Vocabulary::default();
        let mut wrong = Vec::new();
        for ((id, text), platform) in CATALOGUES.iter().zip(Platform::all()) {
            let names = text.lines().filter(|line| line.starts_with("name\t")).count();
            let known = ["title", "delimiters", "complete", "fallback", "empty", "source", "name"];
            let odd = text.lines().filter(|line| !known.contains(&line.split('\t').next().unwrap_or_default())).count();
            let empty = text.lines().find(|line| line.starts_with("empty\t"));
            if empty.is_some_and(|line| line.split('\t').filter(|field| !field.is_empty()).count() != 3)
                || empty.is_some() != platform.empty.is_some()
            {
                wrong.push(format!("{id}: what is read in the place of nothing, and who says so"));
            }
            if names == 0 || names != platform.names.len() || odd > 0 || platform.delimiters.is_empty() {
                wrong.push(format!("{id}: {names} lines, {} names, {odd} odd lines", platform.names.len()));
            }
            for name in &platform.names {
                let canonical = name.canonical.map(|canonical| canonical.replace("<key>", "x"));
                if canonical.as_deref().is_some_and(|canonical| vocabulary.variable(canonical).is_none()) {
                    wrong.push(format!("{id}: {} leads to nothing canonical", name.written));
                }
                if name.source.is_empty() || name.inner == name.written || name.meaning.is_empty() {
                    wrong.push(format!("{id}: {} lacks a source, a meaning or delimiters", name.written));
                }
                if platform.name(&name.example()).is_none() {
                    wrong.push(format!("{id}: {} is not found", name.written));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn check(platform: &str, inner: &str, expected: Option<&str>) {
        let found = Platform::named(platform).and_then(|platform| platform.name(inner));
        assert_eq!(found.and_then(|found| found.canonical).as_deref(), expected, "{platform} {inner}");
    }

    #[test]
    fn names_lead_to_canonical_ones() {
        check("zendesk", "ticket.requester.first_name", Some("customer.first_name"));
        check("Zendesk", "ticket.ticket_field_360", Some("ticket.custom.360"));
        check("zendesk", "ticket.ticket_field_option_title_360", Some("ticket.custom.360.label"));
        check("zendesk", "ticket.organization.name", Some("customer.company"));
        check("help-scout", "customer.firstName", Some("customer.first_name"));
        check("gorgias", "ticket.messages.-1.body_text", Some("ticket.last_message"));
        check("gorgias", "ticket.messages[-1].body_text", Some("ticket.last_message"));
        check("otobo", "CUSTOMER_SUBJECT[10]", Some("ticket.subject"));
        check("zendesk", "ticket.requester.frist_name", None);
        check("nothing", "ticket.id", None);
    }

    #[test]
    fn help_desks_that_have_a_name_are_found() {
        let with = |inner: &str| -> Vec<&str> {
            let mut ids: Vec<&str> = Platform::all_with(inner).iter().map(|found| found.platform).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(with("ticket.requester.name"), ["freshdesk", "zendesk"]);
        assert_eq!(with("ticket.requester.firstname"), ["freshdesk"]);
        assert_eq!(with("contact.custom_attribute.colour"), ["chatwoot"]);
        assert_eq!(with("nothing.of.the.kind"), Vec::<&str>::new());
        let all: Vec<&Platform> = Platform::all().iter().collect();
        let nearest = Platform::nearest(&all, "ticket.requester.frist_name");
        assert_eq!(nearest.map(|found| found.name.inner), Some("ticket.requester.first_name"));
    }

    #[test]
    fn canonical_names_lead_back() {
        let written = |platform: &str, canonical: &str| {
            Platform::named(platform).and_then(|platform| platform.written(canonical)).map(|name| name.written)
        };
        assert_eq!(written("zammad", "customer.first_name"), Some("#{ticket.customer.firstname}"));
        assert_eq!(written("zendesk", "agent.name"), Some("{{current_user.name}}"));
        assert_eq!(written("front", "order.total"), None);
    }
}
