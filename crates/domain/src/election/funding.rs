//! The landlord's money for concertation, split by the results of the last election.
//!
//! At least 2 euros per dwelling and year (law no 86-1290, article 44 bis); the rate is the plan's to
//! raise. Cents follow the largest remainder. The text says nothing of cents that equal claims
//! cannot share: they are held over, so that neither order nor name decides.

use super::share::shares;
use thiserror::Error;

/// Cents per dwelling and year below which no plan may go (law no 86-1290, article 44 bis).
pub const LEAST_CENTS_PER_DWELLING: u64 = 200;

/// What a plan grants per dwelling and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CentsPerDwelling(u64);

/// A rate below what the law asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} cents per dwelling are below the 200 of article 44 bis")]
pub struct BelowTheLaw(pub u64);

impl CentsPerDwelling {
    /// A rate, in cents.
    pub fn new(cents: u64) -> Result<Self, BelowTheLaw> {
        if cents < LEAST_CENTS_PER_DWELLING {
            return Err(BelowTheLaw(cents));
        }
        Ok(Self(cents))
    }

    /// The year's money for a landlord's stock, in cents; nothing if no such sum exists.
    #[must_use]
    pub fn budget(self, dwellings: u64) -> Option<u64> {
        self.0.checked_mul(dwellings)
    }
}

/// An association's votes in the last election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociationVotes {
    /// Its name.
    pub association: String,
    /// Its valid votes.
    pub votes: u64,
}

/// A sum, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingSplit {
    /// Cents by association, in the order in which they came.
    pub cents: Vec<(String, u64)>,
    /// Cents that equal claims could not share, for the next year.
    pub held_over: u64,
}

/// Splits a sum by votes, to the cent; nothing when nobody has a vote.
#[must_use]
pub fn split(cents: u64, votes: &[AssociationVotes]) -> Option<FundingSplit> {
    let weights: Vec<u64> = votes.iter().map(|line| line.votes).collect();
    let shared = shares(cents, &weights)?;
    let rest = shared.rest();
    let mut given: Vec<u64> = shared.parts.iter().map(|part| part.base).collect();
    for at in rest.sure {
        given[at] += 1;
    }
    let names = votes.iter().map(|line| line.association.clone());
    Some(FundingSplit {
        cents: names.zip(given).collect(),
        held_over: rest.contested,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn votes(lines: &[(&str, u64)]) -> Vec<AssociationVotes> {
        let line = |&(association, votes): &(&str, u64)| AssociationVotes {
            association: association.to_owned(),
            votes,
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn rive_neuve_splits_its_money_to_the_cent() {
        let budget = CentsPerDwelling::new(200).unwrap().budget(12_480).unwrap();
        assert_eq!(budget, 2_496_000);
        let results = votes(&[
            ("CNL", 612),
            ("CLCV", 438),
            ("SLC-CSF", 301),
            ("AFOC", 214),
            ("INDECOSA-CGT", 185),
        ]);
        let split = split(budget, &results).unwrap();
        let cents: Vec<u64> = split.cents.iter().map(|(_, cents)| *cents).collect();
        assert_eq!(cents, [872_887, 624_713, 429_312, 305_225, 263_863]);
        assert_eq!(split.held_over, 0);
    }

    #[test]
    fn a_cent_that_equals_cannot_share_is_held_over() {
        let split = split(101, &votes(&[("A", 7), ("B", 7)])).unwrap();
        assert_eq!(split.cents, [("A".to_owned(), 50), ("B".to_owned(), 50)]);
        assert_eq!(split.held_over, 1);
    }

    #[test]
    fn no_plan_goes_below_two_euros() {
        assert_eq!(CentsPerDwelling::new(199), Err(BelowTheLaw(199)));
        assert!(CentsPerDwelling::new(250).is_ok());
    }

    #[test]
    fn without_votes_nothing_is_split() {
        assert_eq!(split(100, &votes(&[("A", 0)])), None);
    }

    proptest! {
        #[test]
        fn no_cent_is_lost(cents in 0_u64..1 << 40, lines in prop::collection::vec(0_u64..9, 1..8)) {
            let lines: Vec<_> = lines.into_iter().map(|votes| ("A", votes)).collect();
            if let Some(split) = split(cents, &votes(&lines)) {
                let given: u64 = split.cents.iter().map(|(_, cents)| cents).sum();
                prop_assert_eq!(given + split.held_over, cents);
            }
        }
    }
}
