//! Whose place each part of the key is: the account of the tally board that first spoke for it.

use super::held;
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;

/// A place that is taken.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeyPlace {
    /// The number of the holder, from 1.
    pub holder: i64,
    /// Whose it is.
    pub account_id: AccountId,
    /// The name that she goes by.
    pub own_name: String,
}

/// The places that are taken, by number.
///
/// # Errors
/// When the database fails.
pub async fn places(db: &Db, election: ElectionId) -> Result<Vec<KeyPlace>, StoreError> {
    all!(
        db.reads() => KeyPlace,
        "SELECT k.holder, k.account_id, a.own_name FROM key_place k
         JOIN account a ON a.id = k.account_id WHERE k.election_id = $1 ORDER BY k.holder",
        election,
    )
}

/// Speaks for a place: a free one becomes the account's, which is journalled; says whether it is
/// hers.
///
/// # Errors
/// When the database fails.
pub async fn take(
    tx: &mut Tx,
    election: ElectionId,
    holder: i64,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    held(tx, election).await?;
    if let Some(owner) = owner(tx, election, holder).await? {
        return Ok(owner == account);
    }
    run!(
        tx.on(),
        "INSERT INTO key_place (election_id, holder, account_id, bound_at)
         VALUES ($1, $2, $3, $4)",
        election,
        holder,
        account,
        now,
    )?;
    let data = json!({ "holder": holder, "account": account });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "key.place_taken", Some(account.0), &data, now).await?;
    Ok(true)
}

/// Frees a place, on the word of whose it is or of the commission; says whether it was freed.
///
/// # Errors
/// When the database fails.
pub async fn free(
    tx: &mut Tx,
    election: ElectionId,
    holder: i64,
    by: AccountId,
    commission: bool,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    held(tx, election).await?;
    let owner = owner(tx, election, holder).await?;
    if owner.is_none_or(|owner| owner != by && !commission) {
        return Ok(false);
    }
    run!(
        tx.on(),
        "DELETE FROM key_place WHERE election_id = $1 AND holder = $2",
        election,
        holder,
    )?;
    let data = json!({ "holder": holder, "account": owner, "by": by });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "key.place_freed", Some(by.0), &data, now).await?;
    Ok(true)
}

async fn owner(
    tx: &mut Tx,
    election: ElectionId,
    holder: i64,
) -> Result<Option<AccountId>, StoreError> {
    let row = maybe!(
        tx.on() => (AccountId,),
        "SELECT account_id FROM key_place WHERE election_id = $1 AND holder = $2",
        election,
        holder,
    )?;
    Ok(row.map(|(account,)| account))
}
