//! Leases that a later roll no longer names.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::id::LandlordId;
use palier_domain::landlord::roll::Roll;
use palier_store::roll::{self, ImportError};

crate::on_both_engines![
    a_tenancy_absent_from_a_later_roll_is_closed,
    a_closed_tenancy_is_not_closed_again,
    a_tenancy_named_again_runs_again,
    a_tenancy_that_ended_before_is_left_as_it_was,
    a_tenancy_never_ends_before_it_starts,
    a_roll_that_would_close_too_many_leases_is_refused,
    a_tenth_of_a_large_roll_may_close,
    the_one_who_imports_may_allow_more,
    another_landlord_s_leases_are_not_closed,
];

/// Leases B0 to B(n-1), one person each.
fn leases(count: usize) -> Roll {
    (0..count)
        .fold(RollBuilder::new(), |roll, at| {
            roll.lease(
                &format!("T-A-{at}"),
                &format!("B{at}"),
                &[&format!("P{at}")],
            )
        })
        .build()
}

async fn ends(ground: &Ground, lease: &str) -> Vec<String> {
    let sql = format!(
        "SELECT COALESCE(CAST(ends_on AS TEXT), 'runs') FROM tenancy WHERE reference = '{lease}'"
    );
    ground.raw().texts(&sql).await
}

async fn try_import(
    ground: &Ground,
    landlord: LandlordId,
    from: &Roll,
    most_closed: Option<usize>,
) -> Result<usize, ImportError> {
    let mut tx = ground.begin().await;
    let (on, now) = (day("2030-02-01"), instant("09:00:00"));
    let outcome = roll::import(&mut tx, landlord, from, on, now, [0; 32], most_closed).await?;
    tx.commit().await?;
    Ok(outcome.closed)
}

async fn a_tenancy_absent_from_a_later_roll_is_closed(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground.import_roll(landlord, "2030-01-01", &leases(3)).await;
    let outcome = ground.import_roll(landlord, "2030-02-01", &leases(2)).await;
    assert_eq!((outcome.added, outcome.changed, outcome.closed), (0, 0, 1));
    assert_eq!(ends(ground, "B2").await, ["2030-02-01"]);
    assert_eq!(ends(ground, "B1").await, ["runs"]);
}

async fn a_closed_tenancy_is_not_closed_again(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground.import_roll(landlord, "2030-01-01", &leases(3)).await;
    ground.import_roll(landlord, "2030-02-01", &leases(2)).await;
    for on in ["2030-02-01", "2030-03-01"] {
        assert!(
            ground.import_roll(landlord, on, &leases(2)).await.unchanged,
            "{on}"
        );
    }
    assert_eq!(ends(ground, "B2").await, ["2030-02-01"]);
}

async fn a_tenancy_named_again_runs_again(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground.import_roll(landlord, "2030-01-01", &leases(3)).await;
    ground.import_roll(landlord, "2030-02-01", &leases(2)).await;
    let outcome = ground.import_roll(landlord, "2030-02-02", &leases(3)).await;
    assert_eq!((outcome.added, outcome.changed, outcome.closed), (0, 1, 0));
    assert_eq!(ends(ground, "B2").await, ["runs"]);
}

async fn a_tenancy_that_ended_before_is_left_as_it_was(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-0", "B0", &["P0"])
        .lease_between("T-A-1", "B1", "2020-01-01", Some("2029-12-31"), &["P1"])
        .lease_between("T-A-2", "B2", "2020-01-01", Some("2030-06-30"), &["P2"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    let outcome = ground.import_roll(landlord, "2030-02-01", &leases(1)).await;
    assert_eq!(outcome.closed, 1);
    assert_eq!(ends(ground, "B1").await, ["2029-12-31"]);
    assert_eq!(ends(ground, "B2").await, ["2030-02-01"]);
}

async fn a_tenancy_never_ends_before_it_starts(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-0", "B0", &["P0"])
        .lease_between("T-A-1", "B1", "2030-05-01", None, &["P1"])
        .build();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    assert_eq!(
        ground
            .import_roll(landlord, "2030-02-01", &leases(1))
            .await
            .closed,
        1
    );
    assert_eq!(ends(ground, "B1").await, ["2030-05-01"]);
    assert!(
        ground
            .import_roll(landlord, "2030-02-01", &leases(1))
            .await
            .unchanged
    );
}

async fn a_roll_that_would_close_too_many_leases_is_refused(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &leases(60))
        .await;
    let refused = try_import(ground, landlord, &leases(9), None).await;
    let Err(ImportError::TooManyClosed {
        would_close,
        running,
    }) = refused
    else {
        panic!("{refused:?}");
    };
    assert_eq!((would_close, running), (51, 60));
    assert_eq!(
        ground.raw().count("tenancy WHERE ends_on IS NULL").await,
        60
    );
    assert_eq!(
        try_import(ground, landlord, &leases(10), None)
            .await
            .unwrap(),
        50
    );
}

async fn a_tenth_of_a_large_roll_may_close(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &leases(700))
        .await;
    let refused = try_import(ground, landlord, &leases(629), None).await;
    assert!(
        matches!(
            refused,
            Err(ImportError::TooManyClosed {
                would_close: 71,
                running: 700
            })
        ),
        "{refused:?}"
    );
    assert_eq!(
        try_import(ground, landlord, &leases(630), None)
            .await
            .unwrap(),
        70
    );
}

async fn the_one_who_imports_may_allow_more(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground
        .import_roll(landlord, "2030-01-01", &leases(60))
        .await;
    assert!(
        try_import(ground, landlord, &leases(1), Some(58))
            .await
            .is_err()
    );
    assert_eq!(
        try_import(ground, landlord, &leases(1), Some(59))
            .await
            .unwrap(),
        59
    );
}

async fn another_landlord_s_leases_are_not_closed(ground: &Ground) {
    let here = ground.landlord("rive-neuve").await;
    let there = ground.landlord("les-acacias").await;
    ground.import_roll(here, "2030-01-01", &leases(3)).await;
    ground.import_roll(there, "2030-01-01", &leases(3)).await;
    assert_eq!(
        ground
            .import_roll(here, "2030-02-01", &leases(1))
            .await
            .closed,
        2
    );
    assert_eq!(ground.raw().count("tenancy WHERE ends_on IS NULL").await, 4);
}
