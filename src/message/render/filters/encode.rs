//! Filters for HTML, web addresses and Base64.

use std::sync::Arc;

use super::super::fault::Fault;
use super::super::value::Value;
use super::{Call, Outcome};

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn apply(name: &str, call: &Call<'_>) -> Outcome {
    let nothing = matches!(call.input, Value::Nil);
    if nothing && matches!(name, "escape" | "url_decode" | "url_encode") {
        return Ok(Value::Nil);
    }
    let text = call.input.to_text();
    let out = match name {
        "escape" => escape(&text),
        "escape_once" => escape_once(&text),
        "url_encode" => url_encode(&text),
        "url_decode" => url_decode(&text)?,
        "base64_encode" => base64_encode(text.as_bytes()),
        "base64_url_safe_encode" => base64_encode(text.as_bytes()).replace('+', "-").replace('/', "_"),
        "base64_decode" => base64_decode(&text).ok_or_else(|| bad_base64(name))?,
        _ => {
            let mut plain = text.replace('-', "+").replace('_', "/");
            if !plain.ends_with('=') {
                plain.extend(std::iter::repeat_n('=', (4 - plain.len() % 4) % 4));
            }
            base64_decode(&plain).ok_or_else(|| bad_base64(name))?
        }
    };
    Ok(Value::Text(Arc::from(out)))
}

fn bad_base64(name: &str) -> Fault {
    Fault::liquid(format!("invalid base64 provided to {name}"))
}

fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

/// `text` with the characters that mean something in HTML written as entities.
pub(in super::super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match entity(character) {
            Some(entity) => out.push_str(entity),
            None => out.push(character),
        }
    }
    out
}

/// The same, but an ampersand that begins an entity stays.
fn escape_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match entity(character) {
            Some(_) if character == '&' && begins_entity(text.get(at + 1..).unwrap_or_default()) => out.push('&'),
            Some(entity) => out.push_str(entity),
            None => out.push(character),
        }
    }
    out
}

fn begins_entity(rest: &str) -> bool {
    let (digits, name) = match rest.strip_prefix('#') {
        Some(number) => (true, number),
        None => (false, rest),
    };
    let fits = |byte: &u8| if digits { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() };
    let length = name.bytes().take_while(fits).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn url_decode(text: &str) -> Result<String, Fault> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |place: usize| bytes.get(place).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).map_err(|_| Fault::liquid("invalid byte sequence in UTF-8"))
}

fn base64_encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let six = (group >> (18 - 6 * place)) & 63;
            let sign = STANDARD.get(six as usize).copied().unwrap_or(b'=');
            out.push(if place > chunk.len() { '=' } else { char::from(sign) });
        }
    }
    out
}

/// `None` where it is not Base64 in full groups of four, or where what it stands for is not text.
fn base64_decode(text: &str) -> Option<String> {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut bits) = (0u32, 0u32);
    for byte in body.bytes() {
        let six = STANDARD.iter().position(|sign| *sign == byte)?;
        group = group << 6 | u32::try_from(six).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(group >> bits & 0xff).ok()?);
        }
    }
    if group & ((1 << bits) - 1) != 0 {
        return None;
    }
    String::from_utf8(out).ok()
}
