//! What people enter in the record before it is signed.

use serde::{Deserialize, Serialize};

/// A kind of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// What a list's agent has to say.
    Observation,
    /// Something that went wrong.
    Incident,
    /// Something that was done to the machines.
    Intervention,
}

impl EntryKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Observation, Self::Incident, Self::Intervention];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Observation => "observation",
            Self::Incident => "incident",
            Self::Intervention => "intervention",
        }
    }
}
