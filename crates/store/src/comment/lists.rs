//! Comments by text and by author.

use crate::dispatch::all;
use crate::quality::{self, QualityColumn};
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Quality;
use palier_domain::id::{
    AccountId, AmendmentId, AssociationId, ClauseId, CommentId, ModerationId, TextId,
};
use std::collections::HashMap;

/// A comment in its author's own list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MyComment {
    /// Its identifier.
    pub id: CommentId,
    /// The landlord's place in addresses.
    pub landlord_slug: String,
    /// The landlord's name.
    pub landlord_name: String,
    /// The text's place in that landlord's addresses.
    pub text_slug: String,
    /// The handle of the clause on which it is.
    pub handle: i64,
    /// Its words; empty once withdrawn, and while they are hidden.
    pub body: String,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The decision that hid its words, while they are hidden.
    pub hidden_by: Option<ModerationId>,
    /// How many support it.
    pub supports: i64,
    /// How many replies its thread holds, if it began one.
    pub replies: i64,
    /// The amendment on which it is.
    pub amendment_id: Option<AmendmentId>,
}

/// A comment in the list of a text's latest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentComment {
    /// Its identifier.
    pub id: CommentId,
    /// The clause on which it is.
    pub clause_id: ClauseId,
    /// That clause's handle.
    pub handle: i64,
    /// The name that its author shows; empty once her account was deleted without it.
    pub author_name: String,
    /// In what quality she spoke.
    pub quality: Quality,
    /// The association for which she spoke.
    pub association_name: Option<String>,
    /// Its words.
    pub body: String,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Recent {
    id: CommentId,
    clause_id: ClauseId,
    handle: i64,
    author_name: String,
    quality: QualityColumn,
    association_id: Option<AssociationId>,
    association_name: Option<String>,
    body: String,
    created_at: DateTime<Utc>,
}

/// How many comments stand on each clause of a text; clauses without any are absent.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, text: TextId) -> Result<HashMap<ClauseId, i64>, StoreError> {
    let rows = all!(
        db.reads() => (ClauseId, i64),
        "SELECT clause_id, COUNT(*) FROM comment
         WHERE text_id = $1 AND amendment_id IS NULL AND college IS NULL AND withdrawn_at IS NULL AND hidden_at IS NULL GROUP BY clause_id",
        text,
    )?;
    Ok(rows.into_iter().collect())
}

/// An account's own comments with every landlord, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(
    db: &Db,
    account: AccountId,
    limit: i64,
) -> Result<Vec<MyComment>, StoreError> {
    all!(
        db.reads() => MyComment,
        "SELECT c.id, l.slug AS landlord_slug, l.name AS landlord_name, t.slug AS text_slug,
            k.handle, c.body, c.created_at, c.withdrawn_at, m.id AS hidden_by,
            (SELECT COUNT(*) FROM comment_support s WHERE s.comment_id = c.id) AS supports,
            (SELECT COUNT(*) FROM comment r
                WHERE r.thread_id = c.id AND r.withdrawn_at IS NULL
                    AND r.hidden_at IS NULL) AS replies,
            c.amendment_id
         FROM contributor w
         JOIN comment c ON c.contributor_id = w.id
         JOIN clause k ON k.id = c.clause_id
         JOIN text t ON t.id = c.text_id
         JOIN landlord l ON l.id = t.landlord_id
         LEFT JOIN moderation m ON m.comment_id = c.id AND m.decided_at = c.hidden_at
            AND m.outcome = 'hidden'
         WHERE w.account_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT $2",
        account,
        limit,
    )
}

/// The latest comments on a text that stand, newest first; replies are left out.
///
/// # Errors
/// When the database fails.
pub async fn recent(db: &Db, text: TextId, limit: i64) -> Result<Vec<RecentComment>, StoreError> {
    let rows = all!(
        db.reads() => Recent,
        "SELECT c.id, c.clause_id, k.handle, COALESCE(w.name, '') AS author_name, c.quality, c.association_id,
            a.name AS association_name, c.body, c.created_at
         FROM comment c
         JOIN clause k ON k.id = c.clause_id
         JOIN contributor w ON w.id = c.contributor_id
         LEFT JOIN association a ON a.id = c.association_id
         WHERE c.text_id = $1 AND c.thread_id IS NULL
            AND c.amendment_id IS NULL AND c.college IS NULL
            AND c.withdrawn_at IS NULL AND c.hidden_at IS NULL
         ORDER BY c.created_at DESC, c.id DESC LIMIT $2",
        text,
        limit,
    )?;
    rows.into_iter().map(Recent::shown).collect()
}

impl Recent {
    fn shown(self) -> Result<RecentComment, StoreError> {
        Ok(RecentComment {
            id: self.id,
            clause_id: self.clause_id,
            handle: self.handle,
            author_name: self.author_name,
            quality: quality::join(self.quality, self.association_id)?,
            association_name: self.association_name,
            body: self.body,
            created_at: self.created_at,
        })
    }
}
