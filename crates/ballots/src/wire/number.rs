//! Counts, which outgrow the integers that Belenios prints.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The largest count that is printed as a JSON number: that of 31-bit integers.
const LARGEST: u64 = (1 << 30) - 1;

/// A count: a JSON number up to 2^30 - 1, a string above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub u64);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Spelling {
    Number(u64),
    Text(String),
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let spelling = if self.0 <= LARGEST {
            Spelling::Number(self.0)
        } else {
            Spelling::Text(self.0.to_string())
        };
        spelling.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Spelling::deserialize(deserializer)? {
            Spelling::Number(number) => Ok(Self(number)),
            Spelling::Text(text) => text.parse().map(Self).map_err(serde::de::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, wire};

    #[test]
    fn a_large_count_is_a_string_and_a_small_one_a_number() {
        assert_eq!(wire::print(&Number(1_073_741_823)), b"1073741823");
        assert_eq!(wire::print(&Number(1_073_741_824)), b"\"1073741824\"");
        assert_eq!(wire::parse(b"\"1073741824\""), Ok(Number(1_073_741_824)));
    }

    #[test]
    fn a_count_has_one_spelling() {
        for text in [
            "1073741824",
            "\"7\"",
            "\"01073741824\"",
            "\"+1073741824\"",
            "07",
            "7.0",
            "-0",
        ] {
            let refused = wire::parse::<Number>(text.as_bytes()).unwrap_err();
            assert!(
                matches!(refused, Error::NotCanonical | Error::Json { .. }),
                "{text}"
            );
        }
    }
}
