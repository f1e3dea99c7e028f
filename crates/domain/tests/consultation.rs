//! Consultations: what quorum, majority and colleges decide, and what is never shown.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use palier_domain::election::consultation::ratio::Ratio;
use palier_domain::election::consultation::{
    CollegeVotes, Colleges, MajorityOf, RuleSet, Verdict, VotesError, total,
};
use proptest::prelude::*;

fn college(name: &str, electors: u64, [yes, no, blank]: [u64; 3]) -> CollegeVotes {
    CollegeVotes {
        college: name.to_owned(),
        electors,
        yes,
        no,
        blank,
    }
}

/// Tenants, associations and the landlord.
fn three(tenants: [u64; 3], associations: [u64; 3], landlord: [u64; 3]) -> [CollegeVotes; 3] {
    [
        college("tenants", 40, tenants),
        college("associations", 10, associations),
        college("landlord", 10, landlord),
    ]
}

fn quorum() -> RuleSet {
    RuleSet {
        quorum: Some(Ratio::at_least(1, 2).unwrap()),
        ..RuleSet::default()
    }
}

#[test]
fn a_quorum_is_reached_on_the_dot() {
    let votes = three([15, 4, 1], [5, 0, 0], [5, 0, 0]);
    assert_eq!(quorum().verdict(&votes), Ok(Verdict::Adopted));
    let votes = three([14, 4, 1], [5, 0, 0], [5, 0, 0]);
    assert_eq!(quorum().verdict(&votes), Ok(Verdict::NoQuorum));
    assert_eq!(RuleSet::default().verdict(&votes), Ok(Verdict::Adopted));
}

#[test]
fn a_blank_vote_counts_where_the_rules_say_so() {
    let votes = [college("tenants", 100, [10, 9, 5])];
    let of = |of| RuleSet {
        of,
        ..RuleSet::default()
    };
    let judged = |majority_of| of(majority_of).verdict(&votes).unwrap();
    assert_eq!(judged(MajorityOf::Expressed), Verdict::Adopted);
    assert_eq!(judged(MajorityOf::Voters), Verdict::Rejected);
    assert_eq!(judged(MajorityOf::Electors), Verdict::Rejected);
}

#[test]
fn one_college_alone_stops_what_each_must_adopt() {
    let votes = three([30, 0, 0], [8, 1, 0], [4, 5, 0]);
    let each = RuleSet {
        colleges: Colleges::Each,
        ..quorum()
    };
    assert_eq!(quorum().verdict(&votes), Ok(Verdict::Adopted));
    assert_eq!(each.verdict(&votes), Ok(Verdict::Rejected));
    let votes = three([30, 0, 0], [4, 0, 0], [9, 0, 0]);
    assert_eq!(each.verdict(&votes), Ok(Verdict::NoQuorum));
}

#[test]
fn a_tie_and_silence_adopt_nothing() {
    let rules = RuleSet::default();
    let tie = [college("tenants", 10, [3, 3, 0])];
    assert_eq!(rules.verdict(&tie), Ok(Verdict::Rejected));
    let silence = [college("tenants", 10, [0, 0, 0])];
    assert_eq!(rules.verdict(&silence), Ok(Verdict::Rejected));
}

#[test]
fn under_five_voters_nothing_is_shown_by_college() {
    let rules = RuleSet::default();
    let enough = three([30, 0, 0], [4, 1, 0], [2, 2, 1]);
    assert_eq!(rules.breakdown(&enough), Some(enough.as_slice()));
    let few = three([30, 0, 0], [4, 1, 0], [2, 2, 0]);
    assert_eq!(rules.breakdown(&few), None);
}

#[test]
fn figures_that_make_no_sense_are_refused() {
    let rules = RuleSet::default();
    assert_eq!(rules.verdict(&[]), Err(VotesError::NoCollege));
    let twice = [college("a", 1, [1, 0, 0]), college("a", 1, [0, 0, 0])];
    let name = "a".to_owned();
    assert_eq!(rules.verdict(&twice), Err(VotesError::CollegeTwice(name)));
    for votes in [[2, 0, 0], [u64::MAX, 1, 0]] {
        let more = VotesError::MoreVotesThanElectors("a".to_owned());
        assert_eq!(rules.verdict(&[college("a", 1, votes)]), Err(more));
    }
    let most = u64::MAX;
    let large = [college("a", most, [0, 0, 0]), college("b", most, [0, 0, 0])];
    assert_eq!(total(&large), Err(VotesError::Overflow));
}

proptest! {
    #[test]
    fn the_order_of_colleges_decides_nothing(
        tenants in any::<[u8; 3]>(), landlord in any::<[u8; 3]>(), each in any::<bool>(),
    ) {
        let votes = |name, cast: [u8; 3]| college(name, 1000, cast.map(u64::from));
        let (a, b) = (votes("tenants", tenants), votes("landlord", landlord));
        let rules = RuleSet {
            colleges: if each { Colleges::Each } else { Colleges::Together },
            ..quorum()
        };
        prop_assert_eq!(rules.verdict(&[a.clone(), b.clone()]), rules.verdict(&[b, a]));
    }

    #[test]
    fn what_each_adopts_all_adopt_together(votes in prop::collection::vec(any::<[u8; 3]>(), 1..5)) {
        let votes: Vec<_> = votes.into_iter().enumerate()
            .map(|(at, cast)| college(&at.to_string(), 800, cast.map(u64::from)))
            .collect();
        let each = RuleSet { colleges: Colleges::Each, ..quorum() };
        if each.verdict(&votes) == Ok(Verdict::Adopted) {
            prop_assert_eq!(quorum().verdict(&votes), Ok(Verdict::Adopted));
        }
    }
}
