//! Going on without holders whose key files were not opened again: a decision of the tally board.

use super::{condition, held};
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::key_plan::{GoingOnRefusal, KeyPlan, missing_holders};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;
use sqlx::types::Json;

/// Why it was not decided.
#[derive(Debug, thiserror::Error)]
pub enum GoingOnError {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] GoingOnRefusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A decision.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct GoingOn {
    /// The numbers of the holders who were missing, from 1.
    pub missing: Json<Vec<u64>>,
    /// Why the board goes on.
    pub reason: String,
    /// When.
    pub decided_at: DateTime<Utc>,
}

/// Decides to go on with those who opened their files, of whom there are at least as many as decrypt.
///
/// # Errors
/// [`GoingOnError::Refused`]; nothing was written then.
pub async fn decide(
    tx: &mut Tx,
    election: ElectionId,
    plan: &KeyPlan,
    reason: &str,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), GoingOnError> {
    if held(tx, election).await?.stage >= Stage::Sealed {
        return Err(StoreError::Conflict("the election is sealed").into());
    }
    let told = all!(
        tx.on() => (i64,),
        "SELECT holder FROM key_reopened WHERE election_id = $1",
        election,
    )?;
    let told: Vec<u64> = told
        .into_iter()
        .filter_map(|(holder,)| u64::try_from(holder).ok())
        .collect();
    let missing = missing_holders(plan, &told)?;
    run!(
        tx.on(),
        "INSERT INTO key_going_on (election_id, missing, reason, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (election_id) DO UPDATE SET missing = excluded.missing,
            reason = excluded.reason, decided_by = excluded.decided_by,
            decided_at = excluded.decided_at",
        election,
        Json(&missing),
        reason,
        by,
        now,
    )?;
    let data = json!({ "missing": missing, "reason": reason, "by": by });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "key.going_on", Some(election.0), &data, now).await?;
    let note = format!("{}/{}", told.len(), plan.shares.len());
    let opened = Condition::KeyFilesReopened;
    Ok(condition::declare(tx, election, opened, &note, now).await?)
}

/// The decision, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Option<GoingOn>, StoreError> {
    maybe!(
        db.reads() => GoingOn,
        "SELECT missing, reason, decided_at FROM key_going_on WHERE election_id = $1",
        election,
    )
}
