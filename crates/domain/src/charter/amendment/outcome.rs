//! What was decided of an amendment.

use serde::{Deserialize, Serialize};

/// What was decided of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing yet.
    None,
    /// Accepted as it is.
    Accepted,
    /// Accepted in the rewording to which its author agreed.
    AcceptedModified,
    /// Rejected by vote.
    Rejected,
    /// Became without object; the reason is public.
    Lapsed,
    /// Taken up by an identical one, or by a compromise.
    Absorbed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::Accepted,
        Self::AcceptedModified,
        Self::Rejected,
        Self::Lapsed,
        Self::Absorbed,
    ];

    /// Its name in addresses and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Accepted => "accepted",
            Self::AcceptedModified => "accepted_modified",
            Self::Rejected => "rejected",
            Self::Lapsed => "lapsed",
            Self::Absorbed => "absorbed",
        }
    }

    /// The outcome with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether the amendment's words go into the text.
    #[must_use]
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedModified)
    }
}

/// What a vote says of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Yes, as it is.
    Accepted,
    /// Yes, in the rewording to which its author agreed.
    AcceptedModified,
    /// No.
    Rejected,
    /// Another one says the same, or holds what remains of it.
    Absorbed,
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Accepted,
        Self::AcceptedModified,
        Self::Rejected,
        Self::Absorbed,
    ];

    /// The outcome of the amendment then.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Accepted => Outcome::Accepted,
            Self::AcceptedModified => Outcome::AcceptedModified,
            Self::Rejected => Outcome::Rejected,
            Self::Absorbed => Outcome::Absorbed,
        }
    }
}
