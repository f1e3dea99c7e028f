//! Associations, national bodies and territories.

use crate::support::{Ground, day, instant};
use palier_domain::landlord::kind::TerritoryKind;
use palier_store::association::NewAssociation;
use palier_store::national_body::NationalBody;
use palier_store::territory::NewTerritory;
use palier_store::{StoreError, Taken, association, journal, national_body, territory};

crate::on_both_engines![
    an_association_shows_its_national_body,
    an_association_belongs_to_the_landlords_it_is_attached_to,
    a_national_body_is_replaced_by_what_is_known_later,
    a_landlord_lies_in_its_territories,
    taken_slugs_are_said_so,
    an_association_is_journaled_with_the_instance_and_its_landlords,
    a_territory_is_journaled_with_the_instance_and_its_landlords,
    a_national_body_is_journaled_when_something_changes,
];

fn body(name: &str) -> NationalBody {
    NationalBody {
        code: "cnx".to_owned(),
        name: name.to_owned(),
        sits_at: "CNC".to_owned(),
        source: "arrêté".to_owned(),
        as_of: day("2029-12-31"),
    }
}

fn tilleuls(national_body: Option<&str>) -> NewAssociation {
    NewAssociation {
        slug: "tilleuls".to_owned(),
        name: "Amicale des Tilleuls".to_owned(),
        about: "Depuis 1974.".to_owned(),
        national_body: national_body.map(str::to_owned),
    }
}

fn city(slug: &str) -> NewTerritory {
    NewTerritory {
        slug: slug.to_owned(),
        name: "La Ville".to_owned(),
        kind: TerritoryKind::City,
    }
}

async fn an_association_shows_its_national_body(ground: &Ground) {
    let mut tx = ground.begin().await;
    national_body::put(&mut tx, &body("Confédération"), instant("08:00:00"))
        .await
        .unwrap();
    association::add(&mut tx, tilleuls(Some("cnx")), &[], instant("08:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = association::by_slug(&ground.db, "tilleuls")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.national_name.as_deref(), Some("Confédération"));
    assert_eq!(found.about, "Depuis 1974.");
    assert_eq!(
        association::by_slug(&ground.db, "acacias").await.unwrap(),
        None
    );

    let mut tx = ground.begin().await;
    let mut unknown = tilleuls(Some("zzz"));
    unknown.slug = "autre".to_owned();
    let refused = association::add(&mut tx, unknown, &[], instant("08:00:00")).await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "{refused:?}"
    );
}

async fn an_association_belongs_to_the_landlords_it_is_attached_to(ground: &Ground) {
    let here = ground.landlord("rive-neuve").await;
    let there = ground.landlord("les-acacias").await;
    let id = ground.association("tilleuls", here).await;
    let mut tx = ground.begin().await;
    let now = instant("09:00:00");
    let attached = association::attach(&mut tx, id, &[here], now)
        .await
        .unwrap();
    assert!(attached.is_empty(), "once is enough");
    tx.commit().await.unwrap();
    let of_here = association::of_landlord(&ground.db, here).await.unwrap();
    assert_eq!(of_here.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
    assert!(
        association::of_landlord(&ground.db, there)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_national_body_is_replaced_by_what_is_known_later(ground: &Ground) {
    for name in ["Ancien nom", "Nouveau nom"] {
        let mut tx = ground.begin().await;
        national_body::put(&mut tx, &body(name), instant("08:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(
        national_body::list(&ground.db).await.unwrap(),
        [body("Nouveau nom")]
    );
}

async fn a_landlord_lies_in_its_territories(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut tx = ground.begin().await;
    let now = instant("08:00:00");
    let id = territory::add(&mut tx, city("ville"), &[], now)
        .await
        .unwrap();
    territory::add(&mut tx, city("ailleurs"), &[], now)
        .await
        .unwrap();
    for attached in [&[landlord][..], &[]] {
        assert_eq!(
            territory::attach(&mut tx, id, &[landlord], now)
                .await
                .unwrap(),
            attached
        );
    }
    tx.commit().await.unwrap();
    let found = territory::by_slug(&ground.db, "ville").await.unwrap();
    assert_eq!(found.map(|one| one.id), Some(id));
    let above = territory::of_landlord(&ground.db, landlord).await.unwrap();
    assert_eq!(
        above
            .iter()
            .map(|one| one.slug.as_str())
            .collect::<Vec<_>>(),
        ["ville"]
    );
    assert_eq!(above[0].kind, TerritoryKind::City);
}

async fn taken_slugs_are_said_so(ground: &Ground) {
    let now = instant("08:00:00");
    let mut tx = ground.begin().await;
    territory::add(&mut tx, city("ville"), &[], now)
        .await
        .unwrap();
    association::add(&mut tx, tilleuls(None), &[], now)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut tx = ground.begin().await;
    let again = territory::add(&mut tx, city("ville"), &[], now).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::TerritorySlug))),
        "{again:?}"
    );
    drop(tx);
    let mut tx = ground.begin().await;
    let again = association::add(&mut tx, tilleuls(None), &[], now).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::AssociationSlug))),
        "{again:?}"
    );
}

async fn an_association_is_journaled_with_the_instance_and_its_landlords(ground: &Ground) {
    let here = ground.landlord("rive-neuve").await;
    let there = ground.landlord("les-acacias").await;
    let now = instant("09:00:00");
    let mut tx = ground.begin().await;
    let id = association::add(&mut tx, tilleuls(None), &[there, here, there], now)
        .await
        .unwrap();
    association::attach(&mut tx, id, &[here, there], now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for landlord in [here, there] {
        let acts = ground.acts(&journal::of_landlord(landlord)).await;
        assert_eq!(acts, ["landlord.added", "association.attached"]);
    }
    assert_eq!(ground.acts(journal::INSTANCE).await, ["association.added"]);
}

async fn a_territory_is_journaled_with_the_instance_and_its_landlords(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let now = instant("09:00:00");
    let mut tx = ground.begin().await;
    let id = territory::add(&mut tx, city("ville"), &[landlord], now)
        .await
        .unwrap();
    territory::attach(&mut tx, id, &[landlord], now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let acts = ground.acts(&journal::of_landlord(landlord)).await;
    assert_eq!(acts, ["landlord.added", "territory.attached"]);
    assert_eq!(ground.acts(journal::INSTANCE).await, ["territory.added"]);
}

async fn a_national_body_is_journaled_when_something_changes(ground: &Ground) {
    for name in ["Ancien nom", "Ancien nom", "Nouveau nom"] {
        let mut tx = ground.begin().await;
        national_body::put(&mut tx, &body(name), instant("08:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(
        ground.acts(journal::INSTANCE).await,
        ["national_body.put", "national_body.put"]
    );
}
