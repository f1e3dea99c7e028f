//! Jobs of which a landlord has one at a time.

use super::{NewJob, enqueue};
use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::id::{JobId, LandlordId};

/// What became of asking for such a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It was asked for before under the same key, whatever became of it.
    Before(JobId),
    /// It waits now.
    Now(JobId),
    /// Another one of that kind is not over.
    Another(JobId),
}

/// Asks for a job unless the landlord has another of its kind that is not over. Who asks at the same
/// instant waits for the landlord's row, so that one of them is told of the other.
///
/// # Errors
/// When the database fails.
pub async fn enqueue_alone(
    tx: &mut Tx,
    landlord: LandlordId,
    new: NewJob,
    now: DateTime<Utc>,
) -> Result<Asked, StoreError> {
    // Holds the row until the transaction ends; nothing changes.
    run!(
        tx.on(),
        "UPDATE landlord SET slug = slug WHERE id = $1",
        landlord
    )?;
    let before = maybe!(
        tx.on() => (JobId,),
        "SELECT id FROM job WHERE idempotency_key = $1",
        new.idempotency_key.as_str(),
    )?;
    if let Some((id,)) = before {
        return Ok(Asked::Before(id));
    }
    let another = maybe!(
        tx.on() => (JobId,),
        "SELECT id FROM job WHERE landlord_id = $1 AND kind = $2
            AND state IN ('waiting', 'running') LIMIT 1",
        landlord,
        new.kind,
    )?;
    if let Some((id,)) = another {
        return Ok(Asked::Another(id));
    }
    let new = NewJob {
        landlord_id: Some(landlord),
        ..new
    };
    Ok(Asked::Now(enqueue(tx, new, now).await?))
}
