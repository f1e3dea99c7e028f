//! The national body that a list's association is affiliated to, and the councils where it sits.
//!
//! Which bodies sit is dated reference data with its source; it is given, never written here.

use super::rule::ListRule;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A council where a national body may sit (CCH L.421-9, L.422-2-1, L.481-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Council {
    /// Commission nationale de concertation.
    NationalConcertation,
    /// Conseil national de l'habitat.
    NationalHousing,
    /// Conseil national de la consommation.
    NationalConsumer,
}

/// A seat at a council, with its time and its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilSeat {
    /// The council.
    pub council: Council,
    /// First day.
    pub since: NaiveDate,
    /// Last day; nothing while it lasts.
    pub until: Option<NaiveDate>,
    /// Where that is published.
    pub source: String,
}

/// A national body of tenants or consumers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NationalBody {
    /// Its name.
    pub name: String,
    /// Its seats, past and present.
    pub seats: Vec<CouncilSeat>,
}

/// What a list says of its association.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliation {
    /// The national body; shown on the ballot.
    pub body: Option<String>,
    /// Whether a document proves the affiliation.
    pub proved: bool,
    /// Whether the association declares itself independent of parties and of philosophical,
    /// confessional, ethnic or racial organisations.
    pub independent: bool,
}

impl NationalBody {
    /// Whether it sits at one of the councils on a day.
    #[must_use]
    pub fn sits_on(&self, day: NaiveDate) -> bool {
        self.seats
            .iter()
            .any(|seat| seat.since <= day && seat.until.is_none_or(|until| day <= until))
    }
}

impl Affiliation {
    pub(super) fn broken_rules(&self, bodies: &[NationalBody], filed: NaiveDate) -> Vec<ListRule> {
        let mut broken = Vec::new();
        let name = self.body.as_deref().map(str::trim).unwrap_or_default();
        let known = bodies
            .iter()
            .find(|body| crate::fold(&body.name) == crate::fold(name));
        let body = || name.to_owned();
        match known {
            _ if name.is_empty() => broken.push(ListRule::AffiliationMissing),
            None => broken.push(ListRule::BodyUnknown { body: body() }),
            Some(known) if !known.sits_on(filed) => {
                broken.push(ListRule::BodyWithoutSeat { body: body() });
            }
            Some(_) => {}
        }
        if !self.proved {
            broken.push(ListRule::AffiliationUnproved);
        }
        if !self.independent {
            broken.push(ListRule::NotIndependent);
        }
        broken
    }
}
