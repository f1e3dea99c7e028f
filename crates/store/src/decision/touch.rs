//! Touching the merge draft, and undoing a touch.

use super::draft::{MergeDraft, within};
use super::publish::MergeError;
use super::runs_the_process;
use crate::amendment::{self, By};
use crate::dispatch::{one, run};
use crate::{Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{ClauseId, TextId, TouchId};
use serde_json::json;
use sqlx::types::Json;

/// Makes a clause of the draft say something else, with a public label; `seen` is the draft's mark.
///
/// # Errors
/// [`MergeError`]: nothing was written then.
pub async fn touch(
    tx: &mut Tx,
    (text, seen): (TextId, &str),
    clause: ClauseId,
    (typed, label): (&str, &str),
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<TouchId, MergeError> {
    let made = held(tx, text, by, None).await?;
    if made.mark != seen {
        return Err(MergeError::Changed);
    }
    if label.trim().is_empty() {
        return Err(MergeError::WithoutLabel);
    }
    let touch = made.draft.touch(&made.prefix, clause, typed)?;
    let (place,) = one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(place), 0) + 1 FROM merge_touch WHERE version_id = $1",
        made.version,
    )?;
    let id = TouchId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO merge_touch (id, version_id, place, clause_id, label, author_role, hunks,
            written_by, written_at)
         VALUES ($1, $2, $3, $4, $5, 'facilitator', $6, $7, $8)",
        id,
        made.version,
        place,
        clause,
        label.trim(),
        Json(&touch.hunks),
        by.account(),
        now,
    )?;
    let data = json!({
        "version": made.version, "clause": clause, "label": label.trim(), "hunks": touch.hunks,
        "by": by.account(),
    });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "merge.touched", Some(id.0), &data, now).await?;
    Ok(id)
}

/// Undoes a touch; it stays listed as undone.
///
/// # Errors
/// [`MergeError::Draft`] when a later touch stands on it: that one is undone first.
pub async fn undo(
    tx: &mut Tx,
    text: TextId,
    touch: TouchId,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<(), MergeError> {
    let made = held(tx, text, by, Some(touch)).await?;
    let undone = run!(
        tx.on(),
        "UPDATE merge_touch SET undone_at = $3, undone_by = $4
         WHERE id = $1 AND version_id = $2 AND undone_at IS NULL",
        touch,
        made.version,
        now,
        by.account(),
    )?;
    if undone == 0 {
        return Err(MergeError::Changed);
    }
    let data = json!({ "version": made.version, "by": by.account() });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "merge.undone", Some(touch.0), &data, now).await?;
    Ok(())
}

/// The draft, with its text held.
pub(super) async fn held(
    tx: &mut Tx,
    text: TextId,
    by: By<'_>,
    without: Option<TouchId>,
) -> Result<MergeDraft, MergeError> {
    if !runs_the_process(by) {
        return Err(MergeError::NotHers);
    }
    amendment::hold_text(tx, text).await?;
    within(tx, text, without).await
}
