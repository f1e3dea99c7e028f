//! Public dates and decisions of the demonstration.

use super::content::{Agenda, Date};
use crate::cli::Failure;
use chrono::{DateTime, NaiveTime, Utc};
use palier_domain::id::LandlordId;
use palier_store::Tx;
use palier_store::agenda::{self, Decision, NewDate};

pub async fn make(
    tx: &mut Tx,
    landlord: LandlordId,
    content: &Agenda,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    for date in &content.date {
        let new = NewDate {
            starts_at: instant(date)?,
            all_day: date.time.is_none(),
            title: date.title.clone(),
            place: date.place.clone(),
            detail: date.detail.clone(),
        };
        agenda::add_date(tx, landlord, new, now).await?;
    }
    for decided in &content.decision {
        let new = Decision {
            decided_on: decided.on,
            title: decided.title.clone(),
            origin: decided.origin.clone(),
            state: decided.state,
            detail: decided.detail.clone(),
        };
        agenda::add_decision(tx, landlord, new, now).await?;
    }
    Ok(())
}

fn instant(date: &Date) -> Result<DateTime<Utc>, Failure> {
    let time = match &date.time {
        Some(text) => NaiveTime::parse_from_str(text, "%H:%M")
            .map_err(|e| Failure::new(format!("the demonstration's agenda, {text}: {e}")))?,
        None => NaiveTime::MIN,
    };
    date.on
        .and_time(time)
        .and_local_timezone(chrono_tz::Europe::Paris)
        .earliest()
        .map(|at| at.to_utc())
        .ok_or_else(|| Failure::new("the demonstration's agenda: a time that does not exist"))
}
