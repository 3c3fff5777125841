//! Filters for texts.

use std::sync::Arc;

use super::super::fault::Fault;
use super::super::layout::is_space;
use super::super::number::strict_integer;
use super::super::value::Value;
use super::{Call, Outcome};

pub(super) fn apply(name: &str, call: &mut Call<'_>) -> Outcome {
    match name {
        "split" => return split(call),
        "truncate" => return truncate(call),
        "truncatewords" => return truncate_words(call),
        _ => {}
    }
    let text = call.input.to_text();
    let stripped = |c: char| is_space(c) || c == '\0';
    let out = match name {
        "append" | "prepend" => {
            let other = call.text(0);
            call.budget.text(text.len() + other.len())?;
            if name == "append" { [&*text, &*other].concat() } else { [&*other, &*text].concat() }
        }
        "capitalize" => capitalize(&text),
        "downcase" => text.chars().flat_map(char::to_lowercase).collect(),
        "upcase" => text.chars().flat_map(char::to_uppercase).collect(),
        "lstrip" => text.trim_start_matches(stripped).to_owned(),
        "rstrip" => text.trim_end_matches(stripped).to_owned(),
        "strip" => text.trim_matches(stripped).to_owned(),
        "newline_to_br" => text.replace("\r\n", "\n").replace('\n', "<br />\n"),
        "strip_newlines" => text.replace("\r\n", "\n").replace('\n', ""),
        _ => strip_html(&text),
    };
    call.budget.text(out.len())?;
    Ok(Value::Text(Arc::from(out)))
}

fn capitalize(text: &str) -> String {
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return String::new() };
    // A letter that is several in upper case, such as `ß`, becomes one upper-case letter and lower-case ones.
    let mut upper = first.to_uppercase();
    let mut out: String = upper.next().into_iter().collect();
    out.extend(upper.flat_map(char::to_lowercase));
    out.extend(rest.flat_map(char::to_lowercase));
    out
}

fn split(call: &mut Call<'_>) -> Outcome {
    let text = call.input.to_text();
    let by = call.text(0);
    let mut parts: Vec<&str> = match &*by {
        " " => text.split(is_space).filter(|part| !part.is_empty()).collect(),
        "" => {
            call.budget.list(text.chars().count())?;
            text.split("").filter(|part| !part.is_empty()).collect()
        }
        _ => text.split(&*by).collect(),
    };
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    call.budget.list(parts.len())?;
    Ok(Value::list(parts.into_iter().map(Value::text).collect()))
}

fn truncate(call: &mut Call<'_>) -> Outcome {
    if matches!(call.input, Value::Nil) {
        return Ok(Value::Nil);
    }
    let text = call.input.to_text();
    let length = call.argument(0).map_or(Ok(50), strict_integer)?;
    let mark = call.argument(1).map_or_else(|| "...".into(), Value::to_text);
    let count = |text: &str| i128::try_from(text.chars().count()).unwrap_or(i128::MAX);
    if count(&text) <= length {
        return Ok(Value::Text(text));
    }
    let kept = usize::try_from(length.saturating_sub(count(&mark))).unwrap_or_default();
    call.budget.text(text.len() + mark.len())?;
    Ok(Value::text(text.chars().take(kept).chain(mark.chars()).collect::<String>()))
}

fn truncate_words(call: &mut Call<'_>) -> Outcome {
    if matches!(call.input, Value::Nil) {
        return Ok(Value::Nil);
    }
    let text = call.input.to_text();
    let most = call.argument(0).map_or(Ok(15), strict_integer)?.max(1);
    let mark = call.argument(1).map_or_else(|| "...".into(), Value::to_text);
    if most >= (1 << 31) - 1 {
        return Err(Fault::liquid(format!("integer {most} too big for truncatewords")));
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut rest = text.trim_start_matches(is_space);
    let mut words = Vec::new();
    while words.len() < most && !rest.is_empty() {
        let end = rest.find(is_space).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        words.push(word);
        if after.is_empty() {
            return Ok(Value::Text(text));
        }
        rest = after.trim_start_matches(is_space);
    }
    if words.len() < most {
        return Ok(Value::Text(text));
    }
    let out = words.join(" ") + &mark;
    call.budget.text(out.len())?;
    Ok(Value::text(out))
}

/// Without scripts, comments and styles with all they hold, and then without tags.
fn strip_html(text: &str) -> String {
    const BLOCKS: [(&str, &str); 3] = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")];
    // Where an end is missing once, it is missing for all that follows.
    let mut ends = [true; 3];
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        kept.push_str(before);
        let block = BLOCKS.iter().zip(&mut ends).find_map(|((open, close), ends)| {
            let inside = from.strip_prefix(open).filter(|_| *ends)?;
            let after = inside.find(close).and_then(|end| inside.get(end + close.len()..));
            *ends = after.is_some();
            after
        });
        rest = block.unwrap_or_else(|| {
            kept.push('<');
            from.get(1..).unwrap_or_default()
        });
    }
    kept.push_str(rest);
    let mut out = String::with_capacity(kept.len());
    let mut rest = kept.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((_, after)) = tag.split_once('>') else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}
