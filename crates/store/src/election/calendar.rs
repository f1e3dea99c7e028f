//! The days on which steps of the calendar were done that the platform does not see.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::calendar::step::Step;
use palier_domain::id::ElectionId;
use serde_json::json;

/// Says on what day a step was done; said again, the later word holds.
///
/// # Errors
/// When the database fails.
pub async fn say_done(
    tx: &mut Tx,
    election: ElectionId,
    step: Step,
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO calendar_day (election_id, step, done_on) VALUES ($1, $2, $3)
         ON CONFLICT (election_id, step) DO UPDATE SET done_on = excluded.done_on",
        election,
        step.name(),
        on,
    )?;
    let data = json!({ "step": step.name(), "on": on });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "calendar.done", Some(election.0), &data, now).await?;
    Ok(())
}

/// The steps of which somebody said when they were done.
///
/// # Errors
/// When the database fails.
pub async fn said_done(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(Step, NaiveDate)>, StoreError> {
    let rows = all!(
        db.reads() => (String, NaiveDate),
        "SELECT step, done_on FROM calendar_day WHERE election_id = $1 ORDER BY done_on, step",
        election,
    )?;
    let step = |name: &str| Step::ALL.into_iter().find(|step| step.name() == name);
    Ok(rows
        .into_iter()
        .filter_map(|(name, on)| Some((step(&name)?, on)))
        .collect())
}
