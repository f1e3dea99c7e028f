//! Laws of the draw: frozen orders, every order possible, none favoured.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use palier_domain::election::list_order::{ListTwice, draw};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Orders drawn by another program, in another language, from the description alone.
const VECTORS: &str = include_str!("vectors/list_order/list_order.json");

#[derive(Deserialize)]
struct Case {
    election: Uuid,
    seed: String,
    lists: Vec<String>,
    order: Vec<String>,
}

fn drawn(election: Uuid, seed: &str, lists: &[String]) -> Vec<String> {
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    draw(election, seed, &lists).unwrap()
}

#[test]
fn another_program_draws_the_same_orders() {
    let cases: Vec<Case> = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(cases.len(), 8);
    for case in cases {
        assert_eq!(drawn(case.election, &case.seed, &case.lists), case.order);
    }
}

#[test]
fn a_list_given_twice_is_named() {
    let twice = draw(Uuid::nil(), "seed", &["a", "b", "a"]);
    assert_eq!(twice, Err(ListTwice("a".to_owned())));
}

#[test]
fn every_order_comes_and_none_more_often() {
    let lists: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let mut orders: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    for seed in 0..12_000 {
        let order = drawn(Uuid::nil(), &seed.to_string(), &lists);
        *orders.entry(order).or_default() += 1;
    }
    assert_eq!(orders.len(), 24);
    // 500 expected; five standard deviations of a binomial law are 110.
    assert!(
        orders.values().all(|times| (390..=610).contains(times)),
        "{orders:?}"
    );
}

proptest! {
    #[test]
    fn order_never_decides(
        seed in any::<String>(),
        (lists, shuffled) in prop::collection::btree_set("[a-zé]{1,4}", 0..12)
            .prop_map(|all| all.into_iter().collect::<Vec<_>>())
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let order = drawn(Uuid::nil(), &seed, &lists);
        prop_assert_eq!(&drawn(Uuid::nil(), &seed, &shuffled), &order);
        let mut sorted = order;
        sorted.sort();
        prop_assert_eq!(sorted, lists, "the same lists, each once");
    }
}
