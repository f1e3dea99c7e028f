//! Asking for words.

use crate::dispatch::{On, both};
use crate::{Db, StoreError, batch};
use chrono::{DateTime, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::id::{AmendmentId, CommentId, RevisionId, TextId, VersionId};
use std::collections::HashMap;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A clause of the text.
    Clause {
        /// Its handle.
        handle: i64,
        /// What it is.
        kind: ClauseKind,
        /// Its exact bytes.
        source: String,
    },
    /// An amendment.
    Amendment(AmendmentId),
    /// A comment.
    Comment {
        /// Its identifier.
        id: CommentId,
        /// Its clause's handle.
        handle: i64,
        /// The amendment on which it is, if it has a number.
        amendment: Option<i64>,
        /// The name that its author shows; empty once her account was deleted without it.
        author_name: String,
        /// Its words.
        body: String,
        /// When it was sent.
        at: DateTime<Utc>,
    },
}

/// A page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What is on this page.
    pub hits: Vec<Hit>,
    /// How many there are on all pages.
    pub total: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    comment_id: Option<CommentId>,
    amendment_id: Option<AmendmentId>,
    revision_id: Option<RevisionId>,
}

/// What anybody may read of the text `$1` in its version `$2`; each engine says before which of it
/// has the terms.
const READABLE: &str = "s.text_id = $1
    AND (s.comment_id IS NULL OR EXISTS (SELECT 1 FROM comment c WHERE c.id = s.comment_id
        AND c.withdrawn_at IS NULL AND c.hidden_at IS NULL AND c.college IS NULL))
    AND (s.amendment_id IS NULL OR EXISTS (SELECT 1 FROM amendment m WHERE m.id = s.amendment_id
        AND m.lifecycle NOT IN ('draft', 'withdrawn')))
    AND (s.revision_id IS NULL OR EXISTS (SELECT 1 FROM version_entry e
        WHERE e.version_id = $2 AND e.revision_id = s.revision_id))";

/// What holds all of some terms: clauses first, then amendments, then comments, each the latest
/// first. Whoever asks says first whether the reader may see the text at all.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &Db,
    text: TextId,
    version: VersionId,
    terms: &[String],
    page: i64,
    per_page: i64,
) -> Result<Found, StoreError> {
    if terms.is_empty() {
        return Ok(Found::default());
    }
    let (total, rows) = rows(db, text, version, terms, (page, per_page)).await?;
    let ids: Vec<CommentId> = rows.iter().filter_map(|row| row.comment_id).collect();
    let mut comments = comments(db, &ids).await?;
    let ids: Vec<RevisionId> = rows.iter().filter_map(|row| row.revision_id).collect();
    let mut clauses = clauses(db, version, &ids).await?;
    let hits = rows.into_iter().filter_map(|row| {
        let amendment = row.amendment_id.map(Hit::Amendment);
        let comment = || row.comment_id.and_then(|id| comments.remove(&id));
        let clause = || row.revision_id.and_then(|id| clauses.remove(&id));
        amendment.or_else(comment).or_else(clause)
    });
    Ok(Found {
        hits: hits.collect(),
        total,
    })
}

async fn rows(
    db: &Db,
    text: TextId,
    version: VersionId,
    terms: &[String],
    (page, per_page): (i64, i64),
) -> Result<(i64, Vec<Row>), StoreError> {
    let per_page = per_page.max(1);
    let offset = page.max(1).saturating_sub(1).saturating_mul(per_page);
    let (asked, has) = match db.reads() {
        On::Sqlite(_) => {
            let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
            let has = "s.place IN (SELECT rowid FROM search_index WHERE search_index MATCH $3)";
            (quoted.join(" AND "), has)
        }
        On::Postgres(_) => {
            let has = "to_tsvector('simple', s.terms) @@ to_tsquery('simple', $3)";
            (terms.join(" & "), has)
        }
    };
    let count = format!("SELECT COUNT(*) FROM search_entry s WHERE {has} AND {READABLE}");
    let (total,) = crate::dispatch::one!(
        db.reads() => (i64,),
        sqlx::AssertSqlSafe(count),
        text,
        version,
        &asked,
    )?;
    let some = format!(
        "SELECT s.comment_id, s.amendment_id, s.revision_id FROM search_entry s
         WHERE {has} AND {READABLE}
         ORDER BY CASE WHEN s.revision_id IS NOT NULL THEN 1
            WHEN s.amendment_id IS NOT NULL THEN 2 ELSE 3 END, s.at DESC, s.place
         LIMIT $4 OFFSET $5"
    );
    let rows = crate::dispatch::all!(
        db.reads() => Row,
        sqlx::AssertSqlSafe(some),
        text,
        version,
        &asked,
        per_page,
        offset,
    )?;
    Ok((total, rows))
}

#[derive(sqlx::FromRow)]
struct CommentFound {
    id: CommentId,
    handle: i64,
    amendment: Option<i64>,
    author_name: String,
    body: String,
    at: DateTime<Utc>,
}

async fn comments(db: &Db, ids: &[CommentId]) -> Result<HashMap<CommentId, Hit>, StoreError> {
    let mut found = HashMap::new();
    for ids in ids.chunks(batch::ROWS) {
        let sql = format!(
            "SELECT c.id, k.handle, m.number AS amendment, COALESCE(w.name, '') AS author_name,
                c.body, c.created_at AS at
             FROM comment c JOIN clause k ON k.id = c.clause_id
             JOIN contributor w ON w.id = c.contributor_id
             LEFT JOIN amendment m ON m.id = c.amendment_id WHERE c.id IN {}",
            batch::list(1, ids.len()),
        );
        let rows = both!(db.reads(), |at| {
            let mut query = sqlx::query_as::<_, CommentFound>(sqlx::AssertSqlSafe(sql));
            for id in ids {
                query = query.bind(id);
            }
            query.fetch_all(at).await
        })?;
        found.extend(rows.into_iter().map(|row| (row.id, row.shown())));
    }
    Ok(found)
}

impl CommentFound {
    fn shown(self) -> Hit {
        Hit::Comment {
            id: self.id,
            handle: self.handle,
            amendment: self.amendment,
            author_name: self.author_name,
            body: self.body,
            at: self.at,
        }
    }
}

async fn clauses(
    db: &Db,
    version: VersionId,
    ids: &[RevisionId],
) -> Result<HashMap<RevisionId, Hit>, StoreError> {
    let mut found = HashMap::new();
    for ids in ids.chunks(batch::ROWS) {
        let sql = format!(
            "SELECT r.id, k.handle, r.kind, r.source FROM version_entry e
             JOIN clause_revision r ON r.id = e.revision_id
             JOIN clause k ON k.id = r.clause_id
             WHERE e.version_id = $1 AND e.revision_id IN {}",
            batch::list(2, ids.len()),
        );
        let rows = both!(db.reads(), |at| {
            let sql = sqlx::AssertSqlSafe(sql);
            let query = sqlx::query_as::<_, (RevisionId, i64, ClauseKind, String)>(sql);
            let mut query = query.bind(version);
            for id in ids {
                query = query.bind(id);
            }
            query.fetch_all(at).await
        })?;
        found.extend(rows.into_iter().map(|(id, handle, kind, source)| {
            let hit = Hit::Clause {
                handle,
                kind,
                source,
            };
            (id, hit)
        }));
    }
    Ok(found)
}
