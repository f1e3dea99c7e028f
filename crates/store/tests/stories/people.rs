//! Looking people up, and what their page at the desk knows.

use crate::support::{Ground, RollBuilder, day, hash, instant};
use chrono::TimeDelta;
use palier_domain::id::LandlordId;
use palier_domain::landlord::lookup::Lookup;
use palier_domain::landlord::roll::Roll;
use palier_store::people::{self, CodeState, Page};
use palier_store::{account, activation, landlord_contact};

crate::on_both_engines![
    a_person_is_found_by_part_of_her_name,
    a_person_is_found_by_her_leases_and_dwellings_numbers,
    a_reference_with_a_percent_sign_finds_no_other,
    results_come_in_pages,
    somebody_on_another_roll_is_not_found,
    a_page_knows_leases_and_who_signed_too,
    a_page_knows_where_the_code_stands_and_no_more,
    a_landlord_says_how_to_reach_it,
];

fn named(mut roll: Roll, names: &[(&str, &str)]) -> Roll {
    for person in &mut roll.persons {
        if let Some((_, name)) = names.iter().find(|(of, _)| *of == person.reference) {
            person.name = (*name).to_owned();
        }
    }
    roll
}

async fn rented(ground: &Ground) -> LandlordId {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["P1", "P2"])
        .lease_between("T-A-2", "B2", "2020-01-01", Some("2024-12-31"), &["P1"])
        .lease("U-B-7", "100%", &["P3"])
        .build();
    let names = [
        ("P1", "Gisèle N’Diaye"),
        ("P2", "Benoît Œuf"),
        ("P3", "Zoé Lefèvre"),
    ];
    ground
        .import_roll(landlord, "2030-01-01", &named(roll, &names))
        .await;
    landlord
}

async fn search(ground: &Ground, landlord: LandlordId, typed: &str, page: usize) -> Page {
    let lookup = Lookup::parse(typed).unwrap();
    people::search(&ground.db, landlord, &lookup, day("2030-03-01"), page, 2)
        .await
        .unwrap()
}

async fn references(ground: &Ground, landlord: LandlordId, typed: &str) -> Vec<String> {
    let found = search(ground, landlord, typed, 0).await;
    found.people.into_iter().map(|one| one.reference).collect()
}

async fn a_person_is_found_by_part_of_her_name(ground: &Ground) {
    let landlord = rented(ground).await;
    assert_eq!(references(ground, landlord, "GISELE").await, ["P1"]);
    assert_eq!(references(ground, landlord, "oeuf ben").await, ["P2"]);
    assert_eq!(references(ground, landlord, "lefev").await, ["P3"]);
    assert!(references(ground, landlord, "Durand").await.is_empty());
}

async fn a_person_is_found_by_her_leases_and_dwellings_numbers(ground: &Ground) {
    let landlord = rented(ground).await;
    assert_eq!(references(ground, landlord, "p3").await, ["P3"]);
    assert_eq!(references(ground, landlord, "b1").await, ["P2", "P1"]);
    assert_eq!(references(ground, landlord, "u-b-7").await, ["P3"]);
    assert_eq!(references(ground, landlord, "t-a-2").await, ["P1"]);
}

async fn a_reference_with_a_percent_sign_finds_no_other(ground: &Ground) {
    let landlord = rented(ground).await;
    assert_eq!(references(ground, landlord, "100%").await, ["P3"]);
    assert!(references(ground, landlord, "10%").await.is_empty());
    assert!(references(ground, landlord, "B_1").await.is_empty());
}

async fn results_come_in_pages(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["P1"])
        .lease("T-A-2", "B2", &["P2"])
        .lease("T-A-3", "B3", &["P3"])
        .build();
    let names = [
        ("P1", "Zoé Martin"),
        ("P2", "ana martin"),
        ("P3", "Éva Martin"),
    ];
    ground
        .import_roll(landlord, "2030-01-01", &named(roll, &names))
        .await;
    let first = search(ground, landlord, "martin", 0).await;
    let second = search(ground, landlord, "martin", 1).await;
    let order: Vec<_> = first
        .people
        .iter()
        .chain(&second.people)
        .map(|one| one.reference.as_str())
        .collect();
    assert_eq!((first.total, second.total), (3, 3));
    assert_eq!(order, ["P2", "P3", "P1"]);
    let past = search(ground, landlord, "martin", usize::MAX).await;
    assert!(past.people.is_empty());
}

async fn somebody_on_another_roll_is_not_found(ground: &Ground) {
    let landlord = rented(ground).await;
    let other = ground.landlord("autre").await;
    assert!(references(ground, other, "gisele").await.is_empty());
    assert!(references(ground, other, "B1").await.is_empty());
    let person = ground.person(landlord, "P1").await;
    let seen = people::person(&ground.db, other, person, instant("12:00:00")).await;
    assert_eq!(seen.unwrap(), None);
}

async fn a_page_knows_leases_and_who_signed_too(ground: &Ground) {
    let landlord = rented(ground).await;
    let person = ground.person(landlord, "P1").await;
    let seen = people::person(&ground.db, landlord, person, instant("12:00:00"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.name, "Gisèle N’Diaye");
    let leases: Vec<_> = seen
        .leases
        .iter()
        .map(|one| (one.reference.as_str(), one.runs_on(day("2030-03-01"))))
        .collect();
    assert_eq!(leases, [("B1", true), ("B2", false)]);
    let with: Vec<_> = seen.leases[0].with.iter().map(|(_, name)| name).collect();
    assert_eq!(with, ["Benoît Œuf"]);
    assert!(seen.leases[1].with.is_empty());
    let found = search(ground, landlord, "gisele", 0).await;
    let home = found.people[0].home.as_ref().unwrap();
    assert_eq!(home[2], "T-A-1", "where she lives now");
    assert!(found.people[0].rents);
}

async fn a_page_knows_where_the_code_stands_and_no_more(ground: &Ground) {
    let landlord = rented(ground).await;
    let person = ground.person(landlord, "P1").await;
    let now = instant("12:00:00");
    let until = now + TimeDelta::days(90);
    let seen = async |at| {
        let seen = people::person(&ground.db, landlord, person, at).await;
        let seen = seen.unwrap().unwrap();
        (seen.code, seen.has_account)
    };
    assert_eq!(seen(now).await, (CodeState::Never, false));
    let mut tx = ground.begin().await;
    activation::issue(&mut tx, person, &hash("code"), now, until)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(now).await, (CodeState::Waits { until }, false));
    assert_eq!(seen(until).await, (CodeState::Lapsed, false));
    let code = activation::find(&ground.db, &hash("code")).await.unwrap();
    let claire = ground.account("claire").await;
    let mut tx = ground.begin().await;
    activation::open_ticket(&mut tx, &hash("ticket"), code.unwrap().id, until)
        .await
        .unwrap();
    activation::use_ticket(&mut tx, &hash("ticket"), now)
        .await
        .unwrap();
    account::link_person(&mut tx, claire, person, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(now).await, (CodeState::Used, true));
}

async fn a_landlord_says_how_to_reach_it(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    assert_eq!(
        landlord_contact::get(&ground.db, landlord).await.unwrap(),
        None
    );
    let mut contact = landlord_contact::Contact {
        postal: "1 quai de la Rive\n94000 Rive-Neuve".to_owned(),
        phone: "01 23 45 67 89".to_owned(),
        ..landlord_contact::Contact::default()
    };
    let now = instant("12:00:00");
    for changes in [true, false] {
        let mut tx = ground.begin().await;
        let set = landlord_contact::set(&mut tx, landlord, &contact, now).await;
        assert_eq!(set.unwrap(), changes);
        tx.commit().await.unwrap();
    }
    contact.phone = "01 98 76 54 32".to_owned();
    let mut tx = ground.begin().await;
    landlord_contact::set(&mut tx, landlord, &contact, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let read = landlord_contact::get(&ground.db, landlord).await.unwrap();
    assert_eq!(read, Some(contact));
    let acts = ground
        .acts(&palier_store::journal::of_landlord(landlord))
        .await;
    assert_eq!(
        acts.iter().filter(|act| *act == "landlord.contact").count(),
        2
    );
}
