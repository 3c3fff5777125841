//! What customers see of the attributes of a tag: colours, sizes, addresses, pictures. All else is left out.

use super::token::{self, Token};
use super::{Holes, hole};

/// Whether a tag moves its whole block.
pub(super) fn moves(text: &str, token: &Token) -> bool {
    let style = token::attribute(text, token, "style").unwrap_or_default().to_ascii_lowercase();
    let align = token::attribute(text, token, "align").unwrap_or_default().to_ascii_lowercase();
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let moved = ["text-align:center", "text-align:right", "text-align:justify", "float:left", "float:right"];
    let is_moved = moved.iter().any(|moved| plain.contains(moved));
    is_moved || ["center", "right"].contains(&align.as_str()) || is_turned(text, token)
}

/// Whether words in a tag run from right to left where they would run from left to right without it.
fn is_turned(text: &str, token: &Token) -> bool {
    let is_turned = |direction: &str| direction.trim().eq_ignore_ascii_case("rtl");
    token::attribute(text, token, "dir").is_some_and(|direction| is_turned(&direction))
        || declares(text, token, |property, value| property == "direction" && value.starts_with("rtl"))
}

/// Whether a block has a look of its own that customers notice: another colour than shades of grey, which editors write everywhere,
/// a background, or an indent. Lists and quotes are indented anyhow.
pub(super) fn stands_out(text: &str, token: &Token) -> bool {
    let is_indented =
        ["blockquote", "ul", "ol", "li"].contains(&token::name(text, token).to_ascii_lowercase().as_str());
    declares(text, token, |property, value| match property {
        "color" | "background" | "background-color" => !is_grey(value) && is_seen(property, value),
        "margin-left" | "padding-left" | "text-indent" if !is_indented => {
            value.starts_with(|c: char| matches!(c, '1'..='9'))
        }
        _ => false,
    })
}

/// Whether a colour is one of black, white and what lies between.
fn is_grey(value: &str) -> bool {
    let value = value.trim_end_matches("!important").trim();
    match red_green_blue(value) {
        Some([red, green, blue]) => red == green && green == blue,
        None => ["black", "white", "gray", "grey", "silver", "currentcolor", "windowtext", "unset", "revert"]
            .contains(&value),
    }
}

/// Whether a colour is one that links have by themselves, or nearly so.
fn is_of_links(value: &str) -> bool {
    let value = value.trim_end_matches("!important").trim();
    match red_green_blue(value) {
        Some([red, green, blue]) => blue > green && blue > red,
        None => ["blue", "linktext", "-webkit-link"].contains(&value),
    }
}

/// The three parts of a colour that is written in numbers.
fn red_green_blue(value: &str) -> Option<[f32; 3]> {
    if let Some(digits) = value.strip_prefix('#') {
        let size = if digits.len() >= 6 { 2 } else { 1 };
        let part = |number: usize| {
            let part = digits.get(number * size..(number + 1) * size)?;
            u8::from_str_radix(part, 16).ok().map(f32::from)
        };
        return Some([part(0)?, part(1)?, part(2)?]);
    }
    let parts = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba("))?;
    let parts = parts.trim_end_matches(')').split([',', ' ']).filter(|part| !part.is_empty());
    let mut parts = parts.map(|part| part.trim_end_matches('%').parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// An address with its holes filled in.
pub(super) fn address(address: &str, holes: &dyn Holes) -> String {
    let mut out = String::with_capacity(address.len());
    let mut at = 0;
    for (span, hole) in hole::address_holes(address, holes.delimiters()) {
        out.push_str(address.get(at..span.start).unwrap_or_default());
        out.push_str(&holes.filled(&hole));
        at = span.end;
    }
    out.push_str(address.get(at..).unwrap_or_default());
    out
}

/// A picture.
pub(super) fn image(text: &str, token: &Token, holes: &dyn Holes) -> String {
    let mut tag = format!("<img{}", kept(text, token, &["src", "alt", "width", "height", "title"], holes));
    let style = token::attribute(text, token, "style").unwrap_or_default();
    tag.push_str(&styled(&style, |property, value| {
        matches!(property, "width" | "height" | "max-width" | "max-height") && value != "auto"
    }));
    tag + ">"
}

/// The tag of a `<span>`, a `<font>` or a mark whose style customers see; `None` where it changes nothing.
pub(super) fn coloured(text: &str, token: &Token, holes: &dyn Holes) -> Option<String> {
    if token::name(text, token).eq_ignore_ascii_case("font") {
        let shown = kept(text, token, &["color", "size"], holes);
        return (!shown.is_empty()).then(|| format!("<font{shown}>"));
    }
    let name = token::name(text, token).to_ascii_lowercase();
    let direction = if is_turned(text, token) { kept(text, token, &["dir"], holes) } else { String::new() };
    let style = token::attribute(text, token, "style").unwrap_or_default();
    let turns = |property: &str| property == "direction" && !direction.is_empty();
    let style = styled(&style, |property, value| is_seen(property, value) || turns(property));
    let shown = format!("{direction}{style}");
    (!shown.is_empty()).then(|| format!("<{name}{shown}>"))
}

/// The tag of a link that does not look like one: a button, or words in a colour of their own.
pub(super) fn button(text: &str, token: &Token, holes: &dyn Holes) -> Option<String> {
    let is_own = |property: &str, value: &str| match property {
        "color" => !is_grey(value) && !is_of_links(value) && is_seen(property, value),
        "background" | "background-color" => !is_grey(value) && is_seen(property, value),
        "border" => !value.starts_with("none") && !value.starts_with('0') && is_seen("color", value),
        "text-decoration" => false,
        _ => is_seen(property, value),
    };
    if !declares(text, token, is_own) {
        return None;
    }
    let style = token::attribute(text, token, "style").unwrap_or_default();
    let style = styled(&style, |property, value| {
        is_seen(property, value)
            || property == "display"
            || ["padding", "border"].iter().any(|of| property.starts_with(of))
    });
    Some(format!("<a{}{style}>", kept(text, token, &["href"], holes)))
}

/// The attribute with those declarations of a style that count; nothing where none does.
fn styled(style: &str, counts: impl Fn(&str, &str) -> bool) -> String {
    let counting = declarations(style).filter(|(_, property, value)| counts(property, value));
    let style: Vec<&str> = counting.map(|(declaration, ..)| declaration).collect();
    match style.is_empty() {
        true => String::new(),
        false => format!(" style=\"{}\"", style.join("; ").replace('&', "&amp;").replace('"', "&quot;")),
    }
}

/// Whether customers see what a declaration says of words.
fn is_seen(property: &str, value: &str) -> bool {
    let plain =
        ["inherit", "initial", "transparent", "black", "#000", "#000000", "rgb(0, 0, 0)", "normal", "none", "400"];
    let counts = [
        "color",
        "background",
        "background-color",
        "font-size",
        "font-style",
        "font-weight",
        "text-decoration",
        "text-transform",
    ];
    counts.contains(&property) && !plain.contains(&value)
}

/// The declarations of a style: each as it is written, with its property and value in small letters.
fn declarations(style: &str) -> impl Iterator<Item = (&str, String, String)> {
    let mut rest = style;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut depth = 0_usize;
        let is_end = |letter: char| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            letter == ';' && depth == 0
        };
        let end = rest.find(is_end).unwrap_or(rest.len());
        let declaration = rest.get(..end).unwrap_or_default().trim();
        rest = rest.get(end + 1..).unwrap_or_default();
        let (property, value) = declaration.split_once(':').unwrap_or((declaration, ""));
        Some((declaration, property.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
    })
}

/// Whether the style of a tag has a declaration of that kind.
fn declares(text: &str, token: &Token, is_it: impl Fn(&str, &str) -> bool) -> bool {
    let style = token::attribute(text, token, "style");
    style.is_some_and(|style| declarations(&style).any(|(_, property, value)| is_it(&property, &value)))
}

/// Whether a `<b>` is not bold.
pub(super) fn is_light(text: &str, token: &Token) -> bool {
    declares(text, token, |property, value| property == "font-weight" && matches!(value, "normal" | "400"))
}

/// Whether what stands in a tag is not shown.
pub(super) fn is_hidden(text: &str, token: &Token) -> bool {
    let hides = |property: &str, value: &str| {
        matches!(
            (property, value.trim_end_matches("!important").trim()),
            ("display", "none") | ("visibility", "hidden")
        )
    };
    token::attribute(text, token, "hidden").is_some() || declares(text, token, hides)
}

/// Whether blanks and line ends in a tag are shown as they stand.
pub(super) fn keeps_blanks(text: &str, token: &Token) -> bool {
    declares(text, token, |property, value| {
        property == "white-space" && (value.starts_with("pre") || value.starts_with("break-spaces"))
    })
}

/// Whether an ordered list counts with letters, with Roman numbers or down.
pub(super) fn counts_otherwise(text: &str, token: &Token) -> bool {
    let kind = token::attribute(text, token, "type").is_some_and(|kind| !matches!(kind.trim(), "" | "1"));
    let letters = |property: &str, value: &str| {
        property.starts_with("list-style")
            && ["alpha", "roman", "latin", "greek"].iter().any(|kind| value.contains(kind))
    };
    kind || token::attribute(text, token, "reversed").is_some() || declares(text, token, letters)
}

/// The attributes of these names, as they are written.
fn kept(text: &str, token: &Token, names: &[&str], holes: &dyn Holes) -> String {
    let attributes = token::attributes(text, token).into_iter();
    let named = attributes.map(|(key, value)| (key.to_ascii_lowercase(), value));
    let kept = named.filter(|(key, _)| names.contains(&key.as_str()));
    let written = |value: &str| address(value, holes).replace('&', "&amp;").replace('"', "&quot;");
    kept.map(|(key, value)| format!(" {key}=\"{}\"", written(&value))).collect()
}
