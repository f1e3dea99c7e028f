//! The author's appeal against a decision, decided by another person than the first time.

use crate::comment::lock_text_of;
use crate::dispatch::{maybe, run};
use crate::moderation::{DecideError, decided_before};
use crate::notice::{self, NoticeKind};
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Role;
use palier_domain::id::{AccountId, CommentId, LandlordId, ModerationId};
use palier_domain::moderation::decider::Decider;
use palier_domain::moderation::lifecycle::{AppealOutcome, AppealRefusal, Appealed, Hidden};
use serde_json::json;

/// Who appeals.
#[derive(Clone, Copy, Debug)]
pub enum Appellant<'a> {
    /// The author, signed in.
    Account(AccountId),
    /// The holder of the slip of a comment that somebody else typed.
    Slip(&'a str),
}

/// Why an appeal was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AppealError {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] AppealRefusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An answer to an appeal.
#[derive(Clone, Debug)]
pub struct Settlement<'a> {
    /// The decision that is appealed.
    pub moderation_id: ModerationId,
    /// Whose text it is on; a decision on another's is not there.
    pub landlord_id: LandlordId,
    /// Who decides.
    pub by: AccountId,
    /// The roles that she holds with that landlord today.
    pub roles: &'a [Role],
    /// What she decides.
    pub outcome: AppealOutcome,
    /// The public reason.
    pub reason: &'a str,
}

#[derive(sqlx::FromRow)]
struct Facts {
    landlord_id: LandlordId,
    author: Option<AccountId>,
    slip: Option<String>,
    /// The comment's words are hidden by this very decision.
    hides: bool,
    withdrawn: bool,
    appeal_until: Option<DateTime<Utc>>,
    original: Option<String>,
    words: Option<String>,
    outcome: Option<AppealOutcome>,
    reason: Option<String>,
    decided_by: Option<AccountId>,
}

/// Makes an appeal. Sent twice with the same words, it is made once.
///
/// # Errors
/// [`AppealError`]; nothing was written then.
pub async fn make(
    tx: &mut Tx,
    moderation: ModerationId,
    by: Appellant<'_>,
    words: &str,
    now: DateTime<Utc>,
) -> Result<(), AppealError> {
    let (comment, chain) = lock(tx, moderation).await?;
    let facts = facts(tx, moderation).await?;
    let is_hers = match by {
        Appellant::Account(account) => facts.author == Some(account),
        Appellant::Slip(slip) => facts.slip.as_deref() == Some(slip),
    };
    if !is_hers {
        return Err(AppealRefusal::NotYours.into());
    }
    if facts.withdrawn {
        return Err(AppealRefusal::Withdrawn.into());
    }
    match facts.words {
        Some(before) if before == words => return Ok(()),
        Some(_) => return Err(AppealRefusal::Already.into()),
        None => {}
    }
    let appeal_until = facts.appeal_until.filter(|_| facts.hides);
    let appeal_until = appeal_until.ok_or(AppealRefusal::NotYours)?;
    let hidden = Hidden {
        decided_by: decided_before(tx, moderation).await?,
        appeal_until,
    };
    hidden.appeal(now)?;
    run!(
        tx.on(),
        "INSERT INTO appeal (moderation_id, words, made_at) VALUES ($1, $2, $3)",
        moderation,
        words,
        now,
    )?;
    // Of the comment: its salt goes with the author's words when she withdraws them.
    let data = json!({ "moderation": moderation, "words": words });
    journal::append(tx, &chain, "appeal.made", Some(comment.0), &data, now).await?;
    Ok(())
}

/// Decides of an appeal; words that are to be shown again return to their comment.
///
/// Sent twice by the same person with the same words, it is decided once.
///
/// # Errors
/// [`DecideError`]; nothing was written then.
pub async fn settle(
    tx: &mut Tx,
    new: &Settlement<'_>,
    now: DateTime<Utc>,
) -> Result<(), DecideError> {
    let (comment, chain) = lock(tx, new.moderation_id).await?;
    let facts = facts(tx, new.moderation_id).await?;
    if facts.landlord_id != new.landlord_id {
        return Err(StoreError::Missing("moderation").into());
    }
    let decider = Decider::new(new.by, new.roles, facts.author == Some(new.by))?;
    if let Some(before) = facts.outcome {
        let same = before == new.outcome
            && facts.decided_by == Some(new.by)
            && facts.reason.as_deref() == Some(new.reason);
        return if same {
            Ok(())
        } else {
            Err(DecideError::NothingWaits)
        };
    }
    if facts.words.is_none() || facts.withdrawn {
        return Err(DecideError::NothingWaits);
    }
    let appealed = Appealed {
        decided_by: decided_before(tx, new.moderation_id).await?,
    };
    let outcome = appealed.settle(decider, new.outcome)?;
    run!(
        tx.on(),
        "UPDATE appeal SET outcome = $2, reason = $3, decided_as = $4, decided_by = $5,
            decided_at = $6
         WHERE moderation_id = $1",
        new.moderation_id,
        outcome,
        new.reason,
        decider.role(),
        new.by,
        now,
    )?;
    let data = json!({
        "outcome": outcome, "reason": new.reason, "as": decider.role(), "by": new.by,
    });
    let object = Some(new.moderation_id.0);
    journal::append(tx, &chain, "appeal.decided", object, &data, now).await?;
    if outcome == AppealOutcome::Reversed {
        let original = facts.original.ok_or_else(|| {
            StoreError::Corrupt("hidden words that were neither kept nor erased".to_owned())
        })?;
        show_again(tx, comment, new.moderation_id, &original).await?;
        let data = json!({ "moderation": new.moderation_id });
        journal::append(tx, &chain, "comment.shown_again", object, &data, now).await?;
    }
    notice::tell_author(tx, NoticeKind::AppealDecided, new.moderation_id, now).await?;
    Ok(())
}

async fn show_again(
    tx: &mut Tx,
    comment: CommentId,
    moderation: ModerationId,
    original: &str,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "UPDATE comment SET body = $2, hidden_at = NULL WHERE id = $1",
        comment,
        original,
    )?;
    run!(
        tx.on(),
        "UPDATE moderation SET original = NULL WHERE id = $1",
        moderation,
    )
    .map(drop)
}

async fn lock(tx: &mut Tx, moderation: ModerationId) -> Result<(CommentId, String), StoreError> {
    let comment = maybe!(
        tx.on() => (CommentId,),
        "SELECT comment_id FROM moderation WHERE id = $1",
        moderation,
    )?;
    let (comment,) = comment.ok_or(StoreError::Missing("moderation"))?;
    let chain = lock_text_of(tx, comment).await?;
    Ok((comment, chain))
}

async fn facts(tx: &mut Tx, moderation: ModerationId) -> Result<Facts, StoreError> {
    maybe!(
        tx.on() => Facts,
        "SELECT t.landlord_id, w.account_id AS author, n.slip,
            COALESCE(c.hidden_at = m.decided_at AND m.outcome = 'hidden', FALSE) AS hides,
            (c.withdrawn_at IS NOT NULL) AS withdrawn, m.appeal_until, m.original, a.words,
            a.outcome, a.reason, a.decided_by
         FROM moderation m
         JOIN comment c ON c.id = m.comment_id
         JOIN contributor w ON w.id = c.contributor_id
         JOIN text t ON t.id = c.text_id
         LEFT JOIN entry n ON n.comment_id = c.id
         LEFT JOIN appeal a ON a.moderation_id = m.id
         WHERE m.id = $1",
        moderation,
    )?
    .ok_or(StoreError::Missing("moderation"))
}
