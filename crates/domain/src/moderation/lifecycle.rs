//! What becomes of a comment that was reported; see the diagram of the [module](super).

use super::decider::{Decider, DeciderRefusal};
use crate::id::AccountId;
use chrono::{DateTime, Days, Months, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What was decided of a comment that was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It stays as it is.
    Kept,
    /// Its words are hidden; its place and the replies to it stay.
    Hidden,
}

/// What was decided of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum AppealOutcome {
    /// The words stay hidden.
    Upheld,
    /// The words are shown again.
    Reversed,
}

/// A comment on which at least one report waits.
#[derive(Debug, PartialEq, Eq)]
pub struct Reported(());

/// Nothing waits for a decision: somebody took it before, or nobody asked for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no report waits on the comment")]
pub struct NothingWaits;

impl Reported {
    /// Takes the number of reports that wait on a comment.
    pub fn new(waiting: i64) -> Result<Self, NothingWaits> {
        if waiting > 0 {
            Ok(Self(()))
        } else {
            Err(NothingWaits)
        }
    }

    /// Decides; all reports that wait are answered by it.
    #[must_use]
    pub fn decide(self, by: Decider, outcome: Outcome, now: DateTime<Utc>) -> Decided {
        match outcome {
            Outcome::Kept => Decided::Kept,
            Outcome::Hidden => Decided::Hidden(Hidden {
                decided_by: Some(by.account()),
                appeal_until: appeal_until(now),
            }),
        }
    }
}

/// A decision, as the author finds it.
#[derive(Debug, PartialEq, Eq)]
pub enum Decided {
    /// The comment stays.
    Kept,
    /// Its words are hidden.
    Hidden(Hidden),
}

/// Hidden words, which the author may defend.
#[derive(Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Who hid them; nobody once that account is gone.
    pub decided_by: Option<AccountId>,
    /// From this instant on no appeal is taken.
    pub appeal_until: DateTime<Utc>,
}

/// Why an appeal is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AppealRefusal {
    /// The comment is somebody else's, or was not hidden.
    #[error("only the author of hidden words appeals")]
    NotYours,
    /// She withdrew it: nothing is left to be shown again.
    #[error("the comment was withdrawn")]
    Withdrawn,
    /// The six months are over.
    #[error("the time for an appeal is over")]
    TooLate,
    /// She appealed already.
    #[error("an appeal was made already")]
    Already,
}

impl Hidden {
    /// The author appeals.
    pub fn appeal(self, now: DateTime<Utc>) -> Result<Appealed, AppealRefusal> {
        if now >= self.appeal_until {
            return Err(AppealRefusal::TooLate);
        }
        Ok(Appealed {
            decided_by: self.decided_by,
        })
    }
}

/// Hidden words that the author defends.
#[derive(Debug, PartialEq, Eq)]
pub struct Appealed {
    /// Who hid them.
    pub decided_by: Option<AccountId>,
}

impl Appealed {
    /// Somebody else than the first time decides.
    pub fn settle(
        self,
        by: Decider,
        outcome: AppealOutcome,
    ) -> Result<AppealOutcome, DeciderRefusal> {
        if self.decided_by == Some(by.account()) {
            return Err(DeciderRefusal::DecidedFirst);
        }
        Ok(outcome)
    }
}

/// The instant from which no appeal is taken any more: six months and a day after the decision, so
/// that the whole of the last day counts wherever she lives.
///
/// At least six months from the day on which the author is told (regulation (EU) 2022/2065,
/// article 20, paragraphs 1 and 2); here she is told with the decision.
#[must_use]
pub fn appeal_until(decided_at: DateTime<Utc>) -> DateTime<Utc> {
    let six_months = decided_at
        .checked_add_months(Months::new(6))
        .unwrap_or(DateTime::<Utc>::MAX_UTC);
    six_months
        .checked_add_days(Days::new(1))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// An instant of the last day on which an appeal is taken, for its date to be shown.
#[must_use]
pub fn last_day(appeal_until: DateTime<Utc>) -> DateTime<Utc> {
    appeal_until
        .checked_sub_days(Days::new(1))
        .unwrap_or(appeal_until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::role::Role;
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn decider(n: u128) -> Decider {
        Decider::new(AccountId(Uuid::from_u128(n)), &[Role::Facilitator], false).unwrap()
    }

    fn hidden(by: u128, now: DateTime<Utc>) -> Hidden {
        let reported = Reported::new(1).unwrap();
        match reported.decide(decider(by), Outcome::Hidden, now) {
            Decided::Hidden(hidden) => hidden,
            Decided::Kept => panic!("it was hidden"),
        }
    }

    #[test]
    fn nothing_is_decided_of_a_comment_that_nobody_reported() {
        assert_eq!(Reported::new(0), Err(NothingWaits));
    }

    #[test]
    fn what_is_kept_is_kept() {
        let reported = Reported::new(2).unwrap();
        let now = at("2030-12-05T10:00:00Z");
        assert_eq!(
            reported.decide(decider(1), Outcome::Kept, now),
            Decided::Kept
        );
    }

    #[test]
    fn the_author_has_six_months_and_the_whole_last_day() {
        let until = appeal_until(at("2030-12-05T10:00:00Z"));
        assert_eq!(until, at("2031-06-06T10:00:00Z"));
        assert_eq!(last_day(until), at("2031-06-05T10:00:00Z"));
        // The end of a short month.
        assert_eq!(
            appeal_until(at("2030-08-31T10:00:00Z")),
            at("2031-03-01T10:00:00Z")
        );
    }

    #[test]
    fn an_appeal_comes_in_time_or_not_at_all() {
        let now = at("2030-12-05T10:00:00Z");
        let until = appeal_until(now);
        let tick = TimeDelta::microseconds(1);
        assert!(hidden(1, now).appeal(until - tick).is_ok());
        assert_eq!(hidden(1, now).appeal(until), Err(AppealRefusal::TooLate));
    }

    #[test]
    fn whoever_decided_first_does_not_settle_the_appeal() {
        let now = at("2030-12-05T10:00:00Z");
        let first = hidden(1, now).appeal(now).unwrap();
        assert_eq!(
            first.settle(decider(1), AppealOutcome::Upheld),
            Err(DeciderRefusal::DecidedFirst)
        );
        let again = hidden(1, now).appeal(now).unwrap();
        assert_eq!(
            again.settle(decider(2), AppealOutcome::Reversed),
            Ok(AppealOutcome::Reversed)
        );
    }

    #[test]
    fn an_appeal_outlives_the_account_that_decided() {
        let orphan = Appealed { decided_by: None };
        assert!(orphan.settle(decider(1), AppealOutcome::Upheld).is_ok());
    }
}
