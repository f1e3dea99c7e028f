//! Chains and their entries, to look at.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A chain, by its head.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Its name: `instance`, or `landlord:` or `text:` and an identifier.
    pub chain: String,
    /// The number of its entries.
    pub seq: i64,
    /// The hash of the last one.
    pub hash: Vec<u8>,
    /// The landlord that it concerns, or the landlord of its text; none for the instance.
    pub landlord_name: Option<String>,
}

/// An entry, without the data that it covers.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EntryRow {
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub act: String,
    /// To what.
    pub object_id: Option<Uuid>,
    /// Its hash.
    pub hash: Vec<u8>,
    /// Whether the salt was erased with the data.
    pub is_erased: bool,
}

/// The act of a check that found every chain whole.
pub const VERIFIED: &str = "journal.verified";

/// When somebody last checked all chains and found them whole.
///
/// # Errors
/// When the database fails.
pub async fn last_verified(db: &Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    maybe!(
        db.reads() => (DateTime<Utc>,),
        "SELECT at FROM journal WHERE chain = $1 AND act = $2 ORDER BY seq DESC LIMIT 1",
        super::INSTANCE,
        VERIFIED,
    )
    .map(|row| row.map(|(at,)| at))
}

/// The heads of all chains, the instance's first.
///
/// # Errors
/// When the database fails.
pub async fn all_heads(db: &Db) -> Result<Vec<Head>, StoreError> {
    let mut heads = all!(
        db.reads() => Head,
        "SELECT chain, seq, hash, NULL AS landlord_name FROM chain_head
         WHERE seq > 0 ORDER BY chain",
    )?;
    let landlords = all!(
        db.reads() => (Uuid, String),
        "SELECT id, name FROM landlord UNION SELECT t.id, l.name FROM text t
         JOIN landlord l ON l.id = t.landlord_id",
    )?;
    for head in &mut heads {
        let id = head
            .chain
            .split_once(':')
            .and_then(|(_, id)| id.parse().ok());
        head.landlord_name = landlords
            .iter()
            .find(|(known, _)| Some(*known) == id)
            .map(|(_, name)| name.clone());
    }
    heads.sort_by_key(|head| head.landlord_name.is_some());
    Ok(heads)
}

/// Entries of a chain, the latest first: those before `before`, or the last ones.
///
/// # Errors
/// When the database fails.
pub async fn entries(
    db: &Db,
    chain: &str,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    all!(
        db.reads() => EntryRow,
        "SELECT seq, at, act, object_id, hash, salt IS NULL AS is_erased FROM journal
         WHERE chain = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        chain,
        before.unwrap_or(i64::MAX),
        limit,
    )
}
