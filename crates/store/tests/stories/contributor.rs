//! The name that someone shows with a landlord.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_store::{StoreError, Taken, contributor, estate};

crate::on_both_engines![
    a_taken_public_name_is_said_so,
    the_same_name_may_be_shown_with_another_landlord,
    a_changed_name_keeps_its_contributor,
    an_estate_is_shown_only_when_chosen,
    a_contributor_id_tells_no_time,
    who_only_supports_needs_no_name_and_chooses_one_later,
];

async fn a_taken_public_name_is_said_so(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    ground.contributor(landlord, "Claire").await;
    let other = ground.account("autre").await;
    let again = ground.face(other, landlord, "Claire").await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::PublicName))),
        "{again:?}"
    );
}

async fn the_same_name_may_be_shown_with_another_landlord(ground: &Ground) {
    let here = ground.landlord("rive-neuve").await;
    let there = ground.landlord("les-acacias").await;
    let account = ground.account("claire").await;
    let here_id = ground.face(account, here, "Claire").await.unwrap();
    let there_id = ground.face(account, there, "Claire").await.unwrap();
    assert_ne!(here_id, there_id);
}

async fn a_changed_name_keeps_its_contributor(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let account = ground.account("claire").await;
    assert_eq!(
        contributor::of(&ground.db, account, landlord)
            .await
            .unwrap(),
        None
    );
    let id = ground.face(account, landlord, "Claire").await.unwrap();
    assert_eq!(ground.face(account, landlord, "Claire").await.unwrap(), id);
    assert_eq!(
        ground.face(account, landlord, "Claire M.").await.unwrap(),
        id
    );
    let kept = contributor::of(&ground.db, account, landlord)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.id, kept.name.as_deref()), (id, Some("Claire M.")));
    // The name that she gave up is free again.
    let other = ground.account("autre").await;
    ground.face(other, landlord, "Claire").await.unwrap();
}

async fn an_estate_is_shown_only_when_chosen(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new().lease("T-A-1", "B1", &["P1"]).build();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    let person = ground.person(landlord, "P1").await;
    let account = ground.account("claire").await;
    ground.face(account, landlord, "Claire").await.unwrap();
    let shown = contributor::of(&ground.db, account, landlord)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((shown.estate_id, shown.estate_name), (None, None));

    let (estate, name) = estate::of_person(&ground.db, person, day("2030-03-01"))
        .await
        .unwrap()
        .unwrap();
    let mut tx = ground.begin().await;
    contributor::save(
        &mut tx,
        account,
        landlord,
        "Claire",
        "claire",
        Some(estate),
        instant("09:00:00"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let shown = contributor::of(&ground.db, account, landlord)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (shown.estate_id, shown.estate_name),
        (Some(estate), Some(name))
    );
}

async fn a_contributor_id_tells_no_time(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let id = ground.contributor(landlord, "Claire").await;
    assert_eq!(id.0.get_version_num(), 4);
}

async fn who_only_supports_needs_no_name_and_chooses_one_later(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let account = ground.account("claire").await;
    let mut tx = ground.begin().await;
    let id = contributor::unnamed(&mut tx, account, landlord)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let shown = contributor::of(&ground.db, account, landlord)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((shown.id, shown.name), (id, None));
    assert_eq!(ground.face(account, landlord, "Claire").await.unwrap(), id);
    let mut tx = ground.begin().await;
    assert_eq!(
        contributor::unnamed(&mut tx, account, landlord)
            .await
            .unwrap(),
        id
    );
    tx.commit().await.unwrap();
    let shown = contributor::of(&ground.db, account, landlord)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        shown.name.as_deref(),
        Some("Claire"),
        "asking again takes no name away"
    );
}
