//! A phrase as a pack writes it, with its place there. What is compiled no longer needs either.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

/// A phrase of a pack. The compiled form keeps no more than that there is one.
#[derive(Clone, Debug)]
pub(super) struct PackPhrase(pub(super) Spanned<String>);

impl<'de> Deserialize<'de> for PackPhrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Spanned::deserialize(deserializer).map(Self);
        }
        <()>::deserialize(deserializer).map(|()| Self(Spanned::new(0..0, String::new())))
    }
}

impl Serialize for PackPhrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}
