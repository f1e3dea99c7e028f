//! What belongs to a list beside its words: to whom its statement goes, its photo, its papers.

use crate::candidate_list::{announced, begun};
use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::id::{LandlordId, UploadId};
use palier_store::candidate_list::{self, ListPhoto};
use palier_store::election::electoral_roll as roll;
use palier_store::upload::{self, NewUpload};

crate::on_both_engines![
    statements_go_to_the_electors_of_the_frozen_roll,
    a_photo_takes_the_place_of_the_one_before,
];

async fn statements_go_to_the_electors_of_the_frozen_roll(ground: &Ground) {
    let (landlord, id) = announced(ground).await;
    let file = RollBuilder::new()
        .lease("T-A-1", "B1", &["L1", "L2"])
        .lease("T-A-2", "B2", &["L3"])
        .lease_between("U-A-3", "B3", "2030-10-23", None, &["L4"])
        .build();
    ground.import_roll(landlord, "2030-10-24", &file).await;
    ground
        .raw()
        .execute("UPDATE person SET email = 'Bail@example.org' WHERE reference IN ('L1', 'L4')")
        .await;
    ground
        .raw()
        .execute("UPDATE person SET email = 'bail@example.org' WHERE reference = 'L2'")
        .await;
    let mut tx = ground.begin().await;
    roll::make(&mut tx, id, day("2030-10-24"), instant("08:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(candidate_list::reach(&ground.db, id).await.unwrap(), None);
    assert_eq!(candidate_list::addresses(&ground.db, id).await.unwrap(), []);
    ground
        .raw()
        .execute("UPDATE electoral_roll SET fingerprint = 'f', frozen_at = made_at")
        .await;
    // Who leaves after that is an elector still; who came too late never was one.
    ground
        .raw()
        .execute("UPDATE tenancy SET ends_on = '2030-10-25' WHERE reference = 'B1'")
        .await;
    let reach = candidate_list::reach(&ground.db, id).await.unwrap();
    assert_eq!(reach, Some((2, 1)));
    let addresses = candidate_list::addresses(&ground.db, id).await.unwrap();
    assert_eq!(addresses.len(), 1, "an address of two is written to once");
}

async fn paper(ground: &Ground, landlord: LandlordId, name: &str) -> UploadId {
    let new = NewUpload {
        landlord_id: Some(landlord),
        name: name.to_owned(),
        media_type: "image/png".to_owned(),
        expires_at: None,
    };
    let mut tx = ground.begin().await;
    let kept = upload::keep(&mut tx, new, name.as_bytes(), instant("10:00:00")).await;
    tx.commit().await.unwrap();
    kept.unwrap()
}

async fn a_photo_takes_the_place_of_the_one_before(ground: &Ground) {
    let (landlord, election) = announced(ground).await;
    let list = begun(ground, election, "Nous").await;
    let set = async |photo: Option<UploadId>| {
        let photo = photo.map(|upload_id| ListPhoto {
            upload_id,
            alt: "La façade".to_owned(),
        });
        let mut tx = ground.begin().await;
        candidate_list::set_photo(&mut tx, list, photo.as_ref())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    let first = paper(ground, landlord, "one.png").await;
    set(Some(first)).await;
    set(Some(first)).await;
    assert!(upload::about(&ground.db, first).await.unwrap().is_some());
    let second = paper(ground, landlord, "two.png").await;
    set(Some(second)).await;
    assert!(upload::about(&ground.db, first).await.unwrap().is_none());
    let kept = candidate_list::photo(&ground.db, list).await.unwrap();
    assert_eq!(kept.unwrap().upload_id, second);
    set(None).await;
    assert!(upload::about(&ground.db, second).await.unwrap().is_none());
}
