//! The record of Rive-Neuve, and every way in which one number would give it away.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use palier_domain::election::largest_remainder::{Apportionment, ListVotes, apportion};
use palier_domain::election::official_record::figures::{
    Figures, OnlineFigures, PaperFigures, SetAside,
};
use palier_domain::election::official_record::{
    FailedCheck, PaperChannel, failed_before_decryption, failed_checks,
};
use palier_domain::election::tie_break::TieChain;
use std::num::NonZeroU64;

const LISTS: [&str; 5] = ["CNL", "CLCV", "SLC-CSF", "AFOC", "INDECOSA-CGT"];

/// The totals are those of the fictional landlord; the split over channels is made up.
fn rive_neuve() -> Figures {
    Figures {
        lists: LISTS.map(str::to_owned).to_vec(),
        registered: 11_872,
        online: Some(OnlineFigures {
            marks: 702,
            ballots: 702,
            votes: vec![240, 170, 115, 82, 70],
            blank: 25,
            in_grace: 0,
        }),
        post: Some(PaperFigures {
            voters: 1096,
            votes: vec![357, 258, 179, 127, 113],
            blank: 35,
            null: 27,
        }),
        ballot_box: Some(PaperFigures {
            voters: 41,
            votes: vec![15, 10, 7, 5, 2],
            blank: 1,
            null: 1,
        }),
        envelopes_received: 1125,
        set_aside: SetAside {
            double: 9,
            late: 14,
            unsigned: 6,
            unknown: 0,
        },
    }
}

fn shared(votes: &[u64]) -> Apportionment {
    let lists: Vec<ListVotes> = LISTS
        .iter()
        .zip(votes)
        .map(|(list, &votes)| ListVotes {
            list: (*list).to_owned(),
            votes,
            births: vec![],
        })
        .collect();
    apportion(
        NonZeroU64::new(5).unwrap(),
        &lists,
        &TieChain::default(),
        None,
    )
    .unwrap()
}

fn seats() -> Apportionment {
    shared(&[612, 438, 301, 214, 185])
}

#[test]
fn the_record_of_rive_neuve_passes() {
    let totals = rive_neuve().totals().unwrap();
    assert_eq!(totals.voters, 1839);
    assert_eq!(totals.votes, [612, 438, 301, 214, 185]);
    assert_eq!((totals.valid, totals.blank, totals.null), (1750, 61, 28));
    assert_eq!(failed_checks(&rive_neuve(), &seats()), []);
}

#[test]
fn a_mistake_of_paper_is_found_before_anybody_knows_the_online_result() {
    let paper = Figures {
        online: None,
        ..rive_neuve()
    };
    assert_eq!(failed_before_decryption(&paper, 702), []);
    let mut few = paper.clone();
    few.registered = 1838;
    let (voters, registered) = (1839, 1838);
    let too_many = FailedCheck::MoreVotersThanElectors { voters, registered };
    assert_eq!(failed_before_decryption(&few, 702), [too_many]);
    let mut lost = paper.clone();
    lost.envelopes_received = 1126;
    let (accounted, received) = (1125, 1126);
    let envelopes = FailedCheck::Envelopes {
        accounted,
        received,
    };
    assert_eq!(failed_before_decryption(&lost, 702), [envelopes]);
    let mut uneven = paper;
    uneven.post.as_mut().unwrap().null = 28;
    assert_eq!(failed_before_decryption(&uneven, 702).len(), 1);
}

#[test]
fn one_online_vote_too_few_is_found() {
    let mut figures = rive_neuve();
    figures.online.as_mut().unwrap().blank = 24;
    let failed = failed_checks(&figures, &seats());
    let (votes, marks) = (701, 702);
    assert_eq!(failed, [FailedCheck::OnlineVotesAndMarks { votes, marks }]);
}

#[test]
fn one_ballot_too_many_is_found() {
    let mut figures = rive_neuve();
    figures.online.as_mut().unwrap().ballots = 703;
    let failed = failed_checks(&figures, &seats());
    let (ballots, marks) = (703, 702);
    assert_eq!(failed, [FailedCheck::BallotsAndMarks { ballots, marks }]);
}

#[test]
fn one_paper_vote_too_many_is_found_on_its_channel() {
    let mut figures = rive_neuve();
    figures.ballot_box.as_mut().unwrap().null = 2;
    let expected = FailedCheck::PaperVotesAndVoters {
        channel: PaperChannel::BallotBox,
        votes: 42,
        voters: 41,
    };
    assert_eq!(failed_checks(&figures, &seats()), [expected]);
}

#[test]
fn every_envelope_is_accounted_for() {
    let mut figures = rive_neuve();
    figures.set_aside.late = 13;
    let (accounted, received) = (1124, 1125);
    assert_eq!(
        failed_checks(&figures, &seats()),
        [FailedCheck::Envelopes {
            accounted,
            received
        }]
    );
    let mut figures = rive_neuve();
    (figures.set_aside.double, figures.envelopes_received) = (744, 1860);
    let (double, voters) = (744, 743);
    assert_eq!(
        failed_checks(&figures, &seats()),
        [FailedCheck::DoubleVotes { double, voters }]
    );
}

#[test]
fn voters_never_outnumber_electors() {
    let mut figures = rive_neuve();
    figures.registered = 1838;
    let (voters, registered) = (1839, 1838);
    assert_eq!(
        failed_checks(&figures, &seats()),
        [FailedCheck::MoreVotersThanElectors { voters, registered }]
    );
}

#[test]
fn seats_are_shared_by_the_votes_of_the_record() {
    let failed = failed_checks(&rive_neuve(), &shared(&[612, 438, 301, 214, 186]));
    let expected = FailedCheck::SeatsByOtherVotes {
        list: "INDECOSA-CGT".to_owned(),
        recorded: 185,
        shared: 186,
    };
    assert_eq!(failed, [expected]);
    let missing = failed_checks(&rive_neuve(), &shared(&[612, 438, 301, 214]));
    assert_eq!(missing.len(), 1);
}

#[test]
fn a_seat_that_waits_for_lots_is_not_given() {
    let mut waiting = seats();
    waiting.lists[3].seats = 0;
    let (given, seats) = (4, 5);
    assert_eq!(
        failed_checks(&rive_neuve(), &waiting),
        [FailedCheck::SeatsNotGiven { given, seats }]
    );
}

#[test]
fn numbers_beyond_all_sense_are_an_answer_not_a_panic() {
    let mut figures = rive_neuve();
    figures.post.as_mut().unwrap().votes[0] = u64::MAX;
    figures.set_aside.late = u64::MAX;
    assert_eq!(failed_checks(&figures, &seats()), [FailedCheck::Overflow]);
    figures.online.as_mut().unwrap().votes.pop();
    let (found, lists) = (4, 5);
    assert_eq!(
        failed_checks(&figures, &seats()),
        [FailedCheck::OtherLists { found, lists }]
    );
}

#[test]
fn more_voters_in_the_grace_than_marks_is_found() {
    let mut figures = rive_neuve();
    figures.online.as_mut().unwrap().in_grace = 703;
    let (in_grace, marks) = (703, 702);
    assert_eq!(
        failed_checks(&figures, &seats()),
        [FailedCheck::GraceAndMarks { in_grace, marks }]
    );
}
