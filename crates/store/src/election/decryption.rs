//! What holders of the key decrypted: what holds counts, what does not stays as evidence.

use crate::dispatch::{all, maybe, one, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;

/// A partial decryption that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Share {
    /// The SHA-256 of its text, in hexadecimal.
    pub sha256: String,
    /// The number of its holder, from 1 through all parts of the trustees.
    pub holder: i64,
    /// Its text, as it came.
    pub body: String,
    /// What is wrong with it, in the protocol's words; nothing when it holds.
    pub fault: Option<String>,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// What became of handing one in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept now.
    Now,
    /// The very same was kept before.
    Before,
    /// The holder gave another one that holds.
    Another,
    /// So many that do not hold were handed in that no more are kept.
    TooMany,
}

/// Shares that do not hold and are kept, of one election.
pub const MOST_FAULTY: i64 = 50;

/// Keeps a share that was checked, with its fault if it has one: of each holder one that holds.
///
/// Whoever calls holds the election's row.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    share: &Share,
    by: AccountId,
) -> Result<Kept, StoreError> {
    let before = maybe!(
        tx.on() => (i64,),
        "SELECT holder FROM partial_decryption WHERE election_id = $1 AND sha256 = $2",
        election,
        share.sha256.as_str(),
    )?;
    if before.is_some() {
        return Ok(Kept::Before);
    }
    let another = maybe!(
        tx.on() => (i64,),
        "SELECT holder FROM partial_decryption
         WHERE election_id = $1 AND holder = $2 AND fault IS NULL",
        election,
        share.holder,
    )?;
    if another.is_some() {
        return Ok(Kept::Another);
    }
    let (faulty,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM partial_decryption WHERE election_id = $1 AND fault IS NOT NULL",
        election,
    )?;
    if share.fault.is_some() && faulty >= MOST_FAULTY {
        return Ok(Kept::TooMany);
    }
    run!(
        tx.on(),
        "INSERT INTO partial_decryption
            (election_id, sha256, holder, body, fault, received_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        election,
        share.sha256.as_str(),
        share.holder,
        share.body.as_str(),
        share.fault.as_deref(),
        share.received_at,
    )?;
    let act = match share.fault {
        None => "decryption.received",
        Some(_) => "decryption.invalid",
    };
    let data = json!({
        "holder": share.holder, "sha256": share.sha256, "fault": share.fault, "by": by,
    });
    let (chain, now) = (journal::of_election(election), share.received_at);
    journal::append(tx, &chain, act, Some(election.0), &data, now).await?;
    Ok(Kept::Now)
}

/// Whether a share that holds was handed in: from then on the online result may become known.
pub(super) async fn has_begun(tx: &mut Tx, election: ElectionId) -> Result<bool, StoreError> {
    let (valid,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM partial_decryption WHERE election_id = $1 AND fault IS NULL",
        election,
    )?;
    Ok(valid > 0)
}

const SHARES: &str = "SELECT sha256, holder, body, fault, received_at FROM partial_decryption
    WHERE election_id = $1 ORDER BY holder, received_at, sha256";

/// Every share that was handed in, by holder, those that do not hold too.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Vec<Share>, StoreError> {
    all!(db.reads() => Share, SHARES, election)
}

/// The same, as a transaction sees it.
///
/// # Errors
/// When the database fails.
pub async fn in_tx(tx: &mut Tx, election: ElectionId) -> Result<Vec<Share>, StoreError> {
    all!(tx.on() => Share, SHARES, election)
}
