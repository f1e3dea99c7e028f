//! Challenges of an election before a court.

use super::{condition, held};
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::challenge::ChallengeOutcome;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{ChallengeId, ElectionId};
use serde_json::json;

/// A challenge.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Challenge {
    /// Its identifier.
    pub id: ChallengeId,
    /// When the court received it.
    pub filed_on: NaiveDate,
    /// What is contested.
    pub subject: String,
    /// How it ended; absent while it waits.
    pub outcome: Option<ChallengeOutcome>,
    /// When it ended.
    pub decided_on: Option<NaiveDate>,
    /// What the court said, in short.
    pub decision: String,
}

/// A decision about a challenge.
#[derive(Clone, Debug)]
pub struct Decision {
    /// How it ended.
    pub outcome: ChallengeOutcome,
    /// When.
    pub on: NaiveDate,
    /// What the court said, in short.
    pub words: String,
}

/// Enters a challenge: the result is not final, nor is anything destroyed, before it is decided. Courts
/// take their time, so one is entered after the result was final too.
///
/// # Errors
/// [`StoreError::Conflict`] when no result is posted that could be challenged.
pub async fn enter(
    tx: &mut Tx,
    election: ElectionId,
    filed_on: NaiveDate,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<ChallengeId, StoreError> {
    let stages = [Stage::Proclaimed, Stage::Final, Stage::Archived];
    if !stages.contains(&held(tx, election).await?.stage) {
        return Err(StoreError::Conflict("no result that can be challenged"));
    }
    let id = ChallengeId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO challenge (id, election_id, filed_on, subject, decision, entered_at)
         VALUES ($1, $2, $3, $4, '', $5)",
        id,
        election,
        filed_on,
        subject,
        now,
    )?;
    let data = json!({ "filed_on": filed_on, "subject": subject });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "challenge.entered", Some(id.0), &data, now).await?;
    condition::withdraw(tx, election, Condition::NoChallengePending, now).await?;
    Ok(id)
}

/// Enters how a challenge ended.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not there or ended already.
pub async fn decide(
    tx: &mut Tx,
    election: ElectionId,
    id: ChallengeId,
    decision: &Decision,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    held(tx, election).await?;
    let ended = run!(
        tx.on(),
        "UPDATE challenge SET outcome = $3, decided_on = $4, decision = $5
         WHERE id = $1 AND election_id = $2 AND outcome IS NULL",
        id,
        election,
        decision.outcome,
        decision.on,
        decision.words.as_str(),
    )?;
    if ended == 0 {
        return Err(StoreError::Conflict("the challenge is decided already"));
    }
    let data = json!({
        "outcome": decision.outcome, "on": decision.on, "decision": decision.words,
    });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "challenge.decided", Some(id.0), &data, now).await?;
    if decision.outcome == ChallengeOutcome::Annulled {
        let note = decision.on.to_string();
        condition::declare(tx, election, Condition::CourtAnnulled, &note, now).await?;
    }
    settle(tx, election, now).await
}

/// Says that no challenge waits, if none does and the court did not annul.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    tx: &mut Tx,
    election: ElectionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (open,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM challenge
         WHERE election_id = $1 AND (outcome IS NULL OR outcome = 'annulled')",
        election,
    )?;
    let condition = Condition::NoChallengePending;
    if open == 0 {
        condition::declare(tx, election, condition, "", now).await
    } else {
        condition::withdraw(tx, election, condition, now).await
    }
}

/// The challenges of an election, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Vec<Challenge>, StoreError> {
    all!(
        db.reads() => Challenge,
        "SELECT id, filed_on, subject, outcome, decided_on, decision FROM challenge
         WHERE election_id = $1 ORDER BY filed_on, id",
        election,
    )
}
