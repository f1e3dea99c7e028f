//! Texts, their versions and their clauses.

mod discussion;
mod import;
mod versions;

pub use discussion::{DiscussionRow, discussion, set_discussion};
pub use import::{Imported, NewText, import};
pub use versions::{Version, base_within, versions};

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::status::{Audience, TextKind, VersionStatus};
use palier_domain::id::{ClauseId, LandlordId, RevisionId, TextId, VersionId};

/// A text in its latest version.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Text {
    /// Its identifier.
    pub id: TextId,
    /// Whose it is.
    pub landlord_id: LandlordId,
    /// Its place in that landlord's addresses.
    pub slug: String,
    /// What it is for.
    pub kind: TextKind,
    /// Who may read it.
    pub audience: Audience,
    /// Its latest version.
    pub version_id: VersionId,
    /// That version's number, from 1.
    pub sequence: i64,
    /// Where that version stands.
    pub status: VersionStatus,
    /// The bytes before its first clause.
    pub prefix: String,
    /// When that version was published.
    pub published_at: DateTime<Utc>,
}

/// A clause at its place in a version.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EntryRow {
    /// The clause, for as long as the text lives.
    pub clause_id: ClauseId,
    /// Its handle in addresses, for as long as the text lives.
    pub handle: i64,
    /// What it is.
    pub kind: ClauseKind,
    /// Its exact bytes.
    pub source: String,
}

/// A landlord's text by its place in addresses.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(
    db: &Db,
    landlord: LandlordId,
    slug: &str,
) -> Result<Option<Text>, StoreError> {
    maybe!(
        db.reads() => Text,
        "SELECT t.id, t.landlord_id, t.slug, t.kind, t.audience, v.id AS version_id, v.sequence,
            v.status, v.prefix, v.created_at AS published_at
         FROM text t JOIN text_version v ON v.text_id = t.id
         WHERE t.landlord_id = $1 AND t.slug = $2
         ORDER BY v.sequence DESC LIMIT 1",
        landlord,
        slug,
    )
}

/// A landlord's texts in their latest versions, oldest text first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, landlord: LandlordId) -> Result<Vec<Text>, StoreError> {
    all!(
        db.reads() => Text,
        "SELECT t.id, t.landlord_id, t.slug, t.kind, t.audience, v.id AS version_id, v.sequence,
            v.status, v.prefix, v.created_at AS published_at
         FROM text t JOIN text_version v ON v.text_id = t.id
         WHERE t.landlord_id = $1
            AND v.sequence = (SELECT MAX(w.sequence) FROM text_version w WHERE w.text_id = t.id)
         ORDER BY t.created_at, t.slug",
        landlord,
    )
}

/// The clauses of a version, in order.
///
/// # Errors
/// When the database fails.
pub async fn entries(db: &Db, version: VersionId) -> Result<Vec<EntryRow>, StoreError> {
    all!(db.reads() => EntryRow, ENTRIES, version)
}

/// The clauses of a version that this very transaction may have imported, in order.
///
/// # Errors
/// When the database fails.
pub async fn entries_within(tx: &mut Tx, version: VersionId) -> Result<Vec<EntryRow>, StoreError> {
    all!(tx.on() => EntryRow, ENTRIES, version)
}

const ENTRIES: &str = "SELECT e.clause_id, c.handle, r.kind, r.source
     FROM version_entry e
     JOIN clause c ON c.id = e.clause_id
     JOIN clause_revision r ON r.id = e.revision_id
     WHERE e.version_id = $1 ORDER BY e.position";

/// The clauses of a version with the words on which amendments are based, in order.
///
/// # Errors
/// When the database fails.
pub async fn base(db: &Db, version: VersionId) -> Result<Vec<BaseClause>, StoreError> {
    let rows = all!(
        db.reads() => (ClauseId, RevisionId, ClauseKind, String),
        "SELECT e.clause_id, e.revision_id, r.kind, r.source
         FROM version_entry e JOIN clause_revision r ON r.id = e.revision_id
         WHERE e.version_id = $1 ORDER BY e.position",
        version,
    )?;
    Ok(rows
        .into_iter()
        .map(|(clause, revision, kind, source)| BaseClause {
            clause,
            revision,
            kind,
            source,
        })
        .collect())
}

/// The last version that had the clause with that handle, and its number.
///
/// # Errors
/// When the database fails.
pub async fn last_version_with(
    db: &Db,
    text: TextId,
    handle: i64,
) -> Result<Option<(VersionId, i64)>, StoreError> {
    maybe!(
        db.reads() => (VersionId, i64),
        "SELECT v.id, v.sequence
         FROM clause c
         JOIN version_entry e ON e.clause_id = c.id
         JOIN text_version v ON v.id = e.version_id
         WHERE c.text_id = $1 AND c.handle = $2 ORDER BY v.sequence DESC LIMIT 1",
        text,
        handle,
    )
}

/// The number of a version.
///
/// # Errors
/// When the database fails.
pub async fn sequence(db: &Db, version: VersionId) -> Result<Option<i64>, StoreError> {
    let found = maybe!(
        db.reads() => (i64,),
        "SELECT sequence FROM text_version WHERE id = $1",
        version,
    )?;
    Ok(found.map(|(sequence,)| sequence))
}

/// The version of a text that has this number, and when it was published.
///
/// # Errors
/// When the database fails.
pub async fn version_at(
    db: &Db,
    text: TextId,
    sequence: i64,
) -> Result<Option<(VersionId, DateTime<Utc>)>, StoreError> {
    maybe!(
        db.reads() => (VersionId, DateTime<Utc>),
        "SELECT id, created_at FROM text_version WHERE text_id = $1 AND sequence = $2",
        text,
        sequence,
    )
}

/// The exact bytes of a version.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such version.
pub async fn export(db: &Db, version: VersionId) -> Result<String, StoreError> {
    let (mut bytes,) = maybe!(
        db.reads() => (String,),
        "SELECT prefix FROM text_version WHERE id = $1",
        version,
    )?
    .ok_or(StoreError::Missing("version"))?;
    for entry in entries(db, version).await? {
        bytes.push_str(&entry.source);
    }
    Ok(bytes)
}
