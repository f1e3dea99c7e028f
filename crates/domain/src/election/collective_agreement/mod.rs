//! Local collective agreements (law no 86-1290, article 42): signed, or asked of the tenants.
//!
//! An accord binds when signed by those who may, unless half of the tenants refuse in writing within
//! two months. Without accord the landlord asks the tenants: the majority of those who answer within
//! two months, if a quarter takes part; else a second time, without quorum. One vote per dwelling;
//! answers are in writing, so they bear a name.

pub mod answering;
pub mod course;
pub mod signing;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Days after the last one for which names are kept at least: what came in time is still entered then,
/// and an answer can be contested.
pub const LEAST_KEEP_DAYS: u64 = 30;

/// Who signed an accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatories {
    /// Associations affiliated to a body of the national commission, present with the landlord.
    Affiliated,
    /// Associations with votes in the last election.
    ByVotes {
        /// Their votes.
        votes: u64,
        /// Valid votes in all.
        valid: u64,
    },
    /// Tenants, out of those concerned.
    Tenants {
        /// Those who signed.
        signed: u64,
        /// Those concerned.
        concerned: u64,
    },
}

/// What becomes of a signed accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accord {
    /// Those who signed may not bind the others.
    NotEntitled,
    /// Half of the tenants refused in writing.
    Refused,
    /// It binds.
    Binding,
}

/// Judges an accord, once the two months of refusals are over.
#[must_use]
pub fn accord(by: Signatories, tenants: u64, refusals: u64) -> Accord {
    let entitled = match by {
        Signatories::Affiliated => true,
        // At least half of the votes.
        Signatories::ByVotes { votes, valid } => valid > 0 && at_least(votes, valid, 2),
        // At least a fifth of the tenants concerned.
        Signatories::Tenants { signed, concerned } => {
            concerned > 0 && at_least(signed, concerned, 5)
        }
    };
    if !entitled {
        Accord::NotEntitled
    } else if tenants > 0 && at_least(refusals, tenants, 2) {
        Accord::Refused
    } else {
        Accord::Binding
    }
}

/// Which time tenants are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// A quarter must take part.
    First,
    /// As many as come.
    Second,
}

/// Answers, one per dwelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Those who agree.
    pub yes: u64,
    /// Those who do not.
    pub no: u64,
    /// Those who answered neither; they took part.
    pub neither: u64,
}

/// What becomes of a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consultation {
    /// The majority agrees.
    Approved,
    /// It does not.
    Rejected,
    /// Too few took part: the landlord may ask a second time, without quorum.
    SecondRound,
}

/// More answers than dwellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{answers} answers for {dwellings} dwellings")]
pub struct TooManyAnswers {
    /// Answers found.
    pub answers: u128,
    /// Dwellings asked.
    pub dwellings: u64,
}

/// The fewest dwellings that must take part in a first consultation: 25 %.
#[must_use]
pub fn quorum(dwellings: u64) -> u64 {
    dwellings.div_ceil(4)
}

/// The fewest refusals that undo a signed accord: 50 %.
#[must_use]
pub fn refusals_that_undo(dwellings: u64) -> u64 {
    dwellings.div_ceil(2)
}

/// Judges a consultation.
pub fn consultation(
    round: Round,
    dwellings: u64,
    answers: Answers,
) -> Result<Consultation, TooManyAnswers> {
    let parts = [answers.yes, answers.no, answers.neither];
    let all: u128 = parts.into_iter().map(u128::from).sum();
    if all > u128::from(dwellings) {
        let answers = all;
        return Err(TooManyAnswers { answers, dwellings });
    }
    // At least 25 % take part.
    if round == Round::First && all * 4 < u128::from(dwellings) {
        return Ok(Consultation::SecondRound);
    }
    // The majority of those who answer: more than half.
    Ok(if u128::from(answers.yes) * 2 > all {
        Consultation::Approved
    } else {
        Consultation::Rejected
    })
}

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// She agrees.
    Yes,
    /// She does not.
    No,
    /// Neither.
    Neither,
}

impl Says {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Neither];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Neither => "neither",
        }
    }

    /// The answer with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|says| says.name() == name)
    }
}

/// Answers on paper, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted<D> {
    /// One answer per dwelling.
    pub answers: Answers,
    /// Answers that came after the last day.
    pub late: u64,
    /// Dwellings that answered in two ways; not counted before that is settled.
    pub contradictory: Vec<D>,
}

/// The last day on which an answer or a refusal counts: two calendar months after the notification.
#[must_use]
pub fn last_day(notified: NaiveDate) -> NaiveDate {
    notified
        .checked_add_months(Months::new(2))
        .unwrap_or(NaiveDate::MAX)
}

/// Counts answers, one per dwelling, those of the last day included.
pub fn count<D: Ord>(
    notified: NaiveDate,
    answers: impl IntoIterator<Item = (D, NaiveDate, Says)>,
) -> Counted<D> {
    let (last, mut late) = (last_day(notified), 0);
    let mut by_dwelling: BTreeMap<D, Option<Says>> = BTreeMap::new();
    for (dwelling, received, says) in answers {
        if received > last {
            late += 1;
            continue;
        }
        let said = by_dwelling.entry(dwelling).or_insert(Some(says));
        if *said != Some(says) {
            *said = None;
        }
    }
    let (mut counted, mut contradictory) = (Answers::default(), Vec::new());
    for (dwelling, said) in by_dwelling {
        match said {
            Some(Says::Yes) => counted.yes += 1,
            Some(Says::No) => counted.no += 1,
            Some(Says::Neither) => counted.neither += 1,
            None => contradictory.push(dwelling),
        }
    }
    Counted {
        answers: counted,
        late,
        contradictory,
    }
}

/// Whether a part is at least one `share`-th of the whole.
fn at_least(part: u64, whole: u64, share: u64) -> bool {
    u128::from(part) * u128::from(share) >= u128::from(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(round: Round, yes: u64, no: u64) -> Consultation {
        let answers = Answers {
            yes,
            no,
            neither: 0,
        };
        consultation(round, 200, answers).unwrap()
    }

    #[test]
    fn every_case_that_was_worked_out_by_hand() {
        assert_eq!(asked(Round::First, 30, 19), Consultation::SecondRound);
        assert_eq!(asked(Round::First, 30, 20), Consultation::Approved);
        assert_eq!(asked(Round::Second, 3, 2), Consultation::Approved);
        assert_eq!(accord(Signatories::Affiliated, 200, 99), Accord::Binding);
        assert_eq!(accord(Signatories::Affiliated, 200, 100), Accord::Refused);
    }

    #[test]
    fn half_is_no_majority_and_silence_no_approval() {
        assert_eq!(asked(Round::First, 25, 25), Consultation::Rejected);
        assert_eq!(asked(Round::Second, 0, 0), Consultation::Rejected);
        let answers = Answers {
            yes: 30,
            no: 20,
            neither: 10,
        };
        let found = consultation(Round::First, 200, answers);
        assert_eq!(found, Ok(Consultation::Rejected));
    }

    #[test]
    fn answers_never_outnumber_dwellings() {
        let answers = Answers {
            yes: 201,
            ..Answers::default()
        };
        assert!(consultation(Round::First, 200, answers).is_err());
    }

    #[test]
    fn the_numbers_that_pages_name_are_those_that_decide() {
        for dwellings in 1..300 {
            let took = |yes| {
                let answers = Answers {
                    yes,
                    ..Answers::default()
                };
                consultation(Round::First, dwellings, answers).unwrap()
            };
            let needed = quorum(dwellings);
            assert_eq!(took(needed), Consultation::Approved);
            assert_eq!(took(needed - 1), Consultation::SecondRound);
            let refused = |no| accord(Signatories::Affiliated, dwellings, no);
            let undo = refusals_that_undo(dwellings);
            assert_eq!(refused(undo), Accord::Refused);
            assert_eq!(refused(undo - 1), Accord::Binding);
        }
    }

    #[test]
    fn half_of_the_votes_or_a_fifth_of_the_tenants_may_sign() {
        let votes = |votes| accord(Signatories::ByVotes { votes, valid: 1750 }, 200, 0);
        assert_eq!(votes(875), Accord::Binding);
        assert_eq!(votes(874), Accord::NotEntitled);
        let tenants = |signed| {
            let by = Signatories::Tenants {
                signed,
                concerned: 200,
            };
            accord(by, 200, 0)
        };
        assert_eq!(tenants(40), Accord::Binding);
        assert_eq!(tenants(39), Accord::NotEntitled);
    }

    #[test]
    fn two_months_are_calendar_months_and_their_last_day_counts() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(last_day(date("2030-12-31")), date("2031-02-28"));
        let answers = [
            (1, date("2031-02-28"), Says::Yes),
            (2, date("2031-03-01"), Says::No),
            (3, date("2031-01-01"), Says::No),
            (3, date("2031-01-02"), Says::No),
            (4, date("2031-01-01"), Says::Yes),
            (4, date("2031-01-02"), Says::No),
        ];
        let found = count(date("2030-12-31"), answers);
        let expected = Answers {
            yes: 1,
            no: 1,
            neither: 0,
        };
        assert_eq!(found.answers, expected);
        assert_eq!(found.late, 1);
        assert_eq!(found.contradictory, [4]);
    }

    proptest! {
        #[test]
        fn one_more_who_agrees_never_undoes_an_approval(
            dwellings in 1_u64..300, yes in 0_u64..200, no in 0_u64..200, second in any::<bool>(),
        ) {
            let round = if second { Round::Second } else { Round::First };
            let judged = |yes| consultation(round, dwellings, Answers { yes, no, neither: 0 });
            if judged(yes) == Ok(Consultation::Approved) && yes + no < dwellings {
                prop_assert_eq!(judged(yes + 1), Ok(Consultation::Approved));
            }
        }
    }
}
