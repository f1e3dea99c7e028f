//! Saying what became of a comment on a clause; whoever spoke there is told.

use super::steps::latest;
use super::{CommentAuthor, CommentTold, Words, runs_the_process};
use crate::amendment::{self, By};
use crate::dispatch::{all, maybe, one, run};
use crate::mail::{self, NewMail};
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::comment_fate::{CommentFate, FateRefusal};
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{AmendmentId, ArgumentId, ClauseId, CommentId, TextId};
use serde_json::json;

/// The kind of these mails, for the administrator's list.
const KIND: &str = "comment_fate";

/// What is said of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It stands under an argument.
    Argument(ArgumentId),
    /// It is in an amendment.
    Amendment(AmendmentId),
    /// It changes nothing.
    NoChange,
}

impl Said {
    /// Its kind.
    #[must_use]
    pub fn fate(self) -> CommentFate {
        match self {
            Self::Argument(_) => CommentFate::Argument,
            Self::Amendment(_) => CommentFate::Amendment,
            Self::NoChange => CommentFate::NoChange,
        }
    }
}

/// What became of a comment.
#[derive(Clone, Copy, Debug)]
pub struct NewFate<'a> {
    /// Which one: the first of its thread.
    pub comment: CommentId,
    /// What.
    pub said: Said,
    /// Why; public, and never empty where nothing changes.
    pub reason: &'a str,
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
pub enum FateError {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] FateRefusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives a clause an argument in one sentence; the one that stands there in the same words, if it
/// does.
///
/// # Errors
/// [`FateRefusal::NotHers`]; [`FateRefusal::Elsewhere`] when the clause is of another text.
pub async fn add_argument(
    tx: &mut Tx,
    (text, clause): (TextId, ClauseId),
    words: &str,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<ArgumentId, FateError> {
    may_say(tx, text, by).await?;
    let of = maybe!(tx.on() => (TextId,), "SELECT text_id FROM clause WHERE id = $1", clause)?;
    if of != Some((text,)) {
        return Err(FateRefusal::Elsewhere.into());
    }
    if words.trim().is_empty() {
        return Err(FateRefusal::WithoutReason.into());
    }
    let inserted = maybe!(
        tx.on() => (ArgumentId,),
        "INSERT INTO clause_argument (id, text_id, clause_id, words, created_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (clause_id, words) DO NOTHING RETURNING id",
        ArgumentId(ids::new_v7(now)),
        text,
        clause,
        words.trim(),
        now,
    )?;
    let Some((id,)) = inserted else {
        let (id,) = one!(
            tx.on() => (ArgumentId,),
            "SELECT id FROM clause_argument WHERE clause_id = $1 AND words = $2",
            clause,
            words.trim(),
        )?;
        return Ok(id);
    };
    let data = json!({ "clause": clause, "words": words.trim() });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "argument.added", Some(id.0), &data, now).await?;
    Ok(id)
}

/// Says what became of a comment, in place of what was said before; those who spoke there are told.
///
/// # Errors
/// [`FateRefusal`].
pub async fn say(
    tx: &mut Tx,
    new: NewFate<'_>,
    by: By<'_>,
    words: &dyn Words,
    now: DateTime<Utc>,
) -> Result<(), FateError> {
    let place = place(tx, new.comment).await?;
    may_say(tx, place.text_id, by).await?;
    if place.thread_id.is_some() || place.amendment_id.is_some() || place.gone {
        return Err(FateRefusal::NoFateOfItsOwn.into());
    }
    let reason = new.reason.trim();
    if new.said == Said::NoChange && reason.is_empty() {
        return Err(FateRefusal::WithoutReason.into());
    }
    let named = named(tx, &place, new.said).await?;
    write(tx, new, reason, by, now).await?;
    let data = json!({ "fate": new.said.fate(), "reason": reason, "by": by.account() });
    let chain = journal::of_text(place.text_id);
    journal::append(tx, &chain, "comment.fate", Some(new.comment.0), &data, now).await?;
    let told = CommentTold {
        fate: new.said.fate(),
        argument: named.argument.as_deref(),
        number: named.number,
        reason,
        landlord_slug: &place.landlord_slug,
        text_slug: &place.text_slug,
        handle: place.handle,
    };
    Ok(tell(tx, new.comment, &told, words, now).await?)
}

async fn may_say(tx: &mut Tx, text: TextId, by: By<'_>) -> Result<(), FateError> {
    if !runs_the_process(by) {
        return Err(FateRefusal::NotHers.into());
    }
    amendment::hold_text(tx, text).await?;
    match latest(tx, text).await?.1 {
        VersionStatus::Open | VersionStatus::Frozen => Ok(()),
        _ => Err(FateRefusal::Published.into()),
    }
}

#[derive(sqlx::FromRow)]
struct Place {
    text_id: TextId,
    clause_id: ClauseId,
    thread_id: Option<CommentId>,
    amendment_id: Option<AmendmentId>,
    gone: bool,
    landlord_slug: String,
    text_slug: String,
    handle: i64,
}

async fn place(tx: &mut Tx, comment: CommentId) -> Result<Place, StoreError> {
    maybe!(
        tx.on() => Place,
        "SELECT c.text_id, c.clause_id, c.thread_id, c.amendment_id,
            ((c.withdrawn_at IS NOT NULL OR c.hidden_at IS NOT NULL) AND NOT EXISTS
                (SELECT 1 FROM comment r WHERE r.thread_id = c.id
                    AND r.withdrawn_at IS NULL AND r.hidden_at IS NULL)) AS gone,
            l.slug AS landlord_slug, t.slug AS text_slug, k.handle
         FROM comment c
         JOIN text t ON t.id = c.text_id
         JOIN landlord l ON l.id = t.landlord_id
         JOIN clause k ON k.id = c.clause_id
         WHERE c.id = $1",
        comment,
    )?
    .ok_or(StoreError::Missing("comment"))
}

/// What the fate names, as it is read.
struct Named {
    argument: Option<String>,
    number: Option<i64>,
}

async fn named(tx: &mut Tx, place: &Place, said: Said) -> Result<Named, FateError> {
    let mut named = Named {
        argument: None,
        number: None,
    };
    match said {
        Said::NoChange => {}
        Said::Argument(id) => {
            let found = maybe!(
                tx.on() => (String,),
                "SELECT words FROM clause_argument WHERE id = $1 AND clause_id = $2",
                id,
                place.clause_id,
            )?;
            named.argument = Some(found.ok_or(FateRefusal::Elsewhere)?.0);
        }
        Said::Amendment(id) => {
            let found = maybe!(
                tx.on() => (i64,),
                "SELECT number FROM amendment
                 WHERE id = $1 AND text_id = $2 AND number IS NOT NULL",
                id,
                place.text_id,
            )?;
            named.number = Some(found.ok_or(FateRefusal::Elsewhere)?.0);
        }
    }
    Ok(named)
}

async fn write(
    tx: &mut Tx,
    new: NewFate<'_>,
    reason: &str,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (argument, amendment) = match new.said {
        Said::Argument(id) => (Some(id), None),
        Said::Amendment(id) => (None, Some(id)),
        Said::NoChange => (None, None),
    };
    run!(
        tx.on(),
        "INSERT INTO comment_fate
            (comment_id, fate, argument_id, amendment_id, reason, said_by, said_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (comment_id) DO UPDATE SET fate = excluded.fate,
            argument_id = excluded.argument_id, amendment_id = excluded.amendment_id,
            reason = excluded.reason, said_by = excluded.said_by, said_at = excluded.said_at",
        new.comment,
        new.said.fate(),
        argument,
        amendment,
        reason,
        by.account(),
        now,
    )
    .map(drop)
}

/// Queues the mails to those who spoke in a thread, one for each account.
async fn tell(
    tx: &mut Tx,
    comment: CommentId,
    told: &CommentTold<'_>,
    words: &dyn Words,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let authors = all!(
        tx.on() => CommentAuthor,
        "SELECT a.id AS account_id, a.email, a.locale, a.own_name
         FROM account a
         WHERE a.email IS NOT NULL AND a.id IN
            (SELECT w.account_id FROM contributor w JOIN comment c ON c.contributor_id = w.id
             WHERE (c.id = $1 OR c.thread_id = $1) AND c.withdrawn_at IS NULL)
         ORDER BY a.id",
        comment,
    )?;
    for to in authors {
        let Some(letter) = words.comment(&to, told, now) else {
            continue;
        };
        let at = now.timestamp_micros();
        let new = NewMail {
            account_id: Some(to.account_id),
            kind: KIND,
            recipient: to.email,
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
            idempotency_key: format!("{KIND}:{comment}:{at}:{}", to.account_id),
            send_after: letter.send_after,
        };
        mail::queue(tx, new, now).await?;
    }
    Ok(())
}
