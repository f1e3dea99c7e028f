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
    /// Whether another ballot from this address is looked at: right ones always are.
    pub fn may_try(&self, address: &str, now: DateTime<Utc>) -> bool {
        self.in_window(now, |counted| {
            counted.get(address).is_none_or(|count| *count < MOST)
        })
    }

    /// Counts a wrong ballot.
    pub fn was_wrong(&self, address: &str, now: DateTime<Utc>) {
        self.in_window(now, |counted| {
            let count = counted.entry(address.to_owned()).or_default();
            *count = count.saturating_add(1);
            true
        });
    }

    fn in_window(
        &self,
        now: DateTime<Utc>,
        look: impl FnOnce(&mut HashMap<String, u32>) -> bool,
    ) -> bool {
        let window = now.duration_trunc(TimeDelta::minutes(WINDOW)).ok();
        let Ok(mut counted) = self.0.lock() else {
            return false;
        };
        if counted.window != window || counted.by_address.len() >= ADDRESSES {
            counted.window = window;
            counted.by_address.clear();
        }
        look(&mut counted.by_address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_end_and_begin_anew_with_the_next_window() {
        let guesses = Guesses::default();
        let now: DateTime<Utc> = "2030-12-05T09:00:00Z".parse().unwrap();
        for _ in 0..MOST {
            assert!(guesses.may_try("1.2.3.4", now));
            guesses.was_wrong("1.2.3.4", now);
        }
        assert!(!guesses.may_try("1.2.3.4", now));
        assert!(
            guesses.may_try("1.2.3.5", now),
            "another address has its own"
        );
        assert!(guesses.may_try("1.2.3.4", now + TimeDelta::minutes(15)));
    }
}
