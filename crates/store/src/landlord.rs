//! Landlords, and how much they let.

use crate::dispatch::{all, maybe, one, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::LandlordId;
use palier_domain::landlord::kind::LandlordKind;
use serde_json::json;

/// A landlord.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Landlord {
    /// Its identifier.
    pub id: LandlordId,
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its legal form.
    pub kind: LandlordKind,
    /// IANA name of the zone of its civil dates.
    pub zone: String,
}

/// A landlord to add.
#[derive(Clone, Debug)]
pub struct NewLandlord {
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its legal form.
    pub kind: LandlordKind,
    /// IANA name of the zone of its civil dates.
    pub zone: String,
}

/// How much a landlord lets, and to how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stock {
    /// Estates (résidences).
    pub estates: i64,
    /// Buildings.
    pub buildings: i64,
    /// Dwellings, let or not.
    pub dwellings: i64,
    /// Leases that run on the day asked for.
    pub tenancies: i64,
    /// Persons who hold one of these leases.
    pub persons: i64,
}

/// Adds a landlord.
///
/// # Errors
/// [`Taken::LandlordSlug`](crate::Taken::LandlordSlug).
pub async fn add(
    tx: &mut Tx,
    new: NewLandlord,
    now: DateTime<Utc>,
) -> Result<LandlordId, StoreError> {
    let id = LandlordId(ids::new_v7(now));
    let data = json!({ "slug": new.slug, "name": new.name, "kind": new.kind, "zone": new.zone });
    run!(
        tx.on(),
        "INSERT INTO landlord (id, slug, name, kind, zone, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        new.slug,
        new.name,
        new.kind,
        new.zone,
        now,
    )?;
    let chain = journal::of_landlord(id);
    journal::append(tx, &chain, "landlord.added", Some(id.0), &data, now).await?;
    Ok(id)
}

/// All landlords, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db) -> Result<Vec<Landlord>, StoreError> {
    all!(
        db.reads() => Landlord,
        "SELECT id, slug, name, kind, zone FROM landlord ORDER BY name, slug",
    )
}

/// A landlord by its identifier.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: LandlordId) -> Result<Option<Landlord>, StoreError> {
    maybe!(
        db.reads() => Landlord,
        "SELECT id, slug, name, kind, zone FROM landlord WHERE id = $1",
        id,
    )
}

/// Holds the row of a landlord until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &mut Tx, id: LandlordId) -> Result<(), StoreError> {
    run!(tx.on(), "UPDATE landlord SET slug = slug WHERE id = $1", id).map(drop)
}

/// The landlord at a place in addresses.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(db: &Db, slug: &str) -> Result<Option<Landlord>, StoreError> {
    maybe!(
        db.reads() => Landlord,
        "SELECT id, slug, name, kind, zone FROM landlord WHERE slug = $1",
        slug,
    )
}

/// How much a landlord lets on a day.
///
/// # Errors
/// When the database fails.
pub async fn stock(db: &Db, landlord: LandlordId, day: NaiveDate) -> Result<Stock, StoreError> {
    one!(
        db.reads() => Stock,
        "SELECT
            (SELECT COUNT(*) FROM estate WHERE landlord_id = $1) AS estates,
            (SELECT COUNT(*) FROM building b JOIN estate e ON e.id = b.estate_id
                WHERE e.landlord_id = $1) AS buildings,
            (SELECT COUNT(*) FROM dwelling WHERE landlord_id = $1) AS dwellings,
            (SELECT COUNT(*) FROM tenancy WHERE landlord_id = $1
                AND starts_on <= $2 AND (ends_on IS NULL OR ends_on >= $2)) AS tenancies,
            (SELECT COUNT(DISTINCT h.person_id)
                FROM tenancy_holder h JOIN tenancy t ON t.id = h.tenancy_id
                WHERE t.landlord_id = $1
                AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)) AS persons",
        landlord,
        day,
    )
}
