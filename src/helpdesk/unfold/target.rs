//! What one help desk can say: its names, its fallback, its logic, its filters, its fill-ins.

use super::{Certainty, LossKind};
use crate::helpdesk::facts::{Fallback, Prints, TextKind};
use crate::helpdesk::{Found, Kind, Platform, Vocabulary, moment};
use crate::syntax::{FrontMatter, Macro, Slot};

/// A help desk, asked on behalf of one macro.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The help desk.
    pub platform: &'static Platform,
    vocabulary: &'a Vocabulary,
    /// Whether the macro was imported from there, so that names which nobody knows are its own.
    is_origin: bool,
}

/// How a variable is written on a help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// With what stands around it there.
    pub written: String,
    /// The name alone.
    pub inner: String,
    /// Whether a source confirms it, or the workspace says so.
    pub verified: bool,
}

/// How a fallback is said.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way<'t> {
    /// Behind the name.
    Written(&'t Fallback<&'static str>),
    /// By a condition.
    Logic,
    /// Not at all.
    None(Certainty),
}

impl<'a> Target<'a> {
    /// A help desk for a macro of a workspace with these variables.
    pub fn new(platform: &'static Platform, vocabulary: &'a Vocabulary, parsed: &Macro) -> Self {
        let origin = parsed.front_matter.source.as_ref().and_then(|source| source.platform.as_ref());
        let is_origin = origin.and_then(|name| Platform::named(&name.text)).is_some_and(|from| from.id == platform.id);
        Self { platform, vocabulary, is_origin }
    }

    /// How a variable is written there, by its name here or on any help desk; else how certain it is that it is not.
    pub fn said(&self, dotted: &str) -> Result<Said, (LossKind, Certainty)> {
        self.find(dotted).ok_or_else(|| {
            let open = if self.platform.complete { Certainty::Certain } else { Certainty::Incomplete };
            match self.vocabulary.find(dotted) {
                Found::Variable(_) | Found::Part(..) => (LossKind::Name, open),
                _ if !Platform::all_with(dotted).is_empty() => (LossKind::Name, open),
                _ => (LossKind::UnknownName, open),
            }
        })
    }

    fn find(&self, dotted: &str) -> Option<Said> {
        if let Some(variable) = self.vocabulary.variable(dotted) {
            return self.own_name(&variable.name).or_else(|| self.canonical(dotted));
        }
        if let Some((variable, _)) = self.vocabulary.spelled(dotted).next() {
            return self.own_name(&variable.name).or_else(|| self.canonical(&variable.name));
        }
        if let Some(found) = self.platform.name(dotted) {
            return Some(self.around(&spelt(dotted, Some(found.name.inner)), true));
        }
        if let Found::Part(variable, part) = self.vocabulary.find(dotted) {
            let name = variable.name.clone();
            let whole = self.own_name(&name).or_else(|| self.canonical(&name))?;
            return self.runs_liquid().then(|| self.around(&format!("{}.{part}", whole.inner), whole.verified));
        }
        let elsewhere = Platform::all_with(dotted);
        let canonical = elsewhere.iter().filter(|found| found.name.verified).find_map(|found| found.canonical.as_ref());
        if let Some(canonical) = canonical {
            return self.canonical(canonical);
        }
        let unknown = elsewhere.is_empty() && matches!(self.vocabulary.find(dotted), Found::Unknown { .. });
        (self.is_origin && unknown).then(|| self.around(&spelt(dotted, None), true))
    }

    /// What the workspace says that its own variable is called there.
    fn own_name(&self, name: &str) -> Option<Said> {
        let variable = self.vocabulary.variable(name)?;
        let is_here = |id: &str| Platform::named(id).is_some_and(|named| named.id == self.platform.id);
        let (_, written) = variable.names.iter().find(|(id, _)| is_here(id))?;
        Some(self.around(self.platform.without_delimiters(written), true))
    }

    fn canonical(&self, dotted: &str) -> Option<Said> {
        let (inner, verified) = self.platform.spell(dotted)?;
        Some(self.around(&inner, verified))
    }

    fn around(&self, inner: &str, verified: bool) -> Said {
        let (open, close) = self.platform.delimiters.first().copied().unwrap_or(("{{", "}}"));
        Said { written: format!("{open}{inner}{close}"), inner: inner.to_owned(), verified }
    }

    /// Whether some name there is spelt so, or the workspace says so.
    pub(super) fn has(&self, dotted: &str) -> bool {
        self.vocabulary.spelled(dotted).next().is_some()
            || self.platform.name(dotted).is_some()
            || (dotted.contains('.') && !Platform::all_with(dotted).is_empty())
    }

    /// Whether it runs Liquid between `{{` and `}}`.
    pub(super) fn runs_liquid(&self) -> bool {
        self.platform.logic.as_ref().is_some_and(|logic| !logic.tags.is_empty())
    }

    /// Whether it may run Liquid, though no source says so.
    pub(super) fn may_run_liquid(&self) -> bool {
        self.platform.logic.is_none() && self.platform.writes_liquid()
    }

    /// How certain what is said of its logic is.
    pub(super) fn certainty(&self) -> Certainty {
        match &self.platform.logic {
            None => Certainty::NotKnown,
            Some(logic) if logic.verified => Certainty::Certain,
            Some(_) => Certainty::Unverified,
        }
    }

    /// The same of its filters: one that runs Liquid may well have more than are listed.
    pub(super) fn filter_certainty(&self) -> Certainty {
        if self.runs_liquid() { Certainty::Incomplete } else { self.certainty() }
    }

    /// Whether it runs a tag.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.platform.logic.as_ref().is_some_and(|logic| logic.tags.iter().any(|known| known == tag))
    }

    /// How it says what to write in the place of an empty value.
    pub(super) fn fallback(&self) -> Way<'static> {
        match &self.platform.fallback_form {
            Some(fallback) => Way::Written(fallback),
            None if self.has_tag("if") => Way::Logic,
            None => Way::None(self.certainty()),
        }
    }

    /// Whether a macro names it among the help desks that it is for; `None` where it names none.
    pub(super) fn is_named(&self, front_matter: &FrontMatter) -> Option<bool> {
        let mut named = front_matter.platforms.iter().filter_map(|name| Platform::named(&name.text)).peekable();
        named.peek()?;
        Some(named.any(|named| named.id == self.platform.id))
    }

    /// Whether a variable always has a value, so that nothing is ever written in its place.
    pub(super) fn is_always_there(&self, dotted: &str) -> bool {
        let known = |name: &str| {
            let variable = self.vocabulary.variable(name)?;
            // What is false counts as missing.
            Some(
                !variable.may_be_empty && matches!(variable.kind, Kind::String | Kind::Url | Kind::Date | Kind::Number),
            )
        };
        let of_desk = || self.platform.name(dotted).and_then(|found| known(&found.canonical?));
        known(dotted).or_else(of_desk).unwrap_or_default()
    }

    /// Whether customers read nothing in the place of an empty value.
    pub(super) fn prints_nothing(&self) -> bool {
        let empty = self.platform.when_empty.as_ref();
        empty.is_some_and(|empty| matches!(empty.prints, Some(Prints::Nothing | Prints::Fallback)))
    }

    /// Whether it writes something else in the place of a name that it does not have. In a macro that came from there, nobody
    /// knows better which names it has.
    pub(super) fn replaces_unknown(&self) -> bool {
        let prints = self.platform.when_unknown.as_ref().and_then(|unknown| unknown.prints.as_ref());
        !self.is_origin && matches!(prints, Some(Prints::Nothing | Prints::Dash))
    }

    /// A filter with its arguments as the help desk writes it, behind a bar.
    pub(super) fn filter(&self, name: &str, arguments: &str) -> Option<String> {
        let known = |wanted: &str| {
            self.platform.logic.as_ref().is_some_and(|logic| logic.filters.iter().any(|filter| filter == wanted))
        };
        if known(name) {
            return Some(behind_bar(name, arguments));
        }
        let quote = arguments.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let format = arguments.strip_prefix(quote)?.strip_suffix(quote)?;
        (name == "date" && known("datetime_format"))
            .then(|| moment::format(format))
            .flatten()
            .map(|format| format!("|datetime_format(\"{format}\")"))
    }

    /// A fill-in.
    pub(super) fn slot(&self, slot: &Slot, documented: &[crate::syntax::SlotDoc]) -> String {
        let doc = documented.iter().find(|doc| doc.name.text == slot.name.text);
        let options: &[crate::syntax::Name] = match (&slot.hint, doc) {
            _ if !slot.options.is_empty() => &slot.options,
            (None, Some(doc)) => &doc.options,
            _ => &[],
        };
        let words = match (options, &slot.hint) {
            ([], Some(hint)) => hint.text.clone(),
            ([], None) => slot.name.text.clone(),
            (options, _) => options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>().join(" / "),
        };
        self.fill_in(&words)
    }

    /// A fill-in of these words.
    pub(super) fn fill_in(&self, words: &str) -> String {
        let form = self.platform.text.as_ref().map_or("[…]", |text| text.slot.as_str());
        self.escaped(&form.replace('…', words))
    }

    /// A text as it stands in the help desk's own markup.
    pub(super) fn escaped(&self, text: &str) -> String {
        let kind = self.platform.text.as_ref().map_or(TextKind::Html, |text| text.kind);
        match kind {
            TextKind::Html | TextKind::HtmlIfTagged | TextKind::HtmlOrText => {
                text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
            }
            TextKind::Markdown | TextKind::MarkdownLines | TextKind::Text => text.to_owned(),
        }
    }

    /// The help desk's own placeholder that a part of a macro is.
    pub(super) fn is_placeholder(&self, written: &str) -> bool {
        let inner = self.platform.delimiters.iter().find_map(|(open, close)| {
            let inner = written.strip_prefix(open)?.strip_suffix(close)?.trim();
            let name = match &self.platform.fallback_form {
                Some(form) => form.written.split('…').next().and_then(|mark| inner.split(mark.trim()).next()),
                None => None,
            };
            Some(name.unwrap_or(inner).trim())
        });
        inner.is_some_and(|inner| self.platform.name(inner).is_some())
    }
}

/// A filter of Liquid with its arguments.
pub(super) fn behind_bar(name: &str, arguments: &str) -> String {
    let arguments = if arguments.is_empty() { String::new() } else { format!(": {arguments}") };
    format!(" | {name}{arguments}")
}

/// A name of the help desk with its indices as that writes them: in brackets, unless the name that it fits has none.
fn spelt(dotted: &str, known: Option<&str>) -> String {
    match known {
        Some(known) if !known.contains('<') => return known.to_owned(),
        Some(known) if !known.contains('[') => return dotted.to_owned(),
        _ => {}
    }
    let mut parts = dotted.split('.');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_index = part.parse::<i64>().is_ok();
        out.push_str(&if is_index { format!("[{part}]") } else { format!(".{part}") });
    }
    out
}
