//! Laws of the roll: one vote per tenancy, one per person, and a fingerprint of nothing else.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use chrono::{Days, NaiveDate};
use palier_domain::election::electoral_roll::title::{LeftOut, RollDays, Ruling, Tenancy, Title};
use palier_domain::election::electoral_roll::{ElectoralRoll, NoRoll, TenancyTwice};
use palier_domain::id::{EstateId, PersonId, TenancyId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn tenancy(n: u128, persons: &[u128]) -> Tenancy {
    Tenancy {
        id: TenancyId(Uuid::from_u128(n)),
        residence: EstateId(Uuid::from_u128(n % 2)),
        title: Title::Lease,
        residential: true,
        signed: date("2015-01-01") + Days::new(u64::try_from(n).unwrap()),
        until: None,
        persons: persons.iter().map(|n| person(*n)).collect(),
        ruling: None,
    }
}

fn roll(tenancies: &[Tenancy]) -> ElectoralRoll {
    let days = RollDays {
        cut_off: date("2030-10-22"),
        still_on: date("2030-11-12"),
    };
    ElectoralRoll::new(tenancies.to_vec(), days).unwrap()
}

/// Tenancies with a line, and who shares it.
fn lines(roll: &ElectoralRoll) -> Vec<(u128, Vec<u128>)> {
    let line = |line: &palier_domain::election::electoral_roll::RollLine| {
        let persons = line.persons.iter().map(|person| person.0.as_u128());
        (line.tenancy.0.as_u128(), persons.collect())
    };
    roll.lines().iter().map(line).collect()
}

fn reason(tenancy: Tenancy) -> Option<LeftOut> {
    let roll = roll(&[tenancy]);
    assert_eq!(roll.lines().len() + roll.left_out().len(), 1);
    roll.left_out().first().map(|(_, reason)| *reason)
}

#[test]
fn co_tenants_share_one_vote() {
    assert_eq!(lines(&roll(&[tenancy(1, &[5, 6])])), [(1, vec![5, 6])]);
}

#[test]
fn several_leases_give_one_vote_on_the_oldest() {
    let oldest = Tenancy {
        signed: date("2001-01-01"),
        ..tenancy(2, &[5])
    };
    let roll = roll(&[tenancy(1, &[5]), oldest, tenancy(3, &[5])]);
    assert_eq!(lines(&roll), [(2, vec![5])]);
    let elsewhere = |n| (TenancyId(Uuid::from_u128(n)), LeftOut::VotesElsewhere);
    assert_eq!(roll.left_out(), [elsewhere(1), elsewhere(3)]);
    assert_eq!(roll.line_of(person(5)).unwrap().tenancy.0.as_u128(), 2);
    assert_eq!(roll.line_of(person(6)), None);
}

#[test]
fn a_co_tenant_keeps_her_vote_when_the_other_votes_elsewhere() {
    // 5 holds a flat alone and another one with 6.
    let roll = roll(&[tenancy(1, &[5, 6]), tenancy(2, &[5])]);
    assert_eq!(lines(&roll), [(1, vec![6]), (2, vec![5])]);
}

#[test]
fn the_day_of_the_cut_off_counts() {
    let signed = |day| Tenancy {
        signed: date(day),
        ..tenancy(1, &[5])
    };
    assert_eq!(reason(signed("2030-10-22")), None);
    assert_eq!(reason(signed("2030-10-23")), Some(LeftOut::SignedTooLate));
}

#[test]
fn whoever_left_has_no_vote_and_whoever_leaves_still_has() {
    let until = |day| Tenancy {
        until: Some(date(day)),
        ..tenancy(1, &[5])
    };
    assert_eq!(reason(until("2030-11-11")), Some(LeftOut::Ended));
    assert_eq!(reason(until("2030-11-12")), None);
}

#[test]
fn each_title_has_its_condition() {
    let titled = |title| Tenancy {
        title,
        ..tenancy(1, &[5])
    };
    let plan = |kept| Tenancy {
        until: Some(date("2029-01-01")),
        ..titled(Title::RepaymentPlan { kept })
    };
    assert_eq!(reason(plan(true)), None);
    assert_eq!(reason(plan(false)), Some(LeftOut::PlanNotKept));
    let sub = |approved| titled(Title::SubTenancy { approved });
    assert_eq!(reason(sub(true)), None);
    assert_eq!(reason(sub(false)), Some(LeftOut::NotApproved));
    let late = Tenancy {
        signed: date("2030-10-23"),
        ..sub(true)
    };
    assert_eq!(reason(late), Some(LeftOut::SignedTooLate));
}

#[test]
fn a_garage_and_a_firm_do_not_vote() {
    let garage = Tenancy {
        residential: false,
        ..tenancy(1, &[5])
    };
    assert_eq!(reason(garage), Some(LeftOut::NotResidential));
    assert_eq!(reason(tenancy(1, &[])), Some(LeftOut::NoNaturalPerson));
}

#[test]
fn a_tenancy_given_twice_is_named() {
    let twice = vec![tenancy(3, &[1]), tenancy(3, &[2])];
    let days = RollDays {
        cut_off: date("2030-10-22"),
        still_on: date("2030-11-12"),
    };
    let found = ElectoralRoll::new(twice, days);
    assert_eq!(found, Err(TenancyTwice(TenancyId(Uuid::from_u128(3)))));
}

#[test]
fn the_canonical_text_of_a_roll_is_frozen() {
    let roll = roll(&[tenancy(2, &[7]), tenancy(1, &[6, 5])]);
    assert_eq!(
        roll.canonical(),
        "palier electoral roll 1;2\n\
         00000000-0000-0000-0000-000000000001;00000000-0000-0000-0000-000000000001;\
         00000000-0000-0000-0000-000000000005,00000000-0000-0000-0000-000000000006\n\
         00000000-0000-0000-0000-000000000002;00000000-0000-0000-0000-000000000000;\
         00000000-0000-0000-0000-000000000007\n"
    );
    assert_eq!(
        roll.fingerprint(),
        "e8e63de47ca0870a90bd70e76860695958343d1cfc2d1f9fd4be82fc9ba7b5bb"
    );
}

#[test]
fn a_long_chain_of_shared_leases_is_walked_to_its_end() {
    // Each lease is shared with the next; the last person holds one alone.
    let mut chain: Vec<_> = (1..=3000).map(|n| tenancy(n, &[n, n + 1])).collect();
    chain.push(tenancy(3001, &[1]));
    assert_eq!(roll(&chain).lines().len(), 3001);
}

fn some_tenancies() -> impl Strategy<Value = Vec<Tenancy>> {
    let persons = prop::collection::btree_set(0_u128..8, 0..4);
    let one = (persons, any::<bool>(), 0_u64..4);
    prop::collection::vec(one, 0..10).prop_map(|all| {
        let numbered = all.into_iter().zip(1_u128..);
        numbered
            .map(|((persons, runs, signed), n)| Tenancy {
                persons: persons.into_iter().map(person).collect(),
                until: (!runs).then(|| date("2020-01-01")),
                signed: date("2015-01-01") + Days::new(signed),
                ..tenancy(n, &[])
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn one_vote_per_tenancy_and_one_per_person(tenancies in some_tenancies()) {
        let found = roll(&tenancies);
        prop_assert_eq!(found.lines().len() + found.left_out().len(), tenancies.len());
        let holders: BTreeMap<_, _> = tenancies.iter().map(|t| (t.id, &t.persons)).collect();
        let mut seen = BTreeSet::new();
        for line in found.lines() {
            prop_assert!(!line.persons.is_empty());
            for person in &line.persons {
                prop_assert!(holders[&line.tenancy].contains(person));
                prop_assert!(seen.insert(*person), "nobody stands on two lines");
            }
        }
        // Whoever holds a lease that gives a vote has one.
        for tenancy in tenancies.iter().filter(|t| t.until.is_none()) {
            prop_assert!(tenancy.persons.iter().all(|person| seen.contains(person)));
        }
        let counted: u64 = found.electors_by_residence().into_values().sum();
        prop_assert_eq!(usize::try_from(counted).ok(), Some(found.lines().len()));
    }

    #[test]
    fn order_never_decides(
        (tenancies, shuffled) in some_tenancies()
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let (one, other) = (roll(&tenancies), roll(&shuffled));
        prop_assert_eq!(one.fingerprint(), other.fingerprint());
        prop_assert_eq!(one, other);
    }
}

#[test]
fn what_was_decided_of_a_tenancy_goes_before_its_dates() {
    let late = Tenancy {
        signed: date("2030-11-01"),
        ruling: Some(Ruling::Admitted),
        ..tenancy(1, &[5])
    };
    assert_eq!(reason(late), None);
    let struck = Tenancy {
        ruling: Some(Ruling::Struck),
        ..tenancy(1, &[5])
    };
    assert_eq!(reason(struck), Some(LeftOut::Struck));
    let nobodys = Tenancy {
        ruling: Some(Ruling::Admitted),
        ..tenancy(1, &[])
    };
    assert_eq!(reason(nobodys), Some(LeftOut::NoNaturalPerson));
}

#[test]
fn lines_that_were_kept_are_the_same_roll() {
    let made = roll(&[tenancy(1, &[5, 6]), tenancy(2, &[7])]);
    let mut kept = made.lines().to_vec();
    kept.reverse();
    let again = ElectoralRoll::of_lines(kept.clone()).unwrap();
    assert_eq!(again.fingerprint(), made.fingerprint());
    let twice = [kept.clone(), vec![kept[0].clone()]].concat();
    assert!(matches!(
        ElectoralRoll::of_lines(twice),
        Err(NoRoll::Twice(_))
    ));
    kept[0].persons = kept[1].persons.clone();
    assert_eq!(
        ElectoralRoll::of_lines(kept.clone()),
        Err(NoRoll::PersonTwice(person(5)))
    );
    kept[0].persons.clear();
    assert!(matches!(
        ElectoralRoll::of_lines(kept),
        Err(NoRoll::Nobody(_))
    ));
}
