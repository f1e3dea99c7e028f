//! Whether an answer may be given, corrected, taken back or entered, and on which day.

use super::Says;
use super::course::{Period, Standing, Way};
use chrono::NaiveDate;
use thiserror::Error;

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AnswerRefusal {
    /// Tenants are asked from a day on.
    #[error("answers are taken from {from} on")]
    NotYet {
        /// That day.
        from: NaiveDate,
    },
    /// The last day is over.
    #[error("the last day is over")]
    Over,
    /// A signed accord is refused or left to bind: nothing else is asked.
    #[error("only refusals are asked for")]
    OnlyRefusals,
    /// The day has not come.
    #[error("nothing is received on a day to come")]
    DayToCome,
    /// Received before anybody was asked.
    #[error("received before the notification")]
    BeforeNotice,
}

/// Whether a tenant may answer, correct or take back today.
///
/// # Errors
/// [`AnswerRefusal`].
pub fn may_answer(standing: Standing) -> Result<Period, AnswerRefusal> {
    match standing {
        Standing::Open(period) => Ok(period),
        Standing::ToCome(period) => Err(AnswerRefusal::NotYet {
            from: period.notified,
        }),
        Standing::Draft | Standing::Counting(_) | Standing::Ended(_) => Err(AnswerRefusal::Over),
    }
}

/// Whether an answer on paper may be entered today: until the count is closed, since a letter of the
/// last day is opened later. One that came late is entered too, and not counted.
///
/// # Errors
/// [`AnswerRefusal`].
pub fn may_enter(
    standing: Standing,
    notified: NaiveDate,
    received: NaiveDate,
    today: NaiveDate,
) -> Result<(), AnswerRefusal> {
    match standing {
        Standing::ToCome(period) => {
            return Err(AnswerRefusal::NotYet {
                from: period.notified,
            });
        }
        Standing::Draft | Standing::Ended(_) => return Err(AnswerRefusal::Over),
        Standing::Open(_) | Standing::Counting(_) => {}
    }
    if received > today {
        return Err(AnswerRefusal::DayToCome);
    }
    if received < notified {
        return Err(AnswerRefusal::BeforeNotice);
    }
    Ok(())
}

/// Whether this can be said: of a signed accord, that one refuses it, and nothing else.
///
/// # Errors
/// [`AnswerRefusal::OnlyRefusals`].
pub fn may_say(way: Way, says: Says) -> Result<(), AnswerRefusal> {
    match (way, says) {
        (Way::Direct, _) | (Way::Signed, Says::No) => Ok(()),
        (Way::Signed, Says::Yes | Says::Neither) => Err(AnswerRefusal::OnlyRefusals),
    }
}

#[cfg(test)]
mod tests {
    use super::super::course::Verdict;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn answers_are_taken_in_the_two_months_alone() {
        let period = Period::of(day("2030-12-05"));
        assert_eq!(may_answer(Standing::Open(period)), Ok(period));
        assert_eq!(
            may_answer(Standing::ToCome(period)),
            Err(AnswerRefusal::NotYet {
                from: day("2030-12-05")
            })
        );
        let over = Standing::Counting(Verdict::Approved);
        assert_eq!(may_answer(over), Err(AnswerRefusal::Over));
    }

    #[test]
    fn a_letter_is_entered_until_the_count_is_closed() {
        let period = Period::of(day("2030-12-05"));
        let enter =
            |at, received: &str| may_enter(at, period.notified, day(received), day("2031-02-10"));
        let counting = Standing::Counting(Verdict::SecondRound);
        assert_eq!(enter(counting, "2031-02-05"), Ok(()));
        assert_eq!(enter(counting, "2031-02-06"), Ok(()), "late, and recorded");
        assert_eq!(enter(counting, "2031-02-11"), Err(AnswerRefusal::DayToCome));
        assert_eq!(
            enter(counting, "2030-12-04"),
            Err(AnswerRefusal::BeforeNotice)
        );
        let ended = Standing::Ended(Verdict::SecondRound);
        assert_eq!(enter(ended, "2031-02-05"), Err(AnswerRefusal::Over));
    }

    #[test]
    fn a_signed_accord_is_refused_or_left_alone() {
        assert_eq!(may_say(Way::Signed, Says::No), Ok(()));
        assert_eq!(
            may_say(Way::Signed, Says::Yes),
            Err(AnswerRefusal::OnlyRefusals)
        );
        assert_eq!(may_say(Way::Direct, Says::Neither), Ok(()));
    }
}
