//! Laws of key plans: who decrypts, who never does alone, what may be lost.

use palier_domain::election::key_plan::{
    Interest, KeyHolder, KeyPlan, KeyPolicy, KeyRule, KeyShare,
};
use proptest::prelude::*;

fn proposed() -> KeyPlan {
    let delegates = [("C", "CNL"), ("D", "CLCV"), ("E", "SLC-CSF"), ("F", "AFOC")];
    KeyPlan::proposed("A", "B", &delegates)
}

fn holder(person: &str, interest: Interest) -> KeyHolder {
    KeyHolder {
        person: person.to_owned(),
        interest,
    }
}

fn broken(plan: &KeyPlan) -> Vec<KeyRule> {
    plan.broken_rules(&KeyPolicy::default())
}

#[test]
fn four_of_six_is_proposed_and_breaks_nothing() {
    let plan = proposed();
    assert_eq!((plan.threshold, plan.shares.len()), (4, 6));
    assert_eq!(broken(&plan), []);
    assert_eq!(plan.losses_tolerated(), Some(2));
    assert_eq!(plan.persons_tolerated(), 2);
    assert_eq!(plan.fewest_persons(), Some(4));
    // The landlord's two shares and those of two lists.
    assert_eq!(plan.fewest_interests(), Some(3));
    assert!(plan.decrypt_together(|interest| *interest != Interest::Landlord));
    assert!(!plan.decrypt_together(|interest| *interest == Interest::Landlord));
}

#[test]
fn a_landlord_with_enough_shares_is_named() {
    let mut plan = proposed();
    plan.threshold = 2;
    assert_eq!(plan.interests_alone(), [&Interest::Landlord]);
    assert!(plan.persons_alone().is_empty());
    let who = "the landlord".to_owned();
    assert_eq!(broken(&plan), [KeyRule::DecryptsAlone { who }]);
}

#[test]
fn an_impossible_threshold_is_refused() {
    for threshold in [0, 7] {
        let mut plan = proposed();
        plan.threshold = threshold;
        let impossible = KeyRule::ImpossibleThreshold {
            threshold,
            shares: 6,
        };
        assert_eq!(broken(&plan), [impossible]);
    }
}

#[test]
fn nobody_holds_three_shares_and_no_technician_one() {
    let mut plan = proposed();
    for at in [3, 4] {
        plan.shares[at].holder = plan.shares[2].holder.clone();
    }
    plan.shares[5].holder.interest = Interest::TechnicalStaff;
    let rules = broken(&plan);
    assert!(rules.contains(&KeyRule::TooManyForOne {
        person: "C".to_owned(),
        shares: 3,
        most: 2
    }));
    assert!(rules.contains(&KeyRule::TechnicalStaff {
        person: "F".to_owned()
    }));
    assert!(rules.contains(&KeyRule::TooFewWithDelegates {
        found: 3,
        shares: 6,
        least: 4
    }));
    assert_eq!(rules.len(), 3);
}

#[test]
fn two_interests_are_too_few() {
    let plan = KeyPlan::proposed("A", "B", &[("C", "CNL"), ("D", "CNL")]);
    let rules = broken(&plan);
    assert!(rules.contains(&KeyRule::TooFewInterests { found: 2, least: 3 }));
}

#[test]
fn a_substitute_replaces_one_holder_of_her_own_interest() {
    let mut plan = proposed();
    plan.shares[2].substitute = Some(holder("G", Interest::List("CNL".to_owned())));
    assert_eq!(broken(&plan), []);
    plan.shares[3].substitute = Some(holder("G", Interest::List("CNL".to_owned())));
    plan.shares[0].substitute = Some(holder("B", Interest::Landlord));
    let person = || "G".to_owned();
    assert_eq!(
        broken(&plan),
        [
            KeyRule::SubstituteTwice {
                person: "B".to_owned()
            },
            KeyRule::SubstituteTwice { person: person() },
            KeyRule::SubstituteOfAnother { person: person() },
        ]
    );
}

fn some_plan() -> impl Strategy<Value = KeyPlan> {
    let share = (0_u8..6, 0_u8..5).prop_map(|(person, interest)| KeyShare {
        holder: holder(
            &format!("P{person}"),
            match interest {
                0 => Interest::Landlord,
                1 => Interest::Neutral("bailiff".to_owned()),
                list => Interest::List(format!("L{list}")),
            },
        ),
        substitute: None,
    });
    (0_u64..9, prop::collection::vec(share, 0..9))
        .prop_map(|(threshold, shares)| KeyPlan { threshold, shares })
}

proptest! {
    #[test]
    fn whoever_remains_after_the_tolerated_losses_decrypts(plan in some_plan()) {
        let Some(losses) = plan.losses_tolerated() else {
            prop_assert_eq!(plan.fewest_persons(), None);
            return Ok(());
        };
        let n = u64::try_from(plan.shares.len()).expect("few shares");
        prop_assert!(n - losses >= plan.threshold);
        prop_assert!(plan.persons_tolerated() <= losses || plan.threshold == 0);
    }

    #[test]
    fn a_plan_that_breaks_nothing_needs_two_interests(plan in some_plan()) {
        if broken(&plan).is_empty() {
            prop_assert!(plan.fewest_interests() >= Some(2));
            prop_assert!(plan.fewest_persons() >= Some(2));
        }
    }
}
