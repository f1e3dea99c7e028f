//! The face that an account shows with one landlord; its identifier is random and joins nothing.

use crate::dispatch::{maybe, one};
use crate::{Db, StoreError, Tx, ids};
use palier_domain::id::{AccountId, ContributorId, EstateId, LandlordId};

/// The face that an account shows with one landlord.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Contributor {
    /// Its identifier.
    pub id: ContributorId,
    /// The name that it shows.
    pub name: String,
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
) -> Result<ContributorId, StoreError> {
    one!(
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
    )
    .map(|(id,)| id)
}
