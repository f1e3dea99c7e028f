//! Lists that break no rule, and lists that break each of them.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use chrono::NaiveDate;
use palier_domain::election::candidate_list::affiliation::{
    Affiliation, Council, CouncilSeat, NationalBody,
};
use palier_domain::election::candidate_list::candidate::{
    Candidate, Lease, PaymentDocument, Register, Sex,
};
use palier_domain::election::candidate_list::rule::ListRule;
use palier_domain::election::candidate_list::{CandidateList, OtherList, Requirements};
use palier_domain::election::protocol::body::Body;
use palier_domain::id::{LandlordId, PersonId, TenancyId};
use palier_domain::landlord::kind::LandlordKind;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn tenancy(n: u128) -> TenancyId {
    TenancyId(Uuid::from_u128(n))
}

const HERE: LandlordId = LandlordId(Uuid::from_u128(1));
const ELSEWHERE: LandlordId = LandlordId(Uuid::from_u128(2));

fn lease(landlord: LandlordId, holders: &[u128]) -> Lease {
    Lease {
        landlord,
        residential: true,
        holders: holders.iter().map(|n| person(*n)).collect(),
        until: None,
    }
}

/// Leases 1 to 40, each of the person of its number, and of 100 more for co-tenants.
fn register() -> Register {
    Register {
        landlord: HERE,
        day: date("2030-12-03"),
        filed: date("2030-10-01"),
        leases: (1..=40)
            .map(|n| (tenancy(n), lease(HERE, &[n, n + 100])))
            .collect::<BTreeMap<_, _>>(),
        staff: BTreeSet::from([person(40)]),
    }
}

fn bodies() -> Vec<NationalBody> {
    let seat = |since: &str, until: Option<&str>| CouncilSeat {
        council: Council::NationalConcertation,
        since: date(since),
        until: until.map(date),
        source: "decree of appointment".to_owned(),
    };
    let body = |name: &str, seats| NationalBody {
        name: name.to_owned(),
        seats,
    };
    vec![
        body("CNL", vec![seat("2010-01-01", None)]),
        body("Ancienne", vec![seat("2010-01-01", Some("2030-09-30"))]),
    ]
}

fn candidate(n: u128) -> Candidate {
    Candidate {
        name: format!("Candidate {n}"),
        sex: Some(if n.is_multiple_of(2) {
            Sex::Man
        } else {
            Sex::Woman
        }),
        birth: Some(date("1970-01-01")),
        person: Some(person(n)),
        tenancy: Some(tenancy(n)),
        payment: Some(PaymentDocument::LastReceipt),
        signed_form: true,
        declares_nothing_bars: true,
    }
}

fn list() -> CandidateList {
    CandidateList {
        title: "CNL".to_owned(),
        affiliation: Affiliation {
            body: Some("CNL".to_owned()),
            proved: true,
            independent: true,
        },
        candidates: (1..=10).map(candidate).collect(),
    }
}

/// What a list of an office with 5 seats breaks, beside lists that were filed before.
fn broken(list: &CandidateList, others: &[OtherList]) -> Vec<(Option<usize>, ListRule)> {
    broken_for(LandlordKind::Oph, list, others)
}

fn broken_for(
    kind: LandlordKind,
    list: &CandidateList,
    others: &[OtherList],
) -> Vec<(Option<usize>, ListRule)> {
    let body = Body {
        kind,
        dwellings: 12_480,
        board_members: 27,
    };
    let found = list.broken_rules(&Requirements {
        body,
        names: 10,
        last_day: date("2030-10-08"),
        register: &register(),
        national_bodies: &bodies(),
        others,
    });
    found.into_iter().map(|b| (b.position, b.rule)).collect()
}

#[test]
fn a_list_by_the_book_breaks_no_rule() {
    assert_eq!(broken(&list(), &[]), []);
}

#[test]
fn an_empty_list_is_told_all_that_it_needs() {
    assert_eq!(
        broken(&CandidateList::default(), &[]),
        [
            (None, ListRule::TitleMissing),
            (None, ListRule::AffiliationMissing),
            (None, ListRule::AffiliationUnproved),
            (None, ListRule::NotIndependent),
            (
                None,
                ListRule::NamesExactly {
                    found: 0,
                    names: 10
                }
            ),
        ]
    );
    let mut list = list();
    list.candidates[6] = Candidate::default();
    let at = |rule| (Some(7), rule);
    assert_eq!(
        broken(&list, &[]),
        [
            at(ListRule::NameMissing),
            at(ListRule::BirthMissing),
            at(ListRule::LeaseMissing),
            at(ListRule::PaymentMissing),
            at(ListRule::FormMissing),
            at(ListRule::Barred),
            at(ListRule::SexMissing),
        ]
    );
}

#[test]
fn a_list_is_in_time_on_the_last_day_and_late_the_day_after() {
    for (filed, late) in [
        ("2030-10-08", None),
        ("2030-10-09", Some(1)),
        ("2030-12-05", Some(58)),
    ] {
        let mut register = register();
        register.filed = date(filed);
        let mut bodies = bodies();
        bodies.truncate(1);
        let found = list().broken_rules(&Requirements {
            body: Body {
                kind: LandlordKind::Oph,
                dwellings: 12_480,
                board_members: 27,
            },
            names: 10,
            last_day: date("2030-10-08"),
            register: &register,
            national_bodies: &bodies,
            others: &[],
        });
        let found: Vec<_> = found.into_iter().map(|b| b.rule).collect();
        let expected: Vec<_> = late
            .map(|days| ListRule::ReceivedLate { days })
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{filed}");
    }
}

#[test]
fn one_name_too_many_or_too_few_is_counted() {
    let mut short = list();
    short.candidates.pop();
    let count = ListRule::NamesExactly {
        found: 9,
        names: 10,
    };
    assert_eq!(broken(&short, &[]), [(None, count)]);
    let mut long = list();
    long.candidates.push(candidate(11));
    let count = ListRule::NamesExactly {
        found: 11,
        names: 10,
    };
    assert_eq!(broken(&long, &[]), [(None, count)]);
}

#[test]
fn women_and_men_alternate_in_offices_and_companies_only() {
    let mut list = list();
    list.candidates.swap(4, 5);
    let same = |position| (Some(position), ListRule::SameSexAsBefore);
    for kind in [LandlordKind::Oph, LandlordKind::Esh] {
        assert_eq!(broken_for(kind, &list, &[]), [same(5), same(7)]);
    }
    assert_eq!(broken_for(LandlordKind::Sem, &list, &[]), []);
}

#[test]
fn a_birthday_on_the_day_of_the_election_is_in_time() {
    let mut list = list();
    list.candidates[2].birth = Some(date("2012-12-03"));
    assert_eq!(broken(&list, &[]), []);
    list.candidates[2].birth = Some(date("2012-12-04"));
    assert_eq!(broken(&list, &[]), [(Some(3), ListRule::TooYoung)]);
}

#[test]
fn a_lease_is_hers_of_this_landlord_and_running() {
    let mut register = register();
    register.leases.insert(tenancy(50), lease(ELSEWHERE, &[1]));
    let garage = Lease {
        residential: false,
        ..lease(HERE, &[1])
    };
    register.leases.insert(tenancy(51), garage);
    let ended = |day| Lease {
        until: Some(date(day)),
        ..lease(HERE, &[1])
    };
    register.leases.insert(tenancy(52), ended("2030-09-30"));
    register.leases.insert(tenancy(53), ended("2030-10-01"));
    for (n, rule) in [
        (2, Some(ListRule::LeaseNotHers)),
        (50, Some(ListRule::LeaseNotOfThisLandlord)),
        (51, Some(ListRule::LeaseNotResidential)),
        (52, Some(ListRule::LeaseEnded)),
        (53, None),
        (99, Some(ListRule::LeaseNotOfThisLandlord)),
    ] {
        let mut candidate = candidate(1);
        candidate.tenancy = Some(tenancy(n));
        let expected: Vec<_> = rule.into_iter().collect();
        assert_eq!(candidate.broken_rules(&register), expected, "lease {n}");
    }
}

#[test]
fn a_lease_gives_one_candidacy_over_all_lists() {
    let mut twice = list();
    // The co-tenant of candidate 1.
    twice.candidates[9].person = Some(person(101));
    twice.candidates[9].tenancy = Some(tenancy(1));
    let used = ListRule::LeaseUsedAbove { position: 1 };
    assert_eq!(broken(&twice, &[]), [(Some(10), used)]);
    let other = OtherList {
        title: "CLCV".to_owned(),
        candidacies: vec![(person(104), tenancy(4))],
    };
    let list_name = "CLCV".to_owned();
    let elsewhere = ListRule::LeaseOnOtherList { list: list_name };
    assert_eq!(broken(&list(), &[other]), [(Some(4), elsewhere)]);
}

#[test]
fn a_person_stands_once_even_with_two_leases() {
    let other = OtherList {
        title: "CLCV".to_owned(),
        candidacies: vec![(person(4), tenancy(30))],
    };
    let list_name = "CLCV".to_owned();
    let elsewhere = ListRule::PersonOnOtherList { list: list_name };
    assert_eq!(broken(&list(), &[other]), [(Some(4), elsewhere)]);
}

#[test]
fn whoever_asks_about_herself_learns_nothing_of_others() {
    // Her co-tenant may stand elsewhere: she is told when the list is filed.
    assert_eq!(candidate(4).broken_rules(&register()), []);
}

#[test]
fn staff_cannot_stand_and_delays_must_be_kept() {
    let mut list = list();
    list.candidates[9] = Candidate {
        payment: Some(PaymentDocument::RepaymentPlan { kept: false }),
        ..candidate(40)
    };
    list.candidates[8].payment = Some(PaymentDocument::CourtDecision { kept: true });
    assert_eq!(
        broken(&list, &[]),
        [
            (Some(10), ListRule::Staff),
            (Some(10), ListRule::DelaysNotKept)
        ]
    );
}

#[test]
fn a_national_body_sits_on_the_day_of_filing() {
    let mut list = list();
    list.affiliation.body = Some("cnl ".to_owned());
    assert_eq!(broken(&list, &[]), []);
    list.affiliation.body = Some("Ancienne".to_owned());
    let body = "Ancienne".to_owned();
    assert_eq!(
        broken(&list, &[]),
        [(None, ListRule::BodyWithoutSeat { body })]
    );
    list.affiliation.body = Some("Inconnue".to_owned());
    let body = "Inconnue".to_owned();
    assert_eq!(broken(&list, &[]), [(None, ListRule::BodyUnknown { body })]);
}

#[test]
fn two_lists_never_bear_one_title() {
    let other = OtherList {
        title: " Cnl".to_owned(),
        candidacies: vec![],
    };
    assert_eq!(broken(&list(), &[other]), [(None, ListRule::TitleTaken)]);
}

#[test]
fn each_rule_cites_its_article() {
    let rule = ListRule::AffiliationMissing;
    assert_eq!(rule.article(LandlordKind::Oph), "CCH L.421-9");
    assert_eq!(
        ListRule::TooYoung.article(LandlordKind::Esh),
        "CCH R.422-2-1"
    );
    assert_eq!(ListRule::Barred.article(LandlordKind::Sem), "CCH L.423-12");
}

proptest! {
    #[test]
    fn women_and_men_alternate_exactly_where_neighbours_differ(
        women in prop::collection::vec(any::<bool>(), 10),
    ) {
        let mut list = list();
        for (candidate, woman) in list.candidates.iter_mut().zip(&women) {
            candidate.sex = Some(if *woman { Sex::Woman } else { Sex::Man });
        }
        let expected: Vec<_> = (1..10)
            .filter(|at| women[*at] == women[at - 1])
            .map(|at| (Some(at + 1), ListRule::SameSexAsBefore))
            .collect();
        prop_assert_eq!(broken(&list, &[]), expected);
    }
}
