//! Importing a roll: what it says is compared with what is stored, and the difference written.

mod current;
mod difference;
mod write;

use crate::dispatch::run;
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use current::Current;
use difference::Difference;
use palier_domain::id::{LandlordId, RollImportId};
use palier_domain::landlord::roll::Roll;
use serde_json::json;

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Lines of the file.
    pub lines: usize,
    /// Tenancies and persons that are new.
    pub added: usize,
    /// Tenancies, persons and dwellings of which something changed.
    pub changed: usize,
    /// Tenancies that ended because the roll no longer names them.
    pub closed: usize,
    /// The roll said what was known already: nothing was written.
    pub unchanged: bool,
}

/// Why a roll was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It leaves out so many running leases that it may be the wrong file, or part of one.
    #[error("the roll would end {would_close} of {running} running leases by leaving them out")]
    TooManyClosed {
        /// Leases that it would end.
        would_close: usize,
        /// Leases that run now.
        running: usize,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports a roll; running leases that it does not name end on `on`.
///
/// No lease ends before it starts: one that starts later ends on its first day. More than
/// `most_closed` ended leases are refused; by default, more than 50 and than a tenth of those that
/// run. The same roll again changes nothing and is not journaled.
///
/// # Errors
/// [`ImportError::TooManyClosed`], with both numbers; nothing was written then.
pub async fn import(
    tx: &mut Tx,
    landlord: LandlordId,
    roll: &Roll,
    on: NaiveDate,
    now: DateTime<Utc>,
    file_sha256: [u8; 32],
    most_closed: Option<usize>,
) -> Result<Outcome, ImportError> {
    let chain = journal::of_landlord(landlord);
    // What is read now must still be so when the difference is written.
    journal::lock(tx, &chain).await?;
    let current = Current::read(tx, landlord).await?;
    let difference = Difference::new(&current, roll, on, now);
    let running = current.running(on);
    let most_closed = most_closed.unwrap_or_else(|| (running / 10).max(50));
    if difference.closed > most_closed {
        return Err(ImportError::TooManyClosed {
            would_close: difference.closed,
            running,
        });
    }
    let outcome = Outcome {
        lines: roll.lines,
        added: difference.added,
        changed: difference.changed,
        closed: difference.closed,
        unchanged: difference.is_empty(),
    };
    if !outcome.unchanged {
        write::write(tx, landlord, &difference).await?;
        record(tx, landlord, &chain, &outcome, now, file_sha256).await?;
    }
    Ok(outcome)
}

async fn record(
    tx: &mut Tx,
    landlord: LandlordId,
    chain: &str,
    outcome: &Outcome,
    now: DateTime<Utc>,
    file_sha256: [u8; 32],
) -> Result<(), StoreError> {
    let id = RollImportId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO roll_import
            (id, landlord_id, imported_at, file_sha256, lines, added, changed, closed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        landlord,
        now,
        &file_sha256[..],
        column(outcome.lines)?,
        column(outcome.added)?,
        column(outcome.changed)?,
        column(outcome.closed)?,
    )?;
    let data = json!({
        "file_sha256": file_sha256, "lines": outcome.lines, "added": outcome.added,
        "changed": outcome.changed, "closed": outcome.closed,
    });
    journal::append(tx, chain, "roll.imported", Some(id.0), &data, now).await?;
    Ok(())
}

fn column(count: usize) -> Result<i64, StoreError> {
    i64::try_from(count).map_err(StoreError::other)
}
