//! Letters with activation codes: made in batches, printed one page each, or merged by a mailing
//! house; and the letter for a lost code.

pub mod batch;
pub mod codes;
pub mod desk;
pub mod job;
pub mod list;
pub mod make;
pub mod paper;
pub mod print;

use crate::site::dates;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use palier_domain::account::role::Role;

/// Who makes letters.
pub const ROLES: &[Role] = &[Role::LandlordStaff];

/// Days for which a letter's code can be used, unless told otherwise.
pub const VALID_DAYS: u64 = 90;

/// Letters of one page of the browser: more would take long to lay out.
pub const SLICE: i64 = 500;

/// The last instant of a day so many days from now, in a landlord's zone.
#[must_use]
pub fn valid_until(now: DateTime<Utc>, zone: &str, days: u64) -> DateTime<Utc> {
    let last = dates::local(now, zone).date_naive() + Days::new(days);
    let zone = zone.parse::<Tz>().unwrap_or(chrono_tz::Europe::Paris);
    let midnight = (last + Days::new(1)).and_time(NaiveTime::MIN);
    let after = zone.from_local_datetime(&midnight).earliest();
    let after = after.map_or_else(|| now + TimeDelta::days(91), |at| at.to_utc());
    after - TimeDelta::seconds(1)
}

/// The civil day of a code's last instant.
#[must_use]
pub fn last_day(until: DateTime<Utc>, zone: &str) -> NaiveDate {
    dates::local(until, zone).date_naive()
}

/// `4826 7733 1153 0260 9901`: digits in five groups of four.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// Where the QR of a letter leads.
#[must_use]
pub fn link(origin: &impl std::fmt::Display, digits: &str) -> String {
    format!("{origin}/activer?code={digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_lasts_until_the_end_of_its_last_day() {
        let now = Utc.with_ymd_and_hms(2030, 12, 5, 23, 30, 0).unwrap();
        let until = valid_until(now, "Europe/Paris", 90);
        assert_eq!(until.to_string(), "2031-03-06 22:59:59 UTC");
        let day = NaiveDate::from_ymd_opt(2031, 3, 6).unwrap();
        assert_eq!(last_day(until, "Europe/Paris"), day);
    }

    #[test]
    fn a_code_is_shown_in_groups_of_four() {
        assert_eq!(grouped("48267733115302609901"), "4826 7733 1153 0260 9901");
    }
}
