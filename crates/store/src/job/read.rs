//! Looking at jobs.

use super::{Job, Stored, job_rows};
use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use palier_domain::id::{JobId, LandlordId};

/// A job.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: JobId) -> Result<Option<Job>, StoreError> {
    let row = maybe!(
        db.reads() => Stored,
        job_rows!("SELECT ", " FROM job WHERE id = $1"),
        id,
    )?;
    Ok(row.map(Job::from))
}

/// A landlord's jobs of one kind, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(
    db: &Db,
    landlord: LandlordId,
    kind: &str,
    limit: i64,
) -> Result<Vec<Job>, StoreError> {
    let rows = all!(
        db.reads() => Stored,
        job_rows!(
            "SELECT ",
            " FROM job WHERE landlord_id = $1 AND kind = $2
              ORDER BY created_at DESC, id DESC LIMIT $3"
        ),
        landlord,
        kind,
        limit,
    )?;
    Ok(rows.into_iter().map(Job::from).collect())
}

/// The instance's jobs, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn latest(db: &Db, limit: i64) -> Result<Vec<Job>, StoreError> {
    let rows = all!(
        db.reads() => Stored,
        job_rows!("SELECT ", " FROM job ORDER BY created_at DESC, id DESC LIMIT $1"),
        limit,
    )?;
    Ok(rows.into_iter().map(Job::from).collect())
}

/// How many jobs are in each state that is not `done`: waiting, running, failed.
///
/// # Errors
/// When the database fails.
pub async fn unfinished(db: &Db) -> Result<[i64; 3], StoreError> {
    let rows = all!(
        db.reads() => (String, i64),
        "SELECT state, COUNT(*) FROM job WHERE state IN ('waiting', 'running', 'failed')
         GROUP BY state",
    )?;
    let count = |state: &str| {
        rows.iter()
            .find(|(name, _)| name == state)
            .map_or(0, |(_, count)| *count)
    };
    Ok([count("waiting"), count("running"), count("failed")])
}
