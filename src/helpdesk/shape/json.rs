//! Dumps in JSON: where in them the records stand.
//!
//! A page may stand alone, in an array of pages, or behind others in the file; all are read alike.

use serde_json::{Deserializer, Value};

use super::super::facts::Shape;
use super::super::reply::{Dump, Fault, Folder, Place, Reply};
use super::places::{Places, line_and_column_offset};
use super::{Once, folders, record, snippets};

/// Reads all values of a file.
pub(super) fn read(title: &str, shape: &Shape, text: &str) -> Result<Dump, Fault> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = text.len() - json.len();
    let (dump, once) = (Dump::default(), Once::default());
    let mut reader = Reader { title, shape, dump, faults: Vec::new(), document: 0, found: false, within: None, once };
    for value in Deserializer::from_str(json).into_iter::<Value>() {
        let value = value.map_err(|error| {
            let at = base + line_and_column_offset(json, error.line(), error.column());
            Fault { at, message: words(&error) }
        })?;
        reader.value(&value, &mut String::new());
        reader.document += 1;
    }
    if reader.document == 0 {
        return Err(Fault { at: 0, message: "the file is empty".to_owned() });
    }
    let Reader { mut dump, faults, found, once, .. } = reader;
    dump.replies = once.replies;
    folders::name_folders(shape, &mut dump.replies, &dump.folders);
    let long = long_ids(shape, &dump.replies);
    let wanted = faults.iter().map(|(place, _)| place).chain(long.iter().map(|(_, place)| place));
    let places = Places::in_json(text, wanted);
    for (number, place) in &long {
        let written = places.get(place).map(|value| value.span.of(text).to_owned());
        if let (Some(reply), Some(_)) = (dump.replies.get_mut(*number), &written) {
            reply.id = written;
        }
    }
    let at = |place: &Place| places.get(place).map_or(base, |value| value.span.start);
    let mut faults: Vec<Fault> = faults.into_iter().map(|(place, message)| Fault { at: at(&place), message }).collect();
    faults.sort_by_key(|fault| fault.at);
    match faults.first() {
        Some(first) if !found => Err(first.clone()),
        _ => {
            dump.faults = faults;
            Ok(dump)
        }
    }
}

/// The macros whose ids are numbers of so many digits that they are read as another one, with the places of these.
fn long_ids(shape: &Shape, replies: &[Reply]) -> Vec<(usize, Place)> {
    let is_long = |reply: &Reply| {
        reply.id.as_ref().is_some_and(|id| id.contains('e') && id.parse::<f64>().is_ok_and(|id| id >= 1e19))
    };
    let place = |reply: &Reply| {
        let pointer = format!("{}{}", reply.place.pointer, shape.id);
        Place { document: reply.place.document, pointer }
    };
    let all = replies.iter().enumerate().filter(|(_, reply)| is_long(reply));
    all.map(|(number, reply)| (number, place(reply))).collect()
}

/// What the parser says, without the place, which is told by itself.
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    if said.starts_with("recursion limit exceeded") {
        return "lists and fields stand more than 127 levels deep in one another here, which is more than can be read"
            .to_owned();
    }
    let of_halves = ["unexpected end of hex escape", "lone leading surrogate", "lone surrogate"];
    if of_halves.iter().any(|half| said.starts_with(half)) {
        return "half of an emoji or of another letter stands here (\\ud83d without its second half); was the text cut?".to_owned();
    }
    let said = said.split(" at line ").next().unwrap_or_default().to_owned();
    if error.is_eof() {
        "this is no JSON: it ends before what was begun is closed; was it cut short?".to_owned()
    } else {
        format!("this is no JSON: {said}")
    }
}

struct Reader<'s> {
    title: &'s str,
    shape: &'s Shape,
    dump: Dump,
    faults: Vec<(Place, String)>,
    document: usize,
    /// Whether anything looked like a dump.
    found: bool,
    /// The folder whose list is read.
    within: Option<Folder>,
    once: Once,
}

impl Reader<'_> {
    fn place(&self, pointer: &str) -> Place {
        Place { document: self.document, pointer: pointer.to_owned() }
    }

    /// A page, a list of pages, a list of records or a record.
    fn value(&mut self, value: &Value, pointer: &mut String) {
        match value {
            Value::Array(items) => {
                let is_page = |item: &Value| item.is_array() || self.list(item).is_some();
                let are_pages = items.iter().any(is_page);
                match are_pages {
                    true => each(items, pointer, |item, pointer| {
                        // What stands among pages without a list is about the dump, such as the header of a table.
                        if item.is_array() || self.list(item).is_some() || self.is_record(item) {
                            self.value(item, pointer);
                        }
                    }),
                    false => self.records(items, pointer),
                }
            }
            Value::Object(_) => self.page(value, pointer),
            _ => self.faults.push((self.place(pointer), self.nothing())),
        }
    }

    /// Whether a value is a macro, whatever its other fields are called.
    fn is_record(&self, value: &Value) -> bool {
        value.pointer(&self.shape.id).is_some() && value.pointer(&self.shape.title).is_some()
    }

    /// The list of a page, and where on it that is.
    fn list<'v>(&self, page: &'v Value) -> Option<(&str, &'v Value)> {
        if self.is_record(page) {
            return None;
        }
        let lists = self.shape.list.iter().filter(|list| !list.is_empty());
        let is_list = |value: &Value| match value {
            Value::Array(_) => true,
            Value::Object(records) => !records.is_empty() && records.values().all(Value::is_object),
            _ => false,
        };
        let mut found = lists.filter_map(|list| Some((list.as_str(), page.pointer(list)?)));
        found.find(|(_, value)| is_list(value)).filter(|_| page.is_object())
    }

    fn page(&mut self, page: &Value, pointer: &mut String) {
        self.pages_missing(page);
        self.dump.folders.extend(folders::beside(self.shape, page));
        self.within = folders::folder(self.shape, page).filter(|_| self.list(page).is_some());
        self.dump.folders.extend(self.within.clone());
        if let Some((list, value)) = self.list(page).map(|(list, value)| (list.to_owned(), value)) {
            let length = pointer.len();
            pointer.push_str(&list);
            match value {
                Value::Array(items) => self.records(items, pointer),
                Value::Object(records) => {
                    self.found = true;
                    for (key, item) in records {
                        let length = pointer.len();
                        push_key(pointer, key);
                        self.record(item, pointer);
                        pointer.truncate(length);
                    }
                }
                _ => {}
            }
            pointer.truncate(length);
            self.within = None;
            return;
        }
        if self.snippets(page, pointer) {
            return;
        }
        let alone = self.shape.one.iter().filter_map(|one| Some((one.clone(), page.pointer(one)?)));
        let mut alone = alone.chain([(String::new(), page)]);
        if let Some((one, record)) = alone.find(|(_, value)| self.is_record(value)) {
            self.found = true;
            let length = pointer.len();
            pointer.push_str(&one);
            self.record(record, pointer);
            pointer.truncate(length);
            return;
        }
        self.faults.push((self.place(pointer), told_error(page).unwrap_or_else(|| self.other_than_macros(page))));
    }

    /// Reads the texts of a page that others name; gives whether it has any.
    fn snippets(&mut self, page: &Value, pointer: &str) -> bool {
        let Some(shape) = &self.shape.snippets else { return false };
        let list = shape.list.iter().find_map(|at| Some((at, page.pointer(at)?.as_array()?)));
        let one = shape.one.iter().find_map(|at| Some((at, page.pointer(at)?)));
        let mut items: Vec<(String, &Value)> = Vec::new();
        if let Some((at, list)) = list {
            let numbered = list.iter().enumerate().map(|(number, item)| (format!("{pointer}{at}/{number}"), item));
            items.extend(numbered);
        } else if let Some((at, item)) = one {
            items.push((format!("{pointer}{at}"), item));
        }
        items.retain(|(_, item)| item.pointer(&shape.texts).is_some_and(Value::is_array));
        let locales = snippets::locales(page);
        for (pointer, item) in &items {
            let place = self.place(pointer);
            let fault = self.once.add(snippets::snippet(shape, item, &place, &locales));
            self.faults.extend(fault.map(|fault| (place, fault)));
        }
        self.found |= !items.is_empty();
        !items.is_empty()
    }

    fn records(&mut self, items: &[Value], pointer: &mut String) {
        self.found = true;
        each(items, pointer, |item, pointer| match item {
            Value::Object(_) => self.record(item, pointer),
            _ => self.faults.push((self.place(pointer), "this is no macro".to_owned())),
        });
    }

    fn record(&mut self, item: &Value, pointer: &str) {
        let place = self.place(pointer);
        self.dump.folders.extend(folders::folder(self.shape, item).filter(|_| folders::is_folder(self.shape, item)));
        let mut reply = record::reply(self.shape, item, &place, &mut self.faults);
        if reply.folder.is_none() {
            reply.folder = self.within.as_ref().map(|folder| folder.id.clone());
        }
        self.faults.extend(self.once.add(reply).map(|fault| (place, fault)));
    }

    /// Tells that a page is one of several.
    fn pages_missing(&mut self, page: &Value) {
        let more = |value: &Value| match value {
            Value::Null => false,
            Value::Bool(more) => *more,
            Value::String(next) => !next.is_empty(),
            Value::Array(next) => !next.is_empty(),
            Value::Object(next) => !next.is_empty(),
            Value::Number(next) => next.as_f64() != Some(0.0),
        };
        let is_last = !self.shape.more.iter().filter_map(|more| page.pointer(more)).any(more);
        // The pages that follow it may stand behind it.
        self.dump.notes.clear();
        if !is_last {
            self.dump.notes.push("this is one page of several; the macros of the others are not in it".to_owned());
        }
    }

    fn nothing(&self) -> String {
        format!("no macros of {} are found in it", self.title)
    }

    fn other_than_macros(&self, page: &Value) -> String {
        let list = self.shape.list.iter().find(|list| !list.is_empty());
        let keys: Vec<&str> = page.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).take(6).collect();
        match list {
            Some(list) => format!("{}: they stand at {list}, and this holds {}", self.nothing(), keys.join(", ")),
            None => self.nothing(),
        }
    }
}

/// What an answer says that is an error.
fn told_error(page: &Value) -> Option<String> {
    let error = ["/error", "/_error", "/errors", "/message"].iter().find_map(|at| page.pointer(at))?;
    let said = ["/message", "/title", "/0/message", "/description"].iter().find_map(|at| error.pointer(at)?.as_str());
    let said = said.or_else(|| page.pointer("/message")?.as_str()).or_else(|| error.as_str());
    let said = said.map(|said| format!(": “{}”", said.chars().take(200).collect::<String>())).unwrap_or_default();
    Some(format!("the help desk answered with an error in the place of macros{said}"))
}

fn each(items: &[Value], pointer: &mut String, mut take: impl FnMut(&Value, &mut String)) {
    let length = pointer.len();
    for (number, item) in items.iter().enumerate() {
        pointer.push_str(&format!("/{number}"));
        take(item, pointer);
        pointer.truncate(length);
    }
}

/// Adds a key to a JSON pointer.
pub(super) fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    match key.contains(['~', '/']) {
        true => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
        false => pointer.push_str(key),
    }
}
