//! Dumps as tables: a row of heads, then a record a row. Fields are split by commas, semicolons or tabs, whichever the heads are;
//! what stands in double quotes may hold all of these, line ends, and two quotes for one.
//!
//! Read here and not by a library, since findings need to know where each field stands.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::super::facts::Shape;
use super::super::reply::{Dump, Fault, Place};
use super::places::{Places, Value, Written};
use super::{Once, folders, record};
use crate::text::Span;

/// A table in parts.
struct Table<'t> {
    /// Where in a record each column stands.
    columns: Vec<String>,
    rows: Vec<Row<'t>>,
}

struct Row<'t> {
    /// From 1, without the heads.
    number: usize,
    cells: Vec<Cell<'t>>,
}

#[derive(Clone, Copy)]
struct Cell<'t> {
    /// What stands in the file, without the quotes around it.
    raw: &'t str,
    span: Span,
    quoted: bool,
}

impl Cell<'_> {
    fn text(&self) -> String {
        if self.quoted { self.raw.replace("\"\"", "\"") } else { self.raw.to_owned() }
    }
}

/// Reads a table.
pub(super) fn read(title: &str, shape: &Shape, text: &str) -> Result<Dump, Fault> {
    let (table, ragged) = table(title, shape, text)?;
    if table.rows.is_empty() && ragged.is_empty() {
        return Err(Fault { at: text.len(), message: "no row stands below the heads".to_owned() });
    }
    let mut dump = Dump { faults: ragged, ..Dump::default() };
    let mut once = Once::default();
    let starts: Vec<usize> = table.rows.iter().map(|row| row.cells.first().map_or(0, |cell| cell.span.start)).collect();
    for (row, start) in table.rows.iter().zip(starts) {
        let record: Map<String, Json> = { table.columns.iter().zip(&row.cells) }
            // An export of a database writes what is not there so.
            .filter(|(_, cell)| cell.quoted || cell.raw != "NULL")
            .map(|(column, cell)| (key(column), Json::String(cell.text())))
            .collect();
        let place = Place { document: 0, pointer: format!("/{}", row.number) };
        let mut faults = Vec::new();
        let again = once.add(record::reply(shape, &Json::Object(record), &place, &mut faults));
        faults.extend(again.map(|fault| (place, fault)));
        dump.faults.extend(faults.into_iter().map(|(_, message)| Fault { at: start, message }));
    }
    dump.faults.sort_by_key(|fault| fault.at);
    dump.replies = once.replies;
    folders::name_folders(shape, &mut dump.replies, &[]);
    Ok(dump)
}

/// Where every field of a table stands, which was read before.
pub(super) fn places(title: &str, shape: &Shape, text: &str) -> Places {
    let Ok((table, _)) = table(title, shape, text) else { return Places::default() };
    let mut found = HashMap::new();
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let place = Place { document: 0, pointer: format!("/{}{column}", row.number) };
            let written = if cell.quoted { Written::Quoted } else { Written::Plain };
            found.insert(place, Value { span: cell.span, written });
        }
    }
    Places::of(found)
}

/// The heads of a table's columns.
pub fn heads(text: &str) -> Result<Vec<String>, Fault> {
    let heads = Reader::new(text).row()?.unwrap_or_default();
    Ok(heads.iter().map(|head| head.text().trim().to_owned()).collect())
}

/// The parts of a table, and the rows that are longer or shorter than the heads, which are left out.
fn table<'t>(title: &str, shape: &Shape, text: &'t str) -> Result<(Table<'t>, Vec<Fault>), Fault> {
    let Some(csv) = &shape.csv else {
        return Err(Fault { at: 0, message: format!("{} exports no tables; its dump is JSON", title) });
    };
    let mut reader = Reader::new(text);
    let start = reader.at;
    let Some(heads) = reader.row()? else {
        return Err(Fault { at: 0, message: "the file is empty".to_owned() });
    };
    let pointer = |head: &str| {
        let known = csv.columns.iter().find(|(known, _)| known.eq_ignore_ascii_case(head));
        known.map_or_else(|| format!("/{}", head.replace('~', "~0").replace('/', "~1")), |(_, pointer)| pointer.clone())
    };
    let mut columns = Vec::new();
    let mut known = HashSet::new();
    for head in &heads {
        let column = pointer(head.text().trim());
        if !known.insert(column.clone()) {
            let message = format!("two columns are called “{}”", head.text().trim());
            return Err(Fault { at: head.span.start, message });
        }
        columns.push(column);
    }
    if !known.contains(&shape.title) {
        let wanted: Vec<&str> = csv.columns.iter().map(|(head, _)| head.as_str()).collect();
        let message = format!(
            "the first line names no column “{}”; the columns of {title} are {}",
            shape.title.trim_start_matches('/'),
            wanted.join(", ")
        );
        return Err(Fault { at: start, message });
    }
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    let mut number = 0;
    while let Some(cells) = reader.row()? {
        number += 1;
        let is_empty = cells.iter().all(|cell| cell.raw.is_empty());
        if is_empty {
            continue;
        }
        if cells.len() != columns.len() {
            let at = cells.first().map_or(reader.at, |cell| cell.span.start);
            let message = format!("this row has {} fields, and the first line {}", cells.len(), columns.len());
            faults.push(Fault { at, message });
            continue;
        }
        rows.push(Row { number, cells });
    }
    Ok((Table { columns, rows }, faults))
}

/// The field of a record that a column stands for.
fn key(column: &str) -> String {
    column.strip_prefix('/').unwrap_or(column).replace("~1", "/").replace("~0", "~")
}

/// What stands between fields: of comma, semicolon and tab the one that stands there most often.
fn delimiter(heads: &str) -> u8 {
    let count = |wanted: u8| heads.bytes().filter(|byte| *byte == wanted).count();
    [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    between: u8,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let heads_end = text.find(['\n', '\r']).unwrap_or(text.len());
        let between = delimiter(text.get(at..heads_end).unwrap_or_default());
        Self { text, at, between }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The fields of the next row; `None` at the end of the file.
    fn row(&mut self) -> Result<Option<Vec<Cell<'t>>>, Fault> {
        if self.byte().is_none() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            match self.byte() {
                Some(byte) if byte == self.between => self.at += 1,
                Some(b'\r') => {
                    self.at += if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                    return Ok(Some(cells));
                }
                Some(b'\n') => {
                    self.at += 1;
                    return Ok(Some(cells));
                }
                Some(_) => {
                    let message = "after the closing quote of a field another one must follow, or the end of the line";
                    return Err(Fault { at: self.at, message: message.to_owned() });
                }
                None => return Ok(Some(cells)),
            }
        }
    }

    fn cell(&mut self) -> Result<Cell<'t>, Fault> {
        if self.byte() == Some(b'"') {
            return self.quoted();
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_end = |byte: u8| byte == self.between || byte == b'\n' || byte == b'\r';
        let length = rest.bytes().position(is_end).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        self.at += length;
        Ok(Cell { raw: span.of(self.text), span, quoted: false })
    }

    fn quoted(&mut self) -> Result<Cell<'t>, Fault> {
        let opener = self.at;
        let start = opener + 1;
        let mut at = start;
        let bytes = self.text.as_bytes();
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) {
            at += found;
            if bytes.get(at + 1) != Some(&b'"') {
                self.at = at + 1;
                let span = Span::new(start, at);
                return Ok(Cell { raw: span.of(self.text), span, quoted: true });
            }
            at += 2;
        }
        Err(Fault { at: opener, message: "this quote is never closed".to_owned() })
    }
}
