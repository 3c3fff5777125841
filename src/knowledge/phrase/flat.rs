//! Lists of numbers written as bytes. What the build script compiled is read at each start of the program: number by number, that
//! would be most of a start.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// What is a fixed count of numbers of 32 bits.
pub(super) trait Flat: Copy {
    /// How many numbers it is.
    const NUMBERS: usize;

    /// The numbers, one after the other.
    fn write(self, put: impl FnMut(u32));

    /// What `next` gives the numbers of; `None` where no value is written so.
    fn read(next: impl FnMut() -> u32) -> Option<Self>;
}

impl Flat for u32 {
    const NUMBERS: usize = 1;

    fn write(self, mut put: impl FnMut(u32)) {
        put(self);
    }

    fn read(mut next: impl FnMut() -> u32) -> Option<Self> {
        Some(next())
    }
}

impl Flat for (u32, u32) {
    const NUMBERS: usize = 2;

    fn write(self, mut put: impl FnMut(u32)) {
        put(self.0);
        put(self.1);
    }

    fn read(mut next: impl FnMut() -> u32) -> Option<Self> {
        Some((next(), next()))
    }
}

/// Writes a list, for `#[serde(with = "flat")]`.
pub(super) fn serialize<T: Flat, S: Serializer>(list: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(list.len() * T::NUMBERS * size_of::<u32>());
    list.iter().for_each(|item| item.write(|number| bytes.extend(number.to_le_bytes())));
    serializer.serialize_bytes(&bytes)
}

/// Reads what [`serialize`] wrote.
pub(super) fn deserialize<'de, T: Flat, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_bytes(List(PhantomData))
}

struct List<T>(PhantomData<T>);

impl<T: Flat> Visitor<'_> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of numbers")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let (numbers, rest) = bytes.as_chunks::<{ size_of::<u32>() }>();
        if !rest.is_empty() || !numbers.len().is_multiple_of(T::NUMBERS) {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        let mut list = Vec::with_capacity(numbers.len() / T::NUMBERS);
        for numbers in numbers.chunks_exact(T::NUMBERS) {
            let mut numbers = numbers.iter().map(|bytes| u32::from_le_bytes(*bytes));
            let item = T::read(|| numbers.next().unwrap_or_default());
            list.push(item.ok_or_else(|| E::custom("a number that stands for nothing"))?);
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    #[serde(bound = "T: Flat")]
    struct Written<T>(#[serde(with = "super")] Vec<T>);

    fn check<T: Flat + PartialEq + fmt::Debug>(list: &[T]) {
        let bytes = postcard::to_stdvec(&Written(list.to_vec())).unwrap();
        assert_eq!(postcard::from_bytes::<Written<T>>(&bytes).unwrap().0, list);
    }

    #[test]
    fn what_is_written_is_read_again() {
        check::<u32>(&[]);
        check(&[0, 1, u32::MAX]);
        check(&[(7, u32::MAX), (0, 1)]);
    }
}
