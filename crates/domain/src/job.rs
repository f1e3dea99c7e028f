//! Work done behind the pages: how it stands, and when it is tried again.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Waiting
//!     Waiting --> Running: taken, with a lease
//!     Running --> Done: finished, together with its effect
//!     Running --> Waiting: tried again later
//!     Running --> Running: the lease ran out, another took it
//!     Running --> Failed: no more attempts, or no use
//! ```

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type))]
#[cfg_attr(feature = "sqlx", sqlx(type_name = "text", rename_all = "snake_case"))]
pub enum JobState {
    /// Nobody has taken it yet, or it waits for its next attempt.
    Waiting,
    /// A process works on it, until its lease runs out.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Failed,
}

impl JobState {
    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// How long to wait after the given attempt, counted from 1, failed; nothing when it was the last.
#[must_use]
pub fn wait_after(attempt: i64) -> Option<TimeDelta> {
    const SECONDS: [i64; 4] = [5, 30, 120, 600];
    let index = usize::try_from(attempt.max(1) - 1).ok()?;
    SECONDS.get(index).copied().map(TimeDelta::seconds)
}

/// Attempts before a job is given up.
pub const MOST_ATTEMPTS: i64 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_and_the_last_attempt_has_none() {
        let waits: Vec<_> = (1..MOST_ATTEMPTS).map(|n| wait_after(n).unwrap()).collect();
        assert!(waits.is_sorted_by(|a, b| a < b), "{waits:?}");
        assert_eq!(wait_after(MOST_ATTEMPTS), None);
        assert_eq!(wait_after(i64::MAX), None);
    }
}
