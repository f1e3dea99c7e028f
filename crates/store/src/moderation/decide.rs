//! Deciding of a comment that was reported.

use crate::comment::lock_text_of;
use crate::dispatch::{maybe, one, run};
use crate::notice::{self, NoticeKind};
use crate::{StoreError, Tx, ids, journal, search};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Role;
use palier_domain::id::{AccountId, CommentId, LandlordId, ModerationId};
use palier_domain::moderation::decider::{Decider, DeciderRefusal};
use palier_domain::moderation::ground::Ground;
use palier_domain::moderation::lifecycle::{Decided, Outcome, Reported};
use serde_json::json;

/// A decision to take.
#[derive(Clone, Debug)]
pub struct NewDecision<'a> {
    /// The comment.
    pub comment_id: CommentId,
    /// Whose text it is on; a comment of another is not there.
    pub landlord_id: LandlordId,
    /// Who decides.
    pub by: AccountId,
    /// The roles that she holds with that landlord today.
    pub roles: &'a [Role],
    /// What she decides.
    pub outcome: Outcome,
    /// On which ground.
    pub ground: Ground,
    /// The public reason.
    pub reason: &'a str,
}

/// Why a decision was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Whoever asks may not.
    #[error(transparent)]
    Refused(#[from] DeciderRefusal),
    /// Somebody decided before, or the author withdrew the comment.
    #[error("nothing waits for a decision any more")]
    NothingWaits,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(sqlx::FromRow)]
struct Facts {
    author: Option<AccountId>,
    body: String,
    stands: bool,
    waiting: i64,
}

/// Decides of a comment; every report that waits on it is answered by the decision, the author and
/// those who reported with an account are told.
///
/// Sent twice by the same person with the same words, it is decided once.
///
/// # Errors
/// [`DecideError`]; nothing was written then.
pub async fn decide(
    tx: &mut Tx,
    new: &NewDecision<'_>,
    now: DateTime<Utc>,
) -> Result<ModerationId, DecideError> {
    let chain = lock_text_of(tx, new.comment_id).await?;
    let facts = facts(tx, new).await?;
    let decider = Decider::new(new.by, new.roles, facts.author == Some(new.by))?;
    let waiting = if facts.stands { facts.waiting } else { 0 };
    let Ok(reported) = Reported::new(waiting) else {
        return same_as_before(tx, new)
            .await?
            .ok_or(DecideError::NothingWaits);
    };
    let decided = reported.decide(decider, new.outcome, now);
    let (original, appeal_until) = match &decided {
        Decided::Kept => (None, None),
        Decided::Hidden(hidden) => (Some(facts.body), Some(hidden.appeal_until)),
    };
    let id = ModerationId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO moderation (id, comment_id, outcome, ground, reason, decided_as, decided_by,
            decided_at, original, appeal_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        new.comment_id,
        new.outcome,
        new.ground,
        new.reason,
        decider.role(),
        new.by,
        now,
        original,
        appeal_until,
    )?;
    run!(
        tx.on(),
        "UPDATE report SET moderation_id = $2 WHERE comment_id = $1 AND moderation_id IS NULL",
        new.comment_id,
        id,
    )?;
    let act = match decided {
        Decided::Kept => "comment.kept",
        Decided::Hidden(_) => {
            run!(
                tx.on(),
                "UPDATE comment SET body = '', hidden_at = $2 WHERE id = $1",
                new.comment_id,
                now,
            )?;
            search::forget_comment(tx, new.comment_id).await?;
            notice::tell_author(tx, NoticeKind::CommentHidden, id, now).await?;
            "comment.hidden"
        }
    };
    notice::tell_reporters(tx, id, now).await?;
    let data = json!({
        "comment": new.comment_id, "ground": new.ground, "reason": new.reason,
        "as": decider.role(), "by": new.by,
    });
    journal::append(tx, &chain, act, Some(id.0), &data, now).await?;
    Ok(id)
}

async fn facts(tx: &mut Tx, new: &NewDecision<'_>) -> Result<Facts, StoreError> {
    maybe!(
        tx.on() => Facts,
        "SELECT w.account_id AS author, c.body,
            (c.withdrawn_at IS NULL AND c.hidden_at IS NULL) AS stands,
            (SELECT COUNT(*) FROM report r
                WHERE r.comment_id = c.id AND r.moderation_id IS NULL) AS waiting
         FROM comment c
         JOIN contributor w ON w.id = c.contributor_id
         JOIN text t ON t.id = c.text_id
         WHERE c.id = $1 AND t.landlord_id = $2",
        new.comment_id,
        new.landlord_id,
    )?
    .ok_or(StoreError::Missing("comment"))
}

/// The decision that the same form brought before, if it was the last one.
async fn same_as_before(
    tx: &mut Tx,
    new: &NewDecision<'_>,
) -> Result<Option<ModerationId>, StoreError> {
    let last = maybe!(
        tx.on() => (ModerationId, Outcome, Ground, String, Option<AccountId>),
        "SELECT id, outcome, ground, reason, decided_by FROM moderation
         WHERE comment_id = $1 ORDER BY decided_at DESC, id DESC LIMIT 1",
        new.comment_id,
    )?;
    Ok(last
        .filter(|(_, outcome, ground, reason, by)| {
            *outcome == new.outcome
                && *ground == new.ground
                && reason == new.reason
                && *by == Some(new.by)
        })
        .map(|(id, ..)| id))
}

/// Who took a decision, inside the store only.
pub(crate) async fn decided_before(
    tx: &mut Tx,
    id: ModerationId,
) -> Result<Option<AccountId>, StoreError> {
    one!(
        tx.on() => (Option<AccountId>,),
        "SELECT decided_by FROM moderation WHERE id = $1",
        id,
    )
    .map(|(by,)| by)
}
