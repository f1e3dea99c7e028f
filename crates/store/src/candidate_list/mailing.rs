//! Mailing the statements of all lists: to whom, and that it was done.

use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError, Tx, election, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{ElectionId, LandlordId, PersonId};
use serde_json::json;

const MAILED: &str = "statements.mailed";

/// The addresses of those who hold a lease on a day, each once, whoever shares it.
///
/// # Errors
/// When the database fails.
pub async fn addresses(
    db: &Db,
    landlord: LandlordId,
    day: NaiveDate,
) -> Result<Vec<(PersonId, String)>, StoreError> {
    let rows = all!(
        db.reads() => (PersonId, String),
        "SELECT DISTINCT p.id, p.email FROM person p
         JOIN tenancy_holder h ON h.person_id = p.id
         JOIN tenancy t ON t.id = h.tenancy_id
         WHERE p.landlord_id = $1 AND p.email IS NOT NULL AND t.starts_on <= $2
            AND (t.ends_on IS NULL OR t.ends_on >= $2)
         ORDER BY p.email, p.id",
        landlord,
        day,
    )?;
    let mut each: Vec<(PersonId, String)> = rows;
    each.dedup_by(|a, b| a.1.eq_ignore_ascii_case(&b.1));
    Ok(each)
}

/// How many of those who hold a lease on a day have an address for mails, and how many have none.
///
/// # Errors
/// When the database fails.
pub async fn reach(
    db: &Db,
    landlord: LandlordId,
    day: NaiveDate,
) -> Result<(i64, i64), StoreError> {
    one!(
        db.reads() => (i64, i64),
        "SELECT COUNT(CASE WHEN e.email IS NOT NULL THEN 1 END),
            COUNT(CASE WHEN e.email IS NULL THEN 1 END)
         FROM (SELECT DISTINCT p.id, p.email FROM person p
            JOIN tenancy_holder h ON h.person_id = p.id
            JOIN tenancy t ON t.id = h.tenancy_id
            WHERE p.landlord_id = $1 AND t.starts_on <= $2
                AND (t.ends_on IS NULL OR t.ends_on >= $2)) e",
        landlord,
        day,
    )
}

/// Says that the statements are mailed; says whether nobody had said so before.
///
/// # Errors
/// When the database fails.
pub async fn say_mailed(
    tx: &mut Tx,
    id: ElectionId,
    letters: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    election::held(tx, id).await?;
    let chain = journal::of_election(id);
    let (before,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM journal WHERE chain = $1 AND act = $2",
        chain.as_str(),
        MAILED,
    )?;
    if before > 0 {
        return Ok(false);
    }
    let data = json!({ "letters": letters });
    journal::append(tx, &chain, MAILED, Some(id.0), &data, now).await?;
    Ok(true)
}

/// When the statements were mailed.
///
/// # Errors
/// When the database fails.
pub async fn mailed_at(db: &Db, id: ElectionId) -> Result<Option<DateTime<Utc>>, StoreError> {
    let chain = journal::of_election(id);
    let row = maybe!(
        db.reads() => (DateTime<Utc>,),
        "SELECT at FROM journal WHERE chain = $1 AND act = $2",
        chain.as_str(),
        MAILED,
    )?;
    Ok(row.map(|(at,)| at))
}
