//! The commission's word on a list.

use super::{ListError, held};
use crate::dispatch::{all, run};
use crate::{StoreError, Tx, election, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{CandidateListId, ElectionId};
use serde_json::json;

/// Admits or refuses a list, with a reason that everybody reads; until the order is drawn, the
/// commission may say otherwise again.
///
/// # Errors
/// [`ListError`]; nothing was written then.
pub async fn judge(
    tx: &mut Tx,
    id: CandidateListId,
    admitted: bool,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), ListError> {
    let list = held(tx, id).await?;
    if list.state == ListState::Draft {
        return Err(ListError::State);
    }
    if drawn(tx, list.election_id).await? {
        return Err(ListError::Drawn);
    }
    let state = if admitted {
        ListState::Admitted
    } else {
        ListState::Refused
    };
    run!(
        tx.on(),
        "UPDATE candidate_list SET state = $2, reason = $3, ruled_at = $4 WHERE id = $1",
        id,
        state,
        reason,
        now,
    )?;
    let data = json!({ "title": list.title, "state": state, "reason": reason });
    let chain = journal::of_election(list.election_id);
    journal::append(tx, &chain, "list.judged", Some(id.0), &data, now).await?;
    conditions(tx, list.election_id, now).await
}

/// Whether the order was drawn.
pub(super) async fn drawn(tx: &mut Tx, election: ElectionId) -> Result<bool, StoreError> {
    let rows = all!(
        tx.on() => (String,),
        "SELECT seed FROM list_draw WHERE election_id = $1",
        election,
    )?;
    Ok(!rows.is_empty())
}

/// Says whether every list that was filed is judged, and whether one is admitted.
async fn conditions(
    tx: &mut Tx,
    election: ElectionId,
    now: DateTime<Utc>,
) -> Result<(), ListError> {
    let states = all!(
        tx.on() => (ListState,),
        "SELECT state FROM candidate_list WHERE election_id = $1 AND state <> 'draft'",
        election,
    )?;
    let judged = states.iter().all(|(state,)| state.is_judged());
    let admitted = states.iter().any(|(state,)| *state == ListState::Admitted);
    let known = [
        (Condition::ListsJudged, judged),
        (Condition::ListAdmitted, admitted),
    ];
    for (condition, holds) in known {
        if holds {
            election::declare(tx, election, condition, "", now).await?;
        } else {
            election::withdraw(tx, election, condition, now).await?;
        }
    }
    Ok(())
}
