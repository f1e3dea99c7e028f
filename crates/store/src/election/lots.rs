//! Lots that the tally board draws between lists that nothing else tells apart.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::ElectionId;
use serde_json::json;
use sqlx::types::Json;

/// A draw of lots.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Lots {
    /// The tied lists in the order drawn.
    #[sqlx(json)]
    pub lists: Vec<String>,
    /// The public seed; empty when lots were drawn by hand.
    pub seed: String,
    /// Who drew and before whom, or where the seed comes from.
    pub source: String,
    /// When it was recorded.
    pub drawn_at: DateTime<Utc>,
}

/// Records a draw, once: a second one would be a choice between two.
///
/// # Errors
/// [`StoreError::Conflict`] if there is one.
pub async fn record(tx: &mut Tx, election: ElectionId, lots: &Lots) -> Result<(), StoreError> {
    let kept = run!(
        tx.on(),
        "INSERT INTO draw_of_lots (election_id, lists, seed, source, drawn_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (election_id) DO NOTHING",
        election,
        Json(&lots.lists),
        lots.seed.as_str(),
        lots.source.as_str(),
        lots.drawn_at,
    )?;
    if kept == 0 {
        return Err(StoreError::Conflict("lots are drawn already"));
    }
    let data = json!({ "lists": lots.lists, "seed": lots.seed, "source": lots.source });
    let chain = journal::of_election(election);
    let (act, now) = ("lots.drawn", lots.drawn_at);
    journal::append(tx, &chain, act, Some(election.0), &data, now)
        .await
        .map(drop)
}

/// Withdraws the draw, if there was one: the figures that it was for are counted anew.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(
    tx: &mut Tx,
    election: ElectionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM draw_of_lots WHERE election_id = $1";
    if run!(tx.on(), sql, election)? == 0 {
        return Ok(());
    }
    let chain = journal::of_election(election);
    let data = json!({});
    journal::append(tx, &chain, "lots.withdrawn", Some(election.0), &data, now)
        .await
        .map(drop)
}

/// The draw of an election, if there was one.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Option<Lots>, StoreError> {
    maybe!(
        db.reads() => Lots,
        "SELECT lists, seed, source, drawn_at FROM draw_of_lots WHERE election_id = $1",
        election,
    )
}
