//! Batches, and slices of their letters to print.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::id::{LandlordId, LetterBatchId, PersonId};

/// A batch of letters.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Batch {
    /// Its identifier.
    pub id: LetterBatchId,
    /// The one person, when a code was lost.
    pub person_id: Option<PersonId>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Last instant of the codes.
    pub valid_until: DateTime<Utc>,
    /// How many letters were made.
    pub letters: i64,
    /// When its codes were erased.
    pub erased_at: Option<DateTime<Utc>>,
    /// How many letters still hold their code.
    pub printable: i64,
    /// How many of its addressees have an account now.
    pub activated: i64,
}

const BATCH: &str = "SELECT b.id, b.person_id, b.made_at, b.valid_until, b.letters, b.erased_at,
        (SELECT COUNT(*) FROM letter l WHERE l.batch_id = b.id AND l.digits IS NOT NULL) AS printable,
        (SELECT COUNT(*) FROM letter l JOIN account_person a ON a.person_id = l.person_id
            WHERE l.batch_id = b.id) AS activated
     FROM letter_batch b";

/// A landlord's latest batches.
///
/// # Errors
/// When the database fails.
pub async fn batches(db: &Db, landlord: LandlordId, limit: i64) -> Result<Vec<Batch>, StoreError> {
    let sql =
        format!("{BATCH} WHERE b.landlord_id = $1 ORDER BY b.made_at DESC, b.id DESC LIMIT $2");
    all!(db.reads() => Batch, sqlx::AssertSqlSafe(sql.clone()), landlord, limit)
}

/// A landlord's batch.
///
/// # Errors
/// When the database fails.
pub async fn batch(
    db: &Db,
    landlord: LandlordId,
    id: LetterBatchId,
) -> Result<Option<Batch>, StoreError> {
    let sql = format!("{BATCH} WHERE b.landlord_id = $1 AND b.id = $2");
    maybe!(db.reads() => Batch, sqlx::AssertSqlSafe(sql.clone()), landlord, id)
}

/// A letter, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its place in the batch, from 1.
    pub position: i64,
    /// The addressee's number on the roll.
    pub reference: String,
    /// Her name.
    pub name: String,
    /// Postal lines below the name; empty when the roll gives none.
    pub address: Vec<String>,
    /// The estate where she rents; empty once no lease is known.
    pub estate: String,
    /// The building.
    pub building: String,
    /// The dwelling's reference.
    pub dwelling: String,
    /// The code's twenty digits.
    pub digits: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    position: i64,
    reference: String,
    name: String,
    address: String,
    estate: Option<String>,
    building: Option<String>,
    dwelling: Option<String>,
    digits: String,
}

/// The letters of a batch between two places, both included, that still hold their code.
///
/// The address is the roll's of today, which may be fresher than the batch; the home is that of
/// the lease that began last.
///
/// # Errors
/// When the database fails.
pub async fn slice(
    db: &Db,
    batch: LetterBatchId,
    from: i64,
    to: i64,
) -> Result<Vec<Letter>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT l.position, p.reference, p.name, p.address, home.estate, home.building,
            home.dwelling, l.digits
         FROM letter l
         JOIN person p ON p.id = l.person_id
         LEFT JOIN (
            SELECT h.person_id, e.name AS estate, b.name AS building, d.reference AS dwelling,
                ROW_NUMBER() OVER (PARTITION BY h.person_id ORDER BY t.starts_on DESC, t.reference)
                    AS place
            FROM letter x
            JOIN tenancy_holder h ON h.person_id = x.person_id
            JOIN tenancy t ON t.id = h.tenancy_id
            JOIN dwelling d ON d.id = t.dwelling_id
            JOIN building b ON b.id = d.building_id
            JOIN estate e ON e.id = b.estate_id
            WHERE x.batch_id = $1 AND x.position >= $2 AND x.position <= $3
         ) AS home ON home.person_id = l.person_id AND home.place = 1
         WHERE l.batch_id = $1 AND l.position >= $2 AND l.position <= $3
            AND l.digits IS NOT NULL
         ORDER BY l.position",
        batch,
        from,
        to,
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Letter {
            position: row.position,
            reference: row.reference,
            name: row.name,
            address: row.address.lines().map(str::to_owned).collect(),
            estate: row.estate.unwrap_or_default(),
            building: row.building.unwrap_or_default(),
            dwelling: row.dwelling.unwrap_or_default(),
            digits: row.digits,
        })
        .collect())
}
