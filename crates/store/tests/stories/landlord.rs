//! Landlords and what they let.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::landlord::kind::LandlordKind;
use palier_store::landlord::{self, NewLandlord, Stock};
use palier_store::{StoreError, Taken, estate};

crate::on_both_engines![
    a_landlord_is_found_by_its_slug,
    a_taken_landlord_slug_is_said_so,
    the_stock_counts_what_runs_on_that_day,
    a_person_lives_where_her_lease_runs,
];

async fn a_landlord_is_found_by_its_slug(ground: &Ground) {
    let id = ground.landlord("rive-neuve").await;
    ground.landlord("les-acacias").await;
    let found = landlord::by_slug(&ground.db, "rive-neuve")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.id, found.kind), (id, LandlordKind::Oph));
    assert_eq!(landlord::get(&ground.db, id).await.unwrap(), Some(found));
    assert_eq!(
        landlord::by_slug(&ground.db, "nulle-part").await.unwrap(),
        None
    );
    let names: Vec<_> = landlord::list(&ground.db)
        .await
        .unwrap()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names, ["Bailleur les-acacias", "Bailleur rive-neuve"]);
}

async fn a_taken_landlord_slug_is_said_so(ground: &Ground) {
    ground.landlord("rive-neuve").await;
    let mut tx = ground.begin().await;
    let new = NewLandlord {
        slug: "rive-neuve".to_owned(),
        name: "Autre".to_owned(),
        kind: LandlordKind::Sem,
        zone: "Europe/Paris".to_owned(),
    };
    let again = landlord::add(&mut tx, new, instant("09:00:00")).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::LandlordSlug))),
        "{again:?}"
    );
}

async fn the_stock_counts_what_runs_on_that_day(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["P1", "P2"])
        .lease("T-B-2", "B2", &["P1"])
        .lease_between("U-A-3", "B3", "2020-01-01", Some("2030-02-28"), &["P3"])
        .lease_between("U-A-4", "B4", "2030-03-02", None, &["P4"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    let stock = landlord::stock(&ground.db, landlord, day("2030-03-01"))
        .await
        .unwrap();
    let expected = Stock {
        estates: 2,
        buildings: 3,
        dwellings: 4,
        tenancies: 2,
        persons: 2,
    };
    assert_eq!(stock, expected);
    let empty = ground.landlord("les-acacias").await;
    let nothing = Stock {
        estates: 0,
        buildings: 0,
        dwellings: 0,
        tenancies: 0,
        persons: 0,
    };
    assert_eq!(
        landlord::stock(&ground.db, empty, day("2030-03-01"))
            .await
            .unwrap(),
        nothing
    );
}

async fn a_person_lives_where_her_lease_runs(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease_between("T-A-1", "B1", "2020-01-01", Some("2029-12-31"), &["P1"])
        .lease_between("U-A-1", "B2", "2030-01-01", None, &["P1"]);
    ground
        .import_roll(landlord, "2029-01-01", &roll.build())
        .await;
    let person = ground.person(landlord, "P1").await;
    for (on, expected) in [
        ("2019-12-31", None),
        ("2029-12-31", Some("Résidence T")),
        ("2030-01-01", Some("Résidence U")),
    ] {
        let found = estate::of_person(&ground.db, person, day(on))
            .await
            .unwrap();
        assert_eq!(found.map(|(_, name)| name).as_deref(), expected, "{on}");
    }
}
