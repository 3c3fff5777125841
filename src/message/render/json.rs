//! Values as JSON, for whoever shows them or sends them back changed. Reading single values is in `value`.

use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Object, Value};

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Nil => serializer.serialize_unit(),
            Value::Boolean(boolean) => serializer.serialize_bool(*boolean),
            // JSON readers lose the last digits of what is longer.
            Value::Integer(number) => match i64::try_from(*number) {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(&number.to_string()),
            },
            Value::Float(number) => serializer.serialize_f64(*number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter()),
            Value::Object(object) => object.serialize(serializer),
            Value::Range(..) => {
                let mut text = String::new();
                self.print(&mut text);
                serializer.serialize_str(&text)
            }
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(&**name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Object(object) => Ok(Arc::unwrap_or_clone(object)),
            _ => Err(D::Error::custom("values by name in braces belong here")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written() {
        for json in [r#"{"b":{"c":[1,-2.5,"x",true,null]},"a":""}"#, "[]", "{}"] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<Object>("[1]").is_err());
        let huge = Value::List(vec![Value::Integer(i128::MAX), Value::Range(1, 3)].into());
        assert_eq!(serde_json::to_string(&huge).unwrap(), format!("[\"{}\",\"1..3\"]", i128::MAX));
    }
}
