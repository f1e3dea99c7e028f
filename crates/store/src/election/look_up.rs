//! Looking one elector up at the ballot box: who was looked up is journalled, never what was found.

use crate::{StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{ElectionId, RollLineId};
use serde_json::json;

/// Notes that a line of the register is about to be shown.
///
/// # Errors
/// When the database fails.
pub async fn note(
    tx: &mut Tx,
    election: ElectionId,
    line: RollLineId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = journal::of_election(election);
    let data = json!({ "line": line });
    journal::append(tx, &chain, "elector.looked_up", Some(line.0), &data, now).await?;
    Ok(())
}
