//! Which occupancy gives the vote on the cut-off (CCH R.421-7, R.422-2-1, R.481-6).

use crate::id::{EstateId, PersonId, TenancyId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// In what title somebody lives in a dwelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Title {
    /// A lease of the landlord.
    Lease,
    /// The lease was ended for arrears; whether the repayment plan is kept to.
    RepaymentPlan {
        /// Whether it is.
        kept: bool,
    },
    /// A sub-tenancy of an association; whether it is one of those approved (CCH L.442-8-1).
    SubTenancy {
        /// Whether it is.
        approved: bool,
    },
}

/// A tenancy, occupancy or sub-tenancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenancy {
    /// Which one.
    pub id: TenancyId,
    /// The residence of its dwelling.
    pub residence: EstateId,
    /// In what title.
    pub title: Title,
    /// Whether it is for a dwelling.
    pub residential: bool,
    /// The day on which it was signed.
    pub signed: NaiveDate,
    /// Its last day; nothing while it runs.
    pub until: Option<NaiveDate>,
    /// The natural persons who hold it; a firm holds none of the votes.
    pub persons: BTreeSet<PersonId>,
    /// What was decided of it when somebody asked for a correction.
    pub ruling: Option<Ruling>,
}

/// What was decided of a tenancy when somebody asked for a correction: it goes before the dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// It gives a vote.
    Admitted,
    /// It gives none.
    Struck,
}

/// The days on which tenancies are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RollDays {
    /// The last day on which a lease that gives the vote can have been signed.
    pub cut_off: NaiveDate,
    /// The day on which one must still be a tenant: the one on which the roll is made.
    pub still_on: NaiveDate,
}

/// Why a tenancy gives no vote.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error, Serialize, Deserialize,
)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// It is for no dwelling.
    #[error("it is for no dwelling")]
    NotResidential,
    /// No natural person holds it.
    #[error("no natural person holds it")]
    NoNaturalPerson,
    /// It was signed after the cut-off.
    #[error("it was signed after the cut-off")]
    SignedTooLate,
    /// It has ended.
    #[error("it has ended")]
    Ended,
    /// The repayment plan is not kept to.
    #[error("the repayment plan is not kept to")]
    PlanNotKept,
    /// The association is not one of those approved.
    #[error("the association is not approved")]
    NotApproved,
    /// Whoever holds it votes on another tenancy.
    #[error("whoever holds it votes on another tenancy")]
    VotesElsewhere,
    /// It was struck off when somebody asked for a correction.
    #[error("it was struck off")]
    Struck,
}

impl Tenancy {
    /// Why it gives no vote, if so; who votes elsewhere is not looked at here.
    #[must_use]
    pub fn left_out(&self, days: RollDays) -> Option<LeftOut> {
        let ended = self.until.is_some_and(|until| until < days.still_on);
        let signed_too_late = self.signed > days.cut_off;
        if !self.residential {
            return Some(LeftOut::NotResidential);
        }
        if self.persons.is_empty() {
            return Some(LeftOut::NoNaturalPerson);
        }
        match self.ruling {
            Some(Ruling::Admitted) => return None,
            Some(Ruling::Struck) => return Some(LeftOut::Struck),
            None => {}
        }
        match self.title {
            Title::SubTenancy { approved: false } => Some(LeftOut::NotApproved),
            // The same six weeks for tenants and sub-tenants.
            Title::Lease | Title::SubTenancy { .. } if signed_too_late => {
                Some(LeftOut::SignedTooLate)
            }
            Title::Lease | Title::SubTenancy { .. } if ended => Some(LeftOut::Ended),
            // The lease has ended: what counts is the plan.
            Title::RepaymentPlan { kept: false } => Some(LeftOut::PlanNotKept),
            _ => None,
        }
    }
}
