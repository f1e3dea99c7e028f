//! When a mail may leave: not at night unless somebody waits for it, and not again at once after
//! a failure.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, TimeZone, Utc};

/// Whether somebody waits for a mail in front of her screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// She waits: a link that she has just asked for. It leaves at once.
    Awaited,
    /// She does not: it waits for the morning.
    Ordinary,
}

/// The hour from which mails wait.
const EVENING: u32 = 21;
/// The hour at which those that waited leave.
const MORNING: u32 = 8;

/// The waits after the first, second, ... failure, in minutes; after the last one, another failure
/// is final. Together they cover two days, as RFC 5321, section 4.5.4.1, asks for more than one.
const WAITS: [i64; 14] = [
    1, 5, 15, 60, 240, 240, 240, 240, 240, 240, 240, 360, 360, 420,
];

/// How many times a mail is tried before it is given up.
pub const MOST_ATTEMPTS: usize = WAITS.len() + 1;

/// The instant from which a mail may leave: now, or 8 in the morning of the reader's zone when it
/// is between 21:00 and 8:00 there and nobody waits for it.
#[must_use]
pub fn leaves_at<Z: TimeZone>(now: DateTime<Utc>, zone: &Z, urgency: Urgency) -> DateTime<Utc> {
    if urgency == Urgency::Awaited {
        return now;
    }
    let there = now.with_timezone(zone).naive_local();
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let day = if there.time() >= hour(EVENING) {
        there.date().checked_add_days(Days::new(1))
    } else if there.time() < hour(MORNING) {
        Some(there.date())
    } else {
        return now;
    };
    // A zone may skip an hour, not this one; should it, the mail leaves now.
    day.and_then(|day| {
        zone.from_local_datetime(&day.and_time(hour(MORNING)))
            .earliest()
    })
    .map_or(now, |morning| morning.with_timezone(&Utc))
}

/// When a mail that has failed `attempts` times is tried again; nothing when it is given up.
#[must_use]
pub fn tried_again_at(attempts: i64, failed_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let index = usize::try_from(attempts.checked_sub(1)?).ok()?;
    WAITS
        .get(index)
        .map(|minutes| failed_at + TimeDelta::minutes(*minutes))
}

/// Whether a text can be an e-mail address: one `@`, something on both sides, no space, a dot in
/// the host. Whether it is somebody's, only a mail to it can tell.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let dotted = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    (3..=254).contains(&text.len())
        && !name.is_empty()
        && name.len() <= 64
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && name.chars().all(plain)
        && dotted
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || ".-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::FixedOffset;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2030-12-{text}:00Z").parse().unwrap()
    }

    fn paris() -> FixedOffset {
        FixedOffset::east_opt(3600).unwrap()
    }

    #[test]
    fn an_ordinary_mail_waits_for_the_morning_of_its_reader() {
        for (now, leaves) in [
            ("05T19:59", "05T19:59"),
            ("05T20:00", "06T07:00"),
            ("05T23:30", "06T07:00"),
            ("06T06:59", "06T07:00"),
            ("06T07:00", "06T07:00"),
        ] {
            assert_eq!(
                leaves_at(at(now), &paris(), Urgency::Ordinary),
                at(leaves),
                "{now}"
            );
        }
    }

    #[test]
    fn an_awaited_mail_leaves_at_night() {
        let night = at("05T23:30");
        assert_eq!(leaves_at(night, &paris(), Urgency::Awaited), night);
    }

    #[test]
    fn waits_grow_and_end() {
        let failed = at("05T10:00");
        let waits: Vec<_> = (1..)
            .map_while(|attempts| tried_again_at(attempts, failed))
            .map(|again| (again - failed).num_minutes())
            .collect();
        assert_eq!(waits[..5], [1, 5, 15, 60, 240]);
        assert!(waits.is_sorted());
        assert_eq!(waits.len() + 1, MOST_ATTEMPTS);
        assert!(waits.iter().sum::<i64>() >= 48 * 60, "two days are tried");
        assert_eq!(tried_again_at(0, failed), None);
    }

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for right in [
            "claire@example.org",
            "c.m+x@sous.example.org",
            "zoé@exemple.fr",
        ] {
            assert!(is_address(right), "{right}");
        }
        for wrong in [
            "",
            "claire",
            "@example.org",
            "claire@",
            "claire@host",
            "a b@example.org",
            "a@b@example.org",
            "a@example..org",
            "a@.org",
            ".a@example.org",
            "a\n@example.org",
            "a<b@example.org",
            "a,b@example.org",
        ] {
            assert!(!is_address(wrong), "{wrong:?}");
        }
    }
}
