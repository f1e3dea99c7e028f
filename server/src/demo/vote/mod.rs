//! What the elections of the demonstration share.
//!
//! Codes, keys and ballots follow from an election's handle, so that the letters can be shown again
//! and the count made: nothing of a demonstration is secret, and its boxes say that they are of one.

pub mod ballots;
pub mod course;
pub mod holders;
pub mod lists;
pub mod sealing;

use super::content::ZONE;
use crate::cli::Failure;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone as _, Utc};

/// An election of the demonstration.
pub struct Poll {
    /// Its title.
    pub title: &'static str,
    /// The landlord's name.
    pub landlord: &'static str,
    /// The landlord's place in addresses.
    pub slug: &'static str,
    /// Where voters call.
    pub phone: &'static str,
    /// Where voters are helped.
    pub place: &'static str,
    /// Electors on its roll.
    pub electors: u32,
    /// When it is sealed.
    pub sealed_at: DateTime<Utc>,
    /// When the vote opens.
    pub opens_at: DateTime<Utc>,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// Minutes between publications.
    pub publication_minutes: u16,
    /// Ballots that are published together at least.
    pub least_published: u16,
}

/// A day of 2030.
///
/// # Errors
/// Never for the days asked for here.
pub fn date(month: u32, day: u32) -> Result<NaiveDate, Failure> {
    NaiveDate::from_ymd_opt(2030, month, day).ok_or_else(|| Failure::new("a day of 2030"))
}

/// An hour of 2030, as clocks show it there.
///
/// # Errors
/// Never for those asked for here.
pub fn hour(month: u32, day: u32, hour: u32) -> Result<NaiveDateTime, Failure> {
    let at = date(month, day)?.and_hms_opt(hour, 0, 0);
    at.ok_or_else(|| Failure::new("an hour of 2030"))
}

/// The same, as an instant.
///
/// # Errors
/// Never for those asked for here.
pub fn instant(month: u32, day: u32, at: u32) -> Result<DateTime<Utc>, Failure> {
    there(hour(month, day, at)?)
}

/// Ten o'clock of a day there.
///
/// # Errors
/// Never for those asked for here.
pub fn ten(day: NaiveDate) -> Result<DateTime<Utc>, Failure> {
    let at = day.and_hms_opt(10, 0, 0);
    there(at.ok_or_else(|| Failure::new("an hour of 2030"))?)
}

fn there(local: NaiveDateTime) -> Result<DateTime<Utc>, Failure> {
    let at = ZONE.from_local_datetime(&local).single();
    at.map(|at| at.to_utc())
        .ok_or_else(|| Failure::new("an hour of 2030"))
}
