//! Mailing the statements of all lists: to whom, and that it was done.

use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError, Tx, election, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{ElectionId, PersonId};
use serde_json::json;

const MAILED: &str = "statements.mailed";

/// The addresses of the electors of the frozen roll, each once, whoever shares it; nothing before
/// the roll is frozen.
///
/// # Errors
/// When the database fails.
pub async fn addresses(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(PersonId, String)>, StoreError> {
    let mut each = all!(
        db.reads() => (PersonId, String),
        "SELECT p.id, p.email FROM roll_elector e JOIN person p ON p.id = e.person_id
         JOIN electoral_roll r ON r.election_id = e.election_id
         WHERE e.election_id = $1 AND r.fingerprint IS NOT NULL AND p.email IS NOT NULL
         ORDER BY LOWER(p.email), p.id",
        election,
    )?;
    each.dedup_by(|a, b| a.1.eq_ignore_ascii_case(&b.1));
    Ok(each)
}

/// How many electors of the frozen roll have an address for mails, and how many have none; nothing
/// before the roll is frozen.
///
/// # Errors
/// When the database fails.
pub async fn reach(db: &Db, election: ElectionId) -> Result<Option<(i64, i64)>, StoreError> {
    let frozen = maybe!(
        db.reads() => (String,),
        "SELECT fingerprint FROM electoral_roll
         WHERE election_id = $1 AND fingerprint IS NOT NULL",
        election,
    )?;
    if frozen.is_none() {
        return Ok(None);
    }
    let reached = one!(
        db.reads() => (i64, i64),
        "SELECT COUNT(CASE WHEN p.email IS NOT NULL THEN 1 END),
            COUNT(CASE WHEN p.email IS NULL THEN 1 END)
         FROM roll_elector e LEFT JOIN person p ON p.id = e.person_id
         WHERE e.election_id = $1",
        election,
    )?;
    Ok(Some(reached))
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
