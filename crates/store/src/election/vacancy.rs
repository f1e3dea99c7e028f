//! Candidates who left their seats, or declined one.

use super::held;
use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::stage::Stage;
use palier_domain::election::vacancy::VacancyReason;
use palier_domain::id::{CandidateListId, ElectionId};
use serde_json::json;

/// A candidate who left or declined.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Vacancy {
    /// Her list.
    pub list_id: CandidateListId,
    /// Her place on it.
    pub place: i64,
    /// On which day.
    pub left_on: NaiveDate,
    /// Why.
    pub reason: VacancyReason,
}

/// Enters that somebody left; whoever calls has asked whether she sat.
///
/// # Errors
/// [`StoreError::Conflict`] when she left already, or no result stands.
pub async fn enter(
    tx: &mut Tx,
    election: ElectionId,
    vacancy: &Vacancy,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let stage = held(tx, election).await?.stage;
    if !matches!(stage, Stage::Proclaimed | Stage::Final | Stage::Archived) {
        return Err(StoreError::Conflict("no result stands"));
    }
    let new = run!(
        tx.on(),
        "INSERT INTO vacancy (list_id, place, election_id, left_on, reason, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (list_id, place) DO NOTHING",
        vacancy.list_id,
        vacancy.place,
        election,
        vacancy.left_on,
        vacancy.reason,
        now,
    )?;
    if new == 0 {
        return Err(StoreError::Conflict("she left already"));
    }
    let data = json!({
        "list": vacancy.list_id, "place": vacancy.place, "on": vacancy.left_on,
        "reason": vacancy.reason,
    });
    let (chain, object) = (journal::of_election(election), vacancy.list_id.0);
    journal::append(tx, &chain, "seat.vacant", Some(object), &data, now).await?;
    Ok(())
}

/// Those who left, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Vec<Vacancy>, StoreError> {
    all!(
        db.reads() => Vacancy,
        "SELECT list_id, place, left_on, reason FROM vacancy WHERE election_id = $1
         ORDER BY left_on, list_id, place",
        election,
    )
}
