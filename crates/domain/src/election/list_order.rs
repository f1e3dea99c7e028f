//! The order of lists, drawn by lot from a public seed; anybody draws it again.
//!
//! The codified model has lists shown together in an order drawn by lot (CGFP R.211-503 to
//! R.211-585). The lists are fixed first, then the seed is drawn in public: nobody chooses it who
//! knows what it gives. The derivation, version 1:
//!
//! 1. The lists' identifiers are sorted by their bytes in UTF-8.
//! 2. The number of counter `i` is made of the first 8 bytes, the highest first, of SHA-256 over the
//!    text `palier list order 1;ELECTION;SEED;i`, with `i` in decimal from 0 and the election's
//!    identifier in small letters with hyphens.
//! 3. A number below `b`: the next number, unless it is at or above the largest multiple of `b`
//!    up to 2^64, then the one after; its remainder by `b` (rejection, so that none is favoured).
//! 4. From the last place down to the second, each place `k`, counted from 0, changes with the
//!    place that a number below `k + 1` names (R. Fisher and F. Yates, in the form of R. Durstenfeld,
//!    1964).
//!
//! One number by hand: `printf 'palier list order 1;ELECTION;SEED;0' | sha256sum | cut -c 1-16`.

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// An identifier stands there twice: places would not tell lists apart.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("list {0} was given twice")]
pub struct ListTwice(pub String);

/// Draws the order of lists; the order in which they are given decides nothing.
pub fn draw(election: Uuid, seed: &str, lists: &[&str]) -> Result<Vec<String>, ListTwice> {
    let mut order: Vec<String> = lists.iter().map(|list| (*list).to_owned()).collect();
    order.sort_unstable();
    if let Some(pair) = order.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(ListTwice(pair[0].clone()));
    }
    let mut numbers = Numbers::new(format!("palier list order 1;{election};{seed};"));
    for place in (1..order.len()).rev() {
        order.swap(place, numbers.up_to(place));
    }
    Ok(order)
}

/// Numbers that follow from a text, as steps 2 and 3 say.
pub(super) struct Numbers {
    prefix: String,
    counter: u64,
}

impl Numbers {
    /// Those of a text.
    pub(super) fn new(prefix: String) -> Self {
        Self { prefix, counter: 0 }
    }

    /// A number from 0 to `most`, none of them favoured.
    pub(super) fn up_to(&mut self, most: usize) -> usize {
        loop {
            if let Some(number) = taken(self.next(), most) {
                return number;
            }
        }
    }

    fn next(&mut self) -> u64 {
        let digest = Sha256::digest(format!("{}{}", self.prefix, self.counter));
        self.counter += 1;
        let first = digest.iter().take(8);
        first.fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

/// A number from 0 to `most`, unless the one given must be thrown away: above the largest multiple
/// of the bound, small remainders would come more often.
fn taken(number: u64, most: usize) -> Option<usize> {
    let below = u128::try_from(most).ok()? + 1;
    let limit = (1_u128 << 64) / below * below;
    let number = u128::from(number);
    if number < limit {
        usize::try_from(number % below).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_above_the_largest_multiple_is_thrown_away() {
        // 2^64 is 1 more than a multiple of 3.
        assert_eq!(taken(u64::MAX, 2), None);
        assert_eq!(taken(u64::MAX - 1, 2), Some(2));
        // It is a multiple of 2 and of 1.
        assert_eq!(taken(u64::MAX, 1), Some(1));
        assert_eq!(taken(u64::MAX, 0), Some(0));
    }
}
