//! National bodies of tenants' organisations: reference data, dated, with their source.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

/// A national organisation to which associations may belong.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NationalBody {
    /// Its short name, such as "cnl".
    pub code: String,
    /// Its name.
    pub name: String,
    /// The bodies where it sits.
    pub sits_at: String,
    /// Where this was read.
    pub source: String,
    /// The day for which it is true.
    pub as_of: NaiveDate,
}

/// Adds a national body, or replaces what was known of it.
///
/// Journaled with the instance, unless the same was known already.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx, body: &NationalBody, now: DateTime<Utc>) -> Result<(), StoreError> {
    let changed = run!(
        tx.on(),
        "INSERT INTO national_body (code, name, sits_at, source, as_of)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, sits_at = excluded.sits_at,
            source = excluded.source, as_of = excluded.as_of
         WHERE national_body.name <> excluded.name OR national_body.sits_at <> excluded.sits_at
            OR national_body.source <> excluded.source OR national_body.as_of <> excluded.as_of",
        body.code.as_str(),
        body.name.as_str(),
        body.sits_at.as_str(),
        body.source.as_str(),
        body.as_of,
    )?;
    if changed == 0 {
        return Ok(());
    }
    let data = json!({
        "code": body.code, "name": body.name, "sits_at": body.sits_at,
        "source": body.source, "as_of": body.as_of,
    });
    journal::append(tx, journal::INSTANCE, "national_body.put", None, &data, now).await?;
    Ok(())
}

/// All of them, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db) -> Result<Vec<NationalBody>, StoreError> {
    all!(
        db.reads() => NationalBody,
        "SELECT code, name, sits_at, source, as_of FROM national_body ORDER BY name, code",
    )
}
