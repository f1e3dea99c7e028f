//! Importing a roll: what is new, what changed, what did not.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::id::LandlordId;
use palier_domain::landlord::roll::Roll;
use palier_store::roll::{self, ImportError};
use palier_store::{StoreError, activation, ids, landlord};

crate::on_both_engines![
    a_first_roll_adds_everyone,
    importing_the_same_roll_twice_changes_nothing,
    the_order_of_lines_changes_nothing_but_that_of_holders,
    a_corrected_person_is_changed_and_keeps_her_identity,
    a_changed_lease_is_changed_and_keeps_its_identity,
    a_new_holder_joins_and_a_former_one_leaves,
    a_dwelling_moved_to_another_building_is_one_dwelling,
    each_landlord_has_its_own_references,
    an_import_is_recorded_once,
    a_roll_for_an_unknown_landlord_is_refused,
    a_roll_of_thousands_is_kept_whole,
    two_imports_at_once_add_everyone_once,
];

fn two_leases() -> Roll {
    RollBuilder::new()
        .lease("T-A-1", "B1", &["P1", "P2"])
        .lease("T-B-2", "B2", &["P3"])
        .build()
}

async fn holders(ground: &Ground, lease: &str) -> Vec<String> {
    let sql = format!(
        "SELECT p.reference FROM tenancy_holder h JOIN person p ON p.id = h.person_id
         JOIN tenancy t ON t.id = h.tenancy_id WHERE t.reference = '{lease}' ORDER BY h.rank"
    );
    ground.raw().texts(&sql).await
}

async fn a_first_roll_adds_everyone(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let outcome = ground
        .import_roll(landlord, "2030-01-01", &two_leases())
        .await;
    assert_eq!((outcome.lines, outcome.added), (3, 5));
    assert_eq!(
        (outcome.changed, outcome.closed, outcome.unchanged),
        (0, 0, false)
    );
    let stock = landlord::stock(&ground.db, landlord, day("2030-01-01"))
        .await
        .unwrap();
    assert_eq!((stock.estates, stock.buildings, stock.dwellings), (1, 2, 2));
    assert_eq!((stock.tenancies, stock.persons), (2, 3));
    assert_eq!(holders(ground, "B1").await, ["P1", "P2"]);
}

async fn importing_the_same_roll_twice_changes_nothing(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &two_leases())
        .await;
    let entries = ground.raw().count("journal").await;
    for on in ["2030-01-01", "2030-02-01"] {
        let again = ground.import_roll(landlord, on, &two_leases()).await;
        assert!(again.unchanged);
        assert_eq!(
            (again.lines, again.added, again.changed, again.closed),
            (3, 0, 0, 0)
        );
    }
    assert_eq!(ground.raw().count("roll_import").await, 1);
    assert_eq!(ground.raw().count("journal").await, entries);
}

async fn the_order_of_lines_changes_nothing_but_that_of_holders(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &two_leases())
        .await;
    let turned =
        RollBuilder::new()
            .lease("T-B-2", "B2", &["P3"])
            .lease("T-A-1", "B1", &["P1", "P2"]);
    assert!(
        ground
            .import_roll(landlord, "2030-01-01", &turned.build())
            .await
            .unchanged
    );
    let holders_turned = RollBuilder::new()
        .lease("T-A-1", "B1", &["P2", "P1"])
        .lease("T-B-2", "B2", &["P3"]);
    let outcome = ground
        .import_roll(landlord, "2030-01-01", &holders_turned.build())
        .await;
    assert_eq!((outcome.added, outcome.changed, outcome.closed), (0, 1, 0));
    assert_eq!(holders(ground, "B1").await, ["P2", "P1"]);
}

async fn a_corrected_person_is_changed_and_keeps_her_identity(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut roll = two_leases();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    let before = ground.person(landlord, "P1").await;
    roll.persons[0].name = "Mme Claire Moreau".to_owned();
    roll.persons[0].email = Some("claire@example.org".to_owned());
    roll.persons[1].address.clear();
    let outcome = ground.import_roll(landlord, "2030-02-01", &roll).await;
    assert_eq!((outcome.added, outcome.changed, outcome.closed), (0, 2, 0));
    let after = activation::person_by_reference(&ground.db, landlord, "P1")
        .await
        .unwrap();
    let after = after.unwrap();
    assert_eq!(
        (after.person_id, after.name.as_str()),
        (before, "Mme Claire Moreau")
    );
    let emptied = activation::person_by_reference(&ground.db, landlord, "P2")
        .await
        .unwrap();
    assert!(emptied.unwrap().address.is_empty());
    assert!(
        ground
            .import_roll(landlord, "2030-02-01", &roll)
            .await
            .unchanged
    );
}

async fn a_changed_lease_is_changed_and_keeps_its_identity(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut roll = two_leases();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    roll.tenancies[0].ends_on = Some(day("2030-06-30"));
    let outcome = ground.import_roll(landlord, "2030-02-01", &roll).await;
    assert_eq!((outcome.added, outcome.changed, outcome.closed), (0, 1, 0));
    assert_eq!(ground.raw().count("tenancy").await, 2);
    let stock = landlord::stock(&ground.db, landlord, day("2030-07-01"))
        .await
        .unwrap();
    assert_eq!(stock.tenancies, 1);
    roll.tenancies[0].ends_on = None;
    assert_eq!(
        ground
            .import_roll(landlord, "2030-02-01", &roll)
            .await
            .changed,
        1
    );
}

async fn a_new_holder_joins_and_a_former_one_leaves(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &two_leases())
        .await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["P4", "P1"])
        .lease("T-B-2", "B2", &["P3"]);
    let outcome = ground
        .import_roll(landlord, "2030-02-01", &roll.build())
        .await;
    assert_eq!((outcome.added, outcome.changed, outcome.closed), (1, 1, 0));
    assert_eq!(holders(ground, "B1").await, ["P4", "P1"]);
    assert_eq!(ground.raw().count("person WHERE reference = 'P2'").await, 1);
}

async fn a_dwelling_moved_to_another_building_is_one_dwelling(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut roll = two_leases();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    roll.tenancies[0].building = "Bâtiment Z".to_owned();
    let outcome = ground.import_roll(landlord, "2030-02-01", &roll).await;
    assert_eq!(
        (outcome.added, outcome.changed, outcome.unchanged),
        (0, 1, false)
    );
    assert_eq!(ground.raw().count("dwelling").await, 2);
    assert_eq!(ground.raw().count("building").await, 3);
    let moved = activation::person_by_reference(&ground.db, landlord, "P1")
        .await
        .unwrap();
    assert_eq!(moved.unwrap().building, "Bâtiment Z");
}

async fn each_landlord_has_its_own_references(ground: &Ground) {
    for slug in ["rive-neuve", "les-acacias"] {
        let landlord = ground.landlord(slug).await;
        assert_eq!(
            ground
                .import_roll(landlord, "2030-01-01", &two_leases())
                .await
                .added,
            5
        );
    }
    assert_eq!(ground.raw().count("person").await, 6);
}

async fn an_import_is_recorded_once(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &two_leases())
        .await;
    let recorded = "roll_import WHERE lines = 3 AND added = 5 AND changed = 0 AND closed = 0";
    assert_eq!(ground.raw().count(recorded).await, 1);
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'roll.imported'")
            .await,
        1
    );
}

async fn a_roll_for_an_unknown_landlord_is_refused(ground: &Ground) {
    let mut tx = ground.begin().await;
    let nobody = LandlordId(ids::new_v4());
    let (on, now) = (day("2030-01-01"), instant("09:00:00"));
    let refused = roll::import(&mut tx, nobody, &two_leases(), on, now, [0; 32], None).await;
    assert!(
        matches!(refused, Err(ImportError::Store(StoreError::Missing(_)))),
        "{refused:?}"
    );
}

async fn a_roll_of_thousands_is_kept_whole(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = (0..1_234).fold(RollBuilder::new(), |roll, at| {
        let (one, other) = (format!("P{at}"), format!("Q{at}"));
        roll.lease(
            &format!("T-{}-{at}", at % 40),
            &format!("B{at}"),
            &[&one, &other],
        )
    });
    let roll = roll.build();
    let outcome = ground.import_roll(landlord, "2030-01-01", &roll).await;
    assert_eq!((outcome.lines, outcome.added), (2_468, 3 * 1_234));
    let stock = landlord::stock(&ground.db, landlord, day("2030-01-01"))
        .await
        .unwrap();
    assert_eq!((stock.buildings, stock.dwellings), (40, 1_234));
    assert_eq!((stock.tenancies, stock.persons), (1_234, 2_468));
    assert!(
        ground
            .import_roll(landlord, "2030-01-01", &roll)
            .await
            .unchanged
    );
}

async fn two_imports_at_once_add_everyone_once(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let imports = [0, 1].map(|_| {
        let db = ground.db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let (on, now) = (day("2030-01-01"), instant("09:00:00"));
            let outcome = roll::import(&mut tx, landlord, &two_leases(), on, now, [0; 32], None)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            outcome.added
        })
    });
    let mut added = Vec::new();
    for import in imports {
        added.push(import.await.unwrap());
    }
    added.sort_unstable();
    assert_eq!(added, [0, 5]);
}
