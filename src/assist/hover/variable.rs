//! Variables: what one holds, what it may look like, whether it may be empty, and what help desks call it.

use super::Pointing;
use crate::helpdesk::facts::Logic;
use crate::helpdesk::{Found, Platform, PlatformMatch, Variable};
use crate::lint::Standing;

/// The most variables of a group that are listed.
const MOST_OF_GROUP: usize = 8;

/// What a dotted name means, which the macro does not give a value to; `None` where that is not known.
pub(super) fn words(pointing: &Pointing, dotted: &str) -> Option<String> {
    let vocabulary = &pointing.subject.settings.vocabulary;
    if vocabulary.variable(dotted).is_none()
        && let Some(spelled) = spelled(pointing, dotted)
    {
        return Some(spelled);
    }
    match vocabulary.find(dotted) {
        Found::Variable(variable) => Some(describe(variable, pointing.platforms)),
        Found::Part(variable, part) => Some(format!("`{part}` of {}", describe(variable, pointing.platforms))),
        Found::Group => group(pointing, dotted),
        Found::Unknown { known_root: false } if pointing.subject.settings.standing != Standing::Macro => {
            let root = dotted.split('.').next().unwrap_or_default();
            Some(format!("`{root}` is a parameter: the macro that renders this one says what it is"))
        }
        Found::Unknown { .. } => None,
    }
}

/// A variable in words; help desks are those of `platforms`, or all where there are none.
pub(in crate::assist) fn describe(variable: &Variable, platforms: &[&'static Platform]) -> String {
    let meaning = if variable.meaning.is_empty() { String::new() } else { format!(": {}", variable.meaning) };
    let mut out = format!("`{}` ({}){meaning}", variable.name, variable.kind.as_str());
    if let Some(sample) = &variable.sample {
        out.push_str(&format!("\n\nFor example: {sample}"));
    }
    if variable.may_be_empty {
        out.push_str("\n\nMay be empty: give it a `default`, or write the sentence so that it reads without.");
    }
    if variable.internal {
        out.push_str("\n\nInternal: customers are not meant to read it.");
    }
    if variable.own {
        out.push_str("\n\nDeclared in `softspoken.toml`.");
    }
    let named = match platforms {
        [] => Platform::all().iter().filter_map(|platform| on_platform(variable, platform, false)).collect(),
        platforms => {
            { platforms.iter() }.filter_map(|platform| on_platform(variable, platform, true)).collect::<Vec<_>>()
        }
    };
    if !named.is_empty() {
        out.push_str(&format!("\n\n{}", named.join("\n")));
    }
    out
}

/// The line of a help desk. Where it is asked for, one that has no such thing says so.
fn on_platform(variable: &Variable, platform: &'static Platform, asked: bool) -> Option<String> {
    let is_it = |id: &String| Platform::named(id).is_some_and(|known| known.id == platform.id);
    let own = variable.names.iter().find(|(id, _)| is_it(id)).map(|(_, name)| name.as_str());
    let known = platform.written(&variable.name.replace('*', "<key>"));
    let title = platform.title;
    let Some(written) = own.or(known.map(|name| name.written)) else {
        let none = match (variable.own, platform.complete) {
            (true, _) => "no name is given under `[variables]` in `softspoken.toml`",
            (false, true) => "has nothing of the kind",
            (false, false) => "nothing of the kind is known",
        };
        return asked.then(|| format!("- {title}: {none}"));
    };
    let doubt = if own.is_none() && known.is_some_and(|name| !name.verified) { " (no source confirms it)" } else { "" };
    let when_empty = if variable.may_be_empty { when_empty(platform, asked) } else { String::new() };
    Some(format!("- {title}: `{written}`{doubt}{when_empty}"))
}

/// What customers read there when the value is empty and how a `default` is said, as far as the help desk tells; what is not
/// known is said where it is asked for.
fn when_empty(platform: &Platform, asked: bool) -> String {
    let doubt = |verified: bool| if verified { "" } else { " (no source confirms it)" };
    let mut out = match &platform.when_empty {
        Some(empty) => format!("; where it is empty, customers read {}{}", empty.words, doubt(empty.verified)),
        None if asked => "; what customers read where it is empty is not known".to_owned(),
        None => String::new(),
    };
    if asked {
        let has_conditions = |logic: &Logic| logic.tags.iter().any(|tag| tag == "if");
        out.push_str(&match (&platform.fallback_form, &platform.logic) {
            (Some(form), _) => format!("; a `default` is written `{}`{}", form.written.trim(), doubt(form.verified)),
            (None, Some(logic)) if has_conditions(logic) => "; a `default` becomes a condition".to_owned(),
            (None, Some(logic)) => format!("; it has nothing for a `default`{}", doubt(logic.verified)),
            (None, None) => "; whether it can say a `default` is not known".to_owned(),
        });
    }
    out
}

/// A name as a help desk spells it: one of those that the macro is for, else any that has it.
fn spelled(pointing: &Pointing, dotted: &str) -> Option<String> {
    let vocabulary = &pointing.subject.settings.vocabulary;
    if let Some((variable, platform)) = vocabulary.spelled(dotted).next() {
        let title = Platform::named(platform).map_or(platform, |known| known.title);
        return Some(format!("{title}'s name of {}", describe(variable, pointing.platforms)));
    }
    let here = pointing.platforms.iter().find_map(|platform| platform.name(dotted));
    // A bare word is more likely a parameter than the name of a help desk that nobody speaks of.
    let found = here.or_else(|| Platform::all_with(dotted).into_iter().find(|_| dotted.contains('.')))?;
    let title = Platform::named(found.platform).map_or(found.platform, |known| known.title);
    let variable = found.canonical.as_ref().and_then(|canonical| vocabulary.variable(canonical));
    let about = match variable {
        Some(variable) => format!("{title}'s name of {}", describe(variable, pointing.platforms)),
        None => format!("{title}'s name, which has no counterpart here: {}", found.name.meaning),
    };
    Some(format!("{about}{}", source(&found)))
}

fn source(found: &PlatformMatch) -> String {
    match found.name.verified {
        true => format!("\n\nSource: {}", found.name.source),
        false => "\n\nNo source confirms this name.".to_owned(),
    }
}

fn group(pointing: &Pointing, dotted: &str) -> Option<String> {
    let beginning = format!("{dotted}.");
    let below = pointing.subject.settings.vocabulary.variables();
    let mut below = below.filter(|variable| variable.name.starts_with(&beginning));
    let listed = below.by_ref().take(MOST_OF_GROUP);
    let listed: Vec<String> = listed.map(|variable| format!("- `{}`: {}", variable.name, variable.meaning)).collect();
    let more = below.count();
    let more = if more > 0 { format!("\n- and {more} more") } else { String::new() };
    (!listed.is_empty()).then(|| format!("`{dotted}` is a group of variables:\n\n{}{more}", listed.join("\n")))
}
