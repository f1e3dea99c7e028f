//! What came out of the online box: kept once the whole archive was verified, and never before.

use super::{StepError, advance, condition};
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::official_record::figures::OnlineFigures;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::ElectionId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::types::Json;

/// A rule of the verification, and how often it was found to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its name, as the report of a verification spells it.
    pub rule: String,
    /// How often it holds.
    pub done: u64,
    /// How often it was looked at.
    pub of: u64,
}

/// The result of the online box.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OnlineResult {
    /// The lists as ballots name them: the drawn order.
    #[sqlx(json)]
    pub lists: Vec<String>,
    /// The figures, votes in that order.
    #[sqlx(json)]
    pub figures: OnlineFigures,
    /// What was checked.
    #[sqlx(json)]
    pub checks: Vec<Check>,
    /// The hash of the archive's last event, in hexadecimal.
    pub head: String,
    /// When it was verified.
    pub verified_at: DateTime<Utc>,
}

/// Says that the ballots were added up and the whole archive verified, and takes the step.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn tallied(
    tx: &mut Tx,
    election: ElectionId,
    checked: &str,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StepError> {
    condition::declare(tx, election, Condition::ArchiveVerified, checked, now).await?;
    let role = ElectionRole::TallyBoard;
    advance(tx, election, Move::Tally, role, today, now).await?;
    Ok(())
}

/// Keeps the verified result, and takes the step.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    result: &OnlineResult,
    checked: &str,
    today: NaiveDate,
) -> Result<(), StepError> {
    let now = result.verified_at;
    condition::declare(tx, election, Condition::ResultVerified, checked, now).await?;
    let role = ElectionRole::TallyBoard;
    advance(tx, election, Move::Decrypt, role, today, now).await?;
    run!(
        tx.on(),
        "INSERT INTO online_result (election_id, lists, figures, checks, head, verified_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        election,
        Json(&result.lists),
        Json(&result.figures),
        Json(&result.checks),
        result.head.as_str(),
        now,
    )?;
    let data = json!({ "lists": result.lists, "figures": result.figures, "head": result.head });
    let chain = journal::of_election(election);
    journal::append(
        tx,
        &chain,
        "election.decrypted",
        Some(election.0),
        &data,
        now,
    )
    .await?;
    Ok(())
}

/// The result of the online box, once it is verified.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Option<OnlineResult>, StoreError> {
    maybe!(
        db.reads() => OnlineResult,
        "SELECT lists, figures, checks, head, verified_at FROM online_result
         WHERE election_id = $1",
        election,
    )
}
