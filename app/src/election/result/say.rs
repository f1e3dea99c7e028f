//! Words and numbers of the record and the result.

use super::known::Known;
use super::outcome::Outcome;
use crate::i18n::{Locale, T};
use palier_domain::election::challenge::{ChallengeOutcome, Court, court as court_of};
use palier_domain::election::largest_remainder::Apportionment;
use palier_domain::election::official_record::{FailedCheck, PaperChannel};
use palier_domain::election::vacancy::VacancyReason;
use palier_domain::landlord::kind::LandlordKind;

/// A number of votes, seats or people.
#[must_use]
pub fn count(t: T, n: u64) -> String {
    t.number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A part of a whole in percent, rounded down to a tenth.
#[must_use]
pub fn share(t: T, part: u64, of: u64) -> String {
    let permille = u128::from(part) * 1000 / u128::from(of.max(1));
    t.permille(i64::try_from(permille).unwrap_or(i64::MAX))
}

/// The electoral quotient, exactly where two decimals say it.
#[must_use]
pub fn quotient(t: T, shared: &Apportionment) -> String {
    let seats = u128::from(shared.seats.get());
    let hundredths = shared.valid_votes * 100 / seats;
    let whole = count(t, u64::try_from(hundredths / 100).unwrap_or(u64::MAX));
    let sign = match t.locale {
        Locale::Fr => ',',
        Locale::En => '.',
    };
    let about = if (shared.valid_votes * 100).is_multiple_of(seats) {
        ""
    } else {
        "≈ "
    };
    match hundredths % 100 {
        0 => format!("{about}{whole}"),
        rest => format!("{about}{whole}{sign}{rest:02}"),
    }
}

/// The kind of a body, and what its law calls it.
#[must_use]
pub fn body(t: T, kind: LandlordKind) -> &'static str {
    match kind {
        LandlordKind::Oph => t.record_body_oph(),
        LandlordKind::Esh => t.record_body_esh(),
        LandlordKind::Sem => t.record_body_sem(),
        LandlordKind::Cooperative => t.record_body_cooperative(),
    }
}

/// The court that judges.
#[must_use]
pub fn court(t: T, court: Court) -> &'static str {
    match court {
        Court::Administrative => t.challenge_court_administrative(),
        Court::Judicial => t.challenge_court_judicial(),
        Court::ByLaws => t.challenge_court_by_laws(),
    }
}

/// How a challenge ended.
#[must_use]
pub fn ended(t: T, outcome: Option<ChallengeOutcome>) -> &'static str {
    match outcome {
        None => t.challenge_pending(),
        Some(ChallengeOutcome::Rejected) => t.challenge_rejected(),
        Some(ChallengeOutcome::Withdrawn) => t.challenge_withdrawn(),
        Some(ChallengeOutcome::Annulled) => t.challenge_annulled(),
    }
}

/// That a court annulled the election, and when; nothing when none did.
#[must_use]
pub fn annulled(t: T, known: &Known) -> Option<String> {
    let annulled = known.annulled.as_ref()?;
    Some(t.outcome_annulled(t.date(annulled.on)))
}

/// Until when the result can be challenged, and before whom.
#[must_use]
pub fn contest_until(t: T, known: &Known) -> Option<String> {
    let judge = court(t, court_of(known.found.election.protocol.body.kind));
    let until = t.date(known.dates.as_ref()?.challenge_ends);
    Some(t.outcome_contest_until(judge, until))
}

/// Why somebody left.
#[must_use]
pub fn reason(t: T, reason: VacancyReason) -> &'static str {
    match reason {
        VacancyReason::Resigned => t.vacancy_resigned(),
        VacancyReason::Declined => t.vacancy_declined(),
        VacancyReason::Moved => t.vacancy_moved(),
        VacancyReason::Died => t.vacancy_died(),
        VacancyReason::Unqualified => t.vacancy_unqualified(),
    }
}

/// What was sealed.
#[must_use]
pub fn seal(t: T, name: &str) -> String {
    crate::election::sealing::seals::name(t, name)
}

/// A check that fails, with both numbers.
#[must_use]
pub fn check(t: T, failed: &FailedCheck) -> String {
    let n = |n: u64| count(t, n);
    match failed {
        FailedCheck::OtherLists { found, lists } => t.record_fails_lists(found, lists),
        FailedCheck::Overflow => t.record_fails_overflow().to_owned(),
        FailedCheck::OnlineVotesAndMarks { votes, marks } => {
            t.record_fails_votes(n(*marks), n(*votes))
        }
        FailedCheck::BallotsAndMarks { ballots, marks } => {
            t.record_fails_ballots(n(*ballots), n(*marks))
        }
        FailedCheck::GraceAndMarks { in_grace, marks } => {
            t.record_fails_grace(n(*in_grace), n(*marks))
        }
        FailedCheck::PaperVotesAndVoters {
            channel,
            votes,
            voters,
        } => {
            let channel = match channel {
                PaperChannel::Post => t.election_turnout_by_post(),
                PaperChannel::BallotBox => t.election_turnout_in_box(),
            };
            t.record_fails_paper(channel, n(*voters), n(*votes))
        }
        FailedCheck::Envelopes {
            accounted,
            received,
        } => t.record_fails_envelopes(n(*accounted), n(*received)),
        FailedCheck::DoubleVotes { double, voters } => {
            t.record_fails_double(n(*double), n(*voters))
        }
        FailedCheck::MoreVotersThanElectors { voters, registered } => {
            t.record_fails_electors(n(*registered), n(*voters))
        }
        FailedCheck::SeatsByOtherVotes {
            list,
            recorded,
            shared,
        } => t.record_fails_shared(list, n(*recorded), n(*shared)),
        FailedCheck::SeatsNotGiven { given, seats } => t.record_fails_seats(n(*given), n(*seats)),
    }
}

/// `Cinq représentants élus`, as a number for more than a few.
#[must_use]
pub fn elected(t: T, outcome: &Outcome) -> String {
    t.outcome_elected_are(i64::try_from(outcome.seats.seats.get()).unwrap_or(i64::MAX))
}
