//! Saying how far a commitment is, and what the text left open about it.

use crate::adoption::hats;
use crate::amendment::By;
use crate::dispatch::{maybe, one, run};
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use palier_domain::charter::adoption::task::{NotHers, Task, may};
use palier_domain::charter::commitment::state::{self, CommitmentState, ProgressRefusal};
use palier_domain::id::{CommitmentId, TextId};
use serde_json::json;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CommitmentError {
    /// It is somebody else's task.
    #[error(transparent)]
    NotHers(#[from] NotHers),
    /// A later version no longer says it.
    #[error("a later version no longer says it")]
    Ended,
    /// The text says it already, or somebody did meanwhile: a day does not move under a commitment.
    #[error("the text says it already")]
    Said,
    /// What is reported is no progress.
    #[error(transparent)]
    Refused(#[from] ProgressRefusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is reported.
#[derive(Clone, Copy, Debug)]
pub struct NewProgress<'a> {
    /// Where it stands now.
    pub state: CommitmentState,
    /// What is said; why, where it is given up.
    pub words: &'a str,
    /// By what one sees it.
    pub evidence: &'a str,
}

/// What the text left open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fill<'a> {
    /// Who keeps it.
    pub owner: Option<&'a str>,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct Held {
    text_id: TextId,
    state: CommitmentState,
    owner: String,
    due_on: Option<NaiveDate>,
    ended_at: Option<DateTime<Utc>>,
}

/// Reports on a commitment; gives the place of the report. The same report sent twice within the hour
/// is kept once.
///
/// # Errors
/// [`CommitmentError`].
pub async fn report(
    tx: &mut Tx,
    id: CommitmentId,
    new: &NewProgress<'_>,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<i64, CommitmentError> {
    may(Task::Report, hats(by))?;
    let held = hold(tx, id).await?;
    let (words, evidence) = (new.words.trim(), new.evidence.trim());
    let reported_as = if hats(by).landlord_staff {
        "landlord_staff"
    } else {
        "facilitator"
    };
    let said = (new.state, words, evidence, reported_as);
    if let Some(place) = last(tx, id, said, now).await? {
        return Ok(place);
    }
    let state = state::report(held.state, new.state, words, evidence)?;
    let reason = match state {
        CommitmentState::GivenUp => words,
        _ => "",
    };
    run!(
        tx.on(),
        "UPDATE commitment SET state = $2, reason = $3, changed_at = $4 WHERE id = $1",
        id,
        state,
        reason,
        now,
    )
    .map_err(CommitmentError::from)?;
    let (place,) = one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(place), 0) + 1 FROM commitment_progress WHERE commitment_id = $1",
        id,
    )?;
    run!(
        tx.on(),
        "INSERT INTO commitment_progress (commitment_id, place, state, words, evidence, reported_as,
            reported_by, reported_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        place,
        state,
        words,
        evidence,
        reported_as,
        by.account(),
        now,
    )
    .map_err(CommitmentError::from)?;
    let data = json!({
        "place": place, "from": held.state, "state": state, "words": words, "evidence": evidence,
        "as": reported_as, "by": by.account(),
    });
    let chain = journal::of_text(held.text_id);
    journal::append(tx, &chain, "commitment.reported", Some(id.0), &data, now).await?;
    Ok(place)
}

/// Says who keeps a commitment and by when, where the text does not: once, for a day that moves hides
/// what is late.
///
/// # Errors
/// [`CommitmentError::Said`].
pub async fn complete(
    tx: &mut Tx,
    id: CommitmentId,
    fill: &Fill<'_>,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<(), CommitmentError> {
    may(Task::Complete, hats(by))?;
    let held = hold(tx, id).await?;
    let owner = fill.owner.map(str::trim).filter(|words| !words.is_empty());
    let said = (owner.is_some() && !held.owner.is_empty())
        || (fill.due_on.is_some() && held.due_on.is_some());
    if said {
        return Err(CommitmentError::Said);
    }
    if owner.is_none() && fill.due_on.is_none() {
        return Err(ProgressRefusal::Nothing.into());
    }
    run!(
        tx.on(),
        "UPDATE commitment SET owner = COALESCE($2, owner), due_on = COALESCE($3, due_on),
            changed_at = $4
         WHERE id = $1",
        id,
        owner,
        fill.due_on,
        now,
    )
    .map_err(CommitmentError::from)?;
    let data = json!({ "owner": owner, "due_on": fill.due_on, "by": by.account() });
    let chain = journal::of_text(held.text_id);
    journal::append(tx, &chain, "commitment.completed", Some(id.0), &data, now).await?;
    Ok(())
}

/// The place of the last report, if it says the same.
async fn last(
    tx: &mut Tx,
    id: CommitmentId,
    (state, words, evidence, reported_as): (CommitmentState, &str, &str, &str),
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    let found = maybe!(
        tx.on() => (i64,),
        "SELECT place FROM commitment_progress
         WHERE commitment_id = $1 AND state = $2 AND words = $3 AND evidence = $4
            AND reported_as = $5 AND reported_at > $6
            AND place = (SELECT MAX(place) FROM commitment_progress WHERE commitment_id = $1)",
        id,
        state,
        words,
        evidence,
        reported_as,
        now - TimeDelta::hours(1),
    )?;
    Ok(found.map(|(place,)| place))
}

async fn hold(tx: &mut Tx, id: CommitmentId) -> Result<Held, CommitmentError> {
    let missing = StoreError::Missing("commitment");
    let text = maybe!(tx.on() => (TextId,), "SELECT text_id FROM commitment WHERE id = $1", id)?;
    let (text,) = text.ok_or(missing)?;
    journal::lock(tx, &journal::of_text(text)).await?;
    let held = one!(
        tx.on() => Held,
        "SELECT text_id, state, owner, due_on, ended_at FROM commitment WHERE id = $1",
        id,
    )?;
    if held.ended_at.is_some() {
        return Err(CommitmentError::Ended);
    }
    Ok(held)
}
