//! A candidate list, checked as it is typed: every rule it breaks, and whose place breaks it.
//!
//! Lists are closed; their order is that of the seats (CCH R.421-7, R.422-2-1, R.481-6).

pub mod affiliation;
pub mod candidate;
pub mod document;
pub mod name;
pub mod photo;
pub mod rule;
pub mod state;

use super::protocol::body::Body;
use crate::id::{PersonId, TenancyId};
use affiliation::{Affiliation, NationalBody};
use candidate::{Candidate, Register};
use chrono::NaiveDate;
use rule::{BrokenListRule, ListRule};
use serde::{Deserialize, Serialize};

/// A list, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateList {
    /// Its title.
    pub title: String,
    /// Its association's affiliation.
    pub affiliation: Affiliation,
    /// Its candidates, in the order of seats.
    pub candidates: Vec<Candidate>,
}

/// A list that was filed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherList {
    /// Its title.
    pub title: String,
    /// Its candidates and the leases with which they stand.
    pub candidacies: Vec<(PersonId, TenancyId)>,
}

/// What a list is checked against.
#[derive(Clone, Debug)]
pub struct Requirements<'a> {
    /// The landlord's kind and size.
    pub body: Body,
    /// Names on each list, as the protocol says.
    pub names: u64,
    /// The last day on which lists are received.
    pub last_day: NaiveDate,
    /// Leases, staff and days.
    pub register: &'a Register,
    /// National bodies and their seats at the councils.
    pub national_bodies: &'a [NationalBody],
    /// Lists that were filed before this one.
    pub others: &'a [OtherList],
}

impl CandidateList {
    /// Names every rule that the list breaks: first the list's own, then candidate by candidate.
    #[must_use]
    pub fn broken_rules(&self, against: &Requirements<'_>) -> Vec<BrokenListRule> {
        let mut broken = Vec::new();
        let own = self.broken_by_the_list(against).into_iter();
        broken.extend(own.map(|rule| (None, rule)));
        for (at, candidate) in self.candidates.iter().enumerate() {
            let mut rules = candidate.broken_rules(against.register);
            if against.body.alternates() {
                rules.extend(self.broken_alternation(at));
            }
            rules.extend(self.broken_by_those_above(at));
            rules.extend(broken_by_other_lists(candidate, against.others));
            broken.extend(rules.into_iter().map(|rule| (Some(at + 1), rule)));
        }
        let kind = against.body.kind;
        let named = broken.into_iter().map(|(position, rule)| BrokenListRule {
            position,
            article: rule.article(kind),
            rule,
        });
        named.collect()
    }

    fn broken_by_the_list(&self, against: &Requirements<'_>) -> Vec<ListRule> {
        let mut broken = Vec::new();
        let title = crate::fold(self.title.trim());
        if title.is_empty() {
            broken.push(ListRule::TitleMissing);
        } else if against
            .others
            .iter()
            .any(|other| crate::fold(other.title.trim()) == title)
        {
            broken.push(ListRule::TitleTaken);
        }
        let filed = against.register.filed;
        // Received eight weeks before the day at the latest (CCH R.421-7, R.422-2-1).
        let late = (filed - against.last_day).num_days();
        if let Some(days) = u64::try_from(late).ok().filter(|days| *days > 0) {
            broken.push(ListRule::ReceivedLate { days });
        }
        broken.extend(
            self.affiliation
                .broken_rules(against.national_bodies, filed),
        );
        let (found, names) = (super::share::count(&self.candidates), against.names);
        if found != names {
            broken.push(ListRule::NamesExactly { found, names });
        }
        broken
    }

    /// Women and men alternate (CCH R.421-7, R.422-2-1).
    fn broken_alternation(&self, at: usize) -> Option<ListRule> {
        let Some(sex) = self.candidates[at].sex else {
            return Some(ListRule::SexMissing);
        };
        let before = self.candidates.get(at.checked_sub(1)?)?;
        (before.sex == Some(sex)).then_some(ListRule::SameSexAsBefore)
    }

    /// One candidacy per lease (CCH R.421-7, R.422-2-1), and one per person.
    fn broken_by_those_above(&self, at: usize) -> Option<ListRule> {
        let (above, candidate) = (&self.candidates[..at], &self.candidates[at]);
        let place = |same: &dyn Fn(&Candidate) -> bool| above.iter().position(same);
        let lease =
            |other: &Candidate| candidate.tenancy.is_some() && other.tenancy == candidate.tenancy;
        let person =
            |other: &Candidate| candidate.person.is_some() && other.person == candidate.person;
        if let Some(place) = place(&lease) {
            return Some(ListRule::LeaseUsedAbove {
                position: place + 1,
            });
        }
        place(&person).map(|place| ListRule::PersonAbove {
            position: place + 1,
        })
    }
}

/// One candidacy per lease over all lists (CCH R.421-7, R.422-2-1), and one per person.
fn broken_by_other_lists(candidate: &Candidate, others: &[OtherList]) -> Option<ListRule> {
    for other in others {
        let list = || other.title.clone();
        let stands =
            |same: &dyn Fn(&(PersonId, TenancyId)) -> bool| other.candidacies.iter().any(same);
        if stands(&|(_, tenancy)| candidate.tenancy == Some(*tenancy)) {
            return Some(ListRule::LeaseOnOtherList { list: list() });
        }
        if stands(&|(person, _)| candidate.person == Some(*person)) {
            return Some(ListRule::PersonOnOtherList { list: list() });
        }
    }
    None
}
