//! How far the commitments of the adopted charter are, as the landlord reported since.

use super::cast::Ground;
use super::failed;
use super::file::Progress;
use crate::cli::Failure;
use chrono::{NaiveTime, TimeDelta};
use palier_store::Tx;
use palier_store::commitment::{self, Fill, NewProgress};

/// Reports on them.
pub async fn make(tx: &mut Tx, ground: &Ground<'_>, all: &[Progress]) -> Result<(), Failure> {
    let morning = NaiveTime::from_hms_opt(9, 30, 0).unwrap_or_default();
    for one in all {
        let clause = ground.article(&one.article)?;
        let found = commitment::of_clause(tx, ground.place.text, clause).await?;
        let found = found.ok_or_else(|| failed(format!("{}: no commitment", one.article)))?;
        let now = one.on.and_time(morning).and_utc();
        let fill = Fill {
            owner: Some(&one.owner),
            due_on: Some(one.due),
        };
        let (by, before) = (ground.staff.by(), now - TimeDelta::days(30));
        commitment::complete(tx, found, &fill, by, before)
            .await
            .map_err(failed)?;
        let new = NewProgress {
            state: one.state,
            words: &one.words,
            evidence: &one.evidence,
        };
        commitment::report(tx, found, &new, by, now)
            .await
            .map_err(|error| failed(format!("{}: {error}", one.article)))?;
    }
    Ok(())
}
