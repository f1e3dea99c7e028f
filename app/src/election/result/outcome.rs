//! What a count makes of the lists: seats, who is elected, who follows. Derived each time, never kept.

use chrono::NaiveDate;
use palier_domain::election::elected::elected;
use palier_domain::election::largest_remainder::{
    ApportionError, Apportionment, Fraction, ListSeats, ListVotes, apportion,
};
use palier_domain::election::official_record::figures::{Figures, Totals};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::tie_break::DrawOfLots;
use palier_domain::id::CandidateListId;
use palier_store::candidate_list::{CandidateList, Entrant};
use std::collections::BTreeSet;
use std::num::NonZeroU64;
use thiserror::Error;

/// Why a count makes no result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OutcomeError {
    /// The protocol has no seat.
    #[error("the protocol has no seat")]
    NoSeat,
    /// The count is of other lists than those that were admitted.
    #[error("{counted} lists are counted, {admitted} admitted")]
    OtherLists {
        /// Lists of the figures.
        counted: usize,
        /// Lists that stand.
        admitted: usize,
    },
    /// A sum is larger than any number of votes, or channels count other lists.
    #[error("the figures do not add up")]
    Figures,
    /// Seats cannot be shared.
    #[error(transparent)]
    Seats(#[from] ApportionError),
}

/// A list that stood, with its candidates in the order of seats.
pub type Stood = (CandidateList, Vec<Entrant>);

/// The result of an election.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Sums over all channels.
    pub totals: Totals,
    /// How seats were shared, with every step.
    pub seats: Apportionment,
    /// The lists, in the drawn order.
    pub lists: Vec<ListOutcome>,
}

/// What a list got.
#[derive(Clone, Debug)]
pub struct ListOutcome {
    /// The list.
    pub id: CandidateListId,
    /// Its title.
    pub title: String,
    /// The national body it is affiliated to.
    pub affiliation: String,
    /// Votes and seats.
    pub seats: ListSeats,
    /// Its candidates, in the order of seats.
    pub candidates: Vec<Candidate>,
    /// Seats for which it has no name left.
    pub vacant: u64,
}

/// Somebody on a list.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Her place, from 1.
    pub place: i64,
    /// Her name.
    pub name: String,
    /// Her birth date; only ties ask for it.
    pub birth_date: Option<NaiveDate>,
    /// What the votes make of her.
    pub fate: Fate,
}

/// What the votes make of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// She sits.
    Elected,
    /// She follows when a seat of her list falls vacant.
    Substitute,
    /// She left her seat, or declined it.
    Left,
}

/// The result that figures and lots make for the lists, in the drawn order; `left` are those who left
/// since.
///
/// # Errors
/// [`OutcomeError`].
pub fn outcome(
    protocol: &Protocol,
    stood: &[Stood],
    figures: &Figures,
    lots: &[String],
    left: &BTreeSet<(CandidateListId, i64)>,
) -> Result<Outcome, OutcomeError> {
    if stood.len() != figures.lists.len() {
        return Err(OutcomeError::OtherLists {
            counted: figures.lists.len(),
            admitted: stood.len(),
        });
    }
    let seats = NonZeroU64::new(protocol.seats).ok_or(OutcomeError::NoSeat)?;
    let totals = figures.totals().ok_or(OutcomeError::Figures)?;
    let votes: Vec<ListVotes> = stood
        .iter()
        .zip(&figures.lists)
        .zip(&totals.votes)
        .map(|(((_, names), list), votes)| ListVotes {
            list: list.clone(),
            votes: *votes,
            births: births(names),
        })
        .collect();
    let lots = (!lots.is_empty()).then(|| DrawOfLots(lots.to_vec()));
    let shared = apportion(seats, &votes, &protocol.tie_chain, lots.as_ref())?;
    let lists = stood
        .iter()
        .zip(&shared.lists)
        .map(|((list, names), seats)| of_list(list, names, seats, left))
        .collect();
    Ok(Outcome {
        totals,
        seats: shared,
        lists,
    })
}

/// Birth dates in list order, as far as all are known.
fn births(names: &[Entrant]) -> Vec<NaiveDate> {
    names.iter().map_while(|one| one.birth_date).collect()
}

fn of_list(
    list: &CandidateList,
    names: &[Entrant],
    seats: &ListSeats,
    left: &BTreeSet<(CandidateListId, i64)>,
) -> ListOutcome {
    let places: Vec<i64> = names.iter().map(|one| one.place).collect();
    let gone: BTreeSet<i64> = left
        .iter()
        .filter(|(id, _)| *id == list.id)
        .map(|(_, place)| *place)
        .collect();
    let found = elected(&places, seats.seats, &gone);
    let fate = |place: &i64| {
        if gone.contains(place) {
            Fate::Left
        } else if found.seated.contains(&place) {
            Fate::Elected
        } else {
            Fate::Substitute
        }
    };
    let candidates = names.iter().map(|one| Candidate {
        place: one.place,
        name: one.name.clone(),
        birth_date: one.birth_date,
        fate: fate(&one.place),
    });
    ListOutcome {
        id: list.id,
        title: list.title.clone(),
        affiliation: list.national_body.clone(),
        candidates: candidates.collect(),
        vacant: found.vacant,
        seats: seats.clone(),
    }
}

impl ListOutcome {
    /// Seats that the largest remainder gave.
    #[must_use]
    pub fn extra(&self) -> u64 {
        self.seats.seats - self.seats.base
    }

    /// What the quotient left unused.
    #[must_use]
    pub fn remainder(&self) -> Fraction {
        self.seats.remainder
    }

    /// Those with a fate, in list order.
    pub fn with(&self, fate: Fate) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(move |one| one.fate == fate)
    }

    /// The candidate in useful position: the first one whom the quotient did not seat.
    #[must_use]
    pub fn next(&self) -> Option<&Candidate> {
        self.candidates.get(usize::try_from(self.seats.base).ok()?)
    }
}

impl Outcome {
    /// The list of a name, as the figures name it.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&ListOutcome> {
        self.lists.iter().find(|list| list.seats.list == name)
    }
}
