//! The protocol's published meta model, and whether a JSON value has the type that it says.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde_json::Value;

/// The model by name.
pub(crate) struct Model {
    /// Requests and notifications by method.
    messages: HashMap<&'static str, &'static Value>,
    structures: HashMap<&'static str, &'static Value>,
    enumerations: HashMap<&'static str, &'static Value>,
    aliases: HashMap<&'static str, &'static Value>,
}

/// What is wrong with a value: where, and what.
pub(crate) type Problem = String;

/// How much is asked of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rigour {
    /// Every name must be one of the model's.
    Strict,
    /// Names that the model does not have are left alone: real editors send some of a newer protocol, or of their own.
    Lenient,
}

/// The model of the file beside this one.
pub(crate) fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let whole: Value = serde_json::from_str(include_str!("meta_model.json")).expect("the model is JSON");
        let whole: &'static Value = Box::leak(Box::new(whole));
        let by = |kind: &str, name: &str| -> HashMap<&'static str, &'static Value> {
            let entries = whole[kind].as_array().expect("a list of the model").iter();
            entries.map(|entry| (entry[name].as_str().expect("a name"), entry)).collect()
        };
        let mut messages = by("requests", "method");
        messages.extend(by("notifications", "method"));
        Model {
            messages,
            structures: by("structures", "name"),
            enumerations: by("enumerations", "name"),
            aliases: by("typeAliases", "name"),
        }
    })
}

impl Model {
    /// Whether there is a request or notification of that name.
    pub(crate) fn knows(&self, method: &str) -> bool {
        self.messages.contains_key(method)
    }

    /// Whether a method is a request.
    pub(crate) fn is_request(&self, method: &str) -> bool {
        self.messages.get(method).is_some_and(|message| message.get("result").is_some())
    }

    /// Whether the client may send a method, and whether the server may.
    pub(crate) fn senders(&self, method: &str) -> (bool, bool) {
        let direction = self.messages.get(method).and_then(|message| message["messageDirection"].as_str());
        let direction = direction.unwrap_or_default();
        (direction != "serverToClient", direction != "clientToServer")
    }

    /// What is wrong with the parameters of a method.
    pub(crate) fn check_params(&self, method: &str, params: Option<&Value>, rigour: Rigour) -> Vec<Problem> {
        let Some(message) = self.messages.get(method) else { return Vec::new() };
        match (message.get("params"), params) {
            (None, None | Some(Value::Null)) => Vec::new(),
            (None, Some(_)) => vec![format!("{method} has no parameters")],
            (Some(_), None) => vec![format!("{method} has no parameters and needs some")],
            (Some(of), Some(params)) => self.problems(of, params, "params", rigour),
        }
    }

    /// What is wrong with the result of a request.
    pub(crate) fn check_result(&self, method: &str, result: &Value, rigour: Rigour) -> Vec<Problem> {
        match self.messages.get(method).and_then(|message| message.get("result")) {
            Some(of) => self.problems(of, result, "result", rigour),
            None => Vec::new(),
        }
    }

    /// What is wrong with a value of a structure of that name.
    pub(crate) fn check_structure(&self, name: &str, value: &Value, rigour: Rigour) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.structure(name, value, name, rigour, &mut problems);
        problems
    }

    fn problems(&self, of: &'static Value, value: &Value, path: &str, rigour: Rigour) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check(of, value, path, rigour, &mut problems);
        problems
    }

    fn check(&self, of: &'static Value, value: &Value, path: &str, rigour: Rigour, problems: &mut Vec<Problem>) {
        match of["kind"].as_str().expect("a kind") {
            "base" => base(of["name"].as_str().expect("a name"), value, path, problems),
            "reference" => self.reference(of["name"].as_str().expect("a name"), value, path, rigour, problems),
            "array" => match value.as_array() {
                Some(items) => {
                    for (number, item) in items.iter().enumerate() {
                        self.check(&of["element"], item, &format!("{path}[{number}]"), rigour, problems);
                    }
                }
                None => problems.push(format!("{path} is no list")),
            },
            "map" => match value.as_object() {
                Some(entries) => {
                    for (key, value) in entries {
                        self.check(&of["key"], &Value::from(key.as_str()), path, rigour, problems);
                        self.check(&of["value"], value, &format!("{path}.{key}"), rigour, problems);
                    }
                }
                None => problems.push(format!("{path} is no object")),
            },
            "or" => self.any(items(of), value, path, rigour, problems),
            "and" => items(of).iter().for_each(|item| self.check(item, value, path, Rigour::Lenient, problems)),
            "tuple" => match value.as_array().filter(|values| values.len() == items(of).len()) {
                Some(values) => {
                    values.iter().zip(items(of)).for_each(|(value, of)| self.check(of, value, path, rigour, problems));
                }
                None => problems.push(format!("{path} has not {} elements", items(of).len())),
            },
            "literal" => {
                let properties = items_of(&of["value"]["properties"]).iter().collect::<Vec<_>>();
                self.properties(&properties, value, path, rigour, problems);
            }
            "stringLiteral" if value != &of["value"] => problems.push(format!("{path} is not {}", of["value"])),
            "stringLiteral" => {}
            kind => panic!("the model has a new kind of type: {kind}"),
        }
    }

    /// One of several types must fit; where none does, the one that is nearest is told.
    fn any(&self, of: &'static [Value], value: &Value, path: &str, rigour: Rigour, problems: &mut Vec<Problem>) {
        let mut nearest: Option<Vec<Problem>> = None;
        for one in of {
            let found = self.problems(one, value, path, rigour);
            if found.is_empty() {
                return;
            }
            // A problem inside of the value says more than that it is of quite another kind.
            let is_nearer =
                |known: &Vec<Problem>| (inside(&found, path), known.len()) > (inside(known, path), found.len());
            if nearest.as_ref().is_none_or(is_nearer) {
                nearest = Some(found);
            }
        }
        problems.extend(nearest.unwrap_or_default());
    }

    fn reference(&self, name: &str, value: &Value, path: &str, rigour: Rigour, problems: &mut Vec<Problem>) {
        if matches!(name, "LSPAny" | "LSPArray" | "LSPObject") {
            return;
        }
        if let Some(alias) = self.aliases.get(name) {
            return self.check(&alias["type"], value, path, rigour, problems);
        }
        if let Some(enumeration) = self.enumerations.get(name) {
            self.check(&enumeration["type"], value, path, rigour, problems);
            let is_open = enumeration["supportsCustomValues"] == true || rigour == Rigour::Lenient;
            let known = items_of(&enumeration["values"]).iter().any(|known| known["value"] == *value);
            if !is_open && !known {
                problems.push(format!("{path} is {value}, which is no {name}"));
            }
            return;
        }
        self.structure(name, value, path, rigour, problems);
    }

    fn structure(&self, name: &str, value: &Value, path: &str, rigour: Rigour, problems: &mut Vec<Problem>) {
        let mut properties = Vec::new();
        self.all_properties(name, &mut properties);
        self.properties(&properties, value, path, rigour, problems);
    }

    /// Those of a structure: its own win over those that it takes over.
    fn all_properties(&self, name: &str, out: &mut Vec<&'static Value>) {
        let structure = self.structures.get(name).unwrap_or_else(|| panic!("the model has no {name}"));
        let mut known: HashSet<&Value> = out.iter().map(|property| &property["name"]).collect();
        for property in items_of(&structure["properties"]) {
            if known.insert(&property["name"]) {
                out.push(property);
            }
        }
        for from in items_of(&structure["extends"]).iter().chain(items_of(&structure["mixins"])) {
            self.all_properties(from["name"].as_str().expect("a name"), out);
        }
    }

    fn properties(
        &self,
        of: &[&'static Value],
        value: &Value,
        path: &str,
        rigour: Rigour,
        problems: &mut Vec<Problem>,
    ) {
        let Some(entries) = value.as_object() else {
            problems.push(format!("{path} is no object"));
            return;
        };
        for property in of {
            let name = property["name"].as_str().expect("a name");
            match entries.get(name) {
                Some(value) => self.check(&property["type"], value, &format!("{path}.{name}"), rigour, problems),
                None if property["optional"] == true => {}
                None => problems.push(format!("{path}.{name} is missing")),
            }
        }
        if rigour == Rigour::Strict {
            let unknown = entries.keys().filter(|key| !of.iter().any(|property| property["name"] == **key));
            problems.extend(unknown.map(|key| format!("{path}.{key} is unknown")));
        }
    }
}

fn inside(problems: &[Problem], path: &str) -> bool {
    problems.iter().all(|problem| problem.strip_prefix(path).is_some_and(|rest| !rest.starts_with(' ')))
}

fn items(of: &'static Value) -> &'static [Value] {
    items_of(&of["items"])
}

fn items_of(list: &'static Value) -> &'static [Value] {
    list.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn base(name: &str, value: &Value, path: &str, problems: &mut Vec<Problem>) {
    let whole = |least: i64| value.as_i64().is_some_and(|number| (least..=i64::from(i32::MAX)).contains(&number));
    let fits = match name {
        "URI" | "DocumentUri" => value.as_str().is_some_and(|uri| uri.contains(':')),
        "string" | "RegExp" => value.is_string(),
        "integer" => whole(i64::from(i32::MIN)),
        "uinteger" => whole(0),
        "decimal" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the model has a new base type: {other}"),
    };
    if !fits {
        problems.push(format!("{path} is no {name}"));
    }
}
