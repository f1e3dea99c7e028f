//! What a person typed and the server refused, kept for a day so that nothing is lost.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sqlx::types::Json;

/// How long a refused form is kept.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

/// Keeps a refused form under a visitor's hash, in place of the former one of the same name.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    db: &Db,
    visitor_hash: &[u8; 32],
    form: &str,
    fields: &Value,
    error: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "INSERT INTO refused_form (visitor_hash, form, fields, error, refused_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (visitor_hash, form) DO UPDATE
         SET fields = excluded.fields, error = excluded.error, refused_at = excluded.refused_at",
        &visitor_hash[..],
        form,
        Json(without_nul(fields)),
        Json(without_nul(error)),
        now,
    )
    .map(drop)
}

/// A refused form's fields and error, if it is less than a day old.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &Db,
    visitor_hash: &[u8; 32],
    form: &str,
    now: DateTime<Utc>,
) -> Result<Option<(Value, Value)>, StoreError> {
    maybe!(
        db.reads() => (Json<Value>, Json<Value>),
        "SELECT fields, error FROM refused_form
         WHERE visitor_hash = $1 AND form = $2 AND refused_at > $3",
        &visitor_hash[..],
        form,
        now - KEPT,
    )
    .map(|row| row.map(|(fields, error)| (fields.0, error.0)))
}

/// Every form kept for a visitor, less than a day old: its id, fields and error.
///
/// # Errors
/// When the database fails.
pub async fn of_visitor(
    db: &Db,
    visitor_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Vec<(String, Value, Value)>, StoreError> {
    let rows = all!(
        db.reads() => (String, Json<Value>, Json<Value>),
        "SELECT form, fields, error FROM refused_form
         WHERE visitor_hash = $1 AND refused_at > $2 ORDER BY form",
        &visitor_hash[..],
        now - KEPT,
    )?;
    Ok(rows
        .into_iter()
        .map(|(form, fields, error)| (form, fields.0, error.0))
        .collect())
}

/// Forgets a refused form, as when it was sent again and accepted.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, visitor_hash: &[u8; 32], form: &str) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "DELETE FROM refused_form WHERE visitor_hash = $1 AND form = $2",
        &visitor_hash[..],
        form,
    )
    .map(drop)
}

/// Removes what is older than a day; gives the number of forms.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "DELETE FROM refused_form WHERE refused_at <= $1",
        now - KEPT
    )
}

/// PostgreSQL's JSON cannot hold U+0000, and what was refused may hold anything.
fn without_nul(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace('\0', "")),
        Value::Array(items) => items.iter().map(without_nul).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.replace('\0', ""), without_nul(value)))
            .collect(),
        other => other.clone(),
    }
}
