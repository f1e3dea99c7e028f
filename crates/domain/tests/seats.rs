//! Laws of seats, and the published cases.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use palier_domain::election::largest_remainder::{
    ApportionError, Apportionment, ListVotes, apportion,
};
use palier_domain::election::seats_json::SeatsQuestion;
use palier_domain::election::tie_break::{DrawOfLots, Settlement, TieChain, TieRule};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::num::NonZeroU64;

const VECTORS: &str = include_str!("vectors/seats/seats.json");

fn answer(question: &Value) -> Value {
    let question: SeatsQuestion = serde_json::from_value(question.clone()).unwrap();
    serde_json::to_value(question.answer()).unwrap()
}

#[test]
fn every_published_case_comes_out_as_printed() {
    let cases: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(cases.len(), 14);
    for case in cases {
        let (mut found, expected) = (answer(&case), &case["expected"]);
        if expected.get("unallocated") == Some(&json!(1)) {
            let error = found.as_object_mut().unwrap().remove("error");
            assert_eq!(error, Some(json!("UNRESOLVED_SAME_BIRTHDATE")));
        }
        assert_eq!(&found, expected, "{}", case["name"]);
        let highest_average = &case["dhondt_for_contrast"];
        if case["name"].as_str().unwrap().starts_with("T04") {
            assert_ne!(&found["seats"], highest_average);
        }
    }
}

#[test]
fn rive_neuve_seats_its_five_lists() {
    let lists = [612, 438, 301, 214, 185];
    let lists = lists
        .iter()
        .zip(["CNL", "CLCV", "SLC-CSF", "AFOC", "INDECOSA-CGT"]);
    let lists: Vec<_> = lists
        .map(|(votes, list)| json!({"list": list, "votes": votes}))
        .collect();
    let found = answer(&json!({"seats": 5, "lists": lists}));
    assert_eq!(found["quotient"], "1750/5");
    let seats = json!({"CNL": 2, "CLCV": 1, "SLC-CSF": 1, "AFOC": 1, "INDECOSA-CGT": 0});
    assert_eq!(found["seats"], seats);
}

fn seats(n: u64) -> NonZeroU64 {
    NonZeroU64::new(n).unwrap()
}

fn list(name: &str, votes: u64, births: &[&str]) -> ListVotes {
    ListVotes {
        list: name.to_owned(),
        votes,
        births: births.iter().map(|date| date.parse().unwrap()).collect(),
    }
}

fn votes_first() -> TieChain {
    TieChain::new(vec![TieRule::MostVotes, TieRule::OldestCandidate]).unwrap()
}

#[test]
fn births_are_asked_for_only_when_a_tie_needs_them() {
    let tied = [list("A", 300, &["1950-01-01"]), list("B", 100, &[])];
    let missing = Err(ApportionError::MissingBirths {
        lists: vec!["A".to_owned(), "B".to_owned()],
    });
    // A's second candidate would get the seat: her own date is needed, not the first one's.
    assert_eq!(
        apportion(seats(2), &tied, &TieChain::default(), None),
        missing
    );
    let found = apportion(seats(2), &tied, &votes_first(), None).unwrap();
    assert_eq!(found.lists[0].seats, 2);
    let found = answer(&json!({"seats": 2, "lists": [
        {"list": "A", "votes": 300}, {"list": "B", "votes": 100}]}));
    assert_eq!(
        found,
        json!({"error": "MISSING_BIRTHS", "error_lists": ["A", "B"]})
    );
}

#[test]
fn each_rule_settles_what_the_one_before_left_equal() {
    let lists = [
        list("A", 5, &["1990-01-01", "1999-01-01"]),
        list("B", 2, &["1960-01-01"]),
        list("C", 2, &["1950-01-01"]),
    ];
    // 3 seats for 9 votes: A has 5/3 and B, C have 2/3 each: all remainders are equal.
    let found = apportion(seats(3), &lists, &votes_first(), None).unwrap();
    let got: Vec<u64> = found.lists.iter().map(|list| list.seats).collect();
    assert_eq!(got, [2, 0, 1]);
    let winners = found.ties.iter().map(|tie| match &tie.settlement {
        Settlement::By { rule, winners } => (*rule, tie.seats, winners.join(" ")),
        Settlement::SameBirthdate => panic!("birth dates differ"),
    });
    let winners: Vec<_> = winners.collect();
    let votes = (TieRule::MostVotes, 2, "A".to_owned());
    let age = (TieRule::OldestCandidate, 1, "C".to_owned());
    assert_eq!(winners, [votes, age]);
    // By age alone, A's second candidate is the youngest.
    let found = apportion(seats(3), &lists, &TieChain::default(), None).unwrap();
    let got: Vec<u64> = found.lists.iter().map(|list| list.seats).collect();
    assert_eq!(got, [1, 1, 1]);
}

#[test]
fn twins_wait_for_a_draw_of_lots_and_the_older_one_does_not() {
    let lists = [
        list("A", 10, &["1970-01-01"]),
        list("B", 10, &["1970-01-01"]),
        list("C", 10, &["1960-01-01"]),
    ];
    let chain = TieChain::default();
    let Err(ApportionError::UnresolvedSameBirthdate {
        unallocated,
        partial,
    }) = apportion(seats(2), &lists, &chain, None)
    else {
        panic!("a draw of lots is needed");
    };
    assert_eq!(unallocated, 1);
    let got: Vec<u64> = partial.lists.iter().map(|list| list.seats).collect();
    assert_eq!(got, [0, 0, 1]);
    let drawn = DrawOfLots(vec!["B".to_owned(), "A".to_owned()]);
    let found = apportion(seats(2), &lists, &chain, Some(&drawn)).unwrap();
    let got: Vec<u64> = found.lists.iter().map(|list| list.seats).collect();
    assert_eq!(got, [0, 1, 1]);
    let half = DrawOfLots(vec!["B".to_owned()]);
    assert_eq!(
        apportion(seats(2), &lists, &chain, Some(&half)),
        Err(ApportionError::IncompleteDraw {
            list: "A".to_owned()
        })
    );
}

#[test]
fn two_lists_of_one_name_are_refused() {
    let lists = [list("A", 1, &[]), list("A", 2, &[])];
    assert_eq!(
        apportion(seats(2), &lists, &TieChain::default(), None),
        Err(ApportionError::SameName {
            list: "A".to_owned()
        })
    );
}

fn some_lists() -> impl Strategy<Value = Vec<ListVotes>> {
    // Few different votes and days, so that ties are frequent.
    let one = (0_u64..12, prop::collection::vec(1_u32..4, 12));
    prop::collection::vec(one, 1..7).prop_map(|lines| {
        let named = lines.into_iter().enumerate();
        named
            .map(|(at, (votes, days))| {
                let days: Vec<_> = days.iter().map(|day| format!("1970-01-0{day}")).collect();
                let days: Vec<_> = days.iter().map(String::as_str).collect();
                list(&format!("L{at}"), votes, &days)
            })
            .collect()
    })
}

/// Seats and ties by name, whatever became of the question.
fn told(result: Result<Apportionment, ApportionError>) -> (BTreeMap<String, u64>, Vec<String>) {
    let (found, error) = match result {
        Ok(found) => (found, String::new()),
        Err(ApportionError::UnresolvedSameBirthdate { partial, .. }) => (*partial, "lots".into()),
        Err(other) => return (BTreeMap::new(), vec![other.to_string()]),
    };
    let mut ties: Vec<String> = found
        .ties
        .iter()
        .map(|tie| {
            let mut lists = tie.lists.clone();
            lists.sort();
            format!("{lists:?} {}", tie.seats)
        })
        .collect();
    ties.push(error);
    let seats = found.lists.into_iter().map(|list| (list.list, list.seats));
    (seats.collect(), ties)
}

proptest! {
    #[test]
    fn seats_sum_to_the_seats_and_stay_next_to_the_quota(
        s in 1_u64..12, lists in some_lists(), by_votes in any::<bool>(),
    ) {
        let chain = if by_votes { votes_first() } else { TieChain::default() };
        let (found, waiting) = match apportion(seats(s), &lists, &chain, None) {
            Ok(found) => (found, 0),
            Err(ApportionError::UnresolvedSameBirthdate { unallocated, partial }) =>
                (*partial, unallocated),
            Err(ApportionError::NoValidVotes) => {
                prop_assert!(lists.iter().all(|list| list.votes == 0));
                return Ok(());
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };
        let given: u64 = found.lists.iter().map(|list| list.seats).sum();
        prop_assert_eq!(given + waiting, s);
        for list in &found.lists {
            let claim = u128::from(list.votes) * u128::from(s);
            let got = u128::from(list.seats);
            prop_assert!(got >= claim / found.valid_votes);
            prop_assert!(got <= claim.div_ceil(found.valid_votes));
        }
    }

    #[test]
    fn a_list_without_votes_changes_nothing(s in 1_u64..12, lists in some_lists(), at in 0_usize..7) {
        let chain = TieChain::default();
        let before = told(apportion(seats(s), &lists, &chain, None));
        let mut more = lists;
        more.insert(at.min(more.len()), list("nobody", 0, &[]));
        let mut after = told(apportion(seats(s), &more, &chain, None));
        prop_assert_eq!(after.0.remove("nobody").unwrap_or(0), 0);
        prop_assert_eq!(after, before);
    }

    #[test]
    fn all_votes_multiplied_change_nothing(s in 1_u64..12, lists in some_lists(), k in 1_u64..1 << 60) {
        let chain = votes_first();
        let mut more = lists.clone();
        for list in &mut more {
            list.votes *= k;
        }
        let before = told(apportion(seats(s), &lists, &chain, None));
        prop_assert_eq!(told(apportion(seats(s), &more, &chain, None)), before);
    }

    #[test]
    fn order_never_decides(
        s in 1_u64..12,
        (lists, shuffled) in some_lists().prop_flat_map(|l| (Just(l.clone()), Just(l).prop_shuffle())),
        by_votes in any::<bool>(),
    ) {
        let chain = if by_votes { votes_first() } else { TieChain::default() };
        prop_assert_eq!(
            told(apportion(seats(s), &shuffled, &chain, None)),
            told(apportion(seats(s), &lists, &chain, None))
        );
    }
}
