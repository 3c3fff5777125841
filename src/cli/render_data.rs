//! The values that `render` fills in: samples or a JSON file, and what `--set` says.

use std::path::Path;
use std::sync::Arc;

use super::paths::shown;
use super::status::Failure;
use crate::message::render::{Object, Value};
use crate::workspace::{Config, io_words, read_macro, sample_data};

/// `--set customer.first_name=Ann`.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    name: String,
    value: Value,
}

impl Setting {
    /// From the command line. A value is JSON where it can be read as such, else text.
    pub(super) fn parse(word: &str) -> Result<Self, String> {
        let Some((name, value)) = word.split_once('=') else {
            return Err("write a name and a value, such as customer.first_name=Ann".to_owned());
        };
        let name = name.trim();
        if name.split('.').any(str::is_empty) {
            return Err("the name before `=` must be that of a variable, such as customer.first_name".to_owned());
        }
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::text(value));
        Ok(Self { name: name.to_owned(), value })
    }

    /// The name of the variable.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// All variables: those of `file`, or samples without one, and the settings over them.
pub(super) fn data(config: &Config, file: Option<&Path>, settings: &[Setting]) -> Result<Object, Failure> {
    let mut data = match file {
        Some(file) => read(file)?,
        None => sample_data(config),
    };
    for setting in settings {
        data.set_dotted(&setting.name, setting.value.clone());
    }
    Ok(data)
}

fn read(file: &Path) -> Result<Object, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))?;
    let name = shown(file, &here);
    let text = read_macro(file).map_err(|words| Failure::new(format!("{name}: {words}")))?;
    let value = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    match value {
        Ok(Value::Object(object)) => Ok(Arc::unwrap_or_clone(object)),
        Ok(_) => Err(Failure::new(format!(
            "{name}: the data must be one JSON object, such as {{\"customer\": {{\"first_name\": \"Ann\"}}}}"
        ))),
        Err(error) => {
            let told = error.to_string();
            let words = match told.split(" at line ").next().unwrap_or_default() {
                "expected ident" | "expected value" => "a text in quotes, a number, true, false or null belongs here",
                words => words,
            };
            let (line, column) = (error.line(), error.column());
            Err(Failure::new(format!("{name}:{line}:{column}: this cannot be read as JSON: {words}")))
        }
    }
}
