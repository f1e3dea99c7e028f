//! How far an amendment has come.

use serde::{Deserialize, Serialize};

/// How far an amendment has come.
///
/// ```mermaid
/// stateDiagram-v2
///     [*] --> draft
///     draft --> gathering: asks for support
///     draft --> submitted
///     gathering --> submitted
///     submitted --> under_discussion: ruled admissible
///     submitted --> inadmissible
///     inadmissible --> under_discussion: the guarantor reverses the ruling
///     under_discussion --> to_vote
///     to_vote --> decided
///     decided --> incorporated
///     gathering --> withdrawn
///     submitted --> withdrawn
///     under_discussion --> withdrawn
///     withdrawn --> submitted: a co-signatory takes it over
///     gathering --> decided: lapses
///     submitted --> decided: lapses
///     under_discussion --> decided: lapses
///     to_vote --> decided: lapses
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Lifecycle {
    /// Being written; its author alone reads it, with the delegates of her association.
    Draft,
    /// Shown to all, so that others sign it with her.
    Gathering,
    /// Handed in, with a number; the facilitator has not ruled.
    Submitted,
    /// Ruled inadmissible, on a listed ground and with a public reason.
    Inadmissible,
    /// Ruled admissible, and discussed.
    UnderDiscussion,
    /// On the list of what is voted.
    ToVote,
    /// Something was decided of it: its outcome says what.
    Decided,
    /// Its words are in the text.
    Incorporated,
    /// Its author took it back.
    Withdrawn,
}

impl Lifecycle {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Gathering,
        Self::Submitted,
        Self::Inadmissible,
        Self::UnderDiscussion,
        Self::ToVote,
        Self::Decided,
        Self::Incorporated,
        Self::Withdrawn,
    ];

    /// Its name in addresses and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Gathering => "gathering",
            Self::Submitted => "submitted",
            Self::Inadmissible => "inadmissible",
            Self::UnderDiscussion => "under_discussion",
            Self::ToVote => "to_vote",
            Self::Decided => "decided",
            Self::Incorporated => "incorporated",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
