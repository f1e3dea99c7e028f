//! Wrong ballots from one address, counted in memory: nothing of a cast is written anywhere.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::Mutex;

/// Length of a window, in minutes.
const WINDOW: i64 = 15;
/// Wrong ballots and spoiled ones from one address: a residence may share one.
const MOST: u32 = 60;
/// Addresses that are remembered; beyond, the window begins anew.
const ADDRESSES: usize = 100_000;

/// The counters of one process.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    window: Option<DateTime<Utc>>,
    by_address: HashMap<String, u32>,
}

impl Guesses {
    /// Counts a ballot before it is looked at, so that many at once are no more than many in a row;
    /// says whether it may be looked at.
    pub fn count(&self, address: &str, now: DateTime<Utc>) -> bool {
        let window = now.duration_trunc(TimeDelta::minutes(WINDOW)).ok();
        let Ok(mut counted) = self.0.lock() else {
            return false;
        };
        if counted.window != window || counted.by_address.len() >= ADDRESSES {
            counted.window = window;
            counted.by_address.clear();
        }
        let count = counted.by_address.entry(address.to_owned()).or_default();
        *count = count.saturating_add(1);
        *count <= MOST
    }

    /// Takes one back: it was no guess.
    pub fn was_right(&self, address: &str) {
        if let Ok(mut counted) = self.0.lock()
            && let Some(count) = counted.by_address.get_mut(address)
        {
            *count = count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_end_and_begin_anew_with_the_next_window() {
        let guesses = Guesses::default();
        let now: DateTime<Utc> = "2030-12-05T09:00:00Z".parse().unwrap();
        assert!((0..MOST).all(|_| guesses.count("1.2.3.4", now)));
        assert!(!guesses.count("1.2.3.4", now));
        assert!(guesses.count("1.2.3.5", now), "another address has its own");
        assert!(guesses.count("1.2.3.4", now + TimeDelta::minutes(15)));
    }

    #[test]
    fn what_was_right_is_no_guess() {
        let guesses = Guesses::default();
        let now: DateTime<Utc> = "2030-12-05T09:00:00Z".parse().unwrap();
        for _ in 0..MOST * 3 {
            assert!(guesses.count("1.2.3.4", now));
            guesses.was_right("1.2.3.4");
        }
    }
}
