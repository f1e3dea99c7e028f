//! Where a candidate list stands.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Draft
//!     Draft --> Filed: its agent, against a receipt
//!     Filed --> Admitted: commission, with a reason
//!     Filed --> Refused: commission, with a reason
//!     Admitted --> Refused: commission, before the order is drawn
//!     Refused --> Admitted: the same
//! ```

use serde::{Deserialize, Serialize};

/// Where a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ListState {
    /// Its agent works on it.
    Draft,
    /// It was filed and waits for the commission.
    Filed,
    /// It stands for election.
    Admitted,
    /// It does not.
    Refused,
}

impl ListState {
    /// Whether the commission said its word.
    #[must_use]
    pub fn is_judged(self) -> bool {
        matches!(self, Self::Admitted | Self::Refused)
    }
}
