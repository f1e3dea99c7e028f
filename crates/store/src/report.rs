//! Reports of comments, by anyone; a decision answers all that wait on its comment.

use crate::comment::lock_text_of;
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, CommentId, FormId, LandlordId, ReportId};
use palier_domain::moderation::ground::Ground;

/// A report to keep.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The comment.
    pub comment_id: CommentId,
    /// On which ground.
    pub ground: Ground,
    /// What the person adds; may be empty.
    pub detail: String,
    /// Whom to tell what was decided, if she is signed in. Nobody reads it but the store.
    pub account_id: Option<AccountId>,
    /// Whether the landlord's staff reports.
    pub by_landlord: bool,
    /// The form's own identifier: sent twice, kept once.
    pub form_id: FormId,
}

/// A report, as those who decide read it: who sent it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// On which ground.
    pub ground: Ground,
    /// What the person added; may be empty.
    pub detail: String,
    /// Whether the landlord's staff reported.
    pub by_landlord: bool,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A comment on which reports wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The comment.
    pub comment_id: CommentId,
    /// The handle of the clause on which it is.
    pub handle: i64,
    /// The name that its author shows.
    pub author_name: String,
    /// Its words.
    pub body: String,
    /// The reports, oldest first.
    pub reports: Vec<Report>,
}

#[derive(sqlx::FromRow)]
struct Row {
    comment_id: CommentId,
    handle: i64,
    author_name: String,
    body: String,
    ground: Ground,
    detail: String,
    by_landlord: bool,
    created_at: DateTime<Utc>,
}

impl Row {
    fn split(self) -> (Waiting, Report) {
        let report = Report {
            ground: self.ground,
            detail: self.detail,
            by_landlord: self.by_landlord,
            created_at: self.created_at,
        };
        let waiting = Waiting {
            comment_id: self.comment_id,
            handle: self.handle,
            author_name: self.author_name,
            body: self.body,
            reports: Vec::new(),
        };
        (waiting, report)
    }
}

/// Keeps a report, unless the same form brought it before.
///
/// It decides nothing, so it is not in the journal.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such comment; [`StoreError::Conflict`] when it was
/// withdrawn or hidden: nothing is left to report.
pub async fn add(tx: &mut Tx, new: NewReport, now: DateTime<Utc>) -> Result<(), StoreError> {
    // Whoever decides or withdraws meanwhile comes before or after.
    lock_text_of(tx, new.comment_id).await?;
    let (withdrawn_at, hidden_at) = maybe!(
        tx.on() => (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
        "SELECT withdrawn_at, hidden_at FROM comment WHERE id = $1",
        new.comment_id,
    )?
    .ok_or(StoreError::Missing("comment"))?;
    if withdrawn_at.or(hidden_at).is_some() {
        return Err(StoreError::Conflict("the comment was withdrawn or hidden"));
    }
    run!(
        tx.on(),
        "INSERT INTO report
            (id, comment_id, ground, detail, account_id, by_landlord, form_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (form_id) DO NOTHING",
        ReportId(ids::new_v4()),
        new.comment_id,
        new.ground,
        new.detail,
        new.account_id,
        new.by_landlord,
        new.form_id,
        now,
    )
    .map(drop)
}

/// The comments of a landlord's texts on which reports wait, the longest waiting first.
///
/// At most 500 reports are read: those decided make room for the others.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &Db, landlord: LandlordId) -> Result<Vec<Waiting>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT r.comment_id, k.handle, COALESCE(w.name, '') AS author_name, c.body, r.ground, r.detail,
            r.by_landlord, r.created_at
         FROM report r
         JOIN comment c ON c.id = r.comment_id
         JOIN contributor w ON w.id = c.contributor_id
         JOIN clause k ON k.id = c.clause_id
         JOIN text t ON t.id = c.text_id
         WHERE t.landlord_id = $1 AND r.moderation_id IS NULL
            AND c.withdrawn_at IS NULL AND c.hidden_at IS NULL
         ORDER BY r.created_at, r.id LIMIT 500",
        landlord,
    )?;
    let mut waiting: Vec<Waiting> = Vec::new();
    for row in rows {
        let (comment, report) = row.split();
        match waiting
            .iter_mut()
            .find(|one| one.comment_id == comment.comment_id)
        {
            Some(known) => known.reports.push(report),
            None => waiting.push(Waiting {
                reports: vec![report],
                ..comment
            }),
        }
    }
    Ok(waiting)
}

/// The reports that wait on a comment, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_comment(db: &Db, comment: CommentId) -> Result<Vec<Report>, StoreError> {
    let rows = all!(
        db.reads() => (Ground, String, bool, DateTime<Utc>),
        "SELECT ground, detail, by_landlord, created_at FROM report
         WHERE comment_id = $1 AND moderation_id IS NULL ORDER BY created_at, id",
        comment,
    )?;
    Ok(rows
        .into_iter()
        .map(|(ground, detail, by_landlord, created_at)| Report {
            ground,
            detail,
            by_landlord,
            created_at,
        })
        .collect())
}
