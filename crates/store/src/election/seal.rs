//! What was sealed, by its fingerprints, and the step that seals it.

use super::{StepError, advance, condition, held};
use crate::batch::insert;
use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::ElectionId;
use serde_json::json;

/// Something that was sealed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Seal {
    /// What: a key of the pages' sentences.
    pub name: String,
    /// Its fingerprint.
    pub value: String,
}

/// The seals of an election, in their order.
///
/// # Errors
/// When the database fails.
pub async fn seals(db: &Db, election: ElectionId) -> Result<Vec<Seal>, StoreError> {
    all!(
        db.reads() => Seal,
        "SELECT name, value FROM seal WHERE election_id = $1 ORDER BY place",
        election,
    )
}

/// Seals an election in a role: publishes the fingerprints, takes the step and forgets the tags,
/// which the register of the box keeps from then on.
///
/// The box is a database of its own: whoever calls makes it before this is committed.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn seal(
    tx: &mut Tx,
    election: ElectionId,
    seals: &[Seal],
    role: ElectionRole,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StepError> {
    held(tx, election).await?;
    run!(tx.on(), "DELETE FROM seal WHERE election_id = $1", election)?;
    let rows: Vec<(i64, &Seal)> = (1_i64..).zip(seals).collect();
    insert!(
        tx,
        "INSERT INTO seal (election_id, place, name, value)",
        "",
        rows,
        |(place, seal)| election,
        *place,
        seal.name.clone(),
        seal.value.clone(),
    );
    for condition in [Condition::BoxShownEmpty, Condition::FingerprintsPublished] {
        condition::declare(tx, election, condition, "", now).await?;
    }
    advance(tx, election, Move::Seal, role, today, now).await?;
    run!(
        tx.on(),
        "UPDATE code_list SET tags = NULL WHERE election_id = $1",
        election
    )?;
    let data = json!({ "seals": seals });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "election.sealed", Some(election.0), &data, now).await?;
    Ok(())
}
