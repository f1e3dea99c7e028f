//! What became of a comment on a clause: nothing that was said vanishes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum CommentFate {
    /// It stands under an argument on its clause.
    Argument,
    /// It is in an amendment.
    Amendment,
    /// It changes nothing, and it is said why.
    NoChange,
}

impl CommentFate {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Argument, Self::Amendment, Self::NoChange];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Amendment => "amendment",
            Self::NoChange => "no_change",
        }
    }

    /// The fate with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Why a fate is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FateRefusal {
    /// Only the facilitator says what became of comments, who is no part of the landlord.
    #[error("only the facilitator says what became of comments")]
    NotHers,
    /// The version is frozen, or voted: its review is published.
    #[error("the review is published")]
    Published,
    /// Nothing is left to say of it: it was withdrawn, or answers another one.
    #[error("the comment has no fate of its own")]
    NoFateOfItsOwn,
    /// "No change" needs its reason.
    #[error("a comment that changes nothing needs a reason")]
    WithoutReason,
    /// The argument or the amendment is on another text, or on another clause.
    #[error("it is not on that clause")]
    Elsewhere,
}
