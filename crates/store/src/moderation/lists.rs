//! Decisions as they are read: publicly, by those who decide, by the author.

use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{AccountId, CommentId, LandlordId, ModerationId, TextId};
use palier_domain::moderation::decider::DecidedAs;
use palier_domain::moderation::ground::Ground;
use palier_domain::moderation::lifecycle::{AppealOutcome, Outcome};

/// A decision; the words that it hid are not in it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Moderation {
    /// Its identifier.
    pub id: ModerationId,
    /// The comment.
    pub comment_id: CommentId,
    /// Whose text it is on.
    pub landlord_id: LandlordId,
    /// That landlord's place in addresses.
    pub landlord_slug: String,
    /// The handle of the clause on which it is.
    pub handle: i64,
    /// What was decided.
    pub outcome: Outcome,
    /// On which ground.
    pub ground: Ground,
    /// The public reason.
    pub reason: String,
    /// In what role somebody decided.
    pub decided_as: DecidedAs,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// From when on no appeal is taken; absent for a comment that was kept.
    pub appeal_until: Option<DateTime<Utc>>,
    /// Whether the author withdrew the comment since.
    pub withdrawn: bool,
    /// Whether it is the reader's own comment.
    pub mine: bool,
    /// Whether the reader decided.
    pub decided_by_reader: bool,
    /// Whether the reader reported it.
    pub reported_by_reader: bool,
    #[sqlx(flatten)]
    appeal: AppealColumns,
}

impl Moderation {
    /// The appeal, if the author made one.
    #[must_use]
    pub fn appeal(&self) -> Option<Appeal<'_>> {
        let made_at = self.appeal.appeal_made_at?;
        let columns = &self.appeal;
        let outcome = columns.appeal_outcome.zip(columns.appeal_decided_at);
        Some(Appeal {
            made_at,
            outcome: outcome.map(|(outcome, _)| outcome),
            reason: columns.appeal_reason.as_deref().unwrap_or_default(),
            decided_as: columns.appeal_decided_as,
            decided_at: outcome.map(|(_, at)| at),
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
struct AppealColumns {
    appeal_made_at: Option<DateTime<Utc>>,
    appeal_outcome: Option<AppealOutcome>,
    appeal_reason: Option<String>,
    appeal_decided_as: Option<DecidedAs>,
    appeal_decided_at: Option<DateTime<Utc>>,
}

/// An appeal; its words are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appeal<'a> {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What was decided; absent while it waits.
    pub outcome: Option<AppealOutcome>,
    /// The public reason; empty while it waits.
    pub reason: &'a str,
    /// In what role somebody decided.
    pub decided_as: Option<DecidedAs>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Words around a decision, for the author and for those who decide.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Words {
    /// Those that are hidden; absent once shown again or erased.
    pub original: Option<String>,
    /// Those of the appeal.
    pub appeal: Option<String>,
}

/// A query for [`Moderation`] rows, the reader being `$1`: `moderations!("WHERE ..")`.
macro_rules! moderations {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.comment_id, t.landlord_id, l.slug AS landlord_slug, k.handle,
                m.outcome, m.ground, m.reason, m.decided_as, m.decided_at, m.appeal_until,
                (c.withdrawn_at IS NOT NULL) AS withdrawn,
                COALESCE(w.account_id = $1, FALSE) AS mine,
                COALESCE(m.decided_by = $1, FALSE) AS decided_by_reader,
                EXISTS (SELECT 1 FROM report r
                    WHERE r.moderation_id = m.id AND r.account_id = $1) AS reported_by_reader,
                a.made_at AS appeal_made_at, a.outcome AS appeal_outcome,
                a.reason AS appeal_reason, a.decided_as AS appeal_decided_as,
                a.decided_at AS appeal_decided_at
             FROM moderation m
             JOIN comment c ON c.id = m.comment_id
             JOIN contributor w ON w.id = c.contributor_id
             JOIN clause k ON k.id = c.clause_id
             JOIN text t ON t.id = c.text_id
             JOIN landlord l ON l.id = t.landlord_id
             LEFT JOIN appeal a ON a.moderation_id = m.id
             ",
            $rest
        )
    };
}

/// A decision.
///
/// # Errors
/// When the database fails.
pub async fn get(
    db: &Db,
    id: ModerationId,
    reader: Option<AccountId>,
) -> Result<Option<Moderation>, StoreError> {
    maybe!(db.reads() => Moderation, moderations!("WHERE m.id = $2"), reader, id)
}

/// The decisions of a comment, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_comment(
    db: &Db,
    comment: CommentId,
    reader: Option<AccountId>,
) -> Result<Vec<Moderation>, StoreError> {
    all!(
        db.reads() => Moderation,
        moderations!("WHERE m.comment_id = $2 ORDER BY m.decided_at DESC, m.id DESC"),
        reader,
        comment,
    )
}

/// The decisions on a landlord's texts, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(
    db: &Db,
    landlord: LandlordId,
    reader: Option<AccountId>,
    limit: i64,
) -> Result<Vec<Moderation>, StoreError> {
    all!(
        db.reads() => Moderation,
        moderations!("WHERE t.landlord_id = $2 ORDER BY m.decided_at DESC, m.id DESC LIMIT $3"),
        reader,
        landlord,
        limit,
    )
}

/// The appeals that wait on a landlord's texts, the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn appeals_waiting(
    db: &Db,
    landlord: LandlordId,
    reader: Option<AccountId>,
) -> Result<Vec<Moderation>, StoreError> {
    all!(
        db.reads() => Moderation,
        moderations!(
            "WHERE t.landlord_id = $2 AND a.made_at IS NOT NULL AND a.outcome IS NULL
                AND c.withdrawn_at IS NULL
             ORDER BY a.made_at, m.id"
        ),
        reader,
        landlord,
    )
}

/// What was hidden in a text, newest first: the public log.
///
/// # Errors
/// When the database fails.
pub async fn hidden_of_text(
    db: &Db,
    text: TextId,
    limit: i64,
) -> Result<Vec<Moderation>, StoreError> {
    all!(
        db.reads() => Moderation,
        moderations!(
            "WHERE c.text_id = $2 AND m.outcome = 'hidden'
             ORDER BY m.decided_at DESC, m.id DESC LIMIT $3"
        ),
        None::<AccountId>,
        text,
        limit,
    )
}

/// The words around a decision: for its author and for those who decide, nobody else.
///
/// # Errors
/// When the database fails.
pub async fn words(db: &Db, id: ModerationId) -> Result<Option<Words>, StoreError> {
    maybe!(
        db.reads() => Words,
        "SELECT m.original, a.words AS appeal
         FROM moderation m LEFT JOIN appeal a ON a.moderation_id = m.id WHERE m.id = $1",
        id,
    )
}

/// How many people may decide with a landlord on a day, one of them left out.
///
/// # Errors
/// When the database fails.
pub async fn others_who_decide(
    db: &Db,
    landlord: LandlordId,
    but: AccountId,
    day: NaiveDate,
) -> Result<i64, StoreError> {
    one!(
        db.reads() => (i64,),
        "SELECT COUNT(DISTINCT m.account_id) FROM membership m
         WHERE m.landlord_id = $1 AND m.role IN ('facilitator', 'guarantor')
            AND m.account_id <> $2 AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3)
            AND NOT EXISTS (SELECT 1 FROM membership s
                WHERE s.account_id = m.account_id AND s.landlord_id = $1
                    AND s.role = 'landlord_staff'
                    AND s.since <= $3 AND (s.until IS NULL OR s.until >= $3))",
        landlord,
        but,
        day,
    )
    .map(|(others,)| others)
}
