//! Seats by proportional representation, one round, largest remainder (CCH R.421-7, R.422-2-1,
//! R.481-6: *plus fort reste*), with no threshold and with integers only.
//!
//! V is the sum of valid votes, S the seats. A list with v votes gets floor(v * S / V) at once; what
//! is left goes one by one to the largest v * S mod V. Blank and null votes are no part of V.

use super::share::{Shares, shares};
use super::tie_break::{Contender, DrawOfLots, Tie, TieChain, TieError, settle};
use chrono::NaiveDate;
use std::fmt;
use std::num::NonZeroU64;
use thiserror::Error;

/// A list and its valid votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListVotes {
    /// Its name, which no other list bears.
    pub list: String,
    /// Its valid votes over all channels.
    pub votes: u64,
    /// Birth dates of its candidates in list order; may be left out as long as no tie needs them.
    pub births: Vec<NaiveDate>,
}

/// What a list got, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSeats {
    /// Its name.
    pub list: String,
    /// Its valid votes.
    pub votes: u64,
    /// Seats by the quotient alone.
    pub base: u64,
    /// Votes that the quotient left unused.
    pub remainder: Fraction,
    /// Seats in all.
    pub seats: u64,
}

/// Seats shared among lists, with every step that the record shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apportionment {
    /// Seats to fill.
    pub seats: NonZeroU64,
    /// Sum of the valid votes.
    pub valid_votes: u128,
    /// One line per list, in the order in which they came.
    pub lists: Vec<ListSeats>,
    /// Ties, and how each was settled.
    pub ties: Vec<Tie>,
}

/// Why seats cannot be shared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApportionError {
    /// No list has a vote.
    #[error("there is no valid vote")]
    NoValidVotes,
    /// Two lists bear the same name: a draw of lots could not tell them apart.
    #[error("two lists are named {list}")]
    SameName {
        /// The name.
        list: String,
    },
    /// A tie needs the birth date of a next candidate.
    #[error("a tie needs the birth dates of the candidates of {}", lists.join(", "))]
    MissingBirths {
        /// The tied lists that do not give it.
        lists: Vec<String>,
    },
    /// The next candidates of tied lists were born on the same day: the tally board draws lots.
    #[error(
        "{unallocated} seats wait for lots to be drawn: the next candidates have one birth date"
    )]
    UnresolvedSameBirthdate {
        /// Seats that nobody has yet.
        unallocated: u64,
        /// What is settled already.
        partial: Box<Apportionment>,
    },
    /// The draw of lots does not name a list that is tied.
    #[error("the draw of lots does not name {list}")]
    IncompleteDraw {
        /// The list.
        list: String,
    },
}

/// Shares seats among lists; `drawn` is the tally board's draw, used only if birth dates are equal.
pub fn apportion(
    seats: NonZeroU64,
    lists: &[ListVotes],
    chain: &TieChain,
    drawn: Option<&DrawOfLots>,
) -> Result<Apportionment, ApportionError> {
    refuse_same_names(lists)?;
    let votes: Vec<u64> = lists.iter().map(|list| list.votes).collect();
    let shared = shares(seats.get(), &votes).ok_or(ApportionError::NoValidVotes)?;
    let rest = shared.rest();
    let tied = rest.tied.iter().map(|&at| {
        let list = &lists[at];
        Contender {
            at,
            name: &list.list,
            votes: list.votes,
            next_birth: next_birth(list, shared.parts[at].base),
        }
    });
    let outcome = settle(chain, tied.collect(), rest.contested, drawn)?;
    let mut result = base(seats, lists, &shared);
    for at in rest.sure.into_iter().chain(outcome.winners) {
        result.lists[at].seats += 1;
    }
    result.ties = outcome.ties;
    if outcome.unallocated > 0 {
        return Err(ApportionError::UnresolvedSameBirthdate {
            unallocated: outcome.unallocated,
            partial: Box::new(result),
        });
    }
    Ok(result)
}

fn refuse_same_names(lists: &[ListVotes]) -> Result<(), ApportionError> {
    let mut names: Vec<&str> = lists.iter().map(|list| list.list.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(ApportionError::SameName {
            list: pair[0].to_owned(),
        }),
        None => Ok(()),
    }
}

/// The candidate in useful position: the first one whom the quotient did not seat.
fn next_birth(list: &ListVotes, base: u64) -> Option<NaiveDate> {
    let at = usize::try_from(base).ok()?;
    list.births.get(at).copied()
}

fn base(seats: NonZeroU64, lists: &[ListVotes], shared: &Shares) -> Apportionment {
    let lines = lists
        .iter()
        .zip(&shared.parts)
        .map(|(list, part)| ListSeats {
            list: list.list.clone(),
            votes: list.votes,
            base: part.base,
            remainder: Fraction::reduced(part.remainder, seats),
            seats: part.base,
        });
    Apportionment {
        seats,
        valid_votes: shared.total,
        lists: lines.collect(),
        ties: Vec::new(),
    }
}

impl Apportionment {
    /// The electoral quotient as it is written in the record, not reduced: `1750/5`.
    #[must_use]
    pub fn quotient(&self) -> String {
        format!("{}/{}", self.valid_votes, self.seats)
    }
}

impl From<TieError> for ApportionError {
    fn from(error: TieError) -> Self {
        match error {
            TieError::MissingBirths(lists) => Self::MissingBirths { lists },
            TieError::IncompleteDraw(list) => Self::IncompleteDraw { list },
        }
    }
}

/// A number of votes that need not be whole, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl Fraction {
    /// A fraction, reduced.
    #[must_use]
    pub fn reduced(numerator: u128, denominator: NonZeroU64) -> Self {
        let denominator = u128::from(denominator.get());
        let (mut a, mut b) = (denominator, numerator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self {
            numerator: numerator / a,
            denominator: denominator / a,
        }
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            denominator => write!(f, "{}/{denominator}", self.numerator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_written_in_lowest_terms() {
        let four = NonZeroU64::new(4).unwrap();
        let written = [0, 1, 2, 6, 8].map(|n| Fraction::reduced(n, four).to_string());
        assert_eq!(written, ["0", "1/4", "1/2", "3/2", "2"]);
    }
}
