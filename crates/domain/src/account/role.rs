//! Roles, which are memberships with dates, and the qualities in which a person speaks.

use crate::id::{AssociationId, LandlordId, TerritoryId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A role as stored; a tenant's follows from a running lease and is not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the instance; reads no more than others.
    Administrator,
    /// Works for a landlord.
    LandlordStaff,
    /// Animateur: neutral, runs the process, proposes nothing.
    Facilitator,
    /// Garant: watches over the process.
    Guarantor,
    /// Runs an election by the book.
    ElectionOfficer,
    /// Speaks for a tenants' association.
    AssociationDelegate,
    /// Works for a city, territory or federation.
    TerritoryStaff,
}

/// Where a role is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The whole instance.
    Instance,
    /// One landlord.
    Landlord(LandlordId),
    /// One association.
    Association(AssociationId),
    /// One territory.
    Territory(TerritoryId),
}

/// A role held somewhere between two dates, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The role.
    pub role: Role,
    /// Where it is held.
    pub place: Place,
    /// First day.
    pub since: NaiveDate,
    /// Last day; `None` while it runs.
    pub until: Option<NaiveDate>,
}

impl Membership {
    /// Whether the role is held on that day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// In what quality someone speaks; shown beside every contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Holds a running lease of the landlord.
    Tenant,
    /// Speaks for an association.
    Association(AssociationId),
    /// Speaks for the landlord.
    Landlord,
}
