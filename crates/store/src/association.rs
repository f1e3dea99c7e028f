//! Tenants' associations, and the landlords with whom they have members.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{AssociationId, LandlordId};

/// A tenants' association.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Association {
    /// Its identifier.
    pub id: AssociationId,
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// The code of the national body to which it belongs.
    pub national_body: Option<String>,
    /// That body's name.
    pub national_name: Option<String>,
}

/// An association to add.
#[derive(Clone, Debug)]
pub struct NewAssociation {
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// The code of the national body to which it belongs.
    pub national_body: Option<String>,
}

/// Adds an association.
///
/// # Errors
/// [`Taken::AssociationSlug`](crate::Taken::AssociationSlug); [`StoreError::Missing`] when the
/// national body does not exist.
pub async fn add(
    tx: &mut Tx,
    new: NewAssociation,
    now: DateTime<Utc>,
) -> Result<AssociationId, StoreError> {
    let id = AssociationId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO association (id, slug, name, about, national_body)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        new.slug,
        new.name,
        new.about,
        new.national_body,
    )?;
    Ok(id)
}

/// Says that an association has members with a landlord; once is enough.
///
/// # Errors
/// [`StoreError::Missing`] when one of them does not exist.
pub async fn attach(
    tx: &mut Tx,
    association: AssociationId,
    landlord: LandlordId,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO association_landlord (association_id, landlord_id) VALUES ($1, $2)
         ON CONFLICT (association_id, landlord_id) DO NOTHING",
        association,
        landlord,
    )
    .map(drop)
}

/// The associations that have members with a landlord, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(db: &Db, landlord: LandlordId) -> Result<Vec<Association>, StoreError> {
    all!(
        db.reads() => Association,
        "SELECT a.id, a.slug, a.name, a.about, a.national_body, n.name AS national_name
         FROM association a
         JOIN association_landlord l ON l.association_id = a.id
         LEFT JOIN national_body n ON n.code = a.national_body
         WHERE l.landlord_id = $1 ORDER BY a.name, a.slug",
        landlord,
    )
}

/// The association at a place in addresses.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(db: &Db, slug: &str) -> Result<Option<Association>, StoreError> {
    maybe!(
        db.reads() => Association,
        "SELECT a.id, a.slug, a.name, a.about, a.national_body, n.name AS national_name
         FROM association a LEFT JOIN national_body n ON n.code = a.national_body
         WHERE a.slug = $1",
        slug,
    )
}
