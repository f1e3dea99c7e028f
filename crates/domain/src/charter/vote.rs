//! What a vote of the colleges says of alternatives.
//!
//! Each college counts for itself: the many do not carry the few, nor the landlord the tenants. The
//! alternative that is furthest from the base is voted first; the first that is carried ends the
//! vote of its bundle.

use super::amendment::college::College;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The hands of one college.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Show {
    /// The college.
    pub college: College,
    /// For.
    pub ayes: u32,
    /// Against.
    pub noes: u32,
    /// Neither.
    pub abstentions: u32,
}

impl Show {
    /// Whether more of them are for it than against: a tie changes nothing in the text.
    #[must_use]
    pub fn carries(&self) -> bool {
        self.ayes > self.noes
    }

    /// Whether anybody of the college voted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ayes == 0 && self.noes == 0 && self.abstentions == 0
    }
}

/// Whether an alternative is carried: in every college that voted, and in one at least.
#[must_use]
pub fn carried(shows: &[Show]) -> bool {
    let mut present = shows.iter().filter(|show| !show.is_empty()).peekable();
    present.peek().is_some() && present.all(Show::carries)
}

/// Why figures are no vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VoteRefusal {
    /// Nobody voted.
    #[error("alternative {0} has no vote")]
    Nobody(usize),
    /// A college stands there twice.
    #[error("a college stands twice on alternative {0}")]
    Twice(usize),
    /// The vote ended with one before it.
    #[error("alternative {0} was not voted any more: one before it was carried")]
    AfterTheEnd(usize),
    /// None was carried before it, and it was not voted.
    #[error("alternative {0} was not voted")]
    NotVoted(usize),
}

/// Which alternative is carried, if any, from the figures of each in the order of the vote (from 0);
/// none stand for those that were not voted any more.
///
/// # Errors
/// [`VoteRefusal`]: a vote of a bundle begins with the first and ends with the first carried.
pub fn outcome(alternatives: &[Option<Vec<Show>>]) -> Result<Option<usize>, VoteRefusal> {
    let mut chosen = None;
    for (place, shows) in alternatives.iter().enumerate() {
        let Some(shows) = shows else {
            if chosen.is_none() {
                return Err(VoteRefusal::NotVoted(place));
            }
            continue;
        };
        if chosen.is_some() {
            return Err(VoteRefusal::AfterTheEnd(place));
        }
        if shows.iter().all(Show::is_empty) {
            return Err(VoteRefusal::Nobody(place));
        }
        let twice = |show: &Show| {
            let same = shows.iter().filter(|other| other.college == show.college);
            same.count() > 1
        };
        if shows.iter().any(twice) {
            return Err(VoteRefusal::Twice(place));
        }
        if carried(shows) {
            chosen = Some(place);
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(college: College, ayes: u32, noes: u32) -> Show {
        Show {
            college,
            ayes,
            noes,
            abstentions: 1,
        }
    }

    #[test]
    fn many_tenants_do_not_carry_the_landlord() {
        let tenants = show(College::Tenants, 40, 2);
        assert!(carried(&[tenants]));
        assert!(!carried(&[tenants, show(College::Landlord, 1, 3)]));
        assert!(carried(&[tenants, show(College::Landlord, 3, 1)]));
    }

    #[test]
    fn a_tie_changes_nothing() {
        assert!(!carried(&[show(College::Associations, 2, 2)]));
        assert!(!carried(&[]));
    }

    #[test]
    fn the_first_carried_ends_the_vote() {
        let yes = || Some(vec![show(College::Tenants, 5, 1)]);
        let no = || Some(vec![show(College::Tenants, 1, 5)]);
        assert_eq!(outcome(&[no(), yes(), None]), Ok(Some(1)));
        assert_eq!(outcome(&[no(), no()]), Ok(None));
        assert_eq!(outcome(&[yes(), yes()]), Err(VoteRefusal::AfterTheEnd(1)));
        assert_eq!(outcome(&[None, yes()]), Err(VoteRefusal::NotVoted(0)));
        assert_eq!(outcome(&[Some(Vec::new())]), Err(VoteRefusal::Nobody(0)));
    }

    #[test]
    fn a_college_votes_once() {
        let twice = vec![show(College::Tenants, 5, 1), show(College::Tenants, 5, 1)];
        assert_eq!(outcome(&[Some(twice)]), Err(VoteRefusal::Twice(0)));
    }
}
