//! Which of several lists with equal remainders gets the last seats.
//!
//! The text is silent. A court of appeal held an alphabetical order unlawful and gave the seat to
//! the oldest candidate in useful position, the next name of each tied list (CAA Toulouse, 19 March
//! 2024, no 23TL01188). Whether votes count first is for the protocol to say.

use super::share::count;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What settles a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TieRule {
    /// The seat goes to the list with more votes.
    #[serde(alias = "most_votes")]
    MostVotes,
    /// The seat goes to the list whose next candidate was born first.
    #[serde(alias = "oldest_candidate")]
    OldestCandidate,
    /// The tally board drew lots, as its record says.
    #[serde(alias = "drawn_by_lot")]
    DrawnByLot,
}

impl TieRule {
    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MostVotes => "most_votes",
            Self::OldestCandidate => "oldest_candidate",
            Self::DrawnByLot => "drawn_by_lot",
        }
    }
}

/// The rules that a protocol applies to ties, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<TieRule>", into = "Vec<TieRule>")]
pub struct TieChain(Vec<TieRule>);

/// Why rules make no chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TieChainError {
    /// Age must come last: it alone is followed by a draw of lots.
    #[error("the last rule must be oldest_candidate")]
    EndsOtherwise,
    /// The same rule stands there twice.
    #[error("a rule stands there twice")]
    Twice,
    /// Lots are drawn by the tally board when birth dates are equal, never by a chain.
    #[error("lots are drawn when birth dates are equal, not by a rule of the chain")]
    Lot,
}

impl TieChain {
    /// Takes rules in the order in which they apply.
    pub fn new(rules: Vec<TieRule>) -> Result<Self, TieChainError> {
        if rules.contains(&TieRule::DrawnByLot) {
            return Err(TieChainError::Lot);
        }
        if rules.last() != Some(&TieRule::OldestCandidate) {
            return Err(TieChainError::EndsOtherwise);
        }
        if rules
            .iter()
            .enumerate()
            .any(|(at, rule)| rules[..at].contains(rule))
        {
            return Err(TieChainError::Twice);
        }
        Ok(Self(rules))
    }

    /// The rules, in their order.
    #[must_use]
    pub fn rules(&self) -> &[TieRule] {
        &self.0
    }
}

impl Default for TieChain {
    fn default() -> Self {
        Self(vec![TieRule::OldestCandidate])
    }
}

impl TryFrom<Vec<TieRule>> for TieChain {
    type Error = TieChainError;

    fn try_from(rules: Vec<TieRule>) -> Result<Self, TieChainError> {
        Self::new(rules)
    }
}

impl From<TieChain> for Vec<TieRule> {
    fn from(chain: TieChain) -> Self {
        chain.0
    }
}

/// The tied lists in the order in which the tally board drew them; the first one is served first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DrawOfLots(pub Vec<String>);

/// A tie, or what an earlier rule left of it, and what settled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The lists that were equal.
    pub lists: Vec<String>,
    /// Seats for them: fewer than they are.
    pub seats: u64,
    /// How it ended.
    pub settlement: Settlement,
}

/// How a tie ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// A rule told the lists apart, all of them or some.
    By {
        /// The rule.
        rule: TieRule,
        /// The lists that get a seat by it.
        winners: Vec<String>,
    },
    /// The next candidates were born on the same day: the tally board must draw lots.
    SameBirthdate,
}

/// Why a tie cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TieError {
    MissingBirths(Vec<String>),
    IncompleteDraw(String),
}

/// A list that is tied.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contender<'a> {
    /// Its place among all lists.
    pub at: usize,
    pub name: &'a str,
    pub votes: u64,
    /// Birth date of the candidate who would get the seat.
    pub next_birth: Option<NaiveDate>,
}

/// What the rules made of a tie.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Places of the lists that get a seat.
    pub winners: Vec<usize>,
    pub ties: Vec<Tie>,
    /// Seats that nobody gets before lots are drawn.
    pub unallocated: u64,
}

/// Applies the rules one after the other, each to what the one before left equal.
pub(super) fn settle(
    chain: &TieChain,
    contenders: Vec<Contender<'_>>,
    seats: u64,
    drawn: Option<&DrawOfLots>,
) -> Result<Outcome, TieError> {
    let (mut tied, mut left) = (contenders, seats);
    let mut outcome = Outcome::default();
    for &rule in chain.rules() {
        if tied.is_empty() {
            break;
        }
        let ranks: Vec<i128> = match rule {
            TieRule::OldestCandidate => ages(&tied)?,
            _ => tied.iter().map(|list| -i128::from(list.votes)).collect(),
        };
        (tied, left) = outcome.cut(rule, &tied, &ranks, left);
    }
    match drawn {
        _ if tied.is_empty() => {}
        Some(drawn) => {
            let ranks = places(&tied, drawn)?;
            outcome.cut(TieRule::DrawnByLot, &tied, &ranks, left);
        }
        None => {
            outcome.ties.push(Tie {
                lists: names(&tied),
                seats: left,
                settlement: Settlement::SameBirthdate,
            });
            outcome.unallocated = left;
        }
    }
    Ok(outcome)
}

impl Outcome {
    /// Serves the lowest ranks; gives back who is still equal, and the seats for them.
    fn cut<'a>(
        &mut self,
        rule: TieRule,
        tied: &[Contender<'a>],
        ranks: &[i128],
        seats: u64,
    ) -> (Vec<Contender<'a>>, u64) {
        let mut sorted = ranks.to_vec();
        sorted.sort_unstable();
        let last = usize::try_from(seats.saturating_sub(1)).unwrap_or(usize::MAX);
        let Some(&cut) = sorted.get(last) else {
            return (Vec::new(), 0);
        };
        let ranked = || tied.iter().copied().zip(ranks.iter().copied());
        let before: Vec<_> = ranked().filter(|(_, rank)| *rank < cut).collect();
        let equal: Vec<_> = ranked().filter(|(_, rank)| *rank == cut).collect();
        let left = seats - count(&before);
        let served = left == count(&equal);
        let winners: Vec<_> = ranked()
            .filter(|(_, rank)| *rank < cut || served && *rank == cut)
            .map(|(list, _)| list)
            .collect();
        // A rule that told nobody apart leaves no trace.
        if equal.len() < tied.len() {
            self.ties.push(Tie {
                lists: names(tied),
                seats,
                settlement: Settlement::By {
                    rule,
                    winners: names(&winners),
                },
            });
        }
        self.winners.extend(winners.iter().map(|list| list.at));
        if served {
            (Vec::new(), 0)
        } else {
            (equal.into_iter().map(|(list, _)| list).collect(), left)
        }
    }
}

/// Days of birth, the earliest first; names every list that gives none.
fn ages(tied: &[Contender<'_>]) -> Result<Vec<i128>, TieError> {
    let missing: Vec<_> = tied
        .iter()
        .filter(|list| list.next_birth.is_none())
        .copied()
        .collect();
    if !missing.is_empty() {
        return Err(TieError::MissingBirths(names(&missing)));
    }
    let births = tied.iter().filter_map(|list| list.next_birth);
    Ok(births
        .map(|birth| i128::from(birth.num_days_from_ce()))
        .collect())
}

/// The place at which each list was drawn.
fn places(tied: &[Contender<'_>], drawn: &DrawOfLots) -> Result<Vec<i128>, TieError> {
    tied.iter()
        .map(|list| {
            let place = drawn.0.iter().position(|name| name == list.name);
            place
                .and_then(|place| i128::try_from(place).ok())
                .ok_or_else(|| TieError::IncompleteDraw(list.name.to_owned()))
        })
        .collect()
}

fn names(lists: &[Contender<'_>]) -> Vec<String> {
    lists.iter().map(|list| list.name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_ends_with_age_and_repeats_nothing() {
        use TieRule::{DrawnByLot, MostVotes, OldestCandidate};
        assert!(TieChain::new(vec![OldestCandidate]).is_ok());
        assert!(TieChain::new(vec![MostVotes, OldestCandidate]).is_ok());
        let ends = Err(TieChainError::EndsOtherwise);
        assert_eq!(TieChain::new(vec![]), ends);
        assert_eq!(TieChain::new(vec![OldestCandidate, MostVotes]), ends);
        let twice = TieChain::new(vec![OldestCandidate, OldestCandidate]);
        assert_eq!(twice, Err(TieChainError::Twice));
        let lot = TieChain::new(vec![DrawnByLot, OldestCandidate]);
        assert_eq!(lot, Err(TieChainError::Lot));
    }

    #[test]
    fn a_chain_is_read_by_its_name_in_small_letters_or_capitals() {
        let small: TieChain = serde_json::from_str(r#"["most_votes","oldest_candidate"]"#).unwrap();
        let capitals = serde_json::to_string(&small).unwrap();
        assert_eq!(capitals, r#"["MOST_VOTES","OLDEST_CANDIDATE"]"#);
        assert_eq!(serde_json::from_str::<TieChain>(&capitals).unwrap(), small);
        assert!(serde_json::from_str::<TieChain>(r#"["most_votes"]"#).is_err());
    }
}
