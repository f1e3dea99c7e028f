//! Changing a comment: its words, its place, who supports it.

use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx, journal, search};
use chrono::{DateTime, Utc};
use palier_domain::id::{CommentId, ContributorId, TextId};
use serde_json::json;

/// Replaces the words of a comment.
///
/// The former words are gone, and with them the salt of what the journal said of them.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such comment; [`StoreError::Conflict`] when it was
/// withdrawn, or a moderation hid it.
pub async fn edit(
    tx: &mut Tx,
    id: CommentId,
    body: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = lock_text_of(tx, id).await?;
    let edited = run!(
        tx.on(),
        "UPDATE comment SET body = $2, edited_at = $3
         WHERE id = $1 AND withdrawn_at IS NULL AND hidden_at IS NULL",
        id,
        body,
        now,
    )?;
    if edited == 0 {
        return Err(StoreError::Conflict("the comment was withdrawn or hidden"));
    }
    search::forget_comment(tx, id).await?;
    journal::forget(tx, &chain, id.0).await?;
    let data = json!({ "body": body });
    journal::append(tx, &chain, "comment.edited", Some(id.0), &data, now).await?;
    Ok(())
}

/// Withdraws a comment: it keeps its place, its words are erased. Done twice, it is done once.
///
/// Of a hidden one, the words that were kept for an appeal and those of the appeal are erased too.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such comment.
pub async fn withdraw(tx: &mut Tx, id: CommentId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let chain = lock_text_of(tx, id).await?;
    let withdrawn = run!(
        tx.on(),
        "UPDATE comment SET body = '', withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL",
        id,
        now,
    )?;
    if withdrawn == 0 {
        return Ok(());
    }
    run!(
        tx.on(),
        "UPDATE moderation SET original = NULL WHERE comment_id = $1",
        id,
    )?;
    run!(
        tx.on(),
        "UPDATE appeal SET words = ''
         WHERE moderation_id IN (SELECT m.id FROM moderation m WHERE m.comment_id = $1)",
        id,
    )?;
    search::forget_comment(tx, id).await?;
    journal::forget(tx, &chain, id.0).await?;
    journal::append(tx, &chain, "comment.withdrawn", Some(id.0), &json!({}), now).await?;
    Ok(())
}

/// Supports a comment, or no longer; done twice, it counts once.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such comment; [`StoreError::Conflict`] when it was
/// withdrawn, or a moderation hid it.
pub async fn support(
    tx: &mut Tx,
    id: CommentId,
    contributor: ContributorId,
    on: bool,
) -> Result<(), StoreError> {
    if !on {
        return run!(
            tx.on(),
            "DELETE FROM comment_support WHERE comment_id = $1 AND contributor_id = $2",
            id,
            contributor,
        )
        .map(drop);
    }
    let (withdrawn_at, hidden_at) = maybe!(
        tx.on() => (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
        "SELECT withdrawn_at, hidden_at FROM comment WHERE id = $1",
        id,
    )?
    .ok_or(StoreError::Missing("comment"))?;
    if withdrawn_at.or(hidden_at).is_some() {
        return Err(StoreError::Conflict("the comment was withdrawn or hidden"));
    }
    run!(
        tx.on(),
        "INSERT INTO comment_support (comment_id, contributor_id) VALUES ($1, $2)
         ON CONFLICT (comment_id, contributor_id) DO NOTHING",
        id,
        contributor,
    )
    .map(drop)
}

/// Locks the chain of a comment's text, before anything is read or written: whoever moderates the
/// comment at the same time comes before or after, and nobody waits in a ring. Gives the chain.
pub(crate) async fn lock_text_of(tx: &mut Tx, id: CommentId) -> Result<String, StoreError> {
    let text = maybe!(tx.on() => (TextId,), "SELECT text_id FROM comment WHERE id = $1", id)?;
    let (text,) = text.ok_or(StoreError::Missing("comment"))?;
    let chain = journal::of_text(text);
    journal::lock(tx, &chain).await?;
    Ok(chain)
}
