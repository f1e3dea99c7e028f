//! Making the terms of what changed.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, batch, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::operation::Operation;
use palier_domain::id::{AmendmentId, CommentId, RevisionId, TextId, VersionId};
use palier_domain::search::indexed;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// What is indexed, with its terms.
struct Entry {
    place: i64,
    comment: Option<CommentId>,
    amendment: Option<AmendmentId>,
    revision: Option<RevisionId>,
    terms: String,
    at: DateTime<Utc>,
    seen: DateTime<Utc>,
}

/// Indexes what changed in a text since the last look; quick when nothing did.
///
/// # Errors
/// When the database fails.
pub async fn refresh(db: &Db, text: TextId, version: VersionId) -> Result<(), StoreError> {
    let chain = journal::of_text(text);
    let [head, _] = journal::heads(db, [&chain, &chain]).await?;
    let known = maybe!(
        db.reads() => (i64,),
        "SELECT head FROM search_state WHERE text_id = $1",
        text,
    )?;
    if known == Some((head,)) {
        return Ok(());
    }
    // Whoever withdraws words holds the chain: none of them comes back into the index behind her.
    let mut tx = db.begin().await?;
    if head > 0 {
        journal::lock(&mut tx, &chain).await?;
    }
    let mut entries = comments(db, text).await?;
    entries.extend(amendments(db, text).await?);
    entries.extend(clauses(db, version).await?);
    put(&mut tx, text, &entries).await?;
    // The head that was read first: what came meanwhile is looked at again.
    run!(
        tx.on(),
        "INSERT INTO search_state (text_id, head) VALUES ($1, $2)
         ON CONFLICT (text_id) DO UPDATE SET head = excluded.head",
        text,
        head,
    )?;
    tx.commit().await
}

async fn put(tx: &mut Tx, text: TextId, entries: &[Entry]) -> Result<(), StoreError> {
    batch::insert!(
        tx,
        "INSERT INTO search_entry
            (place, text_id, comment_id, amendment_id, revision_id, terms, at, seen)",
        "ON CONFLICT (place) DO UPDATE SET terms = excluded.terms, seen = excluded.seen",
        entries,
        |one| one.place,
        text,
        one.comment,
        one.amendment,
        one.revision,
        &one.terms,
        one.at,
        one.seen,
    );
    Ok(())
}

/// The comments that anybody may read whose terms are not made, or are of former words.
async fn comments(db: &Db, text: TextId) -> Result<Vec<Entry>, StoreError> {
    let rows = all!(
        db.reads() => (CommentId, String, DateTime<Utc>, DateTime<Utc>),
        "SELECT c.id, c.body, c.created_at, COALESCE(c.edited_at, c.created_at) FROM comment c
         LEFT JOIN search_entry s ON s.comment_id = c.id
         WHERE c.text_id = $1 AND c.withdrawn_at IS NULL AND c.hidden_at IS NULL
            AND c.college IS NULL
            AND (s.place IS NULL OR s.seen <> COALESCE(c.edited_at, c.created_at))",
        text,
    )?;
    let made = rows.into_iter().map(|(id, body, at, seen)| Entry {
        place: place("comment", id.0),
        comment: Some(id),
        amendment: None,
        revision: None,
        terms: indexed(&body),
        at,
        seen,
    });
    Ok(made.collect())
}

/// The amendments that anybody may read whose terms are not made, or that changed.
async fn amendments(db: &Db, text: TextId) -> Result<Vec<Entry>, StoreError> {
    let rows = all!(
        db.reads() => (AmendmentId, String, String, DateTime<Utc>, DateTime<Utc>),
        "SELECT m.id, m.title, m.reasons, m.created_at, m.changed_at FROM amendment m
         LEFT JOIN search_entry s ON s.amendment_id = m.id
         WHERE m.text_id = $1 AND m.lifecycle NOT IN ('draft', 'withdrawn')
            AND (s.place IS NULL OR s.seen <> m.changed_at)",
        text,
    )?;
    let ids: Vec<AmendmentId> = rows.iter().map(|(id, ..)| *id).collect();
    let mut operations: HashMap<_, Vec<Operation>> =
        crate::amendment::operations_of(db, &ids).await?;
    let made = rows.into_iter().map(|(id, title, reasons, at, seen)| {
        let mut words = format!("{title}\n{reasons}");
        for operation in operations.remove(&id).unwrap_or_default() {
            match operation {
                Operation::ReplaceText { hunks, .. } | Operation::Retitle { hunks, .. } => {
                    for hunk in hunks {
                        words.push('\n');
                        words.push_str(&hunk.inserted);
                    }
                }
                Operation::Insert { source, .. } => {
                    words.push('\n');
                    words.push_str(&source);
                }
                Operation::Delete { .. } | Operation::Move { .. } => {}
            }
        }
        Entry {
            place: place("amendment", id.0),
            comment: None,
            amendment: Some(id),
            revision: None,
            terms: indexed(&words),
            at,
            seen,
        }
    });
    Ok(made.collect())
}

/// The words of the clauses of a version whose terms are not made; they never change.
async fn clauses(db: &Db, version: VersionId) -> Result<Vec<Entry>, StoreError> {
    let rows = all!(
        db.reads() => (RevisionId, ClauseKind, String, DateTime<Utc>),
        "SELECT r.id, r.kind, r.source, r.created_at FROM version_entry e
         JOIN clause_revision r ON r.id = e.revision_id
         LEFT JOIN search_entry s ON s.revision_id = r.id
         WHERE e.version_id = $1 AND s.place IS NULL ORDER BY e.position",
        version,
    )?;
    let made = rows.into_iter().map(|(id, kind, source, at)| Entry {
        place: place("clause", id.0),
        comment: None,
        amendment: None,
        revision: Some(id),
        terms: indexed(&content(kind, &source).markdown),
        at,
        seen: at,
    });
    Ok(made.collect())
}

/// A number that is always the same for one thing, and another for any other.
fn place(kind: &str, id: Uuid) -> i64 {
    let hash = Sha256::new().chain_update(kind).chain_update(id).finalize();
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(bytes) & i64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_and_an_amendment_with_one_id_have_two_places() {
        let id = Uuid::from_u128(7);
        assert_eq!(place("comment", id), place("comment", id));
        assert_ne!(place("comment", id), place("amendment", id));
        assert!(place("comment", id) >= 0);
    }
}
