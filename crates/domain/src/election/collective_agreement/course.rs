//! Where an agreement stands, and who must do what next.
//!
//! ```mermaid
//! stateDiagram-v2
//!     Draft --> ToCome: notified from a day on
//!     ToCome --> Open: that day
//!     Open --> Counting: the last day is over
//!     Counting --> Ended: the count is closed
//!     Counting --> Second: too few took part
//!     Second --> ToCome: asked once more
//! ```

use super::{Accord, Answers, Consultation, Round, Signatories, TooManyAnswers};
use super::{accord, consultation, last_day};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The two ways of article 42.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Signed with associations: it binds unless half of the tenants refuse.
    Signed,
    /// Proposed to the tenants: the majority of those who answer decides.
    Direct,
}

impl Way {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Signed, Self::Direct];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Direct => "direct",
        }
    }

    /// The way with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// The two months in which tenants answer: both days are part of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The day of the notification.
    pub notified: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Period {
    /// The period that a notification begins.
    #[must_use]
    pub fn of(notified: NaiveDate) -> Self {
        let last = last_day(notified);
        Self { notified, last }
    }
}

/// One time that tenants were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which time.
    pub round: Round,
    /// In which days.
    pub period: Period,
    /// Dwellings asked: N.
    pub dwellings: u64,
    /// What they answered so far.
    pub answers: Answers,
    /// Whether the count is closed.
    pub counted: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The signed accord binds.
    Binding,
    /// Half of the tenants refused it.
    Refused,
    /// Those who signed may not bind the others.
    NotEntitled,
    /// The majority of those who answered agrees.
    Approved,
    /// It does not.
    Rejected,
    /// Too few answered: a second consultation may follow, without quorum.
    SecondRound,
}

/// Where an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is written; nobody was asked.
    Draft,
    /// Tenants are asked from a day on.
    ToCome(Period),
    /// Tenants answer.
    Open(Period),
    /// The last day is over; answers that came in time are still entered.
    Counting(Verdict),
    /// The count is closed.
    Ended(Verdict),
}

/// What one asking gives as it stands.
///
/// # Errors
/// [`TooManyAnswers`], which no store should hold.
pub fn verdict(
    way: Way,
    by: Option<Signatories>,
    asked: &Asked,
) -> Result<Verdict, TooManyAnswers> {
    let Asked {
        round,
        dwellings,
        answers,
        ..
    } = *asked;
    Ok(match way {
        Way::Signed => match by.map(|by| accord(by, dwellings, answers.no)) {
            Some(Accord::Binding) => Verdict::Binding,
            Some(Accord::Refused) => Verdict::Refused,
            Some(Accord::NotEntitled) | None => Verdict::NotEntitled,
        },
        Way::Direct => match consultation(round, dwellings, answers)? {
            Consultation::Approved => Verdict::Approved,
            Consultation::Rejected => Verdict::Rejected,
            Consultation::SecondRound => Verdict::SecondRound,
        },
    })
}

/// Where an agreement stands on a day, after the last time that tenants were asked.
///
/// # Errors
/// [`TooManyAnswers`], which no store should hold.
pub fn standing(
    way: Way,
    by: Option<Signatories>,
    last: Option<&Asked>,
    today: NaiveDate,
) -> Result<Standing, TooManyAnswers> {
    let Some(asked) = last else {
        return Ok(Standing::Draft);
    };
    if asked.counted {
        return Ok(Standing::Ended(verdict(way, by, asked)?));
    }
    Ok(if today < asked.period.notified {
        Standing::ToCome(asked.period)
    } else if today <= asked.period.last {
        Standing::Open(asked.period)
    } else {
        Standing::Counting(verdict(way, by, asked)?)
    })
}

/// Why tenants cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenRefusal {
    /// They were asked, and what they say is not known yet.
    #[error("tenants are being asked")]
    BeingAsked,
    /// It is decided.
    #[error("it is decided")]
    Decided,
    /// Two months that begin in the past would not be whole.
    #[error("notified in the past")]
    Past,
    /// Those who signed may not bind the others.
    #[error("those who signed are not entitled to")]
    NotEntitled,
    /// No dwelling is concerned.
    #[error("no dwelling is concerned")]
    Nobody,
}

/// Which time tenants are asked if they are asked now, with a notification on a day.
///
/// # Errors
/// [`OpenRefusal`].
pub fn may_open(
    standing: Standing,
    way: Way,
    by: Option<Signatories>,
    dwellings: u64,
    (notified, today): (NaiveDate, NaiveDate),
) -> Result<Round, OpenRefusal> {
    let round = match standing {
        Standing::Draft => Round::First,
        Standing::Ended(Verdict::SecondRound) => Round::Second,
        Standing::Ended(_) => return Err(OpenRefusal::Decided),
        Standing::ToCome(_) | Standing::Open(_) | Standing::Counting(_) => {
            return Err(OpenRefusal::BeingAsked);
        }
    };
    if dwellings == 0 {
        return Err(OpenRefusal::Nobody);
    }
    if way == Way::Signed && by.is_none() {
        return Err(OpenRefusal::NotEntitled);
    }
    if notified < today {
        return Err(OpenRefusal::Past);
    }
    Ok(round)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn asked(round: Round, yes: u64, no: u64, counted: bool) -> Asked {
        Asked {
            round,
            period: Period::of(day("2030-12-05")),
            dwellings: 200,
            answers: Answers {
                yes,
                no,
                neither: 0,
            },
            counted,
        }
    }

    fn direct(asked: &Asked, today: &str) -> Standing {
        standing(Way::Direct, None, Some(asked), day(today)).unwrap()
    }

    #[test]
    fn the_period_has_two_calendar_months_and_both_ends() {
        let one = asked(Round::First, 30, 20, false);
        assert!(matches!(direct(&one, "2030-12-04"), Standing::ToCome(_)));
        assert!(matches!(direct(&one, "2030-12-05"), Standing::Open(_)));
        assert!(matches!(direct(&one, "2031-02-05"), Standing::Open(_)));
        assert_eq!(
            direct(&one, "2031-02-06"),
            Standing::Counting(Verdict::Approved)
        );
    }

    #[test]
    fn too_few_answers_lead_to_a_second_time_and_no_further() {
        let today = day("2031-02-10");
        let days = (today, today);
        let may = |at| may_open(at, Way::Direct, None, 200, days);
        let first = direct(&asked(Round::First, 30, 19, true), "2031-02-10");
        assert_eq!(first, Standing::Ended(Verdict::SecondRound));
        assert_eq!(may(first), Ok(Round::Second));
        let not_counted = direct(&asked(Round::First, 30, 19, false), "2031-02-10");
        assert_eq!(may(not_counted), Err(OpenRefusal::BeingAsked));
        let second = direct(&asked(Round::Second, 3, 2, true), "2031-02-10");
        assert_eq!(second, Standing::Ended(Verdict::Approved));
        assert_eq!(may(second), Err(OpenRefusal::Decided));
        let nobody = direct(&asked(Round::Second, 0, 0, true), "2031-02-10");
        assert_eq!(nobody, Standing::Ended(Verdict::Rejected));
    }

    #[test]
    fn a_signed_accord_needs_half_to_fall() {
        let by = Some(Signatories::Affiliated);
        let of = |no| verdict(Way::Signed, by, &asked(Round::First, 0, no, true)).unwrap();
        assert_eq!(of(99), Verdict::Binding);
        assert_eq!(of(100), Verdict::Refused);
        let unsigned = verdict(Way::Signed, None, &asked(Round::First, 0, 0, true)).unwrap();
        assert_eq!(unsigned, Verdict::NotEntitled);
    }

    #[test]
    fn tenants_are_asked_from_today_on_about_something() {
        let today = day("2030-12-05");
        let open = |way, by, n, notified: &str| {
            may_open(Standing::Draft, way, by, n, (day(notified), today))
        };
        assert_eq!(open(Way::Direct, None, 1, "2030-12-05"), Ok(Round::First));
        assert_eq!(
            open(Way::Direct, None, 1, "2030-12-04"),
            Err(OpenRefusal::Past)
        );
        assert_eq!(
            open(Way::Direct, None, 0, "2030-12-05"),
            Err(OpenRefusal::Nobody)
        );
        assert_eq!(
            open(Way::Signed, None, 1, "2030-12-05"),
            Err(OpenRefusal::NotEntitled)
        );
    }
}
