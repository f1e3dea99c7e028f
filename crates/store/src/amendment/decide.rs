//! From the list of what is voted to the text.

use super::content::operations_within;
use super::event::What;
use super::held::{Done, hold, write};
use super::{Act, AmendmentError, open_clauses};
use crate::Tx;
use crate::dispatch::maybe;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::outcome::Decision;
use palier_domain::charter::amendment::reworded::Answer;
use palier_domain::id::AmendmentId;
use serde_json::{Value, json};

/// Puts an amendment on the list of what is voted.
///
/// # Errors
/// [`AmendmentError`].
pub async fn put_to_vote(
    tx: &mut Tx,
    id: AmendmentId,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::PutToVote)?;
    let operations = operations_within(tx, id).await?;
    open_clauses::check(tx, held.version, &operations).await?;
    write(tx, &held, Done::of(next, What::PutToVote, json!({})), act).await
}

/// Records what a vote said; `data` is what the timeline tells of it: figures, the consultation, the
/// meeting, the amendment by which it was absorbed.
///
/// # Errors
/// [`AmendmentError::NotAgreed`] when it would be accepted in words to which its author did not
/// agree.
pub async fn decide(
    tx: &mut Tx,
    id: AmendmentId,
    decision: Decision,
    (reason, data): (&str, Value),
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Decide(decision))?;
    if decision == Decision::AcceptedModified && !agreed(tx, id).await? {
        return Err(AmendmentError::NotAgreed);
    }
    let data = json!({ "decision": decision, "reason": reason, "vote": data });
    let done = Done {
        reason: Some(reason),
        ..Done::of(next, What::Decided, data)
    };
    write(tx, &held, done, act).await
}

/// Whether its author agreed to the last rewording.
async fn agreed(tx: &mut Tx, id: AmendmentId) -> Result<bool, AmendmentError> {
    let last = maybe!(
        tx.on() => (Option<Answer>,),
        "SELECT answer FROM amendment_recommendation
         WHERE amendment_id = $1 AND rewording IS NOT NULL ORDER BY place DESC LIMIT 1",
        id,
    )?;
    Ok(matches!(last, Some((Some(Answer::Agreed),))))
}

/// Lets an amendment lapse, with the reason that its author is told: what it would change went by
/// the acceptance of another, or nobody chose in time. By the rules only.
///
/// # Errors
/// [`AmendmentError::Empty`] without a reason.
pub async fn lapse(
    tx: &mut Tx,
    id: AmendmentId,
    (reason, data): (&str, Value),
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Lapse)?;
    if reason.trim().is_empty() {
        return Err(AmendmentError::Empty);
    }
    let done = Done {
        reason: Some(reason),
        ..Done::of(next, What::Lapsed, json!({ "reason": reason, "why": data }))
    };
    write(tx, &held, done, act).await
}

/// Notes that an accepted amendment's words are in the text.
///
/// # Errors
/// [`AmendmentError`].
pub async fn incorporate(
    tx: &mut Tx,
    id: AmendmentId,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Incorporate)?;
    write(
        tx,
        &held,
        Done::of(next, What::Incorporated, json!({})),
        act,
    )
    .await
}
