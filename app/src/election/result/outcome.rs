//! What a count makes of the lists: seats, who is elected, who follows. Derived each time, never kept.

use chrono::NaiveDate;
use palier_domain::election::elected::elected;
use palier_domain::election::largest_remainder::{Apportionment, Fraction, ListSeats};
use palier_domain::election::official_record::figures::{Figures, Totals};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::seats::{SeatsError, seats};
use palier_domain::id::CandidateListId;
use palier_store::candidate_list::{CandidateList, Entrant};
use std::collections::BTreeSet;

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
/// [`SeatsError`].
pub fn outcome(
    protocol: &Protocol,
    stood: &[Stood],
    figures: &Figures,
    lots: &[String],
    left: &BTreeSet<(CandidateListId, i64)>,
) -> Result<Outcome, SeatsError> {
    let births = stood.iter().map(|(_, names)| births(names)).collect();
    let shared = seats(protocol, figures, births, lots)?;
    let lists = stood
        .iter()
        .zip(&shared.lists)
        .map(|((list, names), seats)| of_list(list, names, seats, left))
        .collect();
    Ok(Outcome {
        totals: figures.totals().ok_or(SeatsError::Figures)?,
        seats: shared,
        lists,
    })
}

/// Birth dates in list order, as far as all are known.
#[must_use]
pub fn births(names: &[Entrant]) -> Vec<NaiveDate> {
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
