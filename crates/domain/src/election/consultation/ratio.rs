//! A part of a whole that must be reached or passed, as an exact fraction.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A part between nothing and the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Ratio(Parts);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Parts {
    numerator: u32,
    denominator: u32,
    passed: bool,
}

/// A fraction of nothing, or more than the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0}/{1} is no part of a whole that can be reached")]
pub struct NoPart(pub u32, pub u32);

impl Ratio {
    /// More than half.
    pub const MORE_THAN_HALF: Self = Self(Parts {
        numerator: 1,
        denominator: 2,
        passed: true,
    });

    /// At least that part.
    pub fn at_least(numerator: u32, denominator: u32) -> Result<Self, NoPart> {
        Self::new(numerator, denominator, false)
    }

    /// More than that part, which is less than the whole then.
    pub fn more_than(numerator: u32, denominator: u32) -> Result<Self, NoPart> {
        Self::new(numerator, denominator, true)
    }

    fn new(numerator: u32, denominator: u32, passed: bool) -> Result<Self, NoPart> {
        if numerator > denominator || denominator == 0 || (passed && numerator == denominator) {
            return Err(NoPart(numerator, denominator));
        }
        Ok(Self(Parts {
            numerator,
            denominator,
            passed,
        }))
    }

    /// The upper number.
    #[must_use]
    pub fn numerator(self) -> u32 {
        self.0.numerator
    }

    /// The lower number.
    #[must_use]
    pub fn denominator(self) -> u32 {
        self.0.denominator
    }

    /// Whether it must be passed; else it must be reached.
    #[must_use]
    pub fn is_passed(self) -> bool {
        self.0.passed
    }

    /// Whether a part of a whole reaches it; a part of nothing never does.
    #[must_use]
    pub fn is_met(self, part: u64, whole: u64) -> bool {
        let part = u128::from(part) * u128::from(self.0.denominator);
        let needed = u128::from(whole) * u128::from(self.0.numerator);
        whole > 0
            && if self.0.passed {
                part > needed
            } else {
                part >= needed
            }
    }
}

impl TryFrom<Parts> for Ratio {
    type Error = NoPart;

    fn try_from(parts: Parts) -> Result<Self, NoPart> {
        Self::new(parts.numerator, parts.denominator, parts.passed)
    }
}

impl From<Ratio> for Parts {
    fn from(ratio: Ratio) -> Self {
        ratio.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_at_least_half_and_not_more() {
        let half = Ratio::at_least(1, 2).unwrap();
        assert!(half.is_met(5, 10) && !half.is_met(4, 10));
        let more = Ratio::MORE_THAN_HALF;
        assert!(more.is_met(6, 10) && !more.is_met(5, 10));
        assert!(more.is_met(u64::MAX, u64::MAX));
        assert!(!half.is_met(0, 0), "a part of nothing");
    }

    #[test]
    fn no_part_is_beyond_the_whole() {
        assert!(Ratio::at_least(1, 1).is_ok());
        assert_eq!(Ratio::more_than(1, 1), Err(NoPart(1, 1)));
        assert_eq!(Ratio::at_least(3, 2), Err(NoPart(3, 2)));
        assert_eq!(Ratio::at_least(0, 0), Err(NoPart(0, 0)));
        let stored = r#"{"numerator":1,"denominator":0,"passed":false}"#;
        assert!(serde_json::from_str::<Ratio>(stored).is_err());
    }
}
