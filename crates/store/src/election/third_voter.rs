//! How often a device told of a third voter: one number per election, changed in place.
//!
//! It is no decision and leaves no journal row: a row would have a time.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError};
use palier_domain::id::ElectionId;

/// Counts one more.
///
/// # Errors
/// When the database fails.
pub async fn told(db: &Db, election: ElectionId) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "INSERT INTO third_voter (election_id, total) VALUES ($1, 1)
         ON CONFLICT (election_id) DO UPDATE SET total = third_voter.total + 1",
        election,
    )
    .map(drop)
}

/// The number so far.
///
/// # Errors
/// When the database fails.
pub async fn total(db: &Db, election: ElectionId) -> Result<i64, StoreError> {
    maybe!(
        db.reads() => (i64,),
        "SELECT total FROM third_voter WHERE election_id = $1",
        election,
    )
    .map(|row| row.map_or(0, |(total,)| total))
}
