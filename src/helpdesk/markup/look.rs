//! What customers see of the attributes of a tag: colours, sizes, addresses, pictures. All else is left out.

use super::token::{self, Token};
use super::{Holes, hole};

/// Whether a tag moves its whole block.
pub(super) fn moves(text: &str, token: &Token) -> bool {
    let style = token::attribute(text, token, "style").unwrap_or_default().to_ascii_lowercase();
    let align = token::attribute(text, token, "align").unwrap_or_default().to_ascii_lowercase();
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let moved = ["text-align:center", "text-align:right", "text-align:justify", "float:left", "float:right"];
    moved.iter().any(|moved| plain.contains(moved)) || ["center", "right"].contains(&align.as_str())
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
    format!("<img{}>", kept(text, token, &["src", "alt", "width", "height", "title"], holes))
}

/// The tag of a `<span>` or `<font>` that customers see; `None` where it changes nothing.
pub(super) fn coloured(text: &str, token: &Token, holes: &dyn Holes) -> Option<String> {
    if token::name(text, token).eq_ignore_ascii_case("font") {
        let shown = kept(text, token, &["color", "size"], holes);
        return (!shown.is_empty()).then(|| format!("<font{shown}>"));
    }
    let style = token::attribute(text, token, "style")?;
    let seen = |declaration: &&str| {
        let (property, value) = declaration.split_once(':').unwrap_or((declaration, ""));
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let plain = ["inherit", "initial", "transparent", "black", "#000", "#000000", "rgb(0, 0, 0)", "normal"];
        let counts = ["color", "background", "background-color", "font-size", "font-weight", "text-decoration"];
        counts.contains(&property.as_str()) && !plain.contains(&value.as_str())
    };
    let style: Vec<&str> = style.split(';').map(str::trim).filter(seen).collect();
    (!style.is_empty()).then(|| format!("<span style=\"{}\">", style.join("; ").replace('"', "&quot;")))
}

/// The attributes of these names, as they are written.
fn kept(text: &str, token: &Token, names: &[&str], holes: &dyn Holes) -> String {
    let attributes = token::attributes(text, token).into_iter();
    let named = attributes.map(|(key, value)| (key.to_ascii_lowercase(), value));
    let kept = named.filter(|(key, _)| names.contains(&key.as_str()));
    let written = |value: &str| address(value, holes).replace('&', "&amp;").replace('"', "&quot;");
    kept.map(|(key, value)| format!(" {key}=\"{}\"", written(&value))).collect()
}
