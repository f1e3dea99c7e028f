//! The words for checks that fail, ties, and what is awaited.

use super::count::Awaited;
use crate::i18n::T;
use palier_domain::election::largest_remainder::ApportionError;
use palier_domain::election::official_record::{FailedCheck, PaperChannel};
use palier_domain::election::seats::SeatsError;
use palier_domain::election::tie_break::{Settlement, Tie, TieRule};

/// A number of votes as the reader's sentences carry it.
pub(super) fn number(t: T, n: u64) -> String {
    t.number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A check that fails, with both numbers.
pub(super) fn failed(t: T, check: &FailedCheck) -> String {
    let n = |n: &u64| number(t, *n);
    match check {
        FailedCheck::OtherLists { .. } => t.closing_check_other_lists().to_owned(),
        FailedCheck::Overflow => t.closing_check_overflow().to_owned(),
        FailedCheck::OnlineVotesAndMarks { votes, marks } => {
            t.closing_check_online_votes(n(marks), n(votes))
        }
        FailedCheck::BallotsAndMarks { ballots, marks } => {
            t.closing_check_ballots(n(ballots), n(marks))
        }
        FailedCheck::GraceAndMarks { in_grace, marks } => {
            t.closing_check_grace(n(in_grace), n(marks))
        }
        FailedCheck::PaperVotesAndVoters {
            channel,
            votes,
            voters,
        } => match channel {
            PaperChannel::Post => t.closing_check_post(n(voters), n(votes)),
            PaperChannel::BallotBox => t.closing_check_ballot_box(n(voters), n(votes)),
        },
        FailedCheck::Envelopes {
            accounted,
            received,
        } => t.closing_check_envelopes(n(accounted), n(received)),
        FailedCheck::DoubleVotes { double, voters } => t.closing_check_double(n(double), n(voters)),
        FailedCheck::MoreVotersThanElectors { voters, registered } => {
            t.closing_check_electors(n(registered), n(voters))
        }
        FailedCheck::SeatsByOtherVotes { list, .. } => t.closing_check_other_votes(list),
        FailedCheck::SeatsNotGiven { given, seats } => t.closing_check_seats(n(given), n(seats)),
    }
}

/// Why seats cannot be shared.
pub(super) fn unshared(t: T, error: &SeatsError) -> String {
    match error {
        SeatsError::NoSeat => t.closing_seats_none().to_owned(),
        SeatsError::OtherLists { .. } => t.closing_awaited_other_lists().to_owned(),
        SeatsError::Figures => t.closing_seats_figures().to_owned(),
        SeatsError::Apportion(error) => of_apportion(t, error),
    }
}

fn of_apportion(t: T, error: &ApportionError) -> String {
    match error {
        ApportionError::NoValidVotes => t.closing_seats_no_votes().to_owned(),
        ApportionError::SameName { list } => t.closing_seats_same_name(list),
        ApportionError::MissingBirths { lists } => t.closing_seats_missing_births(lists.join(", ")),
        ApportionError::UnresolvedSameBirthdate { unallocated, .. } => {
            t.closing_seats_unresolved(i64::try_from(*unallocated).unwrap_or(i64::MAX))
        }
        ApportionError::IncompleteDraw { list } => t.closing_seats_incomplete(list),
    }
}

/// A tie, and how it ended.
pub(in crate::election) fn tie(t: T, tie: &Tie) -> String {
    let lists = tie.lists.join(", ");
    match &tie.settlement {
        Settlement::By { rule, winners } => {
            let by = match rule {
                TieRule::MostVotes => t.closing_tie_most_votes(),
                TieRule::OldestCandidate => t.closing_tie_oldest(),
                TieRule::DrawnByLot => t.closing_tie_lot(),
            };
            t.closing_tie_settled(by, lists, winners.join(", "))
        }
        Settlement::SameBirthdate => t.closing_tie_waits(lists),
    }
}

/// What must be there before channels are joined.
pub(super) fn awaited(t: T, awaited: Awaited) -> &'static str {
    match awaited {
        Awaited::Online => t.closing_awaited_online(),
        Awaited::Paper => t.closing_awaited_paper(),
        Awaited::Roll => t.closing_awaited_roll(),
        Awaited::OtherLists => t.closing_awaited_other_lists(),
    }
}
