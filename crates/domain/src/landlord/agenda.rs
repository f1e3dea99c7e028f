//! What became of a decision, as the home page tells it.

use serde::{Deserialize, Serialize};

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    /// Done as promised.
    Kept,
    /// Promised, and past its date.
    Late,
    /// Being done, within its date.
    Underway,
    /// Refused, with a reason.
    Refused,
}
