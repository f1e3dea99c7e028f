//! The face that an account shows with one landlord; its identifier is random and joins nothing.

use crate::dispatch::{maybe, one};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, ContributorId, EstateId, LandlordId};
use serde_json::json;

/// The face that an account shows with one landlord.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Contributor {
    /// Its identifier.
    pub id: ContributorId,
    /// The name that it shows; none while it has only supported others.
    pub name: Option<String>,
    /// The estate that it shows, if it wants.
    pub estate_id: Option<EstateId>,
    /// That estate's name.
    pub estate_name: Option<String>,
}

/// The face that an account shows with a landlord, once it has chosen one.
///
/// # Errors
/// When the database fails.
pub async fn of(
    db: &Db,
    account: AccountId,
    landlord: LandlordId,
) -> Result<Option<Contributor>, StoreError> {
    maybe!(
        db.reads() => Contributor,
        "SELECT c.id, c.name, c.estate_id, e.name AS estate_name
         FROM contributor c LEFT JOIN estate e ON e.id = c.estate_id
         WHERE c.account_id = $1 AND c.landlord_id = $2",
        account,
        landlord,
    )
}

/// Whether somebody with an account shows a name with a landlord; `key` is the name folded.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(db: &Db, landlord: LandlordId, key: &str) -> Result<bool, StoreError> {
    let found = maybe!(
        db.reads() => (ContributorId,),
        "SELECT id FROM contributor WHERE landlord_id = $1 AND name_key = $2",
        landlord,
        key,
    )?;
    Ok(found.is_some())
}

/// The account that shows a name with a landlord; `key` is the name folded.
///
/// # Errors
/// When the database fails.
pub async fn by_name(
    db: &Db,
    landlord: LandlordId,
    key: &str,
) -> Result<Option<AccountId>, StoreError> {
    let found = maybe!(
        db.reads() => (AccountId,),
        "SELECT account_id FROM contributor
         WHERE landlord_id = $1 AND name_key = $2 AND account_id IS NOT NULL",
        landlord,
        key,
    )?;
    Ok(found.map(|(account,)| account))
}

/// Chooses or changes the face that an account shows with a landlord.
///
/// `name_key` is the name folded for comparison.
///
/// # Errors
/// [`Taken::PublicName`](crate::Taken::PublicName) when a neighbour shows that name.
pub async fn save(
    tx: &mut Tx,
    account: AccountId,
    landlord: LandlordId,
    name: &str,
    name_key: &str,
    estate_id: Option<EstateId>,
    now: DateTime<Utc>,
) -> Result<ContributorId, StoreError> {
    let (id,) = one!(
        tx.on() => (ContributorId,),
        "INSERT INTO contributor (id, account_id, landlord_id, name, name_key, estate_id)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account_id, landlord_id) DO UPDATE
         SET name = excluded.name, name_key = excluded.name_key, estate_id = excluded.estate_id
         RETURNING id",
        ContributorId(ids::new_v4()),
        account,
        landlord,
        name,
        name_key,
        estate_id,
    )?;
    let data = json!({ "name": name, "estate": estate_id });
    let chain = journal::of_landlord(landlord);
    journal::append(tx, &chain, "contributor.named", Some(id.0), &data, now).await?;
    Ok(id)
}

/// A contributor who has no name yet, for a person who supports before she writes; the one that
/// the account has already, if it has.
///
/// # Errors
/// When the database fails.
pub async fn unnamed(
    tx: &mut Tx,
    account: AccountId,
    landlord: LandlordId,
) -> Result<ContributorId, StoreError> {
    one!(
        tx.on() => (ContributorId,),
        "INSERT INTO contributor (id, account_id, landlord_id) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, landlord_id) DO UPDATE SET account_id = excluded.account_id
         RETURNING id",
        ContributorId(ids::new_v4()),
        account,
        landlord,
    )
    .map(|(id,)| id)
}
