//! Turnout: how many have voted, by channel, and at which hours it is counted.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// How many have voted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Figures {
    /// Lines of the electoral roll.
    pub electors: i64,
    /// Marks of online votes.
    pub online: i64,
    /// Marks of votes in the ballot box.
    pub in_box: i64,
    /// Marks of postal votes; none before the box is opened.
    pub by_post: i64,
}

impl Figures {
    /// Voters of all channels; a line votes once.
    #[must_use]
    pub fn voters(&self) -> i64 {
        self.online + self.in_box + self.by_post
    }

    /// Voters in tenths of a percent of the electors, rounded down; 0 without electors.
    #[must_use]
    pub fn permille(&self) -> i64 {
        if self.electors == 0 {
            0
        } else {
            self.voters() * 1000 / self.electors
        }
    }
}

/// The hour that was due last, in local time: the latest of the set hours of this day, or of the day
/// before when none has come yet.
///
/// Hours above 23 are none.
#[must_use]
pub fn last_due(hours: &[u8], now: NaiveDateTime) -> Option<NaiveDateTime> {
    let of = |day: NaiveDate| {
        let set = hours
            .iter()
            .filter_map(|hour| NaiveTime::from_hms_opt(u32::from(*hour), 0, 0));
        set.map(|hour| day.and_time(hour))
            .filter(|due| *due <= now)
            .max()
    };
    of(now.date()).or_else(|| of(now.date().pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a local time")
    }

    #[test]
    fn the_last_hour_is_of_today_or_yesterday() {
        let hours = [18, 10, 14];
        let due = |now| last_due(&hours, at(now));
        assert_eq!(due("2030-12-05T14:00:00"), Some(at("2030-12-05T14:00:00")));
        assert_eq!(due("2030-12-05T17:59:59"), Some(at("2030-12-05T14:00:00")));
        assert_eq!(due("2030-12-05T09:00:00"), Some(at("2030-12-04T18:00:00")));
        assert_eq!(last_due(&[], at("2030-12-05T09:00:00")), None);
        assert_eq!(last_due(&[24], at("2030-12-05T09:00:00")), None);
    }

    #[test]
    fn turnout_is_never_rounded_up() {
        let figures = Figures {
            electors: 11_872,
            online: 702,
            in_box: 41,
            by_post: 1_096,
        };
        assert_eq!((figures.voters(), figures.permille()), (1_839, 154));
        assert_eq!(Figures::default().permille(), 0);
    }
}
