//! Erasing the codes of letters, once they are on paper.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::{LandlordId, LetterBatchId};
use serde_json::json;

/// Days for which a batch that nobody said was printed keeps its codes.
pub const KEPT_DAYS: i64 = 14;

/// Erases the codes of a landlord's batch; gives whether they were still there.
///
/// # Errors
/// [`StoreError::Missing`] when the landlord has no such batch.
pub async fn erase(
    tx: &mut Tx,
    landlord: LandlordId,
    batch: LetterBatchId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let chain = journal::of_landlord(landlord);
    journal::lock(tx, &chain).await?;
    let erased = run!(
        tx.on(),
        "UPDATE letter_batch SET erased_at = $3
         WHERE id = $1 AND landlord_id = $2 AND erased_at IS NULL",
        batch,
        landlord,
        now,
    )?;
    if erased == 0 {
        let there = all!(
            tx.on() => (LetterBatchId,),
            "SELECT id FROM letter_batch WHERE id = $1 AND landlord_id = $2",
            batch,
            landlord,
        )?;
        return match there.is_empty() {
            true => Err(StoreError::Missing("batch of letters")),
            false => Ok(false),
        };
    }
    run!(
        tx.on(),
        "UPDATE letter SET digits = NULL WHERE batch_id = $1 AND digits IS NOT NULL",
        batch,
    )?;
    let data = json!({ "batch": batch });
    journal::append(tx, &chain, "letters.erased", Some(batch.0), &data, now).await?;
    Ok(true)
}

/// Erases the codes of batches older than [`KEPT_DAYS`]; gives the number of these.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let old = all!(
        db.reads() => (LetterBatchId, LandlordId),
        "SELECT id, landlord_id FROM letter_batch
         WHERE erased_at IS NULL AND made_at <= $1 ORDER BY made_at",
        now - TimeDelta::days(KEPT_DAYS),
    )?;
    let mut swept = 0;
    for (batch, landlord) in old {
        let mut tx = db.begin().await?;
        swept += u64::from(erase(&mut tx, landlord, batch, now).await?);
        tx.commit().await?;
    }
    Ok(swept)
}
