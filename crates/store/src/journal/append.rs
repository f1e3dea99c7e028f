//! Adding an entry: the chain's head is a row, and its lock is the chain's queue.

use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx, ids};
use chrono::{DateTime, SubsecRound, Utc};
use palier_domain::journal::{GENESIS, Link, digest, entry_hash};
use serde_json::Value;
use uuid::Uuid;

/// Appends an act to a chain; gives its place in it, from 1.
///
/// The chain stays locked until the transaction ends, so entries neither race nor leave gaps.
/// Of `data`, only a salted hash is kept. Who writes to several chains takes texts' and landlords'
/// before the instance's, so that nobody waits in a ring.
///
/// # Errors
/// When the database fails.
pub async fn append(
    tx: &mut Tx,
    chain: &str,
    act: &str,
    object: Option<Uuid>,
    data: &Value,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    // What PostgreSQL keeps must be what was hashed.
    let at = now.trunc_subsecs(6);
    let (seq, prev) = advance(tx, chain).await?;
    let salt: [u8; 32] = ids::random();
    let digest = digest(&salt, data);
    let hash = entry_hash(
        &prev,
        &Link {
            chain,
            seq,
            at,
            act,
            object,
            digest,
        },
    );
    run!(
        tx.on(),
        "INSERT INTO journal (chain, seq, at, act, object_id, digest, salt, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        chain,
        seq,
        at,
        act,
        object,
        &digest[..],
        &salt[..],
        &hash[..],
    )?;
    run!(
        tx.on(),
        "UPDATE chain_head SET hash = $2 WHERE chain = $1",
        chain,
        &hash[..]
    )?;
    Ok(seq)
}

/// Makes others who would write to this chain wait until this transaction ends.
///
/// For decisions that rest on what was read; the chain must exist already.
pub(crate) async fn lock(tx: &mut Tx, chain: &str) -> Result<(), StoreError> {
    match run!(
        tx.on(),
        "UPDATE chain_head SET seq = seq WHERE chain = $1",
        chain
    )? {
        0 => Err(StoreError::Missing("journal chain")),
        _ => Ok(()),
    }
}

/// Erases the salts of what was written about an object: its data is gone.
pub(crate) async fn forget(tx: &mut Tx, chain: &str, object: Uuid) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "UPDATE journal SET salt = NULL WHERE object_id = $1 AND chain = $2",
        object,
        chain,
    )
    .map(drop)
}

async fn advance(tx: &mut Tx, chain: &str) -> Result<(i64, [u8; 32]), StoreError> {
    if let Some(next) = step(tx, chain).await? {
        return Ok(next);
    }
    // Whoever comes second waits here for the first, then finds its row.
    run!(
        tx.on(),
        "INSERT INTO chain_head (chain, seq, hash) VALUES ($1, 0, $2)
         ON CONFLICT (chain) DO NOTHING",
        chain,
        &GENESIS[..],
    )?;
    step(tx, chain)
        .await?
        .ok_or(StoreError::Missing("journal chain"))
}

async fn step(tx: &mut Tx, chain: &str) -> Result<Option<(i64, [u8; 32])>, StoreError> {
    maybe!(
        tx.on() => (i64, Vec<u8>),
        "UPDATE chain_head SET seq = seq + 1 WHERE chain = $1 RETURNING seq, hash",
        chain,
    )?
    .map(|(seq, hash)| Ok((seq, StoreError::hash(&hash)?)))
    .transpose()
}
