//! Envelopes in numbers: how many came each day, what became of those that were entered.

use super::{PaperError, settled_round};
use crate::dispatch::{all, run};
use crate::election::held;
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::paper::envelope::{Envelopes, Verdict, may_note};
use palier_domain::id::ElectionId;
use serde_json::{Value, json};

/// Notes how many envelopes came on a day; noted again, the last number stands and the journal has
/// both.
///
/// # Errors
/// [`PaperError::Stage`] or [`PaperError::Settled`].
pub async fn note_received(
    tx: &mut Tx,
    election: ElectionId,
    day: NaiveDate,
    envelopes: u32,
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    if !may_note(held(tx, election).await?.stage) {
        return Err(PaperError::Stage);
    }
    if settled_round(tx, election).await?.is_some() {
        return Err(PaperError::Settled);
    }
    run!(
        tx.on(),
        "INSERT INTO paper_received (election_id, day, envelopes, noted_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (election_id, day)
         DO UPDATE SET envelopes = excluded.envelopes, noted_at = excluded.noted_at",
        election,
        day,
        i64::from(envelopes),
        now,
    )?;
    let data = json!({ "day": day, "envelopes": envelopes });
    append(tx, election, "envelopes.received", &data, now).await
}

/// How many envelopes came each day, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn received(db: &Db, election: ElectionId) -> Result<Vec<(NaiveDate, i64)>, StoreError> {
    all!(
        db.reads() => (NaiveDate, i64),
        "SELECT day, envelopes FROM paper_received WHERE election_id = $1 ORDER BY day",
        election,
    )
}

/// All envelopes that were noted when they came; nothing when none was.
pub(super) async fn noted(tx: &mut Tx, election: ElectionId) -> Result<Option<u64>, StoreError> {
    let rows = all!(
        tx.on() => (i64,),
        "SELECT envelopes FROM paper_received WHERE election_id = $1",
        election,
    )?;
    if rows.is_empty() {
        return Ok(None);
    }
    let sum = rows.iter().map(|(count,)| count).sum::<i64>();
    u64::try_from(sum).map(Some).map_err(StoreError::other)
}

/// Puts on record that envelopes were entered: how many of each verdict, never whose.
///
/// # Errors
/// When the database fails.
pub async fn note_entered(
    tx: &mut Tx,
    election: ElectionId,
    entered: &Envelopes,
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    append(tx, election, "envelopes.entered", &json!(entered), now).await
}

/// Puts on record that an envelope that was entered by mistake is taken back, and why.
///
/// # Errors
/// When the database fails.
pub async fn note_taken_back(
    tx: &mut Tx,
    election: ElectionId,
    (number, verdict, next): (i64, Verdict, Option<i64>),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    let data = json!({
        "number": number, "verdict": verdict, "reason": reason, "opened_instead": next,
    });
    append(tx, election, "envelope.taken_back", &data, now).await
}

pub(super) async fn append(
    tx: &mut Tx,
    election: ElectionId,
    act: &str,
    data: &Value,
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    let chain = journal::of_election(election);
    journal::append(tx, &chain, act, Some(election.0), data, now).await?;
    Ok(())
}
