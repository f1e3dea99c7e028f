//! `roll.import`: reads a file that staff sent, and imports it whole or not at all.

use super::{JobError, Turn};
use chrono::TimeDelta;
use palier_app::roll::job::{Outcome, Payload, STEPS};
use palier_app::roll::{KEPT_DAYS, REPORT_DAYS, report};
use palier_app::site::dates;
use palier_app::site::state::Site;
use palier_domain::id::LandlordId;
use palier_domain::landlord::roll::{self, Roll, RollReport};
use palier_store::roll::{ImportError, import};
use palier_store::upload::{self, NewUpload, Upload};
use palier_store::{StoreError, Tx, landlord};

/// The job's kind.
pub use palier_app::roll::job::KIND;

/// Imports the file; what came of it is the job's result.
pub(super) async fn run(site: &Site, turn: &Turn) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_value(turn.job.payload.clone())
        .map_err(|e| JobError::Never(format!("not an import: {e}")))?;
    let of = turn.job.landlord_id;
    let of = of.ok_or_else(|| JobError::Never("an import without a landlord".to_owned()))?;
    turn.advance(1, STEPS);
    let Some((file, bytes)) = upload::read(&site.db, payload.upload).await? else {
        return end(site, turn, site.db.begin().await?, Outcome::Gone).await;
    };
    if file.landlord_id != Some(of) {
        return Err(JobError::Never("another landlord's file".to_owned()));
    }
    // Tens of thousands of lines: away from the threads that serve pages.
    let read = tokio::task::spawn_blocking(move || roll::read(&bytes)).await;
    let read = read.map_err(|e| JobError::Again(format!("reading a roll: {e}")))?;
    turn.advance(2, STEPS);
    match read {
        Ok(roll) => write(site, turn, of, &payload, &file, &roll).await,
        Err(report) => refuse(site, turn, of, &payload, &report).await,
    }
}

/// Writes the difference, erases the file and ends the job together.
async fn write(
    site: &Site,
    turn: &Turn,
    of: LandlordId,
    payload: &Payload,
    file: &Upload,
    roll: &Roll,
) -> Result<(), JobError> {
    let landlord = landlord::get(&site.db, of).await?;
    let landlord = landlord.ok_or(StoreError::Missing("landlord"))?;
    let now = site.clock.now();
    let day = dates::local(now, &landlord.zone).date_naive();
    let sha256: [u8; 32] = file
        .sha256
        .as_slice()
        .try_into()
        .map_err(|_| JobError::Never("a file without its hash".to_owned()))?;
    let mut tx = site.db.begin().await?;
    match import(&mut tx, of, roll, day, now, sha256, payload.allow_closing).await {
        Ok(done) => {
            upload::erase(&mut tx, payload.upload).await?;
            let outcome = Outcome::Imported {
                lines: done.lines,
                added: done.added,
                changed: done.changed,
                closed: done.closed,
                unchanged: done.unchanged,
            };
            end(site, turn, tx, outcome).await
        }
        // The file stays until somebody confirms, for so many days.
        Err(ImportError::TooManyClosed {
            would_close,
            running,
        }) => {
            tracing::info!(days = KEPT_DAYS, "a roll waits to be confirmed");
            let outcome = Outcome::TooManyClosed {
                would_close,
                running,
            };
            end(site, turn, tx, outcome).await
        }
        Err(ImportError::Store(error)) => Err(error.into()),
    }
}

/// Keeps the report for a month, and erases the file.
async fn refuse(
    site: &Site,
    turn: &Turn,
    of: LandlordId,
    payload: &Payload,
    found: &RollReport,
) -> Result<(), JobError> {
    let bytes = report::to_bytes(&found.problems)
        .map_err(|e| JobError::Never(format!("the report: {e}")))?;
    let now = site.clock.now();
    let new = NewUpload {
        landlord_id: Some(of),
        name: "rapport.json".to_owned(),
        media_type: "application/json".to_owned(),
        expires_at: Some(now + TimeDelta::days(REPORT_DAYS)),
    };
    let mut tx = site.db.begin().await?;
    let report = upload::keep(&mut tx, new, &bytes, now).await?;
    upload::erase(&mut tx, payload.upload).await?;
    let problems = found.problems.len();
    end(site, turn, tx, Outcome::Refused { problems, report }).await
}

async fn end(site: &Site, turn: &Turn, mut tx: Tx, outcome: Outcome) -> Result<(), JobError> {
    let result =
        serde_json::to_value(outcome).map_err(|e| JobError::Never(format!("the outcome: {e}")))?;
    turn.finish(&mut tx, &result, site.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
