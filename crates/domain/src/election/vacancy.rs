//! Why a seat falls vacant; who follows is said by [`elected`](super::elected::elected).

use serde::{Deserialize, Serialize};

/// Why somebody leaves her seat, or will not follow on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum VacancyReason {
    /// She resigned.
    Resigned,
    /// Her turn came, and she declined.
    Declined,
    /// She is no tenant of this landlord any more.
    Moved,
    /// She died.
    Died,
    /// She may no longer sit on a board.
    Unqualified,
}

impl VacancyReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Resigned,
        Self::Declined,
        Self::Moved,
        Self::Died,
        Self::Unqualified,
    ];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Resigned => "resigned",
            Self::Declined => "declined",
            Self::Moved => "moved",
            Self::Died => "died",
            Self::Unqualified => "unqualified",
        }
    }
}
