//! Which online marks of the register are asked by letter « did you vote? », drawn by lot.
//!
//! Whoever held both codes of somebody else could vote in her place; she would say so if she were
//! asked. So a lot of the lines that are marked as having voted online is written to after closing.
//! The marks are fixed first, then the seed is drawn in public. The derivation, version 1:
//!
//! 1. The lines marked online are numbered from 1, in the order of the bytes of their identifiers.
//! 2. Numbers are made as for the order of lists ([`super::list_order`]), over the text
//!    `palier mark letters 1;ELECTION;SEED;i`.
//! 3. Each place `k` from the first on, counted from 0, changes with the place that `k` plus a
//!    number below `marks - k` names; the first 60 places are asked.
//!
//! So the ranks that are asked follow from the seed and the number of marks, which are public:
//! anybody draws them again without a name, and the commission sees whose they are.

use super::list_order::Numbers;
use uuid::Uuid;

/// Letters that are sent, if there are as many marks.
pub const LETTERS: usize = 60;

/// What somebody who was asked said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum MarkAnswer {
    /// Nothing, so far or ever.
    None,
    /// She voted.
    Yes,
    /// She did not: somebody else did with her codes.
    No,
}

/// Answers to the letters, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MarkAnswers {
    /// Letters.
    pub asked: u64,
    /// Who said that they voted.
    pub yes: u64,
    /// Who said that they did not.
    pub no: u64,
    /// Who did not answer.
    pub none: u64,
}

/// The ranks of the marks that are asked, from 1, in rising order.
#[must_use]
pub fn draw(election: Uuid, seed: &str, marks: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (1..=marks).collect();
    let mut numbers = Numbers::new(format!("palier mark letters 1;{election};{seed};"));
    let asked = marks.min(LETTERS);
    for place in 0..asked {
        places.swap(place, place + numbers.up_to(marks - place - 1));
    }
    places.truncate(asked);
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELECTION: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_lot_follows_from_the_seed_alone() {
        let lot = draw(ELECTION, "07-31-44", 702);
        assert_eq!(lot, draw(ELECTION, "07-31-44", 702));
        assert_ne!(lot, draw(ELECTION, "07-31-45", 702));
        assert_ne!(lot, draw(Uuid::from_u128(8), "07-31-44", 702));
    }

    #[test]
    fn a_lot_asks_each_mark_once_and_sixty_at_most() {
        for marks in [0, 1, 2, 59, 60, 61, 702, 5_000] {
            let lot = draw(ELECTION, "x", marks);
            assert_eq!(lot.len(), marks.min(LETTERS));
            assert!(lot.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(lot.iter().all(|rank| (1..=marks).contains(rank)));
        }
    }

    #[test]
    fn no_rank_is_favoured() {
        // 60 of 120, over 400 seeds: each rank is asked 200 times, give or take 60 (six deviations).
        let mut asked = [0_u32; 120];
        for seed in 0..400 {
            for rank in draw(ELECTION, &seed.to_string(), 120) {
                asked[rank - 1] += 1;
            }
        }
        assert!(asked.iter().all(|n| n.abs_diff(200) < 60), "{asked:?}");
    }
}
