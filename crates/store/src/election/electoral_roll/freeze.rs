//! Freezing the roll: nothing waits, the lines are a roll, and their fingerprint is kept.

use super::RollError;
use crate::dispatch::{all, one, run};
use crate::election::{advance, condition, held};
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::electoral_roll::correction::CorrectionOutcome;
use palier_domain::election::electoral_roll::{ElectoralRoll, RollLine};
use palier_domain::election::stage::Advanced;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::{ElectionId, EstateId, PersonId, TenancyId};
use serde_json::json;
use std::collections::BTreeMap;

/// Freezes the roll in a role: every correction is decided, the step follows, and no line changes
/// any more.
///
/// # Errors
/// [`RollError::Undecided`], or why the step is not taken; nothing was written then.
pub async fn freeze(
    tx: &mut Tx,
    election: ElectionId,
    role: ElectionRole,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(Advanced, String), RollError> {
    held(tx, election).await?;
    let (undecided,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM roll_correction WHERE election_id = $1 AND outcome IS NULL",
        election,
    )?;
    if undecided > 0 {
        return Err(RollError::Undecided(undecided));
    }
    let note = decided(tx, election).await?;
    condition::declare(tx, election, Condition::CorrectionsDecided, &note, now).await?;
    let advanced = advance(tx, election, Move::FreezeRoll, role, today, now).await?;
    let roll = ElectoralRoll::of_lines(lines(tx, election).await?)?;
    let fingerprint = roll.fingerprint();
    run!(
        tx.on(),
        "UPDATE electoral_roll SET frozen_at = $2, fingerprint = $3 WHERE election_id = $1",
        election,
        now,
        &fingerprint,
    )?;
    let data = json!({ "fingerprint": fingerprint, "lines": roll.lines().len() });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "roll.frozen", Some(election.0), &data, now).await?;
    Ok((advanced, fingerprint))
}

/// How many corrections were accepted and refused.
async fn decided(tx: &mut Tx, election: ElectionId) -> Result<String, StoreError> {
    let rows = all!(
        tx.on() => (CorrectionOutcome, i64),
        "SELECT outcome, COUNT(*) FROM roll_correction
         WHERE election_id = $1 AND outcome IS NOT NULL GROUP BY outcome",
        election,
    )?;
    let of = |outcome| {
        rows.iter()
            .find(|(one, _)| *one == outcome)
            .map_or(0, |(_, n)| *n)
    };
    let (accepted, refused) = (CorrectionOutcome::Accepted, CorrectionOutcome::Refused);
    Ok(format!("{}+{}", of(accepted), of(refused)))
}

/// The lines as they are kept.
async fn lines(tx: &mut Tx, election: ElectionId) -> Result<Vec<RollLine>, StoreError> {
    let rows = all!(
        tx.on() => (TenancyId, EstateId, PersonId),
        "SELECT l.tenancy_id, l.estate_id, e.person_id
         FROM roll_line l JOIN roll_elector e ON e.line_id = l.id WHERE l.election_id = $1",
        election,
    )?;
    let mut lines: BTreeMap<TenancyId, RollLine> = BTreeMap::new();
    for (tenancy, residence, person) in rows {
        let line = lines.entry(tenancy).or_insert_with(|| RollLine {
            tenancy,
            residence,
            persons: <_>::default(),
        });
        line.persons.insert(person);
    }
    Ok(lines.into_values().collect())
}
