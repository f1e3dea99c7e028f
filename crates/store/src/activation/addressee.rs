//! Persons to whom a letter with a code can be sent.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{EstateId, LandlordId, PersonId};

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

/// Who is written to.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// The day on which the lease must run.
    pub day: NaiveDate,
    /// The instant at which a code is live or not.
    pub now: DateTime<Utc>,
    /// One estate only.
    pub estate: Option<EstateId>,
    /// Leaves out who holds a code that can still be used.
    pub without_code: bool,
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
    let everybody = Selection {
        day,
        now: DateTime::UNIX_EPOCH,
        estate: None,
        without_code: false,
    };
    addressees(db, landlord, &everybody, limit).await
}

/// The same, of one estate or without those to whom a letter is under way.
///
/// # Errors
/// When the database fails.
pub async fn addressees(
    db: &Db,
    landlord: LandlordId,
    selection: &Selection,
    limit: i64,
) -> Result<Vec<Addressee>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT person_id, reference, name, address, estate, building, dwelling FROM (
            SELECT p.id AS person_id, p.reference, p.name, p.address, e.id AS estate_id,
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
                AND ($4 OR NOT EXISTS (SELECT 1 FROM activation_code c WHERE c.person_id = p.id
                    AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > $5))
         ) AS found
         WHERE place = 1 AND (estate_id = $6 OR $7)
         ORDER BY estate, building, dwelling, reference LIMIT $3",
        landlord,
        selection.day,
        limit,
        !selection.without_code,
        selection.now,
        selection.estate,
        selection.estate.is_none(),
    )?;
    Ok(rows.into_iter().map(Addressee::from).collect())
}

/// How many of an estate rent and have no account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Awaited {
    /// The estate.
    pub estate_id: EstateId,
    /// Its name.
    pub estate: String,
    /// Those without an account.
    pub persons: i64,
    /// Those of them without a code that can be used.
    pub without_code: i64,
}

/// How many of each estate rent and have no account; who rents in several is counted in one.
///
/// # Errors
/// When the database fails.
pub async fn awaited(
    db: &Db,
    landlord: LandlordId,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Awaited>, StoreError> {
    all!(
        db.reads() => Awaited,
        "SELECT estate_id, estate, COUNT(*) AS persons,
            CAST(COALESCE(SUM(CASE WHEN codes = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS without_code
         FROM (
            SELECT e.id AS estate_id, e.name AS estate,
                (SELECT COUNT(*) FROM activation_code c WHERE c.person_id = p.id
                    AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.expires_at > $3) AS codes,
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
         WHERE place = 1 GROUP BY estate_id, estate ORDER BY estate",
        landlord,
        day,
        now,
    )
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
