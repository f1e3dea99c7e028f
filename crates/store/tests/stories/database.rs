//! The database itself: connecting, migrating, writing.

use crate::support::{Ground, hash, instant};
use palier_store::{Db, Engine, StoreError, guess, landlord};

crate::on_both_engines![
    migrating_twice_changes_nothing,
    a_dropped_transaction_leaves_no_trace,
    an_instant_is_given_back_as_it_was_kept,
    a_closed_database_is_said_to_be_unavailable,
];

async fn migrating_twice_changes_nothing(ground: &Ground) {
    ground.landlord("rive-neuve").await;
    ground.db.migrate().await.unwrap();
    ground.db.ping().await.unwrap();
    assert_eq!(landlord::list(&ground.db).await.unwrap().len(), 1);
}

async fn a_dropped_transaction_leaves_no_trace(ground: &Ground) {
    let mut tx = ground.begin().await;
    let new = landlord::NewLandlord {
        slug: "rive-neuve".to_owned(),
        name: "Rive-Neuve".to_owned(),
        kind: palier_domain::landlord::kind::LandlordKind::Esh,
        zone: "Europe/Paris".to_owned(),
    };
    landlord::add(&mut tx, new, instant("08:00:00"))
        .await
        .unwrap();
    drop(tx);
    assert!(landlord::list(&ground.db).await.unwrap().is_empty());
    ground.landlord("rive-neuve").await;
}

async fn an_instant_is_given_back_as_it_was_kept(ground: &Ground) {
    for fraction in ["", ".1", ".120", ".1205", ".123456"] {
        let at = instant(&format!("10:00:00{fraction}"));
        assert_eq!(
            guess::record(&ground.db, &hash("key"), at).await.unwrap(),
            1
        );
        assert_eq!(
            guess::count(&ground.db, &hash("key"), at).await.unwrap(),
            1,
            "{at}"
        );
    }
    // Their order is that of time, whatever their digits.
    let swept = guess::sweep(&ground.db, instant("10:00:00.1205"))
        .await
        .unwrap();
    assert_eq!(swept, 3);
}

async fn a_closed_database_is_said_to_be_unavailable(ground: &Ground) {
    let elsewhere = ground.elsewhere().await;
    elsewhere.close().await;
    let refused = elsewhere.ping().await;
    assert!(
        matches!(refused, Err(StoreError::Unavailable(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused_without_being_repeated() {
    let refused = Db::connect("mysql://user:secret@host/base").await;
    let Err(error @ StoreError::Unavailable(_)) = refused else {
        panic!("{refused:?}")
    };
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_said_to_be_unavailable() {
    let refused = Db::connect("sqlite:/no/such/folder/palier.db").await;
    assert!(
        matches!(refused, Err(StoreError::Unavailable(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn the_engine_is_known() {
    let ground = Ground::on_sqlite().await;
    assert_eq!(ground.db.engine(), Engine::Sqlite);
    ground.clear().await;
    let ground = Ground::on_postgres().await;
    assert_eq!(ground.db.engine(), Engine::Postgres);
    ground.clear().await;
}
