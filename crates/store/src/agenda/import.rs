//! An agenda in one go: what is there already is not added again.

use super::{Agenda, Decision, NewDate, add_date, add_decision};
use crate::dispatch::all;
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::LandlordId;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many dates and decisions were added.
    pub added: usize,
    /// How many were there already.
    pub known: usize,
    /// Day and title of those that were there with another content, which was left as it is.
    pub differing: Vec<(NaiveDate, String)>,
}

/// Adds the dates and decisions of which the landlord's agenda has none of that day and title.
///
/// `day_of` gives an instant's day in the landlord's zone. Two imports for one landlord go one
/// after the other.
///
/// # Errors
/// [`StoreError::Missing`] when the landlord does not exist.
pub async fn import(
    tx: &mut Tx,
    landlord: LandlordId,
    agenda: Agenda,
    day_of: impl Fn(DateTime<Utc>) -> NaiveDate,
    now: DateTime<Utc>,
) -> Result<Imported, StoreError> {
    journal::lock(tx, &journal::of_landlord(landlord)).await?;
    let mut done = Imported::default();
    let there = dates_of(tx, landlord).await?;
    for new in agenda.dates {
        let day = day_of(new.starts_at);
        let known = there
            .iter()
            .find(|date| day_of(date.starts_at) == day && date.title == new.title);
        match known {
            Some(date) => done.met(*date == new, day, new.title),
            None => {
                add_date(tx, landlord, new, now).await?;
                done.added += 1;
            }
        }
    }
    let there = decisions_of(tx, landlord).await?;
    for new in agenda.decisions {
        let known = there
            .iter()
            .find(|one| one.decided_on == new.decided_on && one.title == new.title);
        match known {
            Some(one) => done.met(*one == new, new.decided_on, new.title),
            None => {
                add_decision(tx, landlord, new, now).await?;
                done.added += 1;
            }
        }
    }
    Ok(done)
}

impl Imported {
    fn met(&mut self, same: bool, day: NaiveDate, title: String) {
        self.known += 1;
        if !same {
            self.differing.push((day, title));
        }
    }
}

async fn dates_of(tx: &mut Tx, landlord: LandlordId) -> Result<Vec<NewDate>, StoreError> {
    all!(
        tx.on() => NewDate,
        "SELECT starts_at, all_day, title, place, detail FROM agenda_date WHERE landlord_id = $1",
        landlord,
    )
}

async fn decisions_of(tx: &mut Tx, landlord: LandlordId) -> Result<Vec<Decision>, StoreError> {
    all!(
        tx.on() => Decision,
        "SELECT decided_on, title, origin, state, detail FROM agenda_decision
         WHERE landlord_id = $1",
        landlord,
    )
}
