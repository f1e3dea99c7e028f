//! Persons to whom a letter with a code can be sent.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::NaiveDate;
use palier_domain::id::{LandlordId, PersonId};

/// A person as a letter needs her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The person.
    pub person_id: PersonId,
    /// Her number on the roll.
    pub reference: String,
    /// Her name.
    pub name: String,
    /// Postal lines below the name; empty when the roll gives none.
    pub address: Vec<String>,
    /// The estate where she rents.
    pub estate: String,
    /// The building.
    pub building: String,
    /// The dwelling's number.
    pub dwelling: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: PersonId,
    reference: String,
    name: String,
    address: String,
    estate: String,
    building: String,
    dwelling: String,
}

impl From<Row> for Addressee {
    fn from(row: Row) -> Self {
        Self {
            person_id: row.person_id,
            reference: row.reference,
            name: row.name,
            address: row.address.lines().map(str::to_owned).collect(),
            estate: row.estate,
            building: row.building,
            dwelling: row.dwelling,
        }
    }
}

/// Those who hold a running lease and have no account, by estate, building and dwelling.
///
/// Who holds several leases stands here once, at the oldest one.
///
/// # Errors
/// When the database fails.
pub async fn persons_without_account(
    db: &Db,
    landlord: LandlordId,
    day: NaiveDate,
    limit: i64,
) -> Result<Vec<Addressee>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT person_id, reference, name, address, estate, building, dwelling FROM (
            SELECT p.id AS person_id, p.reference, p.name, p.address,
                e.name AS estate, b.name AS building, d.reference AS dwelling,
                ROW_NUMBER() OVER (PARTITION BY p.id ORDER BY t.starts_on, t.reference) AS place
            FROM person p
            JOIN tenancy_holder h ON h.person_id = p.id
            JOIN tenancy t ON t.id = h.tenancy_id
            JOIN dwelling d ON d.id = t.dwelling_id
            JOIN building b ON b.id = d.building_id
            JOIN estate e ON e.id = b.estate_id
            WHERE p.landlord_id = $1
                AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)
                AND NOT EXISTS (SELECT 1 FROM account_person a WHERE a.person_id = p.id)
         ) AS found
         WHERE place = 1 ORDER BY estate, building, dwelling, reference LIMIT $3",
        landlord,
        day,
        limit,
    )?;
    Ok(rows.into_iter().map(Addressee::from).collect())
}

/// A person by her number on a landlord's roll, at her latest lease.
///
/// # Errors
/// When the database fails.
pub async fn person_by_reference(
    db: &Db,
    landlord: LandlordId,
    reference: &str,
) -> Result<Option<Addressee>, StoreError> {
    let row = maybe!(
        db.reads() => Row,
        "SELECT p.id AS person_id, p.reference, p.name, p.address,
            e.name AS estate, b.name AS building, d.reference AS dwelling
         FROM person p
         JOIN tenancy_holder h ON h.person_id = p.id
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN dwelling d ON d.id = t.dwelling_id
         JOIN building b ON b.id = d.building_id
         JOIN estate e ON e.id = b.estate_id
         WHERE p.landlord_id = $1 AND p.reference = $2
         ORDER BY t.starts_on DESC, t.reference LIMIT 1",
        landlord,
        reference,
    )?;
    Ok(row.map(Addressee::from))
}
