//! National bodies of tenants' organisations: reference data, dated, with their source.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx};
use chrono::NaiveDate;

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
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx, body: &NationalBody) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO national_body (code, name, sits_at, source, as_of)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, sits_at = excluded.sits_at,
            source = excluded.source, as_of = excluded.as_of",
        body.code.as_str(),
        body.name.as_str(),
        body.sits_at.as_str(),
        body.source.as_str(),
        body.as_of,
    )
    .map(drop)
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
