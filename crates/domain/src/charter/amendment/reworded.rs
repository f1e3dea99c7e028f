//! What the drafting committee recommends, and what the author answers to a rewording.

use serde::{Deserialize, Serialize};

/// What the drafting committee recommends of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// To accept it.
    Accept,
    /// To accept it in other words, which are given.
    AcceptModified,
    /// To reject it.
    Reject,
    /// To send it elsewhere: another text, another meeting.
    Refer,
}

impl Advice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::Accept,
        Self::AcceptModified,
        Self::Reject,
        Self::Refer,
    ];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::AcceptModified => "accept_modified",
            Self::Reject => "reject",
            Self::Refer => "refer",
        }
    }

    /// The advice with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What the author answers to a rewording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// She agrees: it may be voted in these words.
    Agreed,
    /// She keeps her own.
    Refused,
}

impl Answer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Agreed, Self::Refused];
}

/// What the guarantor decides of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum AppealOutcome {
    /// It stays inadmissible.
    Upheld,
    /// It is admissible after all.
    Reversed,
}

impl AppealOutcome {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Upheld, Self::Reversed];
}
