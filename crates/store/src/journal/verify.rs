//! Checking a chain from its first entry to its head.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::journal::{GENESIS, Link, entry_hash};
use std::fmt;
use uuid::Uuid;

/// Entries read at a time.
const PAGE: i64 = 1_000;

/// A chain that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of its entries.
    pub entries: i64,
}

/// A journal that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// The number of its chains.
    pub chains: usize,
    /// The number of their entries.
    pub entries: i64,
}

/// Where a chain breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The chain.
    pub chain: String,
    /// The first entry that does not hold, or that is missing.
    pub seq: i64,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no such entry, though the chain goes on after it.
    Missing,
    /// Its hash is not that of its content and of the entry before.
    Altered,
    /// The chain's head does not name it as the last.
    HeadDiffers,
}

/// Why a chain could not be found to hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It does not hold.
    #[error("{0}")]
    Broken(Broken),
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.why {
            Why::Missing => "is missing",
            Why::Altered => "was altered",
            Why::HeadDiffers => "is not what the head of the chain says",
        };
        write!(f, "chain {}: entry {} {why}", self.chain, self.seq)
    }
}

#[derive(sqlx::FromRow)]
struct Entry {
    seq: i64,
    at: DateTime<Utc>,
    act: String,
    object_id: Option<Uuid>,
    digest: Vec<u8>,
    hash: Vec<u8>,
}

/// Every chain, by name.
///
/// # Errors
/// When the database fails.
pub async fn chains(db: &Db) -> Result<Vec<String>, StoreError> {
    chains_in(&mut db.snapshot().await?).await
}

/// Every chain that a transaction sees.
pub(crate) async fn chains_in(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let rows = all!(
        tx.on() => (String,),
        "SELECT chain FROM chain_head UNION SELECT chain FROM journal ORDER BY chain",
    )?;
    Ok(rows.into_iter().map(|(chain,)| chain).collect())
}

/// Checks a chain entry by entry; a chain that does not exist holds nothing.
///
/// # Errors
/// [`VerifyError::Broken`] names the first entry that does not hold.
pub async fn verify(db: &Db, chain: &str) -> Result<Verified, VerifyError> {
    // At one instant: entries that are added meanwhile are not taken for faults.
    verify_in(&mut db.snapshot().await?, chain).await
}

/// Checks every chain, one after the other.
///
/// # Errors
/// [`VerifyError::Broken`] names the first entry that does not hold.
pub async fn verify_all(db: &Db) -> Result<Whole, VerifyError> {
    let mut whole = Whole::default();
    for chain in chains(db).await? {
        whole.entries += verify(db, &chain).await?.entries;
        whole.chains += 1;
    }
    Ok(whole)
}

/// Checks a chain as a transaction sees it; nobody else may be writing to it.
pub(crate) async fn verify_in(tx: &mut Tx, chain: &str) -> Result<Verified, VerifyError> {
    let (mut seq, mut hash) = (0, GENESIS);
    loop {
        let page = entries_after(tx, chain, seq).await?;
        if page.is_empty() {
            break;
        }
        for entry in &page {
            hash = follow(chain, seq, &hash, entry).map_err(VerifyError::Broken)?;
            seq = entry.seq;
        }
    }
    let (head_seq, head_hash) = head(tx, chain).await?;
    if head_seq == seq && head_hash == hash {
        return Ok(Verified { entries: seq });
    }
    let (seq, why) = if head_seq > seq {
        (seq + 1, Why::Missing)
    } else {
        (seq, Why::HeadDiffers)
    };
    let chain = chain.to_owned();
    Err(VerifyError::Broken(Broken { chain, seq, why }))
}

/// The hash of an entry that follows, or what is wrong with it.
fn follow(chain: &str, seq: i64, prev: &[u8; 32], entry: &Entry) -> Result<[u8; 32], Broken> {
    let broken = |why| Broken {
        chain: chain.to_owned(),
        seq: seq + 1,
        why,
    };
    if entry.seq != seq + 1 {
        return Err(broken(if entry.seq > seq {
            Why::Missing
        } else {
            Why::Altered
        }));
    }
    let digest = <[u8; 32]>::try_from(&entry.digest[..]).map_err(|_| broken(Why::Altered))?;
    let link = Link {
        chain,
        seq: entry.seq,
        at: entry.at,
        act: &entry.act,
        object: entry.object_id,
        digest,
    };
    let hash = entry_hash(prev, &link);
    if entry.hash == hash {
        Ok(hash)
    } else {
        Err(broken(Why::Altered))
    }
}

async fn entries_after(tx: &mut Tx, chain: &str, seq: i64) -> Result<Vec<Entry>, StoreError> {
    all!(
        tx.on() => Entry,
        "SELECT seq, at, act, object_id, digest, hash FROM journal
         WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        chain,
        seq,
        PAGE,
    )
}

async fn head(tx: &mut Tx, chain: &str) -> Result<(i64, [u8; 32]), StoreError> {
    let head = maybe!(
        tx.on() => (i64, Vec<u8>),
        "SELECT seq, hash FROM chain_head WHERE chain = $1",
        chain,
    )?;
    match head {
        Some((seq, hash)) => Ok((seq, StoreError::hash(&hash)?)),
        None => Ok((0, GENESIS)),
    }
}
