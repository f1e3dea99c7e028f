//! Who may stand: 18 years, a lease of this landlord, not its staff, papers in order.

use super::rule::ListRule;
use crate::id::{LandlordId, PersonId, TenancyId};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Woman or man, as far as lists alternate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
pub enum Sex {
    /// A woman.
    Woman,
    /// A man.
    Man,
}

/// What shows that the rent is paid, or that delays are kept to (CCH R.421-7, R.422-2-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentDocument {
    /// The last rent receipt.
    LastReceipt,
    /// The receipt of a partial payment.
    PartialReceipt,
    /// A court decision, or a settlement that a court confirmed, that grants delays.
    CourtDecision {
        /// Whether they are kept to.
        kept: bool,
    },
    /// A repayment plan agreed with the landlord.
    RepaymentPlan {
        /// Whether it is kept to.
        kept: bool,
    },
}

/// A candidate, as she is typed: what is missing is named, nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Her name.
    pub name: String,
    /// Woman or man.
    pub sex: Option<Sex>,
    /// Her birth date.
    pub birth: Option<NaiveDate>,
    /// Who she is on the landlord's roll.
    pub person: Option<PersonId>,
    /// The lease with which she stands.
    pub tenancy: Option<TenancyId>,
    /// What shows that she pays.
    pub payment: Option<PaymentDocument>,
    /// Whether her signed form was handed in.
    pub signed_form: bool,
    /// Whether she declares that nothing bars her from a board (CCH L.423-12).
    pub declares_nothing_bars: bool,
}

/// A lease, as far as candidates are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Whose dwelling it is.
    pub landlord: LandlordId,
    /// Whether it is for a dwelling.
    pub residential: bool,
    /// Who holds it.
    pub holders: BTreeSet<PersonId>,
    /// Its last day; nothing while it runs.
    pub until: Option<NaiveDate>,
}

/// What candidates are checked against.
#[derive(Clone, Debug)]
pub struct Register {
    /// The landlord.
    pub landlord: LandlordId,
    /// The day of the election.
    pub day: NaiveDate,
    /// The day on which the list is filed or the candidate asks.
    pub filed: NaiveDate,
    /// Leases by their identifier.
    pub leases: BTreeMap<TenancyId, Lease>,
    /// Who works for the landlord.
    pub staff: BTreeSet<PersonId>,
}

/// Years at which one may stand (CCH R.421-7, R.422-2-1).
const AGE: u32 = 18;

impl Candidate {
    /// Names every rule that she alone breaks; what depends on other candidates is not looked at, so
    /// that whoever asks about herself learns nothing of them.
    #[must_use]
    pub fn broken_rules(&self, register: &Register) -> Vec<ListRule> {
        let mut broken = Vec::new();
        if self.name.trim().is_empty() {
            broken.push(ListRule::NameMissing);
        }
        match self.birth {
            None => broken.push(ListRule::BirthMissing),
            Some(birth) if !is_of_age(birth, register.day) => broken.push(ListRule::TooYoung),
            Some(_) => {}
        }
        broken.extend(self.broken_by_lease(register));
        let staff = |person| register.staff.contains(&person);
        if self.person.is_some_and(staff) {
            broken.push(ListRule::Staff);
        }
        match self.payment {
            None => broken.push(ListRule::PaymentMissing),
            Some(
                PaymentDocument::CourtDecision { kept: false }
                | PaymentDocument::RepaymentPlan { kept: false },
            ) => broken.push(ListRule::DelaysNotKept),
            Some(_) => {}
        }
        if !self.signed_form {
            broken.push(ListRule::FormMissing);
        }
        if !self.declares_nothing_bars {
            broken.push(ListRule::Barred);
        }
        broken
    }

    fn broken_by_lease(&self, register: &Register) -> Option<ListRule> {
        let Some(tenancy) = self.tenancy else {
            return Some(ListRule::LeaseMissing);
        };
        let of_this_landlord = |lease: &&Lease| lease.landlord == register.landlord;
        let lease = register.leases.get(&tenancy).filter(of_this_landlord);
        let Some(lease) = lease else {
            return Some(ListRule::LeaseNotOfThisLandlord);
        };
        let holds = |person| lease.holders.contains(&person);
        if !self.person.is_some_and(holds) {
            Some(ListRule::LeaseNotHers)
        } else if !lease.residential {
            Some(ListRule::LeaseNotResidential)
        } else if lease.until.is_some_and(|until| until < register.filed) {
            Some(ListRule::LeaseEnded)
        } else {
            None
        }
    }
}

/// Whether somebody born on a day is of age on another one, her birthday included.
fn is_of_age(birth: NaiveDate, day: NaiveDate) -> bool {
    birth
        .checked_add_months(Months::new(12 * AGE))
        .is_some_and(|birthday| birthday <= day)
}
