//! The versions of a text, from the first to the latest.

use crate::dispatch::all;
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{ClauseId, RevisionId, TextId, VersionId};

/// A version of a text.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Version {
    /// Its identifier.
    pub id: VersionId,
    /// Its number, from 1.
    pub sequence: i64,
    /// Where it stands.
    pub status: VersionStatus,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// The versions of a text, in order.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &Db, text: TextId) -> Result<Vec<Version>, StoreError> {
    all!(
        db.reads() => Version,
        "SELECT id, sequence, status, created_at AS published_at FROM text_version
         WHERE text_id = $1 ORDER BY sequence",
        text,
    )
}

/// The clauses of a version that this very transaction may have made, with the words on which
/// amendments are based, in order.
///
/// # Errors
/// When the database fails.
pub async fn base_within(tx: &mut Tx, version: VersionId) -> Result<Vec<BaseClause>, StoreError> {
    let rows = all!(
        tx.on() => (ClauseId, RevisionId, ClauseKind, String),
        "SELECT e.clause_id, e.revision_id, r.kind, r.source
         FROM version_entry e JOIN clause_revision r ON r.id = e.revision_id
         WHERE e.version_id = $1 ORDER BY e.position",
        version,
    )?;
    let made = rows
        .into_iter()
        .map(|(clause, revision, kind, source)| BaseClause {
            clause,
            revision,
            kind,
            source,
        });
    Ok(made.collect())
}
