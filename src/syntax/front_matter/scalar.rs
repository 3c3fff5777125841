//! What a YAML value without quotes is, and the forms that some texts must have: slugs and language tags.

/// What YAML makes of a value without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// Text.
    Text,
    /// `5`, `1.5`, `0x1f`.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`, `~` or nothing.
    Nothing,
}

/// What YAML's core schema makes of `text` without quotes.
pub(super) fn resolves_to(text: &str) -> Resolved {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Resolved::Nothing,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Resolved::Boolean,
        text if is_number(text) => Resolved::Number,
        _ => Resolved::Text,
    }
}

fn is_number(text: &str) -> bool {
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return false;
    }
    let digits = |rest: &str, radix| !rest.is_empty() && rest.chars().all(|digit| digit.is_digit(radix));
    if let Some(rest) = text.strip_prefix("0x") {
        return digits(rest, 16);
    }
    if let Some(rest) = text.strip_prefix("0o") {
        return digits(rest, 8);
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
        || (unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') && text.parse::<f64>().is_ok())
}

/// Whether `text` can be an id: parts of letters, digits, `-`, `_` and `.`, joined by `/`.
pub fn is_slug(text: &str) -> bool {
    text.split('/').all(|part| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.'))
    })
}

/// `text` with all that an id cannot hold taken out or turned into `-`; `None` where nothing is left.
pub fn to_slug(text: &str) -> Option<String> {
    let parts = text.split(['/', '\\']).map(|part| {
        let mut slug = String::new();
        for character in part.chars() {
            if character.is_alphanumeric() || character == '_' {
                slug.extend(character.to_lowercase());
            } else if !matches!(character, '\'' | '’') && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.trim_matches('-').to_owned()
    });
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether `text` has the form of a language tag (BCP 47): `en`, `en-GB`, `zh-Hant-TW`.
pub fn is_locale(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let alpha = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphabetic());
    let alnum = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric());
    if !parts.next().is_some_and(|language| alpha(language) && matches!(language.len(), 2 | 3)) {
        return false;
    }
    parts.next_if(|script| script.len() == 4 && alpha(script));
    parts.next_if(|region| {
        (region.len() == 2 && alpha(region))
            || (region.len() == 3 && region.chars().all(|digit| digit.is_ascii_digit()))
    });
    let is_variant = |part: &str| {
        alnum(part)
            && ((5..=8).contains(&part.len()) || (part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit())))
    };
    while parts.next_if(|part| is_variant(part)).is_some() {}
    while let Some(singleton) = parts.next() {
        if singleton.len() != 1 || !alnum(singleton) {
            return false;
        }
        let private = singleton.eq_ignore_ascii_case("x");
        let fits = |part: &str| alnum(part) && part.len() <= 8 && (private || part.len() >= 2);
        if parts.next_if(|part| fits(part)).is_none() {
            return false;
        }
        while parts.next_if(|part| fits(part)).is_some() {}
    }
    true
}

/// Languages that authors write out, with the tag that they mean.
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("british english", "en-GB"),
    ("american english", "en-US"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("dutch", "nl"),
    ("portuguese", "pt"),
];

/// The language tag that `text` most likely means, and whether it can mean nothing else.
pub(super) fn to_locale(text: &str) -> Option<(String, bool)> {
    let joined = text.trim().replace(['_', ' '], "-");
    if is_locale(&joined) {
        return Some((joined, true));
    }
    let lower = text.trim().to_lowercase();
    LANGUAGES.iter().find(|(name, _)| *name == lower).map(|(_, tag)| ((*tag).to_owned(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_known_by_their_form() {
        for good in
            ["en", "en-GB", "EN-gb", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "de-1996", "en-u-ca-gregory", "fr-x-a"]
        {
            assert!(is_locale(good), "{good}");
        }
        for bad in ["", "e", "english", "en_GB", "en-", "-en", "en-GB-", "en-u", "en-x", "12", "en-GB-US"] {
            assert!(!is_locale(bad), "{bad}");
        }
    }

    #[test]
    fn values_without_quotes_resolve_as_yaml_says() {
        for number in ["0", "-5", "+1.5", "1e3", "0x1F", "0o17", ".5", ".inf"] {
            assert_eq!(resolves_to(number), Resolved::Number, "{number}");
        }
        for text in ["yes", "1 day", "2027-03-01", "e5", "0x", "1.2.3", "inf", "nan"] {
            assert_eq!(resolves_to(text), Resolved::Text, "{text}");
        }
    }

    #[test]
    fn slugs_are_paths_without_blanks() {
        for good in ["a", "refunds/late-return", "v1.2_b", "rückgabe"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "/a", "a/", "a//b", "../a", "a b", "a\\b"] {
            assert!(!is_slug(bad), "{bad}");
        }
        assert_eq!(to_slug("Refunds/Late return!").as_deref(), Some("refunds/late-return"));
        assert_eq!(to_slug("!?"), None);
    }
}
