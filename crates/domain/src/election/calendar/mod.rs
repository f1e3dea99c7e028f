//! The calendar of an election, computed from its day; what is late, and what comes next.
//!
//! Weeks are seven days, months are calendar months (CCH R.421-7, R.422-2-1, R.481-6). A date is the
//! last day on which the step is in time, that day included.

pub mod day;
pub mod step;

use crate::landlord::kind::LandlordKind;
use chrono::{Days, Months, NaiveDate};
use day::ElectionDay;
use std::collections::BTreeMap;
use step::{Actor, Step, article};

/// When each step was taken, as far as it was.
pub type Done = BTreeMap<Step, NaiveDate>;

/// A step with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The step.
    pub step: Step,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// Who takes it.
    pub actor: Actor,
    /// Under which article.
    pub article: &'static str,
}

/// Where a step stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was taken in time.
    Kept,
    /// It was taken, that many days too late.
    KeptLate(u64),
    /// There is time: that many days, zero on the last one.
    Due(u64),
    /// It was not taken, and its day passed that many days ago.
    Late(u64),
    /// Nobody had to do anything, and its day passed.
    Passed,
}

/// The calendar of an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    kind: LandlordKind,
    day: ElectionDay,
}

impl Calendar {
    /// The calendar of a kind of landlord for a day.
    #[must_use]
    pub fn new(kind: LandlordKind, day: ElectionDay) -> Self {
        Self { kind, day }
    }

    /// The last day on which a step is in time.
    #[must_use]
    pub fn due(&self, step: Step) -> NaiveDate {
        let day = self.day.date();
        match step {
            Step::NationalProtocol => months_before(day, 12),
            // Before the notice, so the day before its last day at the latest.
            Step::LocalProtocol => days_before(day, 7 * 10 + 1),
            Step::Notice => days_before(day, 7 * 10),
            Step::ListsReceived => days_before(day, 7 * 8),
            Step::LeaseCutOff => days_before(day, 7 * 6),
            Step::ListsKnown => months_before(day, 1),
            // Disputes follow the lists; the court decides before the vote.
            Step::RegistrationDisputes => days_before(day, 1),
            Step::BallotsSent => days_before(day, 7 * 2),
            Step::VoteCloses | Step::ResultsPosted => day,
            Step::ChallengeEnds => day.checked_add_days(Days::new(15)).unwrap_or(day),
        }
    }

    /// A step with its day.
    #[must_use]
    pub fn line(&self, step: Step) -> Line {
        Line {
            step,
            due: self.due(step),
            actor: step.actor(),
            article: article(self.kind),
        }
    }

    /// All steps, by day.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Step::ALL.map(|step| self.line(step)).to_vec();
        lines.sort_by_key(|line| line.due);
        lines
    }

    /// Where a step stands on a day, given when it was taken.
    #[must_use]
    pub fn standing(&self, step: Step, done: &Done, today: NaiveDate) -> Standing {
        let due = self.due(step);
        match done.get(&step) {
            Some(&on) if on <= due => Standing::Kept,
            Some(&on) => Standing::KeptLate(days_between(due, on)),
            None if today <= due => Standing::Due(days_between(today, due)),
            None if step.is_a_duty() => Standing::Late(days_between(due, today)),
            None => Standing::Passed,
        }
    }

    /// The steps that are late on a day, the oldest first.
    #[must_use]
    pub fn late(&self, done: &Done, today: NaiveDate) -> Vec<Line> {
        let late = |line: &Line| {
            let standing = self.standing(line.step, done, today);
            matches!(standing, Standing::Late(_))
        };
        self.lines().into_iter().filter(late).collect()
    }

    /// The steps that come next on a day: those still due on the nearest day.
    #[must_use]
    pub fn next(&self, done: &Done, today: NaiveDate) -> Vec<Line> {
        let ahead = |line: &Line| {
            let standing = self.standing(line.step, done, today);
            matches!(standing, Standing::Due(_))
        };
        let ahead: Vec<Line> = self.lines().into_iter().filter(ahead).collect();
        let nearest = ahead.first().map(|line| line.due);
        let same = |line: &Line| Some(line.due) == nearest;
        ahead.into_iter().filter(same).collect()
    }
}

fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(day)
}

/// Days from one to the other; zero if the first is not before the second.
fn days_between(from: NaiveDate, to: NaiveDate) -> u64 {
    u64::try_from((to - from).num_days()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::day::Extension;
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar(day: NaiveDate) -> Calendar {
        let day = ElectionDay::new(day, Extension::default()).unwrap();
        Calendar::new(LandlordKind::Oph, day)
    }

    const DATED: [Step; 6] = [
        Step::Notice,
        Step::ListsReceived,
        Step::LeaseCutOff,
        Step::ListsKnown,
        Step::BallotsSent,
        Step::ChallengeEnds,
    ];

    #[test]
    fn two_elections_have_the_dates_that_were_worked_out_by_hand() {
        for (day, expected) in [
            (
                "2030-12-03",
                "2030-09-24 2030-10-08 2030-10-22 2030-11-03 2030-11-19 2030-12-18",
            ),
            (
                "2026-12-08",
                "2026-09-29 2026-10-13 2026-10-27 2026-11-08 2026-11-24 2026-12-23",
            ),
        ] {
            let calendar = calendar(date(day));
            let dates = DATED.map(|step| calendar.due(step).to_string());
            assert_eq!(dates.join(" "), expected);
            assert_eq!(calendar.due(Step::VoteCloses), date(day));
        }
        let national = calendar(date("2030-12-03")).due(Step::NationalProtocol);
        assert_eq!(national, date("2029-12-03"));
    }

    #[test]
    fn the_last_day_is_in_time_and_the_day_after_is_late() {
        let calendar = calendar(date("2030-12-03"));
        let done = Done::new();
        let standing = |day| calendar.standing(Step::Notice, &done, date(day));
        assert_eq!(standing("2030-09-20"), Standing::Due(4));
        assert_eq!(standing("2030-09-24"), Standing::Due(0));
        assert_eq!(standing("2030-09-25"), Standing::Late(1));
    }

    #[test]
    fn what_was_done_late_stays_told() {
        let calendar = calendar(date("2030-12-03"));
        let standing = |done| {
            let done = Done::from([(Step::Notice, date(done))]);
            calendar.standing(Step::Notice, &done, date("2031-01-01"))
        };
        assert_eq!(standing("2030-09-24"), Standing::Kept);
        assert_eq!(standing("2030-09-25"), Standing::KeptLate(1));
    }

    #[test]
    fn nobody_is_late_where_nobody_acts() {
        let calendar = calendar(date("2030-12-03"));
        let late = calendar.late(&Done::new(), date("2031-06-01"));
        assert!(late.iter().all(|line| line.step.is_a_duty()));
        assert_eq!(late.len(), 8);
        let passed = calendar.standing(Step::LeaseCutOff, &Done::new(), date("2030-10-23"));
        assert_eq!(passed, Standing::Passed);
    }

    #[test]
    fn what_comes_next_is_the_nearest_day_and_its_actor() {
        let calendar = calendar(date("2030-12-03"));
        let done = Done::from([(Step::Notice, date("2030-09-20"))]);
        let next = calendar.next(&done, date("2030-09-24"));
        assert_eq!(next.len(), 1);
        assert_eq!(next[0].step, Step::ListsReceived);
        assert_eq!(next[0].actor, Actor::ListAgents);
        assert_eq!(next[0].article, "CCH R.421-7");
        // Two things on the day itself.
        let next = calendar.next(&done, date("2030-12-03"));
        let steps: Vec<Step> = next.iter().map(|line| line.step).collect();
        assert_eq!(steps, [Step::VoteCloses, Step::ResultsPosted]);
        assert!(calendar.next(&done, date("2031-01-01")).is_empty());
    }

    proptest! {
        #[test]
        fn steps_never_change_places(k in 0_i32..40, offset in 0_u64..31) {
            let first = NaiveDate::from_ymd_opt(2018 + 4 * k, 11, 15).unwrap();
            let calendar = calendar(first + Days::new(offset));
            let days: Vec<_> = Step::ALL.map(|step| calendar.due(step)).to_vec();
            for (at, step) in Step::ALL.iter().enumerate() {
                if *step != Step::RegistrationDisputes {
                    prop_assert!(days[at..].iter().all(|later| days[at] <= *later));
                }
            }
        }
    }
}
