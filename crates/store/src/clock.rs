//! The one clock: UTC, in microseconds.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the time, real or, on a demo instance, shifted.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    shift: TimeDelta,
}

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn system() -> Self {
        Self {
            shift: TimeDelta::zero(),
        }
    }

    /// A clock that showed `shown` when it really was `real`, and has gone on since.
    #[must_use]
    pub fn starting_at(shown: DateTime<Utc>, real: DateTime<Utc>) -> Self {
        Self {
            shift: shown - real,
        }
    }

    /// The instant, truncated to the microsecond that PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (Utc::now() + self.shift).trunc_subsecs(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_clock_goes_on_from_where_it_was_set() {
        let shown: DateTime<Utc> = "2030-12-05T09:00:00Z".parse().unwrap();
        let real = Utc::now() - TimeDelta::hours(2);
        let now = Clock::starting_at(shown, real).now();
        let since = now - (shown + TimeDelta::hours(2));
        assert!(since.abs() < TimeDelta::minutes(1), "{now}");
    }

    #[test]
    fn an_instant_has_no_more_than_microseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
