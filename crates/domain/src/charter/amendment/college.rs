//! The three colleges that write a text together.

use crate::account::role::Quality;
use serde::{Deserialize, Serialize};

/// A college.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum College {
    /// Those who rent.
    Tenants,
    /// The tenants' associations.
    Associations,
    /// The landlord.
    Landlord,
}

impl College {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tenants, Self::Associations, Self::Landlord];

    /// The college of whoever speaks in a quality.
    #[must_use]
    pub fn of(quality: Quality) -> Self {
        match quality {
            Quality::Tenant => Self::Tenants,
            Quality::Association(_) => Self::Associations,
            Quality::Landlord => Self::Landlord,
        }
    }

    /// Its name in addresses and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tenants => "tenants",
            Self::Associations => "associations",
            Self::Landlord => "landlord",
        }
    }

    /// The college with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
