//! Which amendments brought which words of a text.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx};
use palier_domain::charter::provenance::Span;
use palier_domain::id::{ClauseId, RevisionId, VersionId};
use sqlx::types::Json;
use std::collections::HashMap;

/// Keeps where the words of a new revision come from; of the first version nothing is kept.
///
/// # Errors
/// [`StoreError::Taken`] or another when it was kept before.
pub async fn keep(tx: &mut Tx, revision: RevisionId, spans: &[Span]) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO revision_provenance (revision_id, spans) VALUES ($1, $2)",
        revision,
        Json(spans),
    )
    .map(drop)
}

/// Where the words of a version come from, by clause; a clause of which nothing is kept has the
/// words of the first version.
///
/// # Errors
/// When the database fails.
pub async fn of_version(
    db: &Db,
    version: VersionId,
) -> Result<HashMap<ClauseId, Vec<Span>>, StoreError> {
    let rows = all!(
        db.reads() => (ClauseId, Json<Vec<Span>>),
        "SELECT e.clause_id, p.spans FROM version_entry e
         JOIN revision_provenance p ON p.revision_id = e.revision_id
         WHERE e.version_id = $1",
        version,
    )?;
    Ok(rows
        .into_iter()
        .map(|(clause, Json(spans))| (clause, spans))
        .collect())
}
