//! The electoral roll of an election: made from the landlord's tenancies, corrected, frozen.

mod correction;
mod entered;
mod freeze;
mod letters;
mod make;
mod mine;
mod numbers;
mod occupancy;

pub use correction::{
    Correction, Decided, Decision, NewCorrection, ask, corrections, decide, mark_read, of_account,
    one,
};
pub use entered::{EnteredCorrection, HeardAt, enter, heard_at, whom};
pub use freeze::freeze;
pub use letters::{LetterLine, for_letters, line_ids};
pub use make::{Made, make};
pub use mine::{Elector, Mine, MyLine, MyTenancy, line, mine, search};
pub use numbers::{by_number, numbers};
pub use occupancy::{Occupancies, import_plans, import_sub_tenancies, known, occupancies};

use super::StepError;
use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::electoral_roll::correction::{CorrectionRefusal, MakeRefusal};
use palier_domain::election::electoral_roll::title::LeftOut;
use palier_domain::election::electoral_roll::{NoRoll, TenancyTwice};
use palier_domain::id::ElectionId;

/// Why something is not done with a roll.
#[derive(Debug, thiserror::Error)]
pub enum RollError {
    /// It is not made now.
    #[error(transparent)]
    Make(#[from] MakeRefusal),
    /// It is not corrected now.
    #[error(transparent)]
    Correction(#[from] CorrectionRefusal),
    /// A correction was decided already.
    #[error("decided already")]
    DecidedAlready,
    /// Corrections wait for a decision.
    #[error("{0} corrections are not decided")]
    Undecided(i64),
    /// The step is not taken.
    #[error(transparent)]
    Step(StepError),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<StepError> for RollError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Store(error) => Self::Store(error),
            error => Self::Step(error),
        }
    }
}

impl From<TenancyTwice> for RollError {
    fn from(error: TenancyTwice) -> Self {
        StoreError::Corrupt(error.to_string()).into()
    }
}

impl From<NoRoll> for RollError {
    fn from(error: NoRoll) -> Self {
        StoreError::Corrupt(error.to_string()).into()
    }
}

/// A roll as it stands.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// The last day on which a lease that gives the vote can have been signed.
    pub cut_off: NaiveDate,
    /// The day on which one had to be a tenant still.
    pub still_on: NaiveDate,
    /// Its lines: votes.
    pub lines: i64,
    /// Tenancies that give none.
    pub left_out: i64,
    /// When it was made last.
    pub made_at: DateTime<Utc>,
    /// When it was frozen.
    pub frozen_at: Option<DateTime<Utc>>,
    /// The SHA-256 of its canonical text, in hexadecimal, once it is frozen.
    pub fingerprint: Option<String>,
}

/// How an election's roll stands; nothing before it is made.
///
/// # Errors
/// When the database fails.
pub async fn standing(db: &Db, election: ElectionId) -> Result<Option<Standing>, StoreError> {
    maybe!(
        db.reads() => Standing,
        "SELECT cut_off, still_on, lines, left_out, made_at, frozen_at, fingerprint
         FROM electoral_roll WHERE election_id = $1",
        election,
    )
}

/// Electors by residence, in the order of their names: votes, not heads.
///
/// # Errors
/// When the database fails.
pub async fn by_residence(db: &Db, election: ElectionId) -> Result<Vec<(String, i64)>, StoreError> {
    all!(
        db.reads() => (String, i64),
        "SELECT e.name, COUNT(*) FROM roll_line l JOIN estate e ON e.id = l.estate_id
         WHERE l.election_id = $1 GROUP BY e.name ORDER BY e.name",
        election,
    )
}

/// How many tenancies give no vote, by reason.
///
/// # Errors
/// When the database fails.
pub async fn left_out(db: &Db, election: ElectionId) -> Result<Vec<(LeftOut, i64)>, StoreError> {
    all!(
        db.reads() => (LeftOut, i64),
        "SELECT reason, COUNT(*) FROM roll_left_out WHERE election_id = $1
         GROUP BY reason ORDER BY reason",
        election,
    )
}
