//! `election.tally` and `election.result`: what is asked for, and how it stands.

use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, ElectionId};
use palier_domain::job::JobState;
use palier_store::election::Election;
use palier_store::job::{Job, NewJob, enqueue, of_landlord};
use palier_store::{Db, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Adds the ballots up.
pub const TALLY: &str = "election.tally";

/// Opens the result.
pub const RESULT: &str = "election.result";

/// What the job needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// The election.
    pub election: ElectionId,
    /// Its identifier in addresses.
    pub handle: String,
}

/// Jobs of a landlord that are looked through.
const LOOKED: i64 = 50;

/// The jobs of a kind for an election, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: &Election, kind: &'static str) -> Result<Vec<Job>, StoreError> {
    let all = of_landlord(db, election.landlord_id, kind, LOOKED).await?;
    let ours = |job: &Job| {
        let payload = serde_json::from_value::<Payload>(job.payload.clone());
        payload.is_ok_and(|payload| payload.election == election.id)
    };
    Ok(all.into_iter().filter(ours).collect())
}

/// Asks for a job unless one waits, runs or is done; `before` are those asked for so far.
///
/// # Errors
/// When the database fails.
pub async fn ask(
    tx: &mut Tx,
    election: &Election,
    kind: &'static str,
    before: &[Job],
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let failed = before.iter().filter(|job| job.state == JobState::Failed);
    let new = NewJob {
        kind,
        landlord_id: Some(election.landlord_id),
        asked_by: Some(by),
        // Asked for again only when the one before was given up.
        idempotency_key: format!("{kind}:{}:{}", election.id, failed.count()),
        payload: json!({ "election": election.id, "handle": election.handle }),
    };
    enqueue(tx, new, now).await.map(drop)
}
