//! The one clock: UTC, in microseconds.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the time, real or, on a demo instance, shifted.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    shift: TimeDelta,
    rounds: Option<Rounds>,
}

/// A time that is lived again and again.
#[derive(Clone, Copy, Debug)]
struct Rounds {
    begins: DateTime<Utc>,
    length: TimeDelta,
}

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn system() -> Self {
        Self {
            shift: TimeDelta::zero(),
            rounds: None,
        }
    }

    /// A clock that showed `shown` when it really was `real`, and has gone on since.
    #[must_use]
    pub fn starting_at(shown: DateTime<Utc>, real: DateTime<Utc>) -> Self {
        Self {
            shift: shown - real,
            rounds: None,
        }
    }

    /// The same, going back to an instant each time that it has gone a length beyond it.
    #[must_use]
    pub fn in_rounds(self, begins: DateTime<Utc>, length: TimeDelta) -> Self {
        Self {
            rounds: Some(Rounds { begins, length }),
            ..self
        }
    }

    /// The instant, truncated to the microsecond that PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let straight = Utc::now() + self.shift;
        let back = self.rounds.map_or(TimeDelta::zero(), |rounds| {
            TimeDelta::seconds(rounds.gone(straight) * rounds.length.num_seconds())
        });
        (straight - back).trunc_subsecs(6)
    }

    /// How often it went back; 0 for a clock that never does.
    #[must_use]
    pub fn round(&self) -> i64 {
        let straight = Utc::now() + self.shift;
        self.rounds.map_or(0, |rounds| rounds.gone(straight))
    }
}

impl Rounds {
    fn gone(&self, straight: DateTime<Utc>) -> i64 {
        let gone = (straight - self.begins).num_seconds();
        gone.div_euclid(self.length.num_seconds().max(1)).max(0)
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
    fn a_clock_in_rounds_goes_back_when_its_time_is_over() {
        let begins: DateTime<Utc> = "2030-12-05T09:00:00Z".parse().unwrap();
        let length = TimeDelta::days(8);
        let after = |days: i64| {
            let real = Utc::now() - TimeDelta::days(days) - TimeDelta::hours(1);
            Clock::starting_at(begins, real).in_rounds(begins, length)
        };
        for (days, round, left) in [(0, 0, 0), (7, 0, 7), (8, 1, 0), (27, 3, 3)] {
            let clock = after(days);
            assert_eq!(clock.round(), round, "{days} days");
            let since = clock.now() - (begins + TimeDelta::days(left) + TimeDelta::hours(1));
            assert!(since.abs() < TimeDelta::minutes(1), "{days} days");
        }
    }

    #[test]
    fn an_instant_has_no_more_than_microseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
