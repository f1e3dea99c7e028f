//! Devices from which an account has signed in: others' guesses do not lock them out.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::id::AccountId;

/// Remembers that an account signed in from a device.
///
/// # Errors
/// [`StoreError::Missing`] when the account does not exist.
pub async fn remember(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO known_device (token_hash, account_id, seen_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, account_id) DO UPDATE SET seen_at = excluded.seen_at",
        &token_hash[..],
        account,
        now,
    )
    .map(drop)
}

/// Forgets devices that were last seen before an instant; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, before: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "DELETE FROM known_device WHERE seen_at < $1",
        before
    )
}

/// Whether an account signed in from a device before.
///
/// # Errors
/// When the database fails.
pub async fn knows(db: &Db, token_hash: &[u8; 32], account: AccountId) -> Result<bool, StoreError> {
    maybe!(
        db.reads() => (DateTime<Utc>,),
        "SELECT seen_at FROM known_device WHERE token_hash = $1 AND account_id = $2",
        &token_hash[..],
        account,
    )
    .map(|row| row.is_some())
}
