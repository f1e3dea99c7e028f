//! Taking a step: the rules decide, the row moves, the journal says so, in one transaction.

use super::condition;
use super::{Election, held};
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::election::stage::{Advanced, Facts, StageDates, StepRefusal};
use palier_domain::id::ElectionId;
use serde_json::json;

/// A step that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Taken {
    /// Which.
    pub step: Move,
    /// When.
    pub taken_at: DateTime<Utc>,
    /// Days by which it was late; 0 in time.
    pub late_by: i64,
}

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The protocol has no day of an election yet, so nothing has a date.
    #[error("the protocol has no day")]
    NoDay,
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] StepRefusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes a step in a role, on a civil day; conditions are those declared, and whether the protocol
/// is sound is asked again.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn advance(
    tx: &mut Tx,
    election: ElectionId,
    step: Move,
    role: ElectionRole,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Advanced, StepError> {
    let at = held(tx, election).await?;
    let protocol = &at.protocol.0;
    let dates = StageDates::new(protocol).ok_or(StepError::NoDay)?;
    let counted = maybe!(tx.on() => (i64,), LATE_BY, election, Move::Count)?;
    let dates = dates.counted_late(late_by(counted));
    let declared = condition::in_tx(tx, election).await?;
    let mut facts = Facts {
        today,
        met: declared.into_iter().collect(),
    };
    if protocol.broken_rules().is_empty() {
        facts.met.insert(Condition::ProtocolSound);
    } else {
        facts.met.remove(&Condition::ProtocolSound);
    }
    let online = protocol.channels.online;
    let advanced = at.stage.advance(step, role, online, &dates, &facts)?;
    let late_by = i64::try_from(advanced.late_by).unwrap_or(i64::MAX);
    run!(
        tx.on(),
        "UPDATE election SET stage = $2 WHERE id = $1",
        election,
        advanced.stage,
    )?;
    run!(
        tx.on(),
        "INSERT INTO election_step (election_id, step, taken_at, late_by) VALUES ($1, $2, $3, $4)",
        election,
        step,
        now,
        late_by,
    )?;
    let data = json!({ "step": step, "role": role, "stage": advanced.stage, "late_by": late_by });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "step.taken", Some(election.0), &data, now).await?;
    Ok(advanced)
}

const LATE_BY: &str = "SELECT late_by FROM election_step WHERE election_id = $1 AND step = $2";

fn late_by(taken: Option<(i64,)>) -> u64 {
    let late_by = taken.map_or(0, |(late_by,)| late_by);
    u64::try_from(late_by).unwrap_or_default()
}

/// The days between which the steps of an election are taken: those of its protocol, and from the
/// count on those that run from the day on which it was made; nothing while it has no day.
///
/// # Errors
/// When the database fails.
pub async fn dates(db: &Db, election: &Election) -> Result<Option<StageDates>, StoreError> {
    let Some(dates) = StageDates::new(&election.protocol.0) else {
        return Ok(None);
    };
    let counted = maybe!(db.reads() => (i64,), LATE_BY, election.id, Move::Count)?;
    Ok(Some(dates.counted_late(late_by(counted))))
}

/// The steps that were taken, in order.
///
/// # Errors
/// When the database fails.
pub async fn taken(db: &Db, election: ElectionId) -> Result<Vec<Taken>, StoreError> {
    all!(
        db.reads() => Taken,
        "SELECT step, taken_at, late_by FROM election_step WHERE election_id = $1
         ORDER BY taken_at, step",
        election,
    )
}
