//! Estates (résidences): where people live.

use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError, Tx};
use chrono::NaiveDate;
use palier_domain::id::{EstateId, LandlordId, PersonId};

/// The estate where a person holds a lease that runs on that day; the oldest lease if several.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    db: &Db,
    person: PersonId,
    day: NaiveDate,
) -> Result<Option<(EstateId, String)>, StoreError> {
    maybe!(
        db.reads() => (EstateId, String),
        "SELECT e.id, e.name
         FROM tenancy_holder h
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN dwelling d ON d.id = t.dwelling_id
         JOIN building b ON b.id = d.building_id
         JOIN estate e ON e.id = b.estate_id
         WHERE h.person_id = $1 AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)
         ORDER BY t.starts_on, t.reference LIMIT 1",
        person,
        day,
    )
}

/// First holders of the leases of an estate that run on that day, with the estate, in the order
/// of their leases' references.
///
/// # Errors
/// When the database fails.
pub async fn holders_within(
    tx: &mut Tx,
    landlord: LandlordId,
    estate: &str,
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<(PersonId, EstateId)>, StoreError> {
    all!(
        tx.on() => (PersonId, EstateId),
        "SELECT h.person_id, e.id
         FROM estate e
         JOIN building b ON b.estate_id = e.id
         JOIN dwelling d ON d.building_id = b.id
         JOIN tenancy t ON t.dwelling_id = d.id
         JOIN tenancy_holder h ON h.tenancy_id = t.id AND h.rank = 1
         WHERE e.landlord_id = $1 AND e.name = $2
           AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)
         ORDER BY t.reference LIMIT $4",
        landlord,
        estate,
        day,
        limit,
    )
}

/// How many dwellings a landlord's roll counts.
///
/// # Errors
/// When the database fails.
pub async fn dwellings(db: &Db, landlord: LandlordId) -> Result<i64, StoreError> {
    let count = "SELECT COUNT(*) FROM dwelling WHERE landlord_id = $1";
    one!(db.reads() => (i64,), count, landlord).map(|(count,)| count)
}
