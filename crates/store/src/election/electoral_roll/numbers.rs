//! Lines by the number that stands on an envelope: the reference of what gives the vote, or the
//! line's own identifier as a barcode holds it.

use crate::dispatch::all;
use crate::{Db, StoreError};
use palier_domain::id::{ElectionId, RollLineId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The lines that a number names: one, none, or several where a reference stands twice.
///
/// # Errors
/// When the database fails.
pub async fn by_number(
    db: &Db,
    election: ElectionId,
    number: &str,
) -> Result<Vec<RollLineId>, StoreError> {
    let rows = all!(
        db.reads() => (RollLineId,),
        "SELECT id FROM roll_line WHERE election_id = $1 AND (reference = $2 OR id = $3)
         ORDER BY id LIMIT 2",
        election,
        number,
        RollLineId(Uuid::parse_str(number).unwrap_or_default()),
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every line by its number, for many at once; a reference that stands twice names none.
///
/// # Errors
/// When the database fails.
pub async fn numbers(
    db: &Db,
    election: ElectionId,
) -> Result<BTreeMap<String, RollLineId>, StoreError> {
    let rows = all!(
        db.reads() => (RollLineId, String),
        "SELECT id, reference FROM roll_line WHERE election_id = $1",
        election,
    )?;
    let mut found: BTreeMap<String, Option<RollLineId>> = BTreeMap::new();
    for (id, reference) in rows {
        found.insert(id.0.simple().to_string(), Some(id));
        found
            .entry(reference)
            .and_modify(|twice| *twice = None)
            .or_insert(Some(id));
    }
    let known = found.into_iter();
    Ok(known
        .filter_map(|(number, id)| Some((number, id?)))
        .collect())
}
