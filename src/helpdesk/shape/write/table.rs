//! Macros as a table: the columns that the help desk knows, then all others.

use serde_json::{Map, Value};

use super::super::super::facts::Shape;

/// The table; `None` where the help desk has none.
pub(super) fn table(shape: &Shape, records: &[Map<String, Value>]) -> Option<String> {
    let csv = shape.csv.as_ref()?;
    let mut columns: Vec<(String, String)> = csv.columns.clone();
    // A record that is there is found again by its id.
    let has_id = columns.iter().any(|(_, pointer)| *pointer == shape.id);
    if !has_id && records.iter().any(|record| pointed(record, &shape.id).is_some()) {
        columns.insert(0, (shape.id.trim_start_matches('/').to_owned(), shape.id.clone()));
    }
    for key in records.iter().flat_map(Map::keys) {
        let pointer = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        if columns.iter().all(|(_, known)| *known != pointer) {
            columns.push((key.clone(), pointer));
        }
    }
    let between = csv.between.as_deref().unwrap_or(", ");
    let heads = columns.iter().map(|(head, _)| field(head)).collect::<Vec<_>>().join(",");
    let mut out = heads + "\n";
    for record in records {
        let row = columns.iter().map(|(_, pointer)| cell(pointed(record, pointer), between));
        out.push_str(&row.collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    Some(out)
}

fn pointed<'r>(record: &'r Map<String, Value>, pointer: &str) -> Option<&'r Value> {
    let mut parts = pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"));
    let first = record.get(&parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}

fn cell(value: Option<&Value>, between: &str) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => field(text),
        Some(Value::Array(items)) if items.iter().all(|item| !item.is_array() && !item.is_object()) => {
            let words = items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
            field(&words.collect::<Vec<_>>().join(between))
        }
        Some(other) => field(&other.to_string()),
    }
}

/// A field, in quotes where it would not be read as it is without.
fn field(text: &str) -> String {
    let is_plain = !text.contains(['"', ',', ';', '\t', '\n', '\r']) && text.trim() == text && text != "NULL";
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}
