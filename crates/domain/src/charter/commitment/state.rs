//! Where a commitment stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where a commitment stands, as somebody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentState {
    /// Nothing has begun.
    Planned,
    /// It is worked on.
    UnderWay,
    /// It is kept, and there is evidence.
    Kept,
    /// It was given up, and it is said why.
    GivenUp,
}

impl CommitmentState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Planned, Self::UnderWay, Self::Kept, Self::GivenUp];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::UnderWay => "under_way",
            Self::Kept => "kept",
            Self::GivenUp => "given_up",
        }
    }

    /// The state with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether it is late: its day is over, and it is neither kept nor given up.
    #[must_use]
    pub fn is_late(self, due_on: Option<NaiveDate>, today: NaiveDate) -> bool {
        matches!(self, Self::Planned | Self::UnderWay) && due_on.is_some_and(|due| due < today)
    }
}

/// Why progress is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProgressRefusal {
    /// Nothing is said.
    #[error("nothing is said")]
    Nothing,
    /// What is kept is shown by something.
    #[error("a commitment that is kept needs evidence")]
    WithoutEvidence,
    /// It does not go there from where it stands.
    #[error("it does not become {1:?} from {0:?}")]
    NotFromHere(CommitmentState, CommitmentState),
}

/// Where a commitment stands after somebody reports on it: the same state is further progress.
///
/// # Errors
/// [`ProgressRefusal`]: words always, evidence for what is kept.
pub fn report(
    from: CommitmentState,
    to: CommitmentState,
    words: &str,
    evidence: &str,
) -> Result<CommitmentState, ProgressRefusal> {
    use CommitmentState::{GivenUp, Kept, Planned, UnderWay};
    let goes = matches!(
        (from, to),
        (Planned | UnderWay, UnderWay | Kept | GivenUp)
            | (Planned, Planned)
            | (Kept, Kept | UnderWay)
            | (GivenUp, UnderWay)
    );
    if !goes {
        return Err(ProgressRefusal::NotFromHere(from, to));
    }
    if words.trim().is_empty() {
        return Err(ProgressRefusal::Nothing);
    }
    if to == Kept && evidence.trim().is_empty() {
        return Err(ProgressRefusal::WithoutEvidence);
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::CommitmentState::{GivenUp, Kept, Planned, UnderWay};
    use super::*;

    #[test]
    fn what_is_neither_kept_nor_given_up_is_late_the_day_after() {
        let due = NaiveDate::from_ymd_opt(2031, 6, 30);
        let day = due.unwrap();
        let after = day.succ_opt().unwrap();
        for state in CommitmentState::ALL {
            assert!(!state.is_late(due, day), "{state:?}");
            assert!(!state.is_late(None, after), "{state:?}");
            let waits = matches!(state, Planned | UnderWay);
            assert_eq!(state.is_late(due, after), waits, "{state:?}");
        }
    }

    #[test]
    fn nothing_is_kept_without_evidence_nor_given_up_without_a_word() {
        let none = ProgressRefusal::WithoutEvidence;
        assert_eq!(report(UnderWay, Kept, "Fait.", " "), Err(none));
        assert_eq!(report(UnderWay, Kept, "Fait.", "photo"), Ok(Kept));
        let nothing = Err(ProgressRefusal::Nothing);
        assert_eq!(report(Planned, GivenUp, "", ""), nothing);
        let back = ProgressRefusal::NotFromHere(GivenUp, Kept);
        assert_eq!(report(GivenUp, Kept, "Fait.", "photo"), Err(back));
        for from in CommitmentState::ALL {
            let again = report(from, UnderWay, "On reprend.", "");
            assert_eq!(again, Ok(UnderWay), "{from:?}");
        }
    }
}
