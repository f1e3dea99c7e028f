//! Who wrote which words of a version, by revision: what the next one begins with.

use crate::dispatch::all;
use crate::{Db, StoreError, Tx, provenance};
use palier_domain::charter::provenance::Span;
use palier_domain::id::{RevisionId, VersionId};
use sqlx::types::Json;
use std::collections::BTreeMap;

type Row = (RevisionId, Json<Vec<Span>>);

const OF_VERSION: &str = "SELECT p.revision_id, p.spans FROM revision_provenance p
     JOIN version_entry e ON e.revision_id = p.revision_id WHERE e.version_id = $1";

/// Who wrote which words of a version, for each of its revisions of which somebody did.
///
/// # Errors
/// When the database fails.
pub async fn written(
    db: &Db,
    version: VersionId,
) -> Result<BTreeMap<RevisionId, Vec<Span>>, StoreError> {
    Ok(spans(all!(db.reads() => Row, OF_VERSION, version)?))
}

pub(super) async fn within(
    tx: &mut Tx,
    version: VersionId,
) -> Result<BTreeMap<RevisionId, Vec<Span>>, StoreError> {
    Ok(spans(all!(tx.on() => Row, OF_VERSION, version)?))
}

fn spans(rows: Vec<Row>) -> BTreeMap<RevisionId, Vec<Span>> {
    let bare = |(revision, Json(spans))| (revision, spans);
    rows.into_iter().map(bare).collect()
}

/// Keeps who wrote which words of new revisions.
pub(super) async fn put(
    tx: &mut Tx,
    written: &[(RevisionId, Vec<Span>)],
) -> Result<(), StoreError> {
    for (revision, spans) in written {
        provenance::keep(tx, *revision, spans).await?;
    }
    Ok(())
}
