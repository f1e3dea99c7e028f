//! Guesses counted by hashed key and window of time; wrong ones lead to waiting, never to a lock.

use crate::dispatch::{maybe, one, run};
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};

/// Counts one more guess; gives the count of the window with it.
///
/// # Errors
/// When the database fails.
pub async fn record(
    db: &Db,
    key_hash: &[u8; 32],
    window_start: DateTime<Utc>,
) -> Result<i64, StoreError> {
    one!(
        db.writes() => (i64,),
        "INSERT INTO guess (key_hash, window_start, count) VALUES ($1, $2, 1)
         ON CONFLICT (key_hash, window_start) DO UPDATE SET count = guess.count + 1
         RETURNING count",
        &key_hash[..],
        window_start,
    )
    .map(|(count,)| count)
}

/// Takes one counted guess back: the secret was right.
///
/// # Errors
/// When the database fails.
pub async fn give_back(
    db: &Db,
    key_hash: &[u8; 32],
    window_start: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE guess SET count = count - 1
         WHERE key_hash = $1 AND window_start = $2 AND count > 0",
        &key_hash[..],
        window_start,
    )
    .map(drop)
}

/// How many guesses a window holds.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &Db,
    key_hash: &[u8; 32],
    window_start: DateTime<Utc>,
) -> Result<i64, StoreError> {
    maybe!(
        db.reads() => (i64,),
        "SELECT count FROM guess WHERE key_hash = $1 AND window_start = $2",
        &key_hash[..],
        window_start,
    )
    .map(|row| row.map_or(0, |(count,)| count))
}

/// Forgets a key's guesses, as when the right secret came.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, key_hash: &[u8; 32]) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "DELETE FROM guess WHERE key_hash = $1",
        &key_hash[..]
    )
    .map(drop)
}

/// Removes windows that started before an instant; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, before: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "DELETE FROM guess WHERE window_start < $1",
        before
    )
}
