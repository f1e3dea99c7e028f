//! `election.tally` and `election.result`: the archive goes on, and the step is taken with the end of
//! the job.

use super::{JobError, Turn};
use chrono::NaiveDate;
use palier_app::election::closing::job::Payload;
use palier_app::election::closing::{ClosingError, result, tally};
use palier_app::site::dates;
use palier_app::site::state::Site;
use palier_store::election::{self, Election, StepError, tally as kept};
use palier_store::{StoreError, landlord};
use serde_json::json;

/// The jobs' kinds.
pub use palier_app::election::closing::job::{RESULT, TALLY};

/// Adds the ballots of an election up.
pub(super) async fn tally(site: &Site, turn: &Turn) -> Result<(), JobError> {
    let (election, today) = election_of(site, turn).await?;
    let advance = |done, of| turn.advance(done, of);
    let tallied = tally::tally(site, &election, advance)
        .await
        .map_err(failed)?;
    let now = site.clock.now();
    let mut tx = site.db.begin().await?;
    kept::tallied(&mut tx, election.id, &tallied.checked, today, now)
        .await
        .map_err(refused)?;
    let result = json!({ "checked": tallied.checked });
    turn.finish(&mut tx, &result, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens the result of an election.
pub(super) async fn result(site: &Site, turn: &Turn) -> Result<(), JobError> {
    let (election, today) = election_of(site, turn).await?;
    let advance = |done, of| turn.advance(done, of);
    let opened = result::result(site, &election, advance)
        .await
        .map_err(failed)?;
    let mut tx = site.db.begin().await?;
    kept::keep(&mut tx, election.id, &opened.result, &opened.checked, today)
        .await
        .map_err(refused)?;
    let result = json!({ "checked": opened.checked });
    turn.finish(&mut tx, &result, opened.result.verified_at)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The election that a job is about, and today with its landlord.
async fn election_of(site: &Site, turn: &Turn) -> Result<(Election, NaiveDate), JobError> {
    let payload: Payload = serde_json::from_value(turn.job.payload.clone())
        .map_err(|e| JobError::Never(format!("not an election: {e}")))?;
    let found = election::by_handle(&site.db, &payload.handle).await?;
    let found = found.filter(|found| found.id == payload.election);
    let found = found.ok_or_else(|| JobError::Never("no such election".to_owned()))?;
    let landlord = landlord::get(&site.db, found.landlord_id).await?;
    let landlord = landlord.ok_or(StoreError::Missing("landlord"))?;
    let today = dates::local(site.clock.now(), &landlord.zone).date_naive();
    Ok((found, today))
}

/// What is wrong with an archive stays wrong; a database may come back.
fn failed(error: ClosingError) -> JobError {
    match error {
        ClosingError::Store(error) => error.into(),
        ClosingError::GivenUp(_) => JobError::Again(error.to_string()),
        ClosingError::Refused(_) | ClosingError::Archive(_) | ClosingError::NotNow(_) => {
            JobError::Never(error.to_string())
        }
    }
}

fn refused(error: StepError) -> JobError {
    match error {
        StepError::Store(error) => error.into(),
        StepError::NoDay | StepError::Refused(_) => JobError::Never(error.to_string()),
    }
}
