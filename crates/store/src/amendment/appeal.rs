//! Appeals against a ruling, decided by the guarantor.

use super::event::What;
use super::held::{Done, hold, write};
use super::{Act, AmendmentError};
use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::charter::amendment::reworded::AppealOutcome;
use palier_domain::id::{AccountId, AmendmentId};
use serde_json::json;

#[derive(sqlx::FromRow)]
struct Last {
    place: i64,
    ruled_by: Option<AccountId>,
    appealed: bool,
    answered: bool,
}

async fn last(tx: &mut Tx, id: AmendmentId) -> Result<Last, StoreError> {
    maybe!(
        tx.on() => Last,
        "SELECT place, ruled_by, (appeal IS NOT NULL) AS appealed,
            (appeal_outcome IS NOT NULL) AS answered
         FROM amendment_ruling WHERE amendment_id = $1 ORDER BY place DESC LIMIT 1",
        id,
    )?
    .ok_or(StoreError::Missing("ruling"))
}

/// Asks the guarantor to look at a ruling, once.
///
/// # Errors
/// [`AmendmentError::NothingWaits`] where it was asked before; [`AmendmentError::Empty`] without a
/// word.
pub async fn appeal(
    tx: &mut Tx,
    id: AmendmentId,
    words: &str,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Appeal)?;
    let ruling = last(tx, id).await?;
    if ruling.appealed {
        return Err(AmendmentError::NothingWaits);
    }
    if words.trim().is_empty() {
        return Err(AmendmentError::Empty);
    }
    run!(
        tx.on(),
        "UPDATE amendment_ruling SET appeal = $3, appealed_at = $4
         WHERE amendment_id = $1 AND place = $2",
        id,
        ruling.place,
        words,
        act.now,
    )?;
    let done = Done {
        covers: json!({ "words": words }),
        ..Done::of(next, What::Appealed, json!({}))
    };
    write(tx, &held, done, act).await
}

/// Decides of an appeal, as somebody else than whoever ruled first.
///
/// # Errors
/// [`AmendmentError::NothingWaits`] where no appeal waits.
pub async fn rule_on_appeal(
    tx: &mut Tx,
    id: AmendmentId,
    outcome: AppealOutcome,
    reason: &str,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::RuleOnAppeal(outcome))?;
    let ruling = last(tx, id).await?;
    if !ruling.appealed || ruling.answered {
        return Err(AmendmentError::NothingWaits);
    }
    if ruling.ruled_by.is_some() && ruling.ruled_by == act.by.account() {
        return Err(Refusal::NotYourTask.into());
    }
    if reason.trim().is_empty() {
        return Err(AmendmentError::Empty);
    }
    run!(
        tx.on(),
        "UPDATE amendment_ruling SET appeal_outcome = $3, appeal_reason = $4,
            appeal_ruled_by = $5, appeal_ruled_at = $6
         WHERE amendment_id = $1 AND place = $2",
        id,
        ruling.place,
        outcome,
        reason,
        act.by.account(),
        act.now,
    )?;
    let data = json!({ "outcome": outcome, "reason": reason });
    let done = Done::of(next, What::AppealRuled, data);
    write(tx, &held, done, act).await
}
