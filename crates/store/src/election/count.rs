//! What was counted: every channel joined, and the lots that were drawn.
//!
//! Seats are not kept: they follow from the figures, the lists, the protocol's tie chain and the lots.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::official_record::figures::Figures;
use palier_domain::id::ElectionId;
use serde_json::json;
use sqlx::types::Json;

/// The count of an election.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Count {
    /// The figures of the record, lists in the drawn order.
    pub figures: Json<Figures>,
    /// Tied lists in the order in which the tally board drew them; empty without a draw.
    pub lots: Json<Vec<String>>,
    /// When it was kept.
    pub counted_at: DateTime<Utc>,
}

/// Keeps the count of an election.
///
/// # Errors
/// [`StoreError::Conflict`] if there is one.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    figures: &Figures,
    lots: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let kept = run!(
        tx.on(),
        "INSERT INTO election_count (election_id, figures, lots, counted_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (election_id) DO NOTHING",
        election,
        Json(figures),
        Json(lots),
        now,
    )?;
    if kept == 0 {
        return Err(StoreError::Conflict("the election is counted already"));
    }
    journal::append(
        tx,
        &journal::of_election(election),
        "election.counted",
        Some(election.0),
        &json!({ "figures": figures, "lots": lots }),
        now,
    )
    .await
    .map(drop)
}

/// The count of an election, once there is one.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Option<Count>, StoreError> {
    maybe!(
        db.reads() => Count,
        "SELECT figures, lots, counted_at FROM election_count WHERE election_id = $1",
        election,
    )
}
