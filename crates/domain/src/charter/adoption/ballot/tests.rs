//! Ballots of the three colleges.

use super::*;
use crate::charter::adoption::rules::AdoptionRules;
use crate::election::consultation::outcome::Counted;
use crate::election::consultation::ratio::Ratio;
use uuid::Uuid;

fn rule(college: College) -> CollegeRule {
    AdoptionRules::default().of(college).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2031, 3, 1).unwrap()
}

fn association(number: u128) -> AssociationId {
    AssociationId(Uuid::from_u128(number))
}

fn named(weights: &[u32], says: &[Says]) -> Ballot {
    let seat = |(number, weight): (u128, &u32)| Seat {
        association: association(number),
        name: format!("Association {number}"),
        weight: *weight,
    };
    let voice = |(number, says): (u128, &Says)| Voice {
        association: association(number),
        says: *says,
    };
    Ballot::Named {
        seats: (1..).zip(weights).map(seat).collect(),
        voices: (1..).zip(says).map(voice).collect(),
    }
}

fn board(ayes: u32, noes: u32) -> Ballot {
    Ballot::Board {
        held_on: today(),
        members: 12,
        ayes,
        noes,
        abstentions: 1,
    }
}

#[test]
fn associations_weigh_as_the_rules_say() {
    use Says::{Against, For};
    let rule = rule(College::Associations);
    let verdict = |ballot: &Ballot| ballot.verdict(&rule, "", today()).unwrap();
    let says = [For, Against, Against];
    assert_eq!(verdict(&named(&[1, 1, 1], &says)), Verdict::Rejected);
    assert_eq!(verdict(&named(&[900, 300, 200], &says)), Verdict::Adopted);
    let tie = named(&[2, 1, 1], &says);
    assert_eq!(
        verdict(&tie),
        Verdict::Rejected,
        "half is not more than half"
    );
}

#[test]
fn an_association_speaks_once_and_only_if_asked() {
    let seats = named(&[1, 1], &[]);
    let Ballot::Named { seats, .. } = seats else {
        unreachable!()
    };
    let voice = |number| Voice {
        association: association(number),
        says: Says::For,
    };
    let of = |voices| {
        let seats = seats.clone();
        Ballot::Named { seats, voices }.counts()
    };
    let twice = of(vec![voice(1), voice(1)]);
    assert_eq!(twice, Err(BallotError::Twice(association(1))));
    assert_eq!(
        of(vec![voice(3)]),
        Err(BallotError::NotAsked(association(3)))
    );
}

#[test]
fn a_quorum_counts_those_who_voted_of_those_asked() {
    let rule = CollegeRule {
        quorum: Some(Ratio::at_least(1, 2).unwrap()),
        ..rule(College::Associations)
    };
    let one = named(&[1, 1, 1], &[Says::For]);
    assert_eq!(one.verdict(&rule, "", today()), Ok(Verdict::NoQuorum));
    let two = named(&[1, 1, 1], &[Says::For, Says::Abstains]);
    assert_eq!(two.verdict(&rule, "", today()), Ok(Verdict::Adopted));
}

#[test]
fn the_board_gives_its_reasons_and_has_deliberated() {
    let rule = rule(College::Landlord);
    let verdict = |ballot: &Ballot, words| ballot.verdict(&rule, words, today());
    assert_eq!(verdict(&board(8, 2), "Parce que."), Ok(Verdict::Adopted));
    assert_eq!(
        verdict(&board(8, 2), " "),
        Err(BallotError::WithoutStatement)
    );
    assert_eq!(verdict(&board(12, 2), "Oui."), Err(BallotError::TooMany));
    let eve = today().pred_opt().unwrap();
    let early = board(8, 2).verdict(&rule, "Oui.", eve);
    assert_eq!(early, Err(BallotError::NotYet));
}

#[test]
fn tenants_vote_in_secret_only() {
    let rule = rule(College::Tenants);
    for ballot in [board(8, 2), named(&[1], &[Says::For])] {
        let verdict = ballot.verdict(&rule, "Oui.", today());
        assert_eq!(verdict, Err(BallotError::NotSo(College::Tenants)));
    }
}

fn counted(electors: u64, blank: u64, yes: u64, no: u64) -> Counted {
    Counted {
        college: String::new(),
        electors,
        voters: yes + no + blank,
        blank,
        answers: vec![yes, no],
    }
}

#[test]
fn a_consultation_gives_the_ballot_of_its_college() {
    let rule = rule(College::Tenants);
    let announced = rule.consultation();
    let outcome = announced.outcome(counted(60, 3, 20, 9), None, 1).unwrap();
    let one = Ballot::secret("handle", (&announced, &outcome), (0, &[60]), &rule).unwrap();
    let counts = Counts {
        yes: 20,
        no: 9,
        blank: 3,
    };
    assert_eq!(one.counts(), Ok(Some(counts)));
    assert_eq!(one.verdict(&rule, "", today()), Ok(Verdict::Adopted));
    let mut all = vec![counted(40, 0, 9, 10), counted(20, 0, 11, 2)];
    "locataires".clone_into(&mut all[0].college);
    let outcome = announced
        .outcome(counted(60, 0, 20, 12), Some(all), 1)
        .unwrap();
    let of = |place| {
        let from = (&announced, &outcome);
        Ballot::secret("handle", from, (place, &[40, 20]), &rule).unwrap()
    };
    assert_eq!(of(0).verdict(&rule, "", today()), Ok(Verdict::Rejected));
    assert_eq!(of(1).verdict(&rule, "", today()), Ok(Verdict::Adopted));
    assert_eq!(of(0).electors(), 40);
}

#[test]
fn what_was_not_opened_has_no_quorum() {
    let rule = rule(College::Tenants);
    let announced = rule.consultation();
    let outcome = announced.unopened(30, 4, 1);
    let one = Ballot::secret("handle", (&announced, &outcome), (0, &[30]), &rule).unwrap();
    assert_eq!(one.counts(), Ok(None));
    assert_eq!(one.verdict(&rule, "", today()), Ok(Verdict::NoQuorum));
}
