//! Tenants' associations, and the landlords with whom they have members.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AssociationId, LandlordId};
use serde_json::json;
use std::collections::BTreeSet;

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

/// Adds an association that has members with these landlords.
///
/// Journaled with each landlord, then with the instance.
///
/// # Errors
/// [`Taken::AssociationSlug`](crate::Taken::AssociationSlug); [`StoreError::Missing`] when the
/// national body or a landlord does not exist.
pub async fn add(
    tx: &mut Tx,
    new: NewAssociation,
    landlords: &[LandlordId],
    now: DateTime<Utc>,
) -> Result<AssociationId, StoreError> {
    let id = AssociationId(ids::new_v7(now));
    let data = json!({
        "slug": new.slug, "name": new.name, "about": new.about,
        "national_body": new.national_body,
    });
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
    attach(tx, id, landlords, now).await?;
    let chain = journal::INSTANCE;
    journal::append(tx, chain, "association.added", Some(id.0), &data, now).await?;
    Ok(id)
}

/// Says that an association has members with landlords; gives those of whom it was not said yet.
///
/// Each of these journals it. Who attaches at the same time goes in the same order of landlords,
/// so that nobody waits in a ring.
///
/// # Errors
/// [`StoreError::Missing`] when one of them does not exist.
pub async fn attach(
    tx: &mut Tx,
    association: AssociationId,
    landlords: &[LandlordId],
    now: DateTime<Utc>,
) -> Result<Vec<LandlordId>, StoreError> {
    let data = json!({ "association": association });
    let mut attached = Vec::new();
    for landlord in BTreeSet::from_iter(landlords.iter().copied()) {
        let done = run!(
            tx.on(),
            "INSERT INTO association_landlord (association_id, landlord_id) VALUES ($1, $2)
             ON CONFLICT (association_id, landlord_id) DO NOTHING",
            association,
            landlord,
        )?;
        if done > 0 {
            let chain = journal::of_landlord(landlord);
            let object = Some(association.0);
            journal::append(tx, &chain, "association.attached", object, &data, now).await?;
            attached.push(landlord);
        }
    }
    Ok(attached)
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
