//! Cities, territories and federations above several landlords.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{LandlordId, TerritoryId};
use palier_domain::landlord::kind::TerritoryKind;
use serde_json::json;
use std::collections::BTreeSet;

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

/// Adds a territory above these landlords.
///
/// Journaled with each landlord, then with the instance.
///
/// # Errors
/// [`Taken::TerritorySlug`](crate::Taken::TerritorySlug); [`StoreError::Missing`] when a landlord
/// does not exist.
pub async fn add(
    tx: &mut Tx,
    new: NewTerritory,
    landlords: &[LandlordId],
    now: DateTime<Utc>,
) -> Result<TerritoryId, StoreError> {
    let id = TerritoryId(ids::new_v7(now));
    let data = json!({ "slug": new.slug, "name": new.name, "kind": new.kind });
    run!(
        tx.on(),
        "INSERT INTO territory (id, slug, name, kind) VALUES ($1, $2, $3, $4)",
        id,
        new.slug,
        new.name,
        new.kind,
    )?;
    attach(tx, id, landlords, now).await?;
    let chain = journal::INSTANCE;
    journal::append(tx, chain, "territory.added", Some(id.0), &data, now).await?;
    Ok(id)
}

/// Puts landlords under a territory; gives those who were not under it yet.
///
/// Each of these journals it. Who attaches at the same time goes in the same order of landlords,
/// so that nobody waits in a ring.
///
/// # Errors
/// [`StoreError::Missing`] when one of them does not exist.
pub async fn attach(
    tx: &mut Tx,
    territory: TerritoryId,
    landlords: &[LandlordId],
    now: DateTime<Utc>,
) -> Result<Vec<LandlordId>, StoreError> {
    let data = json!({ "territory": territory });
    let mut attached = Vec::new();
    for landlord in BTreeSet::from_iter(landlords.iter().copied()) {
        let done = run!(
            tx.on(),
            "INSERT INTO territory_landlord (territory_id, landlord_id) VALUES ($1, $2)
             ON CONFLICT (territory_id, landlord_id) DO NOTHING",
            territory,
            landlord,
        )?;
        if done > 0 {
            let chain = journal::of_landlord(landlord);
            let object = Some(territory.0);
            journal::append(tx, &chain, "territory.attached", object, &data, now).await?;
            attached.push(landlord);
        }
    }
    Ok(attached)
}

/// The territory at a place in addresses.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(db: &Db, slug: &str) -> Result<Option<Territory>, StoreError> {
    maybe!(
        db.reads() => Territory,
        "SELECT id, slug, name, kind FROM territory WHERE slug = $1",
        slug,
    )
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
