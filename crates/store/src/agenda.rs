//! A landlord's public dates, and what became of what was decided.

mod import;

pub use import::{Imported, import};

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{AgendaDateId, AgendaDecisionId, LandlordId};
use palier_domain::landlord::agenda::DecisionState;
use serde_json::json;

/// A date in the agenda.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AgendaDate {
    /// Its identifier.
    pub id: AgendaDateId,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Only the day is meant.
    pub all_day: bool,
    /// What it is.
    pub title: String,
    /// Where it is; may be empty.
    pub place: String,
    /// More about it; may be empty.
    pub detail: String,
}

/// A date to add.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NewDate {
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Only the day is meant.
    pub all_day: bool,
    /// What it is.
    pub title: String,
    /// Where it is; may be empty.
    pub place: String,
    /// More about it; may be empty.
    pub detail: String,
}

/// Something that was decided, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Decision {
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// What was decided.
    pub title: String,
    /// Who asked, or where it was decided.
    pub origin: String,
    /// What became of it.
    pub state: DecisionState,
    /// More about it; may be empty.
    pub detail: String,
}

/// Dates and decisions, as a file brings them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// The dates.
    pub dates: Vec<NewDate>,
    /// The decisions.
    pub decisions: Vec<Decision>,
}

/// Adds a date, and journals it with the landlord.
///
/// # Errors
/// [`StoreError::Missing`] when the landlord does not exist.
pub async fn add_date(
    tx: &mut Tx,
    landlord: LandlordId,
    date: NewDate,
    now: DateTime<Utc>,
) -> Result<AgendaDateId, StoreError> {
    let id = AgendaDateId(ids::new_v7(now));
    let data = json!({
        "starts_at": date.starts_at, "all_day": date.all_day, "title": date.title,
        "place": date.place, "detail": date.detail,
    });
    run!(
        tx.on(),
        "INSERT INTO agenda_date (id, landlord_id, starts_at, all_day, title, place, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        landlord,
        date.starts_at,
        date.all_day,
        date.title,
        date.place,
        date.detail,
    )?;
    let chain = journal::of_landlord(landlord);
    journal::append(tx, &chain, "agenda.date_added", Some(id.0), &data, now).await?;
    Ok(id)
}

/// Adds a decision, and journals it with the landlord.
///
/// # Errors
/// [`StoreError::Missing`] when the landlord does not exist.
pub async fn add_decision(
    tx: &mut Tx,
    landlord: LandlordId,
    decision: Decision,
    now: DateTime<Utc>,
) -> Result<AgendaDecisionId, StoreError> {
    let id = AgendaDecisionId(ids::new_v7(now));
    let data = json!({
        "decided_on": decision.decided_on, "title": decision.title, "origin": decision.origin,
        "state": decision.state, "detail": decision.detail,
    });
    run!(
        tx.on(),
        "INSERT INTO agenda_decision (id, landlord_id, decided_on, title, origin, state, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        landlord,
        decision.decided_on,
        decision.title,
        decision.origin,
        decision.state,
        decision.detail,
    )?;
    let chain = journal::of_landlord(landlord);
    journal::append(tx, &chain, "agenda.decision_added", Some(id.0), &data, now).await?;
    Ok(id)
}

/// The next dates from an instant on, soonest first.
///
/// # Errors
/// When the database fails.
pub async fn upcoming(
    db: &Db,
    landlord: LandlordId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<AgendaDate>, StoreError> {
    all!(
        db.reads() => AgendaDate,
        "SELECT id, starts_at, all_day, title, place, detail FROM agenda_date
         WHERE landlord_id = $1 AND starts_at >= $2 ORDER BY starts_at, id LIMIT $3",
        landlord,
        now,
        limit,
    )
}

/// The latest decisions, newest first.
///
/// # Errors
/// When the database fails.
pub async fn decisions(
    db: &Db,
    landlord: LandlordId,
    limit: i64,
) -> Result<Vec<Decision>, StoreError> {
    all!(
        db.reads() => Decision,
        "SELECT decided_on, title, origin, state, detail FROM agenda_decision
         WHERE landlord_id = $1 ORDER BY decided_on DESC, id DESC LIMIT $2",
        landlord,
        limit,
    )
}
