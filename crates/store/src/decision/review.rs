//! The public review: what became of each comment, clause by clause.

use crate::dispatch::{all, one};
use crate::quality::{self, QualityColumn};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::id::{ArgumentId, AssociationId, ClauseId, CommentId, TextId};

/// A comment that began a thread on a clause, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FateRow {
    /// The comment.
    pub comment: CommentId,
    /// The clause.
    pub clause: ClauseId,
    /// Its handle.
    pub handle: i64,
    /// The name that its author shows.
    pub author_name: String,
    /// In what quality she spoke.
    pub quality: Quality,
    /// The association for which she spoke.
    pub association_name: Option<String>,
    /// Its words; empty while they are hidden and once withdrawn.
    pub body: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// How many answered it.
    pub replies: i64,
    /// What became of it; none yet.
    pub fate: Option<CommentFate>,
    /// The argument under which it stands.
    pub argument: Option<String>,
    /// The number of the amendment in which it is.
    pub number: Option<i64>,
    /// Why.
    pub reason: String,
    /// When that was said.
    pub said_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    comment: CommentId,
    clause: ClauseId,
    handle: i64,
    author_name: String,
    quality: QualityColumn,
    association_id: Option<AssociationId>,
    association_name: Option<String>,
    body: String,
    created_at: DateTime<Utc>,
    replies: i64,
    fate: Option<CommentFate>,
    argument: Option<String>,
    number: Option<i64>,
    reason: String,
    said_at: Option<DateTime<Utc>>,
}

/// The comments of a text, or of one of its clauses, with what became of each; by clause, then oldest
/// first. Threads of which nothing is left are not listed.
///
/// # Errors
/// When the database fails.
pub async fn fates(
    db: &Db,
    text: TextId,
    clause: Option<ClauseId>,
    limit: i64,
) -> Result<Vec<FateRow>, StoreError> {
    let rows = all!(
        db.reads() => Stored,
        "SELECT c.id AS comment, c.clause_id AS clause, k.handle,
            COALESCE(w.name, '') AS author_name, c.quality, c.association_id,
            a.name AS association_name, c.body, c.created_at,
            (SELECT COUNT(*) FROM comment r WHERE r.thread_id = c.id AND r.withdrawn_at IS NULL)
                AS replies,
            f.fate, g.words AS argument, m.number, COALESCE(f.reason, '') AS reason, f.said_at
         FROM comment c
         JOIN clause k ON k.id = c.clause_id
         JOIN contributor w ON w.id = c.contributor_id
         LEFT JOIN association a ON a.id = c.association_id
         LEFT JOIN comment_fate f ON f.comment_id = c.id
         LEFT JOIN clause_argument g ON g.id = f.argument_id
         LEFT JOIN amendment m ON m.id = f.amendment_id
         WHERE c.text_id = $1 AND c.thread_id IS NULL AND c.amendment_id IS NULL
            AND ($2 IS NULL OR c.clause_id = $2)
            AND (c.withdrawn_at IS NULL AND c.hidden_at IS NULL OR EXISTS
                (SELECT 1 FROM comment r WHERE r.thread_id = c.id
                    AND r.withdrawn_at IS NULL AND r.hidden_at IS NULL))
         ORDER BY k.handle, c.created_at, c.id LIMIT $3",
        text,
        clause,
        limit,
    )?;
    rows.into_iter().map(Stored::shown).collect()
}

impl Stored {
    fn shown(self) -> Result<FateRow, StoreError> {
        Ok(FateRow {
            comment: self.comment,
            clause: self.clause,
            handle: self.handle,
            author_name: self.author_name,
            quality: quality::join(self.quality, self.association_id)?,
            association_name: self.association_name,
            body: self.body,
            created_at: self.created_at,
            replies: self.replies,
            fate: self.fate,
            argument: self.argument,
            number: self.number,
            reason: self.reason,
            said_at: self.said_at,
        })
    }
}

/// A clause with comments.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reviewed {
    /// The clause.
    pub clause: ClauseId,
    /// Its handle.
    pub handle: i64,
    /// Comments that began a thread on it.
    pub comments: i64,
    /// Those of which nobody said what became of them.
    pub waiting: i64,
}

/// The clauses of a text that were commented on, with how many comments wait for their fate.
///
/// # Errors
/// When the database fails.
pub async fn reviewed(db: &Db, text: TextId) -> Result<Vec<Reviewed>, StoreError> {
    all!(
        db.reads() => Reviewed,
        "SELECT c.clause_id AS clause, k.handle, COUNT(*) AS comments,
            COUNT(*) - COUNT(f.comment_id) AS waiting
         FROM comment c
         JOIN clause k ON k.id = c.clause_id
         LEFT JOIN comment_fate f ON f.comment_id = c.id
         WHERE c.text_id = $1 AND c.thread_id IS NULL AND c.amendment_id IS NULL
            AND (c.withdrawn_at IS NULL AND c.hidden_at IS NULL OR EXISTS
                (SELECT 1 FROM comment r WHERE r.thread_id = c.id
                    AND r.withdrawn_at IS NULL AND r.hidden_at IS NULL))
         GROUP BY c.clause_id, k.handle ORDER BY k.handle",
        text,
    )
}

const WITHOUT: &str = "SELECT COUNT(*) FROM comment c
     WHERE c.text_id = $1 AND c.thread_id IS NULL AND c.amendment_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM comment_fate f WHERE f.comment_id = c.id)
        AND (c.withdrawn_at IS NULL AND c.hidden_at IS NULL OR EXISTS
            (SELECT 1 FROM comment r WHERE r.thread_id = c.id
                AND r.withdrawn_at IS NULL AND r.hidden_at IS NULL))";

/// How many comments of a text have no fate yet; an answer shares that of the comment it answers.
///
/// # Errors
/// When the database fails.
pub async fn without_fate(db: &Db, text: TextId) -> Result<u64, StoreError> {
    let (count,) = one!(db.reads() => (i64,), WITHOUT, text)?;
    Ok(u64::try_from(count).unwrap_or_default())
}

pub(super) async fn without_fate_within(tx: &mut Tx, text: TextId) -> Result<u64, StoreError> {
    let (count,) = one!(tx.on() => (i64,), WITHOUT, text)?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// An argument on a clause.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Argument {
    /// Its identifier.
    pub id: ArgumentId,
    /// The clause.
    pub clause_id: ClauseId,
    /// What it says.
    pub words: String,
    /// How many comments stand under it.
    pub comments: i64,
}

/// The arguments on a text's clauses, by clause, those with most comments first.
///
/// # Errors
/// When the database fails.
pub async fn arguments(db: &Db, text: TextId) -> Result<Vec<Argument>, StoreError> {
    all!(
        db.reads() => Argument,
        "SELECT g.id, g.clause_id, g.words,
            (SELECT COUNT(*) FROM comment_fate f WHERE f.argument_id = g.id) AS comments
         FROM clause_argument g JOIN clause k ON k.id = g.clause_id
         WHERE g.text_id = $1 ORDER BY k.handle, 4 DESC, g.words",
        text,
    )
}
