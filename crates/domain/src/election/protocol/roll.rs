//! When the roll is published, corrected and frozen; no text says it, so the protocol does.

use super::rule::{Field, Rule};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The dates of the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollDates {
    /// From that day on each person sees her own line.
    pub published: NaiveDate,
    /// The last day on which a correction is asked for.
    pub corrections_until: NaiveDate,
    /// The day on which the roll is frozen and its fingerprint published.
    pub frozen: NaiveDate,
}

impl RollDates {
    /// Checks the dates against the cut-off of leases and the day on which ballots are sent.
    pub(super) fn broken_rules(
        &self,
        cut_off: NaiveDate,
        ballots_sent: NaiveDate,
    ) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        if self.published < cut_off || self.published >= ballots_sent {
            broken.push(Rule::RollPublished {
                first: cut_off,
                last: ballots_sent.pred_opt().unwrap_or(ballots_sent),
            });
        }
        if self.corrections_until <= self.published {
            broken.push(Rule::NoTimeForCorrections);
        }
        if self.frozen <= self.corrections_until || self.frozen > ballots_sent {
            broken.push(Rule::RollFrozen { last: ballots_sent });
        }
        broken.into_iter().map(|rule| (Field::Roll, rule)).collect()
    }
}
