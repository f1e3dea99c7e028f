//! Cities, territories and federations above several landlords.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{LandlordId, TerritoryId};
use palier_domain::landlord::kind::TerritoryKind;

/// A city, territory or federation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Territory {
    /// Its identifier.
    pub id: TerritoryId,
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TerritoryKind,
}

/// A territory to add.
#[derive(Clone, Debug)]
pub struct NewTerritory {
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TerritoryKind,
}

/// Adds a territory.
///
/// # Errors
/// [`Taken::TerritorySlug`](crate::Taken::TerritorySlug).
pub async fn add(
    tx: &mut Tx,
    new: NewTerritory,
    now: DateTime<Utc>,
) -> Result<TerritoryId, StoreError> {
    let id = TerritoryId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO territory (id, slug, name, kind) VALUES ($1, $2, $3, $4)",
        id,
        new.slug,
        new.name,
        new.kind,
    )?;
    Ok(id)
}

/// Puts a landlord under a territory; once is enough.
///
/// # Errors
/// [`StoreError::Missing`] when one of them does not exist.
pub async fn attach(
    tx: &mut Tx,
    territory: TerritoryId,
    landlord: LandlordId,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO territory_landlord (territory_id, landlord_id) VALUES ($1, $2)
         ON CONFLICT (territory_id, landlord_id) DO NOTHING",
        territory,
        landlord,
    )
    .map(drop)
}

/// The territories above a landlord, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(db: &Db, landlord: LandlordId) -> Result<Vec<Territory>, StoreError> {
    all!(
        db.reads() => Territory,
        "SELECT t.id, t.slug, t.name, t.kind
         FROM territory t JOIN territory_landlord l ON l.territory_id = t.id
         WHERE l.landlord_id = $1 ORDER BY t.name, t.slug",
        landlord,
    )
}
