//! `journal.verify`: checks every chain of the journal, away from any request.

use super::{JobError, Turn};
use palier_app::site::state::Site;
use palier_store::journal::{self, VerifyError};
use serde_json::json;

/// The job's kind.
pub const KIND: &str = "journal.verify";

/// Checks every chain; the result says how many entries hold, or which is the first that does not:
/// `{"entries", "chains", "broken": null | {"chain", "seq"}}`.
pub(super) async fn run(site: &Site, turn: &Turn) -> Result<(), JobError> {
    let chains = journal::chains(&site.db).await?;
    let mut entries = 0;
    let mut broken = None;
    for (done, chain) in chains.iter().enumerate() {
        turn.advance(done, chains.len());
        match journal::verify(&site.db, chain).await {
            Ok(verified) => entries += verified.entries,
            Err(VerifyError::Store(error)) => return Err(error.into()),
            Err(VerifyError::Broken(found)) => {
                tracing::error!(%found, "the journal is broken");
                broken = Some(json!({ "chain": found.chain, "seq": found.seq }));
                break;
            }
        }
    }
    let result = json!({ "entries": entries, "chains": chains.len(), "broken": broken });
    let now = site.clock.now();
    let mut tx = site.db.begin().await?;
    turn.finish(&mut tx, &result, now).await?;
    tx.commit().await?;
    Ok(())
}
