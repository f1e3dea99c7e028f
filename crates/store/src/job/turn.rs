//! One process's turn at a job: taken, advanced, finished or given back.

use super::{Job, Stored, job_rows};
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::JobId;
use palier_domain::job::MOST_ATTEMPTS;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// Takes the job that has waited longest, or one whose lease ran out; nothing when there is none.
///
/// A job that was taken [`MOST_ATTEMPTS`] times and never came to an end is given up here.
///
/// # Errors
/// When the database fails.
pub async fn take(
    db: &Db,
    worker: Uuid,
    now: DateTime<Utc>,
    lease: TimeDelta,
) -> Result<Option<Job>, StoreError> {
    if !is_one_due(db, now).await? {
        return Ok(None);
    }
    run!(
        db.writes(),
        "UPDATE job SET state = 'failed', finished_at = $1, lease_by = NULL, lease_until = NULL,
            error = COALESCE(error, 'no attempt came to its end')
         WHERE state = 'running' AND lease_until <= $1 AND attempts >= $2",
        now,
        MOST_ATTEMPTS,
    )?;
    // Asked of two processes at once, the second finds the state changed and takes none.
    let row = maybe!(
        db.writes() => Stored,
        job_rows!(
            "UPDATE job SET state = 'running', attempts = attempts + 1, lease_by = $1,
                lease_until = $2
             WHERE id = (SELECT id FROM job
                    WHERE (state = 'waiting' AND run_after <= $3)
                        OR (state = 'running' AND lease_until <= $3)
                    ORDER BY run_after, id LIMIT 1)
                AND (state = 'waiting' OR lease_until <= $3)
             RETURNING ",
            ""
        ),
        worker,
        now + lease,
        now,
    )?;
    Ok(row.map(Job::from))
}

/// Looked at before anything is written, since who waits for work asks every second.
async fn is_one_due(db: &Db, now: DateTime<Utc>) -> Result<bool, StoreError> {
    maybe!(
        db.reads() => (JobId,),
        "SELECT id FROM job
         WHERE (state = 'waiting' AND run_after <= $1) OR (state = 'running' AND lease_until <= $1)
         LIMIT 1",
        now,
    )
    .map(|found| found.is_some())
}

/// Notes how far a job has come, and renews the lease; false when the lease was lost.
///
/// # Errors
/// When the database fails.
pub async fn advance(
    db: &Db,
    id: JobId,
    worker: Uuid,
    (progress, total): (i64, i64),
    lease_until: DateTime<Utc>,
) -> Result<bool, StoreError> {
    run!(
        db.writes(),
        "UPDATE job SET progress = $3, total = $4, lease_until = $5
         WHERE id = $1 AND lease_by = $2",
        id,
        worker,
        progress,
        total,
        lease_until,
    )
    .map(|touched| touched == 1)
}

/// Ends a job in the transaction that holds its effect.
///
/// # Errors
/// [`StoreError::Conflict`] when the lease was lost: drop the transaction, another has the job.
pub async fn finish(
    tx: &mut Tx,
    id: JobId,
    worker: Uuid,
    result: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let touched = run!(
        tx.on(),
        "UPDATE job SET state = 'done', progress = total, result = $3, error = NULL,
            finished_at = $4, lease_by = NULL, lease_until = NULL
         WHERE id = $1 AND lease_by = $2",
        id,
        worker,
        Json(result),
        now,
    )?;
    match touched {
        1 => Ok(()),
        _ => Err(StoreError::Conflict("another process has the job")),
    }
}

/// Gives a job back to be tried at `again`, or gives it up; nothing happens without the lease.
///
/// # Errors
/// When the database fails.
pub async fn fail(
    db: &Db,
    id: JobId,
    worker: Uuid,
    error: &str,
    again: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    match again {
        Some(at) => run!(
            db.writes(),
            "UPDATE job SET state = 'waiting', run_after = $3, error = $4, lease_by = NULL,
                lease_until = NULL
             WHERE id = $1 AND lease_by = $2",
            id,
            worker,
            at,
            error,
        ),
        None => run!(
            db.writes(),
            "UPDATE job SET state = 'failed', finished_at = $3, error = $4, lease_by = NULL,
                lease_until = NULL
             WHERE id = $1 AND lease_by = $2",
            id,
            worker,
            now,
            error,
        ),
    }
    .map(drop)
}
