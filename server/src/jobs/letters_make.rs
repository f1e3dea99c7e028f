//! `letters.make`: draws a code for each tenant who is meant, and makes the batch.

use super::{JobError, Turn};
use palier_app::letters::job::{Outcome, Payload, batch_of, write};
use palier_app::site::state::Site;
use palier_store::{StoreError, landlord, letter};

/// The job's kind.
pub use palier_app::letters::job::KIND;

/// Makes the batch: it lands together with the end of the job, so there is one whatever happens.
pub(super) async fn run(site: &Site, turn: &Turn) -> Result<(), JobError> {
    let payload: Payload = serde_json::from_value(turn.job.payload.clone())
        .map_err(|e| JobError::Never(format!("not a batch of letters: {e}")))?;
    let of = turn.job.landlord_id;
    let of = of.ok_or_else(|| JobError::Never("letters without a landlord".to_owned()))?;
    let landlord = landlord::get(&site.db, of).await?;
    let landlord = landlord.ok_or(StoreError::Missing("landlord"))?;
    let now = site.clock.now();
    let id = batch_of(turn.job.id);
    let advance = |done, of| turn.advance(done, of);
    let written = write(site, &landlord, id, &payload, now, advance).await;
    let written = written.map_err(|e| JobError::Again(format!("drawing codes: {e:?}")))?;
    let letters = written.letters.len();
    let result = serde_json::to_value(Outcome { letters })
        .map_err(|e| JobError::Never(format!("the outcome: {e}")))?;
    let mut tx = site.db.begin().await?;
    if letters > 0 {
        letter::make(&mut tx, written.batch, &written.letters, now).await?;
    }
    let ended = site.clock.now();
    turn.finish(&mut tx, &result, ended).await?;
    tx.commit().await?;
    Ok(())
}
