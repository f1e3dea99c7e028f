//! The order of lists: drawn from a public seed once all are judged.

use super::judge::drawn as is_drawn;
use super::{ListError, open};
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, election, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::list_order;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{CandidateListId, ElectionId};
use serde_json::json;

/// How the order was drawn.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Draw {
    /// The seed.
    pub seed: String,
    /// Where it came from, and before whom.
    pub source: String,
    /// When.
    pub drawn_at: DateTime<Utc>,
}

/// Draws the order of the admitted lists, once: a second draw would be a choice between two.
///
/// # Errors
/// [`ListError`]; nothing was written then.
pub async fn draw(
    tx: &mut Tx,
    election: ElectionId,
    seed: &str,
    source: &str,
    now: DateTime<Utc>,
) -> Result<(), ListError> {
    open(tx, election).await?;
    if is_drawn(tx, election).await? {
        return Err(ListError::Drawn);
    }
    let lists = all!(
        tx.on() => (CandidateListId, ListState),
        "SELECT id, state FROM candidate_list WHERE election_id = $1 AND state <> 'draft'",
        election,
    )?;
    if lists.iter().any(|(_, state)| !state.is_judged()) {
        return Err(ListError::NotAllJudged);
    }
    let admitted = lists
        .into_iter()
        .filter(|(_, state)| *state == ListState::Admitted);
    let admitted: Vec<String> = admitted.map(|(id, _)| id.to_string()).collect();
    if admitted.is_empty() {
        return Err(ListError::NoneAdmitted);
    }
    let names: Vec<&str> = admitted.iter().map(String::as_str).collect();
    let order = list_order::draw(election.0, seed, &names).map_err(StoreError::other)?;
    for (place, id) in (1_i64..).zip(&order) {
        let id: uuid::Uuid = id.parse().map_err(StoreError::other)?;
        run!(
            tx.on(),
            "UPDATE candidate_list SET place = $2 WHERE id = $1",
            CandidateListId(id),
            place,
        )?;
    }
    run!(
        tx.on(),
        "INSERT INTO list_draw (election_id, seed, source, drawn_at) VALUES ($1, $2, $3, $4)",
        election,
        seed,
        source,
        now,
    )?;
    let data = json!({ "seed": seed, "source": source, "order": order });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "lists.drawn", Some(election.0), &data, now).await?;
    election::declare(tx, election, Condition::OrderDrawn, seed, now).await?;
    Ok(())
}

/// How the order was drawn, if it was.
///
/// # Errors
/// When the database fails.
pub async fn drawn(db: &Db, election: ElectionId) -> Result<Option<Draw>, StoreError> {
    maybe!(
        db.reads() => Draw,
        "SELECT seed, source, drawn_at FROM list_draw WHERE election_id = $1",
        election,
    )
}
