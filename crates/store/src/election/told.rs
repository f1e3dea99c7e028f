//! Where the result was told: every building, every list, the prefect.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{ElectionId, LandlordId};
use serde_json::json;
use uuid::Uuid;

/// A building in which the result is posted.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hall {
    /// The building.
    pub building: Uuid,
    /// Its name.
    pub name: String,
    /// The estate it stands in.
    pub estate: String,
}

/// Every building of a landlord, estate by estate.
///
/// # Errors
/// When the database fails.
pub async fn halls(db: &Db, landlord: LandlordId) -> Result<Vec<Hall>, StoreError> {
    all!(
        db.reads() => Hall,
        "SELECT b.id AS building, b.name, e.name AS estate FROM building b
         JOIN estate e ON e.id = b.estate_id WHERE e.landlord_id = $1
         ORDER BY e.name, b.name, b.id",
        landlord,
    )
}

/// Says on which day the result was told to some; said again, the later word holds.
///
/// # Errors
/// When the database fails.
pub async fn say(
    tx: &mut Tx,
    election: ElectionId,
    recipients: &[String],
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for recipient in recipients {
        run!(
            tx.on(),
            "INSERT INTO result_told (election_id, recipient, told_on) VALUES ($1, $2, $3)
             ON CONFLICT (election_id, recipient) DO UPDATE SET told_on = excluded.told_on",
            election,
            recipient.as_str(),
            on,
        )?;
    }
    let data = json!({ "recipients": recipients, "on": on });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "result.told", Some(election.0), &data, now).await?;
    Ok(())
}

/// To whom the result was told, and when.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Vec<(String, NaiveDate)>, StoreError> {
    all!(
        db.reads() => (String, NaiveDate),
        "SELECT recipient, told_on FROM result_told WHERE election_id = $1 ORDER BY recipient",
        election,
    )
}
