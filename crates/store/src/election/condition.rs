//! What holds before a step is taken.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::ElectionId;
use serde_json::json;

/// A condition that holds.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Declared {
    /// Which.
    pub condition: Condition,
    /// What was said with it; may be empty, always public.
    pub note: String,
    /// Since when.
    pub met_at: DateTime<Utc>,
}

/// Declares that a condition holds; said again with the same note, it stays as it was.
///
/// # Errors
/// When the database fails.
pub async fn declare(
    tx: &mut Tx,
    election: ElectionId,
    condition: Condition,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let changed = run!(
        tx.on(),
        "INSERT INTO election_condition (election_id, condition, note, met_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (election_id, condition)
         DO UPDATE SET note = excluded.note, met_at = excluded.met_at
         WHERE election_condition.note <> excluded.note",
        election,
        condition,
        note,
        now,
    )?;
    if changed == 0 {
        return Ok(());
    }
    let data = json!({ "condition": condition, "note": note });
    append(tx, election, "condition.met", &data, now).await
}

/// Says that a condition holds no longer, if it did.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(
    tx: &mut Tx,
    election: ElectionId,
    condition: Condition,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let gone = run!(
        tx.on(),
        "DELETE FROM election_condition WHERE election_id = $1 AND condition = $2",
        election,
        condition,
    )?;
    if gone == 0 {
        return Ok(());
    }
    let data = json!({ "condition": condition });
    append(tx, election, "condition.withdrawn", &data, now).await
}

/// The conditions that hold, in the order of their names.
///
/// # Errors
/// When the database fails.
pub async fn declared(db: &Db, election: ElectionId) -> Result<Vec<Declared>, StoreError> {
    all!(
        db.reads() => Declared,
        "SELECT condition, note, met_at FROM election_condition WHERE election_id = $1
         ORDER BY condition",
        election,
    )
}

pub(super) async fn in_tx(tx: &mut Tx, election: ElectionId) -> Result<Vec<Condition>, StoreError> {
    let rows = all!(
        tx.on() => (Condition,),
        "SELECT condition FROM election_condition WHERE election_id = $1",
        election,
    )?;
    Ok(rows.into_iter().map(|(condition,)| condition).collect())
}

async fn append(
    tx: &mut Tx,
    election: ElectionId,
    act: &str,
    data: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = journal::of_election(election);
    journal::append(tx, &chain, act, Some(election.0), data, now).await?;
    Ok(())
}
